"""How rules, days and deadlines are told on pages, in the language of the page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lantoa.regulations import queries
from lantoa.regulations.limits import WORKING, Stretch

STANDINGS = {
    "confirmed": gettext_lazy("Compared with the original paper"),
    "secondary": gettext_lazy("From a secondary source"),
    "unconfirmed": gettext_lazy("Not yet compared"),
}
KINDS = {
    "holiday": gettext_lazy("Public holiday"),
    "compensatory": gettext_lazy("Day off in compensation"),
    "swapped": gettext_lazy("Day off by swap"),
    "made_up": gettext_lazy("Worked to make up"),
}
ACTS = {
    "add": gettext_lazy("New version"),
    "correct": gettext_lazy("Correction"),
    "end": gettext_lazy("Ended"),
    "decline": gettext_lazy("Text of the product declined"),
}
MONTHS = tuple(range(1, 13))
# Monday first.
WEEKDAYS = (
    gettext_lazy("Mon"),
    gettext_lazy("Tue"),
    gettext_lazy("Wed"),
    gettext_lazy("Thu"),
    gettext_lazy("Fri"),
    gettext_lazy("Sat"),
    gettext_lazy("Sun"),
)


def explained(working: queries.Working) -> str:
    """How a last day was counted, as one sentence: "nhận ngày 12/02/2026; tính từ 13/02; …; hết hạn 05/03/2026"."""
    return "; ".join(_parts(working))


def _parts(working: queries.Working) -> Iterator[str]:
    yield _("begun on %(day)s") % {"day": f"{working.started_on:%d/%m/%Y}"}
    days = {"days": working.total, "first": f"{working.first_on:%d/%m}"}
    if working.counting == WORKING:
        yield _("%(days)s working days, counted from %(first)s") % days
    else:
        yield _("%(days)s days, counted from %(first)s") % days
    for one in working.stretches:
        yield _stretch(one)
    yield _("due on %(day)s") % {"day": f"{working.due_on:%d/%m/%Y}"}


def _stretch(one: Stretch) -> str:
    span = short_span(one.first, one.last)
    if one.why == "made_up":
        return _("worked on %(span)s to make up") % {"span": span}
    if one.why == "weekly":
        return _("closed on %(span)s") % {"span": span}
    return _("%(name)s, off on %(span)s") % {"name": one.name, "span": span}


def short_span(first: date, last: date) -> str:
    """Days of one stretch without their year: 16–20/02, 30/04–01/05, 02/09."""
    if first == last:
        return f"{first:%d/%m}"
    if first.month == last.month:
        return f"{first:%d}–{last:%d/%m}"
    return f"{first:%d/%m}–{last:%d/%m}"
