"""The old tree of the five places: province, district, communes, and the bodies that the rows name."""

from __future__ import annotations

from datetime import date

from lantoa.organisations import operations
from lantoa.organisations.models import Unit
from lantoa.organisations.operations import Heir, NewUnit, Order
from tests.cast import Cast

BEFORE = date(2000, 1, 1)


def place(cast: Cast, code: str, name: str, unit_class: str, above: Unit, **bodies: Unit) -> Unit:
    """A unit of the old tree, standing since long before the story."""
    parents = {"place": above, **bodies}
    return operations.found_unit(
        scope=cast.product, code=code, name=name, unit_class=unit_class, on=BEFORE, parents=parents
    )


def district(cast: Cast, code: str, name: str, province: str) -> Unit:
    """A district with its province, under the country."""
    above = place(cast, f"tinh-{code}", f"Tỉnh {province}", "province", cast.units["vn"])
    return place(cast, code, f"Huyện {name}", "district", above)


AFTER = date(2025, 7, 1)
ORDER = Order("Nghị quyết số 202/2025/QH15, ngày 12/6/2025, và nghị quyết về sắp xếp đơn vị hành chính cấp xã", AFTER)


def reorganised(cast: Cast, district_: Unit, communes: list[Unit], province: str) -> dict[str, Unit]:
    """What 1 July 2025 did to a place: its communes merge into two, the district ends, the province becomes another.

    Gives the new units: "one" and "two", the communes, and "province".
    """
    old = Unit.objects.get(code=f"tinh-{district_.code}")
    neighbour = place(cast, f"{old.code}-ben", "Tỉnh Bên Cạnh", "province", cast.units["vn"])
    scope = cast.product
    operations.merge(
        scope=scope, order=ORDER, units=[old, neighbour], into=NewUnit("tinh-moi", f"Tỉnh {province}", "province")
    )
    new = {"province": Unit.objects.get(code="tinh-moi")}
    halves = {"one": communes[::2], "two": communes[1::2]}
    for code, parts in halves.items():
        own = [*parts, place(cast, f"xa-khac-{code}", f"Xã Khác {code}", "commune", district_)]
        into = NewUnit(f"xa-moi-{code}", f"Xã Mới {code}", "commune", {"place": new["province"]})
        operations.merge(scope=scope, order=ORDER, units=own, into=into)
        new[code] = Unit.objects.get(code=f"xa-moi-{code}")
    heirs = [Heir(new[code]) for code in halves]
    operations.split(scope=scope, order=ORDER, unit=district_, into=heirs)
    return new
