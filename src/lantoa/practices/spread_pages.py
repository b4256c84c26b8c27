"""What the pages of spreading show: the family of a practice, one replication, what is due."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lantoa.common.scopes import NOBODY, Scope
from lantoa.design.drawings.classes import LegendLine, scale
from lantoa.design.drawings.provinces import Area, ProvinceMap, is_on_the_map
from lantoa.design.lineage import Drawing, Link, Node, drawn, nearest
from lantoa.directives import queries as directives
from lantoa.organisations import queries as organisations
from lantoa.organisations.queries import NamedUnit
from lantoa.practices import queries, spread_wording, spreading
from lantoa.practices.models import Replication
from lantoa.practices.queries import Family, StandingPractice, ToldReplication
from lantoa.practices.spread_forms import AnswerForm, CheckForm, LessonForm, StartForm
from lantoa.vietnamese.dates import write_date
from lantoa.vietnamese.numbers import write_number

# On the page of the practice itself, and on the page of its family.
FEW_DRAWN, MOST_DRAWN = 24, 500
ON_A_PAGE = 20
PROVINCE = 1
MOST_OFFERED = 200


@dataclass(frozen=True, slots=True)
class Kin:
    """One of the family as a list shows it. Without ``name`` it is not public; ``came`` says how, of each source."""

    name: str
    owner: str
    path: str
    stage: str
    relation: str
    began_on: date | None
    came: list[str]


@dataclass(frozen=True, slots=True)
class FamilyShown:
    """A family drawn and listed."""

    drawing: Drawing
    kin: list[Kin]
    count: queries.SpreadCount
    ancestors: int


def shown(family: Family, scope: Scope, *, most: int) -> FamilyShown | None:
    """The family as drawing and list; None for a practice that neither came from elsewhere nor went anywhere."""
    if not family.edges:
        return None
    order = _order(family)
    days = {edge.practice: edge.replication.started_on for edge in family.edges}
    outside = {-edge.replication.pk: edge for edge in family.edges if edge.source is None}
    beside: dict[int, list[int]] = {}
    for edge in family.edges:
        former = -edge.replication.pk if edge.source is None else edge.source
        beside.setdefault(former, []).append(edge.practice)
        beside.setdefault(edge.practice, []).append(former)
    chosen = nearest(family.practice, lambda key: beside.get(key, ()), most)
    paths = {key: path_of(one, scope) for key, one in family.known.items()}
    nodes = [
        _outside_node(key, outside[key].replication) if key < 0 else _node(family, key, paths, days.get(key))
        for key in order
        if key in chosen
    ]
    links = [
        Link(
            edge.source if edge.source is not None else -edge.replication.pk,
            edge.practice,
            write_date(edge.replication.started_on) if edge.replication.started_on else "",
        )
        for edge in family.edges
    ]
    directing = directed(edge.replication for edge in family.edges)
    came: dict[int, list[str]] = {}
    for edge in family.edges:
        source, said = family.known.get(edge.source or 0), directing.get(edge.replication.pk, "")
        came.setdefault(edge.practice, []).append(followed(edge.replication, source, said))
    kin = [
        _kin(family, key, paths, days.get(key), came.get(key, [])) for key in order if key > 0 and key in family.members
    ]
    drawing = drawn(nodes, links, left_out=len(order) - len(nodes))
    return FamilyShown(drawing, kin, queries.count_spread(family), len(family.ancestors))


def followed(one: Replication, source: StandingPractice | None, directing: str) -> str:
    """ "theo mô hình X của Y, Z chỉ đạo (văn bản)"."""
    if one.source_id is None:
        words = _("after %s") % one.source_words
    elif source is None:
        words = _("after a practice that is not public")
    else:
        owner = source.owner_group or source.owner_name
        words = _("after the practice “%(name)s” of %(owner)s") % {"name": source.name, "owner": owner}
    if directing:
        words += ", " + _("directed by %s") % directing
    paper = one.directive.code if one.directive_id and one.directive else one.paper_words
    return f"{words} ({paper})" if paper else words


def directed(some: Iterable[Replication]) -> dict[int, str]:
    """Who directed each, in words, as it was called then; in one query."""
    rows = list(some)
    names = organisations.names_at((one.directed_by_id, one.begun_on) for one in rows if one.directed_by_id)
    return {one.pk: one.directed_words or names.get((one.directed_by_id or 0, one.begun_on), "") for one in rows}


def _order(family: Family) -> list[int]:
    """Every node, children beside one another, so that arrows cross little."""
    later: dict[int, list[int]] = {}
    for edge in family.edges:
        former = -edge.replication.pk if edge.source is None else edge.source
        later.setdefault(former, []).append(edge.practice)
    children = {one for ones in later.values() for one in ones}
    waiting = [one for one in dict.fromkeys([*later, family.practice]) if one not in children][::-1]
    found: dict[int, None] = {}
    while waiting:
        one = waiting.pop()
        if one not in found:
            found[one] = None
            waiting.extend(reversed(later.get(one, ())))
    return list(found)


def path_of(one: StandingPractice, scope: Scope) -> str:
    """Where the visitor may read a practice; empty for nowhere."""
    if scope.may("read", one.owner_unit_id):
        return reverse("practices:practice", args=[one.uuid])
    try:
        return reverse("portal:practice", args=[one.uuid]) if one.is_public else ""
    except NoReverseMatch:
        return ""


def _node(family: Family, key: int, paths: Mapping[int, str], began: date | None) -> Node:
    stands = family.stages.get(key) == "running"
    is_self = key == family.practice
    one = family.known.get(key)
    if one is None:
        return Node(key, _("A practice that is not public"), f"{began.year}" if began else "", "", is_self, stands)
    year = (began or one.registered_on).year
    owner = one.owner_group or one.owner_name
    return Node(key, one.name, f"{year} · {owner}", paths[key], is_self, stands)


def _outside_node(key: int, one: Replication) -> Node:
    return Node(key, one.source_words, _("outside this register"))


def _kin(family: Family, key: int, paths: Mapping[int, str], began: date | None, came: list[str]) -> Kin:
    relation = "self"
    if key in family.ancestors:
        relation = "ancestor"
    elif key in family.descendants:
        relation = "descendant"
    one, stage = family.known.get(key), family.stages.get(key, "")
    if one is None:
        return Kin("", "", "", stage, relation, began, came)
    owner = one.owner_group or one.owner_name
    return Kin(one.name, owner, paths[key], stage, relation, began or one.started_on, came)


def for_practice(practice: StandingPractice, scope: Scope, today: date) -> dict[str, Any]:
    """What the page of a practice shows of where it came from and where it went, and its lessons."""
    family = queries.family(practice, scope)
    found = shown(family, scope, most=FEW_DRAWN)
    return {
        "family": found,
        "lessons": list(queries.lessons().filter(practice=practice)[:20]),
        "lesson_form": LessonForm(today=today) if scope.may("confirm", practice.owner_unit_id) else None,
        "may_order": "report" in scope.reach,
    }


def public_family(practice: StandingPractice) -> FamilyShown | None:
    """The family as the public may see it: what is not public has neither name nor place nor words of how it came."""
    family = queries.family(practice, NOBODY)
    found = shown(family, NOBODY, most=FEW_DRAWN)
    if found is None or len(family.known) < 2:
        return None
    return replace(found, kin=[one for one in found.kin if one.name])


def family_page(practice: StandingPractice, scope: Scope, today: date) -> dict[str, Any]:
    """The whole family with how far it spread, by year and by place."""
    family = queries.family(practice, scope)
    down = [one for pk, one in family.known.items() if pk in family.descendants]
    places = queries.places_of(down, today)
    tops = {pk: one.name for pk, ones in places.items() for one in ones if one.rank == PROVINCE}
    is_wide = len(set(tops.values())) > 1
    named = {pk: tops.get(pk, "") if is_wide else _place_words(ones) for pk, ones in places.items()}
    inside = {*family.descendants, practice.pk}
    taken = [edge.replication.pk for edge in family.edges if edge.source in inside]
    by_place = queries.spread_by_place(family, named)
    return {
        "practice": practice,
        "family": shown(family, scope, most=MOST_DRAWN),
        "years": queries.spread_by_year(family),
        "places": [(name or _("places that are not public"), count) for name, count in by_place],
        "map": spread_map(family, places),
        "survivals": queries.survivals(queries.replications().filter(pk__in=taken), today),
        "path": path_of(practice, scope),
    }


def spread_map(family: Family, places: Mapping[int, list[NamedUnit]]) -> ProvinceMap | None:
    """Into which provinces a practice spread; None where none of them is on the map of today."""
    provinces: dict[str, NamedUnit] = {}
    kin: dict[str, set[int]] = {}
    for pk, ones in places.items():
        for one in ones:
            if one.rank == PROVINCE and is_on_the_map(one.code):
                provinces[one.code] = one
                kin.setdefault(one.code, set()).add(pk)
    if not provinces:
        return None
    counts = {code: queries.counted_spread(family, pks) for code, pks in kin.items()}
    classes = scale(Decimal(count.places) for count in counts.values())
    areas = [
        Area(code, f"{provinces[code].name}: {_spread_words(count)}", level=classes.level(Decimal(count.places)))
        for code, count in counts.items()
    ]
    description = _("The darker a province, the more places in it took the practice up.")
    legend = (LegendLine(None, _("No place yet")), *classes.legend(lambda many: _places_said(int(many))))
    return ProvinceMap(_("Map of spread"), description, areas, legend)


def _places_said(many: int) -> str:
    return ngettext("%(number)s place", "%(number)s places", many) % {"number": write_number(many)}


def _spread_words(count: queries.SpreadCount) -> str:
    alive = write_number(count.alive)
    return _("%(places)s, of them %(alive)s carry on") % {"places": _places_said(count.places), "alive": alive}


def _place_words(places: Iterable[NamedUnit]) -> str:
    """ "Xã An Phúc, Tỉnh Sông Trăng": the commune, or what is nearest to one, and its province."""
    rows = [one for one in places if one.rank <= 3]
    ends: list[NamedUnit] = rows[-1:] + rows[:1]
    return ", ".join(dict.fromkeys(one.name for one in ends))


def replication_page(one: ToldReplication, scope: Scope, today: date, **bound: Any) -> dict[str, Any]:
    """One replication: from whom to whom, how it came, what may be done with it, its checks. ``bound`` holds forms that
    came back: ``answer``, ``starting``, ``checking``."""
    sides = queries.sides_of(scope, one)
    names = queries.names_of_units([one], today)
    verbs = spreading.open_verbs(one.stage, sides, runs=one.life == "running")
    answer: AnswerForm | None = bound.get("answer")
    acts = []
    for verb in verbs:
        if verb == "start":
            continue
        form = answer if answer is not None and answer.data.get("verb") == verb else AnswerForm(verb=verb)
        acts.append((verb, *spread_wording.act(one.stage, verb), form))
    starting = bound.get("starting")
    if starting is None and "start" in verbs:
        starting = start_form(one, None, today)
    marks = queries.marks(queries.replications().filter(pk=one.pk), today)
    checking = bound.get("checking")
    may_check = any(scope.may(verb, one.taker_unit_id) for verb in ("confirm", "approve", "report"))
    if checking is None and may_check and marks:
        checking = CheckForm(marks=marks, today=today)
    both = [pk for pk in (one.source_id, one.practice_id) if pk is not None]
    known = {found.pk: found for found in queries.register().filter(pk__in=both)}
    results = queries.outcomes_by_practice(both)
    may_open = bool(one.directive and directives.open_among([one.directive], scope))
    return {
        "one": one,
        "title": one.source.name if one.source else one.source_words,
        "taker": names[one.taker_unit_id],
        "owner": names.get(one.source.owner_unit_id, "") if one.source else "",
        "begun_by": names[one.begun_by_id],
        "directed": directed([one])[one.pk],
        "paper_path": reverse("directives:paper", args=[one.directive.uuid]) if one.directive and may_open else "",
        "source_path": path_of(known[one.source_id], scope) if one.source_id in known else "",
        "practice_path": path_of(known[one.practice_id], scope) if one.practice_id in known else "",
        "acts": acts,
        "starting": starting,
        "checking": checking,
        "marks": marks,
        "source_results": results.get(one.source_id or 0, []),
        "own_results": results.get(one.practice_id or 0, []),
        "steps": list(queries.steps_of_replication(one)),
        "form": next((form for form in bound.values() if form is not None), None),
    }


def start_form(one: ToldReplication, data: Any, today: date) -> StartForm:
    """The form by which the taking-up practice begins."""
    offered = queries.own_practices({one.taker_unit_id}).exclude(pk=one.source_id or 0)[:MOST_OFFERED]
    return StartForm(data, offered=offered, name=one.source.name if one.source else "", today=today)
