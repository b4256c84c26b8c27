"""What one change does to the dated tables, kept so that a counter-change can take it back row by row."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import CASCADE, ProtectedError

from lantoa.common.periods import day_before
from lantoa.organisations.models import Change, Unit, UnitName, UnitParent
from lantoa.organisations.operations.checking import UnableToChangeUnits
from lantoa.vietnamese.text import clean, fold, sort_key


class Effects:
    """The rows that a change made, ended and dissolved, in the order in which it did so."""

    def __init__(self) -> None:
        """Nothing done yet."""
        self.made: list[Any] = []
        self.ended: list[tuple[Any, date | None]] = []
        self.replaced: list[dict[str, Any]] = []
        self.founded: list[Unit] = []
        self.dissolved: list[Unit] = []

    def make(self, row: Any) -> None:
        """Saves a new row."""
        row.save(force_insert=True)
        self.made.append(row)

    def name(self, unit: Unit, text: str, unit_class: int, on: date) -> None:
        """A name and class from a day on."""
        said = clean(text).strip()
        if not said:
            raise UnableToChangeUnits("Hãy ghi tên đơn vị.")
        folded, key = fold(said), sort_key(said)
        self.make(UnitName(unit=unit, unit_class_id=unit_class, name=said, folded=folded, sort_key=key, from_on=on))

    def end(self, row: Any, on: date) -> None:
        """Ends a span on the day before; UnableToChangeUnits when it began no earlier.

        Of two changes of one day the later one stands: a link that the earlier one made that very day gives way.
        """
        if row.from_on == on and isinstance(row, UnitParent):
            self.replaced.append({"id": row.pk, "unit_id": row.unit_id, "parent_id": row.parent_id, "line": row.line})
            row.delete()
            return
        if row.from_on >= on:
            raise UnableToChangeUnits(
                f"Đã có thay đổi khác có hiệu lực từ ngày {row.from_on:%d/%m/%Y}. "
                "Hãy chọn ngày sau đó, hoặc hủy thay đổi ấy trước."
            )
        self.ended.append((row, row.to_on))
        type(row).objects.filter(pk=row.pk).update(to_on=day_before(on))

    def found(self, unit: Unit) -> None:
        """Keeps a unit that has just been founded."""
        self.founded.append(unit)

    def dissolve(self, unit: Unit, on: date) -> None:
        """Lets a unit stand no more from a day on."""
        Unit.objects.filter(pk=unit.pk).update(dissolved_on=on)
        self.dissolved.append(unit)

    def as_json(self) -> dict[str, Any]:
        """As it is kept with the change."""
        return {
            "made": [[_label(row), row.pk, _day(row.to_on)] for row in self.made],
            "ended": [[_label(row), row.pk, _day(before)] for row, before in self.ended],
            "replaced": self.replaced,
            "founded": [unit.pk for unit in self.founded],
            "dissolved": [unit.pk for unit in self.dissolved],
        }


def take_back(change: Change) -> set[int]:
    """Undoes the kept effects of a change; gives the units to derive anew.

    UnableToChangeUnits when a later change or a record builds on them.
    """
    kept = change.effects
    founded = set(kept["founded"])
    _refuse_if_used(founded, kept["made"])
    touched = founded | set(kept["dissolved"])
    for label, pk, until in reversed(kept["made"]):
        row = _row(label, pk)
        if _day(row.to_on) != until:
            raise UnableToChangeUnits(_LATER)
        touched.add(_unit_of(row))
        if not (label == _label(UnitName) and row.unit_id in founded):
            _remove(row)
    for link in kept.get("replaced", ()):
        UnitParent.objects.create(**link, from_on=change.effective_on)
        touched.add(link["unit_id"])
    for label, pk, before in reversed(kept["ended"]):
        row = _row(label, pk)
        if row.to_on != day_before(change.effective_on):
            raise UnableToChangeUnits(_LATER)
        type(row).objects.filter(pk=pk).update(to_on=before)
        touched.add(_unit_of(row))
    Unit.objects.filter(pk__in=kept["dissolved"]).update(dissolved_on=None)
    # A unit that was founded by mistake keeps its number and its name, and never stood.
    Unit.objects.filter(pk__in=founded).update(dissolved_on=change.effective_on)
    return touched


_LATER = "Sau đó đã có thay đổi khác trên cùng đơn vị. Hãy hủy thay đổi mới nhất trước."
# What a unit has by being in the tree, besides what is derived and goes with it (CASCADE). Anything else that names it
# is a record that would lose its unit.
_OF_THE_TREE = {"UnitName", "UnitParent", "UnitContact", "Succession", "Grant"}


def _refuse_if_used(units: set[int], made: list[Any]) -> None:
    own: dict[str, list[int]] = {}
    for label, pk, _ in made:
        own.setdefault(label, []).append(pk)
    for relation in Unit._meta.get_fields(include_hidden=True):
        model: Any = relation.related_model
        if not (relation.auto_created and relation.one_to_many) or model.__name__ in _OF_THE_TREE:
            continue
        if relation.on_delete is CASCADE:  # type: ignore[union-attr]
            continue
        rows = model.objects.filter(**{f"{relation.field.name}__in": units})  # type: ignore[union-attr]
        # Members who followed their unit came with the change and go with it.
        if rows.exclude(pk__in=own.get(model._meta.label, [])).exists():
            raise UnableToChangeUnits(
                "Đơn vị lập ra bởi thay đổi này đã có hồ sơ hoặc số liệu, nên không hủy được. "
                "Hãy lập một thay đổi mới (chia tách hoặc sáp nhập) theo văn bản."
            )


def _remove(row: Any) -> None:
    try:
        row.delete()
    except ProtectedError:
        raise UnableToChangeUnits(_LATER) from None


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _row(label: str, pk: int) -> Any:
    found = apps.get_model(label).objects.filter(pk=pk).first()
    if found is None:
        raise UnableToChangeUnits(_LATER)
    return found


def _unit_of(row: Any) -> int:
    unit: int = row.unit_id
    return unit


def _label(row: Any) -> str:
    label: str = row._meta.label
    return label
