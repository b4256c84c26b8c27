"""What is worth copying, what is said of it, and what keeps the edges true."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lantoa.common.checks import Look
from lantoa.common.quantities import Quantity
from lantoa.notices.models import Delivery
from lantoa.organisations.models import Grant
from lantoa.organisations.queries.personal_data import Subject
from lantoa.practices import checks, operations, personal_data, queries
from lantoa.practices.models import Lesson, Practice, Replication, ReplicationStep
from lantoa.practices.operations import Found, Origin
from lantoa.practices.queries import StandingPractice
from lantoa.regulations.models import Regulation
from tests.cast import TODAY, Cast
from tests.organisations.asking import make_person
from tests.practices.making import make_outcome, make_practice
from tests.practices.test_replications import ON, running, taken_up


def names(cast: Cast, unit: str = "an-phuc", **wanted: str) -> list[str]:
    found = queries.suggestions(cast.units[unit], cast.scope(cast.lan), TODAY, **wanted)  # type: ignore[arg-type]
    return [one.practice.name for one in found]


def with_result(cast: Cast, name: str, unit: str = "tan-loi", **more: object) -> StandingPractice:
    one = running(cast, unit, name, public=True, **more)
    make_outcome(cast, [one], Quantity.of(3), "cau-xay-moi", unit=unit)
    return one


def test_only_what_is_elsewhere_public_runs_and_has_something_behind_it_is_suggested(cast: Cast) -> None:
    with_result(cast, "Được gợi ý")
    with_result(cast, "Của xã mình", "cb-dong")
    running(cast, "tan-loi", "Chưa có kết quả", public=True)
    ended = with_result(cast, "Đã kết thúc")
    operations.advance(scope=cast.product, practice=ended, verb="end", on=TODAY, note="Hết hạn")
    hidden = running(cast, "tan-loi", "Chưa công khai")
    make_outcome(cast, [hidden], Quantity.of(3), "cau-xay-moi", unit="tan-loi")
    withdrawn = running(cast, "tan-loi", "Đã rút kết quả", public=True)
    outcome = make_outcome(cast, [withdrawn], Quantity.of(3), "cau-xay-moi", unit="tan-loi")
    operations.withdraw_outcome(scope=cast.product, outcome=outcome, why="Nhầm")
    assert names(cast) == ["Được gợi ý"]


def test_what_survived_elsewhere_is_suggested_without_figures_and_not_what_was_asked_for(cast: Cast) -> None:
    source = running(cast, "tan-loi", "Bền", public=True)
    edge = taken_up(cast, source, "ben-lau", name="Bền ở huyện")
    assert names(cast) == []
    found = Found("running", date(2023, 8, 2))
    operations.check_replication(scope=cast.product, replication=edge, months=3, found=found, today=TODAY)
    assert names(cast) == ["Bền"]
    operations.ask(scope=cast.scope(cast.lan), source=source, taker=cast.units["an-phuc"], today=TODAY)
    assert names(cast) == []


def test_the_likest_come_first_and_a_problem_in_words_narrows(cast: Cast) -> None:
    make_practice(cast, name="Đường hoa nông dân", fields=["moi-truong"])
    with_result(cast, "Tiếng kẻng học bài", fields=["van-hoa-xa-hoi"])
    with_result(cast, "Con đường hoa", fields=["moi-truong"])
    assert names(cast) == ["Con đường hoa", "Tiếng kẻng học bài"]
    assert names(cast, text="học bài") == ["Tiếng kẻng học bài"]
    assert names(cast, field_code="van-hoa-xa-hoi") == ["Tiếng kẻng học bài"]
    (first, _) = queries.suggestions(cast.units["an-phuc"], cast.scope(cast.lan), TODAY)
    assert set(first.reasons) >= {"field", "district", "class", "outcome", "alike"}
    assert first.reasons["alike"] == "Đường hoa nông dân"


def test_suggestions_take_as_many_queries_for_many_practices_as_for_few(cast: Cast) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            names(cast)
        return len(asked)

    with_result(cast, "Một", fields=["moi-truong"])
    few = cost()
    for number in range(12):
        with_result(cast, f"Số {number}", fields=["moi-truong"])
    assert cost() == few


def test_the_marks_follow_the_rule_of_the_day_on_which_it_began(cast: Cast) -> None:
    old = Regulation.objects.get(code="replication-checks")
    Regulation.objects.filter(pk=old.pk).update(effective_to=date(2023, 12, 31))
    old.pk, old.effective_from, old.effective_to = None, date(2024, 1, 1), None
    old.value = {"months": [1, 24], "early_days": 0}
    old.save(force_insert=True)
    source = running(cast)
    taken_up(cast, source, name="Trước")
    taken_up(cast, source, name="Sau", on=date(2024, 3, 1))
    found: dict[str, list[int]] = {}
    for mark in queries.marks(queries.replications(), TODAY):
        assert mark.replication.practice is not None
        found.setdefault(mark.replication.practice.name, []).append(mark.months)
    assert found == {"Trước": [3, 6, 12], "Sau": [1, 24]}


def test_a_practice_that_ends_on_its_own_page_is_reminded_of_no_more(cast: Cast) -> None:
    edge = taken_up(cast, running(cast), on=date(2026, 9, 1))
    waiting = Delivery.objects.filter(notice__key__startswith="remind:replication-check", settled_at__isnull=True)
    waiting = waiting.exclude(channel="in_product", read_at__isnull=False)
    assert waiting.exists()
    assert edge.practice is not None
    operations.advance(scope=cast.product, practice=edge.practice, verb="end", on=TODAY, note="Hết kinh phí")
    assert not waiting.exists()


def test_the_doctor_finds_a_circle_and_a_stage_that_no_step_says(cast: Cast) -> None:
    first = running(cast)
    edge = taken_up(cast, first)
    assert list(checks.spreading.run(Look(timezone.now()))) == []
    Replication.objects.create(
        source=edge.practice,
        taker_unit=cast.units["an-phuc"],
        practice=Practice.objects.get(pk=first.pk),
        way="asked",
        stage="started",
        begun_by=cast.units["an-phuc"],
        begun_on=ON,
        started_on=ON,
    )
    found = [one.what for one in checks.spreading.run(Look(timezone.now()))]
    assert any("chính nó" in what for what in found)
    assert any("nói khác" in what for what in found)


def test_what_somebody_did_between_units_stays_without_the_name(cast: Cast) -> None:
    keeper, lan = make_person(cast, cast.lan.full_name), cast.scope(cast.lan)
    Grant.objects.filter(user=cast.lan).update(person=keeper)
    source = running(cast, public=True)
    said = {"kind": "advice", "text": f"Hỏi bà {keeper.full_name}", "on": ON, "today": TODAY}
    operations.add_lesson(scope=lan, practice=source, **said)  # type: ignore[arg-type]
    operations.offer(scope=lan, source=source, taker=cast.units["tan-loi"], today=TODAY)
    subject = Subject(keeper, (keeper.full_name,), cast.product, TODAY)
    held = {section.code: section for section in personal_data.held(subject)}
    assert {item.cells[1] for item in held["practice_acts"].items} == {"Ghi bài học", "Giới thiệu"}
    assert [item.cells[0] for item in held["spread_named"].items] == [f"Hỏi bà {keeper.full_name}"]
    personal_data.erase(subject=subject, chosen=["practice_acts"], about=uuid4(), why="yêu cầu")
    assert not ReplicationStep.objects.filter(actor_name=keeper.full_name).exists()
    assert Lesson.objects.get().actor_name != keeper.full_name


@pytest.mark.parametrize("origin", [Origin(), Origin(source_words="  ")])
def test_a_source_is_said_one_way_or_the_other(cast: Cast, origin: Origin) -> None:
    with pytest.raises(operations.UnableToReplicate, match="một nơi học"):
        operations.order(
            scope=cast.product,
            origin=origin,
            orderer=cast.units["ben-lau"],
            takers=[cast.units["an-phuc"]],
            today=ON,
        )
