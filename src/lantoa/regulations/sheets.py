"""Rules and days off as Excel workbooks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from lantoa.common import workbooks
from lantoa.regulations import queries, tables, wording
from lantoa.regulations.models import CalendarDay


def rules(day: date) -> bytes:
    """The rules that hold on a day, one a row."""
    columns = [
        workbooks.Column(_("Topic"), 24),
        workbooks.Column(_("Name of the rule"), 40),
        workbooks.Column(_("What it says"), 60),
        workbooks.Column(_("In force from the day"), 13),
        workbooks.Column(_("Until the day"), 13),
        workbooks.Column(_("Source"), 50),
        workbooks.Column(_("How sure are we"), 24),
        workbooks.Column(_("Short name in the address"), 26),
    ]
    rows = [
        [
            topic,
            rule.regulation.title,
            "\n".join(f"{name}: {words}" if name else words for name, words in rule.value),
            rule.regulation.effective_from,
            rule.regulation.effective_to,
            tables.paper(rule.regulation),
            str(wording.STANDINGS[rule.regulation.standing]),
            rule.regulation.code,
        ]
        for topic, held in queries.held_on(day)
        for rule in held
    ]
    title = _("Rules that held on %(day)s") % {"day": f"{day:%d/%m/%Y}"}
    return workbooks.workbook(sheet=_("Rules"), title=title, columns=columns, rows=rows)


def days(year: int, special: Iterable[CalendarDay]) -> bytes:
    """The special days of a year, one a row."""
    columns = [
        workbooks.Column(_("Day"), 13),
        workbooks.Column(_("Kind of day"), 20),
        workbooks.Column(_("Name of the day"), 44),
        workbooks.Column(_("Source"), 60),
        workbooks.Column(_("How sure are we"), 24),
    ]
    rows: list[list[workbooks.Cell]] = [
        [one.day, str(wording.KINDS[one.kind]), one.name, tables.paper(one), str(wording.STANDINGS[one.standing])]
        for one in special
    ]
    title = _("Days off and days made up in %(year)s") % {"year": year}
    return workbooks.workbook(sheet=_("Working calendar"), title=title, columns=columns, rows=rows)
