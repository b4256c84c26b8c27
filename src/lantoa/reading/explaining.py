"""Why something was read, in a sentence for people."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

_AMBIGUOUS = ", ambiguous figures"
_MORE = {
    "vi": " Dấu chấm, dấu phẩy trong số có thể hiểu hai cách.",
    "en": " The points or commas of the number may be meant in two ways.",
}


@cache
def sentences() -> dict[str, dict[str, str]]:
    """For every rule of the grammars its sentence by language."""
    found = {}
    for line in files("lantoa.reading").joinpath("explanations.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            rule, vi, en = (part.strip() for part in line.split("|"))
            found[rule] = {"vi": vi, "en": en}
    return found


def explain(rule: str, language: str = "vi") -> str:
    """The sentence of a rule as findings bear it; "" for one that has none."""
    known = sentences().get(rule.removesuffix(_AMBIGUOUS))
    if known is None:
        return ""
    more = _MORE if rule.endswith(_AMBIGUOUS) else {}
    return known.get(language, known["vi"]) + more.get(language, "")
