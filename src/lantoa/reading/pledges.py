"""What a person or a unit undertakes ("đăng ký làm theo"): rows of a list, and sentences that say so."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lantoa.reading.findings import Date, Deed, Model, Person, Pledge, Quantity, Unit
from lantoa.reading.source import Source
from lantoa.reading.tables import TOTALS, Cell, blocks
from lantoa.reading.tokens import NUMBER

LONGEST_NAME = 7  # tokens
LONGEST_DEED = 70
SHORTEST_DEED = 3
_AFTER_NAME = 10  # tokens between a name and "đăng ký": a post, brackets
_OF = frozenset(["của", "do", "với", "tại", "ở", "cho", "giúp", "theo", "các", "từ"])
_BETWEEN = frozenset(["đã", "sẽ", "cũng", "xin", "tiếp"])


@dataclass(frozen=True, slots=True)
class Near:
    """What other grammars found: for the measure and the day of a deed, and for who undertakes it."""

    units: Sequence[Unit]
    people: Sequence[Person]
    models: Sequence[Model]
    quantities: Sequence[Quantity]
    dates: Sequence[Date]


def pledges_of(source: Source, near: Near) -> list[Pledge]:
    """All pledges, in order. What says no deed is none; a practice that is registered is a practice."""
    rows = [one for block in blocks(source) for one in _of_table(source, block, near)]
    closed = [(one.start, one.end) for one in rows]
    said = [one for one in _of_sentences(source, near) if not any(a < one.end and one.start < b for a, b in closed)]
    return sorted([*rows, *said], key=lambda one: one.start)


def _of_table(source: Source, block: Sequence[Sequence[Cell]], near: Near) -> Iterator[Pledge]:
    at = _heads(source, block[0])
    if "what" not in at or not {"name", "unit"} & at.keys():
        return
    kept: Pledge | None = None
    for cells in block[1:]:
        what = _cell(cells, at, "what")
        name = _cell(cells, at, "name") if "name" in at else _cell(cells, at, "unit")
        if what is None or what.end - what.start < SHORTEST_DEED:
            continue
        deed = _deed(source, cells, at, what, near)
        # How much and by when stand in the pledge too, wherever their columns are.
        last = max(cell.end for role in ("what", "measure", "due") if (cell := _cell(cells, at, role)))
        if name is None:
            # A second deed of whoever stands above.
            if kept is not None:
                kept = _joined(source, kept, deed, last)
            continue
        if kept is not None:
            yield kept
        # Where nobody is named, deeds below are not given to whoever stood above.
        kept = _of_row(source, at, (name, Cell(what.start, last)), _cell(cells, at, "unit"), deed)
    if kept is not None:
        yield kept


def _heads(source: Source, cells: Sequence[Cell]) -> dict[str, int]:
    """The column of each role; none where the table lists practices."""
    at: dict[str, int] = {}
    for place, cell in enumerate(cells):
        if cell.empty:
            continue
        told = source.match("table_heads", cell.start)
        if told and told[1] == "practice":
            return {}
        found = source.match("pledge_heads", cell.start)
        if found and cell.start + found[0] <= cell.end:
            at.setdefault(found[1], place)
    return at


def _cell(cells: Sequence[Cell], at: Mapping[str, int], role: str) -> Cell | None:
    place = at.get(role)
    cell = cells[place] if place is not None and place < len(cells) else None
    return None if cell is None or cell.empty else cell


def _of_row(
    source: Source, at: Mapping[str, int], stretch: tuple[Cell, Cell], unit: Cell | None, deed: Deed
) -> Pledge | None:
    is_person, (name, what) = "name" in at, stretch
    if source.key(name.start) in TOTALS or (is_person and not _is_name(source, name)):
        return None
    first, last = min(name.start, what.start), max(name.end, what.end)
    start, end, surface = source.span(first, last)
    return Pledge(
        start=start,
        end=end,
        surface=surface,
        who=source.said(name.start, name.end),
        is_person=is_person,
        unit=source.said(unit.start, unit.end) if unit and is_person else None,
        deeds=(deed,),
        certainty=0.85,
        rule="row of a list of pledges",
    )


def _is_name(source: Source, cell: Cell) -> bool:
    words = range(cell.start, cell.end)
    return 2 <= len(words) <= LONGEST_NAME and all(source.is_capital(k) for k in words)


def _joined(source: Source, one: Pledge, deed: Deed, last: int) -> Pledge:
    end = max(one.end, source.tokens[last - 1].end)
    return replace(one, deeds=(*one.deeds, deed), end=end, surface=source.text[one.start : end])


def _deed(source: Source, cells: Sequence[Cell], at: Mapping[str, int], what: Cell, near: Near) -> Deed:
    measure, due = _cell(cells, at, "measure"), _cell(cells, at, "due")
    amount = _amount(near.quantities, *source.span(what.start, what.end)[:2])
    return Deed(
        what=source.said(*_without_number(source, what)),
        measure=source.said(measure.start, measure.end) if measure else amount,
        due=_day(near.dates, *source.span(due.start, due.end)[:2]) if due else None,
    )


def _without_number(source: Source, cell: Cell) -> tuple[int, int]:
    i = cell.start
    if source.tokens[i].kind == NUMBER and source.key(i + 1) in {".", ")"} and i + 2 < cell.end:
        i += 2
    elif source.tokens[i].nfc in {"-", "–", "+"} and i + 1 < cell.end:
        i += 1
    return i, cell.end


def _of_sentences(source: Source, near: Near) -> Iterator[Pledge]:
    practices = [(one.start, one.end) for one in near.models]
    whose: list[Unit | Person] = sorted([*near.units, *near.people], key=lambda one: one.start)
    for item in whose:
        first, after = source.index(item.start), source.index(item.end)
        begin = _registers(source, after)
        if begin is None or source.key(first - 1) in _OF or source.quote_of(first) is not None:
            continue
        end = _deed_end(source, begin)
        if end - begin < SHORTEST_DEED:
            continue
        start, stop, _ = source.span(begin, end)
        if any(a < stop and start < b for a, b in practices):
            continue
        deed = Deed(
            what=source.said(begin, end),
            measure=_amount(near.quantities, start, stop),
            due=_day(near.dates, start, stop),
        )
        is_person = isinstance(item, Person)
        yield Pledge(
            start=item.start,
            end=stop,
            surface=source.text[item.start : stop],
            who=item.surface if isinstance(item, Person) else item.resolved or item.surface,
            is_person=is_person,
            deeds=(deed,),
            certainty=0.7,
            rule="who registers a deed",
        )


def _registers(source: Source, i: int) -> int | None:
    """The first token of the deed where "đăng ký" follows a name, perhaps behind a post or brackets."""
    j = i
    opened = False
    while j - i <= _AFTER_NAME and source.same_sentence(i - 1, j):
        if (source.key(j), source.key(j + 1)) == ("đăng", "ký"):
            break
        if source.key(j) in {"(", ")"} or opened or source.key(j) in _BETWEEN:
            opened = source.key(j) == "(" or (opened and source.key(j) != ")")
        elif not (source.key(i) == "," and (j == i or source.key(j) == "," or source.is_word(j))):
            return None
        j += 1
    if (source.key(j), source.key(j + 1)) != ("đăng", "ký") or not source.same_sentence(i - 1, j):
        return None
    j += 2
    while (match := source.match("pledge_words", j)) or source.key(j) == ":":
        if match and match[1] == "none":
            return None
        j += match[0] if match else 1
    return j if source.is_word(j) and source.same_sentence(i - 1, j) else None


def _deed_end(source: Source, begin: int) -> int:
    end = source.sentence_end(begin, LONGEST_DEED)
    for k in range(begin, end):
        if source.key(k) == ";":
            return k
    while end > begin and not (
        source.is_word(end - 1) or source.is_number(end - 1) or source.key(end - 1) in {")", "%"}
    ):
        end -= 1
    return end


def _amount(quantities: Sequence[Quantity], start: int, end: int) -> str | None:
    """How much of what, where exactly one amount is named."""
    found = [one for one in quantities if start <= one.start and one.end <= end]
    if len(found) != 1 or found[0].value is None or not found[0].unit:
        return None
    value = found[0].value
    return f"{f'{value:f}'.replace('.', ',')} {found[0].unit}"


def _day(dates: Sequence[Date], start: int, end: int) -> str | None:
    """The day or period that is named, where exactly one is."""
    at = bisect_left(dates, start, key=lambda one: one.start)
    found = [one for one in dates[at : at + 3] if one.end <= end]
    return found[0].value if len(found) == 1 else None
