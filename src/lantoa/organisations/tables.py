"""Lists of units, as a page and as a workbook."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lantoa.common import workbooks
from lantoa.organisations import queries
from lantoa.organisations.models import Unit
from lantoa.organisations.queries import NamedUnit

LINE_NAMES = {
    "place": gettext_lazy("Places"),
    "party": gettext_lazy("Party bodies"),
    "state": gettext_lazy("State bodies"),
    "front": gettext_lazy("Front and mass organisations"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list shows: the units of a name, or those directly below one."""

    words: str
    top: NamedUnit | None
    units: QuerySet[NamedUnit]


@dataclass(frozen=True, slots=True)
class Row:
    """A unit in a list: where it stands, how many stand directly below it, the former name that was found, and who
    stands for it today where it does not."""

    unit: NamedUnit
    path: str
    below: int
    former: str
    heirs: str = ""


@dataclass(frozen=True, slots=True)
class LineOfUnit:
    """Where a unit stands on one line: the unit above, those below."""

    name: str
    above: NamedUnit | None
    below: list[NamedUnit]


def asked(words: str, under: UUID | None, today: date) -> Asked:
    """The units of a name when there are words, else those below a unit or the country. May raise UnableToFindUnit."""
    if words:
        return Asked(words, None, queries.find(words, today))
    top = queries.unit(str(under), today) if under else queries.country(today)
    if top is None:
        return Asked("", None, queries.standing(today))
    return Asked("", top, queries.children(top.pk, "place", today))


def rows(units: Iterable[NamedUnit], asked_: Asked, today: date) -> list[Row]:
    """The units with what a list shows of them, in a constant number of queries."""
    shown = list(units)
    ids = [one.pk for one in shown]
    paths = queries.paths(ids, "place", today)
    below = queries.count_below(ids, "place", today)
    former = queries.former_names(ids, asked_.words, today) if asked_.words else {}
    heirs = queries.heirs_of([one.pk for one in shown if one.dissolved_on and one.dissolved_on <= today], today)
    names = queries.names_on({heir for own in heirs.values() for heir in own}, today) if heirs else {}
    return [
        Row(
            one,
            paths.get(one.pk, ""),
            below.get(one.pk, 0),
            former.get(one.pk, "") if former.get(one.pk) != one.name else "",
            ", ".join(names[heir] for heir in heirs.get(one.pk, ())),
        )
        for one in shown
    ]


def as_workbook(asked_: Asked, today: date) -> bytes:
    """The whole list as an Excel workbook."""
    columns = [
        (_("Unit"), 44),
        (_("Class"), 20),
        (_("Under which units"), 50),
        (_("Units directly below"), 14),
        (_("Since"), 14),
        (_("Code"), 30),
    ]
    title = asked_.words or (asked_.top.name if asked_.top else _("Units"))
    return workbooks.workbook(
        sheet=_("Units"),
        title=_("Units: %s") % title,
        columns=[workbooks.Column(heading, width) for heading, width in columns],
        rows=(
            (row.unit.name, row.unit.class_name, row.path, row.below, row.unit.founded_on, row.unit.code)
            for row in rows(asked_.units, asked_, today)
        ),
        notes=[_("As on %s") % f"{today:%d/%m/%Y}"],
    )


def lines_of(one: Unit, today: date) -> list[LineOfUnit]:
    """Where the unit stands on each line that it is part of."""
    above = queries.parents_on(one.pk, today)
    found = [
        LineOfUnit(str(name), above.get(line), list(queries.children(one.pk, line, today)))
        for line, name in LINE_NAMES.items()
    ]
    return [line for line in found if line.above or line.below]
