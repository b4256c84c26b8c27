"""Founding, renaming and moving one unit."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

from django.db import transaction

from lantoa.common.periods import day_before
from lantoa.common.scopes import Scope
from lantoa.history.operations import record
from lantoa.organisations.models import Unit, UnitClass, UnitName, UnitParent
from lantoa.organisations.operations.checking import UnableToChangeUnits, check
from lantoa.organisations.operations.deriving import derive
from lantoa.vietnamese.text import clean, fold, sort_key

DATA = Path(__file__).parents[1] / "data"


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
    check(scope, *above.values())
    if Unit.objects.filter(code=code).exists():
        raise UnableToChangeUnits(f"Mã đơn vị “{code}” đã có; hãy chọn mã khác.")
    unit = Unit.objects.create(code=code, founded_on=on)
    name_it(unit, name, UnitClass.objects.get(code=unit_class), on)
    for line, parent in above.items():
        UnitParent.objects.create(unit=unit, parent=parent, line=line, from_on=on)
    derive([unit.pk])
    record(scope=scope, verb="found", kind="unit", uuid=unit.uuid, data={"code": code, "name": name, "on": on})
    return unit


@transaction.atomic
def rename_unit(*, scope: Scope, unit: Unit, name: str, on: date, unit_class: str | None = None) -> None:
    """A new name (and class) from a day on; the former one stands until the day before."""
    check(scope, unit)
    last = unit.names.get(to_on__isnull=True)
    if on <= last.from_on:
        raise UnableToChangeUnits(f"Tên mới phải có hiệu lực sau ngày {last.from_on:%d/%m/%Y}.")
    UnitName.objects.filter(pk=last.pk).update(to_on=day_before(on))
    kind = UnitClass.objects.get(code=unit_class) if unit_class else last.unit_class
    name_it(unit, name, kind, on)
    record(scope=scope, verb="rename", kind="unit", uuid=unit.uuid, data={"name": name, "on": on})


@transaction.atomic
def move_unit(*, scope: Scope, unit: Unit, parent: Unit, line: str, on: date) -> None:
    """A new parent on a line from a day on; UnableToChangeUnits when that would close a circle."""
    check(scope, unit, parent)
    last = unit.parents.filter(line=line, to_on__isnull=True).first()
    if last and on <= last.from_on:
        raise UnableToChangeUnits(f"Việc chuyển phải có hiệu lực sau ngày {last.from_on:%d/%m/%Y}.")
    if last:
        UnitParent.objects.filter(pk=last.pk).update(to_on=day_before(on))
    UnitParent.objects.create(unit=unit, parent=parent, line=line, from_on=on)
    derive([unit.pk], [line])
    data = {"parent": parent.code, "line": line, "on": on}
    record(scope=scope, verb="move", kind="unit", uuid=unit.uuid, data=data)


def name_it(unit: Unit, name: str, kind: UnitClass, on: date) -> None:
    """A name and class from a day on; whoever calls has closed the one before."""
    text = clean(name).strip()
    UnitName.objects.create(
        unit=unit, unit_class=kind, name=text, folded=fold(text), sort_key=sort_key(text), from_on=on
    )
