"""One report: its text as it reads now, what was sent, what happened to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from lantoa.common.periods import Period
from lantoa.common.scopes import Scope
from lantoa.directives import queries as directives
from lantoa.indicators import queries as figures
from lantoa.organisations import queries as organisations
from lantoa.organisations.queries import NamedUnit
from lantoa.plans.models import Theme
from lantoa.regulations import queries as regulations
from lantoa.reports import elsewhere
from lantoa.reports.drafting import Draft, Portion, assembled, drafts, opening
from lantoa.reports.layouts import party, state
from lantoa.reports.material import Asked, Material, material, size
from lantoa.reports.models import Part, Report, Version
from lantoa.reports.queries.themes import themes_of
from lantoa.reports.rules import HeldRule, frozen, outlines, papers, prose
from lantoa.reports.rules import Report as Paper

# How reports are called in the book of outgoing numbers.
KIND = "BC"


def reports() -> QuerySet[Report]:
    """Every report with its type joined."""
    return Report.objects.select_related("type__asker", "type__outline", "unit")


def report(uuid: UUID) -> Report | None:
    """One report."""
    return reports().filter(uuid=uuid).first()


def may_read(one: Report, scope: Scope) -> bool:
    """Those who report for the unit, and those of whoever asked for it once it was sent."""
    return scope.may("report", one.unit_id) or may_receive(one, scope)


def may_receive(one: Report, scope: Scope) -> bool:
    """Whether somebody acts for whoever asked for the report."""
    return scope.may("report", one.type.asker_id) and scope.home_unit_id != one.unit_id


def named_of(one: Report) -> Period:
    """The period as everyone calls it."""
    return Period(one.named_from, one.named_to)


@dataclass(frozen=True)
class Written:
    """A report as it reads at a ledger sequence: each portion, and the whole paper."""

    report: Report
    unit: NamedUnit
    told: Material
    parts: Sequence[Part]
    drafts: Sequence[Draft]
    themes: Sequence[Theme] = ()

    @cached_property
    def paper(self) -> Paper:
        """The whole report as a plain value."""
        of = self.report.type
        return assembled(
            self.drafts,
            self.told,
            about=of.about,
            named=named_of(self.report),
            number=self.report.number,
            padded_to=int(directives.numbering(self.is_party, self.told.gathered.on)["padded_to"]),
            layout=of.layout,
            addressees=of.addressees.splitlines(),
        )

    @property
    def is_party(self) -> bool:
        """Whether it goes out as a Party paper."""
        own = {"party": True, "state": False}
        return own.get(self.report.type.layout, self.told.gathered.body.is_party)

    @property
    def next_number(self) -> int:
        """The number that comes next in the book of whoever issues the report, of that kind of paper and day."""
        on = self.told.gathered.on
        return directives.next_number(self.told.issuer.pk, KIND, is_party=self.is_party, on=on)

    @cached_property
    def unwritten(self) -> list[str]:
        """The sections in which nothing stands yet."""
        return [one.portion.section.title for one in self.drafts if one.is_empty and one.portion.section.level > 1]

    @cached_property
    def typed(self) -> list[tuple[str, prose.Token]]:
        """The figures that somebody typed over, with their sections."""
        return [
            (one.portion.section.title, token)
            for one in self.drafts
            for token in prose.tokens(one.lines)
            if token.typed
        ]


def written(
    one: Report,
    today: date,
    *,
    upto: int | None = None,
    heard: Callable[[int, int], None] | None = None,
    most: int | None = None,
) -> Written:
    """The report as it reads now; a constant number of queries. ``heard`` is told how many sections of how many are
    drafted. ``most``: for a page, so many of its practices are told one by one and the others counted.
    """
    asked = _asked(one, today, upto)
    told = material(asked, named_of(one), _sent_below(one), most=most)
    themes = themes_of(frozenset({one.unit_id, told.issuer.pk}), named_of(one))
    names = tuple(each.name for each in themes)
    told = replace(told, opening=opening(told, one.type.about, named_of(one)), themes=names)
    parts = parts_of(one)
    named = (token for part in parts for token in prose.tokens(portion_of(part).prose or ()))
    told = replace(told, elsewhere=elsewhere.gathered(named, told))

    def portions() -> Iterator[Portion]:
        for done, part in enumerate(parts):
            if heard:
                heard(done, len(parts))
            yield portion_of(part)

    found, told = drafts(portions(), told)
    return Written(one, asked.unit, told, parts, found, themes)


def parts_of(one: Report) -> list[Part]:
    """Its parts in their order, with those that every report begins and ends with: of these a row is written once
    somebody writes in them."""
    parts = list(one.parts.order_by("position"))
    last = parts[-1].position if parts else 0
    if not parts or parts[0].position:
        parts.insert(0, _part(one, 0, outlines.OPENING))
    if not outlines.says_coverage(portion_of(part).section for part in parts):
        parts.append(_part(one, last + 1, outlines.CLOSING))
    return parts


def _part(one: Report, position: int, section: outlines.Section) -> Part:
    (data,) = outlines.as_data([section])
    return Part(report=one, position=position, section=data)


def size_of(one: Report, today: date) -> int:
    """How many units and practices the report tells of; a constant number of queries."""
    return size(_asked(one, today))


def _asked(one: Report, today: date, upto: int | None = None) -> Asked:
    period = Period(one.from_on, one.to_on)
    unit = organisations.unit(str(one.unit.uuid), one.tree or period.to_on)
    return Asked(unit, period, upto or figures.head(), one.dated_on or today, one.tree)


def _sent_below(one: Report) -> dict[int, str]:
    """Where the reports open that units below have sent to this one about the same period, by unit."""
    about = {"named_from": one.named_from, "named_to": one.named_to, "stage__in": papers.SENT}
    rows = Report.objects.filter(type__asker=one.unit_id, **about).exclude(unit=one.unit_id).order_by("pk")
    return {unit: reverse("reports:paper", args=[uuid]) for unit, uuid in rows.values_list("unit_id", "uuid")}


def portion_of(part: Part) -> Portion:
    """A stored part as the drafting reads it."""
    (section,) = outlines.from_data([part.section])
    own = prose.from_data(part.prose) if part.prose is not None else None
    return Portion(section, own, frozenset(part.dropped))


def versions(one: Report) -> QuerySet[Version]:
    """What was sent, the latest first."""
    return one.versions.select_related("made_by").order_by("-revision")


def last_version(one: Report) -> Version | None:
    """What was sent last."""
    return versions(one).first()


def paper_of(one: Version) -> Paper:
    """A version as a plain value."""
    return frozen.from_data(one.content)


def layout_rule(paper: Paper) -> HeldRule:
    """The rule of layout that holds on the day of a paper; UnableToFindRegulation when none does."""
    rule = regulations.on((party if paper.letterhead.is_party else state).RULE, paper.on)
    return HeldRule(rule.code, rule.effective_from, rule.value)
