"""People named in a text, with the role that the text gives them; authors too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lantoa.reading.bodies import unit_at
from lantoa.reading.findings import Person, Unit
from lantoa.reading.names import HALVED, name_end, title_case
from lantoa.reading.source import Source
from lantoa.reading.spans import Stretches
from lantoa.reading.tokens import BREAK, WORD

LONGEST_ROLE = 30
_DASHES = frozenset("-–—")
_MIDDLE = frozenset(
    [
        "văn",
        "thị",
        "đức",
        "minh",
        "hữu",
        "ngọc",
        "xuân",
        "thanh",
        "quang",
        "đình",
        "công",
        "thành",
        "hoàng",
        "quốc",
        "trọng",
        "thế",
        "bá",
        "tấn",
    ]
)
_INITIALS = re.compile(r"[A-ZĐ](?:\.\s?[A-ZĐ])+\.?")


@dataclass(frozen=True, slots=True)
class _Named:
    start: int
    end: int
    role: str | None
    rule: str
    certainty: float


def people_of(source: Source, units: Sequence[Unit]) -> list[Person]:
    """All people outside chrome, in order."""
    taken = Stretches.of(units)
    found: list[_Named] = []
    i = 0
    while i < len(source.tokens):
        token = source.tokens[i]
        named = None
        if token.kind == WORD and source.readable[i]:
            named = _byline(source, i) or _named_at(source, i, taken)
        if named is None and found and token.kind == WORD and source.readable[i]:
            named = _next_in_list(source, i, found[-1], taken)
        if named and _wanted(source, named):
            found.append(named)
            i = named.end
        else:
            i += 1
    return [_person(source, named) for named in _with_roles(source, found)]


def _next_in_list(source: Source, i: int, before: _Named, taken: Stretches) -> _Named | None:
    """A further name in "cháu Trần Văn An (lớp 2), Lê Thị Bé (lớp 4)": family name, two words or more."""
    if source.key(i - 1) not in {",", "và", ";"} or not source.listed("surnames", i) or not source.is_capital(i):
        return None
    last = i - 1
    if source.key(last - 1) == ")":
        last = next((k for k in range(last - 2, max(last - 8, 0), -1) if source.key(k) == "("), last)
    end = name_end(source, i, 6)
    start, stop, _ = source.span(i, max(end, i + 1))
    if before.end != last or not 2 <= end - i <= 5 or taken.touch(start, stop) or _is_office(source, i):
        return None
    return _Named(i, end, None, "name in a list", 0.75)


def _wanted(source: Source, named: _Named) -> bool:
    return source.said(named.start, named.end) not in source.lexicons["never_people"] and not source.match(
        "never_people", named.start
    )


def _named_at(source: Source, i: int, taken: Stretches) -> _Named | None:
    if not source.is_capital(i) or _is_honorific(source, i):
        return None
    end = name_end(source, i, 6)
    start, stop, _ = source.span(i, max(end, i + 1))
    if (source.key(end), source.key(end + 1)) in HALVED:
        return None
    if taken.touch(start, stop) or _follows_capital(source, i, taken):
        return None
    length = end - i
    if length > 5 or _is_office(source, i):
        return None
    if named := _after_honorific(source, i, end):
        return named
    surname = source.listed("surnames", i) or (length >= 3 and source.key(i + 1) in {"văn", "thị"})
    return _by_surname(source, i, end) if length >= 2 and surname else None


def _is_honorific(source: Source, i: int) -> bool:
    """Whether a capitalised word only begins a sentence with "Ông" before a name."""
    match = source.match("honorifics", i) or source.match("ranks", i)
    return match is not None and source.is_capital(i + match[0])


def _after_honorific(source: Source, i: int, end: int) -> _Named | None:
    honorific = _honorific_before(source, i)
    if honorific and end - i >= 2:
        return _Named(i, end, None, "honorific", 0.95)
    if honorific in _STRONG and not source.listed("not_names", i):
        return _Named(i, end, None, "honorific", 0.6)
    return None


def _by_surname(source: Source, i: int, end: int) -> _Named | None:
    if _role_around(source, i, end):
        return _Named(i, end, None, "name beside a post", 0.9)
    if end - i >= 3 and source.key(i + 1) in _MIDDLE and not source.quote_of(i):
        return _Named(i, end, None, "family and middle name", 0.75)
    return None


_STRONG = frozenset(["ông", "bà", "anh", "chị", "đồng chí", "đ/c", "em", "cụ", "thầy", "cô"])


def _follows_capital(source: Source, i: int, taken: Stretches) -> bool:
    before = source.at(i - 1)
    if before is not None and taken.touch(before.start, before.end):
        return False
    if before is None or not before.capital or not source.tokens[i].spaced or not source.same_sentence(i - 1, i):
        return False
    return _honorific_before(source, i) is None and not _rank_before(source, i)


def _rank_before(source: Source, i: int) -> str | None:
    return _list_before(source, i, "ranks")


def _honorific_before(source: Source, i: int) -> str | None:
    return _list_before(source, i, "honorifics") or _rank_before(source, i)


def _list_before(source: Source, i: int, name: str) -> str | None:
    """The phrase of a list that ends right before token ``i``, the longest first."""
    for length in (4, 3, 2, 1):
        k = i - length
        if k >= 0 and (match := source.match(name, k)) and match[0] == length and source.same_sentence(k, i):
            return " ".join(source.key(n) for n in range(k, i)).replace("đ / c", "đ/c")
    return None


def _is_office(source: Source, i: int) -> bool:
    return bool(source.match("roles", i) or source.match("organisation_heads", i) or source.match("ranks", i))


def _role_around(source: Source, i: int, end: int) -> bool:
    """Whether a post stands beside the name: "Tên - Chủ tịch", "Tên, Bí thư", "Chủ tịch UBND tỉnh - Tên"."""
    after = end
    if source.key(after) in _DASHES | {",", ":", "("}:
        after += 1
        if source.match("roles", after) and source.same_sentence(i, after):
            return True
    return _post_before(source, i) is not None


def _post_before(source: Source, i: int) -> str | None:
    """The post that ends right before the name, over a dash: its words."""
    end = i
    if source.key(end - 1) in _DASHES | {":"}:
        end -= 1
    end = _before_brackets(source, end)
    best = None
    for k in range(end - 1, max(end - 20, -1), -1):
        if not source.same_sentence(k, i) or (source.key(k) in {";", ".", "và"} and k < end - 1):
            break
        if source.match("roles", k) and role_end(source, k) == end:
            best = k
    return source.said(best, end) if best is not None else None


def _before_brackets(source: Source, end: int) -> int:
    """Where "(xã Hòa Bắc)" begins that says of a post where it is; else the same."""
    if source.key(end - 1) != ")":
        return end
    for k in range(end - 2, max(end - 8, 0), -1):
        if source.key(k) == "(":
            place = unit_at(source, k + 1)
            return k if place and place.end == end - 1 else end
    return end


def role_end(source: Source, i: int) -> int:
    """One past a post that begins at ``i``: the post, its body, and further posts after commas."""
    j, last = i, i
    while j - i < LONGEST_ROLE:
        role = source.match("roles", j)
        if role is None:
            break
        j += role[0]
        after = _field_of_post(source, j)
        bodies = (unit_at(source, k) for k in (j - 2, j - 1, after, j) if k > i)
        j = next((body.end for body in bodies if body and body.end > j), after)
        last = j
        if source.key(j) not in {",", "kiêm", "và"} or not source.same_sentence(i, j + 1):
            break
        if source.key(j) == "," and (place := unit_at(source, j + 1)):
            last = j = place.end
            if source.key(j) != ",":
                break
            if further := unit_at(source, j + 1):
                last = j = further.end
                break
        if not source.match("roles", j + 1):
            break
        j += 1
    return last


def _field_of_post(source: Source, j: int) -> int:
    """Steps over words of a post that are no body: "thường trực", "phụ trách", "chi bộ"."""
    k = j
    while k - j < 4 and source.key(k) in _POST_WORDS:
        k += 1
    return k


_POST_WORDS = frozenset(
    [
        "thường",
        "trực",
        "chuyên",
        "trách",
        "phụ",
        "nguyên",
        "quyền",
        "ban",
        "đảng",
        "ủy",
        "cấp",
        "chi",
        "bộ",
        "thứ",
        "nhất",
        "của",
    ]
)


def _role_after(source: Source, end: int) -> str | None:
    j = end
    if source.key(j) in _DASHES | {",", "("} or source.key(j) in {"là", "hiện"}:
        j += 1
    if not source.same_sentence(end - 1, j) or not source.match("roles", j):
        return None
    stop = role_end(source, j)
    return source.said(j, stop) if stop > j else None


def _byline(source: Source, i: int) -> _Named | None:
    """An author: after "Bài và ảnh:", alone on a line, or after the last sentence of a paragraph."""
    if match := source.match("byline_marks", i):
        j = i + match[0]
        if source.key(j) == ":" and (source.is_capital(i) or source.key(i) == "ảnh"):
            end = _author_end(source, j + 1)
            return _Named(j + 1, end, match[1], "byline", 0.9) if end > j + 1 else None
    if not source.is_capital(i) or not _begins_sentence(source, i):
        return None
    end = _author_end(source, i)
    if end > i and source.key(end) == "|" and source.tokens[i].paragraph <= 6:
        return _Named(i, end, "tác giả", "name under the headline", 0.8)
    after = source.at(end)
    if after is not None and after.nfc in _DASHES and (body := unit_at(source, after.i + 1)):
        after = source.at(body.end)
    ends = after is None or after.kind == BREAK or source.in_chrome(after)
    if end == i or not ends or not _late(source, i):
        return None
    return _Named(i, end, _post_above(source, i) or "tác giả", "name alone", 0.7)


def _post_above(source: Source, i: int) -> str | None:
    """The post on the line above a signature ("BÍ THƯ")."""
    end = i
    while end > 0 and source.tokens[end - 1].kind == BREAK:
        end -= 1
    start = end
    while start > 0 and source.tokens[start - 1].kind != BREAK and end - start < LONGEST_ROLE:
        start -= 1
    role = source.match("roles", start) if start < end else None
    return source.said(start, end) if role and role_end(source, start) == end else None


def _author_end(source: Source, i: int) -> int:
    """One past an author's name or initials ("M.X", "C.L")."""
    token = source.at(i)
    if token is None or token.kind != WORD:
        return i
    if initials := _INITIALS.match(source.text, token.start, token.start + 12):
        return source.index(initials.end())
    end = name_end(source, i, 4)
    if end - i < 2 or _is_office(source, i) or source.match("document_kinds", i):
        return i
    return end


def _begins_sentence(source: Source, i: int) -> bool:
    before = source.at(i - 1)
    return (
        before is None
        or before.kind == BREAK
        or (before.nfc in {".", "…", "!", "?", "”", "/"} and before.sentence != source.tokens[i].sentence)
    )


def _late(source: Source, i: int) -> bool:
    """Whether a name alone stands after the article: in its last tenth, or right before the chrome of the tail."""
    end = source.chrome[-1][0] if source.chrome and source.chrome[-1][0] > source.tokens[i].start else len(source.text)
    return end - source.tokens[i].start < 80


def _with_roles(source: Source, found: Sequence[_Named]) -> list[_Named]:
    """Gives each person the role beside the name; a later mention takes that of an earlier one."""
    roles: dict[str, str] = {}
    done = []
    for named in found:
        role = named.role or _role_of(source, named)
        name = source.said(named.start, named.end)
        if role and named.rule != "byline":
            roles.setdefault(name, role)
        done.append(_Named(named.start, named.end, role or roles.get(name), named.rule, named.certainty))
    return done


def _role_of(source: Source, named: _Named) -> str | None:
    after = _role_after(source, named.end)
    before = _post_before(source, named.start) if after is None else None
    rank = _rank_before(source, named.start)
    said = ", ".join(part for part in (rank.capitalize() if rank else None, after or before) if part)
    return said or None


def _person(source: Source, named: _Named) -> Person:
    start, end, surface = source.span(named.start, named.end)
    return Person(start=start, end=end, surface=surface, role=named.role, certainty=named.certainty, rule=named.rule)


__all__ = ["people_of", "role_end", "title_case"]
