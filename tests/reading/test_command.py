import json

from click.testing import CliRunner

from lantoa.cli.read import read


def run(*arguments: object):
    return CliRunner().invoke(read, [str(argument) for argument in arguments])


def test_json_gives_one_object_with_every_file(tmp_path):
    first, second = tmp_path / "a.txt", tmp_path / "b.txt"
    first.write_bytes("Huyện ủy Cẩm Lĩnh trao 20 suất quà.\r\n".encode())
    second.write_bytes("Thực hiện Chỉ thị số 05-CT/TW.".encode())
    result = run("--json", first, second)
    assert result.exit_code == 0
    files = json.loads(result.stdout)["files"]
    assert [entry["file"] for entry in files] == [str(first), str(second)]
    assert files[0]["quantities"][0]["value"] == 20
    assert files[1]["documents"][0]["number"] == "05-CT/TW"


def test_a_file_that_cannot_be_read_is_an_entry_and_the_others_are_read(tmp_path):
    good, bad = tmp_path / "a.txt", tmp_path / "b.txt"
    good.write_text("Huyện ủy Cẩm Lĩnh họp.", encoding="utf-8")
    bad.write_bytes(b"")
    result = run("--json", good, bad, tmp_path / "none.txt")
    assert result.exit_code == 1
    files = json.loads(result.stdout)["files"]
    assert files[0]["units"]
    assert [entry["error"]["code"] for entry in files[1:]] == ["empty", "not_opened"]
    assert all(entry["error"]["message"] for entry in files[1:])


def test_without_json_a_table_shows_what_was_understood(tmp_path):
    paper = tmp_path / "a.txt"
    paper.write_text("Nạo vét 10.6 kênh mương ở xã Bình Sa.", encoding="utf-8")
    result = run(paper)
    assert result.exit_code == 0
    assert "10.6" in result.stdout
    assert "Bình Sa" in result.stdout


def test_the_text_of_a_page_is_given_with_its_findings(tmp_path):
    page = tmp_path / "a.html"
    words = "Hội Nông dân xã Bình Sa vận động hội viên hiến 320 m2 đất và góp 45 triệu đồng làm đường trong năm 2021. "
    page.write_text(
        f'<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Tin</title></head>'
        f"<body><article><h1>Xã Bình Sa làm đường</h1><p>{words * 3}</p></article></body></html>",
        encoding="utf-8",
    )
    (entry,) = json.loads(run("--json", page).stdout)["files"]
    item = entry["quantities"][0]
    assert entry["text"][item["start"] : item["end"]] == item["surface"]


def test_why_says_which_rule_gave_each_finding(tmp_path, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    paper = tmp_path / "a.txt"
    paper.write_text("Xã Bình Sa hiến 320 m2 đất.", encoding="utf-8")
    (entry,) = json.loads(run("--json", "--why", paper).stdout)["files"]
    assert entry["quantities"][0]["why"] in {"Con số, rồi đơn vị đo.", "A number, then a measure."}
    assert "why" not in json.loads(run("--json", paper).stdout)["files"][0]["quantities"][0]
    assert any(words in " ".join(run("--why", paper).stdout.split()) for words in ("đơn vị đo", "a measure"))
