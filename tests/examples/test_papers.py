"""The demo's papers: they open, hold what demo.toml says, add up, and are our own words."""

import importlib
import re
import tomllib
import unicodedata
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from docx import Document
from lxml import html

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
REAL_PAPERS = ROOT.parent / "shared" / "reading" / "dev"
DEMO: dict[str, Any] = tomllib.loads((EXAMPLES / "demo.toml").read_text(encoding="utf-8"))
CAST: dict[str, Any] = tomllib.loads((EXAMPLES / "cast.toml").read_text(encoding="utf-8"))
PAPERS: list[dict[str, Any]] = DEMO["papers"]
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SOURCES = sorted((EXAMPLES / "sources").glob("*.md"))

# The programme's own title and its directives are quoted by everyone, word for word.
TITLES = re.compile(
    r"(đẩy mạnh )?học tập và làm theo tư tưởng,? đạo đức,? phong cách hồ chí minh"
    r"|chỉ thị (số )?05-ct/tw|kết luận (số )?01-kl/tw"
)


def text_of(path: Path) -> str:
    """The words of a paper, one line per paragraph, spaces and superscripts made plain."""
    if path.suffix == ".docx":
        paragraphs = Document(str(path)).element.body.iter(f"{{{W}}}p")
        text = "\n".join("".join(run.text or "" for run in p.iter(f"{{{W}}}t")) for p in paragraphs)
    elif path.suffix == ".html":
        text = str(html.document_fromstring(path.read_text(encoding="utf-8")).xpath("string()"))
    else:
        text = path.read_text(encoding="utf-8")
    return unicodedata.normalize("NFC", text.replace("\xa0", " "))


@pytest.fixture
def make(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script that makes the Word papers; it lives outside the package."""
    monkeypatch.syspath_prepend(str(EXAMPLES))
    return importlib.import_module("make_docx")


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper["file"])
def test_a_paper_opens_and_holds_what_the_demo_says(paper: dict[str, Any]) -> None:
    text = text_of(EXAMPLES / paper["file"])
    assert [words for words in paper["holds"] if words not in text] == []


def test_the_targets_of_the_demo_stand_in_their_plans() -> None:
    cited = [target for target in DEMO["targets"] if "file" in target]
    assert cited
    for target in cited:
        assert target["words"] in text_of(EXAMPLES / target["file"])
        assert target["amount"] in target["words"]


def test_every_paper_of_the_folder_is_in_the_demo_once() -> None:
    there = {path.name for path in EXAMPLES.iterdir() if path.suffix in {".docx", ".html", ".txt"}}
    assert sorted(paper["file"] for paper in PAPERS) == sorted(there)


def test_there_are_enough_papers_of_each_kind_and_six_wait() -> None:
    suffixes = [Path(paper["file"]).suffix for paper in PAPERS]
    assert suffixes.count(".docx") >= 5
    assert suffixes.count(".html") >= 4
    assert suffixes.count(".txt") >= 4
    assert sum(paper["confirm"] == "none" for paper in PAPERS) == 6
    assert {paper["confirm"] for paper in PAPERS} <= {"all", "all-certain", "none"}


def test_papers_come_in_order_from_known_accounts_for_known_units() -> None:
    accounts = {account["username"] for account in CAST["accounts"]}
    units = {unit["code"] for unit in CAST["units"]}
    assert {paper["by"] for paper in PAPERS} <= accounts
    assert {paper["unit"] for paper in PAPERS} <= units
    days = [paper["received_on"] for paper in PAPERS]
    assert days == sorted(days)
    assert days[-1] <= DEMO["today"]
    assert all(paper["from_on"] <= paper["to_on"] <= DEMO["today"] for paper in PAPERS if paper["kind"] == "report")


def test_overlaps_name_papers_of_the_demo() -> None:
    files = {paper["file"] for paper in PAPERS}
    assert {overlap[side] for overlap in DEMO["overlaps"] for side in ("part", "within")} <= files


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_a_word_paper_is_made_again_from_its_source_with_the_same_text(
    source: Path, make: ModuleType, tmp_path: Path
) -> None:
    again = tmp_path / "again.docx"
    again.write_bytes(make.paper_bytes(source.read_text(encoding="utf-8")))
    assert text_of(again) == text_of(EXAMPLES / f"{source.stem}.docx")
    assert again.read_bytes() == make.paper_bytes(source.read_text(encoding="utf-8"))


def test_word_papers_stand_on_the_page_of_a_party_paper() -> None:
    for source in SOURCES:
        section = Document(str(EXAMPLES / f"{source.stem}.docx")).sections[0]
        sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
        assert [round(side.mm) for side in sides if side is not None] == [20, 20, 30, 15]


def test_the_totals_of_the_province_are_the_sums_of_the_two_communes() -> None:
    for row in DEMO["totals"]:
        assert number(row["together"]) == number(row["an_phuc_dong"]) + number(row["hoa_nguyet"]), row["what"]
    compiled = text_of(EXAMPLES / "92-BC-BTGDVTU_tong-hop-nam-2026_song-trang.docx")
    for row in DEMO["totals"]:
        cells = "\n".join((row["what"], row["an_phuc_dong"], row["hoa_nguyet"], row["together"]))
        assert cells in compiled
        assert row["an_phuc_dong"] in text_of(EXAMPLES / "46-BC-DU_bao-cao-nam-2026_an-phuc-dong.docx")
        assert row["hoa_nguyet"] in text_of(EXAMPLES / "51-BC-DU_bao-cao-nam-2026_hoa-nguyet.docx")


def test_the_trap_is_where_the_readme_says() -> None:
    trap = DEMO["trap"]
    assert sum(trap["parts"]) == trap["right_total"] != trap["printed_total"]
    assert f"trên {trap['printed_total']} m2" in text_of(EXAMPLES / trap["file"])
    assert f"trên {trap['right_total']} m2" in text_of(EXAMPLES / trap["right_in"])
    assert trap["file"] in [paper["file"] for paper in PAPERS if paper["confirm"] == "none"]


def test_every_unit_reaches_the_country_and_every_parent_exists() -> None:
    units = {unit["code"]: unit for unit in CAST["units"]}
    assert len(units) == len(CAST["units"])
    for unit in CAST["units"]:
        for kind in ("place_parent", "party_parent", "state_parent", "front_parent"):
            assert unit.get(kind, "vn") in units
        place = unit
        for _ in range(6):
            place = units[place.get("place_parent", "vn")]
        assert place["code"] == "vn"


def test_people_hold_posts_in_known_units_and_accounts_belong_to_people() -> None:
    units = {unit["code"] for unit in CAST["units"]}
    people = {person["code"] for person in CAST["people"]}
    assert {post["unit"] for person in CAST["people"] for post in person["posts"]} <= units
    assert {account["person"] for account in CAST["accounts"]} <= people
    assert {account["unit"] for account in CAST["accounts"]} <= units


def test_no_person_or_commune_of_the_demo_is_in_the_real_papers() -> None:
    if not REAL_PAPERS.is_dir():
        pytest.skip("the real papers are not beside this checkout (../shared/reading/dev)")
    real = "\n".join(path.read_text(encoding="utf-8") for path in REAL_PAPERS.glob("*.txt"))
    ours = [person["name"] for person in CAST["people"]] + ["An Phúc Đông", "Hòa Nguyệt", "Sông Trăng"]
    assert [name for name in ours if name in real] == []


def test_no_sentence_is_taken_from_the_real_papers() -> None:
    if not REAL_PAPERS.is_dir():
        pytest.skip("the real papers are not beside this checkout (../shared/reading/dev)")
    real = {run for path in REAL_PAPERS.glob("*.txt") for run in runs_of_words(path.read_text(encoding="utf-8"))}
    for paper in PAPERS:
        assert sorted(runs_of_words(text_of(EXAMPLES / paper["file"])) & real) == [], paper["file"]


def number(words: str) -> Decimal:
    """The figure in `words`, without its qualifier: "trên 5.010" → 5010."""
    return Decimal(words.rsplit(maxsplit=1)[-1].replace(".", "").replace(",", "."))


def runs_of_words(text: str, length: int = 8) -> set[str]:
    """Every stretch of so many words inside one sentence, the common titles left out."""
    plain = TITLES.sub("|", " ".join(unicodedata.normalize("NFC", text).casefold().split()))
    found = set()
    for sentence in re.split(r"[.!?;|]\s", plain.replace("|", "| ")):
        words = re.findall(r"[\w/-]+", sentence)
        found |= {" ".join(words[i : i + length]) for i in range(len(words) - length + 1)}
    return found
