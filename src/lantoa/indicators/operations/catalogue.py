"""Keeping the catalogue of indicators."""

from __future__ import annotations

import tomllib
from pathlib import Path

from django.db import transaction

from lantoa.indicators.models import Indicator
from lantoa.indicators.operations.double_search import forget_doubles
from lantoa.indicators.operations.folding import forget_totals

DATA = Path(__file__).parent.parent / "data"


@transaction.atomic
def load_catalogue(*, folder: Path = DATA) -> int:
    """Adds or updates every [[indicator]] of the folder's TOML files by code; gives their number."""
    before = _adding()
    count = 0
    for path in sorted(folder.glob("*.toml")):
        for row in tomllib.loads(path.read_text(encoding="utf-8"))["indicator"]:
            count += 1
            for end in {"numerator", "denominator"} & row.keys():
                row[end] = Indicator.objects.get(code=row[end])
            Indicator.objects.update_or_create(code=row.pop("code"), defaults={"position": count, **row})
    # Totals were added up by what may be divided between places, doubles looked for among what adds.
    if before.items() - _adding().items():
        forget_totals()
        forget_doubles()
    return count


def _adding() -> dict[str, tuple[bool, bool]]:
    return {one.code: (one.may_be_divided, one.adds) for one in Indicator.objects.all()}


def define_part(*, whole: Indicator, code: str, name: str, part: str) -> Indicator:
    """An indicator for a part of another one, which adds like it but never into it."""
    found, _ = Indicator.objects.update_or_create(
        code=f"{whole.code}--{code}",
        defaults={
            "name": name,
            "name_en": f"{whole.name_en}: {code}",
            "whole": whole,
            "part": part,
            "unit": whole.unit,
            "decimals": whole.decimals,
            "over_places": whole.over_places,
            "over_time": whole.over_time,
            "is_divisible": whole.is_divisible,
            "is_public": whole.is_public,
            "position": whole.position,
        },
    )
    return found
