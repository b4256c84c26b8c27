"""Praise that was read → numbers of groups and people commended."""

from __future__ import annotations

from lantoa.intake.drafts import times
from lantoa.intake.drafts.amounts import Draft
from lantoa.intake.drafts.known import Setting
from lantoa.reading import findings as read

INDICATORS = {"collectives": "khen-tap-the", "individuals": "khen-ca-nhan", "total": "khen-tap-the-ca-nhan"}


def commendation(item: read.Commendation, reading: read.Reading, setting: Setting) -> Draft:
    """The draft of a commendation; a total is kept only where the paper does not tell groups and people apart."""
    split = item.collectives is not None or item.individuals is not None
    about = " ".join(word for word in (item.title, f"cấp {item.level}" if item.level else "") if word)
    found = times.when(reading.text, item.start, item.end, item.period, setting.period)
    made = Draft(
        {
            "register": "commendation",
            "collectives": _text(item.collectives),
            "individuals": _text(item.individuals),
            "total": None if split else _text(item.total),
            "unit": setting.about.code,
            "from_on": found.period.from_on.isoformat(),
            "to_on": found.period.to_on.isoformat(),
            "is_cumulative": found.is_cumulative,
            "about": (about[:1].upper() + about[1:])[:400],
        }
    )
    if not split and item.total is None:
        made.doubt("no_number", "Văn bản không cho con số: không thể ghi vào sổ, chỉ có thể bỏ hoặc tự điền.")
    if found.doubt:
        made.doubt("cumulative", found.doubt)
    if not setting.period.contains(found.period) and not found.is_cumulative:
        made.doubt("other_period", f"Khen thưởng thuộc {found.period.label()}, ngoài kỳ của văn bản.")
    return made


def says(item: read.Commendation, quantity: read.Quantity) -> bool:
    """Whether a quantity is one of the commendation's own numbers."""
    inside = item.start <= quantity.start and quantity.end <= item.end
    return inside and quantity.value in (item.collectives, item.individuals, item.total) and quantity.value is not None


def _text(count: int | None) -> str | None:
    return None if count is None else str(count)
