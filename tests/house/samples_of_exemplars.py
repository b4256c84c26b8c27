"""Samples of the exemplars."""

from __future__ import annotations

from uuid import UUID

from tests.exemplars.making import make_exemplar
from tests.house.sampling import NOBODY, Maker, Sample
from tests.house.world import World


def _exemplar(kind: str) -> Maker:
    """One of the unit, made at its first asking: "proposed", or "public" with a picture."""
    found: dict[tuple[int, str], UUID] = {}

    def made(world: World, unit: str) -> Sample:
        key = (id(world), unit)
        if unit and key not in found:
            public = kind == "public"
            one = make_exemplar(world.cast, f"Điển hình của {unit}", unit, public=public, photo=public)
            found[key] = one.uuid
        return Sample({"uuid": found[key] if unit else NOBODY})

    return made


_proposed, _public = _exemplar("proposed"), _exemplar("public")

EXEMPLARS: dict[str, Maker] = {
    **dict.fromkeys([f"exemplars:{name}" for name in ("exemplar", "amend", "publish", "advance")], _proposed),
    "exemplars:photo": _public,
    # The paper of a basis that has none.
    "exemplars:paper": lambda world, unit: Sample(_public(world, unit).parameters | {"basis": NOBODY}),
    "portal:exemplar|public": _public,
    "portal:exemplar|not public": _proposed,
    "portal:exemplar_photo|public": _public,
    "portal:exemplar_photo|not public": _proposed,
}
