"""How fast papers are read, beside what else reads Vietnamese, and beside one pass of a compiled pattern (the limit).

One run prints, over the example papers and a text generated from them: sentences and characters a second of our eight
kinds, of underthesea's named entities and word segmentation and of pyvi (where `make setup-bench` put them), and of the
pattern; the ratios; the memory; how time grows from 1 MB to 10 MB. With ``--gold DIR`` (annotated papers in the reading
contract) also F1 on units and people beside underthesea's.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from lantoa.reading import read
from lantoa.reading.inputs import extract

EXAMPLES = Path(__file__).parents[1] / "examples"
PATTERN = re.compile(r"\d[\d.,]*\s*\w+|[A-ZĐ]\w+(?:\s[A-ZĐ]\w+)+")
SENTENCE = re.compile(r"[^.!?\n]+[.!?\n]*")
TIMES = 7  # of each the least: what else the machine does disturbs a tenth of a second much
PEER_SENTENCES = 300  # underthesea needs some seconds for so many


def best_of(times: int, act: Callable[[], object]) -> float:
    """The least of several wall-clock times, in seconds: the one that others disturbed least."""
    found = []
    for _ in range(times):
        began = time.perf_counter()
        act()
        found.append(time.perf_counter() - began)
    return min(found)


def examples() -> str:
    """The text of every example paper."""
    papers = [path for path in sorted(EXAMPLES.iterdir()) if path.suffix in {".docx", ".html", ".txt"}]
    return "\n\n".join(extract(path.name, path.read_bytes()).text for path in papers)


def sentences_of(text: str) -> list[str]:
    """Its sentences, so that all readers count alike."""
    return [found.strip() for found in SENTENCE.findall(text) if len(found.split()) > 2]


def generated(text: str, characters: int) -> str:
    """Sentences of the text in another order with other numbers, so many characters: nothing can be remembered."""
    dice, pieces, length = random.Random(1), sentences_of(text), 0
    found: list[str] = []
    while length < characters:
        piece = re.sub(r"\d+", lambda number: str(dice.randrange(10 ** len(number[0]))), dice.choice(pieces))
        found.append(piece)
        length += len(piece) + 1
    return "\n".join(found)


def peers() -> Iterator[tuple[str, Callable[[str], object]]]:
    """What else reads Vietnamese, as far as it is installed."""
    try:
        from underthesea import ner, word_tokenize
    except ImportError:
        print("underthesea is not installed: `make setup-bench`")
    else:
        yield "underthesea ner", ner
        yield "underthesea words", word_tokenize
    try:
        from pyvi import ViTokenizer
    except ImportError:
        print("pyvi is not installed: `make setup-bench`")
    else:
        yield "pyvi words", ViTokenizer.tokenize


def speed(text: str) -> None:
    """The table of speeds."""
    sentences = sentences_of(text)
    ours = len(sentences) / best_of(TIMES, lambda: read(text))
    limit = len(sentences) / best_of(TIMES, lambda: PATTERN.findall(text))
    print(f"{len(text):,} characters, {len(sentences):,} sentences")
    print(f"{'ours, eight kinds':20}{ours:12,.0f} sentences/s{ours * len(text) / len(sentences):14,.0f} characters/s")
    chosen = random.Random(2).sample(sentences, min(PEER_SENTENCES, len(sentences)))
    for name, peer in peers():
        peer(chosen[0])  # loads its model
        theirs = len(chosen) / best_of(TIMES, lambda peer=peer: [peer(one) for one in chosen])  # type: ignore[misc]
        print(f"{name:20}{theirs:12,.0f} sentences/s  ours is {ours / theirs:,.1f} × as fast")
    print(f"{'one pattern':20}{limit:12,.0f} sentences/s  {limit / ours:,.0f} × as fast as ours: the limit")


def growth(text: str) -> None:
    """How time and memory grow with the text."""
    small, large = generated(text, 1_000_000), generated(text, 10_000_000)
    began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    one = best_of(1, lambda: read(small))
    after_one = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    ten = best_of(1, lambda: read(large))
    after_ten = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"1 MB in {one:.1f} s, 10 MB in {ten:.1f} s: {ten / one:.1f} × the time of a tenth")
    print(f"memory {began // 1024} MB before, {after_one // 1024} MB after 1 MB, {after_ten // 1024} MB after 10 MB")


def main() -> None:
    """Everything that the module promises."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--gold", type=Path, help="a folder of annotated papers (NN.txt with NN.gold.json)")
    asked = parser.parse_args()
    text = examples()
    speed(text)
    growth(text)
    if asked.gold:
        from benchmarks.names import beside_underthesea

        beside_underthesea(asked.gold)


if __name__ == "__main__":
    main()
