"""Between two units: ordered, offered, asked for, answered, begun, looked at, stopped."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from lantoa.common.scopes import Scope
from lantoa.history.models import Event
from lantoa.notices.models import Delivery, Notice
from lantoa.practices import operations, queries
from lantoa.practices.models import Replication
from lantoa.practices.operations import Beginning, Found, Origin, UnableToCheck, UnableToReplicate
from lantoa.practices.queries import StandingPractice
from tests.cast import TODAY, Cast
from tests.practices.making import make_practice

ON = date(2023, 5, 1)


def running(cast: Cast, unit: str = "an-phuc", name: str = "Đường hoa nông dân", **more: object) -> StandingPractice:
    one = make_practice(cast, unit, name, **more)  # type: ignore[arg-type]
    operations.advance(scope=cast.product, practice=one, verb="start", on=date(2022, 3, 1))
    found = queries.practice(one.uuid)
    assert found is not None
    return found


def taken_up(
    cast: Cast,
    source: StandingPractice | None,
    unit: str = "tan-loi",
    *,
    name: str = "Đường hoa",
    on: date = ON,
    **how: object,
) -> Replication:
    """An edge that has begun, with a new practice of the unit."""
    words = "" if source else "Đường hoa, xã Nơi Xa"
    return operations.record_origin(
        scope=cast.product,
        origin=Origin(source, words, **how),  # type: ignore[arg-type]
        taker=cast.units[unit],
        beginning=Beginning(on, name=name),
        today=TODAY,
    )


def told(verb: str) -> set[int | None]:
    rows = Delivery.objects.filter(notice__key__contains=f":{verb}:", channel="in_product")
    return set(rows.values_list("user", flat=True))


def test_an_order_goes_to_units_below_and_becomes_a_practice_of_the_own_name(cast: Cast) -> None:
    source, dung, minh = running(cast), cast.scope(cast.dung), cast.scope(cast.minh)
    (one,) = operations.order(
        scope=dung,
        origin=Origin(source, paper_words="Công văn số 12-CV/BTGTU"),
        orderer=cast.units["song-trang"],
        takers=[cast.units["tan-loi"]],
        today=ON,
    )
    assert (one.stage, one.way, one.directed_by) == ("ordered", "ordered", cast.units["song-trang"])
    assert cast.minh.pk in told("order")
    with pytest.raises(UnableToReplicate, match="từ chối"):
        operations.answer(scope=minh, replication=one, verb="decline", note="Không có người", today=ON)
    operations.answer(scope=minh, replication=one, verb="accept", today=ON)
    begun = operations.start(
        scope=minh,
        replication=one,
        beginning=Beginning(ON, name="Tuyến đường nở hoa", adapted="Hoa mười giờ"),
        today=ON,
    )
    assert begun.practice is not None
    assert (begun.practice.name, begun.practice.owner_unit, begun.adapted) == (
        "Tuyến đường nở hoa",
        cast.units["tan-loi"],
        "Hoa mười giờ",
    )
    assert queries.stages_now(begun.practice)["life"] == "running"
    assert cast.lan.pk in told("start")
    assert [step.verb for step in queries.steps_of_replication(begun)] == ["start", "accept", "order"]
    assert Event.objects.filter(kind="replication", record=one.uuid).count() == 3


def test_the_same_order_twice_reaches_nobody_twice(cast: Cast) -> None:
    source = running(cast)
    said = {
        "origin": Origin(source),
        "orderer": cast.units["song-trang"],
        "takers": [cast.units["tan-loi"]],
        "today": ON,
    }
    assert len(operations.order(scope=cast.scope(cast.dung), **said)) == 1  # type: ignore[arg-type]
    assert operations.order(scope=cast.scope(cast.dung), **said) == []  # type: ignore[arg-type]


def test_nobody_orders_beside_or_above_themselves(cast: Cast) -> None:
    source, lan = running(cast), cast.scope(cast.lan)
    for taker in ("tan-loi", "an-phuc", "ben-lau"):
        with pytest.raises(UnableToReplicate, match="cấp dưới"):
            operations.order(
                scope=lan, origin=Origin(source), orderer=cast.units["an-phuc"], takers=[cast.units[taker]], today=ON
            )
    assert not Replication.objects.exists()


def test_a_unit_asks_and_the_owner_answers(cast: Cast) -> None:
    source, lan, minh = running(cast, public=True), cast.scope(cast.lan), cast.scope(cast.minh)
    one = operations.ask(scope=minh, source=source, taker=cast.units["tan-loi"], today=ON, note="Muốn sang xem")
    assert cast.lan.pk in told("ask")
    with pytest.raises(UnableToReplicate, match="không được trả lời"):
        operations.answer(scope=minh, replication=one, verb="accept", today=ON)
    with pytest.raises(UnableToReplicate, match="đang chờ"):
        operations.ask(scope=minh, source=source, taker=cast.units["tan-loi"], today=ON)
    with pytest.raises(UnableToReplicate, match="lý do"):
        operations.answer(scope=lan, replication=one, verb="decline", today=ON)
    operations.answer(scope=lan, replication=one, verb="decline", today=ON, note="Đang sửa đường")
    assert cast.minh.pk in told("decline")
    again = operations.ask(scope=minh, source=source, taker=cast.units["tan-loi"], today=TODAY)
    assert operations.answer(scope=lan, replication=again, verb="accept", today=TODAY).stage == "accepted"


def test_what_is_not_public_cannot_be_asked_for_but_may_be_offered(cast: Cast) -> None:
    source, minh = running(cast), cast.scope(cast.minh)
    with pytest.raises(UnableToReplicate, match="công khai"):
        operations.ask(scope=minh, source=source, taker=cast.units["tan-loi"], today=ON)
    one = operations.offer(scope=cast.scope(cast.lan), source=source, taker=cast.units["tan-loi"], today=ON)
    assert queries.may_know(minh, source)
    assert operations.answer(scope=minh, replication=one, verb="decline", note="Đã có", today=ON).stage == "declined"


def test_a_source_outside_the_register_is_kept_in_words(cast: Cast) -> None:
    one = taken_up(cast, None, way="ordered", directed_words="Ban Tuyên giáo Huyện ủy")
    assert (one.source, one.source_words, one.stage) == (None, "Đường hoa, xã Nơi Xa", "started")


def test_a_circle_is_refused_however_long(cast: Cast) -> None:
    first = running(cast)
    second = taken_up(cast, first).practice
    assert second is not None
    third = taken_up(cast, queries.practice(second.uuid), "pn-an-phuc", name="Ba").practice
    assert third is not None
    with pytest.raises(UnableToReplicate, match="vòng"):
        operations.record_origin(
            scope=cast.product,
            origin=Origin(third),
            taker=cast.units["an-phuc"],
            beginning=Beginning(ON, practice=first),
            today=TODAY,
        )
    assert Replication.objects.count() == 2


def test_stopping_ends_the_practice_and_says_why(cast: Cast) -> None:
    one = taken_up(cast, running(cast))
    with pytest.raises(UnableToReplicate, match="lý do"):
        operations.answer(scope=cast.scope(cast.minh), replication=one, verb="stop", today=TODAY)
    operations.answer(scope=cast.scope(cast.minh), replication=one, verb="stop", today=TODAY, note="Hết kinh phí")
    found = queries.replication(one.uuid)
    assert found is not None
    assert (found.stage, found.life) == ("started", "ended")


def test_a_practice_that_is_joined_is_not_withdrawn_before_the_edge_is_cancelled(cast: Cast) -> None:
    one = taken_up(cast, running(cast))
    assert one.practice is not None
    with pytest.raises(operations.UnableToChangePractice, match="nhân rộng"):
        operations.withdraw(scope=cast.product, practice=one.practice, why="Ghi nhầm")
    operations.answer(scope=cast.scope(cast.lan), replication=one, verb="cancel", note="Không phải", today=TODAY)
    operations.withdraw(scope=cast.product, practice=one.practice, why="Ghi nhầm")


def test_checks_are_made_by_the_dated_marks_and_corrected_in_the_history(cast: Cast) -> None:
    one = taken_up(cast, running(cast))
    minh = cast.scope(cast.minh)

    def check(months: int, state: str, on: date, learnt: str = "") -> None:
        found = Found(state, on, "Đường sạch hơn", learnt)
        operations.check_replication(scope=minh, replication=one, months=months, found=found, today=TODAY)

    with pytest.raises(UnableToCheck, match="mốc"):
        check(4, "running", TODAY)
    with pytest.raises(UnableToCheck, match="từ ngày"):
        check(6, "running", date(2023, 6, 1))
    check(3, "running", date(2023, 8, 2))
    check(3, "changed", date(2023, 8, 3))
    assert one.checks.get().state == "changed"
    assert Event.objects.filter(kind="replication", verb="check", record=one.uuid).count() == 2
    check(12, "stopped", date(2024, 5, 2), "Không ai chăm hoa")
    assert one.practice is not None
    assert queries.stages_now(one.practice)["life"] == "ended"
    found = {mark.months: mark.fate for mark in queries.marks(queries.replications(), TODAY)}
    assert found == {3: "alive", 6: "unchecked", 12: "stopped"}
    assert [(one.months, one.share) for one in queries.survivals(queries.replications(), TODAY)] == [
        (3, 100),
        (6, 0),
        (12, 0),
    ]
    with pytest.raises(UnableToCheck, match="tiến trình"):
        check(12, "running", TODAY)


def test_what_is_to_be_looked_at_is_due_to_the_taker_alone(cast: Cast) -> None:
    taken_up(cast, running(cast), on=date(2026, 9, 1))
    until = date(2026, 12, 31)
    assert [mark.months for mark in queries.checks_due([cast.units["tan-loi"].pk], TODAY, until)] == [3]
    assert queries.checks_due([cast.units["an-phuc"].pk], TODAY, until) == []
    assert Notice.objects.filter(key__startswith="remind:replication-check").exists()


def test_a_reader_may_do_none_of_it(cast: Cast) -> None:
    reader = Scope(None, "Người đọc", reach={"read": None})
    source = running(cast, public=True)
    one = taken_up(cast, source)
    with pytest.raises(UnableToReplicate):
        operations.ask(scope=reader, source=source, taker=cast.units["ben-lau"], today=ON)
    with pytest.raises(UnableToReplicate):
        operations.offer(scope=reader, source=source, taker=cast.units["ben-lau"], today=ON)
    with pytest.raises(UnableToReplicate):
        operations.answer(scope=reader, replication=one, verb="cancel", note="Thử", today=ON)
    found = Found("running", TODAY)
    with pytest.raises(UnableToCheck):
        operations.check_replication(scope=reader, replication=one, months=3, found=found, today=TODAY)


def test_the_database_knows_one_source_and_one_practice(cast: Cast) -> None:
    source = running(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Replication.objects.create(
            source=source,
            source_words="Và nơi khác",
            taker_unit=cast.units["tan-loi"],
            begun_by=cast.units["tan-loi"],
            way="asked",
            stage="asked",
            begun_on=ON,
        )


def test_the_family_takes_one_recursive_query_however_deep(cast: Cast) -> None:
    first = running(cast, public=True)
    chain = [first]
    for number in range(6):
        unit = ("tan-loi", "an-phuc")[number % 2]
        grown = taken_up(cast, chain[-1], unit, name=f"Đời {number}").practice
        assert grown is not None
        found = queries.practice(grown.uuid)
        assert found is not None
        chain.append(found)
    middle = chain[3]
    with CaptureQueriesContext(connection) as asked:
        kin = queries.family(middle, cast.product)
    assert kin.ancestors == {one.pk for one in chain[:3]}
    assert kin.descendants == {one.pk for one in chain[4:]}
    assert len(asked) == 3
    assert queries.count_spread(kin) == queries.SpreadCount(3, 3, 0)
    stranger = Scope(None, "")
    assert set(queries.family(middle, stranger).known) == {first.pk}
