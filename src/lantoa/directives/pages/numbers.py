"""What the page of a book of numbers shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import gettext as _

from lantoa.common.scopes import Scope
from lantoa.directives import queries
from lantoa.directives.forms.numbers import BookForm, WithdrawForm
from lantoa.directives.models import Congress, Number
from lantoa.directives.rules.numbers import BY_YEAR, Series
from lantoa.organisations import queries as organisations
from lantoa.organisations.queries import NamedUnit

ON_A_PAGE = 50
MOST_OFFERED = 300
_NONE: Mapping[UUID, WithdrawForm] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Line:
    """A number in the book: as it is written, its series, where its paper opens, and the form to take it back by where
    that may be done."""

    one: Number
    said: str
    series: str
    path: str
    form: WithdrawForm | None


def series_words(series: Series, known: Sequence[Congress]) -> str:
    """A series in words: "year 2026", "term 2025–2030, from 10/07/2025"."""
    if series.runs == BY_YEAR:
        return _("Year %(year)s") % {"year": series.from_on.year}
    if series.from_on == date.min:
        return _("Before the first congress that is recorded") if known else _("No congress is recorded")
    term = queries.term_of(series, known)
    words = {"term": term, "day": f"{series.from_on:%d/%m/%Y}"}
    return _("Term %(term)s, from %(day)s") % words if term else _("Term from %(day)s") % words


def key_of(series: Series) -> str:
    """A series in an address."""
    return f"{series.runs}:{series.from_on.isoformat()}"


def book_page(
    unit: NamedUnit, asked: Mapping[str, str], today: date, wrong: Mapping[UUID, WithdrawForm] = _NONE
) -> dict[str, Any]:
    """The book of a unit: what comes next, the numbers that were given, the congresses; a constant number of queries.
    ``wrong`` is the form of a record whose taking back was not right as it was typed."""
    is_party = queries.is_party_body(unit.pk, today)
    known = list(queries.congresses(unit.pk))
    names = queries.kinds(not is_party, today) | queries.kinds(is_party, today)
    every = {key_of(one): one for one in queries.series_in(unit.pk)}
    said = {"kind": asked.get("kind", ""), "series": asked.get("series", "")}
    form = BookForm(said, names, [(key, series_words(one, known)) for key, one in every.items()])
    chosen = every.get(said["series"])
    kind = said["kind"] if said["kind"] in names else ""
    page = Paginator(queries.book(unit.pk, kind=kind, series=chosen), ON_A_PAGE).get_page(asked.get("trang"))
    coming = queries.next_numbers(unit.pk, is_party=is_party, on=today)
    return {
        "unit": unit,
        "is_party": is_party,
        "series": series_words(queries.series_on(unit.pk, is_party=is_party, on=today), known),
        "used": [one for one in coming if one.last is not None],
        "unused": [one for one in coming if one.last is None],
        "page": page,
        "lines": [_line(one, known, wrong) for one in page.object_list],
        "is_narrowed": bool(kind or chosen),
        "filter": form,
        "congresses": [(one, _form(one, wrong)) for one in known],
        "kinds": queries.kinds(is_party, today),
    }


def _line(one: Number, known: Sequence[Congress], wrong: Mapping[UUID, WithdrawForm]) -> Line:
    page = settings.PAPER_PAGES.get(one.given_kind)
    path = reverse(page, args=[one.given_uuid]) if page else ""
    form = _form(one, wrong) if one.is_elsewhere and not one.withdrawn_at else None
    # Where no congress is known the term says nothing.
    series = series_words(one.series, known) if known or one.runs == BY_YEAR else ""
    return Line(one, f"{one.number:02d}-{one.kind}", series, path, form)


def _form(one: Number | Congress, wrong: Mapping[UUID, WithdrawForm]) -> WithdrawForm:
    return wrong.get(one.uuid) or WithdrawForm(auto_id=f"{one.uuid}_%s")


def books(scope: Scope, today: date) -> list[NamedUnit]:
    """The units whose book may be opened, one's own and the bodies of one's own place first."""
    reach, home = scope.units("report"), scope.home_unit_id
    found = organisations.standing(today)
    found = found if reach is None else found.filter(pk__in=reach)
    rows = list(found[:MOST_OFFERED])
    near = {one.pk for one in organisations.children(home, "place", today) if not one.is_place} if home else set()
    return sorted(rows, key=lambda one: (one.pk != home, one.pk not in near))
