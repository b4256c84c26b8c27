"""Changing the tree by a directing paper and a date: whole or not at all, taken back only by a counter-change."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from lantoa.common.scopes import Scope
from lantoa.history.operations import record
from lantoa.organisations import queries, rules
from lantoa.organisations.models import (
    Change,
    Grant,
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
from lantoa.organisations.operations.effects import Effects, take_back
from lantoa.vietnamese.text import clean


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


@transaction.atomic
def found(*, scope: Scope, order: Order, new: NewUnit) -> Change:
    """A new unit from a day on, by a paper."""
    effects = Effects()
    unit = _founded(scope, effects, new, order, dict(new.parents or {}))
    return _kept(scope, "founded", order, effects, {"unit": unit.code})


@transaction.atomic
def rename(*, scope: Scope, order: Order, unit: Unit, name: str, unit_class: str | None = None) -> Change:
    """A new name, a new class, or both, from a day on."""
    check(scope, unit)
    last = _open(UnitName, unit)
    kind = _class(unit_class).pk if unit_class else last.unit_class_id
    if clean(name).strip() == last.name and kind == last.unit_class_id:
        raise UnableToChangeUnits("Tên và loại mới giống như hiện nay; không có gì để thay đổi.")
    effects = Effects()
    effects.end(last, order.on)
    effects.name(unit, name, kind, order.on)
    only_class = clean(name).strip() == last.name
    asked = {"unit": unit.code, "name": name, "class": unit_class, "former": last.name}
    return _kept(scope, "reclassed" if only_class else "renamed", order, effects, asked)


@transaction.atomic
def move(*, scope: Scope, order: Order, unit: Unit, parent: Unit, line: str) -> Change:
    """A new parent on a line from a day on."""
    check(scope, unit, parent)
    effects = Effects()
    for link in unit.parents.filter(line=line, to_on__isnull=True):
        if link.parent_id == parent.pk:
            raise UnableToChangeUnits("Đơn vị đã trực thuộc đơn vị này rồi.")
        effects.end(link, order.on)
    effects.make(UnitParent(unit=unit, parent=parent, line=line, from_on=order.on))
    derive([unit.pk], [line])
    return _kept(scope, "moved", order, effects, {"unit": unit.code, "parent": parent.code, "line": line})


@transaction.atomic
def merge(
    *, scope: Scope, order: Order, units: Sequence[Unit], into: Unit | NewUnit, carry_rights: bool = False
) -> Change:
    """Several units become one: a new one, or one of them that goes on. Units below go along.

    ``carry_rights`` gives whoever had a role in a unit that ends the same role in the new one.
    """
    check(scope, *units)
    _standing(units, order.on)
    merged = list(dict.fromkeys(units))
    effects = Effects()
    if isinstance(into, Unit):
        check(scope, into)
        _standing([into], order.on)
        successor = into
        merged += [] if into in merged else [into]
    else:
        parents = _common_parents(merged, order.on) if into.parents is None else dict(into.parents)
        successor = _founded(scope, effects, into, order, parents)
    if len(merged) < 2:
        raise UnableToChangeUnits("Sáp nhập cần ít nhất hai đơn vị.")
    ending = [unit for unit in merged if unit != successor]
    for unit in ending:
        for link in _links_below(unit):
            _relink(effects, link, successor, order.on)
    touched = _end(effects, ending, order.on, heir=successor if carry_rights else None)
    asked = {"units": [unit.code for unit in merged], "into": successor.code, "carry_rights": carry_rights}
    edges = [(unit, successor, None) for unit in merged]
    return _kept(scope, "merged", order, effects, asked, edges=edges, touched=touched | {successor.pk})


@transaction.atomic
def split(*, scope: Scope, order: Order, unit: Unit, into: Sequence[Heir]) -> Change:
    """One unit becomes several; it may be one of them and go on. Shares are stated for all or for none."""
    check(scope, unit)
    _standing([unit], order.on)
    weights = [heir.weight for heir in into]
    if len(into) < 2:
        raise UnableToChangeUnits("Chia tách cần ít nhất hai đơn vị nhận.")
    if any(weight is None for weight in weights) != all(weight is None for weight in weights):
        raise UnableToChangeUnits("Hãy ghi tỷ lệ cho mọi đơn vị nhận, hoặc để trống tất cả nếu không chia được.")
    if any(weight is not None and weight < 1 for weight in weights):
        raise UnableToChangeUnits("Tỷ lệ phải là số nguyên dương.")
    effects = Effects()
    heirs = [_heir(scope, effects, heir, unit, order) for heir in into]
    if len(set(heirs)) < len(heirs):
        raise UnableToChangeUnits("Một đơn vị nhận được ghi hai lần.")
    goes_on = unit in heirs
    _share_out(effects, unit, list(zip(into, heirs, strict=True)), order.on, goes_on=goes_on)
    touched = _end(effects, [] if goes_on else [unit], order.on) | {heir.pk for heir in heirs} | {unit.pk}
    asked = {"unit": unit.code, "into": [heir.code for heir in heirs], "weights": weights}
    edges = [(unit, heir, said.weight) for heir, said in zip(heirs, into, strict=True)]
    return _kept(scope, "split", order, effects, asked, edges=edges, touched=touched)


@transaction.atomic
def dissolve(*, scope: Scope, order: Order, unit: Unit) -> Change:
    """A unit ends with nobody in its place: units below go up a step, and it counts at its place from then on."""
    check(scope, unit)
    _standing([unit], order.on)
    effects = Effects()
    above = {link.line: link.parent for link in unit.parents.filter(to_on__isnull=True).select_related("parent")}
    if not above:
        raise UnableToChangeUnits("Đơn vị cao nhất không thể giải thể; hãy sáp nhập nó vào một đơn vị khác.")
    anywhere = above.get("place") or next(iter(above.values()))
    for link in _links_below(unit):
        _relink(effects, link, above.get(link.line, anywhere), order.on)
    touched = _end(effects, [unit], order.on) | {anywhere.pk}
    return _kept(
        scope, "dissolved", order, effects, {"unit": unit.code}, edges=[(unit, anywhere, None)], touched=touched
    )


@transaction.atomic
def annul(*, scope: Scope, change: Change, paper: str, note: str = "") -> Change:
    """A counter-change: everything is as if the change had never been; both stay to be read.

    UnableToChangeUnits when a later change or a record builds on it, or when it was annulled before.
    """
    if change.kind in ("annulled", "loaded"):
        raise UnableToChangeUnits("Thay đổi loại này không hủy được.")
    if Change.objects.filter(annuls=change).exists():
        raise UnableToChangeUnits("Thay đổi này đã được hủy trước đó.")
    check(scope, *Unit.objects.filter(uuid__in=queries.units_of(change)))
    touched = take_back(change)
    edges = change.successions.all()
    touched |= {pk for edge in edges for pk in (edge.predecessor_id, edge.successor_id)}
    kin = {other for pk in touched for other in queries.lineage().kin(pk)[0]}
    edges.update(is_annulled=True)
    derive(touched | kin)
    order = Order(paper, change.effective_on, note)
    return _kept(scope, "annulled", order, Effects(), {"change": str(change.uuid)}, annuls=change)


def _kept(
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


def _founded(scope: Scope, effects: Effects, new: NewUnit, order: Order, parents: dict[str, Unit]) -> Unit:
    check(scope, *parents.values())
    if not parents:
        raise UnableToChangeUnits("Hãy chọn đơn vị cấp trên của đơn vị mới.")
    _standing(parents.values(), order.on)
    if Unit.objects.filter(code=new.code).exists():
        raise UnableToChangeUnits(f"Mã đơn vị “{new.code}” đã có; hãy chọn mã khác.")
    unit = Unit.objects.create(code=new.code, founded_on=order.on)
    effects.found(unit)
    effects.name(unit, new.name, _class(new.unit_class).pk, order.on)
    for line, parent in parents.items():
        effects.make(UnitParent(unit=unit, parent=parent, line=line, from_on=order.on))
    derive([unit.pk])
    return unit


def _heir(scope: Scope, effects: Effects, heir: Heir, unit: Unit, order: Order) -> Unit:
    if isinstance(heir.unit, Unit):
        check(scope, heir.unit)
        _standing([heir.unit], order.on)
        return heir.unit
    parents = _common_parents([unit], order.on) if heir.unit.parents is None else dict(heir.unit.parents)
    return _founded(scope, effects, heir.unit, order, parents)


def _share_out(effects: Effects, unit: Unit, heirs: Sequence[tuple[Heir, Unit]], on: date, *, goes_on: bool) -> None:
    """Each unit below goes to the heir that names it; where the unit goes on, the others stay."""
    to = {child.pk: heir for said, heir in heirs for child in said.children}
    if sum(len(said.children) for said, _ in heirs) > len(to):
        raise UnableToChangeUnits("Một đơn vị trực thuộc được giao cho hai đơn vị nhận.")
    left = []
    for link in _links_below(unit):
        if heir := to.get(link.unit_id):
            if heir != unit:
                _relink(effects, link, heir, on)
        elif not goes_on:
            left.append(link.unit_id)
    if left:
        names = ", ".join(queries.names_on(left, on).values())
        raise UnableToChangeUnits(f"Hãy cho biết các đơn vị trực thuộc này về đâu: {names}.")


def _end(effects: Effects, units: Sequence[Unit], on: date, heir: Unit | None = None) -> set[int]:
    """Ends everything that units had; gives the units whose derived tables change."""
    for unit in units:
        for model in (UnitName, UnitParent, UnitContact, Post):
            for row in model.objects.filter(unit=unit, to_on__isnull=True):
                effects.end(row, on)
        for grant in Grant.objects.filter(unit=unit, from_on__lt=on).exclude(to_on__lt=on):
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


def _relink(effects: Effects, link: UnitParent, parent: Unit, on: date) -> None:
    effects.end(link, on)
    if link.unit_id != parent.pk:
        effects.make(UnitParent(unit_id=link.unit_id, parent=parent, line=link.line, from_on=on))


def _links_below(unit: Unit) -> list[UnitParent]:
    return list(UnitParent.objects.filter(parent=unit, to_on__isnull=True).order_by("pk"))


def _common_parents(units: Sequence[Unit], on: date) -> dict[str, Unit]:
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


def _standing(units: Iterable[Unit], on: date) -> None:
    """UnableToChangeUnits unless all exist on the day and have no end; asked of the database, not of the caller."""
    ids = {unit.pk for unit in units}
    there = set(
        Unit.objects.filter(pk__in=ids, founded_on__lte=on, dissolved_on__isnull=True).values_list("pk", flat=True)
    )
    if missing := ids - there:
        names = ", ".join(f"“{name}”" for name in queries.names_on(missing, on).values())
        raise UnableToChangeUnits(f"{names} không tồn tại vào ngày {on:%d/%m/%Y} hoặc đã kết thúc.")


def _open(model: type[UnitName], unit: Unit) -> UnitName:
    row = model.objects.filter(unit=unit, to_on__isnull=True).first()
    if row is None:
        raise UnableToChangeUnits("Đơn vị này đã kết thúc nên không đổi được nữa.")
    return row


def _class(code: str) -> UnitClass:
    kind = UnitClass.objects.filter(code=code).first()
    if kind is None:
        raise UnableToChangeUnits(f"Không có loại đơn vị “{code}”.")
    return kind
