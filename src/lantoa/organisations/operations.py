"""Every change of units, people and rights."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

from django.db import IntegrityError, transaction

from lantoa.accounts.models import User
from lantoa.common.errors import Unable
from lantoa.common.periods import day_before
from lantoa.common.scopes import Scope
from lantoa.history.operations import record
from lantoa.organisations import queries, rules
from lantoa.organisations.models import (
    Grant,
    Person,
    Post,
    Unit,
    UnitAncestry,
    UnitClass,
    UnitName,
    UnitParent,
)
from lantoa.vietnamese.text import clean, fold, person_sort_key, sort_key

DATA = Path(__file__).parent / "data"


class UnableToChangeUnits(Unable):
    """A change would leave the tree untrue, or is not this person's to make."""


@transaction.atomic
def load_classes(*, folder: Path = DATA) -> int:
    """Adds or updates every [[class]] of the data file by code; gives their number."""
    rows = tomllib.loads((folder / "classes.toml").read_text(encoding="utf-8"))["class"]
    for row in rows:
        UnitClass.objects.update_or_create(code=row.pop("code"), defaults=row)
    return len(rows)


@transaction.atomic
def found_unit(
    *, scope: Scope, code: str, name: str, unit_class: str, on: date, parents: dict[str, Unit] | None = None
) -> Unit:
    """A new unit from a day on, with its parent on each line; UnableToChangeUnits when the code is taken."""
    above = parents or {}
    _check(scope, *above.values())
    if Unit.objects.filter(code=code).exists():
        raise UnableToChangeUnits(f"Mã đơn vị “{code}” đã có; hãy chọn mã khác.")
    unit = Unit.objects.create(code=code, founded_on=on)
    _name(unit, name, UnitClass.objects.get(code=unit_class), on)
    for line, parent in above.items():
        UnitParent.objects.create(unit=unit, parent=parent, line=line, from_on=on)
    for line in rules.LINES:
        _rebuild(unit.pk, line)
    record(scope=scope, verb="found", kind="unit", uuid=unit.uuid, data={"code": code, "name": name, "on": on})
    return unit


@transaction.atomic
def rename_unit(*, scope: Scope, unit: Unit, name: str, on: date, unit_class: str | None = None) -> None:
    """A new name (and class) from a day on; the former one stands until the day before."""
    _check(scope, unit)
    last = unit.names.get(to_on__isnull=True)
    if on <= last.from_on:
        raise UnableToChangeUnits(f"Tên mới phải có hiệu lực sau ngày {last.from_on:%d/%m/%Y}.")
    UnitName.objects.filter(pk=last.pk).update(to_on=day_before(on))
    kind = UnitClass.objects.get(code=unit_class) if unit_class else last.unit_class
    _name(unit, name, kind, on)
    record(scope=scope, verb="rename", kind="unit", uuid=unit.uuid, data={"name": name, "on": on})


@transaction.atomic
def move_unit(*, scope: Scope, unit: Unit, parent: Unit, line: str, on: date) -> None:
    """A new parent on a line from a day on; UnableToChangeUnits when that would close a circle."""
    _check(scope, unit, parent)
    last = unit.parents.filter(line=line, to_on__isnull=True).first()
    if last and on <= last.from_on:
        raise UnableToChangeUnits(f"Việc chuyển phải có hiệu lực sau ngày {last.from_on:%d/%m/%Y}.")
    if last:
        UnitParent.objects.filter(pk=last.pk).update(to_on=day_before(on))
    UnitParent.objects.create(unit=unit, parent=parent, line=line, from_on=on)
    if UnitAncestry.objects.filter(ancestor=unit, descendant=parent, line=line, to_on__gte=on).exists():
        raise UnableToChangeUnits("Không thể đặt một đơn vị dưới chính đơn vị trực thuộc của nó.")
    _rebuild(unit.pk, line)
    data = {"parent": parent.code, "line": line, "on": on}
    record(scope=scope, verb="move", kind="unit", uuid=unit.uuid, data=data)


@transaction.atomic
def add_person(*, scope: Scope, full_name: str) -> Person:
    """A person by one full name. Two people may share it; joining is offered, never done by itself."""
    name = clean(full_name).strip()
    if not name:
        raise UnableToChangeUnits("Hãy ghi họ và tên.")
    person = Person.objects.create(full_name=name, folded=fold(name), sort_key=person_sort_key(name))
    record(scope=scope, verb="add", kind="person", uuid=person.uuid, data={"full_name": name})
    return person


@transaction.atomic
def appoint(
    *, scope: Scope, person: Person, unit: Unit, title: str, on: date, is_head: bool = False, to_on: date | None = None
) -> Post:
    """A post in a unit from a day on."""
    _check(scope, unit)
    post = Post.objects.create(person=person, unit=unit, title=title, is_head=is_head, from_on=on, to_on=to_on)
    data = {"unit": unit.code, "title": title, "on": on}
    record(scope=scope, verb="appoint", kind="person", uuid=person.uuid, data=data)
    return post


@transaction.atomic
def grant(
    *, scope: Scope, user: User, unit: Unit, role: str, on: date, line: str = "place", person: Person | None = None
) -> Grant:
    """Lets an account act in a role on a unit and all below it on a line, from a day on."""
    _check(scope, unit)
    try:
        with transaction.atomic():
            given = Grant.objects.create(user=user, unit=unit, role=role, line=line, from_on=on, person=person)
    except IntegrityError as error:
        raise UnableToChangeUnits(f"Không có vai trò “{role}”.") from error
    data = {"unit": unit.code, "role": role, "line": line, "on": on}
    record(scope=scope, verb="grant", kind="account", uuid=user.uuid, data=data)
    return given


def _check(scope: Scope, *units: Unit) -> None:
    for unit in units:
        if not scope.may("manage", unit.pk):
            raise UnableToChangeUnits("Tài khoản này không được thay đổi đơn vị, chức vụ và quyền ở đây.")


def _name(unit: Unit, name: str, kind: UnitClass, on: date) -> None:
    text = clean(name).strip()
    UnitName.objects.create(
        unit=unit, unit_class=kind, name=text, folded=fold(text), sort_key=sort_key(text), from_on=on
    )


def _rebuild(unit: int, line: str) -> None:
    """Derives the ancestry of a unit, then of those who ever stood under it, for as long as something changes."""
    waiting = [unit]
    while waiting:
        one = waiting.pop(0)
        if _rebuild_one(one, line):
            waiting += UnitParent.objects.filter(parent=one, line=line).values_list("unit_id", flat=True).distinct()


def _rebuild_one(unit: int, line: str) -> bool:
    links = queries.links_of(unit, line)
    above: dict[int, list[rules.Ancestor]] = {parent: [] for parent, _ in links}
    for child, one in queries.ancestry_of({unit, *above}, line):
        if child != unit:
            above[child].append(one)
    new = rules.ancestors(unit, links, above)
    old = UnitAncestry.objects.filter(descendant=unit, line=line)
    if {one for _, one in queries.ancestry_of({unit}, line)} == set(new):
        return False
    old.delete()
    UnitAncestry.objects.bulk_create(
        UnitAncestry(
            ancestor_id=one.unit,
            descendant_id=unit,
            line=line,
            depth=one.depth,
            from_on=one.span.from_on,
            to_on=one.span.to_on,
        )
        for one in new
    )
    return True
