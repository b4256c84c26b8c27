"""Figures of other units and periods in the prose of a report: which may be named, and what they are now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.db.models import QuerySet

from lantoa.common.errors import Unable
from lantoa.common.periods import Period
from lantoa.common.scopes import Scope
from lantoa.indicators import queries as figures
from lantoa.indicators.queries import View
from lantoa.indicators.rules import amounts
from lantoa.organisations import queries as organisations
from lantoa.organisations.queries import NamedUnit
from lantoa.organisations.rules import LINES
from lantoa.reports.material import Elsewhere, Material
from lantoa.reports.rules import listed, prose
from lantoa.reports.rules.prose import Token

# Each period is asked of the ledger by itself.
MOST_PERIODS = 6
MOST_NAMED = 5


class UnableToPutIn(Unable):
    """A bracket asks for a figure that there is not, or that may not be seen; the message says what to write."""


def gathered(tokens: Iterable[Token], told: Material) -> dict[tuple[str, str], Elsewhere]:
    """What tokens of other units and periods stand for; as many queries for many units as for one."""
    some = [one for one in tokens if one.is_elsewhere and one.indicator in told.kinds]
    if not some:
        return {}
    named = {str(one.uuid): one for one in _named(told).filter(uuid__in={one.unit for one in some if one.unit})}
    named[""] = told.unit
    groups: dict[View, dict[tuple[str, str], NamedUnit]] = {}
    for one in some:
        if unit := named.get(one.unit):
            groups.setdefault(_view(told, unit, one.period), {})[one.unit, one.period] = unit
    kinds = [told.kinds[code] for code in dict.fromkeys(one.indicator for one in some)]
    found: dict[tuple[str, str], Elsewhere] = {}
    for view, units in groups.items():
        rows = figures.figures(kinds, {unit.pk for unit in units.values()}, view)
        found |= {key: Elsewhere(unit, view, rows) for key, unit in units.items()}
    return found


def _named(told: Material) -> QuerySet[NamedUnit]:
    return organisations.named(figures.naming_day(told.view))


def _view(told: Material, unit: NamedUnit, period: str) -> View:
    days = Period.parse(period) if period else told.view.period
    return replace(told.view, period=days, line="place" if unit.is_place else told.view.line)


def asked_in(text: str, told: Material, scope: Scope) -> tuple[dict[str, Token], list[str]]:
    """The figures that the brackets of a text ask to put in, by their words, and what is wrong with others."""
    found: dict[str, Token] = {}
    wrong: list[str] = []
    for words in dict.fromkeys(prose.brackets(text)):
        try:
            token = _token(words, told, scope)
        except Unable as error:
            wrong.append(f"[{words}]: {error}")
        else:
            if token is not None:
                found[words] = token
    periods = {one.period for one in found.values()} | {period for _unit, period in told.elsewhere}
    if len(periods - {""}) > MOST_PERIODS:
        wrong.append(f"Một báo cáo lấy số của nhiều nhất {MOST_PERIODS} kỳ khác. Hãy bớt kỳ, hoặc ghi số bằng chữ.")
    return found, wrong


def _token(words: str, told: Material, scope: Scope) -> Token | None:
    wish = prose.wish_of(words)
    if wish is None:
        return None
    is_elsewhere = bool(wish.unit or wish.period)
    if wish.code not in told.kinds:
        if is_elsewhere and "-" in wish.code:
            raise UnableToPutIn(f"Không có chỉ tiêu nào mang mã “{wish.code}”. Mã có trong phần “Chèn số liệu”.")
        return None
    if not wish.what or (is_elsewhere and wish.what not in ("in_period", "cumulative")):
        endings = [ending for ending in prose.ENDINGS.values() if ending]
        known = (
            "chỉ lấy được số trong kỳ (không thêm gì) hoặc :luy-ke" if is_elsewhere else f"hãy ghi {listed(endings)}"
        )
        raise UnableToPutIn(f"Phần sau mã “{wish.code}” chưa đúng; {known}.")
    unit = _unit(wish.unit, told, scope) if wish.unit else None
    period = amounts.read_period(wish.period) if wish.period else told.view.period
    return Token(
        wish.code,
        wish.what,
        unit=str(unit.uuid) if unit and unit.pk != told.unit.pk else "",
        period=period.code if period != told.view.period else "",
    )


def _unit(typed: str, told: Material, scope: Scope) -> NamedUnit:
    """The one unit of that name or code among those that may be named."""
    day = figures.naming_day(told.view)
    within = _nameable(scope, told.unit.pk, day)
    by_code = _named(told).filter(code=typed.replace("\0", "")[:80])
    if one := (by_code if within is None else by_code.filter(pk__in=within)).first():
        return one
    found = list(organisations.find(typed[:200], day, within=within)[: 2 * MOST_NAMED])
    for narrower in ("exact", "gone"):
        best = getattr(found[0], narrower) if found else None
        found = [one for one in found if getattr(one, narrower) == best]
    if not found:
        raise UnableToPutIn(
            f"Không thấy đơn vị “{typed}” trong các đơn vị anh chị được xem và các đơn vị cấp trên của đơn vị lập "
            "báo cáo. Hãy xem lại tên, hoặc ghi mã đơn vị."
        )
    if len(found) > 1:
        names = listed([f"{one.name} (mã {one.code})" for one in found[:MOST_NAMED]])
        raise UnableToPutIn(f"Có nhiều đơn vị mang tên “{typed}”: {names}. Hãy ghi mã đơn vị thay cho tên.")
    return found[0]


def _nameable(scope: Scope, unit: int, day: date) -> frozenset[int] | None:
    """The units whose figures may be put into a report of a unit: what one reads, and what stands above the unit."""
    reach = scope.units("read")
    if reach is None:
        return None
    return reach | {unit} | {one.pk for line in LINES for one in organisations.path_up(unit, line, day)}


def may_name(units: Iterable[str], scope: Scope, unit: int, day: date) -> bool:
    """Whether somebody may put figures of all these units (by UUID) into a report of a unit."""
    wanted = set(units)
    known = set(organisations.named(day).filter(uuid__in=wanted).values_list("pk", flat=True))
    within = _nameable(scope, unit, day)
    return len(known) == len(wanted) and (within is None or known <= within)
