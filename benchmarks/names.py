"""F1 on units and people over annotated papers: ours beside underthesea's named entities, kept from page chrome.

An item is found when it shares at least half of the joint stretch with one that was annotated, one to one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks.reading import SENTENCE
from lantoa.reading import read

Stretch = tuple[int, int]
KINDS = {"units": ("ORG", "LOC"), "people": ("PER",)}


def entities(text: str, chrome: Iterable[Stretch]) -> Iterator[tuple[str, Stretch]]:
    """What underthesea names in each sentence outside the chrome, with its place in the text."""
    from underthesea import ner

    menus = list(chrome)
    for sentence in SENTENCE.finditer(text):
        if any(a <= sentence.start() and sentence.end() <= b for a, b in menus) or not sentence[0].strip():
            continue
        at, open_label, first, last = sentence.start(), "", 0, 0
        for word, _part, _chunk, label in [*ner(sentence[0]), ("", "", "", "O")]:
            start = text.find(word, at, sentence.end()) if word else at
            if open_label and not label.startswith("I-"):
                yield open_label, (first, last)
                open_label = ""
            if start < 0:
                continue
            if label.startswith("B-") or (label.startswith("I-") and not open_label):
                open_label, first = label[2:], start
            last = at = start + len(word)


def pairs(gold: list[Stretch], found: list[Stretch]) -> int:
    """How many may be paired one to one, sharing half of their joint stretch, the best first."""

    def shared(one: Stretch, other: Stretch) -> float:
        common = min(one[1], other[1]) - max(one[0], other[0])
        return max(0, common) / (max(one[1], other[1]) - min(one[0], other[0]))

    ranked = sorted(((shared(g, f), i, j) for i, g in enumerate(gold) for j, f in enumerate(found)), reverse=True)
    used_gold: set[int] = set()
    used_found: set[int] = set()
    for share, i, j in ranked:
        if share >= 0.5 and i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
    return len(used_gold)


def beside_underthesea(folder: Path) -> None:
    """Prints F1 by kind for both."""
    counts = {(kind, who): [0, 0, 0] for kind in KINDS for who in ("ours", "underthesea")}
    for path in sorted(folder.glob("*.gold.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        gold = gold.get("files", [gold])[0] if "files" in gold else gold
        text = path.with_name(path.name.removesuffix(".gold.json") + ".txt").read_bytes().decode()
        ours = read(text)
        theirs = list(entities(text, [(a, b) for a, b in gold.get("chrome", ())]))
        for kind, labels in KINDS.items():
            wanted = [(item["start"], item["end"]) for item in gold[kind]]
            for who, found in (
                ("ours", [(item.start, item.end) for item in getattr(ours, kind)]),
                ("underthesea", [stretch for label, stretch in theirs if label in labels]),
            ):
                tally = counts[kind, who]
                tally[0] += len(wanted)
                tally[1] += len(found)
                tally[2] += pairs(wanted, found)
    for (kind, who), (wanted_, found_, right) in counts.items():
        print(f"{kind:8}{who:14}F1 {2 * right / max(1, wanted_ + found_):.3f}  ({right} of {wanted_}, {found_} found)")
