"""A rule gets a new version, is corrected, ends: each with its reason, and with its former text kept in the history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from lantoa.common.errors import Unable
from lantoa.common.periods import day_before
from lantoa.common.scopes import Scope
from lantoa.history.operations import record
from lantoa.regulations import queries, rules, shapes
from lantoa.regulations.calendars import WEEKDAYS, UnknownDay
from lantoa.regulations.models import CalendarChange, Regulation, Standing
from lantoa.regulations.operations.checking import check, one_after_another
from lantoa.regulations.operations.moving import recompute


class UnableToChangeRule(Unable):
    """The rule cannot be changed so."""


@dataclass(frozen=True, slots=True)
class RuleText:
    """What a version says: its title, its value, where it is written and how sure we are."""

    title: str
    value: Any
    source: str
    standing: str
    source_number: str = ""
    source_date: date | None = None

    def as_fields(self) -> dict[str, Any]:
        """The columns of a version."""
        return {
            "title": self.title.strip()[:300],
            "value": self.value,
            "source": self.source.strip(),
            "source_number": self.source_number.strip()[:60],
            "source_date": self.source_date,
            "standing": self.standing,
        }


@transaction.atomic
def add_version(
    *,
    scope: Scope,
    code: str,
    text: RuleText,
    from_on: date,
    why: str,
    to_on: date | None = None,
    leaves_gap: bool = False,
) -> Regulation:
    """A new version holds from a day on, until ``to_on`` or the day before the next one. What held is closed the day
    before.

    UnableToChangeRule when a version begins on that day already, when it would reach into the next one, or when days
    would be left without any rule and ``leaves_gap`` does not say that they shall.
    """
    _check(scope, code, text, why)
    one_after_another()
    standing = list(Regulation.objects.select_for_update().filter(code=code))
    try:
        place = rules.place_of([rules.Span(one.effective_from, one.effective_to) for one in standing], from_on, to_on)
    except rules.SameDay as error:
        raise UnableToChangeRule(
            f"Đã có nội dung áp dụng từ ngày {from_on:%d/%m/%Y}. Hãy sửa nội dung ấy, hoặc chọn ngày khác."
        ) from error
    except rules.Reaches as error:
        raise UnableToChangeRule(
            f"Nội dung khác đã áp dụng từ ngày {error.next_on:%d/%m/%Y}. Hãy chọn ngày cuối sớm hơn ngày ấy."
        ) from error
    except ValueError as error:
        raise UnableToChangeRule("Ngày cuối phải từ ngày bắt đầu trở đi.") from error
    if place.gaps and not leaves_gap:
        told = "; ".join(f"từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}" for first, last in place.gaps)
        raise UnableToChangeRule(f"Sẽ có những ngày không có quy định nào ({told}). Hãy đánh dấu nếu đúng là như vậy.")
    if place.cut:
        Regulation.objects.filter(code=code, effective_from=place.cut.from_on).update(effective_to=day_before(from_on))
    made = Regulation.objects.create(code=code, effective_from=from_on, effective_to=place.to_on, **text.as_fields())
    data = {"why": why.strip(), "from": from_on, "after": queries.as_content(made)}
    if place.cut:
        data["closed"] = {"from": place.cut.from_on, "to": day_before(from_on), "formerly_to": place.cut.to_on}
    record(scope=scope, verb="add", kind="regulation", uuid=rules.identity(code), data=data)
    _follow(scope, code, why)
    return made


@transaction.atomic
def correct(*, scope: Scope, rule: Regulation, text: RuleText, why: str) -> Regulation:
    """The version says something else from now on; its former text stays in the history with the reason.

    For mistakes only: a rule that changed gets a new version. Deadlines that run keep the days they were started with.
    """
    _check(scope, rule.code, text, why)
    one_after_another()
    one = Regulation.objects.select_for_update().get(pk=rule.pk)
    before = queries.as_content(one)
    for name, said in text.as_fields().items():
        setattr(one, name, said)
    after = queries.as_content(one)
    if after == before:
        raise UnableToChangeRule("Chưa có gì khác với nội dung đang lưu.")
    Regulation.objects.filter(pk=one.pk).update(**text.as_fields())
    data = {"why": why.strip(), "from": one.effective_from, "before": before, "after": after}
    record(scope=scope, verb="correct", kind="regulation", uuid=rules.identity(one.code), data=data)
    _follow(scope, one.code, why)
    return one


@transaction.atomic
def end(*, scope: Scope, rule: Regulation, on: date, why: str) -> Regulation:
    """The version holds until that day, the last one; from the next day on there is no such rule until one is added."""
    check(scope)
    _reason(why)
    one_after_another()
    one = Regulation.objects.select_for_update().get(pk=rule.pk)
    if on < one.effective_from:
        raise UnableToChangeRule(f"Ngày cuối phải từ ngày {one.effective_from:%d/%m/%Y} trở đi.")
    if one.effective_to and on >= one.effective_to:
        raise UnableToChangeRule(f"Quy định này vốn đã hết áp dụng sau ngày {one.effective_to:%d/%m/%Y}.")
    former, one.effective_to = one.effective_to, on
    Regulation.objects.filter(pk=one.pk).update(effective_to=on)
    data = {"why": why.strip(), "from": one.effective_from, "to": on, "formerly_to": former}
    record(scope=scope, verb="end", kind="regulation", uuid=rules.identity(one.code), data=data)
    _follow(scope, one.code, why)
    return one


def _check(scope: Scope, code: str, text: RuleText, why: str) -> None:
    check(scope)
    _reason(why)
    if not code or code in rules.RESERVED:
        raise UnableToChangeRule("Hãy chọn mã khác cho quy định này.")
    if not text.title.strip() or not text.source.strip():
        raise UnableToChangeRule("Hãy ghi tên và nguồn của quy định.")
    if text.standing not in Standing.values:
        raise UnableToChangeRule("Hãy chọn mức độ đối chiếu với văn bản gốc.")
    if code == rules.WEEKLY:
        _check_week(text.value)


def _check_week(value: Any) -> None:
    """Deadlines are counted by this rule: a word that is no day of the week would silently make Saturdays working
    days."""
    named = value.get("days_off") if isinstance(value, dict) else None
    if (
        not isinstance(named, list)
        or not shapes.is_series(named)
        or not set(named) <= set(WEEKDAYS)
        or len(set(named)) >= len(WEEKDAYS)
    ):
        raise UnableToChangeRule("Ngày nghỉ hằng tuần phải là danh sách các ngày trong tuần (saturday, sunday…).")


def _reason(why: str) -> None:
    if not why.strip():
        raise UnableToChangeRule("Hãy ghi lý do thay đổi.")


def _follow(scope: Scope, code: str, why: str) -> None:
    """A change of a rule on which the calendar rests moves running deadlines like a change of a day."""
    if code not in rules.CALENDAR_RULES:
        return
    change = CalendarChange.objects.create(
        why=f"Sửa quy định ngày nghỉ hằng tuần: {why.strip()}"[:400], at=timezone.now()
    )
    try:
        moves = recompute(scope=scope, calendar=queries.calendar(), change=change)
    except UnknownDay as error:
        raise UnableToChangeRule(
            f"Có thời hạn đang chạy sang năm {error.day.year} mà lịch năm ấy chưa có. Hãy nạp lịch năm ấy trước."
        ) from error
    record(scope=scope, verb="change", kind="calendar", uuid=change.uuid, data={"why": change.why, "moved": len(moves)})
