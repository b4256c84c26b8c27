"""Whatever is read says why, in a sentence."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import lantoa.reading
from lantoa.reading import KINDS, read
from lantoa.reading.explaining import explain, sentences
from lantoa.reading.inputs import extract

GRAMMARS = Path(lantoa.reading.__file__).parent
EXAMPLES = Path(__file__).parents[2] / "examples"
# Of the amounts alone: findings bear the rule of what is counted.
INNER = {"figures", "words", "magnitude", "range", "part of a total"}


def named() -> Iterator[str]:
    """The rules that the grammars name: ``rule="…"``, and the text in what carries one on."""
    carriers = {"Body": 2, "Atom": 3, "_checked": 4, "_model": 4, "_Named": 3, "_Counted": 2, "Cited": 4}
    for path in GRAMMARS.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            said = [word.value for word in node.keywords if word.arg == "rule"]
            at = carriers.get(getattr(node.func, "id", ""))
            said += node.args[at : at + 1] if at is not None else []
            for value in said:
                if isinstance(value, ast.Constant | ast.IfExp):
                    yield from (one.value for one in ast.walk(value) if isinstance(one, ast.Constant) and one.value)


def test_every_rule_that_the_grammars_name_has_its_sentence_in_both_languages() -> None:
    rules = {rule for rule in named() if isinstance(rule, str)} - INNER
    assert len(rules) > 60
    assert not rules - set(sentences())
    for told in sentences().values():
        assert all(words[0].isupper() and words[-1] in ".…" for words in told.values())


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.*")), ids=lambda path: path.name)
def test_every_finding_in_the_example_papers_says_why(path: Path) -> None:
    if path.suffix not in {".txt", ".html", ".docx"}:
        pytest.skip("no paper")
    found = read(extract(path.name, path.read_bytes()).text)
    items = [item for kind in KINDS if kind != "doubts" for item in getattr(found, kind)]
    assert items
    assert not {item.rule for item in items if not explain(item.rule) or not explain(item.rule, "en")}
