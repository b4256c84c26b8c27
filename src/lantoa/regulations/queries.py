"""Which rule holds on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Q, QuerySet

from lantoa.common.errors import Unable
from lantoa.regulations import rules
from lantoa.regulations.models import Regulation


class UnableToFindRegulation(Unable):
    """No rule of that name holds on that day."""


def on(code: str, day: date) -> Regulation:
    """The rule that holds on the day; UnableToFindRegulation when none does."""
    still = Q(effective_to__isnull=True) | Q(effective_to__gte=day)
    rule = Regulation.objects.filter(still, code=code, effective_from__lte=day).order_by("-effective_from").first()
    if rule is None:
        raise UnableToFindRegulation(f"Chưa có quy định “{code}” có hiệu lực vào ngày {day:%d/%m/%Y}.")
    return rule


def every() -> QuerySet[Regulation]:
    """All rules, by name, the newest first."""
    return Regulation.objects.order_by("code", "-effective_from")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as a page shows it: whether it holds today, and its value in lines of name and words."""

    regulation: Regulation
    is_current: bool
    value: list[tuple[str, str]]


def by_code(today: date) -> list[list[Rule]]:
    """All rules, those of one name together, the newest first; one query."""

    def shown(one: Regulation) -> Rule:
        holds = one.effective_from <= today and (one.effective_to is None or today <= one.effective_to)
        return Rule(one, holds, rules.readable(one.value))

    return [[shown(one) for one in group] for _code, group in groupby(every(), key=lambda one: one.code)]
