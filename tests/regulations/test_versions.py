"""Rules are added, corrected and ended, with scope, reason and history; the database keeps the days apart."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from lantoa.regulations import operations, queries
from lantoa.regulations.models import DeadlineMove, Regulation
from lantoa.regulations.operations import UnableToChangeRule, UnableToRegulate
from lantoa.regulations.queries import UnableToFindRegulation
from tests.regulations.making import ADMIN, CLERK, started, text

pytestmark = pytest.mark.django_db
FORMAT = "party-paper-format"
NEW = "response-new"


def made(from_on: date, value: object = 10, to_on: date | None = None, *, gap: bool = False) -> Regulation:
    return operations.add_version(
        scope=ADMIN, code=NEW, text=text(value), from_on=from_on, to_on=to_on, why="Theo luật mới", leaves_gap=gap
    )


def spans() -> list[tuple[date, date | None]]:
    return sorted(
        (one.regulation.effective_from, one.regulation.effective_to) for one in queries.versions(NEW, date.min)
    )


def test_each_day_has_the_rule_that_held_on_it() -> None:
    before, after = queries.on(FORMAT, date(2026, 5, 26)), queries.on(FORMAT, date(2026, 5, 27))
    assert before.effective_to == date(2026, 5, 26)
    assert after.effective_from == date(2026, 5, 27)
    with pytest.raises(UnableToFindRegulation, match="01/01/2000"):
        queries.on(FORMAT, date(2000, 1, 1))


def test_a_new_version_closes_the_former_one_the_day_before() -> None:
    made(date(2026, 1, 1))
    made(date(2026, 7, 1), 12)
    made(date(2026, 3, 1), 11)
    assert spans() == [
        (date(2026, 1, 1), date(2026, 2, 28)),
        (date(2026, 3, 1), date(2026, 6, 30)),
        (date(2026, 7, 1), None),
    ]
    assert [queries.on(NEW, day).value for day in (date(2026, 2, 28), date(2026, 3, 1), date(2027, 1, 1))] == [
        10,
        11,
        12,
    ]


def test_days_without_a_rule_must_be_said_to_be_meant() -> None:
    made(date(2026, 1, 1), to_on=date(2026, 1, 31))
    with pytest.raises(UnableToChangeRule, match="từ 01/02/2026 đến 28/02/2026"):
        made(date(2026, 3, 1))
    made(date(2026, 3, 1), gap=True)
    with pytest.raises(UnableToFindRegulation):
        queries.on(NEW, date(2026, 2, 15))


@pytest.mark.parametrize(
    ("from_on", "to_on", "words"),
    [
        (date(2026, 1, 1), None, "Đã có nội dung áp dụng từ ngày 01/01/2026"),
        (date(2025, 1, 1), date(2026, 6, 1), "Nội dung khác đã áp dụng từ ngày 01/01/2026"),
        (date(2026, 5, 1), date(2026, 4, 1), "Ngày cuối phải từ ngày bắt đầu"),
    ],
)
def test_a_version_that_cannot_stand_is_refused(from_on: date, to_on: date | None, words: str) -> None:
    made(date(2026, 1, 1))
    with pytest.raises(UnableToChangeRule, match=words):
        made(from_on, 12, to_on)
    assert spans() == [(date(2026, 1, 1), None)]


def test_a_correction_keeps_the_former_text_and_the_reason_in_the_history() -> None:
    rule = made(date(2026, 1, 1), {"reply": 10})
    operations.correct(scope=ADMIN, rule=rule, text=text({"reply": 12}, standing="confirmed"), why="Gõ nhầm số ngày")
    assert queries.on(NEW, date(2026, 1, 1)).value == {"reply": 12}
    act = queries.acts_on(NEW)[0]
    assert act.verb == "correct"
    assert act.payload.actor_name == "Quản trị"
    assert act.payload.data["why"] == "Gõ nhầm số ngày"
    assert act.payload.data["before"]["value"] == {"reply": 10}
    assert act.payload.data["after"]["standing"] == "confirmed"
    with pytest.raises(UnableToChangeRule, match="Chưa có gì khác"):
        operations.correct(scope=ADMIN, rule=rule, text=text({"reply": 12}, standing="confirmed"), why="Lại")


def test_a_rule_ends_on_a_day_and_only_once() -> None:
    rule = made(date(2026, 1, 1))
    with pytest.raises(UnableToChangeRule, match="01/01/2026"):
        operations.end(scope=ADMIN, rule=rule, on=date(2025, 12, 31), why="Hết")
    operations.end(scope=ADMIN, rule=rule, on=date(2026, 6, 30), why="Bãi bỏ")
    with pytest.raises(UnableToFindRegulation):
        queries.on(NEW, date(2026, 7, 1))
    with pytest.raises(UnableToChangeRule, match="vốn đã hết"):
        operations.end(scope=ADMIN, rule=rule, on=date(2026, 8, 1), why="Lại")
    assert [act.verb for act in queries.acts_on(NEW)] == ["end", "add"]


def test_only_the_administrator_changes_rules_and_only_with_a_reason() -> None:
    rule = queries.on(FORMAT, date(2026, 6, 1))
    with pytest.raises(UnableToRegulate):
        operations.add_version(scope=CLERK, code=NEW, text=text(1), from_on=date(2026, 1, 1), why="x")
    with pytest.raises(UnableToRegulate):
        operations.correct(scope=CLERK, rule=rule, text=text(1), why="x")
    with pytest.raises(UnableToRegulate):
        operations.end(scope=CLERK, rule=rule, on=date(2026, 7, 1), why="x")
    for refused in (
        {"code": NEW, "text": text(1), "why": "  "},
        {"code": NEW, "text": text(1, title=" "), "why": "x"},
        {"code": NEW, "text": text(1, standing="sure"), "why": "x"},
        {"code": "lich", "text": text(1), "why": "x"},
    ):
        with pytest.raises(UnableToChangeRule):
            operations.add_version(scope=ADMIN, from_on=date(2026, 1, 1), **refused)  # type: ignore[arg-type]
    assert queries.versions(NEW, date.min) == []


def test_the_database_itself_refuses_two_rules_of_one_name_on_one_day() -> None:
    made(date(2026, 1, 1), to_on=date(2026, 6, 30))
    sample = {"code": NEW, "title": "x", "source": "x", "standing": "confirmed", "value": 1}
    for first, last in [
        (date(2026, 1, 1), None),
        (date(2026, 6, 30), None),
        (date(2025, 1, 1), date(2026, 1, 1)),
        (date(2026, 2, 1), date(2026, 2, 2)),
    ]:
        with pytest.raises(IntegrityError), transaction.atomic():
            Regulation.objects.create(effective_from=first, effective_to=last, **sample)
    after = Regulation.objects.create(effective_from=date(2026, 7, 1), **sample)
    with pytest.raises(IntegrityError), transaction.atomic():
        Regulation.objects.filter(pk=after.pk).update(effective_from=date(2026, 6, 30))


def test_a_change_of_the_weekly_days_off_moves_running_deadlines_and_nonsense_is_refused() -> None:
    friday = started(date(2026, 11, 20))
    assert friday.due_on == date(2026, 11, 25), "Tuesday 24 November is a holiday"
    week = queries.on("weekly-days-off", date(2026, 11, 20))
    for wrong in ({"days_off": ["thứ bảy"]}, {"days_off": 5}, 7, {"days_off": [["sunday"]]}):
        with pytest.raises(UnableToChangeRule, match="danh sách các ngày trong tuần"):
            operations.correct(scope=ADMIN, rule=week, text=text(wrong), why="Thử")
    operations.add_version(
        scope=ADMIN,
        code="weekly-days-off",
        text=text({"days_off": ["sunday"]}),
        from_on=date(2026, 11, 1),
        why="Làm cả thứ Bảy",
    )
    friday.refresh_from_db()
    assert friday.due_on == date(2026, 11, 23)
    move = DeadlineMove.objects.get(deadline=friday)
    assert (move.from_on, move.to_on) == (date(2026, 11, 25), date(2026, 11, 23))
    assert "Làm cả thứ Bảy" in move.change.why


def test_a_list_of_rules_takes_one_query_however_many() -> None:
    def number() -> int:
        with CaptureQueriesContext(connection) as seen:
            queries.held_on(date(2026, 6, 1))
        return len(seen)

    few = number()
    for at in range(50):
        operations.add_version(scope=ADMIN, code=f"rule-{at}", text=text(at), from_on=date(2020, 1, 1), why="x")
    assert number() == few == 1
    assert len(dict(queries.held_on(date(2026, 6, 1)))["Quy định khác"]) == 50
