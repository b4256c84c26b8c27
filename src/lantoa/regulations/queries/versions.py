"""Which rule holds on a day, which versions it had, and what the product offers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Q, QuerySet

from lantoa.common.errors import Unable
from lantoa.history import queries as history
from lantoa.history.models import Event
from lantoa.regulations import reading_out, rules
from lantoa.regulations.models import Regulation, Shipped


class UnableToFindRegulation(Unable):
    """No rule of that name holds on that day."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A version as a page shows it: whether it holds on the day asked for, and its value in lines of name and words."""

    regulation: Regulation
    is_current: bool
    value: list[tuple[str, str]]

    @property
    def topic(self) -> str:
        """The heading under which it is listed."""
        return rules.topic_of(self.regulation.code)


@dataclass(frozen=True, slots=True)
class Offer:
    """A newer text that ships with the product, beside the version that it would change (None: it would be a new
    one)."""

    shipped: Shipped
    standing: Regulation | None


def _holding(day: date) -> QuerySet[Regulation]:
    still = Q(effective_to__isnull=True) | Q(effective_to__gte=day)
    return Regulation.objects.filter(still, effective_from__lte=day)


def on(code: str, day: date) -> Regulation:
    """The rule that holds on the day; UnableToFindRegulation when none does."""
    rule = _holding(day).filter(code=code).order_by("-effective_from").first()
    if rule is None:
        raise UnableToFindRegulation(f"Chưa có quy định “{code}” có hiệu lực vào ngày {day:%d/%m/%Y}.")
    return rule


def every() -> QuerySet[Regulation]:
    """All rules, by name, the newest first."""
    return Regulation.objects.order_by("code", "-effective_from")


def held_on(day: date) -> list[tuple[str, list[Rule]]]:
    """The rules that hold on a day, by topic; one query."""
    shown = [_shown(one, day) for one in _holding(day).order_by("code")]
    topics = [words for _start, words in rules.TOPICS] + [rules.OTHER_TOPIC]
    shown.sort(key=lambda rule: (topics.index(rule.topic), rule.regulation.code))
    return [(topic, list(group)) for topic, group in groupby(shown, key=lambda rule: rule.topic)]


def upcoming(day: date) -> list[Regulation]:
    """Versions that begin after a day, the nearest first."""
    return list(Regulation.objects.filter(effective_from__gt=day).order_by("effective_from", "code"))


def versions(code: str, day: date) -> list[Rule]:
    """All versions of a rule, the newest first; empty for an unknown code."""
    return [_shown(one, day) for one in Regulation.objects.filter(code=code).order_by("-effective_from")]


def version(code: str, from_on: date) -> Regulation:
    """The version that begins on the day; UnableToFindRegulation when there is none."""
    found = Regulation.objects.filter(code=code, effective_from=from_on).first()
    if found is None:
        raise UnableToFindRegulation(f"Không có quy định “{code}” bắt đầu từ ngày {from_on:%d/%m/%Y}.")
    return found


def acts_on(code: str) -> list[Event]:
    """Who changed the rule, what and why, the newest first."""
    return list(history.of_record("regulation", rules.identity(code)).reverse())


def as_content(rule: Regulation) -> dict[str, Any]:
    """A version as plain data, days as text: what history keeps and what is compared with what ships."""
    return {
        "title": rule.title,
        "effective_to": rule.effective_to.isoformat() if rule.effective_to else None,
        "source": rule.source,
        "source_number": rule.source_number,
        "source_date": rule.source_date.isoformat() if rule.source_date else None,
        "standing": rule.standing,
        "value": rule.value,
    }


def offers(code: str = "") -> list[Offer]:
    """Newer texts that ship with the product and were neither taken over nor declined; of one rule, or all."""
    shipped = Shipped.objects.filter(code=code) if code else Shipped.objects.all()
    found = [one for one in shipped.order_by("code", "effective_from") if one.settled != one.content]
    standing = {
        (one.code, one.effective_from): one for one in Regulation.objects.filter(code__in={one.code for one in found})
    }
    return [Offer(one, standing.get((one.code, one.effective_from))) for one in found]


def _shown(one: Regulation, day: date) -> Rule:
    holds = one.effective_from <= day and (one.effective_to is None or day <= one.effective_to)
    return Rule(one, holds, reading_out.readable(one.value))
