"""The days off of a year in Việt Nam as the package "holidays" knows them. No Django, no clock."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version

TET = "Tết Nguyên đán"
_SWAPPED = re.compile(r"\(thay cho ngày (\d\d)/(\d\d)/(\d{4})\)")
_IN_LIEU = re.compile(r"^(29 Tết|Mùng năm Tết|Mùng sáu Tết)|\(nghỉ bù\)$")
# Their day follows the moon or a decision of the year, so that a year to come is not certain.
_UNCERTAIN = re.compile(r"Tết Nguyên|Giỗ Tổ|Quốc khánh")


@dataclass(frozen=True, slots=True)
class OfficialDay:
    """A day off, or a Saturday or Sunday that is worked on, with where it is written and how sure we are."""

    day: date
    kind: str
    name: str
    source: str
    source_number: str
    standing: str


def official_days(year: int) -> list[OfficialDay]:
    """The days of one year (1995 to 2099), in order.

    Swaps of working days are known up to the last year whose decision the package holds. Beyond it Tết, the second
    day of the national day and days off in compensation stand as "unconfirmed".
    """
    import holidays

    known = holidays.country_holidays("VN", years=[year], language="vi")
    decided_to = max(known.special_public_holidays)
    written = f"Thư viện mã nguồn mở holidays {version('holidays')}"

    def made(day: date, kind: str, name: str, *, is_sure: bool) -> OfficialDay:
        by = "Điều 111, 112 Bộ luật Lao động" if kind in ("holiday", "compensatory") else "thông báo hoán đổi của năm"
        standing = "secondary" if is_sure or year <= decided_to else "unconfirmed"
        number = "45/2019/QH14" if kind in ("holiday", "compensatory") and year >= 2021 else ""
        return OfficialDay(day, kind, name, f"{written}, theo {by}", number, standing)

    def read() -> Iterator[OfficialDay]:
        for day, name in sorted(known.items()):
            if match := _SWAPPED.search(name):
                worked = date(int(match[3]), int(match[2]), int(match[1]))
                yield made(day, "swapped", f"Nghỉ hoán đổi, làm bù ngày {worked:%d/%m/%Y}", is_sure=True)
            else:
                kind = "compensatory" if _IN_LIEU.search(name) else "holiday"
                yield made(day, kind, _named(name), is_sure=kind == "holiday" and not _UNCERTAIN.search(name))
        for day in sorted(known.weekend_workdays):
            if day.year == year:
                yield made(day, "made_up", "Làm bù ngày nghỉ hoán đổi", is_sure=True)

    return sorted(read(), key=lambda one: one.day)


def _named(name: str) -> str:
    """All days of Tết under one name, so that they are told as one stretch; the rest as the package says."""
    if "Tết Nguyên" in name or name == "29 Tết":
        return TET
    return name.removesuffix(" (nghỉ bù)").replace("Ngày Chiến thắng", "Ngày Giải phóng miền Nam, thống nhất đất nước")
