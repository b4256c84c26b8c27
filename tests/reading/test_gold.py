"""The annotated articles of the shared folder, scored with its own scorer; absent elsewhere, then skipped."""

import importlib.util
import json
from pathlib import Path

import pytest

from lantoa.reading import read

SHARED = Path(__file__).parents[3] / "shared" / "reading"
LEAST = {
    "documents": 0.95,
    "units": 0.95,
    "people": 0.95,
    "models": 0.9,
    "quantities": 0.9,
    "commendations": 0.9,
    "activities": 0.85,
    "dates": 0.95,
}

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the annotated articles are not on this machine")


@pytest.fixture(scope="module")
def record_f1():
    spec = importlib.util.spec_from_file_location("score", SHARED / "score.py")
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    counts = {kind: [0, 0, 0] for kind in LEAST}
    for gold_path in sorted((SHARED / "dev").glob("*.gold.json")):
        gold = json.loads(gold_path.read_text(encoding="utf-8"))
        text = gold_path.with_name(gold_path.name.replace(".gold.json", ".txt")).read_bytes().decode("utf-8")
        found = read(text).as_json(gold_path.name)
        for kind, count in counts.items():
            pairs = score.pair(gold[kind], found[kind])
            count[0] += len(gold[kind])
            count[1] += len(found[kind])
            count[2] += sum(score.right(kind, gold[kind][i], found[kind][j]) for i, j in pairs)
    return {kind: score.f1(right, gold, found) for kind, (gold, found, right) in counts.items()}


@pytest.mark.parametrize("kind", LEAST)
def test_the_reader_is_good_enough_on_the_annotated_articles(record_f1, kind):
    assert record_f1[kind] >= LEAST[kind]
