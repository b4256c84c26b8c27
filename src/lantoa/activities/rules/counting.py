"""How many came of how many, in which form, and how counts of several units add. Plain Python.

Rates are never averaged: numerators and denominators are summed, and stand beside the rate.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lantoa.vietnamese.numbers import write_number

FORMS = {"direct": "Trực tiếp", "online": "Trực tuyến", "television": "Truyền hình", "video": "Đĩa, video"}
STATES = {"came": "Có mặt", "excused": "Vắng có lý do", "absent": "Vắng"}


@dataclass(frozen=True, slots=True)
class Count:
    """Who came by each form, of how many expected, how many excused. ``expected`` is None where nobody in particular
    was: then there is no rate. ``guests`` came without being expected, and stand in no rate."""

    expected: int | None = None
    excused: int = 0
    direct: int = 0
    online: int = 0
    television: int = 0
    video: int = 0
    guests: int = 0

    @property
    def came(self) -> int:
        """How many came, by whichever form, guests left out."""
        return self.direct + self.online + self.television + self.video

    @property
    def present(self) -> int:
        """Everybody who was there, guests too."""
        return self.came + self.guests

    @property
    def absent(self) -> int | None:
        """How many were expected, not excused, and did not come."""
        return None if self.expected is None else self.expected - self.excused - self.came

    def base(self, *, excused_leave: bool = True) -> int | None:
        """The denominator: those expected, as a rule without the excused."""
        if self.expected is None:
            return None
        return self.expected - self.excused if excused_leave else self.expected

    def permille(self, *, excused_leave: bool = True) -> int | None:
        """So many of a thousand came, rounded down: 1000 means all. None without a denominator."""
        base = self.base(excused_leave=excused_leave)
        return self.came * 1000 // base if base else None

    def by_form(self) -> list[tuple[str, int]]:
        """The forms by which anybody came, with how many."""
        return [(form, many) for form in FORMS if (many := getattr(self, form))]

    @property
    def is_possible(self) -> bool:
        """Whether no more came or were excused than were expected."""
        if self.expected is None:
            return self.excused == 0
        return self.came + self.excused <= self.expected


def total(counts: Iterable[Count]) -> Count:
    """Several counts as one. Those without a denominator are left out: a rate that took in their numerators alone would
    be too high; ``total_of_open`` adds them."""
    known = [one for one in counts if one.expected is not None]
    return _sum(known, sum(one.expected or 0 for one in known) if known else None)


def total_of_open(counts: Iterable[Count]) -> Count:
    """Everybody who came where nobody in particular was expected."""
    return _sum([one for one in counts if one.expected is None], None)


def _sum(counts: list[Count], expected: int | None) -> Count:
    names = ("excused", "direct", "online", "television", "video", "guests")
    return Count(expected, **{name: sum(getattr(one, name) for one in counts) for name in names})


def percent(permille: int | None) -> str:
    """985 → "98,5%"; 850 → "85%"; nothing where there is no rate."""
    if permille is None:
        return ""
    whole, tenth = divmod(permille, 10)
    return f"{whole},{tenth}%" if tenth else f"{whole}%"


def said(count: Count, *, excused_leave: bool = True) -> str:
    """A rate in words with its denominator: "36/40 người phải dự (90%), 2 người vắng có lý do không tính"."""
    base = count.base(excused_leave=excused_leave)
    if base is None:
        return f"{write_number(count.came)} người dự"
    rate = percent(count.permille(excused_leave=excused_leave))
    words = f"{write_number(count.came)}/{write_number(base)} người phải dự" + (f" ({rate})" if rate else "")
    if not count.excused:
        return words
    left = "không tính vào số phải dự" if excused_leave else "vẫn tính vào số phải dự"
    return f"{words}; {write_number(count.excused)} người vắng có lý do, {left}"
