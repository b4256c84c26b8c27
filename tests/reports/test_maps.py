"""A report says on which map of units its figures are, and its numbers open there."""

from __future__ import annotations

from datetime import date

import pytest

from lantoa.common.periods import Period
from lantoa.common.quantities import Quantity
from lantoa.indicators import operations as ledger
from lantoa.indicators import queries as figures
from lantoa.organisations import operations
from lantoa.organisations.models import Unit
from lantoa.organisations.operations import NewUnit, Order
from lantoa.reports import outgoing, practices_summary, queries
from tests.cast import TODAY, Cast

DAY = date(2025, 7, 1)


@pytest.fixture
def new(cast: Cast) -> Unit:
    for code, number in (("an-phuc", 3), ("tan-loi", 5)):
        amount = ledger.Amount(
            figures.indicator("cau-xay-moi"), cast.units[code], Period.year(2024), Quantity.of(number)
        )
        ledger.state(scope=cast.product, amount=amount)
    both = [cast.units["an-phuc"], cast.units["tan-loi"]]
    order = Order("Nghị quyết 01", DAY)
    operations.merge(scope=cast.product, order=order, units=both, into=NewUnit("an-tan", "Xã An Tân", "commune"))
    return Unit.objects.get(code="an-tan")


def asked(cast: Cast, unit: str, tree: str) -> queries.Asked:
    return queries.asked(scope=cast.product, unit=unit, period="2024", tree=tree, today=TODAY)


def bridges(told: object) -> str:
    line = told.indicator("cau-xay-moi")  # type: ignore[attr-defined]
    return str(line.pair.in_period) if line and line.pair.in_period else ""


def test_a_report_of_a_new_commune_on_todays_map_has_what_the_former_ones_reported(cast: Cast, new: Unit) -> None:
    assert bridges(queries.gather(asked(cast, "an-tan", "then"))) == ""
    for tree in ("today", "2025-07-01"):
        told = queries.gather(asked(cast, "an-tan", tree))
        assert bridges(told) == "8 cây cầu"
        assert told.tree == (TODAY if tree == "today" else DAY)
    assert bridges(queries.gather(asked(cast, "an-phuc", "then"))) == "3 cây cầu"


def test_word_excel_text_and_data_say_which_map_and_their_numbers_open_there(cast: Cast, new: Unit) -> None:
    wanted = asked(cast, "an-tan", "2025-07-01")
    report = practices_summary.write(queries.gather(wanted))
    words = " ".join(str(run) for run in report.runs())
    assert "Số liệu quy về đơn vị hành chính ngày 01/07/2025." in words
    assert all("/2025-07-01/" in run.path for run in report.figures())
    assert "quy về đơn vị hành chính ngày 01/07/2025" in outgoing.practices(wanted, "txt").decode()
    assert '"tree": "2025-07-01"' in outgoing.practices(wanted, "json").decode()
    former = asked(cast, "an-phuc", "then")
    assert "như tại thời điểm phát sinh." in outgoing.practices(former, "txt").decode()


def test_an_address_printed_without_a_map_still_means_as_it_was(cast: Cast, new: Unit) -> None:
    assert asked(cast, "an-phuc", "") == asked(cast, "an-phuc", "then")
    with pytest.raises(queries.UnableToReport, match="bản đồ"):
        asked(cast, "an-phuc", "hôm qua")


def test_the_rows_by_unit_make_up_the_whole_on_both_maps(cast: Cast, new: Unit) -> None:
    for tree in ("then", "today"):
        wanted = asked(cast, "ben-lau", tree)
        view = figures.View(wanted.period, "place", wanted.tree)
        how = figures.indicator("cau-xay-moi")
        below = {one.pk for one in Unit.objects.filter(code__in=["an-phuc", "tan-loi", "an-tan"])}
        found = figures.figures([how], below, view)
        assert sum(int(one.in_period.point or 0) for one in found.values() if one.in_period) == 8
        assert bridges(queries.gather(wanted)) == "8 cây cầu"
