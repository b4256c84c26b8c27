"""Whose amount it is: the unit that does, in a sentence or in the row of a table."""

from __future__ import annotations

from lantoa.reading.findings import Quantity
from lantoa.reading.places import Places
from lantoa.reading.source import Source
from lantoa.reading.tables import Row
from lantoa.reading.tokens import NUMBER, WORD

BESIDE = 3  # tokens between a unit and its amount: "khu phố 2 hiến trên 410 m2"
_BULLETS = frozenset(["-", "–", "+", "*", "•", ".", ")", "(", ":"])
_TOGETHER = frozenset(["cùng", "với", "của", "cho", "tại", "ở"])
_SUMS = frozenset(["cộng", "tổng"])
_SEPARATE = frozenset([":", ",", "(", ")", ";"])


def subject_of(source: Source, places: Places, quantity: Quantity, row: Row | None) -> int | None:
    """The index of the unit whose amount it is, or None."""
    token = source.tokens[source.index(quantity.start)]
    last = places.last_before(quantity.start)
    same_clause = last >= 0 and places.clauses[last] == token.clause
    if row is not None and not same_clause:
        return _of_row(source, places, row, token.i)
    if same_clause:
        return _of_clause(source, places, last, token.i)
    if last >= 0 and places.sentences[last] == token.sentence:
        return last
    following = last + 1
    if following < len(places.starts) and places.clauses[following] == token.clause:
        end = source.index(quantity.end)
        if not any(source.tokens[k].nfc in _SEPARATE for k in range(end, places.tokens[following])):
            return following
    return _of_paragraph(source, places, last, token.paragraph)


def _of_paragraph(source: Source, places: Places, last: int, paragraph: int) -> int | None:
    """The last unit of the paragraph that begins a sentence or a part of one: others are only spoken of."""
    while last >= 0 and places.paragraphs[last] == paragraph:
        i = places.tokens[last]
        alone = last == 0 or places.clauses[last - 1] != places.clauses[last]
        begins = i == 0 or not source.same_sentence(i - 1, i) or source.key(i - 1) in _BULLETS - {":", "("}
        if begins or (alone and source.key(i - 1) == ","):
            return last
        last -= 1
    return None


def _of_row(source: Source, places: Places, row: Row, i: int) -> int | None:
    """The owner in the row, else the unit at the head of the column, else the last unit before in the row."""
    naming = row.practice or row
    owner, head = naming.cell("owner"), row.head_at(i)
    for cell in (owner, head):
        found = places.within(cell.start, cell.end) if cell else range(0)
        if found and cell is not None and places.tokens[found[0]] == cell.start:
            return found[0]
    before = places.within(row.start, i)
    return before[-1] if before else None


def _of_clause(source: Source, places: Places, last: int, i: int) -> int | None:
    """The unit right beside the amount, or with which its part of the clause begins; else the first, or the nearest."""
    together = source.key(places.tokens[last] - 1) in _TOGETHER
    if i - source.index(places.ends[last]) <= BESIDE and not together:
        return last
    begin, summed = i, False
    while begin > 0 and source.tokens[begin - 1].clause == source.tokens[i].clause:
        begin -= 1
        comma = source.tokens[begin].nfc == ","
        summed = summed or (comma and source.key(begin + 1) in _SUMS)
        own = _at(places, begin + 1) if comma and not summed else None
        if own is not None and not _listed(source, places, own):
            return own
    while begin < i and (source.tokens[begin].nfc in _BULLETS or _numbers_line(source, begin)):
        begin += 1
    first = _at(places, begin)
    if summed:
        return first if first == last else None
    return last if first is None else first


def _at(places: Places, i: int) -> int | None:
    found = places.within(i, i + 1)
    return found[0] if found else None


def _listed(source: Source, places: Places, own: int) -> bool:
    """Whether a unit after a comma only goes on with a list of units."""
    return own > 0 and source.index(places.ends[own - 1]) == places.tokens[own] - 1


def _numbers_line(source: Source, i: int) -> bool:
    token = source.tokens[i]
    short = token.kind == NUMBER or (token.kind == WORD and len(token.nfc) == 1)
    return short and source.key(i + 1) in {".", ")", "-", "/"}
