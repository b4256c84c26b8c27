"""What people ask about their own data: clocks, refusals, and each act done whole."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.common.scopes import Scope, everything
from lantoa.history.models import Event
from lantoa.organisations import operations as organisations
from lantoa.organisations.models import PersonRequest, Restriction
from lantoa.organisations.operations import person_requests as operations
from lantoa.organisations.operations.person_requests import Asked, How, UnableToHandleRequest
from lantoa.organisations.queries import personal_data
from lantoa.organisations.rules import personal_data as rules
from lantoa.regulations.operations import UnableToExtendDeadline, UnableToStartDeadline
from tests.cast import LONG_AGO, TODAY, Cast
from tests.organisations.asking import ASKED, ask, make_person, managing

WHY = How("Theo đơn ngày 20/11/2026")


def timed(one: PersonRequest) -> personal_data.TimedRequest:
    """The request with its last days."""
    return personal_data.requests(everything("kiểm thử")).get(pk=one.pk)


@given(verbs=st.lists(st.sampled_from(["answer", "extend", "carry_out", "refuse"]), max_size=8))
def test_a_closed_request_stays_closed(verbs: list[str]) -> None:
    stage = rules.after("", "receive")
    for verb in verbs:
        after = rules.after(stage or "", verb)
        assert after is None or stage in rules.OPEN_STAGES
        stage = after or stage


def test_a_request_gets_its_clocks_from_the_rule_of_its_day_and_is_told_in_the_history(cast: Cast) -> None:
    scope = managing(cast)
    for kind, due in (("export", 10), ("correct", 10), ("restrict", 15), ("withdraw", 15), ("erase", 20)):
        one = timed(ask(cast, make_person(cast, f"Người {kind} A"), kind, scope=scope))
        # 24/11 is the Day of Vietnamese Culture, a day off since 2026.
        assert (one.answer_due_on, one.due_on) == (date(2026, 11, 25), ASKED + timedelta(days=due))
        event = Event.objects.get(kind="person_request", record=one.uuid)
        assert (event.verb, event.actor_id) == ("receive", scope.actor_id)
        assert "Người" not in json.dumps(event.payload.data)


def test_a_request_from_before_the_law_is_refused_and_not_guessed(cast: Cast) -> None:
    with pytest.raises(UnableToStartDeadline):
        ask(cast, make_person(cast), "erase", on=date(2025, 12, 31))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"kind": "other"}, "Hãy chọn"),
        ({"asked_how": "telepathy"}, "Hãy chọn"),
        ({"asked_on": TODAY + timedelta(days=1)}, "sau hôm nay"),
    ],
)
def test_a_request_that_makes_no_sense_is_refused(cast: Cast, changed: dict[str, object], said: str) -> None:
    columns = {"kind": "erase", "asked_on": ASKED, "asked_how": "letter"} | changed
    asked = Asked(make_person(cast), cast.units["an-phuc"], **columns)  # type: ignore[arg-type]
    with pytest.raises(UnableToHandleRequest, match=said):
        operations.receive(scope=cast.product, asked=asked, on=TODAY)


def test_the_same_is_not_asked_twice_at_a_time(cast: Cast) -> None:
    person = make_person(cast)
    one = ask(cast, person, "erase")
    with pytest.raises(UnableToHandleRequest, match="đang được giải quyết"):
        ask(cast, person, "erase")
    operations.refuse(scope=cast.product, request=one, why="Không phải chính người đó", on=TODAY)
    ask(cast, person, "erase")


def test_whoever_does_not_manage_all_units_of_a_person_does_nothing_with_their_data(cast: Cast) -> None:
    person = make_person(cast)
    one = ask(cast, person, "export")
    restricted = ask(cast, person, "restrict")
    operations.carry_out(scope=cast.product, request=restricted, how=WHY, on=TODAY)
    restriction = Restriction.objects.get()
    here = managing(cast, "an-phuc", "quan-ly-an-phuc")
    other = managing(cast, "tan-loi", "quan-ly-tan-loi")
    clerk = cast.scope(cast.lan)
    acts = {
        "receive": lambda scope: ask(cast, person, "erase", scope=scope),
        "answer": lambda scope: operations.answer(scope=scope, request=one, on=TODAY),
        "extend": lambda scope: operations.extend(
            scope=scope, request=one, until=date(2026, 12, 5), why="cần thêm", on=TODAY
        ),
        "copy": lambda scope: operations.copy(scope=scope, request=one, chosen=(), on=TODAY),
        "refuse": lambda scope: operations.refuse(scope=scope, request=one, why="không", on=TODAY),
        "carry_out": lambda scope: operations.carry_out(scope=scope, request=one, how=WHY, on=TODAY),
        "lift": lambda scope: operations.lift(scope=scope, restriction=restriction, why="xin bỏ", on=TODAY),
    }
    before = Event.objects.count()
    for scope in (other, clerk, Scope(None, "")):
        for act in acts.values():
            with pytest.raises(UnableToHandleRequest):
                act(scope)
    # A post elsewhere makes it a matter of the level above both.
    organisations.appoint(scope=cast.product, person=person, unit=cast.units["tan-loi"], title="Ủy viên", on=LONG_AGO)
    for name in ("receive", "copy", "carry_out", "lift"):
        with pytest.raises(UnableToHandleRequest, match="ngoài phạm vi"):
            acts[name](here)
    assert Event.objects.count() == before + 1
    assert not personal_data.may_handle(here, person)
    assert personal_data.may_handle(managing(cast, "ben-lau", "quan-ly-huyen"), person)
    acts["carry_out"](cast.product)


def test_a_person_known_nowhere_is_a_matter_of_who_manages_all(cast: Cast) -> None:
    person = organisations.add_person(scope=cast.product, full_name="Đỗ Văn Không")
    assert not personal_data.may_handle(managing(cast, "vn"), person)
    assert personal_data.may_handle(cast.product, person)


def test_time_is_extended_once_with_a_reason_and_not_beyond_the_rule(cast: Cast) -> None:
    one = ask(cast, make_person(cast), "restrict")
    first = timed(one).due_on
    assert first is not None
    until = first + timedelta(days=15)

    def extend(until: date, why: str = "Cần xác minh", on: date = TODAY) -> None:
        operations.extend(scope=cast.product, request=one, until=until, why=why, on=on)

    with pytest.raises(UnableToHandleRequest, match="phải sau hạn"):
        extend(first)
    for wrong, said in (
        ((until + timedelta(days=1), "Cần xác minh", TODAY), "từ 1 đến 15 ngày"),
        ((until, " ", TODAY), "lý do"),
        ((until, "Cần xác minh", first + timedelta(days=1)), "đã hết"),
    ):
        with pytest.raises(UnableToExtendDeadline, match=said):
            extend(*wrong)
    assert personal_data.may_extend(one, TODAY)
    assert not personal_data.may_extend(one, first + timedelta(days=1))
    extend(until)
    assert timed(one).due_on == until
    assert not personal_data.may_extend(one, TODAY)
    with pytest.raises(UnableToExtendDeadline, match="1 lần"):
        extend(until + timedelta(days=1))


def test_where_the_rule_names_no_extension_there_is_none(cast: Cast) -> None:
    one = ask(cast, make_person(cast), "erase")
    assert not personal_data.may_extend(one, TODAY)
    with pytest.raises(UnableToExtendDeadline, match="không cho gia hạn"):
        operations.extend(scope=cast.product, request=one, until=date(2026, 12, 11), why="Cần thêm", on=TODAY)


def test_clocks_run_until_the_answer_and_the_act_and_then_stop(cast: Cast) -> None:
    one = ask(cast, make_person(cast), "erase")
    assert set(personal_data.clocks(one)) == {"acknowledge", "delete"}
    assert {clock.unit_id for clock in personal_data.clocks(one).values()} == {cast.units["an-phuc"].pk}
    assert not [clock for clock in personal_data.clocks(one).values() if "Mơ" in clock.label]
    operations.answer(scope=cast.product, request=one, on=TODAY)
    assert set(personal_data.clocks(one)) == {"delete"}
    operations.refuse(scope=cast.product, request=one, why="Không xác minh được", on=TODAY)
    assert personal_data.clocks(one) == {}
    assert timed(one).due_on == date(2026, 12, 10)


def test_a_request_goes_its_way_by_days_and_once_closed_nothing_more_is_done(cast: Cast) -> None:
    one = ask(cast, make_person(cast), "export")
    assert one.stage == "received"
    operations.answer(scope=cast.product, request=one, on=TODAY)
    one.refresh_from_db()
    assert one.stage == "answered"
    with pytest.raises(UnableToHandleRequest, match="đã được trả lời"):
        operations.answer(scope=cast.product, request=one, on=TODAY)
    with pytest.raises(UnableToHandleRequest, match="Ngày phải từ"):
        operations.refuse(scope=cast.product, request=one, why="x", on=ASKED - timedelta(days=1))
    with pytest.raises(UnableToHandleRequest, match="lý do từ chối"):
        operations.refuse(scope=cast.product, request=one, why="  ", on=TODAY)
    with pytest.raises(UnableToHandleRequest, match="căn cứ"):
        operations.carry_out(scope=cast.product, request=one, how=How(" "), on=TODAY)
    operations.carry_out(scope=cast.product, request=one, how=WHY, on=TODAY)
    one.refresh_from_db()
    assert (one.stage, one.closed_on) == ("done", TODAY)
    for act in (
        lambda: operations.refuse(scope=cast.product, request=one, why="x", on=TODAY),
        lambda: operations.carry_out(scope=cast.product, request=one, how=WHY, on=TODAY),
    ):
        with pytest.raises(UnableToHandleRequest, match="giải quyết xong"):
            act()
    verbs = list(Event.objects.filter(record=one.uuid).order_by("seq").values_list("verb", flat=True))
    assert verbs == ["receive", "answer", "carry_out"]
