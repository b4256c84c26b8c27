"""Loading the places of Việt Nam, then and now, in one transaction: everything, or nothing at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from lantoa.common.scopes import Scope
from lantoa.history.operations import record
from lantoa.organisations.models import Change, Succession, Unit, UnitClass, UnitName, UnitParent
from lantoa.organisations.operations import vietnam_counts, vietnam_lists
from lantoa.organisations.operations.checking import UnableToChangeUnits
from lantoa.organisations.operations.deriving import derive
from lantoa.organisations.operations.vietnam_counts import Count
from lantoa.organisations.rules import reform
from lantoa.organisations.rules.reform import Plan
from lantoa.organisations.rules.reform_lists import Unclear
from lantoa.vietnamese.text import fold, sort_key

ROWS_AT_ONCE = 2_000
# By this the changes of this load are known again.
LOAD = "vietnam"
# What is told while it runs: a part is done, so many hundredths of the whole.
Tell = Callable[[str, int], None]
Row = TypeVar("Row", bound=Model)


class UnableToLoadVietnam(UnableToChangeUnits):
    """The lists do not fit, a number came out wrong, or other units bear the codes. ``counts`` where there are any."""

    def __init__(self, said: str, counts: tuple[Count, ...] = ()) -> None:
        """Keeps the counts for the door to show."""
        super().__init__(said)
        self.counts = counts


@dataclass(frozen=True, slots=True)
class Loaded:
    """Whether anything was loaded (a second run loads nothing), and the numbers beside those expected."""

    is_new: bool
    counts: tuple[Count, ...]


@transaction.atomic
def load_vietnam(*, scope: Scope, tell: Tell = lambda _part, _percent: None) -> Loaded:
    """Both trees and the successions between them. A second run changes nothing.

    The country unit is used where there is one, whatever else stands under it. Writes one event of history.
    """
    if "manage" not in scope.reach or scope.units("manage") is not None:
        raise UnableToLoadVietnam("Chỉ người quản trị toàn hệ thống mới nạp được cây đơn vị của cả nước.")
    said = vietnam_lists.stated()
    tell("Đọc danh mục", 1)
    try:
        plan = reform.plan(vietnam_lists.lists(), said.exceptions, said.days, said.country.code)
    except Unclear as error:
        raise UnableToLoadVietnam(f"Danh mục không khớp nên chưa nạp gì. {error}") from error
    codes = {place.code for place in plan.places}
    if _is_loaded(codes):
        return Loaded(False, vietnam_counts.counts(said, codes))
    country = _country(said)
    tell("Đơn vị", 15)
    units = _units(plan, country)
    tell("Kế thừa", 35)
    changes = _changes(scope, plan, said, units)
    tell("Dẫn xuất", 50)
    derive([unit.pk for unit in units.values()])
    tell("Đối chiếu số lượng", 95)
    counts = vietnam_counts.counts(said, codes)
    if wrong := [one for one in counts if not one.is_right]:
        told = "; ".join(f"{one.label}: {one.found} thay vì {one.expected}" for one in wrong)
        raise UnableToLoadVietnam(f"Số lượng không khớp nên chưa nạp gì. {told}.", counts)
    data = {"load": LOAD, "counts": {one.key: one.found for one in counts}, "changes": changes}
    record(scope=scope, verb="load", kind="unit", uuid=country.uuid, data=data)
    tell("Xong", 100)
    return Loaded(True, counts)


def _is_loaded(planned: set[str]) -> bool:
    """Whether this very load was done; refuses where some of the codes are somebody else's, or some are missing."""
    taken = set(Unit.objects.filter(code__startswith="vn-").values_list("code", flat=True)) & planned
    if Change.objects.filter(kind="loaded", asked__load=LOAD).exists():
        if missing := sorted(planned - taken):
            raise UnableToLoadVietnam(
                f"Cây đơn vị cả nước đã được nạp từ một danh mục khác: thiếu {_some(missing)}. Chưa thay đổi gì."
            )
        return True
    if taken:
        raise UnableToLoadVietnam(
            f"Đã có đơn vị khác mang mã {_some(sorted(taken))}. Hãy đổi mã các đơn vị ấy hoặc dùng cơ sở dữ liệu mới."
        )
    return False


def _some(codes: list[str]) -> str:
    rest = f" và {len(codes) - 3} mã nữa" if len(codes) > 3 else ""
    return ", ".join(f"“{code}”" for code in codes[:3]) + rest


def _country(said: vietnam_lists.Stated) -> Unit:
    code, on = said.country.code, said.country.founded_on
    unit = Unit.objects.filter(code=code).first()
    if unit is not None:
        name = unit.names.select_related("unit_class").filter(to_on__isnull=True).first()
        if name is None or unit.dissolved_on or name.unit_class.rank != 0 or not name.unit_class.is_place:
            raise UnableToLoadVietnam(f"Mã “{code}” đang thuộc về một đơn vị không phải là quốc gia.")
        return unit
    unit = Unit.objects.create(code=code, founded_on=on)
    UnitName.objects.create(
        unit=unit,
        unit_class=UnitClass.objects.get(code="country"),
        name=said.country.name,
        folded=fold(said.country.name),
        sort_key=sort_key(said.country.name),
        from_on=on,
    )
    return unit


def _units(plan: Plan, country: Unit) -> dict[str, Unit]:
    """Saves units, names and parents; the units by code, the country among them."""
    classes = dict(UnitClass.objects.values_list("code", "pk"))
    units = [
        Unit(
            code=place.code,
            founded_on=place.founded_on,
            is_founding_known=place.is_founding_known,
            dissolved_on=place.dissolved_on,
        )
        for place in plan.places
    ]
    by_code = {unit.code: unit for unit in _save(units)} | {country.code: country}
    _save(_name(by_code[place.code], one, classes) for place in plan.places for one in place.names)
    _save(_link(by_code[place.code], one, by_code) for place in plan.places for one in place.parents)
    return by_code


def _save(rows: Iterable[Row]) -> list[Row]:
    listed = list(rows)
    return type(listed[0])._default_manager.bulk_create(listed, batch_size=ROWS_AT_ONCE) if listed else []


def _name(unit: Unit, one: reform.Stretch, classes: dict[str, int]) -> UnitName:
    return UnitName(
        unit=unit,
        unit_class_id=classes[one.unit_class],
        name=one.said,
        folded=fold(one.said),
        sort_key=sort_key(one.said),
        from_on=one.from_on,
        to_on=one.to_on,
    )


def _link(unit: Unit, one: reform.Stretch, by_code: dict[str, Unit]) -> UnitParent:
    return UnitParent(unit=unit, parent=by_code[one.said], line="place", from_on=one.from_on, to_on=one.to_on)


def _changes(scope: Scope, plan: Plan, said: vietnam_lists.Stated, units: dict[str, Unit]) -> int:
    """One change for the provinces and one for the communes of each; gives their number.

    No weights: of a former unit that went to several, nothing says how much went where.
    """
    on = said.days.effective_on
    names = {place.code: place.names[-1].said for place in plan.places}
    # Lists show the latest first: made backwards, they read from the provinces to the communes of A … Z.
    for province in sorted(plan.successions, reverse=True):
        level = "communes" if province else "provinces"
        place = names.get(province, "")
        change = Change.objects.create(
            kind="loaded",
            effective_on=on,
            paper=said.papers[level].format(place=place[:1].lower() + place[1:]),
            note=said.papers[f"{level}_note"],
            asked={"load": LOAD, "unit": province or said.country.code},
            effects={"made": [], "ended": [], "founded": [], "dissolved": []},
            made_by_id=scope.actor_id,
            made_at=timezone.now(),
        )
        _save(
            Succession(change=change, predecessor=units[old], successor=units[new], effective_on=on)
            for old, new in plan.successions[province]
        )
    return len(plan.successions)
