"""Amounts with what they count: qualifier, number, unit, and the noun where that fixes the unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from lantoa.reading.activities import is_name
from lantoa.reading.amounts import FIRST_WORDS, Amount, amount_at
from lantoa.reading.findings import Activity, Finding, Model, Quantity
from lantoa.reading.source import Source
from lantoa.reading.spans import Stretches
from lantoa.reading.tokens import NUMBER, WORD

_PRICE_SCALES = frozenset(["triệu", "tỷ", "tỉ", "tr"])
_AFTER_DONG = frozenset(
    [
        "hành",
        "chí",
        "bào",
        "ruộng",
        "bằng",
        "đội",
        "thời",
        "loạt",
        "tình",
        "thuận",
        "lúa",
        "diễn",
        "đều",
        "nghiệp",
        "hương",
        "lòng",
        "sức",
        "phục",
    ]
)
_PEOPLE = "người"
MEASURED_WORDS = 8


@dataclass(frozen=True, slots=True)
class _Counted:
    """What an amount counts: tokens up to ``end`` and the label of the unit."""

    end: int
    unit: str | None
    rule: str
    certainty: float


def quantities_of(
    source: Source,
    named: Sequence[Finding],
    activities: Sequence[Activity],
    models: Sequence[Model],
) -> list[Quantity]:
    """All amounts outside chrome, in order; ``named`` are dates, papers and units, whose figures count nothing."""
    names = [item for item in activities if item.rule.endswith("quoted")]
    closed = [Stretches.of(named), Stretches.of(names)]
    closed.append(Stretches.of(item for item in models if "quoted" in item.rule or item.rule == "row of a table"))
    found: list[Quantity] = []
    i = 0
    while i < len(source.tokens):
        token = source.tokens[i]
        item = None
        if source.readable[i] and (token.kind == NUMBER or token.key in FIRST_WORDS):
            item = _quantity_at(source, i, closed)
        if item:
            found.append(item[0])
            i = item[1]
        else:
            i += 1
    return found


def _quantity_at(source: Source, i: int, closed: Sequence[Stretches]) -> tuple[Quantity, int] | None:
    if half := _half(source, i):
        return half
    amount = amount_at(source, i)
    if amount is None:
        return None
    start, end, _ = source.span(amount.start, amount.end)
    if any(stretches.touch(start, end) for stretches in closed) or _is_name_part(source, i):
        return None
    counted = _counted(source, amount)
    if counted is None or not _really_counts(source, amount, counted):
        return None
    begin, qualifier = _qualifier(source, amount)
    return _quantity(source, begin, amount, counted, qualifier), counted.end


def _is_name_part(source: Source, i: int) -> bool:
    """ "4 đồng hành" in quotes, "Covid-19", "35A": the number belongs to a name."""
    quote = source.quote_of(i)
    if quote is not None and quote.opening == i - 1 and is_name(source, quote) and quote.words <= 15:
        return True
    before = source.at(i - 1)
    if before is None or not source.is_number(i):
        return False
    if before.nfc == ":" and source.is_number(i - 2) and not source.tokens[i].spaced:
        return True
    if before.nfc in {"-", "–", "/", "."} and not before.spaced and not source.tokens[i].spaced:
        return before.nfc != "-" or source.is_word(i - 2)
    return before.kind == WORD and before.capital and not source.tokens[i].spaced


def _counted(source: Source, amount: Amount) -> _Counted | None:
    j = amount.end
    if not source.same_sentence(amount.start, j):
        return _money_unsaid(source, amount)
    if source.key(j) == "%" or (source.key(j), source.key(j + 1)) == ("phần", "trăm"):
        return _Counted(j + 1 + (source.key(j) == "phần"), "%", "percent", 0.95)
    return _by_longest(source, amount, j)


def _by_longest(source: Source, amount: Amount, j: int) -> _Counted | None:
    """The word list with the longest phrase decides: "3 ngày công" are workdays, "3 ngày" a duration."""
    if named := _named_thing(source, j):
        return named
    noun, measure, money = (source.match(name, j) for name in ("counted_nouns", "measures", "money"))
    not_counted = source.match("not_counted", j)
    longest = max(m[0] if m else 0 for m in (noun, measure, money, not_counted))
    if money and money[0] == longest and source.key(j + money[0]) not in _AFTER_DONG:
        end, unit = _rate(source, j + money[0], money[1])
        return _Counted(end, unit, "money", 0.95)
    if measure and measure[0] == longest and not _glued_on(source, j + measure[0]):
        return _Counted(j + measure[0], measure[1], "measure", 0.95)
    if noun and noun[0] == longest:
        return _noun(source, amount, j, noun)
    if longest:
        return None
    return _money_unsaid(source, amount) or _unknown_noun(source, amount, j)


def _named_thing(source: Source, j: int) -> _Counted | None:
    """ "12 “Mái ấm nông dân”": what is counted stands in quotes."""
    quote = source.quote_at.get(j)
    noun = source.match("counted_nouns", j + 1) if quote is not None else None
    return _Counted(quote.closing + 1, noun[1], "counted noun", 0.8) if quote and noun and quote.words <= 8 else None


def _rate(source: Source, end: int, unit: str) -> tuple[int, str]:
    """Goes on over "/ngày", "/người/năm": the unit of a rate."""
    while source.key(end) == "/" and source.is_word(end + 1) and not source.tokens[end + 1].spaced:
        noun = source.match("counted_nouns", end + 1)
        stop = end + 1 + (noun[0] if noun else 1)
        unit, end = f"{unit}/{source.said(end + 1, stop).lower()}", stop
    return end, unit


def _glued_on(source: Source, j: int) -> bool:
    """Whether a measure only begins a longer word or number glued to it."""
    token = source.at(j)
    return token is not None and token.kind == "number" and not token.spaced


def _noun(source: Source, amount: Amount, j: int, noun: tuple[int, str]) -> _Counted:
    end, unit = j + noun[0], noun[1]
    if amount.value is not None and amount.value != amount.value.to_integral_value() and unit != _PEOPLE:
        return _Counted(end, None, "noun without its measure", 0.4)
    if unit == "lượt" and (people := source.match("counted_nouns", end)) and people[1] == _PEOPLE:
        end, unit = end + people[0], "lượt người"
    if noun[0] == 1 and source.key(end - 1) in _CLASSIFIERS:
        end = _classified(source, end)
    end, unit = _and_noun(source, end, unit)
    return _Counted(_and_adjectives(source, end), unit, "counted noun", 0.9)


_CLASSIFIERS = frozenset({"chiếc", "cái", "bộ", "tấm"})


def _classified(source: Source, end: int) -> int:
    """Takes in the thing after a classifier: "40 chiếc xe đạp"."""
    k = end
    while k - end < 2 and source.is_word(k) and not source.is_capital(k) and not source.listed("not_nouns", k):
        k += 1
    return k if source.same_sentence(end - 1, k - 1) else end


def _and_adjectives(source: Source, end: int) -> int:
    """Goes on over "hộ nghèo, cận nghèo"."""
    while source.key(end) in {",", "và"} and (more := source.match("noun_adjectives", end + 1)):
        end += 1 + more[0]
    return end


_PAIRS = {
    ("tập thể", "cá nhân"): "tập thể, cá nhân",
    ("cá nhân", "tập thể"): "tập thể, cá nhân",
    ("cây cầu", "cống"): "cầu, cống",
    ("tin, bài", "tin, bài"): "tin, bài",
}


def _and_noun(source: Source, end: int, unit: str) -> tuple[int, str]:
    """Goes on over "cán bộ, chiến sĩ", "tập thể và cá nhân", "cầu, cống": one number for both."""
    joined = unit
    for _ in range(4):
        step = source.key(end) in {",", "và"}
        more = source.match("counted_nouns", end + 1) if step else None
        if more is None or not source.same_sentence(end - 1, end + 1):
            break
        pair = _PAIRS.get((unit, more[1]))
        if pair is None and not (unit == more[1] == _PEOPLE):
            break
        joined, end = pair or joined, end + 1 + more[0]
    return end, joined


def _money_unsaid(source: Source, amount: Amount) -> _Counted | None:
    """ "trên 8 tỷ" without đồng is still money; "40 triệu" before a noun is not."""
    if amount.scaled and source.key(amount.end - 1) in _PRICE_SCALES:
        return _Counted(amount.end, "VND", "money without its word", 0.7)
    return None


def _unknown_noun(source: Source, amount: Amount, j: int) -> _Counted | None:
    """A noun of no word list: taken where the number or the words before it show that something is counted."""
    token = source.at(j)
    if token is None or token.kind != WORD or token.capital or not token.spaced or amount.rule != "figures":
        return None
    if source.listed("not_nouns", j) or source.match("before_number", amount.start - 1):
        return None
    clear = "." in source.tokens[amount.start].nfc or _qualifier(source, amount)[1] is not None
    clear = clear or source.key(amount.start - 1) in {",", ";"}
    if not clear and not source.listed("before_counted", amount.start - 1):
        return None
    two = source.is_word(j + 1) and not source.is_capital(j + 1) and not source.listed("not_nouns", j + 1)
    return _Counted(j + 1 + two, source.said(j, j + 1), "noun of no list", 0.4)


def _really_counts(source: Source, amount: Amount, counted: _Counted) -> bool:
    """Whether the words around leave the number an amount rather than an order, a name or an article."""
    one_word = amount.rule == "words" and amount.end - amount.start == 1
    if counted.rule in {"percent", "money", "measure", "money without its word"}:
        return not (one_word and counted.rule == "money without its word")
    qualified = _qualifier(source, amount)[1] is not None
    if one_word and source.key(amount.start) in {"một", "năm"} and not qualified:
        return False
    if source.is_capital(counted.end) and (amount.rule == "words" or counted.unit in _PLACES_COUNTED):
        return qualified or source.key(amount.start - 1) in {"có", "gồm"}
    return qualified or not _hard_before(source, amount.start)


_PLACES_COUNTED = frozenset({"xã", "huyện", "thôn", "phường", "ấp"})


def _hard_before(source: Source, i: int) -> bool:
    """Whether the word before makes the number an order or a name: "lần thứ 5", "số 12" (but "tổng số 12")."""
    if source.key(i - 1) == "số":
        return source.key(i - 2) not in {"tổng", "trong", "với"}
    return (
        any(
            (match := source.match("before_number", i - length)) is not None and match[0] == length
            for length in (1, 2, 3)
            if i - length >= 0
        )
        and source.same_sentence(i - 1, i)
        and not source.listed("soft_before_number", i - 1)
    )


def _qualifier(source: Source, amount: Amount) -> tuple[int, str | None]:
    """The token with which the words of exactness begin, and those words."""
    if amount.rule == "magnitude":
        return amount.start, "hàng"
    i = amount.start
    if source.key(i - 1) == "từ" and amount.rule == "range":
        i -= 1
    for length in (3, 2, 1):
        k = i - length
        if k >= 0 and (match := source.match("qualifiers", k)) and match[0] == length and source.same_sentence(k, i):
            return k, source.said(k, i).lower()
    return i if amount.rule == "range" else amount.start, None


def _half(source: Source, i: int) -> tuple[Quantity, int] | None:
    """ "một nửa số hộ" is 50 %."""
    if (source.key(i), source.key(i + 1)) != ("một", "nửa") or source.in_chrome(source.tokens[i]):
        return None
    if source.key(i + 2) not in {"số", "tổng", "dân", "diện"}:
        return None
    amount = Amount(i, i + 2, Decimal(50), rule="half")
    end = i + 3
    while end - i < 5 and source.is_word(end) and not source.is_capital(end):
        end += 1
    outside = "ngoài" if source.key(i - 1) == "ngoài" else _qualifier(source, amount)[1]
    return _quantity(source, i, amount, _Counted(end, "%", "half", 0.6), outside), end


def _quantity(source: Source, begin: int, amount: Amount, counted: _Counted, qualifier: str | None) -> Quantity:
    start, end, surface = source.span(begin, counted.end)
    certainty = counted.certainty * (0.6 if amount.ambiguous else 1.0) * (0.8 if amount.rule == "words" else 1.0)
    return Quantity(
        start=start,
        end=end,
        surface=surface,
        value=amount.value,
        low=amount.low,
        high=amount.high,
        unit=counted.unit,
        qualifier=qualifier,
        measures=_measures(source, begin, amount, counted),
        certainty=round(certainty, 2),
        rule=counted.rule + (", ambiguous figures" if amount.ambiguous else ""),
    )


def _measures(source: Source, begin: int, amount: Amount, counted: _Counted) -> str | None:
    """The words beside the amount that say what it measures: after it, for money before it."""
    after = counted.end
    while after - counted.end < MEASURED_WORDS and source.is_word(after) and source.same_sentence(begin, after):
        after += 1
    before = begin
    while begin - before < MEASURED_WORDS and source.is_word(before - 1) and source.same_sentence(before - 1, begin):
        before -= 1
    pieces = [source.said(before, begin), source.said(counted.end, after)]
    if counted.rule == "counted noun":
        pieces = [source.said(amount.end, after)]
    said = " … ".join(piece for piece in pieces if piece)
    if amount.total is not None:
        said = f"{said} (trên tổng số {amount.total})".strip()
    return said or None
