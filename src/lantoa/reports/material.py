"""What a report asks of the concepts below: who issues it, and everything that it says."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import Q, QuerySet
from django.db.models.functions import Substr

from lantoa.common.errors import Unable
from lantoa.common.periods import Period
from lantoa.common.quantities import Quantity
from lantoa.common.scopes import Scope
from lantoa.files.models import TextVersion
from lantoa.indicators import queries as figures
from lantoa.indicators.models import Fact, Indicator, Target
from lantoa.indicators.queries import Figure, Figures, View
from lantoa.indicators.rules import as_tree, write_quantity
from lantoa.organisations import queries as organisations
from lantoa.organisations.queries import LivedUnit, NamedUnit
from lantoa.practices import queries as practices
from lantoa.reading import is_numbered, title_of
from lantoa.reports import commended_lines, issuers, practice_lines
from lantoa.reports.gathered import COLLECTIVE, INDIVIDUAL, Counted, Doubts, Gathered, IndicatorLine, Pair, Source
from lantoa.reports.rules import Figured, Named, capitalised
from lantoa.vietnamese.numbers import write_number


class UnableToReport(Unable):
    """The report cannot be made as asked; the message says what to ask instead."""


class UnableToOpenUnit(Unable):
    """The unit lies outside what the person may report on."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which report: of whom, about when, on which map (None: as it was), up to which ledger sequence, dated when."""

    unit: NamedUnit
    period: Period
    upto: int
    on: date
    tree: date | None = None

    @property
    def view(self) -> View:
        """The period, the map and the sequence, on the line of places."""
        return View(self.period, tree=self.tree, upto=self.upto)


USUAL = "usual"


def asked(*, scope: Scope, unit: str, period: str, upto: str = "", on: str = "", tree: str = "", today: date) -> Asked:
    """What an address or a command asks for; UnableToReport (or UnableToFindUnit) says which part is wrong,
    UnableToOpenUnit that the scope does not reach the unit.

    Without ``upto`` the report is frozen at the ledger's head, without ``on`` it bears today's date. ``tree`` is
    "then" (also when empty: so say the addresses printed before there were maps), "today", a day, or "usual": as it
    was for a unit that stood on the period's first day, else today's map (organisations.usual_tree).
    """
    try:
        days = Period.parse(period[:40])
    except ValueError:
        raise UnableToReport(
            f"Không hiểu kỳ báo cáo “{period[:40]}”. Hãy ghi như 2022 (năm), 2022-Q1 (quý I), 2022-H1 (6 tháng đầu), "
            "2022-M9 (9 tháng) hoặc 2022-01-05..2022-03-31 (từ ngày đến ngày)."
        ) from None
    try:
        day = date.fromisoformat(on) if on else today
    except ValueError:
        raise UnableToReport(f"Không hiểu ngày của báo cáo “{on[:40]}”. Hãy ghi như 2022-12-31.") from None
    # PostgreSQL refuses the null character outright.
    code = unit.replace("\0", "")[:80]
    named = organisations.unit(code, days.to_on)
    usual = organisations.usual_tree(named, days.from_on, today)
    chosen = usual if tree == USUAL else _tree(tree, today)
    wanted = Asked(organisations.unit(code, chosen) if chosen else named, days, _sequence(upto), day, chosen)
    if not scope.may("report", wanted.unit.pk):
        raise UnableToOpenUnit("Tài khoản này không được lập báo cáo của đơn vị đã chọn.")
    return wanted


def _tree(text: str, today: date) -> date | None:
    try:
        return as_tree(text or "then", today)
    except ValueError:
        raise UnableToReport(
            f"Không hiểu bản đồ đơn vị “{text[:40]}”. Hãy ghi then (như khi ấy), today (bản đồ hôm nay) hoặc một ngày "
            "như 2025-07-01."
        ) from None


def _sequence(upto: str) -> int:
    head = figures.head()
    if not upto:
        return head
    if not (upto.isascii() and upto.isdigit() and len(upto) < 19 and int(upto) <= head):
        raise UnableToReport(f"Sổ số liệu chưa có dòng “{upto[:40]}”; dòng cuối hiện nay là {write_number(head)}.")
    return int(upto)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Figures of another unit or period than the report's."""

    unit: NamedUnit
    view: View
    found: Mapping[tuple[int, int], Figure]


@dataclass(frozen=True, slots=True)
class Material:
    """Everything that a report may say of its unit and period: what is gathered, and figures still to be put together.

    ``found`` holds the figures of the unit and of those directly below it (``children``), ``before`` those of the unit
    in the same days a year earlier, ``targets`` what it was given to reach in the period as it is named. ``rows`` are
    the names of the children as a table says them, opening what they have sent; ``opening`` is the sentence with which
    the report begins, ``themes`` the names of those in force in its days, ``doubts`` what is to be said of the figures
    in it. ``elsewhere`` holds what its prose names of other units and periods, by UUID and code as in its tokens.
    ``issuer`` is who issues it: the Party body of a place.
    """

    gathered: Gathered
    unit: NamedUnit
    issuer: NamedUnit
    view: View
    view_before: View | None
    kinds: dict[str, Indicator]
    found: Figures
    before: Mapping[tuple[int, int], Figure]
    children: list[LivedUnit]
    targets: dict[tuple[int, int], list[Target]]
    rows: Mapping[int, Named]
    opening: str = ""
    themes: tuple[str, ...] = ()
    doubts: Doubts = field(default_factory=Doubts)
    elsewhere: Mapping[tuple[str, str], Elsewhere] = field(default_factory=dict)


def gather(wanted: Asked, *, most: int | None = None) -> Gathered:
    """Everything that the report on practices says, in a constant number of queries; with ``most`` only so many of its
    practices one by one."""
    return material(wanted, most=most).gathered


def size(wanted: Asked) -> int:
    """How many units and practices the report would tell of: what it costs, without making it. Few queries."""
    line = issuers.line_of(wanted.unit, issuers.naming_day(wanted.unit, wanted.on))
    view = replace(wanted.view, line=line)
    return len(figures.below(wanted.unit.pk, view)) + practice_lines.number(wanted.unit.pk, view)


def material(
    wanted: Asked,
    named: Period | None = None,
    sent: Mapping[int, str] | None = None,
    *,
    most: int | None = None,
) -> Material:
    """Everything that any report may say, in a constant number of queries. ``named`` is the period of its targets,
    ``sent`` are the addresses of what units below have sent about it, by unit; ``most`` practices are told one by one,
    the others counted."""
    unit, period = wanted.unit, wanted.period
    day = issuers.naming_day(unit, wanted.on)
    issuer = issuers.issuer_of(unit, day)
    view = replace(wanted.view, line=issuers.line_of(unit, day))
    children = figures.below(unit.pk, view)
    catalogue = list(figures.catalogue())
    parts = {one.code: one for one in Indicator.objects.filter(whole__code__in=(COLLECTIVE, INDIVIDUAL))}
    found = figures.figures([*catalogue, *parts.values()], [unit.pk, *(one.pk for one in children)], view)
    by_code = {one.code: one for one in catalogue}
    before = period.a_year_before()
    view_before = replace(view, period=before) if before else None
    earlier: Mapping[tuple[int, int], Figure] = (
        figures.figures(catalogue, [unit.pk], view_before) if view_before else {}
    )
    behind = figures.facts_under(unit.pk, view)
    listed = practice_lines.gather(unit, view, behind, most)
    papers = _papers(behind, listed.citations)
    commended = commended_lines.gather(unit.pk, view, papers, most)
    having = {place for _, place in found}
    # Who issues the report is no unit that it is about, unless something was reported for that very body.
    children = [one for one in children if one.pk in having or (one.lived and one.pk != issuer.pk)]
    joint = figures.figures_at([by_code[code] for code in _COUNTED if code in by_code], unit.pk, view, joint=True)
    rows = {one.pk: Named(capitalised(one.name), (sent or {}).get(one.pk, "")) for one in children}
    told = Gathered(
        unit=unit.name,
        body=issuers.body_of(issuer, day),
        period=period,
        upto=wanted.upto,
        on=wanted.on,
        tree=wanted.tree,
        registered=_counted(Named(unit.name), unit, by_code, found, view),
        year_before=_counted(Named(unit.name), unit, by_code, earlier, view_before, what="before")
        if view_before
        else Counted(Named(unit.name)),
        period_before=before,
        by_unit=[_counted(rows[one.pk], one, by_code, found, view) for one in children],
        has_joint=bool(joint),
        by_field=[
            _counted(
                Named(capitalised(field.name)),
                unit,
                {code: parts.get(f"{code}--{field.code}") for code in _COUNTED},
                found,
                view,
            )
            for field in practices.fields()
        ],
        practices=listed.lines,
        practices_beyond=listed.beyond,
        shares_outcomes=listed.has_joint,
        indicators=[IndicatorLine(one.code, one.name, one.unit, pair_of(one, unit, found, view)) for one in catalogue],
        covered=[one.name for one in children if one.pk in having],
        uncovered=[one.name for one in children if one.pk not in having],
        papers=list(papers.values()),
        commended=commended.lines,
        commended_beyond=commended.beyond,
    )
    given = figures.targets_of([unit.pk], named or period)
    return Material(told, unit, issuer, view, view_before, by_code, found, earlier, children, given, rows)


_COUNTED = (COLLECTIVE, INDIVIDUAL)


def _counted(
    named: Named,
    unit: NamedUnit,
    by_code: Mapping[str, Indicator | None],
    found: Mapping[tuple[int, int], Figure],
    view: View,
    *,
    what: str = "",
) -> Counted:
    pairs = [pair_of(by_code.get(code), unit, found, view, what) for code in _COUNTED]
    return Counted(named, *pairs)


def pair_of(
    indicator: Indicator | None, unit: NamedUnit, found: Mapping[tuple[int, int], Figure], view: View, before: str = ""
) -> Pair:
    """The figure of a unit as a report says it. ``before`` is what it is where the view is not the report's own."""
    figure = found.get((indicator.pk, unit.pk)) if indicator else None
    if indicator is None or figure is None:
        return Pair()
    path = figures.figure_path(indicator, unit, view)

    def said(quantity: Quantity | None, what: str) -> Figured | None:
        if quantity is None:
            return None
        return Figured(write_quantity(quantity, indicator.unit), path, quantity, indicator.unit, indicator.code, what)

    return Pair(said(figure.in_period, before or "in_period"), said(figure.cumulative, "cumulative"), figure.since)


# A paper says its name at its head; to look further would cost a province seconds.
HEAD = 3_000


def _papers(behind: QuerySet[Fact], of_practices: Collection[int]) -> dict[int, Source]:
    """Those in which the figures and the practices were read, by file, named as they name themselves, else by their
    files."""
    of_figures = behind.filter(citation__isnull=False).values("citation")
    cited = TextVersion.objects.filter(Q(citations__in=of_figures) | Q(citations__in=of_practices)).distinct()
    rows = cited.order_by("file__name", "pk").values_list("file", "file__name", Substr("text", 1, HEAD))
    # A file that was read twice stands once, as it was read last.
    heads = {file: (name, head) for file, name, head in rows}
    return {file: Source(title_of(head) or name, is_numbered(head)) for file, (name, head) in heads.items()}


def default_years(unit: NamedUnit | None, today: date) -> Iterable[int]:
    """The years to offer: this one and the four before, and every year with figures, the latest first.

    Those of the former units too that it stands for today.
    """
    known = [figures.years_with_facts(unit, tree=tree) for tree in (None, today)] if unit else []
    return sorted({*range(today.year - 4, today.year + 1), *(year for years in known for year in years)}, reverse=True)
