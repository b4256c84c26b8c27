"""Who issues a report, and by which line its unit is counted."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from lantoa.common.periods import day_before
from lantoa.organisations import queries as organisations
from lantoa.organisations.models import UnitAncestry
from lantoa.organisations.queries import NamedUnit
from lantoa.reports.letterhead import Body


def line_of(unit: NamedUnit, day: date) -> str:
    """The line by which units below are counted: a Party body counts its Party organisations, others their place."""
    return "party" if not unit.is_place and _leads(unit.pk, day) else "place"


def _leads(unit: int, day: date) -> bool:
    return organisations.below(unit, "party", day).filter(depth__gt=0).exists()


def issuer_of(unit: NamedUnit, day: date) -> NamedUnit:
    """Who issues a report about a unit: the highest Party body of a place, a body for itself."""
    if not unit.is_place:
        return unit
    at_place = organisations.below(unit.pk, "place", day).filter(depth=1, descendant=OuterRef("pk"))
    here = organisations.named(day).filter(Exists(at_place), is_place=False)
    up, down = _party_links(day)
    bodies = list(here.filter(Exists(up) | Exists(down)).order_by("rank", "sort_key", "pk"))
    led = UnitAncestry.objects.filter(
        line="party", depth__gt=0, from_on__lte=day, to_on__gte=day, ancestor__in=bodies, descendant__in=bodies
    )
    below = set(led.values_list("descendant_id", flat=True))
    return next((one for one in bodies if one.pk not in below), unit)


def _party_links(day: date) -> tuple[QuerySet[UnitAncestry], QuerySet[UnitAncestry]]:
    links = UnitAncestry.objects.filter(line="party", depth__gt=0, from_on__lte=day, to_on__gte=day)
    return links.filter(descendant=OuterRef("pk")), links.filter(ancestor=OuterRef("pk"))


def body_of(issuer: NamedUnit, day: date) -> Body:
    """The issuer as its paper names it on the day: superior, seat and head."""
    party = organisations.path_up(issuer.pk, "party", day)
    is_party = not issuer.is_place and (len(party) > 1 or _leads(issuer.pk, day))
    places = [one for one in organisations.path_up(issuer.pk, "place", day) if one.is_place]
    # A branch of a hamlet dates its papers by the commune.
    seats = [one for one in places if one.rank <= 3] or places
    post = organisations.posts_in(issuer.pk, day).filter(is_head=True).first()
    return Body(
        name=issuer.name,
        superior=party[-2].name if is_party and len(party) > 1 else "",
        place=seats[-1].name if seats else issuer.name,
        is_party=is_party,
        head_title=post.title if post else "",
        head_name=post.person.full_name if post else "",
    )


def naming_day(unit: NamedUnit, on: date) -> date:
    """The day of the paper, or the last day on which the unit stood."""
    ended = unit.dissolved_on
    return day_before(ended) if ended and ended <= on else on
