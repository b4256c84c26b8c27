"""What the pages of pledges show, gathered in a constant number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lantoa.common.periods import Period
from lantoa.common.scopes import Scope
from lantoa.organisations import queries as organisations
from lantoa.organisations.queries import NamedUnit
from lantoa.plans import queries as plans
from lantoa.plans.models import Theme
from lantoa.pledges import queries, rules, wording
from lantoa.pledges.forms import CloseForm, ProgressForm, WhyForm
from lantoa.pledges.models import Deed, Pledge, Progress
from lantoa.pledges.operations import Examined
from lantoa.pledges.rules import contents

MOST_UNITS = 300
MOST_THEMES = 30


@dataclass(frozen=True, slots=True)
class PledgeLine:
    """A pledge as a list shows it."""

    one: Pledge
    whose: str
    unit_name: str
    deeds: list[Deed]
    stage: str
    tag: str
    done: int
    late: int
    next_due: date | None


@dataclass(frozen=True, slots=True)
class DeedBlock:
    """A deed as the page of its pledge shows it, with the form for what was done of it."""

    one: Deed
    measure: str
    outcome: str
    tag: str
    is_late: bool
    progress: list[Progress]
    form: ProgressForm | None


def whose(one: Pledge) -> str:
    """Who undertakes it, empty for the unit as a whole."""
    return one.person.full_name if one.person else ""


def lines(some: Sequence[Pledge], today: date) -> list[PledgeLine]:
    """These pledges as a list shows them; two queries."""
    deeds = queries.deeds_of(some)
    names = organisations.names_on({one.unit_id for one in some}, today)

    def line(one: Pledge) -> PledgeLine:
        own = deeds[one.pk]
        left = [deed for deed in own if deed.done_on is None] if one.stage in rules.OPEN else []
        return PledgeLine(
            one,
            whose(one),
            names.get(one.unit_id, ""),
            own,
            str(wording.STAGES[one.stage]),
            wording.TAGS[one.stage],
            sum(deed.done_on is not None for deed in own),
            sum(rules.is_late(deed.due_on, None, today) for deed in left),
            min((deed.due_on for deed in left), default=None),
        )

    return [line(one) for one in some]


def keeping_units(scope: Scope, today: date, verb: str = "answer") -> list[NamedUnit]:
    """The units for which one may enter pledges; of very many, those nearest the top."""
    reach = scope.units(verb)
    units = organisations.standing(today)
    return list((units if reach is None else units.filter(pk__in=reach))[:MOST_UNITS])


def list_page(found: Examined, unit: NamedUnit) -> dict[str, Any]:
    """What the page of a list that came in shows: unit by unit, who undertakes what, and who has one already."""
    by_unit: dict[str, list[dict[str, Any]]] = {}
    for one in found.new:
        deeds = [(said, contents.measure(said.amount, said.counted_in)) for said in one.deeds]
        by_unit.setdefault(one.unit.name, []).append({"person": one.person, "deeds": deeds})
    return {
        "unit": unit,
        "by_unit": by_unit.items(),
        "new": len(found.new),
        "deeds": sum(len(one.deeds) for one in found.new),
        "has": [one for one in found.entries if one.has],
        "left": found.left,
    }


def themes(unit: int, today: date) -> list[Theme]:
    """What is in force for a unit, to be served by a deed."""
    return list(plans.themes_for(unit, today)[:MOST_THEMES])


def pledge_page(one: Pledge, scope: Scope, today: date, **bound: Any) -> dict[str, Any]:
    """Everything that the page of one pledge shows. ``bound`` holds forms that came back: ``progress`` with the deed's
    id, ``why`` with the verb, ``close``."""
    keeps, own = queries.may_keep(scope, one.unit_id), queries.is_own(scope, one.person_id, today)
    deeds = queries.deeds_of([one], struck=True)[one.pk]
    done = queries.progress([deed.pk for deed in deeds])
    may_write = (keeps or own) and one.stage in rules.OPEN
    back: tuple[int, ProgressForm] | None = bound.get("progress")

    def block(deed: Deed) -> DeedBlock:
        form = None
        if may_write and not deed.is_struck and deed.done_on is None:
            form = back[1] if back and back[0] == deed.pk else ProgressForm(today=today, of=deed.uuid)
        return DeedBlock(
            deed,
            contents.measure(deed.amount, deed.counted_in),
            str(wording.OUTCOMES.get(deed.outcome, "")),
            wording.OUTCOME_TAGS.get(deed.outcome, "neutral"),
            not deed.is_struck and one.stage in rules.OPEN and rules.is_late(deed.due_on, deed.done_on, today),
            done[deed.pk],
            form,
        )

    why: tuple[str, WhyForm] | None = bound.get("why")
    verbs = [verb for verb in rules.open_verbs(one.stage) if keeps or (own and _is_for_own(verb, one.stage))]
    reasoned = [
        (verb, str(wording.ACTS[verb]), why[1] if why and why[0] == verb else WhyForm(auto_id=f"id_{verb}_%s"))
        for verb in ("return", "reassess", "drop")
        if verb in verbs
    ]
    shown = [block(deed) for deed in deeds]
    return {
        "one": one,
        "whose": whose(one),
        "unit_name": organisations.names_on([one.unit_id], today).get(one.unit_id, ""),
        "days": Period(one.from_on, one.to_on).label(),
        "stage": wording.STAGES[one.stage],
        "tag": wording.TAGS[one.stage],
        "result": wording.RESULTS.get(one.result, ""),
        "origin": wording.ORIGINS[one.origin],
        "blocks": [each for each in shown if not each.one.is_struck],
        "struck": [each for each in shown if each.one.is_struck],
        "verbs": verbs,
        "may_edit": (keeps or own) and one.stage in rules.WRITABLE,
        "reasoned": reasoned,
        "close_form": bound.get("close") or (CloseForm() if "close" in verbs else None),
        "is_mine": own,
        "keeps": keeps,
        "steps": [(step, wording.STEPS.get(step.verb, step.verb)) for step in queries.steps_of(one)],
        "versions": _versions(one),
        "following": getattr(one, "carried_into", None),
        "form": next((each for each in (back and back[1], why and why[1], bound.get("close")) if each), None),
    }


def _is_for_own(verb: str, stage: str) -> bool:
    return verb in rules.OWN or (verb == "drop" and stage in rules.WRITABLE)


def _versions(one: Pledge) -> list[dict[str, Any]]:
    """Each former version beside the one that followed, the latest first."""
    former = list(queries.versions_of(one))
    if not former:
        return []
    now = queries.content_of(queries.deeds_of([one])[one.pk])
    after = [*(version.deeds for version in former[1:]), now]
    found = [
        {
            "version": version,
            "next": version.number + 1,
            "differences": [(wording.HOW[each.how], each) for each in contents.compare(version.deeds, later)],
        }
        for version, later in zip(former, after, strict=True)
    ]
    return found[::-1]
