"""The command line, called as a person or a program calls it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from lantoa.cli.demo import demo
from lantoa.cli.main import COMMANDS
from lantoa.cli.organisation import organisation
from lantoa.organisations.models import Membership, RosterDraft
from tests.cast import Cast
from tests.house.walls import ROOT


def lantoa(*words: str, home: Path, locale: str = "C.UTF-8") -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("LANTOA_", "LC_", "LANG", "DJANGO_"))}
    environment |= {"LC_ALL": locale, "LANTOA_HOME": str(home)}
    command = [sys.executable, "-m", "lantoa.cli", *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_help_speaks_the_language_of_the_locale(tmp_path: Path) -> None:
    vietnamese = lantoa("--help", home=tmp_path, locale="vi_VN.UTF-8").stdout
    english = lantoa("--help", home=tmp_path, locale="en_GB.UTF-8").stdout
    assert "Cách dùng:" in vietnamese
    assert "Đọc giấy tờ" in vietnamese
    assert "Usage:" in english
    for name in COMMANDS:
        assert f"  {name} " in vietnamese
        assert f"  {name} " in english


def test_help_touches_nothing(tmp_path: Path) -> None:
    assert lantoa("--help", home=tmp_path / "none").returncode == 0
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str, tmp_path: Path) -> None:
    done = lantoa(name, "--help", home=tmp_path, locale="vi_VN.UTF-8")
    assert done.returncode == 0, done.stderr
    assert "Cách dùng:" in done.stdout


def test_reading_a_paper_prints_json_of_every_kind(tmp_path: Path) -> None:
    paper = ROOT / "examples" / "bao-cao-ap-ben-sen_10-2026.txt"
    done = lantoa("read", "--json", str(paper), home=tmp_path)
    (entry,) = json.loads(done.stdout)["files"]
    text = paper.read_text(encoding="utf-8")
    assert entry["quantities"]
    for kind in ("documents", "units", "people", "models", "quantities", "commendations", "activities", "dates"):
        for item in entry[kind]:
            assert text[item["start"] : item["end"]] == item["surface"]


def test_a_file_that_cannot_be_read_is_told_in_a_sentence_and_fails(tmp_path: Path) -> None:
    bad = tmp_path / "trống.docx"
    bad.write_bytes(b"")
    done = lantoa("read", str(bad), home=tmp_path, locale="vi_VN.UTF-8")
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr


def test_units_are_listed_as_json_with_their_place(cast: Cast) -> None:
    done = CliRunner().invoke(organisation, ["list", "--json"])
    rows = {row["code"]: row for row in json.loads(done.output)}
    assert set(rows) == set(cast.units)
    assert rows["an-phuc"]["name"] == "Xã An Phúc"
    assert rows["an-phuc"]["place"] == "ben-lau"


def test_units_are_found_without_marks(cast: Cast) -> None:
    done = CliRunner().invoke(organisation, ["list", "--json", "--find", "tan loi"])
    assert [row["code"] for row in json.loads(done.output)] == ["tan-loi"]


def test_the_demonstration_refuses_a_database_with_accounts(cast: Cast) -> None:
    done = CliRunner().invoke(demo, [])
    assert done.exit_code == 1


def test_a_list_of_people_is_shown_first_and_written_on_yes(cast: Cast, tmp_path: Path) -> None:
    file = tmp_path / "ds.csv"
    file.write_text("Họ và tên;Năm sinh\nLê Thị Hòa;1975\nTrần Văn Hai;1980\n", encoding="utf-8")
    command = ["people", str(file), "--unit", "cb-dong"]
    done = CliRunner().invoke(organisation, command)
    assert done.exit_code == 0, done.output
    assert not Membership.objects.exists()
    assert not RosterDraft.objects.exists()
    for _ in range(2):
        assert CliRunner().invoke(organisation, [*command, "--yes"]).exit_code == 0
        assert Membership.objects.filter(unit=cast.units["cb-dong"]).count() == 2
    file.write_text("Họ và tên;Năm sinh\nLê Thị Hòa;1975\nBa;xyz\n", encoding="utf-8")
    done = CliRunner().invoke(organisation, [*command, "--yes"])
    assert done.exit_code == 1
    assert "Còn 1 dòng có lỗi" in done.output
    assert CliRunner().invoke(organisation, ["people", str(file), "--unit", "khong-co"]).exit_code == 1


def test_likely_rows_on_the_command_line_take_a_word(cast: Cast, tmp_path: Path) -> None:
    file = tmp_path / "ds.csv"
    file.write_text("Họ và tên;Năm sinh\nLê Thị Hòa;1975\n", encoding="utf-8")
    for unit, words, code in (
        ("cb-dong", [], 0),
        ("an-phuc", [], 1),
        ("an-phuc", ["--likely", "join"], 0),
        ("tan-loi", ["--likely", "skip"], 0),
    ):
        done = CliRunner().invoke(organisation, ["people", str(file), "--unit", unit, "--yes", *words])
        assert done.exit_code == code, done.output
    assert sorted(Membership.objects.values_list("unit__code", flat=True)) == ["an-phuc", "cb-dong"]
    assert Membership.objects.values("person").distinct().count() == 1
