"""The grammar of units: where the name of an organisation or a place begins and ends."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from lantoa.reading.names import before_person, name_end, name_keys, title_case
from lantoa.reading.source import Source
from lantoa.reading.tokens import BREAK, MARK

DEPTH = 3  # a body of a body of a body in a place
_NUMBERED = frozenset(
    ["phường", "quận", "thôn", "ấp", "khu phố", "tổ dân phố", "khu dân cư", "khóm", "bon", "buôn", "bản", "xóm"]
)
GENERIC_BEFORE = frozenset(["các", "mỗi", "từng", "những", "cấp", "nhiều", "một"])
_NOT_AFTER_LEVEL = frozenset(["hội", "viên", "ủy", "đội", "đoàn", "lộ", "phố", "táo", "dân"])
_ROMAN = frozenset("ivxlc")


@dataclass(frozen=True, slots=True)
class Body:
    """A unit that the grammar has read: tokens up to ``end``, its kind, and what it lacks to be resolved."""

    end: int
    kind: str
    rule: str
    level: str | None = None  # "huyện" in "UBND huyện": the place is still to be found
    place: tuple[str, str] | None = None  # (kind, name) of the place at the end of the name


def unit_at(source: Source, i: int, depth: int = 0) -> Body | None:
    """The unit whose name begins at token ``i``, or None."""
    if depth > DEPTH or not source.is_word(i):
        return None
    if match := source.lexicons.units.match(source.tokens, i):
        return Body(i + match[0], match[1].partition("|")[0].strip(), "own units")
    return _organisation(source, i, depth) or _place(source, i)


def _organisation(source: Source, i: int, depth: int) -> Body | None:
    match = source.match("organisation_heads", i)
    if match is None:
        return None
    kind, _, needs = (part.strip() for part in match[1].partition("|"))
    if not _head_stands(source, i, match[0], needs):
        return None
    j = _with_acronym(source, i + match[0])
    body = _HANDLERS[needs](source, i, j, kind, depth)
    if body is None or (kind == "cơ quan báo chí" and source.key(i - 1) in {":", "theo", "nguồn"}):
        return None
    return body


def _head_stands(source: Source, i: int, length: int, needs: str) -> bool:
    """Whether the head is a word of its own: short ones count only with a capital, never inside a name."""
    if source.key(i) == "thường" and source.key(i - 1) in {"thư", "tịch", "viên"}:
        return False
    if (source.key(i), source.key(i + 1)) == ("báo", "cáo"):
        return False
    if needs in {"field", "paired"} or (length == 1 and needs == "name"):
        if not source.is_capital(i):
            return False
        before = source.at(i - 1)
        return not (before and before.capital and before.key not in {"sở", "ubnd"} and source.same_sentence(i - 1, i))
    return True


def _with_acronym(source: Source, j: int) -> int:
    """Steps over "(BTV)"."""
    token = source.at(j + 1)
    if source.key(j) == "(" and token and token.shouted and source.key(j + 2) == ")":
        return j + 3
    return j


def _bare(source: Source, i: int, j: int, kind: str, depth: int) -> Body | None:
    if term := _term(source, j):
        return Body(term, kind, "body with term")
    if kind == "trung ương":
        central = _central(source, i, j, kind, depth) if source.key(j - 1) == "ương" else None
        return central or Body(j, kind, "definite body")
    if extended := _extended(source, j, kind, depth):
        return extended
    sure = kind in {"huyện ủy", "tỉnh ủy"} and source.key(i - 1) not in {"các", "mỗi", "từng"}
    if source.key(i - 1) in GENERIC_BEFORE and not sure:
        return None
    level = {"huyện ủy": "huyện", "tỉnh ủy": "tỉnh"}.get(kind)
    return Body(j, kind, "definite body", level=level or ("" if kind == "ban đảng" else None))


def _level(source: Source, i: int, j: int, kind: str, depth: int) -> Body | None:
    if source.is_number(j) and source.lexicons["levels"].match(source.tokens, j + 1):
        j += 1
    if source.key(j) == "số" and source.is_number(j + 1):
        return Body(j + 2, kind, "body with number")
    if source.key(i - 1) in {"của", "do"} and kind in _OWNERS and _stands_alone(source, i, j):
        return Body(j, kind, "body that owns", level="xã")
    if (source.key(j), source.key(j + 1)) == ("lâm", "thời"):
        j += 2
    if source.key(j) == "khối" and kind in {"đảng ủy", "đảng bộ", "đoàn"}:
        j += 1
    if source.key(j - 1) == "khối" and (bloc := source.match("blocs", j)):
        j += bloc[0]
    return _extended(source, j, kind, depth)


_OWNERS = frozenset({"hội", "đoàn", "mặt trận"})


def _stands_alone(source: Source, i: int, j: int) -> bool:
    """Whether a capitalised head ends its phrase: "của Đoàn Thanh niên." rather than "của Đoàn Thanh niên các cấp"."""
    after = source.at(j)
    return source.is_capital(i) and (after is None or after.kind in {MARK, BREAK} or after.key == "và")


def _extended(source: Source, j: int, kind: str, depth: int) -> Body | None:
    """A head followed by another body, a place, a level word or a name."""
    token, before = source.at(j), source.at(j - 1)
    if token is None or before is None or not source.same_sentence(j - 1, j) or token.paragraph != before.paragraph:
        return None
    if inner := unit_at(source, j, depth + 1):
        own = inner.kind if kind == "ban chấp hành" else kind
        return Body(inner.end, own, "body of a unit", inner.level, inner.place)
    if level := level_word(source, j):
        return Body(j + level[0], kind, "body of a level", level=level[1])
    if head := source.match("organisation_heads", j):
        inside = kind in {"ban thường vụ", "ban chấp hành"} and head[1].startswith("đảng ")
        return Body(j + head[0], kind, "body of a committee", level="") if inside else None
    end = before_person(source, j, name_end(source, j, 4), 4)
    if end > j and token.spaced and not _is_title_word(source, j):
        name = source.said(j, end)
        if source.key(end - 1) in {"khu", "tổ", "đội"} and source.is_number(end):
            end += 1
        elif kind in {"hội", "chi bộ"} and source.is_number(end) and len(source.tokens[end].nfc) <= 2:
            end += _numbers_a_place(source, end)
        level_kind = {"huyện ủy": "huyện", "tỉnh ủy": "tỉnh"}.get(kind)
        place = (level_kind, title_case(name)) if level_kind else None
        return Body(end, kind, "body with name", place=place)
    return None


def _is_title_word(source: Source, j: int) -> bool:
    """Whether a capitalised word begins something that is no place ("Bí thư", a person, a paper)."""
    end = before_person(source, j, name_end(source, j, 4), 4)
    if source.listed("surnames", j) and end - j >= 3 and not source.match("provinces", j):
        return True
    if end - j == 1 and source.is_word(end) and not source.match("provinces", j):
        return True
    return bool(source.match("roles", j) or source.match("document_kinds", j) or source.match("ranks", j))


def level_word(source: Source, j: int) -> tuple[int, str] | None:
    """A level named without its place ("huyện" in "UBND huyện"): how many tokens, and the level."""
    match = source.match("levels", j)
    if match is None or source.key(j + match[0]) in _NOT_AFTER_LEVEL:
        return None
    return match


def _term(source: Source, j: int) -> int | None:
    """The token after "khóa XII" or "(khóa XII)", or None."""
    if source.key(j) == "khóa" and set(source.key(j + 1)) <= _ROMAN and source.key(j + 1):
        return j + 2
    return None


def _named(source: Source, i: int, j: int, kind: str, depth: int) -> Body | None:
    quote = source.quote_at.get(j)
    if quote is not None and quote.words <= 14 and source.is_capital(j + 1):
        return Body(quote.closing + 1, kind, "body with quoted name")
    token = source.at(j)
    end = name_end(source, j, 6)
    if j == i + 1 and source.key(i) == "trường" and end == j + 1:
        return None
    if end == j or token is None or not token.spaced:
        place = _place(source, j) if kind in {"trường", "hợp tác xã", "câu lạc bộ", "quân sự"} else None
        return Body(place.end, kind, "body of a place", place=place.place) if place else None
    place = _place(source, end)
    if place is not None and source.same_sentence(i, end) and source.key(end) != ",":
        return Body(place.end, kind, "body with name and place", place=place.place)
    if level_word(source, end) and kind in {"câu lạc bộ", "hội"}:
        return Body(end + 1, kind, "body with name and level", level=source.key(end))
    return Body(end, kind, "body with name")


def _numbered(source: Source, i: int, j: int, kind: str, depth: int) -> Body | None:
    if arm := source.match("arms", j):
        j += arm[0]
    if not source.is_number(j):
        return None
    if source.key(j + 1) == "(" and (above := unit_at(source, j + 2, depth + 1)) and source.key(above.end) == ")":
        return Body(j + 1, kind, "body with number")
    return _extended(source, j + 1, kind, depth) or Body(j + 1, kind, "body with number")


def _placed(source: Source, i: int, j: int, kind: str, depth: int) -> Body | None:
    place = _place(source, j)
    return Body(place.end, kind, "body of a place", place=place.place) if place else None


def _party(source: Source, i: int, j: int, kind: str, depth: int) -> Body | None:
    inner = _organisation(source, j, depth + 1)
    if inner is not None and inner.kind in {"huyện ủy", "tỉnh ủy", "đảng ủy", "đảng bộ", "hđnd", "ubnd"}:
        return Body(inner.end, kind, "body of a committee", inner.level, inner.place)
    if (source.key(j), source.key(j + 1)) == ("đảng", "ủy"):
        return Body(j + 2, kind, "body of a committee", level="")
    return None


def _fielded(source: Source, i: int, j: int, kind: str, depth: int) -> Body | None:
    match = source.match("unit_fields", j)
    if match is None:
        return None
    j += match[0]
    return _extended(source, j, kind, depth) or Body(j, kind, "office with its field", level="")


def _paired(source: Source, i: int, j: int, kind: str, depth: int) -> Body | None:
    match = source.match("unit_fields", j)
    inner = unit_at(source, j + match[0], depth + 1) if match else None
    return Body(inner.end, inner.kind, "section of a body", inner.level, inner.place) if inner else None


def _central(source: Source, i: int, j: int, kind: str, depth: int) -> Body | None:
    inner = unit_at(source, j, depth + 1)
    if inner is None or inner.kind not in {"hội", "đoàn", "mặt trận"}:
        return None
    return Body(inner.end, inner.kind, "central body", inner.level, inner.place)


_HANDLERS = {
    "central": _central,
    "bare": _bare, "level": _level, "name": _named, "number": _numbered, "place": _placed,
    "party": _party, "field": _fielded, "paired": _paired,
}  # fmt: skip


def _place(source: Source, i: int) -> Body | None:
    match = source.match("place_heads", i)
    if match is None:
        return None
    j, kind = i + match[0], match[1]
    token = source.at(j)
    if token is None or not _begins_place(source, i, j):
        return None
    if source.is_number(j) and kind in _NUMBERED and len(token.nfc) <= 2:
        return None if source.key(i - 1) in {"các"} else Body(j + 1, kind, "numbered place")
    if source.key(j) == "số" and source.is_number(j + 1) and kind in _NUMBERED:
        return Body(j + 2, kind, "numbered place")
    end = place_name_end(source, j, source.tokens[i].shouted)
    if end == j or _is_person_here(source, i, j, end) or _is_acronym(source, i, j, end):
        return None
    if kind in _NUMBERED and source.is_number(end) and len(source.tokens[end].nfc) <= 2:
        end += _numbers_a_place(source, end)
    return Body(end, kind, "place", place=(kind, title_case(source.said(j, end))))


def _begins_place(source: Source, i: int, j: int) -> bool:
    """Whether a head word before a name is one: no part of a longer word, no post ("Xã đội trưởng")."""
    token = source.tokens[j]
    if token.paragraph != source.tokens[i].paragraph or (not token.spaced and source.key(j - 1) != "."):
        return False
    return not source.match("roles", i) and source.key(i - 1) not in _NOT_BEFORE_PLACE.get(source.key(i), ())


_NOT_BEFORE_PLACE = {
    "đường": ("con", "mở", "ngã"), "phố": ("thành", "khu", "dân"), "tỉnh": ("hợp",),
    "bản": ("văn", "cơ", "căn", "xuất", "nhật", "tư", "ấn"), "làng": ("già",), "tt": (),
}  # fmt: skip


def place_name_end(source: Source, j: int, shouted: bool = False) -> int:
    """One past a place's name; a second syllable in lower case counts where the text shows it with a capital."""
    if (match := source.match("provinces", j)) and source.is_capital(j):
        return j + match[0]
    if source.is_word(j) and source.tokens[j].shouted:
        return _shouted_name_end(source, j)
    end = before_person(source, j, name_end(source, j, 4), 4)
    if end == j + 1 and source.listed("sentence_starters", j) and source.key(j - 1) == ".":
        return j
    if end == j + 1 and not source.tokens[j].shouted and source.is_word(end):
        pair = (source.key(j), source.key(end))
        token = source.tokens[end]
        if (
            token.spaced
            and source.same_sentence(j, end)
            and (pair in _capital_pairs(source) or source.listed("place_syllables", end))
        ):
            return end + 1
    return end


def _shouted_name_end(source: Source, j: int) -> int:
    """A name inside a headline in capitals: as far as the text writes it elsewhere in title case, else two words."""
    end = name_end(source, j, 4)
    for stop in range(end, j + 1, -1):
        if name_keys(source, j, stop) in _title_runs(source):
            return stop
    return min(end, j + 2)


def _title_runs(source: Source) -> set[tuple[str, ...]]:
    """All runs of up to four words in title case that the text has, and their beginnings."""
    cached: set[tuple[str, ...]] | None = getattr(source, "_runs", None)
    if cached is None:
        cached = set()
        for token in source.tokens:
            if token.capital and not token.shouted:
                end = name_end(source, token.i, 4)
                cached |= {name_keys(source, token.i, stop) for stop in range(token.i + 2, end + 1)}
        source._runs = cached  # type: ignore[attr-defined]
    return cached


def _capital_pairs(source: Source) -> set[tuple[str, str]]:
    cached: set[tuple[str, str]] | None = getattr(source, "_pairs", None)
    if cached is None:
        tokens = source.tokens
        cached = {(a.key, b.key) for a, b in pairwise(tokens) if a.capital and b.capital and b.spaced}
        source._pairs = cached  # type: ignore[attr-defined]
    return cached


def _is_acronym(source: Source, i: int, j: int, end: int) -> bool:
    """ "xã NTM", "XÃ HỘI": capitals that are no place's name."""
    if end - j != 1:
        return False
    return source.tokens[j].shouted and (not source.tokens[i].shouted or source.key(j) in {"hội", "viên"})


def _numbers_a_place(source: Source, k: int) -> bool:
    """ "xóm Tân Lập 2": a number that belongs to the name, as nothing is counted by it."""
    return not any(source.match(name, k + 1) for name in ("counted_nouns", "measures", "scales", "money"))


def _is_person_here(source: Source, i: int, j: int, end: int) -> bool:
    """ "Chủ tịch UBND tỉnh Dương Thành Trung": a person's name after a level word, not a place."""
    if end - j < 3 or not source.listed("surnames", j) or source.match("provinces", j) or source.key(i - 1) == ",":
        return False
    return any(source.match("roles", k) for k in range(max(0, i - 8), i))
