"""The page of a large report: the practices that it shows are told one by one, the others counted; never stale."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from lantoa.common.quantities import Exactness, Quantity
from lantoa.indicators import operations as ledger
from lantoa.indicators import queries as figures
from lantoa.organisations import queries as organisations
from lantoa.reports import queries
from lantoa.reports.models import Report
from lantoa.reports.rules import Table, frozen
from tests.cast import TODAY, Cast
from tests.reports.owing import asked, begun
from tests.reports.scene import YEAR, cited, outcome, play, registered, stated


@pytest.fixture
def one(cast: Cast) -> Report:
    play(cast)
    return begun(cast, asked(cast))


def table(report: Report, most: int | None) -> Table:
    blocks = queries.written(report, TODAY, most=most).paper.body
    return next(one for one in blocks if isinstance(one, Table) and one.caption == "Mô hình và kết quả")


@pytest.mark.parametrize("most", [1, 2, 3, 4, 9])
def test_a_page_tells_the_first_practices_as_the_file_does_and_counts_the_others(one: Report, most: int) -> None:
    whole, part = table(one, None), table(one, most)
    assert len(whole.rows) == 4
    assert (part.rows, part.beyond) == (whole.rows[:most], max(0, 4 - most))
    assert len(part.rows) + part.more == len(whole.rows) + whole.more


@pytest.mark.parametrize("most", [1, 2, 3, 4])
def test_all_that_is_not_a_row_is_said_of_all_practices(cast: Cast, one: Report, most: int) -> None:
    # The last in Vietnamese order stands in a paper of its own, and shares an outcome.
    last = registered(cast, "Ý tưởng xanh", "an-phuc-1", date(2022, 5, 5), (), cited(cast))
    other = registered(cast, "Ươm mầm", "an-phuc-1", date(2022, 5, 5))
    outcome(cast, [last, other], "ngay-cong", Quantity.of(3))
    whole, part = queries.written(one, TODAY), queries.written(one, TODAY, most=most)
    told = whole.told.gathered
    shown = part.told.gathered
    assert len(shown.practices) + shown.practices_beyond == len(told.practices)
    assert len(shown.commended) + shown.commended_beyond == len(told.commended)
    rows = {"practices": told.practices, "practices_beyond": 0, "commended": told.commended, "commended_beyond": 0}
    assert replace(shown, **rows) == told  # type: ignore[arg-type]
    assert [block for block in part.paper.body if not isinstance(block, Table)] == [
        block for block in whole.paper.body if not isinstance(block, Table)
    ]


def test_what_was_only_counted_is_never_frozen(one: Report) -> None:
    with pytest.raises(ValueError, match="only counted"):
        frozen.as_data(queries.written(one, TODAY, most=1).paper)
    assert frozen.as_data(queries.written(one, TODAY, most=4).paper)


def test_the_page_is_never_stale(cast: Cast, one: Report, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lantoa.reports.pages.papers.MOST_SHOWN", 2)
    client.force_login(cast.lan)
    address = reverse("reports:paper", args=[one.uuid])
    page = client.get(address).content.decode()
    assert "Còn 2 dòng nữa" in page
    assert "1.357" not in page
    stated(cast, "an-phuc", "dat-hien", Quantity.of(1357), YEAR)
    assert "1.357" in client.get(address).content.decode()
    registered(cast, "An toàn xóm tôi", "an-phuc-1", date(2022, 7, 7))
    page = client.get(address).content.decode()
    assert "An toàn xóm tôi" in page
    assert "Còn 3 dòng nữa" in page
    fact = figures.standing().filter(indicator__code="dat-hien").latest("seq")
    statement = figures.statement(fact.source_uuid)
    assert statement is not None
    ledger.withdraw(scope=cast.product, statement=statement, why="nhầm")
    assert "1.357" not in client.get(address).content.decode()


@pytest.mark.parametrize("is_kept", [False, True])
@pytest.mark.parametrize("tree", [None, TODAY])
def test_wordings_are_counted_as_the_lines_say_them(cast: Cast, is_kept: bool, tree: date | None) -> None:
    for unit, quantity in (
        ("an-phuc", Quantity.of(2, Exactness.AT_LEAST, "hơn")),
        ("an-phuc", Quantity.of(3, Exactness.AT_LEAST, "trên")),
        ("an-phuc-1", Quantity.of(4)),
    ):
        stated(cast, unit, "dat-hien", quantity, YEAR)
    if is_kept:
        ledger.fold(today=TODAY)
    stated(cast, "an-phuc", "dat-hien", Quantity.of(7, Exactness.AT_LEAST, "trên"), YEAR)
    kind = figures.indicator("dat-hien")
    unit = organisations.unit("an-phuc", tree or YEAR.to_on)
    view = figures.View(YEAR, tree=tree)
    at_least = Exactness.AT_LEAST.value
    found = figures.wordings([kind], unit.pk, view)[kind.pk]
    assert found == {(at_least, "hơn"): 1, (at_least, "trên"): 2, ("exact", ""): 1}
