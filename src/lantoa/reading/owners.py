"""Who does a practice, told before its name: "<unit> đã triển khai mô hình “…”"; and since when."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lantoa.reading.activities import is_name
from lantoa.reading.bodies import place_name_end, unit_at
from lantoa.reading.names import name_end
from lantoa.reading.source import Source
from lantoa.reading.tokens import NUMBER

LONGEST_LEAD = 24  # tokens and jumps between who does and the practice
LONGEST_BODY = 18
_QUOTES = frozenset(["“", "”", '"', "''", "«", "»", ","])
_NOT_DOERS = frozenset(["của", "tại", "ở", "cho", "theo", "từ", "đối"])
_SINCE = frozenset([("ra", "mắt"), ("từ", "năm"), ("từ", "ngày"), ("từ", "tháng"), ("thành", "lập"), ("đăng", "ký"),
                    ("bắt", "đầu")])  # fmt: skip
_NOT_YEARS = frozenset(["đến", "riêng", "hết", "cuối", "với", "hơn", "hoạch", "quả"])
_YEAR = re.compile(r"(?:19|20)\d\d")
MOST_AFTER = 6


@dataclass(frozen=True, slots=True)
class Doer:
    """Who does: tokens, the name as said, "tập thể" or "cá nhân" where it is sure."""

    start: int
    end: int
    said: str
    kind: str | None


def doer_before(source: Source, i: int) -> Doer | None:
    """Who stands before the words that lead to token ``i``, in its clause; a verb must be among them."""
    k, verb = _lead(source, i)
    if not verb or k < 0 or not source.same_sentence(k, i):
        return None
    if source.key(k) == ")":
        opening = next((n for n in range(k, max(k - 8, -1), -1) if source.key(n) == "("), k)
        k = opening - 1 if opening < k else k
    return _body_ending(source, k + 1) or _person_ending(source, k + 1)


def lead_start(source: Source, i: int) -> int:
    """The first token of the words that lead to token ``i``."""
    return _lead(source, i)[0] + 1


def _lead(source: Source, i: int) -> tuple[int, bool]:
    """The last token before the leading words, and whether a verb is among them."""
    verb, k = False, i - 1
    for _ in range(LONGEST_LEAD):
        if k < 0 or not source.same_sentence(k, i):
            break
        inside = source.quote_closed_at(k)
        if inside is not None and is_name(source, inside):
            k = inside.opening - 1
        elif source.tokens[k].nfc in _QUOTES or _is_year(source, k):
            k -= 1
        elif (step := _leading(source, k)) is not None:
            verb = verb or step[1] == "verb"
            k -= step[0]
        else:
            break
    return k, verb


def _leading(source: Source, k: int) -> tuple[int, str] | None:
    """The longest leading phrase that ends at token ``k``."""
    for length in (3, 2, 1):
        match = source.match("leading_words", k - length + 1) if k - length + 1 >= 0 else None
        if match and match[0] == length:
            return match
    return None


def _is_year(source: Source, k: int) -> bool:
    return source.tokens[k].kind == NUMBER and len(source.tokens[k].nfc) <= 4


def _body_ending(source: Source, end: int) -> Doer | None:
    """The longest unit that ends at a token; of a chain of places the first; of a post its holder."""
    start = _unit_start(source, end)
    if start is None:
        return None
    stop = end
    for _ in range(3):
        body = unit_at(source, start)
        place = body is not None and body.rule in {"place", "numbered place"} and source.key(start - 1) == ","
        before = _unit_start(source, start - 1) if place else None
        if before is None:
            break
        start, stop = before, start - 1
    if source.key(start - 1) in _NOT_DOERS and source.same_sentence(start - 1, start):
        return None
    for length in (3, 2, 1):
        role = source.match("roles", start - length) if start >= length else None
        if role and role[0] >= length:
            holder = _person_ending(source, start - length - 1) if source.key(start - length - 1) == "," else None
            return Doer(holder.start, holder.end, holder.said, None) if holder else None
    return Doer(start, stop, source.said(start, stop), "tập thể")


def _unit_start(source: Source, end: int) -> int | None:
    best = None
    for t in range(end - 1, max(end - LONGEST_BODY, -1), -1):
        if not source.same_sentence(t, end - 1):
            break
        body = unit_at(source, t)
        if body is not None and body.end == end:
            best = t
    return best


def _person_ending(source: Source, end: int) -> Doer | None:
    begin = end
    while source.is_capital(begin - 1) and source.same_sentence(begin - 1, end - 1) and end - begin < 5:
        begin -= 1
    for first in range(begin, end - 1):
        for length in (2, 1):
            match = source.match("honorifics", first - length) if first >= length else None
            if match and match[0] == length and name_end(source, first) == end:
                return Doer(first, end, source.said(first, end), "cá nhân")
    return None


def owners_after(source: Source, j: int) -> tuple[str, str] | None:
    """The unit at token ``j`` with those listed beside it: "các xã A, B và C", "Hội … và Đoàn …", joined by "; "."""
    body = unit_at(source, j)
    if body is None:
        return None
    said = [source.said(j, body.end)]
    end = body.end
    while len(said) < 6 and source.key(end) in {",", "và"} and source.same_sentence(j, end + 1):
        if body.place and body.rule == "place" and source.key(j - 1) == "các":
            stop = place_name_end(source, end + 1) if not unit_at(source, end + 1) else end + 1
            name = f"{body.place[0]} {source.said(end + 1, stop)}" if stop > end + 1 else ""
        else:
            other = unit_at(source, end + 1) if source.key(end) == "và" and body.rule != "place" else None
            stop = other.end if other else end + 1
            name = source.said(end + 1, stop) if other else ""
        if not name:
            break
        said.append(name)
        end = stop
    return "; ".join(said), "tập thể"


def year_beside(source: Source, i: int, j: int) -> str | None:
    """The year since when: "từ năm 2017", "ra mắt ngày …/2017" in the clause of tokens ``i`` … ``j``, or "năm 2017"."""
    clause = source.tokens[i].clause
    begin, end = i, j
    while begin > 0 and i - begin < 40 and source.tokens[begin - 1].clause == clause:
        begin -= 1
    while end < len(source.tokens) and end - j < 40 and source.tokens[end].clause == clause:
        end += 1
    places = [*range(begin, i), *range(j, end)]
    for k in places:
        if (source.key(k), source.key(k + 1)) in _SINCE:
            for n in range(k + 2, min(k + 7, end)):
                if source.is_number(n) and (found := _YEAR.fullmatch(source.tokens[n].nfc)):
                    return found[0]
    for k in places:
        near = begin <= k < i or k - j < MOST_AFTER
        if near and source.key(k) == "năm" and source.key(k - 1) not in _NOT_YEARS and source.is_number(k + 1):
            found = _YEAR.fullmatch(source.tokens[k + 1].nfc)
            if found and source.key(k + 2) not in {"-", "–", "đến"}:
                return found[0]
    return None
