"""Loading a tree of units from a filled-in template: all rows or none, previewed before, the same file twice once."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from lantoa.common.scopes import Scope
from lantoa.history.operations import record
from lantoa.organisations import trees
from lantoa.organisations.models import Change, Unit, UnitClass, UnitContact, UnitName, UnitParent
from lantoa.organisations.operations.checking import UnableToChangeUnits
from lantoa.organisations.operations.deriving import derive
from lantoa.organisations.operations.effects import Effects
from lantoa.organisations.rules import tree_changes, tree_rows
from lantoa.organisations.rules.tree_changes import Known, RowChange
from lantoa.organisations.rules.tree_rows import Cells, Kind, Wrong
from lantoa.vietnamese.text import fold, sort_key

ROWS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Examination:
    """What a file says against the tree as it stands: what is wrong with it, else what it would change."""

    cells: Sequence[Cells]
    wrong: Sequence[Wrong]
    changes: Sequence[RowChange]

    @property
    def new(self) -> int:
        """How many units it would found."""
        return sum(one.is_new for one in self.changes)

    @property
    def changed(self) -> int:
        """How many units that stand it would change."""
        return len(self.changes) - self.new

    @property
    def unchanged(self) -> int:
        """How many rows say what stands."""
        return len(self.cells) - len(self.changes)

    @property
    def digest(self) -> str:
        """One short text for one effect."""
        return hashlib.sha256(repr(self.changes).encode()).hexdigest()[:32]


class UnableToLoadTree(UnableToChangeUnits):
    """Cells are wrong, or the tree has changed since the preview; ``examination`` says which and how."""

    def __init__(self, said: str, examination: Examination) -> None:
        """Keeps the examination for the door to show."""
        super().__init__(said)
        self.examination = examination


def kinds() -> list[Kind]:
    """The classes of units to choose from, the widest first."""
    rows = UnitClass.objects.order_by("rank", "-is_place", "pk")
    return [_kind(one) for one in rows]


def examine(*, scope: Scope, data: bytes) -> Examination:
    """Everything that is wrong with a file, or all that it would change. Changes nothing.

    trees.reading.UnableToReadTree when it is not a filled-in template.
    """
    cells = trees.cells_of(data)
    rows, wrong = tree_rows.understood(cells, kinds())
    named = {code for row in rows for code in (row.code, *row.parents.values()) if code}
    known = _known(scope, named)
    wrong += tree_changes.wrong_in(rows, known, may_found_top=_manages_all(scope))
    if wrong:
        order = {column.key: at for at, column in enumerate(tree_rows.COLUMNS)}
        return Examination(cells, sorted(wrong, key=lambda one: (one.line, order[one.column])), ())
    return Examination(cells, (), tree_changes.changes(rows, known))


@transaction.atomic
def load_tree(*, scope: Scope, data: bytes, name: str, paper: str, expected: str | None = None) -> Change | None:
    """Founds and changes the units of a file by a paper, each from its own day; None where nothing differs.

    ``expected`` is the digest of the preview that was agreed to. UnableToLoadTree when a cell is wrong or something
    else would happen than was previewed.
    """
    if not paper.strip():
        raise UnableToChangeUnits("Hãy ghi văn bản làm căn cứ (số, ký hiệu, ngày, cơ quan ban hành).")
    seen = examine(scope=scope, data=data)
    if seen.wrong:
        raise UnableToLoadTree(f"Tệp có {len(seen.wrong)} ô sai nên chưa nhập dòng nào.", seen)
    if expected is not None and expected != seen.digest:
        raise UnableToLoadTree("Cây đơn vị vừa có thay đổi khác. Hãy xem lại trước khi nhập.", seen)
    if not seen.changes:
        return None
    effects, units = _apply(seen.changes)
    change = Change.objects.create(
        kind="loaded",
        effective_on=min(_day(one) for one in seen.changes),
        paper=paper.strip()[:400],
        note=f"Nhập từ “{name[:120]}”: {seen.new} đơn vị mới, {seen.changed} đơn vị thay đổi, theo ngày ở từng dòng.",
        asked={"load": "tree", "file": name[:300], "units": [one.row.code for one in seen.changes]},
        effects=effects.as_json(),
        made_by_id=scope.actor_id,
        made_at=timezone.now(),
    )
    derive([unit.pk for unit in units.values()])
    for one in seen.changes:
        unit = units[str(one.row.code)]
        said = {"paper": change.paper, "on": _day(one), "change": str(change.uuid), "new": one.is_new}
        said |= {diff.column: diff.after for diff in one.differences} or {"name": str(one.row.name)}
        record(scope=scope, verb="loaded", kind="unit", uuid=unit.uuid, data=said)
    return change


def _manages_all(scope: Scope) -> bool:
    return "manage" in scope.reach and scope.units("manage") is None


def _day(one: RowChange) -> date:
    if one.row.from_on is None:
        raise ValueError("a row without a day passed as right")
    return one.row.from_on


# --- what stands ---


def _known(scope: Scope, codes: Collection[str]) -> dict[str, Known]:
    """The units of these codes and all above them, as they stand."""
    found: dict[int, Unit] = {}
    waiting = {unit.pk: unit for unit in _units("code", codes)}
    links: dict[int, list[UnitParent]] = {}
    while waiting:
        found |= waiting
        above: set[int] = set()
        for link in _open(UnitParent, waiting):
            links.setdefault(link.unit_id, []).append(link)
            above.add(link.parent_id)
        waiting = {unit.pk: unit for unit in _units("pk", above - found.keys())}
    names = {one.unit_id: one for one in _last_names(found)}
    contacts = {one.unit_id: one for one in _open(UnitContact, found)}
    code_of = {unit.pk: unit.code for unit in found.values()}
    return {
        unit.code: Known(
            code=unit.code,
            name=names[unit.pk].name,
            kind=_kind(names[unit.pk].unit_class),
            named_from=names[unit.pk].from_on,
            founded_on=unit.founded_on,
            is_ended=unit.dissolved_on is not None,
            is_managed=scope.may("manage", unit.pk),
            parents={link.line: (code_of[link.parent_id], link.from_on) for link in links.get(unit.pk, ())},
            contact={key: getattr(contacts[unit.pk], key) for key in tree_rows.CONTACT} if unit.pk in contacts else {},
            contact_from=contacts[unit.pk].from_on if unit.pk in contacts else None,
        )
        for unit in found.values()
    }


def _kind(one: UnitClass) -> Kind:
    return Kind(one.code, one.name, one.rank, one.is_place)


def _chunks(values: Iterable[Any]) -> Iterable[list[Any]]:
    listed = sorted(values)
    for start in range(0, len(listed), ROWS_AT_ONCE):
        yield listed[start : start + ROWS_AT_ONCE]


def _units(column: str, values: Collection[Any]) -> Iterable[Unit]:
    for part in _chunks(values):
        yield from Unit.objects.filter(**{f"{column}__in": part})


def _open(model: Any, units: Iterable[int]) -> Iterable[Any]:
    for part in _chunks(units):
        yield from model.objects.filter(unit__in=part, to_on__isnull=True)


def _last_names(units: Iterable[int]) -> Iterable[UnitName]:
    """Names in the order in which they came: the last of each unit wins."""
    for part in _chunks(units):
        yield from UnitName.objects.filter(unit__in=part).select_related("unit_class").order_by("from_on")


# --- doing it ---


def _apply(changes: Sequence[RowChange]) -> tuple[Effects, dict[str, Unit]]:
    """Saves the rows; what was done, and the units by code, those above them too."""
    effects = Effects()
    classes = dict(UnitClass.objects.values_list("code", "pk"))
    founded = Unit.objects.bulk_create(
        [Unit(code=str(one.row.code), founded_on=_day(one)) for one in changes if one.is_new], batch_size=ROWS_AT_ONCE
    )
    effects.founded += founded
    named = {code for one in changes for code in (one.row.code, *one.row.parents.values()) if code}
    units = {unit.code: unit for unit in _units("code", named)}
    ending = {units[str(one.row.code)].pk for one in changes if not one.is_new}
    ends: dict[type, dict[Any, Any]] = {
        UnitName: {one.unit_id: one for one in _open(UnitName, ending)},
        UnitParent: {(one.unit_id, one.line): one for one in _open(UnitParent, ending)},
        UnitContact: {one.unit_id: one for one in _open(UnitContact, ending)},
    }
    made: dict[type, list[Any]] = {UnitName: [], UnitParent: [], UnitContact: []}
    for one in changes:
        unit, on = units[str(one.row.code)], _day(one)
        columns = {diff.column for diff in one.differences}
        if one.is_new or columns & {"name", "unit_class"}:
            _end(effects, ends[UnitName].get(unit.pk), on)
            made[UnitName].append(_name(unit, one, classes, on))
        for line, code in one.row.parents.items():
            if one.is_new or line in columns:
                _end(effects, ends[UnitParent].get((unit.pk, line)), on)
                made[UnitParent].append(UnitParent(unit=unit, parent=units[code], line=line, from_on=on))
        if (one.is_new and one.row.contact) or columns & set(tree_rows.CONTACT):
            last = ends[UnitContact].get(unit.pk)
            _end(effects, last, on)
            kept = {key: one.row.contact.get(key, getattr(last, key, "")) for key in tree_rows.CONTACT}
            made[UnitContact].append(UnitContact(unit=unit, from_on=on, **kept))
    for model, rows in made.items():
        effects.made += model._default_manager.bulk_create(rows, batch_size=ROWS_AT_ONCE)  # type: ignore[attr-defined]
    return effects, {str(one.row.code): units[str(one.row.code)] for one in changes}


def _end(effects: Effects, row: Any, on: date) -> None:
    if row is not None:
        effects.end(row, on)


def _name(unit: Unit, one: RowChange, classes: Mapping[str, int], on: date) -> UnitName:
    text, kind = one.row.name, one.row.kind
    if text is None or kind is None:
        raise ValueError("a row without a name or a class passed as right")
    return UnitName(
        unit=unit,
        unit_class_id=classes[kind.code],
        name=text,
        folded=fold(text),
        sort_key=sort_key(text),
        from_on=on,
    )
