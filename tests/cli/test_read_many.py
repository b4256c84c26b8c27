"""`lantoa read` of folders and archives: order, resuming, and processes that die."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from lantoa.cli.read import read
from lantoa.cli.read_many import Source, each, sources
from tests.cli.readers import died, said


def run(*arguments: object) -> Any:
    return CliRunner().invoke(read, [str(argument) for argument in arguments])


def papers(folder: Path, *texts: str) -> list[Source]:
    made = [folder / f"{number:02}.txt" for number in range(len(texts))]
    for path, text in zip(made, texts, strict=True):
        path.write_text(text, encoding="utf-8")
    return [Source(path) for path in made]


def test_folders_and_archives_are_walked_in_the_order_of_names_without_what_is_no_paper(tmp_path: Path) -> None:
    (tmp_path / "b" / ".git").mkdir(parents=True)
    for name in ("b/hai.txt", "b/~$hai.docx", "b/.git/x.txt", "b/anh.png", "a.txt"):
        (tmp_path / name).write_text("Xã ta.", encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "goi.zip", "w") as packed:
        for name in ("thu/z.txt", "thu/a.txt", "__MACOSX/a.txt", "thu/x.exe"):
            packed.writestr(name, "Xã ta.")
    found = [one.name.removeprefix(f"{tmp_path}/") for one in sources([tmp_path])]
    assert found == ["a.txt", "b/hai.txt", "goi.zip/thu/a.txt", "goi.zip/thu/z.txt"]


def test_a_broken_archive_and_a_named_picture_are_told(tmp_path: Path) -> None:
    (tmp_path / "goi.zip").write_bytes(b"PK\x03\x04 hong")
    (tmp_path / "anh.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    result = run("--json", tmp_path / "goi.zip", tmp_path / "anh.png")
    assert result.exit_code == 1
    assert [entry["error"]["code"] for entry in json.loads(result.stdout)["files"]] == ["damaged", "picture"]


@pytest.mark.parametrize("jobs", [1, 3])
def test_what_is_read_at_the_same_time_comes_in_order(tmp_path: Path, jobs: int) -> None:
    texts = [str(number) for number in range(12)]
    assert list(each(papers(tmp_path, *texts), said, died, jobs=jobs)) == texts


def test_a_paper_that_ends_its_process_is_named_and_all_others_are_read(tmp_path: Path) -> None:
    texts = ["0", "1", "dies", "3", "4", "dies", "6", "7"]
    assert list(each(papers(tmp_path, *texts), said, died, jobs=2)) == [
        "0", "1", "died: 02.txt", "3", "4", "died: 05.txt", "6", "7",
    ]  # fmt: skip


def test_papers_kept_already_are_not_read_again_unless_they_changed(tmp_path: Path) -> None:
    folder, out = tmp_path / "giay", tmp_path / "ra"
    folder.mkdir()
    papers(folder, "Xã An Sa hiến 120 m2 đất.", "Xã An Sa trao 20 suất quà.")
    assert run(folder, "--out", out).exit_code == 0
    kept = {path: path.stat().st_mtime_ns for path in out.iterdir()}
    assert len(kept) == 2
    told = json.loads(next(iter(kept)).read_text(encoding="utf-8"))
    assert told["quantities"]
    (folder / "01.txt").write_text("Xã An Sa trao 30 suất quà.", encoding="utf-8")
    again = run(folder, "--out", out)
    assert "2 of 2 papers read, 1 of them before" in again.stderr or "1 văn bản đã đọc từ trước" in again.stderr
    changed = [path for path in out.iterdir() if path.stat().st_mtime_ns != kept[path]]
    assert [path.name[:6] for path in changed] == ["01.txt"]
    assert not list(out.glob("*.half"))


def test_one_line_a_paper_as_soon_as_it_is_read(tmp_path: Path) -> None:
    papers(tmp_path, "Xã An Sa hiến 120 m2 đất.", "Xã An Sa trao 20 suất quà.")
    lines = run("--jsonl", "--jobs", 2, tmp_path).stdout.splitlines()
    assert [json.loads(line)["quantities"][0]["value"] for line in lines] == [120, 20]
