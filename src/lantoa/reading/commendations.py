"""Praise given: counts of collectives and individuals with a title, a level or a word of praise."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from lantoa.reading.findings import Commendation, Date, Quantity, Unit
from lantoa.reading.source import Source

NEAR = 400  # characters: how far a date may stand from the praise that it dates
REACH_AFTER = 26  # "… có thành tích xuất sắc trong … được Huyện ủy … tặng giấy khen"
REACH = 14  # tokens on either side in which a word of praise belongs to a count
_LEVELS = {
    "tỉnh": "tỉnh", "huyện": "huyện", "xã": "xã", "trung ương": "trung ương", "cơ sở": "cơ sở",
    "thành phố": "thành phố", "thị xã": "thị xã", "phường": "phường", "thị trấn": "thị trấn",
}  # fmt: skip
_COLLECTIVE = frozenset(["tập thể"])
_INDIVIDUAL = frozenset(["cá nhân"])
_BOTH = "tập thể, cá nhân"
_COUNTED = _COLLECTIVE | _INDIVIDUAL | {_BOTH}


@dataclass(frozen=True, slots=True)
class _Group:
    """Neighbouring counts: tokens ``start`` … ``end`` and what they add up to."""

    start: int
    end: int
    collectives: int | None
    individuals: int | None
    total: int | None


def commendations_of(
    source: Source, quantities: Sequence[Quantity], units: Sequence[Unit], dates: Sequence[Date]
) -> list[Commendation]:
    """All commendations, in order."""
    around = _Around(source, units, dates, [unit.start for unit in units], [date.start for date in dates])
    found: list[Commendation] = []
    following: tuple[_Group, Commendation] | None = None
    for group in sorted([*_groups(source, quantities), *_vague(source)], key=lambda group: -group.start):
        item = _commendation(source, group, around)
        if item is None and following is not None and _of_which(source, group, following[0]):
            item = _same_praise(source, group, following[1])
        if item:
            found.append(item)
            following = (group, item)
    return found[::-1]


def _of_which(source: Source, group: _Group, part: _Group) -> bool:
    """Whether a count is a whole and the next, praised count a part of it ("120 …, riêng năm nay có 30 …")."""
    if part.start - group.end > REACH or not source.same_sentence(group.start, part.start):
        return False
    return any(source.key(k) in {"riêng", "đó"} for k in range(group.end, part.start))


def _same_praise(source: Source, group: _Group, part: Commendation) -> Commendation:
    start, end, surface = source.span(group.start, group.end)
    counts = (group.collectives, group.individuals, group.total)
    return Commendation(
        start=start,
        end=end,
        surface=surface,
        level=part.level,
        collectives=counts[0],
        individuals=counts[1],
        total=counts[2],
        title=part.title,
        certainty=0.6,
        rule="whole of a praised part",
    )


def _groups(source: Source, quantities: Sequence[Quantity]) -> list[_Group]:
    groups: list[_Group] = []
    n = 0
    counts = [q for q in quantities if q.value is not None and (q.unit in _COUNTED or _titled(source, q))]
    while n < len(counts):
        first = counts[n]
        i, j = source.index(first.start), source.index(first.end)
        number = int(first.value or 0)
        if first.unit == _BOTH:
            groups.append(_Group(i, j, None, None, number))
        elif n + 1 < len(counts) and counts[n + 1].unit != first.unit and _beside(source, first, counts[n + 1]):
            second = counts[n + 1]
            other = int(second.value or 0)
            split = (number, other) if first.unit in _COLLECTIVE else (other, number)
            groups.append(_Group(i, source.index(second.end), split[0], split[1], None))
            n += 1
        elif first.unit in _COLLECTIVE or first.unit == "đơn vị":
            groups.append(_Group(i, j, number, None, None))
        else:
            groups.append(_Group(i, j, None, number, None))
        n += 1
    return groups


def _titled(source: Source, quantity: Quantity) -> bool:
    """ "151 đồng chí được tặng Kỷ niệm chương", "17 đơn vị được nhận cờ thi đua": counted only beside a title."""
    if quantity.unit not in {"người", "đơn vị"}:
        return False
    start, end = source.index(quantity.start), source.index(quantity.end)
    after = source.key(end) == "được" and any(source.match("commendation_titles", k) for k in range(end, end + 4))
    gives = source.key(start - 1) == "cho"
    return after or (gives and any(source.match("commendation_titles", k) for k in range(max(0, start - 14), start)))


def _beside(source: Source, first: Quantity, second: Quantity) -> bool:
    gap = source.index(second.start) - source.index(first.end)
    return gap <= 3 and source.same_sentence(source.index(first.start), source.index(second.start))


def _vague(source: Source) -> list[_Group]:
    """ "nhiều tập thể, cá nhân được khen thưởng": praise without counts, marked only with its level."""
    groups = []
    for token in source.tokens:
        if token.key != "nhiều" or source.in_chrome(token):
            continue
        i = token.i + 1
        if (source.key(i), source.key(i + 1)) == ("tập", "thể"):
            end = i + 2
            end += source.key(end) in {",", "và"}
            if (source.key(end), source.key(end + 1)) == ("cá", "nhân"):
                groups.append(_Group(token.i, end + 2, None, None, None))
    return groups


def _commendation(source: Source, group: _Group, around: _Around) -> Commendation | None:
    after = _praise_after(source, group)
    before = _praise_before(source, group)
    counted = group.collectives is not None or group.individuals is not None or group.total is not None
    if after is None and before is None:
        return None
    start = before[0] if before else group.start
    end = after[0] if after else group.end
    level = (after[1] if after else None) or (before[1] if before else None)
    if not counted and level is None:
        return None
    if level is None and (before or after):
        level = around.giver_before(start, group.start) if before else around.giver_between(group.end, end)
    title = (after[2] if after else None) or (before[2] if before else None)
    a, b, surface = source.span(start, end)
    return Commendation(
        start=a,
        end=b,
        surface=surface,
        level=level,
        collectives=group.collectives,
        individuals=group.individuals,
        total=group.total,
        period=around.period(a, b),
        title=title,
        certainty=0.85 if counted else 0.6,
        rule="praise before" if before else "praise after",
    )


def _praise_after(source: Source, group: _Group) -> tuple[int, str | None, str | None] | None:
    """After the counts: (end, level, title) of "được khen thưởng cấp tỉnh", "được tặng giấy khen"."""
    end, level, title, seen = group.end, None, None, False
    k = group.end
    while k - group.end < REACH_AFTER and source.same_sentence(group.start, k) and source.key(k) != ";":
        if source.is_number(k) and (seen or source.key(k + 1) in {"tập", "cá"}):
            break
        if match := source.match("praise", k):
            seen, end, k = True, k + match[0], k + match[0]
            if titled := source.match("commendation_titles", k - match[0]):
                title = titled[1]
            continue
        if seen and source.key(k) == "cấp" and (said := _level_at(source, k + 1)):
            return said[0], said[1], title
        if seen and source.key(k) not in {",", "của", "cấp", "từ", "và"} and k > end + 2:
            break
        k += 1
    return (end, level, title) if seen else None


def _level_at(source: Source, k: int) -> tuple[int, str] | None:
    for words in (2, 1):
        said = " ".join(source.key(n) for n in range(k, k + words))
        if said in _LEVELS:
            return k + words, _LEVELS[said]
    return None


def _praise_before(source: Source, group: _Group) -> tuple[int, str | None, str | None] | None:
    """Before the counts: "tặng giấy khen cho", "Bằng khen của UBND tỉnh cho", "khen thưởng"."""
    start, level, title, seen = group.start, None, None, -1
    k = group.start - 1
    while group.start - k <= REACH and k >= 0 and source.same_sentence(k, group.start) and source.key(k) != ";":
        if source.is_number(k) or source.key(k) == ":":
            break
        if source.match("praise", k):
            seen = start = k
            if titled := source.match("commendation_titles", k):
                title = titled[1]
        elif source.key(k) == "cấp" and (said := _level_at(source, k + 1)):
            level = said[1]
        k -= 1
    if seen < 0:
        return None
    while source.key(start - 1) in {"tặng", "trao", "thưởng", "biểu", "dương", ","} and source.same_sentence(
        start - 1, start
    ):
        start -= 1
    return start, level, title


@dataclass(frozen=True)
class _Around:
    """Units and dates of the text with their offsets, to ask which stand near."""

    source: Source
    units: Sequence[Unit]
    dates: Sequence[Date]
    unit_starts: list[int]
    date_starts: list[int]

    def giver_before(self, start: int, counts: int) -> str | None:
        """The level of who gives: a unit between praise and counts ("của UBND tỉnh"), else the last before.

        ``start`` and ``counts`` are the tokens with which the praise and the counts begin.
        """
        k = bisect_right(self.unit_starts, self.source.tokens[counts].start) - 1
        while k >= 0 and self.source.same_sentence(self.source.index(self.unit_starts[k]), start):
            if level := level_of(self.units[k]):
                return level
            k -= 1
        said = start - 1 - (self.source.key(start - 1) in {"đã", "cũng"})
        return _LEVELS.get(self.source.key(said)) if self.source.same_sentence(said, start) else None

    def giver_between(self, start: int, end: int) -> str | None:
        """The level of the unit in "được Huyện ủy tặng giấy khen"."""
        after, until = self.source.tokens[start - 1].end, self.source.tokens[end - 1].end
        k = bisect_right(self.unit_starts, until) - 1
        return level_of(self.units[k]) if k >= 0 and self.unit_starts[k] >= after else None

    def period(self, start: int, end: int) -> str | None:
        """The date of the sentence that stands nearest to a stretch."""
        sentence = self.source.tokens[self.source.index(start)].sentence
        first, last = bisect_left(self.date_starts, start - NEAR), bisect_right(self.date_starts, start + NEAR)
        near = [
            (min(abs(date.start - start), abs(date.start - end)), date.value)
            for date in self.dates[first:last]
            if self.source.tokens[self.source.index(date.start)].sentence == sentence
        ]
        return min(near)[1] if near else None


def level_of(unit: Unit) -> str | None:
    """The level that a unit's name tells: "UBND tỉnh" → tỉnh."""
    words = f" {unit.surface.lower()} {(unit.resolved or '').lower()} "
    for level in ("trung ương", "tỉnh", "thành phố", "huyện", "thị xã", "quận", "xã", "phường", "thị trấn"):
        if f" {level} " in words:
            return level
    return {"tỉnh ủy": "tỉnh", "huyện ủy": "huyện"}.get(unit.kind)
