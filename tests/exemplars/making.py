"""Exemplars as the tests make them: through the concept's own operations."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any
from uuid import UUID

from PIL import Image

from lantoa.exemplars import operations, queries
from lantoa.exemplars.models import Basis, Exemplar
from lantoa.exemplars.operations import BasisSaid, Said
from lantoa.exemplars.queries import ShownExemplar
from lantoa.files.models import StoredFile
from lantoa.files.operations import keep_photo
from lantoa.organisations import operations as organisations
from lantoa.organisations.models import Person
from tests.cast import TODAY, Cast

GIVEN = date(2026, 10, 1)
NAME = "Quách Thị Mận"
STORY = "Bà hiến 60 m² đất và cùng tổ phụ nữ vận động từng nhà làm lộ."


def make_exemplar(
    cast: Cast,
    name: str = NAME,
    unit: str = "an-phuc",
    *,
    kind: str = "person",
    public: bool = False,
    photo: bool = False,
    uuid: UUID | None = None,
    **more: Any,
) -> ShownExemplar:
    """A proposed exemplar; ``public``: confirmed and published on a consent that covers story and picture."""
    told: dict[str, Any] = {"headline": "Hiến đất, vận động làm lộ", "story": STORY, "from_year": 2024}
    if photo:
        told |= {"photo": make_photo(cast), "photo_says": "Bà Mận bên con lộ mới"}
    said = Said(kind, cast.units[unit], name=name, **(told | more))
    one = operations.propose(scope=cast.product, said=said, today=TODAY, uuid=uuid)
    if public:
        confirm(cast, one)
        publish(cast, one, covers_photo=photo)
    return shown(one)


def make_person(cast: Cast, name: str = NAME, unit: str = "an-phuc") -> Person:
    """Somebody of the register."""
    return organisations.add_person(scope=cast.product, full_name=name, unit=cast.units[unit])


def make_photo(cast: Cast, colour: str = "green") -> StoredFile:
    """A small picture."""
    drawn = BytesIO()
    Image.new("RGB", (40, 30), colour).save(drawn, "JPEG")
    return keep_photo(scope=cast.product, name="a.jpg", data=drawn.getvalue())


def confirm(cast: Cast, one: Exemplar) -> None:
    """The unit stands behind it."""
    operations.advance(scope=cast.product, exemplar=one, verb="confirm", today=TODAY)


def publish(cast: Cast, one: Exemplar, **more: Any) -> Basis:
    """On a written consent that was taken by the clerk."""
    said = {"taken_by": "Trần Thị Lan, công chức văn hóa", "given_by": "" if one.kind == "person" else "Tổ trưởng"}
    basis = BasisSaid("consent", GIVEN, **(said | more))
    return operations.publish(scope=cast.product, exemplar=one, basis=basis, today=TODAY)


def decision(**more: Any) -> BasisSaid:
    """A decision that was published."""
    said = {"number": "125/QĐ-UBND", "issuer": "Chủ tịch UBND xã An Phúc", "commends": "Thành tích làm đường"}
    return BasisSaid("decision", GIVEN, **(said | more))


def shown(one: Exemplar) -> ShownExemplar:
    """As it stands now."""
    found = queries.exemplar(one.uuid)
    assert found is not None
    return found
