"""Reports on both maps: what is asked for, what every form says, and that old addresses mean what they meant."""

from __future__ import annotations

import json
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner
from django.test import Client
from docx import Document
from python_calamine import CalamineWorkbook

from lantoa.cli.report import report
from lantoa.indicators import queries as ledger
from lantoa.organisations import operations as organisations
from lantoa.organisations.models import Unit
from lantoa.organisations.operations import NewUnit, Order
from lantoa.reports import outgoing, queries
from tests.cast import TODAY, Cast
from tests.reports.scene import play, registered, told

DAY = date(2025, 7, 1)
THEN = "Số liệu theo đơn vị hành chính như tại thời điểm phát sinh."
ON_THE_DAY = "Số liệu quy về đơn vị hành chính ngày 01/07/2025."


def merged(cast: Cast) -> Unit:
    """An Phúc, where everything of the scene happened, and its neighbour with one practice become one commune."""
    play(cast)
    registered(cast, "Vườn rau xanh", "tan-loi", date(2022, 5, 1))
    both = [cast.units["an-phuc"], cast.units["tan-loi"]]
    order = Order("Nghị quyết 01-NQ/HĐND", DAY)
    organisations.merge(scope=cast.product, order=order, units=both, into=NewUnit("an-tan", "Xã An Tân", "commune"))
    return Unit.objects.get(code="an-tan")


def asked(cast: Cast, unit: str = "an-tan", tree: str = "", period: str = "2022") -> queries.Asked:
    return queries.asked(scope=cast.product, unit=unit, period=period, tree=tree, on="2026-01-20", today=TODAY)


def said(cast: Cast, **how: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(outgoing.practices(asked(cast, **how), "json"))
    return found


def amounts(one: dict[str, Any]) -> dict[str, str]:
    return {line["indicator"]: line["in_period"]["text"] for line in one["figures"] if line["in_period"]}


def test_what_suits_the_unit_is_as_it_was_unless_it_was_founded_later(cast: Cast) -> None:
    merged(cast)
    assert asked(cast, tree="usual").tree == TODAY
    assert asked(cast, tree="usual", period="2026").tree is None
    assert asked(cast, tree="usual", period="2025").tree == TODAY
    for unit in ("an-phuc", "ben-lau"):
        assert asked(cast, unit, tree="usual").tree is None
    for tree, day in (("", None), ("then", None), ("today", TODAY), ("2025-07-01", DAY)):
        assert asked(cast, tree=tree).tree == day
    for wrong in ("hom-qua", "2025-7-1", "2025-02-30"):
        with pytest.raises(queries.UnableToReport):
            asked(cast, tree=wrong)


def test_the_new_commune_reports_on_the_map_what_both_had_and_every_figure_opens_on_that_map(cast: Cast) -> None:
    merged(cast)
    on_map, then = said(cast, tree="2025-07-01"), said(cast, tree="then")
    assert (on_map["tree"], then["tree"]) == ("2025-07-01", "then")
    assert amounts(on_map)["mo-hinh-tap-the"] == "3 mô hình"
    assert amounts(on_map)["nguon-luc"] == "trên 52 triệu đồng"
    assert amounts(then) == {}
    assert [one["name"] for one in on_map["practices"]] == [
        "Ánh sáng xóm Đông", "Con đường không rác", "Cổng rào xanh", "Tủ sách đầu ngõ", "Vườn rau xanh",
    ]  # fmt: skip
    urls = [line["in_period"]["url"] for line in on_map["figures"] if line["in_period"]]
    assert urls
    assert all("/2025-07-01/" in url for url in urls)
    former = said(cast, unit="an-phuc", tree="then")
    assert amounts(former)["mo-hinh-tap-the"] == "2 mô hình"


def test_every_form_says_on_which_map_it_counts(cast: Cast) -> None:
    merged(cast)
    for tree, words in (("then", THEN), ("2025-07-01", ON_THE_DAY)):
        wanted = asked(cast, "ben-lau", tree=tree)
        assert words in outgoing.practices(wanted, "txt").decode()
        document = Document(BytesIO(outgoing.practices(wanted, "docx")))
        assert any(words in paragraph.text for paragraph in document.paragraphs)
        book = CalamineWorkbook.from_filelike(BytesIO(outgoing.practices(wanted, "xlsx")))
        for name in book.sheet_names:
            assert words in str(book.get_sheet_by_name(name).to_python()[0][0])


def test_the_chosen_map_stands_in_the_address_and_on_the_page(cast: Cast, client: Client) -> None:
    merged(cast)
    client.force_login(cast.dung)
    for chosen, word in (
        ({"tree": "then"}, "then"),
        ({"tree": "day", "tree_on": "01/07/2025"}, "2025-07-01"),
        ({"tree": "2025-07-01"}, "2025-07-01"),
    ):
        answer = client.get("/bao-cao/", {"unit": "ben-lau", "period": "2022", **chosen})
        assert parse_qs(urlsplit(answer["Location"]).query)["tree"] == [word]
        page = client.get(answer["Location"]).content.decode()
        assert (THEN if word == "then" else ON_THE_DAY) in page
        assert f"tree={word}" in page
        assert "tree=then" in page
    assert "tree=then" in client.get("/bao-cao/", {"unit": "ben-lau", "period": "2022"})["Location"]
    assert "tree=then" not in client.get("/bao-cao/", {"unit": "an-tan", "period": "2022"})["Location"]
    again = client.get("/bao-cao/", {"unit": "ben-lau", "period": "2022", "tree": "day"})
    assert "Hãy ghi ngày của bản đồ" in again.content.decode()
    assert client.get("/bao-cao/mo-hinh/?unit=ben-lau&period=2022&tree=x").status_code == 400


def test_an_address_printed_before_there_were_maps_says_what_it_said(cast: Cast, client: Client) -> None:
    merged(cast)
    client.force_login(cast.dung)
    old = f"/bao-cao/mo-hinh/?unit=an-phuc&period=2022&upto={ledger.head()}&on=2022-12-31"
    page = client.get(old)
    assert page.status_code == 200
    assert THEN in page.content.decode()
    words = f"{old}&tree=then"
    assert client.get(words).content.decode().count("52 triệu") == page.content.decode().count("52 triệu") > 0


def test_the_years_of_former_units_are_offered_for_a_new_one(cast: Cast) -> None:
    new = merged(cast)
    unit = asked(cast, tree="today").unit
    assert unit.pk == new.pk
    years = queries.default_years(unit, date(2040, 1, 1))
    assert {2021, 2022} <= set(years)


def test_the_command_takes_a_map_and_says_which_it_took(cast: Cast, tmp_path: Path) -> None:
    merged(cast)
    file = tmp_path / "r.json"
    ask = ["--unit", "an-tan", "--period", "2022", "-o", str(file)]
    for words, tree, sentence in (
        (["--tree", "then"], "then", THEN),
        (["--tree", "2025-07-01"], "2025-07-01", ON_THE_DAY),
    ):
        done = CliRunner().invoke(report, [*ask, *words])
        assert done.exit_code == 0
        assert sentence in done.output
        assert json.loads(file.read_text(encoding="utf-8"))["tree"] == tree
    assert "quy về đơn vị hành chính ngày" in CliRunner().invoke(report, ask).output
    wrong = CliRunner().invoke(report, [*ask, "--tree", "mai"])
    assert wrong.exit_code == 1
    assert "Không hiểu bản đồ đơn vị “mai”" in wrong.output


def test_a_report_as_it_was_counts_the_same_before_and_after_the_merger(cast: Cast) -> None:
    play(cast)
    before = told(cast)
    both = [cast.units["an-phuc"], cast.units["tan-loi"]]
    order = Order("Nghị quyết 01-NQ/HĐND", DAY)
    organisations.merge(scope=cast.product, order=order, units=both, into=NewUnit("an-tan", "Xã An Tân", "commune"))
    after = told(cast)
    assert (after.indicators, after.practices, after.by_unit) == (before.indicators, before.practices, before.by_unit)
