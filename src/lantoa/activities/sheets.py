"""Activities as an Excel workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import gettext as _

from lantoa.activities import queries, wording
from lantoa.activities.models import Activity
from lantoa.activities.queries.activities import excused_leave
from lantoa.common import workbooks
from lantoa.common.workbooks import Cell, Column
from lantoa.organisations import queries as organisations


def activities(some: Sequence[Activity], unit: str, today: date) -> bytes:
    """One line a unit that was counted; without any count one line an activity."""
    counts = queries.counts_of(one.pk for one in some)
    kinds = queries.kinds(today)
    leave = excused_leave(today)
    told = {one.unit_id for one in some} | {row.unit_id for rows in counts.values() for row in rows}
    names = organisations.names_on(told, today)

    def rows() -> Iterator[list[Cell]]:
        for number, one in enumerate(some, start=1):
            head: list[Cell] = [
                number,
                one.from_on,
                names.get(one.unit_id, ""),
                kinds[one.kind].name if one.kind in kinds else one.kind,
                one.title,
                str(wording.STAGES[one.stage]),
            ]
            held = counts[one.pk] if one.stage == "held" else []
            for row in held:
                count = row.count
                yield [
                    *head,
                    names.get(row.unit_id, ""),
                    row.who or None,
                    count.expected,
                    count.excused if count.expected is not None else None,
                    count.base(excused_leave=leave),
                    count.came,
                    count.direct,
                    count.online,
                    count.television,
                    count.video,
                    count.guests,
                ]
            if not held:
                yield [*head, *[None] * 11]

    headings = [
        (_("No."), 6),
        (_("On the day"), 12),
        (_("Unit"), 30),
        (_("Kind"), 26),
        (_("Name of the activity"), 40),
        (_("Stage"), 14),
        (_("Whose people"), 30),
        (_("Who counts"), 30),
        (_("How many should come"), 12),
        (_("Excused"), 12),
        (_("Counted in the rate"), 12),
        (_("Came"), 10),
        (_("In person"), 10),
        (_("Online"), 10),
        (_("By television"), 12),
        (_("By DVD or video"), 12),
        (_("Guests"), 10),
    ]
    return workbooks.workbook(
        sheet=_("Activities"),
        title=_("Activities: %(unit)s") % {"unit": unit},
        columns=[Column(heading, width) for heading, width in headings],
        rows=rows(),
        notes=[
            _("Written on %s.") % f"{today:%d/%m/%Y}",
            _("Rates are never averaged: add who came, and divide by the sum of those counted in the rate."),
        ],
    )
