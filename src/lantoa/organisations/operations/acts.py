"""The steps of which changes of the tree are made: founding, ending, putting under another, writing down."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone

from lantoa.common.scopes import Scope
from lantoa.history.operations import record
from lantoa.organisations import queries, rules
from lantoa.organisations.models import (
    Change,
    Grant,
    Membership,
    Post,
    Succession,
    Unit,
    UnitClass,
    UnitContact,
    UnitName,
    UnitParent,
)
from lantoa.organisations.operations.checking import UnableToChangeUnits, check
from lantoa.organisations.operations.deriving import derive
from lantoa.organisations.operations.effects import Effects


@dataclass(frozen=True, slots=True)
class Order:
    """On which paper, from which day, with what remark."""

    paper: str
    on: date
    note: str = ""


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit to found: its parents by line, None for those that its predecessors have in common."""

    code: str
    name: str
    unit_class: str
    parents: Mapping[str, Unit] | None = None


@dataclass(frozen=True, slots=True)
class Heir:
    """Who takes over in a split, with which share (any positive whole numbers: people, hectares), and which units
    below go to it."""

    unit: Unit | NewUnit
    weight: int | None = None
    children: Sequence[Unit] = field(default_factory=tuple)


def kept(
    scope: Scope,
    kind: str,
    order: Order,
    effects: Effects,
    asked: dict[str, Any],
    *,
    edges: Iterable[tuple[Unit, Unit, int | None]] = (),
    touched: Collection[int] = (),
    annuls: Change | None = None,
) -> Change:
    """Writes the change down with its successions, derives what follows, and tells the history."""
    if not order.paper.strip():
        raise UnableToChangeUnits("Hãy ghi văn bản làm căn cứ (số, ký hiệu, ngày, cơ quan ban hành).")
    change = Change.objects.create(
        kind=kind,
        effective_on=order.on,
        paper=order.paper.strip()[:400],
        note=order.note.strip(),
        asked=asked,
        effects=effects.as_json(),
        annuls=annuls,
        made_by_id=scope.actor_id,
        made_at=timezone.now(),
    )
    Succession.objects.bulk_create(
        Succession(change=change, predecessor=one, successor=other, effective_on=order.on, weight=weight)
        for one, other, weight in edges
    )
    if touched:
        derive(touched)
    said = {"paper": change.paper, "on": order.on, "kind": kind, **asked}
    for unit in queries.units_of(change, of=annuls):
        record(scope=scope, verb=kind, kind="unit", uuid=unit, data={**said, "change": str(change.uuid)})
    return change


def founded(scope: Scope, effects: Effects, new: NewUnit, order: Order, parents: dict[str, Unit]) -> Unit:
    """Founds a unit under these parents by line."""
    # What this very change has founded lies in nobody's reach yet.
    check(scope, *(parent for parent in parents.values() if parent not in effects.founded))
    if not parents:
        raise UnableToChangeUnits("Hãy chọn đơn vị cấp trên của đơn vị mới.")
    standing(parents.values(), order.on)
    if Unit.objects.filter(code=new.code).exists():
        raise UnableToChangeUnits(f"Mã đơn vị “{new.code}” đã có; hãy chọn mã khác.")
    unit = Unit.objects.create(code=new.code, founded_on=order.on)
    effects.found(unit)
    effects.name(unit, new.name, class_of(new.unit_class).pk, order.on)
    for line, parent in parents.items():
        effects.make(UnitParent(unit=unit, parent=parent, line=line, from_on=order.on))
    derive([unit.pk])
    return unit


def heir_of(scope: Scope, effects: Effects, heir: Heir, unit: Unit, order: Order) -> Unit:
    """The unit that takes over a part, founded where it is new."""
    if isinstance(heir.unit, Unit):
        check(scope, heir.unit)
        standing([heir.unit], order.on)
        return heir.unit
    parents = common_parents([unit], order.on) if heir.unit.parents is None else dict(heir.unit.parents)
    return founded(scope, effects, heir.unit, order, parents)


def share_out(effects: Effects, unit: Unit, heirs: Sequence[tuple[Heir, Unit]], on: date, *, goes_on: bool) -> None:
    """Each unit below goes to the heir that names it; where the unit goes on, the others stay."""
    to = {child.pk: heir for said, heir in heirs for child in said.children}
    if sum(len(said.children) for said, _ in heirs) > len(to):
        raise UnableToChangeUnits("Một đơn vị trực thuộc được giao cho hai đơn vị nhận.")
    left = []
    for link in links_below(unit):
        if heir := to.get(link.unit_id):
            if heir != unit:
                relink(effects, link, heir, on)
        elif not goes_on:
            left.append(link.unit_id)
    if left:
        names = ", ".join(queries.names_on(left, on).values())
        raise UnableToChangeUnits(f"Hãy cho biết các đơn vị trực thuộc này về đâu: {names}.")


def end(
    effects: Effects, units: Sequence[Unit], on: date, heir: Unit | None = None, members_to: Unit | None = None
) -> set[int]:
    """Ends everything that units had; gives the units whose derived tables change.

    ``heir`` takes over the rights, ``members_to`` the people who belonged to the units.
    """
    for unit in units:
        for model in (UnitName, UnitParent, UnitContact, Post):
            # A unit founded that very day keeps its name: it ends with the unit.
            begun = {"from_on__lt": on} if model is UnitName else {}
            for row in model.objects.filter(unit=unit, to_on__isnull=True, **begun).order_by("pk"):
                effects.end(row, on)
        for member in Membership.objects.filter(unit=unit, to_on__isnull=True).order_by("pk"):
            effects.end(member, on)
            _follow(effects, member, members_to, on)
        for grant in Grant.objects.filter(unit=unit, from_on__lt=on).exclude(to_on__lt=on).order_by("pk"):
            until = grant.to_on
            effects.end(grant, on)
            if heir:
                effects.make(
                    Grant(
                        user_id=grant.user_id,
                        person_id=grant.person_id,
                        unit=heir,
                        line=grant.line,
                        role=grant.role,
                        from_on=on,
                        to_on=until,
                    )
                )
        effects.dissolve(unit, on)
    return {unit.pk for unit in units} | {row.unit_id for row in effects.made if isinstance(row, UnitParent)}


def _follow(effects: Effects, member: Membership, unit: Unit | None, on: date) -> None:
    """Lets a person belong to another unit from a day on, unless they already do."""
    if unit is None:
        return
    same = Membership.objects.filter(person=member.person_id, unit=unit, kind=member.kind).exclude(to_on__lt=on)
    if not same.exists():
        effects.make(
            Membership(person_id=member.person_id, unit=unit, kind=member.kind, from_on=on, source=member.source)
        )


def relink(effects: Effects, link: UnitParent, parent: Unit, on: date) -> None:
    """Puts the unit of a link under another parent on the same line."""
    effects.end(link, on)
    if link.unit_id != parent.pk:
        effects.make(UnitParent(unit_id=link.unit_id, parent=parent, line=link.line, from_on=on))


def links_below(unit: Unit) -> list[UnitParent]:
    """The open links of those directly below a unit, on every line."""
    return list(UnitParent.objects.filter(parent=unit, to_on__isnull=True).order_by("pk"))


def common_parents(units: Sequence[Unit], on: date) -> dict[str, Unit]:
    """The parent on each line that all of them have in common on the eve; the lowest common unit where it differs."""
    found = {}
    for line in rules.LINES:
        above = queries.ancestry_of([unit.pk for unit in units], line)
        if any(len(ones) < 2 for ones in above.values()):
            continue
        own = {unit.pk for unit in units}
        eve = rules.Span(on, on)
        each = [[one for one in ones if one.unit not in own] for ones in above.values()]
        ((_, lowest),) = rules.lowest_above(each, eve)
        if lowest is not None:
            found[line] = Unit.objects.get(pk=lowest)
    return found


def standing(units: Iterable[Unit], on: date) -> None:
    """UnableToChangeUnits unless all exist on the day and have no end; asked of the database, not of the caller."""
    ids = {unit.pk for unit in units}
    there = set(
        Unit.objects.filter(pk__in=ids, founded_on__lte=on, dissolved_on__isnull=True).values_list("pk", flat=True)
    )
    if missing := ids - there:
        names = ", ".join(f"“{name}”" for name in queries.names_on(missing, on).values())
        raise UnableToChangeUnits(f"{names} không tồn tại vào ngày {on:%d/%m/%Y} hoặc đã kết thúc.")


def open_name(unit: Unit) -> UnitName:
    """The name that a unit bears now."""
    row = UnitName.objects.filter(unit=unit, to_on__isnull=True).first()
    if row is None:
        raise UnableToChangeUnits("Đơn vị này đã kết thúc nên không đổi được nữa.")
    return row


def class_of(code: str) -> UnitClass:
    """The class of that code."""
    kind = UnitClass.objects.filter(code=code).first()
    if kind is None:
        raise UnableToChangeUnits(f"Không có loại đơn vị “{code}”.")
    return kind
