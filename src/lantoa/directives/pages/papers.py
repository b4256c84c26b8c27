"""What the pages of papers show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import QueryDict

from lantoa.common.scopes import Scope
from lantoa.common.workbooks import Cell, Column, workbook
from lantoa.directives import queries
from lantoa.directives.forms.papers import FilterForm
from lantoa.directives.models import Addressee, Directive
from lantoa.directives.pages.wording import STAGE_TAGS, STAGES, STEPS
from lantoa.directives.queries import Counted, ListedDirective
from lantoa.directives.rules import papers as rules
from lantoa.organisations import queries as organisations
from lantoa.organisations.queries import NamedUnit

ON_A_PAGE = 50
OFFERED = 60


@dataclass(frozen=True, slots=True)
class BookLine:
    """A paper in the list: what it carries out, where it stands, how those it was sent to stand."""

    one: ListedDirective
    uppers: list[Directive]
    stage: str
    tag: str
    sent: Counted | None


def own_units(scope: Scope, today: date) -> list[NamedUnit]:
    """The unit in whose name one acts, and the bodies of the place that it is."""
    return queries.own_units(scope.home_unit_id, today)


def kind_names(today: date) -> dict[str, str]:
    """The names of the kinds of papers, Party and State, by abbreviation."""
    return {**queries.kinds(False, today), **queries.kinds(True, today)}


def book_page(units: Sequence[NamedUnit], asked: QueryDict, today: date) -> dict[str, Any]:
    """The list of the papers of units as it was asked for; a constant number of queries."""
    rows, form, names = _asked(units, asked, today)
    page = Paginator(rows, ON_A_PAGE).get_page(asked.get("trang"))
    shown = list(page.object_list)
    uppers, counts = queries.uppers_of(shown), queries.counts_of(shown, today)
    lines = [
        BookLine(one, uppers.get(one.pk, []), str(STAGES[one.stage]), STAGE_TAGS[one.stage], counts.get(one.pk))
        for one in shown
    ]
    return {
        "unit": units[0] if units else None,
        "filter": form,
        "page": page,
        "lines": lines,
        "names": names,
        "left": queries.count_of(queries.asked_of([one.pk for one in units], only_open=False), today),
        "query": asked.urlencode(),
    }


def _asked(
    units: Sequence[NamedUnit], asked: QueryDict, today: date
) -> tuple[QuerySet[ListedDirective], FilterForm, dict[str, str]]:
    chosen = [one for one in units if str(one.uuid) == asked.get("unit")] or units
    rows, names = queries.in_books_of([one.pk for one in chosen]), kind_names(today)
    kinds = [(kind, names.get(kind, kind)) for kind in queries.kinds_in(rows)]
    form = FilterForm(asked, kinds=kinds, years=queries.years_in(rows), units=units)
    return queries.narrowed_papers(rows, form.wanted()), form, names


def sheet(units: Sequence[NamedUnit], asked: QueryDict, today: date) -> bytes:
    """The same list as a workbook."""
    rows, _form, names = _asked(units, asked, today)
    found = list(rows)
    uppers = queries.uppers_of(found)

    def row(at: int, one: ListedDirective) -> list[Cell]:
        above = "; ".join(upper.code for upper in uppers.get(one.pk, []))
        kind = names.get(one.kind, one.kind)
        return [at, one.code, kind, one.dated_on, one.issuer_name, one.abstract, above, str(STAGES[one.stage])]

    columns = [
        Column("STT", 6),
        Column("Số, ký hiệu", 18),
        Column("Loại", 18),
        Column("Ngày văn bản", 14),
        Column("Cơ quan ban hành", 30),
        Column("Trích yếu", 60),
        Column("Triển khai", 24),
        Column("Hiệu lực", 18),
    ]
    title = f"Sổ văn bản – {units[0].name}" if units else "Sổ văn bản"
    return workbook(
        sheet="Văn bản", title=title, columns=columns, rows=[row(at, one) for at, one in enumerate(found, 1)]
    )


def paper_page(one: Directive, scope: Scope, today: date) -> dict[str, Any]:
    """One paper: its head, its chain, to whom it went, what this unit answered, what may be done with it."""
    units = own_units(scope, today)
    sendings = list(queries.sendings_of(one))
    senders = organisations.names_on([each.sender_id for each in sendings], today)
    may_change = queries.may_change(one, scope)
    return {
        "one": one,
        "kind": kind_names(today).get(one.kind, one.kind),
        "stage": STAGES[one.stage],
        "tag": STAGE_TAGS[one.stage],
        "chain": queries.chain_of(one, scope),
        "sendings": [(each, senders[each.sender_id]) for each in sendings],
        "count": queries.counts_of([one], today).get(one.pk),
        "mine": _named(queries.addressees_among(one, [unit.pk for unit in units]), units),
        "may_change": may_change,
        "may_end": may_change and "withdraw" in rules.open_verbs(one.stage),
        "may_restore": may_change and "restore" in rules.open_verbs(one.stage),
        "may_send": one.stage == "issued" and any(scope.may("report", unit.pk) for unit in units),
        "steps": [(step, STEPS[step.verb]) for step in queries.steps_of(one)],
    }


def _named(some: list[Addressee], units: Sequence[NamedUnit]) -> list[tuple[Addressee, str]]:
    names = {unit.pk: unit.name for unit in units}
    return [(one, names[one.unit_id]) for one in some]


def offered_uppers(scope: Scope, *, but: Directive | None = None) -> list[Directive]:
    """The papers in force that a new one may carry out, the latest first."""
    rows = queries.visible(scope).filter(stage="issued")
    return list((rows.exclude(pk=but.pk) if but else rows)[:OFFERED])
