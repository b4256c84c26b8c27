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


REFORM = date(2025, 7, 1)


def reorganise(cast: Cast, gone: Unit, *, into: dict[str, list[Unit]]) -> tuple[Unit, list[Unit]]:
    """What happened to the place on 1 July 2025: gives the new province and the new communes.

    Its province is merged with a neighbour, its communes into new ones that stand directly under the new province, and
    the district ends. It follows into all of the new communes without stated shares, as the national lists have it.
    The new names are made up.
    """
    order = Order("Nghị quyết về sắp xếp đơn vị hành chính năm 2025", REFORM)
    old = gone.parents.get(line="place").parent
    neighbour = place(cast, f"{old.code}-ben", "Tỉnh Bên Cạnh", "province", cast.units["vn"])
    founded = NewUnit(f"{old.code}-moi", "Tỉnh Mới", "province", {"place": cast.units["vn"]})
    operations.found(scope=cast.product, order=order, new=founded)
    province = Unit.objects.get(code=founded.code)
    communes = []
    for code, merged in into.items():
        new = NewUnit(code, f"Xã {code}", "commune", {"place": province})
        operations.merge(scope=cast.product, order=order, units=merged, into=new)
        communes.append(Unit.objects.get(code=code))
    operations.split(scope=cast.product, order=order, unit=gone, into=[Heir(one) for one in communes])
    operations.merge(scope=cast.product, order=order, units=[old, neighbour], into=province)
    return province, communes
