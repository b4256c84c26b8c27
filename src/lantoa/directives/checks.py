"""What `lantoa doctor` asks of the book of numbers: that every number stands in the series of its day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from lantoa.common.checks import Break, Look, check
from lantoa.directives.models import Congress, Number
from lantoa.directives.rules.numbers import BY_TERM, USUAL, begins_on


@check("Văn bản: số đứng đúng nhiệm kỳ, đúng năm")
def series(look: Look) -> Iterator[Break]:
    """The first day of the series of every number follows from its day, and for a term from the congresses."""
    rows = Number.objects.filter(withdrawn_at__isnull=True).order_by("pk")
    look.expect(rows.count())
    closed: defaultdict[int, list[date]] = defaultdict(list)
    for unit, day in Congress.objects.filter(withdrawn_at__isnull=True).values_list("unit_id", "closed_on"):
        closed[unit].append(day)
    for one in rows.iterator():
        look.see()
        if one.series_from != begins_on(USUAL[one.runs == BY_TERM], one.dated_on, closed[one.unit_id]):
            yield Break("Số văn bản không đứng đúng nhiệm kỳ hoặc năm của ngày văn bản.", f"số {one.uuid}")
