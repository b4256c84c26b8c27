"""The old tree of the five places: province, district, communes, and the bodies that the rows name."""

from __future__ import annotations

from datetime import date

from lantoa.organisations import operations
from lantoa.organisations.models import Unit
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
