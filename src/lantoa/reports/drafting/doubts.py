"""What makes the figures of a report less than sure: likely doubles, and sums of what is not exact."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from urllib.parse import urlencode

from django.urls import reverse

from lantoa.common.quantities import Exactness, Quantity
from lantoa.common.scopes import everything
from lantoa.indicators import queries as figures
from lantoa.indicators.models import Indicator
from lantoa.indicators.rules import write_quantity
from lantoa.reports.gathered import Doubts
from lantoa.reports.material import Material, pair_of
from lantoa.reports.rules import Block, Figured, Paragraph, Run

PAIRS = "cặp"
# So many amounts in which others may be told are looked at before a draft says "ít nhất".
MOST = 500
_DRAFTER = everything("Dự thảo báo cáo")
# What a sum is that is not exact, and the word for an amount whose source used none.
_BOUNDS = {
    Exactness.AT_LEAST: ("là mức thấp nhất, số thật có thể cao hơn", "trên"),
    Exactness.JUST_UNDER: ("là mức cao nhất, số thật có thể thấp hơn", "gần"),
    Exactness.ABOUT: ("là số ước, số thật có thể cao hơn hoặc thấp hơn", "khoảng"),
    Exactness.RANGE: ("nằm giữa mức thấp nhất và mức cao nhất", "từ … đến …"),
}


def doubts_about(codes: Collection[str], told: Material) -> Doubts:
    """What is doubtful of the unit's figures of these indicators now; a constant number of queries."""
    kinds = [told.kinds[code] for code in codes if code in told.kinds and told.kinds[code].adds]
    pairs, is_more = _pairs(kinds, told)
    return Doubts(pairs, is_more, _unsure(kinds, told))


def _pairs(kinds: Collection[Indicator], told: Material) -> tuple[dict[str, int], bool]:
    # Doubles are looked for, and decided, by place.
    if not kinds or told.view.line != "place":
        return {}, False
    likely = figures.likely_doubles(_DRAFTER, unit=told.unit.pk, view=told.view)
    heads = list(likely.filter(indicator__in=[one.pk for one in kinds])[: MOST + 1])
    found: dict[str, int] = {}
    for one in figures.with_sums(heads[:MOST]):
        code = one.head.indicator.code
        found[code] = found.get(code, 0) + one.count
    return found, len(heads) > MOST


def _unsure(kinds: Collection[Indicator], told: Material) -> dict[str, list[str]]:
    """The words of the amounts that are not exact in sums of several; a single amount says its own word."""
    inexact = [one for one in kinds if (sum_ := _sum(one, told)) and sum_.exactness is not Exactness.EXACT]
    told_by = figures.wordings(inexact, told.unit.pk, told.view)
    found: dict[str, list[str]] = {}
    for one in inexact:
        groups = told_by[one.pk]
        words = {said or _BOUNDS[Exactness(how)][1] for how, said in groups if how != Exactness.EXACT}
        if sum(groups.values()) > 1:
            found[one.code] = sorted(words)
    return found


def _sum(kind: Indicator, told: Material) -> Quantity | None:
    found = pair_of(kind, told.unit, told.found, told.view).in_period
    return found.quantity if found else None


def pairs_of(code: str, told: Material) -> Figured:
    """How many likely doubles wait, opening to where they are decided on."""
    is_bound = told.doubts.is_more
    count = Quantity.of(told.doubts.pairs.get(code, 0), *((Exactness.AT_LEAST, "ít nhất") if is_bound else ()))
    path = f"{reverse('indicators:doubles')}?{urlencode({'indicator': code})}"
    return Figured(write_quantity(count, PAIRS), path, count, PAIRS, code, "doubles")


def doubts(told: Material) -> list[Block]:
    """What is doubtful, as the report says it; nothing where nothing is."""
    found: list[Block] = []
    if twice := [code for code in told.kinds if told.doubts.pairs.get(code)]:
        pairs = ((pairs_of(code, told), f" số liệu về {_named(code, told)}") for code in twice)
        after = " có thể trùng nhau chưa được xem xét, nên tổng có thể cao hơn thực tế."
        found.append(Paragraph(("Có ", *_listed(pairs, ", "), after)))
    for exactness, (meaning, _word) in _BOUNDS.items():
        sums = [(code, pair_of(told.kinds[code], told.unit, told.found, told.view).in_period) for code in told.kinds]
        some = {
            code: said
            for code, said in sums
            if said and said.quantity.exactness is exactness and code in told.doubts.unsure
        }
        if some:
            about = ((f"{_named(code, told)} ", said) for code, said in some.items())
            before = f"Tổng được cộng từ số liệu có chữ {_quoted(some, told.doubts.unsure)} {meaning}: "
            found.append(Paragraph((before, *_listed(about, "; "), ".")))
    return found


def _named(code: str, told: Material) -> str:
    name = told.kinds[code].name
    return name[:1].lower() + name[1:]


def _quoted(codes: Iterable[str], words: Mapping[str, Iterable[str]]) -> str:
    return ", ".join(f"“{word}”" for word in sorted({word for code in codes for word in words[code]}))


def _listed(groups: Iterable[tuple[Run, ...]], comma: str) -> list[Run]:
    found: list[Run] = []
    for group in groups:
        found += [comma, *group] if found else group
    return found
