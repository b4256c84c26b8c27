"""Which section the registers can fill with what, by its words; each proposal with the words that it goes by.

What nothing matches stays unfilled: a person writes it. Nothing is ever made up to fill a section.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from lantoa.reports.outlines.columns import role_of
from lantoa.reports.outlines.lexicon import Lexicon, longest, words_of
from lantoa.reports.rules.outlines import AskedTable, Fill, Section

# Where the words of a match stand, in the order in which they weigh.
PLACES = {"heading": "tiêu đề", "asks": "phần yêu cầu", "prose": "báo cáo trước", "table": "bảng"}
_OF_SECTION = ("papers", "registered", "registered_by_unit", "registered_by_field", "practices", "honours", "coverage")
# Whoever asks for the one wants to see the other under it.
_WITH = {"honours": ("commended",)}
_MANY = 3  # from so many indicators on a table says more than a sentence
_LISTED = "practice"
# Words about all the columns of a table, not about one indicator.
_OWN_ROLES = frozenset({"number", "name", "measure", "note", "unit", "field", "practice", "person", "paper"})


@dataclass(frozen=True, slots=True)
class Match:
    """A fill with why it is proposed, as a Vietnamese sentence."""

    fill: Fill
    why: str


@dataclass(frozen=True, slots=True)
class _Said:
    """Words that speak for something, and where they stand."""

    phrase: str
    place: str
    length: int


def propose(sections: Sequence[Section], lexicon: Lexicon) -> list[tuple[Match, ...]]:
    """For each section what the registers can fill it with."""
    return [
        () if never and not section.tables else tuple(_matches(section, lexicon, is_never=never))
        for section, never in zip(sections, _under_never(sections, lexicon), strict=True)
    ]


def filled(sections: Sequence[Section], lexicon: Lexicon) -> tuple[Section, ...]:
    """The sections with everything that is proposed."""
    proposed = propose(sections, lexicon)
    return tuple(
        replace(section, fills=tuple(match.fill for match in matches))
        for section, matches in zip(sections, proposed, strict=True)
    )


def explained(sections: Sequence[Section], lexicon: Lexicon) -> list[tuple[Match, ...]]:
    """For each section the fills that it has, with why; what words do not speak for, a person chose."""
    found = []
    for section, matches in zip(sections, propose(sections, lexicon), strict=True):
        why = {(match.fill.kind, match.fill.at): match for match in matches}
        found.append(tuple(_explained(fill, why.get((fill.kind, fill.at))) for fill in section.fills))
    return found


def unfilled(sections: Sequence[Section]) -> list[int]:
    """The positions of the sections that a person must write: nothing fills them, and they are no mere heading over
    others."""
    return [
        at
        for at, section in enumerate(sections)
        if not section.fills and (section.asks or section.prose or section.tables or not _has_below(sections, at))
    ]


def _explained(fill: Fill, match: Match | None) -> Match:
    if match is None:
        return Match(fill, "Do người lập chọn.")
    added = set(fill.indicators) - set(match.fill.indicators)
    return Match(fill, match.why if not added else f"{match.why} Có chỉ tiêu do người lập chọn thêm.")


def _has_below(sections: Sequence[Section], at: int) -> bool:
    return at + 1 < len(sections) and sections[at + 1].level > sections[at].level


def _under_never(sections: Sequence[Section], lexicon: Lexicon) -> Iterator[bool]:
    """Whether each section speaks of what will be done or is judged, as a heading over it may say."""
    over: list[tuple[int, bool]] = []
    for section in sections:
        while over and over[-1][0] >= section.level:
            over.pop()
        words = words_of(section.heading)
        begins = any(words[: one.length] == one.parts[0] for one in lexicon.kinds.get("never", ()))
        over.append((section.level, begins or (bool(over) and over[-1][1])))
        yield over[-1][1]


def _matches(section: Section, lexicon: Lexicon, *, is_never: bool) -> Iterator[Match]:
    of_tables = [match for at, table in enumerate(section.tables) for match in _of_table(table, at, lexicon)]
    done = {match.fill.kind for match in of_tables}
    # A sheet is nothing but its table.
    is_table = bool(of_tables) and any(table.caption.startswith(section.heading) for table in section.tables)
    if not is_never and not is_table:
        for kind in _OF_SECTION:
            if kind not in done and (said := _said(lexicon, kind, section)):
                yield from (Match(Fill(each), _why([said])) for each in (kind, *_WITH.get(kind, ())))
        yield from (match for match in _figured(section, lexicon) if not of_tables or match.fill.kind == "sentence")
    yield from of_tables


def _said(lexicon: Lexicon, kind: str, section: Section) -> _Said | None:
    """The longest phrase of a kind in the heading, else in what is asked."""
    for place, text in (("heading", section.heading), ("asks", section.asks)):
        words = words_of(text)
        if best := longest(lexicon.kinds.get(kind, ()), words, frozenset(words)):
            return _Said(best.said, place, best.length)
    return None


def _figured(section: Section, lexicon: Lexicon) -> Iterator[Match]:
    """A sentence, or a table, of the indicators that the section speaks of."""
    said: dict[str, _Said] = {}
    texts = (("heading", section.heading), ("asks", section.asks), ("prose", section.prose))
    places = [(place, words, frozenset(words)) for place, text in texts if (words := words_of(text))]
    for one in lexicon.indicators:
        for place, words, present in places:
            if best := longest(lexicon.asked_as[one.code], words, present):
                said[one.code] = _Said(best.said, place, best.length)
                break
    said = {code: one for code, one in said.items() if not any(_lies_in(one, other) for other in said.values())}
    if not said:
        return
    codes, why = tuple(said), _why(said.values(), [lexicon.name_of(code) for code in said])
    yield Match(Fill("sentence", codes), why)
    if table := _said(lexicon, "table", section):
        yield Match(Fill("figures", codes), _why([table]))
    elif len(codes) >= _MANY:
        yield Match(Fill("figures", codes), f"Vì mục nói đến {len(codes)} chỉ tiêu.")
    if by_unit := _said(lexicon, "by_unit", section):
        yield Match(Fill("by_unit", codes), _why([by_unit]))


def _lies_in(one: _Said, other: _Said) -> bool:
    """Whether the words of one are some of another's: of "lượt người tham gia" only that is meant."""
    inner, outer = (" ".join(words_of(said.phrase)) for said in (one, other))
    return one.place == other.place and inner != outer and f" {inner} " in f" {outer} "


def _of_table(table: AskedTable, at: int, lexicon: Lexicon) -> Iterator[Match]:
    """The indicators of its columns, then of its rows; a table of records is filled by the list of them."""
    columns = [_indicator(words, lexicon) if role_of(words) not in _OWN_ROLES else None for words in table.columns]
    rows = [_of_row(table, row, lexicon) for row in table.rows]
    if any(columns) or any(rows):
        codes = tuple(found[0] if found else "" for found in [*columns, *rows])
        known = [found for found in [*columns, *rows] if found]
        names = [f"“{found[1].phrase}” → {lexicon.name_of(found[0])}" for found in dict.fromkeys(known)]
        left = sum(1 for found in (rows or columns) if not found)
        where = "dòng" if any(rows) else "cột"
        more = f" Còn {left} {where} chưa rõ chỉ tiêu." if any(rows) and left else ""
        yield Match(Fill("asked_table", codes, at), f"Trong bảng “{table.caption}”: {'; '.join(names)}.{more}")
    head = next((words for words in table.columns if role_of(words) == _LISTED), "")
    if head:
        yield Match(Fill("practices", at=at), f"Bảng “{table.caption}” có cột “{head}”.")


def _of_row(table: AskedTable, row: Sequence[str], lexicon: Lexicon) -> tuple[str, _Said] | None:
    """The indicator of a row, by its words and the measure beside them."""
    roles = [role_of(words) for words in table.columns[: len(row)]]
    words = [cell for cell, role in zip(row, roles, strict=False) if role not in ("number", "measure")]
    measure = next((cell for cell, role in zip(row, roles, strict=False) if role == "measure"), "")
    return _indicator(" ".join(words), lexicon, measure)


def _indicator(text: str, lexicon: Lexicon, measure: str = "") -> tuple[str, _Said] | None:
    """The one indicator that a cell speaks of; None where none does, or two do as well."""
    words, counted = words_of(text), words_of(measure)
    present = frozenset(words)
    found: list[tuple[int, str, _Said]] = []
    for one in lexicon.indicators:
        best = longest(lexicon.asked_as[one.code], words, present)
        if best is None:
            continue
        agrees = bool(counted) and counted in {words_of(unit) for unit in one.units}
        found.append((best.length * 2 + agrees, one.code, _Said(best.said, "table", best.length)))
    found.sort(key=lambda row: -row[0])
    if not found or (len(found) > 1 and found[0][0] == found[1][0]):
        return None
    return found[0][1], found[0][2]


def _why(said: Iterable[_Said], names: Sequence[str] = ()) -> str:
    parts = []
    for n, one in enumerate(said):
        means = f" → {names[n]}" if names else ""
        parts.append(f"“{one.phrase}” trong {PLACES[one.place]}{means}")
    return f"Vì có {'; '.join(parts)}."
