"""Changing the tree by a directing paper and a date: whole or not at all, taken back only by a counter-change."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import QuerySet

from lantoa.common.scopes import Scope
from lantoa.organisations import queries
from lantoa.organisations.models import Change, Unit, UnitParent
from lantoa.organisations.operations import acts, bodies
from lantoa.organisations.operations.acts import Heir, NewUnit, Order
from lantoa.organisations.operations.checking import UnableToChangeUnits, check
from lantoa.organisations.operations.deriving import derive
from lantoa.organisations.operations.effects import Effects, take_back
from lantoa.vietnamese.text import clean


@transaction.atomic
def found(*, scope: Scope, order: Order, new: NewUnit) -> Change:
    """A new unit from a day on, by a paper."""
    effects = Effects()
    unit = acts.founded(scope, effects, new, order, dict(new.parents or {}))
    return acts.kept(scope, "founded", order, effects, {"unit": unit.code})


@transaction.atomic
def rename(*, scope: Scope, order: Order, unit: Unit, name: str, unit_class: str | None = None) -> Change:
    """A new name, a new class, or both, from a day on."""
    check(scope, unit)
    last = acts.open_name(unit)
    kind = acts.class_of(unit_class).pk if unit_class else last.unit_class_id
    if clean(name).strip() == last.name and kind == last.unit_class_id:
        raise UnableToChangeUnits("Tên và loại mới giống như hiện nay; không có gì để thay đổi.")
    effects = Effects()
    effects.end(last, order.on)
    effects.name(unit, name, kind, order.on)
    only_class = clean(name).strip() == last.name
    asked = {"unit": unit.code, "name": name, "class": unit_class, "former": last.name}
    return acts.kept(scope, "reclassed" if only_class else "renamed", order, effects, asked)


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
    return acts.kept(scope, "moved", order, effects, {"unit": unit.code, "parent": parent.code, "line": line})


@transaction.atomic
def merge(
    *,
    scope: Scope,
    order: Order,
    units: Sequence[Unit],
    into: Unit | NewUnit,
    carry_rights: bool = False,
    with_bodies: bool = False,
) -> Change:
    """Several units become one: a new one, or one of them that goes on. Units below go along.

    ``carry_rights`` gives whoever had a role in a unit that ends the same role in the new one; ``with_bodies`` merges
    the bodies of one kind (their Party committees, say) by the same paper.
    """
    check(scope, *units)
    acts.standing(units, order.on)
    merged = list(dict.fromkeys(units))
    effects = Effects()
    if isinstance(into, Unit):
        check(scope, into)
        acts.standing([into], order.on)
        successor = into
        merged += [] if into in merged else [into]
    else:
        parents = acts.common_parents(merged, order.on) if into.parents is None else dict(into.parents)
        successor = acts.founded(scope, effects, into, order, parents)
    if len(merged) < 2:
        raise UnableToChangeUnits("Sáp nhập cần ít nhất hai đơn vị.")
    asked = {"units": [unit.code for unit in merged], "into": successor.code, "carry_rights": carry_rights}
    together = [(merged, successor)]
    if with_bodies:
        together += bodies.merged_along(scope, effects, order, merged, successor)
    touched: set[int] = set()
    edges = []
    for parts, whole in reversed(together):
        ending = [unit for unit in parts if unit != whole]
        for link in [link for unit in ending for link in acts.links_below(unit)]:
            acts.relink(effects, link, whole, order.on)
        touched |= acts.end(effects, ending, order.on, whole if carry_rights else None, members_to=whole) | {whole.pk}
        edges += [(unit, whole, None) for unit in parts]
    return acts.kept(scope, "merged", order, effects, asked, edges=edges, touched=touched)


@transaction.atomic
def split(*, scope: Scope, order: Order, unit: Unit, into: Sequence[Heir]) -> Change:
    """One unit becomes several; it may be one of them and go on. Shares are stated for all or for none."""
    check(scope, unit)
    acts.standing([unit], order.on)
    weights = [heir.weight for heir in into]
    if len(into) < 2:
        raise UnableToChangeUnits("Chia tách cần ít nhất hai đơn vị nhận.")
    if any(weight is None for weight in weights) != all(weight is None for weight in weights):
        raise UnableToChangeUnits("Hãy ghi tỷ lệ cho mọi đơn vị nhận, hoặc để trống tất cả nếu không chia được.")
    if any(weight is not None and weight < 1 for weight in weights):
        raise UnableToChangeUnits("Tỷ lệ phải là số nguyên dương.")
    effects = Effects()
    heirs = [acts.heir_of(scope, effects, heir, unit, order) for heir in into]
    if len(set(heirs)) < len(heirs):
        raise UnableToChangeUnits("Một đơn vị nhận được ghi hai lần.")
    goes_on = unit in heirs
    acts.share_out(effects, unit, list(zip(into, heirs, strict=True)), order.on, goes_on=goes_on)
    touched = acts.end(effects, [] if goes_on else [unit], order.on) | {heir.pk for heir in heirs} | {unit.pk}
    asked = {"unit": unit.code, "into": [heir.code for heir in heirs], "weights": weights}
    edges = [(unit, heir, said.weight) for heir, said in zip(heirs, into, strict=True)]
    return acts.kept(scope, "split", order, effects, asked, edges=edges, touched=touched)


@transaction.atomic
def dissolve(*, scope: Scope, order: Order, unit: Unit) -> Change:
    """A unit ends with nobody in its place: units below go up a step, and it counts at its place from then on."""
    check(scope, unit)
    acts.standing([unit], order.on)
    effects = Effects()
    above = {link.line: link.parent for link in unit.parents.filter(to_on__isnull=True).select_related("parent")}
    if not above:
        raise UnableToChangeUnits("Đơn vị cao nhất không thể giải thể; hãy sáp nhập nó vào một đơn vị khác.")
    anywhere = above.get("place") or next(iter(above.values()))
    for link in acts.links_below(unit):
        acts.relink(effects, link, above.get(link.line, anywhere), order.on)
    touched = acts.end(effects, [unit], order.on) | {anywhere.pk}
    return acts.kept(
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
    check(scope, *_concerned(change))
    touched = take_back(change)
    edges = change.successions.all()
    touched |= {pk for edge in edges for pk in (edge.predecessor_id, edge.successor_id)}
    kin = {other for pk in touched for other in queries.lineage().kin(pk)[0]}
    edges.update(is_annulled=True)
    derive(touched | kin)
    order = Order(paper, change.effective_on, note)
    return acts.kept(scope, "annulled", order, Effects(), {"change": str(change.uuid)}, annuls=change)


def _concerned(change: Change) -> QuerySet[Unit]:
    """Whom an annulment touches: the units of the change but those that it founded, and those above the latter."""
    founded = change.effects["founded"]
    about = Unit.objects.filter(uuid__in=queries.units_of(change)).exclude(pk__in=founded)
    above = UnitParent.objects.filter(unit__in=founded).exclude(parent__in=founded)
    return about | Unit.objects.filter(pk__in=above.values("parent"))
