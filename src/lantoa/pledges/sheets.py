"""Pledges and coverage as Excel workbooks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import gettext as _

from lantoa.common import workbooks
from lantoa.common.workbooks import Cell, Column
from lantoa.organisations import queries as organisations
from lantoa.pledges import pages, queries, wording
from lantoa.pledges.models import Pledge
from lantoa.pledges.queries import Count, CoverageRow
from lantoa.pledges.queries.coverage import StandingPerson
from lantoa.pledges.rules import contents


def register(some: Sequence[Pledge], unit: str, year: int, today: date) -> bytes:
    """One line a deed."""
    deeds = queries.deeds_of(some)
    names = organisations.names_on({one.unit_id for one in some}, today)

    def rows() -> Iterator[list[Cell]]:
        for number, one in enumerate(some, start=1):
            for deed in deeds[one.pk]:
                yield [
                    number,
                    pages.whose(one) or str(_("The unit as a whole")),
                    names.get(one.unit_id, ""),
                    "x" if one.is_head else None,
                    deed.what,
                    contents.measure(deed.amount, deed.counted_in) or None,
                    deed.due_on,
                    deed.theme.name if deed.theme else None,
                    deed.done_on,
                    str(wording.STAGES[one.stage]),
                    str(wording.OUTCOMES.get(deed.outcome, "")) or None,
                    str(wording.RESULTS.get(one.result, "")) or None,
                ]

    headings = [
        (_("No."), 6),
        (_("Who undertakes it"), 28),
        (_("Unit"), 34),
        (_("Head (x)"), 10),
        (_("Deed"), 50),
        (_("How much of it"), 18),
        (_("To be done by"), 13),
        (_("Theme"), 30),
        (_("Done on"), 13),
        (_("Stage"), 20),
        (_("Self-assessment"), 20),
        (_("The branch's conclusion"), 22),
    ]
    return workbooks.workbook(
        sheet=_("Pledges"),
        title=_("Pledges of %(year)s: %(unit)s") % {"year": year, "unit": unit},
        columns=[Column(heading, width) for heading, width in headings],
        rows=rows(),
        notes=[_("Written on %s.") % f"{today:%d/%m/%Y}"],
    )


def coverage(
    unit: str, total: Count, below: Sequence[CoverageRow], people: Sequence[StandingPerson], day: date
) -> bytes:
    """The counts of a unit and those below; then everybody by name, as far as they may be seen."""

    def counted(name: str, count: Count) -> list[Cell]:
        return [
            name,
            count.registered,
            count.should,
            count.percent if count.should else None,
            count.confirmed,
            count.heads_registered,
            count.heads,
            count.filed,
        ]

    def rows() -> Iterator[list[Cell]]:
        yield counted(unit, total)
        for row in below:
            yield counted(row.unit.name, row.count)
        for one in people:
            said = _("Registered") if one.has else _("Not registered")
            yield [one.full_name, *[None] * 7, said, "x" if one.is_head else None]

    headings = [
        (_("Unit"), 40),
        (_("Registered"), 12),
        (_("Should register"), 14),
        (_("In percent"), 12),
        (_("Confirmed"), 12),
        (_("Heads registered"), 14),
        (_("Heads"), 12),
        (_("Commitments filed"), 16),
        (_("By name"), 18),
        (_("Head (x)"), 10),
    ]
    return workbooks.workbook(
        sheet=_("Coverage"),
        title=_("Registered of those who should: %s") % unit,
        columns=[Column(heading, width) for heading, width in headings],
        rows=rows(),
        notes=[_("As on %s") % f"{day:%d/%m/%Y}"],
    )
