"""What the pages of learning show, gathered in a constant number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from lantoa.common.scopes import Scope
from lantoa.practices import queries, spread_pages
from lantoa.practices.models import Lesson
from lantoa.practices.queries import StandingPractice, Suggestion, WeighedOutcome

MOST_LESSONS = 2


@dataclass(frozen=True, slots=True)
class Shown:
    """A practice worth a look: why, where, what came of it, what was learnt."""

    practice: StandingPractice
    why: str
    where: str
    path: str
    outcome: WeighedOutcome | None
    lessons: list[Lesson]


def worth_copying(found: list[Suggestion], scope: Scope, today: date) -> dict[str, Any]:
    """The suggestions of one page."""
    practices = [one.practice for one in found]
    keys = [one.pk for one in practices]
    places = queries.places_of(practices, today)
    outcomes = queries.outcomes_by_practice(keys)
    lessons: dict[int, list[Lesson]] = {}
    for lesson in queries.lessons().filter(practice__in=keys):
        lessons.setdefault(lesson.practice_id, []).append(lesson)
    rows = [
        Shown(
            one.practice,
            _sentence(one.reasons),
            _where(one.practice, [place.name for place in reversed(places[one.practice.pk]) if place.rank in (1, 3)]),
            spread_pages.path_of(one.practice, scope),
            next(iter(outcomes[one.practice.pk]), None),
            lessons.get(one.practice.pk, [])[:MOST_LESSONS],
        )
        for one in found
    ]
    return {"rows": rows}


def lessons(rows: list[Lesson], scope: Scope, today: date) -> dict[str, Any]:
    """The lessons of one page, each with its practice."""
    keys = {one.practice_id for one in rows}
    practices = {one.pk: one for one in queries.register().filter(pk__in=keys)}
    places = queries.places_of(list(practices.values()), today)
    shown = []
    for lesson in rows:
        one = practices[lesson.practice_id]
        near = [place.name for place in reversed(places[one.pk]) if place.rank in (1, 3)]
        shown.append((lesson, one, _where(one, near), spread_pages.path_of(one, scope)))
    return {"rows": shown}


def _where(one: StandingPractice, places: list[str]) -> str:
    parts = [one.owner_group, one.owner_name, *places]
    return ", ".join(dict.fromkeys(part for part in parts if part))


def _sentence(reasons: dict[str, str]) -> str:
    """ "Cùng là xã; cùng lĩnh vực môi trường; đã được nơi khác làm theo và còn thực hiện"."""
    words = {
        "field": _("the same field: %s"),
        "problem": _("about “%s”"),
        "district": _("in the same district"),
        "province": _("in the same province"),
        "class": _("also in a place of the class %s"),
        "kind": _("also a %s"),
        "alike": _("close to your practice “%s”"),
        "survived": _("taken up elsewhere and still carried out at its check"),
        "outcome": _("with results"),
    }
    said = "; ".join(
        words[code] % (about.lower() if code in ("class", "kind") else about) if "%s" in words[code] else words[code]
        for code, about in reasons.items()
    )
    return said[:1].upper() + said[1:]
