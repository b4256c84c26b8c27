"""What the pages of activities show, as plain values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lantoa.activities import forms, queries, rules, wording
from lantoa.activities.models import Activity, SignUp, Tally
from lantoa.activities.queries.activities import excused_leave
from lantoa.activities.rules import Kind, counting
from lantoa.activities.rules.counting import Count
from lantoa.activities.rules.recurrence import read_rule
from lantoa.common.scopes import Scope
from lantoa.organisations import queries as organisations
from lantoa.organisations.models import Person, UnitAncestry
from lantoa.organisations.queries import NamedUnit
from lantoa.plans import queries as plans
from lantoa.plans.models import Theme
from lantoa.practices import queries as practices
from lantoa.practices.models import Practice
from lantoa.vietnamese.numbers import write_number

MOST_UNITS, MOST_THEMES, MOST_PRACTICES = 300, 20, 30


@dataclass(frozen=True, slots=True)
class Line:
    """An activity as a list shows it; ``came`` says who came, empty where nobody counted."""

    one: Activity
    unit_name: str
    kind: str
    stage: str
    tag: str
    came: str


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted of a unit, in words."""

    tally: Tally
    unit_name: str
    count: Count
    said: str
    rate: str
    forms: list[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Sum:
    """The sums of several counts of one class of units, with their rate and its two numbers."""

    name: str
    many: int
    count: Count
    base: int
    rate: str


def lines(some: Sequence[Activity], today: date) -> list[Line]:
    """These activities as a list shows them; four queries, however many."""
    names = organisations.names_on({one.unit_id for one in some}, today)
    counts = queries.counts_of(one.pk for one in some)
    kinds = queries.kinds(today)
    leave = excused_leave(today)

    def came(one: Activity) -> str:
        own = [row.count for row in counts[one.pk]]
        if one.stage != "held" or not own:
            return ""
        known, rest = counting.total(own), counting.total_of_open(own)
        if known.expected is None:
            return counting.said(rest)
        rate = counting.percent(known.permille(excused_leave=leave))
        words, base = write_number(known.came), known.base(excused_leave=leave) or 0
        words = f"{words}/{write_number(base)} ({rate})" if rate else words
        return f"{words} + {write_number(rest.came)}" if rest.came else words

    return [
        Line(
            one,
            names.get(one.unit_id, ""),
            kinds[one.kind].name if one.kind in kinds else one.kind,
            str(wording.STAGES[one.stage]),
            wording.TAGS[one.stage],
            came(one),
        )
        for one in some
    ]


def counted(tallies: Iterable[Tally], day: date) -> list[Counted]:
    """The counts of one activity."""
    rows = list(tallies)
    names = organisations.names_on({row.unit_id for row in rows}, day)
    leave = excused_leave(day)
    return [
        Counted(
            row,
            names.get(row.unit_id, ""),
            row.count,
            counting.said(row.count, excused_leave=leave),
            counting.percent(row.count.permille(excused_leave=leave)),
            [(str(wording.FORMS[form]), many) for form, many in row.count.by_form()],
        )
        for row in rows
    ]


def sums(by_class: Iterable[tuple[str, list[Count]]], day: date) -> list[Sum]:
    """Sums of numerators and denominators by class of units; those without a denominator stand in none."""
    leave = excused_leave(day)
    found = []
    for name, counts in by_class:
        whole = counting.total(counts)
        if base := whole.base(excused_leave=leave):
            many = sum(one.expected is not None for one in counts)
            found.append(Sum(name, many, whole, base, counting.percent(whole.permille(excused_leave=leave))))
    return found


def whole(some: Sequence[Sum], day: date) -> Sum | None:
    """All of them as one."""
    if len(some) < 2:
        return None
    count = counting.total(one.count for one in some)
    leave = excused_leave(day)
    rate = counting.percent(count.permille(excused_leave=leave))
    return Sum("", sum(one.many for one in some), count, count.base(excused_leave=leave) or 0, rate)


def keeping_units(scope: Scope, today: date) -> list[NamedUnit]:
    """The units for which one may write activities down; of very many, those nearest the top."""
    reach = scope.units(queries.people.KEEPING)
    units = organisations.standing(today)
    return list((units if reach is None else units.filter(pk__in=reach))[:MOST_UNITS])


def units_below(unit: int, day: date) -> list[NamedUnit]:
    """A unit and those under it, whose people may be counted at one of its activities."""
    under = UnitAncestry.objects.filter(ancestor=unit, from_on__lte=day, to_on__gte=day).values("descendant")
    found = list(organisations.named(day).filter(pk__in=under).order_by("rank", "sort_key", "pk")[:MOST_UNITS])
    return sorted(found, key=lambda one: one.pk != unit)


def offered(unit: int, day: date, scope: Scope) -> dict[str, Any]:
    """What an activity of a unit may serve, and who may speak at it."""
    themes: list[Theme] = list(plans.themes_for(unit, day)[:MOST_THEMES])
    own = practices.of_units(practices.register(), frozenset({unit}))
    some: list[Practice] = list(own[:MOST_PRACTICES])
    above = UnitAncestry.objects.filter(descendant=unit, from_on__lte=day, to_on__gte=day)
    near = frozenset(above.values_list("ancestor", flat=True)) | {unit}
    return {"themes": themes, "practices": some, "speakers": list(queries.speakers_of(near, day)[:MOST_UNITS])}


def activity_page(one: Activity, scope: Scope, today: date, **bound: Any) -> dict[str, Any]:
    """Everything that the page of one activity shows. ``bound`` holds forms that came back."""
    kind = queries.kind(one)
    keeps, sees = queries.may_keep(scope, one.unit_id), queries.may_see_inside(scope, one.unit_id)
    rows = queries.counts_of([one.pk])[one.pk]
    tallies = counted(rows, one.from_on)
    by_class = _by_class(rows, one.from_on)
    verbs = rules.open_verbs(one.stage) if keeps else []
    why: tuple[str, Any] | None = bound.get("why")
    reasoned = [
        (slug, str(wording.ACTS[verb]), why[1] if why and why[0] == verb else forms.WhyForm(verb=verb))
        for slug, verb in wording.SLUGS.items()
        if verb in verbs
    ]
    signed = list(queries.signed_up(one.pk).values()) if sees or "take_in" in scope.reach else []
    me = organisations.person_acting(scope, today) if "take_in" in scope.reach else None
    is_ahead = one.stage == "planned" and one.to_on >= today
    names = one.attendance.filter(person__is_restricted=False).select_related("person")
    attendance = list(names.order_by("person__sort_key", "pk")) if sees else []
    files = list(one.attachments.filter(is_withdrawn=False).select_related("file").order_by("role", "pk"))
    agenda = queries.agenda_of(one, kind)
    treated = {(row.task, row.words) for row in one.topics.all()}
    writes = keeps and kind.content and one.stage in ("planned", "held")
    found: dict[str, Any] = {
        "one": one,
        "kind": kind,
        "keeps": keeps,
        "sees": sees,
        "unit_name": organisations.names_on([one.unit_id], one.from_on).get(one.unit_id, ""),
        "stage": wording.STAGES[one.stage],
        "tag": wording.TAGS[one.stage],
        "icon": wording.ICONS[one.stage],
        "counted": tallies,
        "sums": by_class if len(tallies) > 1 else [],
        "whole": whole(by_class, one.from_on) if len(tallies) > 1 else None,
        "rule_base": wording.BASES[kind.base],
        "may_hold": "hold" in verbs and one.from_on <= today,
        "may_count": keeps and (one.stage == "held" or (one.stage == "planned" and one.from_on <= today)),
        "may_edit": keeps and one.stage in ("planned", "held", "postponed"),
        "is_by_totals": any(not row.is_by_name for row in rows) and not any(row.is_by_name for row in rows),
        "has_roster": kind.is_by_name or bool(signed),
        "reasoned": reasoned,
        "signed": signed if sees else [],
        "many_signed": len(signed),
        "free": _free(one, signed) if keeps and is_ahead else [],
        "many_expected": len(queries.expected(kind, one.unit_id, one.from_on)) if signed and kind.is_by_name else 0,
        "is_ahead": is_ahead,
        "mine": me is not None and any(row.person_id == me for row in signed),
        "may_sign": me is not None and is_ahead,
        "came": [row for row in attendance if row.state == "came"],
        "excused": [row for row in attendance if row.state == "excused"],
        "absent": [row for row in attendance if row.state == "absent"],
        "forms": wording.FORMS,
        "files": [(wording.FILES[each.role], each) for each in files] if sees else [],
        "photos": [each for each in files if each.role == "photo"] if sees else [],
        "agenda": [(item, (item.task_uuid, item.words) in treated) for item in agenda],
        "themes": list(one.themes.order_by("from_on", "sort_key", "pk")),
        "practices": list(one.practices.order_by("sort_key", "pk")),
        "raised": list(one.raised.filter(is_withdrawn=False).order_by("pk")) if kind.raised else [],
        "pieces": list(one.pieces.filter(is_withdrawn=False).order_by("-on", "pk")) if kind.pieces else [],
        "steps": [(step, wording.STEPS.get(step.verb, step.verb)) for step in one.steps.order_by("-pk")],
        "recurs": read_rule(one.series.rule).words if one.series else "",
        "minutes_form": bound.get("minutes")
        or (forms.MinutesForm(initial={"minutes": one.minutes}) if writes else None),
        "attach_form": bound.get("attach") or (forms.AttachForm() if writes else None),
        "raised_form": bound.get("raised") or (forms.RaisedForm() if writes and kind.raised else None),
        "piece_form": bound.get("piece") or (forms.PieceForm(today=today) if keeps and kind.pieces else None),
        "withdraw_form": forms.WithdrawForm(),
    }
    back = (why[1] if why else None, *(bound.get(name) for name in ("minutes", "attach", "raised", "piece")))
    found["form"] = next((each for each in back if each), None)
    return found


def _free(one: Activity, signed: Sequence[SignUp]) -> list[Person]:
    """Who of the unit may still be signed up."""
    known = {row.person_id for row in signed}
    return [person for person in queries.belongs(one.unit_id, one.from_on) if person.pk not in known]


def _by_class(rows: Sequence[Tally], day: date) -> list[Sum]:
    """The sums of one activity by class of units: XT1's "at the grassroots" beside "in agencies"."""
    units = organisations.named(day).filter(pk__in={row.unit_id for row in rows})
    classes = {one.pk: (one.rank, one.class_name) for one in units}
    by: dict[tuple[int, str], list[Count]] = {}
    for row in rows:
        by.setdefault(classes[row.unit_id], []).append(row.count)
    return sums([(name, by[rank, name]) for rank, name in sorted(by)], day)


def default_who(kind: Kind) -> str:
    """Who counts, as a total proposes it."""
    return rules.BASES[kind.base] if kind.base != "open" else ""
