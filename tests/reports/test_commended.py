"""The list of commendations in a report: as papers told them, each number opening."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lantoa.common.periods import Period
from lantoa.common.quantities import Quantity
from lantoa.indicators import operations as ledger
from lantoa.indicators import queries as figures
from lantoa.indicators.models import Fact
from lantoa.reports.practices_sheets import sheets
from lantoa.reports.practices_summary import write
from lantoa.reports.rules import Figured, Table
from tests.cast import Cast
from tests.reports.scene import YEAR, cited, told


def commended(cast: Cast, code: str, many: int, about: str = "", *, unit: str = "an-phuc", cites: bool = True) -> Fact:
    """One number of a commendation, as a paper that was taken in tells it."""
    citation = cited(cast) if cites else None
    amount = ledger.Amount(figures.indicator(code), cast.units[unit], YEAR, Quantity.of(many), citation=citation)
    kept = ledger.state(scope=cast.product, amount=amount, about=about)
    return Fact.objects.get(source_uuid=kept.uuid)


def listed(cast: Cast, unit: str = "an-phuc") -> list[tuple[str, str, str, str, str]]:
    return [
        (one.about, one.unit, *(str(part or "") for part in (one.collectives, one.individuals, one.unsplit)))
        for one in told(cast, unit).commended
    ]


def test_groups_and_people_of_one_commendation_stand_on_one_line(cast: Cast) -> None:
    commended(cast, "khen-tap-the", 4, "Bằng khen cấp tỉnh")
    commended(cast, "khen-ca-nhan", 5, "Bằng khen cấp tỉnh")
    commended(cast, "khen-tap-the", 20, "Giấy khen cấp huyện")
    assert listed(cast) == [
        ("Bằng khen cấp tỉnh", "Xã An Phúc", "4 tập thể", "5 cá nhân", ""),
        ("Giấy khen cấp huyện", "Xã An Phúc", "20 tập thể", "", ""),
    ]


def test_what_was_told_of_both_together_is_never_divided(cast: Cast) -> None:
    commended(cast, "khen-tap-the-ca-nhan", 70)
    assert listed(cast) == [("", "Xã An Phúc", "", "", "70 tập thể, cá nhân")]


def test_two_that_say_the_same_words_are_two(cast: Cast) -> None:
    commended(cast, "khen-tap-the", 2, cites=False)
    commended(cast, "khen-tap-the", 3, cites=False)
    assert [row[2] for row in listed(cast)] == ["2 tập thể", "3 tập thể"]


def test_what_is_counted_once_at_a_place_is_listed_once_there(cast: Cast) -> None:
    kept = commended(cast, "khen-tap-the", 4, "Giấy khen")
    other = commended(cast, "khen-tap-the", 4, "Giấy khen cấp xã", unit="an-phuc-1")
    assert len(listed(cast)) == 2
    ledger.count_once(scope=cast.product, kept=kept, other=other, why="Một quyết định, hai nơi báo cáo")
    assert [row[0] for row in listed(cast)] == ["Giấy khen"]
    assert [row[0] for row in listed(cast, "an-phuc-1")] == ["Giấy khen cấp xã"]


def test_what_was_taken_back_is_not_listed(cast: Cast) -> None:
    amount = ledger.Amount(figures.indicator("khen-ca-nhan"), cast.units["an-phuc"], YEAR, Quantity.of(3))
    kept = ledger.state(scope=cast.product, amount=amount)
    ledger.withdraw(scope=cast.product, statement=kept, why="Ghi nhầm")
    assert listed(cast) == []


@pytest.mark.django_db
def test_another_year_is_not_told_but_a_running_total_is_by_its_name(cast: Cast) -> None:
    for period, is_cumulative in ((Period.year(2021), False), (Period(date(2019, 1, 1), date(2022, 12, 31)), True)):
        amount = ledger.Amount(
            figures.indicator("khen-ca-nhan"), cast.units["an-phuc"], period, Quantity.of(9), is_cumulative
        )
        ledger.state(scope=cast.product, amount=amount)
    (only,) = told(cast).commended
    assert only.is_cumulative


def test_the_table_opens_each_number_and_names_the_paper(cast: Cast) -> None:
    commended(cast, "khen-tap-the", 4, "Bằng khen cấp tỉnh")
    report = write(told(cast))
    (table,) = [one for one in report.body if isinstance(one, Table) and one.caption == "Danh sách khen thưởng"]
    (row,) = table.rows
    (figured,) = [run for line in row.cells[4] for run in line if isinstance(run, Figured)]
    assert figured.path.startswith("/so-lieu/")
    assert "12-BC/PN" in "".join(map(str, row.cells[6][0]))
    (sheet,) = [one for one in sheets(told(cast), public_url="https://so.example") if one.name == "Khen thưởng"]
    assert sheet.rows[0][5:8] == ["Tập thể", "", 4]


def test_the_list_asks_as_much_however_long_it_is(cast: Cast) -> None:
    commended(cast, "khen-tap-the", 1, "Giấy khen")
    with CaptureQueriesContext(connection) as few:
        told(cast)
    for number in range(12):
        commended(cast, "khen-tap-the", number + 2, f"Giấy khen đợt {number}")
    with CaptureQueriesContext(connection) as many:
        assert len(told(cast).commended) == 13
    assert len(few) == len(many)
