"""Exemplars of the demonstration: some published on a consent or a decision, one taken off, two on their way."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

from lantoa.common.scopes import Scope
from lantoa.exemplars import operations, queries
from lantoa.exemplars.operations import BasisSaid, Said
from lantoa.files.models import StoredFile
from lantoa.files.operations import keep_picture
from lantoa.organisations.models import Unit
from lantoa.practices import queries as practices

TOLD = ("headline", "from_year", "to_year", "name", "known_as", "results", "is_minor")


def load(plan: Mapping[str, Any], units: Mapping[str, Unit], scope: Scope) -> int:
    """Proposes and moves what demo.toml says, each step on its day; gives how many are public."""
    fields = {one.code: one for one in practices.fields()}
    for row in plan.get("exemplars", ()):
        told = {name: row[name] for name in TOLD if name in row}
        if words := row.get("picture"):
            told |= {"photo": _picture(scope), "photo_says": words}
        of = [fields[code] for code in row["fields"]]
        said = Said(row["kind"], units[row["unit"]], story=row["story"].strip(), fields=of, **told)
        one = operations.propose(scope=scope, said=said, today=row["on"])
        by: dict[str, Any] = {"scope": scope, "exemplar": one}
        if day := row.get("confirmed_on"):
            operations.advance(**by, verb="confirm", today=day)
        if day := row.get("published_on"):
            kind = "consent" if "consent" in row else "decision"
            operations.publish(**by, basis=BasisSaid(kind, **row[kind]), today=day)
        if day := row.get("withdrawn_on"):
            operations.withdraw(**by, reason=row["reason"], today=day)
    return queries.public().count()


def _picture(scope: Scope) -> StoredFile:
    """A road between trees, drawn: the demonstration shows nobody's face."""
    image = Image.new("RGB", (1200, 800), "#bfe3f2")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 430, 1200, 800), fill="#8fbf6b")
    draw.polygon([(560, 430), (640, 430), (980, 800), (220, 800)], fill="#d9d4c7")
    for step in range(5):
        reach = 40 + 62 * step
        for x in (555 - reach, 645 + reach):
            draw.rectangle((x - 6, 420 + 30 * step, x + 6, 500 + 50 * step), fill="#7a5a3a")
            size = 34 + 16 * step
            draw.ellipse((x - size, 350 - 14 * step, x + size, 440 + 30 * step), fill="#3f7f45")
    drawn = BytesIO()
    image.save(drawn, "JPEG", quality=85)
    return keep_picture(scope=scope, name="lo-moi.jpg", data=drawn.getvalue())
