"""What makes the figures of a report less than sure: likely doubles, and sums of what is not exact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from lantoa.common.quantities import Exactness, Quantity
from lantoa.common.scopes import everything
from lantoa.indicators import queries as figures
from lantoa.indicators.models import Indicator
from lantoa.indicators.pages.doubles import list_path
from lantoa.indicators.rules import write_quantity
from lantoa.reports.gathered import Doubts
from lantoa.reports.material import Material, pair_of
from lantoa.reports.rules import Block, Figured, Paragraph, Run

CASES = "trường hợp"
# So many amounts in which others may be told are looked at before a draft says "ít nhất".
MOST = 500
_DRAFTER = everything("Dự thảo báo cáo")
_ADDED_UP = "Tổng được cộng từ số liệu có chữ "
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
    doubles, is_more = _doubles(kinds, told)
    return Doubts(doubles, is_more, _unsure(kinds, told))


def _doubles(kinds: Collection[Indicator], told: Material) -> tuple[dict[str, int], bool]:
    # Doubles are looked for, and decided, by place.
    if not kinds or told.view.line != "place":
        return {}, False
    likely = figures.likely_doubles(_DRAFTER, unit=told.unit.pk, view=told.view)
    heads = likely.filter(indicator__in=[one.pk for one in kinds]).values_list("indicator__code", flat=True)[: MOST + 1]
    codes = list(heads)
    return dict(Counter(codes[:MOST])), len(codes) > MOST


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


def doubles_of(code: str, told: Material) -> Figured:
    """How many cases of likely doubles wait, opening to the very list of them, where they are decided on."""
    is_bound = told.doubts.is_more
    count = Quantity.of(told.doubts.doubles.get(code, 0), *((Exactness.AT_LEAST, "ít nhất") if is_bound else ()))
    path = list_path(told.kinds[code], told.unit, told.view)
    return Figured(write_quantity(count, CASES), path, count, CASES, code, "doubles")


def is_doubt(block: Paragraph) -> bool:
    """Whether a paragraph of a report says what is doubtful of its figures."""
    begins = block.runs[0] if block.runs else ""
    doubles = any(isinstance(run, Figured) and run.what == "doubles" for run in block.runs)
    return doubles or (isinstance(begins, str) and begins.startswith(_ADDED_UP))


def doubts(told: Material) -> list[Block]:
    """What is doubtful, as the report says it; nothing where nothing is."""
    found: list[Block] = []
    if twice := [code for code in told.kinds if told.doubts.doubles.get(code)]:
        cases = ((doubles_of(code, told), f" số liệu về {_named(code, told)}") for code in twice)
        after = " có thể trùng nhau chưa được xem xét, nên tổng có thể cao hơn thực tế."
        found.append(Paragraph(("Có ", *_listed(cases, ", "), after)))
    for exactness, (meaning, _word) in _BOUNDS.items():
        sums = [(code, pair_of(told.kinds[code], told.unit, told.found, told.view).in_period) for code in told.kinds]
        some = {
            code: said
            for code, said in sums
            if said and said.quantity.exactness is exactness and code in told.doubts.unsure
        }
        if some:
            about = ((f"{_named(code, told)} ", said) for code, said in some.items())
            before = f"{_ADDED_UP}{_quoted(some, told.doubts.unsure)} {meaning}: "
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
