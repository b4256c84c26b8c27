"""What a change would do: it is done for real, looked at, and taken back before anybody sees it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from lantoa.common.periods import day_before
from lantoa.organisations import queries, rules
from lantoa.organisations.models import Change, Grant, Post, Unit, UnitName, UnitParent

# Figures by the unit's code and what is measured, in words. Concepts above this one name themselves in the settings.
Witnessed = dict[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class Moved:
    """That a unit stands under another from then on."""

    unit: str
    line: str
    former: str
    parent: str


@dataclass(frozen=True, slots=True)
class Ended:
    """A role or post that ends, with the unit where it goes on, if anywhere."""

    who: str
    what: str
    unit: str
    goes_on: str = ""


@dataclass(frozen=True, slots=True)
class Changed:
    """A figure on the map of the day: before and after; empty where there is none."""

    unit: str
    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Preview:
    """The whole effect of a change. ``digest`` tells whether applying it would still do the same."""

    kind: str
    founded: list[str]
    ended: list[str]
    renamed: list[tuple[str, str]]
    moved: list[Moved]
    successions: list[tuple[str, str, int | None]]
    rights: list[Ended]
    posts: list[Ended]
    figures: list[Changed]
    history_changes: list[Changed]

    @property
    def digest(self) -> str:
        """One short text for one effect."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:32]


class _LookedAt(Exception):
    """Ends the trial."""


def preview(*, act: Callable[[], Change], on: date) -> Preview:
    """The effect of a change that is not made. Whatever ``act`` refuses (UnableToChangeUnits) comes through."""
    with transaction.atomic():
        done: list[tuple[Preview, dict[str, str], Witnessed, Witnessed]] = []
        try:
            with transaction.atomic():
                change = act()
                told, about = _told(change, on)
                done.append((told, about, _witness(about, on), _witness(about, None)))
                raise _LookedAt
        except _LookedAt:
            pass
        told, about, after, then_after = done[0]
        before, then_before = _witness(about, on), _witness(about, None)
    told.figures.extend(_differences(before, after, about))
    # Nothing should ever stand here: a change of the tree leaves what was, as it was.
    told.history_changes.extend(_differences(then_before, then_after, about))
    return told


def _witness(codes: Collection[str], tree: date | None) -> Witnessed:
    seen: Witnessed = {}
    units = list(Unit.objects.filter(code__in=codes))
    for path in settings.TREE_WITNESSES:
        seen |= import_string(path)(units, tree)
    return seen


def _differences(before: Witnessed, after: Witnessed, names: dict[str, str]) -> list[Changed]:
    had = {code for code, _ in before}
    return [
        Changed(names[code], what, before.get((code, what), ""), after.get((code, what), ""))
        # What gains comes first: the new units, then those that take in.
        for code, what in sorted(before.keys() | after.keys(), key=lambda key: (key[0] in had, *key))
        if before.get((code, what)) != after.get((code, what))
    ]


def _told(change: Change, on: date) -> tuple[Preview, dict[str, str]]:
    """What the change did, in words, and the units whose figures are looked at: their names by code."""
    kept = change.effects
    made = {label: [pk for told, pk, _ in kept["made"] if told == label] for label, _, _ in kept["made"]}
    ended = {label: [pk for told, pk, _ in kept["ended"] if told == label] for label, _, _ in kept["ended"]}

    def rows(told: dict[str, list[int]], model: type) -> list[int]:
        return told.get(model._meta.label, [])  # type: ignore[attr-defined]

    # Always in one order: the digest of what is applied must be that of what was previewed.
    links = UnitParent.objects.order_by("pk").select_related("unit", "parent")
    new_links, old_links = (list(links.filter(pk__in=rows(told, UnitParent))) for told in (made, ended))
    new_names = UnitName.objects.filter(pk__in=rows(made, UnitName)).exclude(unit__in=kept["founded"]).order_by("pk")
    edges = list(change.successions.order_by("pk").select_related("predecessor", "successor"))
    grants = list(Grant.objects.filter(pk__in=rows(ended, Grant)).order_by("pk").select_related("user", "unit"))
    went = Grant.objects.filter(pk__in=rows(made, Grant)).order_by("pk")
    carried = {(one.user_id, one.role): one.unit_id for one in went}
    posts = list(Post.objects.filter(pk__in=rows(ended, Post)).order_by("pk").select_related("person", "unit"))
    about = {unit for edge in edges for unit in (edge.predecessor, edge.successor)}
    about |= {unit for link in (*new_links, *old_links) for unit in (link.unit, link.parent)}
    ids = {unit.pk for unit in about} | {*kept["founded"], *kept["dissolved"], *carried.values()}
    ids |= {one.unit_id for one in grants} | {one.unit_id for one in posts} | {one.unit_id for one in new_names}
    new, old = queries.names_on(ids, on), queries.names_on(ids, day_before(on))
    former = {(link.unit_id, link.line): old[link.parent_id] for link in old_links}
    told = Preview(
        kind=change.kind,
        founded=[new[pk] for pk in kept["founded"]],
        ended=[old[pk] for pk in kept["dissolved"]],
        renamed=[(old[one.unit_id], one.name) for one in new_names],
        moved=[
            Moved(
                new[link.unit_id],
                rules.LINES[link.line],
                former.get((link.unit_id, link.line), ""),
                new[link.parent_id],
            )
            for link in new_links
            if link.unit_id not in kept["founded"]
        ],
        successions=[(old[one.predecessor_id], new[one.successor_id], one.weight) for one in edges],
        rights=[
            Ended(one.user.full_name, one.role, old[one.unit_id], new.get(carried.get((one.user_id, one.role), 0), ""))
            for one in grants
        ],
        posts=[Ended(one.person.full_name, one.title, old[one.unit_id]) for one in posts],
        figures=[],
        history_changes=[],
    )
    return told, {unit.code: new[unit.pk] for unit in about}
