"""What the invented province asks for: made again from its source it is the same."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from lantoa.reading.inputs import extract

EXAMPLES = Path(__file__).parents[2] / "examples"


def test_the_outline_and_its_tables_are_made_again_with_the_same_text(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.syspath_prepend(str(EXAMPLES))
    for made in importlib.import_module("make_outlines").main(tmp_path):
        kept = EXAMPLES / "outlines" / made.name
        assert extract(made.name, made.read_bytes()).text == extract(kept.name, kept.read_bytes()).text
