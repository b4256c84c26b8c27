"""Pictures for the demonstration, drawn by ourselves when it is loaded: a road before and after."""

from __future__ import annotations

from io import BytesIO
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

WIDE, HIGH, HORIZON = 960, 640, 250
SKY, FIELD, FAR_TREES = (196, 222, 236), (139, 172, 92), (74, 112, 70)
# Where the road meets the horizon and the lower edge: left and right.
ROAD = ((450, HORIZON), (510, HORIZON), (800, HIGH), (160, HIGH))


def road_before() -> bytes:
    """A path of mud with puddles, as JPEG bytes."""
    return _drawn(built=False)


def road_after() -> bytes:
    """The same place with a road of concrete, as JPEG bytes."""
    return _drawn(built=True)


def _drawn(*, built: bool) -> bytes:
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", (WIDE, HIGH), SKY)
    draw = ImageDraw.Draw(picture)
    # The same seed twice: both pictures show the same place.
    chance = Random(7)
    draw.rectangle((0, HORIZON, WIDE, HIGH), fill=FIELD)
    for at in range(-20, WIDE, 46):
        tall = chance.randint(36, 84)
        draw.ellipse((at, HORIZON - tall, at + 84, HORIZON + 14), fill=FAR_TREES)
    for _ in range(420):
        at, down = chance.randint(0, WIDE), chance.randint(HORIZON + 12, HIGH)
        long = 4 + (down - HORIZON) // 26
        draw.line((at, down, at + 2, down - long), fill=(104, 142, 66), width=2)
    _house(draw)
    (_concrete if built else _mud)(draw, chance)
    file = BytesIO()
    picture.save(file, "JPEG", quality=86)
    return file.getvalue()


def _house(draw: ImageDraw) -> None:
    draw.rectangle((700, 210, 830, 292), fill=(228, 212, 178))
    draw.polygon(((680, 214), (765, 156), (850, 214)), fill=(158, 82, 58))
    draw.rectangle((750, 240, 782, 292), fill=(108, 78, 56))


def _mud(draw: ImageDraw, chance: Random) -> None:
    draw.polygon(ROAD, fill=(134, 104, 72))
    for _ in range(26):
        down = chance.randint(HORIZON + 30, HIGH - 20)
        share = (down - HORIZON) / (HIGH - HORIZON)
        at = 480 + (chance.random() - 0.5) * 520 * share
        wide = 16 + 90 * share * chance.random()
        draw.ellipse((at - wide, down - wide / 5, at + wide, down + wide / 5), fill=(104, 92, 80))


def _concrete(draw: ImageDraw, chance: Random) -> None:
    draw.polygon(ROAD, fill=(198, 198, 192))
    for part in (0.06, 0.14, 0.26, 0.42, 0.62, 0.86):
        down = HORIZON + (HIGH - HORIZON) * part
        left, right = 450 - 290 * part, 510 + 290 * part
        draw.line((left, down, right, down), fill=(168, 168, 162), width=2)
    for side in (-1, 1):
        for part in (0.1, 0.22, 0.4, 0.66):
            down = HORIZON + (HIGH - HORIZON) * part
            at = 480 + side * (52 + 310 * part)
            size = 6 + 24 * part
            for _ in range(7):
                across, up = (chance.random() - 0.5) * size * 2, chance.random() * size
                colour = chance.choice(((214, 84, 96), (236, 178, 60), (226, 120, 168)))
                draw.ellipse((at + across, down - up, at + across + size / 3, down - up + size / 3), fill=colour)
