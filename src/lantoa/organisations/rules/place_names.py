"""Names of places as State papers write them, and how two lists that write them differently are matched."""

from __future__ import annotations

import re

from lantoa.vietnamese.text import clean, fold, place_tones

# How names begin, with the class that follows from it on each level.
PROVINCE_CLASSES = {"Tỉnh": "province", "Thành phố": "central_city"}
DISTRICT_CLASSES = {
    "Huyện": "district",
    "Quận": "urban_district",
    "Thị xã": "district_town",
    "Thành phố": "district_city",
}
COMMUNE_CLASSES = {"Xã": "commune", "Phường": "ward", "Thị trấn": "township", "Đặc khu": "special_zone"}
_SHORT = {"tp": "Thành phố", "tp.": "Thành phố", "tt": "Thị trấn", "tx": "Thị xã"}
_KINDS = sorted({*PROVINCE_CLASSES, *DISTRICT_CLASSES, *COMMUNE_CLASSES}, key=len, reverse=True)


def official(name: str, default: str = "") -> str:
    """The name in official writing: "Thành Phố Hà Nội" → "Thành phố Hà Nội", "Xã  Hoà An" → "Xã Hòa An".

    ``default`` is the kind put before a name that bears none ("Cao Bằng", "Tỉnh" → "Tỉnh Cao Bằng").
    """
    text = place_tones(" ".join(clean(name).split())).replace("'", "’")
    text = re.sub(r"\s*[-–—]\s*", " - ", text)
    first, _, rest = text.partition(" ")
    if rest and (kind := _SHORT.get(first.casefold())):
        text = f"{kind} {rest}"
    for kind in _KINDS:
        if text.casefold().startswith(f"{kind.casefold()} "):
            own = text[len(kind) + 1 :]
            return f"{kind} {own[:1].upper()}{own[1:]}"
    return f"{default} {text}".strip()


def class_of(name: str, classes: dict[str, str]) -> str:
    """The class that an official name says; "" when it says none of these."""
    return next((code for kind, code in classes.items() if name.startswith(f"{kind} ")), "")


def key_of(name: str) -> str:
    """What two writings of one name have in common; tones and marks count, case and dashes do not."""
    return official(name).casefold()


def province_key(name: str) -> str:
    """The same of a province, without its kind: lists differ in whether they write it."""
    key = key_of(name)
    return next(
        (key.removeprefix(f"{kind.casefold()} ") for kind in PROVINCE_CLASSES if key.startswith(f"{kind.casefold()} ")),
        key,
    )


def slug_of(name: str) -> str:
    """The name as part of a code: "Xã Bình Lục" → "xa-binh-luc"."""
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")
