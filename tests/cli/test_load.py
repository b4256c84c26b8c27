"""Loading units from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lantoa.cli.organisation import organisation
from lantoa.organisations import operations
from lantoa.organisations.models import Change, Unit
from lantoa.organisations.operations.vietnam_counts import Count
from tests.cast import Cast
from tests.organisations.workbooks import filled, row


def called(*words: str, typed: str = "") -> Result:
    return CliRunner().invoke(organisation, list(words), input=typed)


def test_the_template_is_written(cast: Cast, tmp_path: Path) -> None:
    file = tmp_path / "mau.xlsx"
    assert called("template", str(file)).exit_code == 0
    assert file.read_bytes()[:2] == b"PK"


def test_a_tree_is_shown_asked_about_and_loaded(cast: Cast, tmp_path: Path) -> None:
    file = tmp_path / "cay.xlsx"
    file.write_bytes(filled([row("thon-tay", "Thôn Tây")]))
    refused = called("load", "tree", str(file), "--paper", "Số 1", typed="n\n")
    assert refused.exit_code == 1
    assert "Thôn Tây" in refused.output
    assert not Change.objects.exists()
    assert called("load", "tree", str(file), "--paper", "Số 1", typed="y\n").exit_code == 0
    assert Unit.objects.filter(code="thon-tay").exists()
    assert called("load", "tree", str(file), "--paper", "Số 1", "--yes").exit_code == 0
    assert Change.objects.count() == 1


def test_wrong_cells_are_all_told_and_marked(cast: Cast, tmp_path: Path) -> None:
    file, marked = tmp_path / "cay.xlsx", tmp_path / "sai.xlsx"
    file.write_bytes(filled([row("thon tay", "Thôn Tây", from_on="x", email="y")]))
    done = called("load", "tree", str(file), "--paper", "Số 1", "--yes", "--marked", str(marked))
    assert done.exit_code == 1
    for words in ("Dòng 2, cột Mã", "Dòng 2, cột Từ ngày", "Dòng 2, cột E-mail"):
        assert words in done.output
    assert marked.read_bytes()[:2] == b"PK"
    file.write_bytes(b"abc")
    done = called("load", "tree", str(file), "--paper", "Số 1")
    assert done.exit_code == 1
    assert "Excel" in done.output


def test_the_country_is_loaded_under_a_bar_and_every_number_shown(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    counts = (Count("a", "Tỉnh, thành phố", 34, 34, "Nghị quyết", "confirmed"), Count("b", "Xã", 1, 3321))

    def good(*, scope: object, tell: object) -> operations.Loaded:
        return operations.Loaded(True, counts[:1])

    def bad(*, scope: object, tell: object) -> operations.Loaded:
        raise operations.UnableToLoadVietnam("Số lượng không khớp.", counts)

    monkeypatch.setattr(operations, "load_vietnam", good)
    done = called("load", "vietnam")
    assert done.exit_code == 0
    assert "✓" in done.output
    monkeypatch.setattr(operations, "load_vietnam", bad)
    done = called("load", "vietnam")
    assert done.exit_code == 1
    assert "✗" in done.output
    assert "3.321" in done.output
