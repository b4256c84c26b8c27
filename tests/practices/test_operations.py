"""Registering, moving and measuring practices on a real database."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from lantoa.common.periods import Period
from lantoa.common.quantities import Exactness, Quantity
from lantoa.history import queries as history
from lantoa.indicators import queries as ledger
from lantoa.indicators.operations import UnableToPost
from lantoa.organisations.models import Person
from lantoa.plans import operations as plans
from lantoa.practices import operations, queries
from lantoa.practices.models import Outcome, Practice
from lantoa.practices.operations import UnableToChangePractice
from tests.cast import TODAY, Cast
from tests.plans.making import make_theme
from tests.practices.making import make_outcome, make_practice

YEAR = ledger.View(Period.year(2022))


def counted(cast: Cast, code: str, unit: str, year: int = 2022) -> Quantity | None:
    view = ledger.View(Period.year(year))
    return ledger.figure(ledger.indicator(code), cast.units[unit].pk, view).in_period


def test_thirty_and_fifteen_are_read_from_the_roll_up_by_unit_field_and_year(cast: Cast) -> None:
    for number in range(30):
        unit = "an-phuc" if number < 18 else "tan-loi"
        fields = ["moi-truong"] if number % 2 else ["moi-truong", "nong-thon-moi"]
        make_practice(cast, unit, f"Mô hình tập thể {number}", fields=fields)
    for number in range(15):
        make_practice(cast, "cb-dong", f"Mô hình cá nhân {number}", kind="individual", person=f"Người Thứ {number}")
    make_practice(cast, "an-phuc", "Của năm sau", on=date(2023, 1, 5))

    for top in ("ben-lau", "song-trang", "vn"):
        assert counted(cast, "mo-hinh-tap-the", top) == Quantity.of(30)
        assert counted(cast, "mo-hinh-ca-nhan", top) == Quantity.of(15)
    assert counted(cast, "mo-hinh-tap-the", "an-phuc") == Quantity.of(18)
    assert counted(cast, "mo-hinh-tap-the", "tan-loi") == Quantity.of(12)
    assert counted(cast, "mo-hinh-ca-nhan", "an-phuc-1") == Quantity.of(15)
    assert counted(cast, "mo-hinh-ca-nhan", "tan-loi") is None
    assert counted(cast, "mo-hinh-tap-the--moi-truong", "ben-lau") == Quantity.of(30)
    assert counted(cast, "mo-hinh-tap-the--nong-thon-moi", "ben-lau") == Quantity.of(15)
    assert counted(cast, "mo-hinh-tap-the--quoc-phong-an-ninh", "ben-lau") is None
    assert counted(cast, "mo-hinh-tap-the", "ben-lau", 2023) == Quantity.of(1)


def test_the_same_registration_sent_twice_registers_and_counts_once(cast: Cast) -> None:
    key = uuid4()
    for _ in range(2):
        make_practice(cast, uuid=key)
    assert Practice.objects.count() == 1
    assert counted(cast, "mo-hinh-tap-the", "vn") == Quantity.of(1)


def test_a_clerk_registers_below_the_own_commune_and_nowhere_else(cast: Cast) -> None:
    scope = cast.scope(cast.lan)
    make_practice(cast, "cb-dong", scope=scope)
    for unit in ("tan-loi", "ben-lau"):
        with pytest.raises(UnableToChangePractice):
            make_practice(cast, unit, scope=scope)
    assert Practice.objects.count() == 1


def test_a_refused_registration_leaves_no_person_behind(cast: Cast) -> None:
    with pytest.raises(UnableToChangePractice):
        make_practice(cast, "tan-loi", person="Nguyễn Văn Ba", scope=cast.scope(cast.lan))
    assert not Person.objects.exists()


@pytest.mark.parametrize(("name", "kind"), [("  ", "collective"), ("Một tên", "neither")])
def test_a_practice_needs_a_name_and_a_kind(cast: Cast, name: str, kind: str) -> None:
    with pytest.raises(UnableToChangePractice):
        make_practice(cast, name=name, kind=kind)


def test_registering_and_each_verb_are_written_in_history(cast: Cast) -> None:
    practice = make_practice(cast)
    operations.advance(
        scope=cast.scope(cast.lan), practice=practice, verb="start", on=date(2022, 4, 1), paper="12-KH/ĐU"
    )
    events = list(history.of_record("practice", practice.uuid))
    assert [event.verb for event in events] == ["register", "start"]
    assert events[1].actor_id == cast.lan.pk
    assert events[1].payload.data["paper"] == "12-KH/ĐU"


def test_a_practice_runs_ends_and_runs_again_on_dated_stages(cast: Cast) -> None:
    practice = make_practice(cast)
    for verb, on in (("start", date(2022, 4, 1)), ("end", date(2022, 12, 1)), ("resume", date(2023, 2, 1))):
        operations.advance(scope=cast.product, practice=practice, verb=verb, on=on, note="Hết thời hạn đăng ký")
    spans = [(one.stage, one.from_on, one.to_on) for one in queries.stages_of(practice)]
    assert spans == [
        ("running", date(2023, 2, 1), None),
        ("ended", date(2022, 12, 1), date(2023, 1, 31)),
        ("running", date(2022, 4, 1), date(2022, 11, 30)),
        ("registered", date(2022, 3, 1), date(2022, 3, 31)),
    ]


@pytest.mark.parametrize("verb", ["resume", "register", "close_pilot", "take_off_portal", "burn"])
def test_a_verb_that_may_not_follow_is_refused(cast: Cast, verb: str) -> None:
    with pytest.raises(UnableToChangePractice):
        operations.advance(scope=cast.product, practice=make_practice(cast), verb=verb, on=TODAY)


def test_a_verb_may_not_be_dated_before_the_stage_that_it_ends(cast: Cast) -> None:
    with pytest.raises(UnableToChangePractice, match="01/03/2022"):
        operations.advance(scope=cast.product, practice=make_practice(cast), verb="start", on=date(2022, 2, 28))


def test_a_pilot_mark_may_not_be_dated_back_into_a_former_one(cast: Cast) -> None:
    practice = make_practice(cast)
    operations.advance(scope=cast.product, practice=practice, verb="choose_as_pilot", on=date(2022, 4, 1))
    operations.advance(scope=cast.product, practice=practice, verb="close_pilot", on=date(2023, 4, 1), note="Đạt")
    with pytest.raises(UnableToChangePractice, match="01/04/2023"):
        operations.advance(scope=cast.product, practice=practice, verb="choose_as_pilot", on=date(2022, 6, 1))
    operations.advance(scope=cast.product, practice=practice, verb="choose_as_pilot", on=date(2023, 4, 1))
    assert queries.stages_now(practice) == {"life": "registered", "pilot": "pilot"}


def test_a_neighbour_may_not_move_a_practice(cast: Cast) -> None:
    with pytest.raises(UnableToChangePractice):
        operations.advance(scope=cast.scope(cast.minh), practice=make_practice(cast), verb="start", on=TODAY)


def test_a_joint_outcome_is_posted_once_and_shown_with_each_practice(cast: Cast) -> None:
    both = [make_practice(cast, name="Cầu Sen"), make_practice(cast, name="Đường Sen")]
    outcome = make_outcome(cast, both, Quantity.of(10**9, Exactness.JUST_UNDER, "gần"))
    assert counted(cast, "nguon-luc", "vn") == Quantity.of(10**9, Exactness.JUST_UNDER, "gần")
    for practice in both:
        assert [one.pk for one in queries.outcomes_of([practice.pk])] == [outcome.pk]
        assert [fact.wording for fact in queries.facts_of(practice, outcome.indicator)] == ["gần 1 tỷ đồng"]
    assert len(queries.outcomes_of([one.pk for one in both])) == 1


def test_the_same_outcome_sent_twice_counts_once(cast: Cast) -> None:
    practice, key = make_practice(cast), uuid4()
    for _ in range(2):
        make_outcome(cast, [practice], Quantity.of(5), "cau-xay-moi", uuid=key)
    assert Outcome.objects.count() == 1
    assert counted(cast, "cau-xay-moi", "vn") == Quantity.of(5)


def test_a_withdrawn_joint_outcome_counts_nowhere_and_says_why(cast: Cast) -> None:
    both = [make_practice(cast, name="Cầu Sen"), make_practice(cast, name="Đường Sen")]
    outcome = make_outcome(cast, both, Quantity.of(5), "cau-xay-moi")
    operations.withdraw_outcome(scope=cast.scope(cast.lan), outcome=outcome, why="ghi trùng báo cáo quý")
    assert counted(cast, "cau-xay-moi", "vn") is None
    for practice in both:
        shown = list(queries.outcomes_of([practice.pk]))
        assert [one.stands for one in shown] == [False]
        assert queries.withdrawals(shown) == {outcome.uuid: "ghi trùng báo cáo quý"}
    assert queries.outcomes_by_practice([one.pk for one in both]) == {one.pk: [] for one in both}


def test_an_outcome_is_withdrawn_once_and_only_with_a_reason(cast: Cast) -> None:
    outcome = make_outcome(cast, [make_practice(cast)], Quantity.of(5), "cau-xay-moi")
    with pytest.raises(UnableToChangePractice):
        operations.withdraw_outcome(scope=cast.product, outcome=outcome, why=" ")
    operations.withdraw_outcome(scope=cast.product, outcome=outcome, why="ghi nhầm")
    with pytest.raises(UnableToChangePractice):
        operations.withdraw_outcome(scope=cast.product, outcome=outcome, why="ghi nhầm")


def test_nobody_adds_to_a_practice_of_the_neighbour_even_for_the_own_unit(cast: Cast) -> None:
    practice = make_practice(cast, "tan-loi")
    with pytest.raises(UnableToChangePractice):
        make_outcome(cast, [practice], Quantity.of(5), "cau-xay-moi", scope=cast.scope(cast.lan))


def test_an_outcome_finer_than_its_indicator_leaves_nothing_behind(cast: Cast) -> None:
    half = Quantity.of(Quantity.of(1).point / 2) if Quantity.of(1).point else None
    assert half is not None
    with pytest.raises(UnableToPost):
        make_outcome(cast, [make_practice(cast)], half, "cau-xay-moi")
    assert not Outcome.objects.exists()


def test_two_sends_of_one_registration_in_the_same_moment_enter_it_once(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = uuid4()

    def the_other_came_first(*records: object) -> None:
        monkeypatch.undo()
        make_practice(cast, uuid=key)

    monkeypatch.setattr(operations.practices.ledger, "one_after_another", the_other_came_first)
    make_practice(cast, uuid=key)
    assert counted(cast, "mo-hinh-tap-the", "vn") == Quantity.of(1)


def test_two_sends_of_one_outcome_in_the_same_moment_enter_it_once(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    practice, key = make_practice(cast), uuid4()

    def the_other_came_first(*records: object) -> None:
        monkeypatch.undo()
        make_outcome(cast, [practice], Quantity.of(4), uuid=key)

    monkeypatch.setattr(operations.practices.ledger, "one_after_another", the_other_came_first)
    make_outcome(cast, [practice], Quantity.of(4), uuid=key)
    assert Outcome.objects.count() == 1


def test_a_practice_serves_several_themes_and_is_found_by_each_of_them_and_by_those_they_carry_out(cast: Cast) -> None:
    above = make_theme(cast, "song-trang", "Của tỉnh", year="2021..2025")
    theme = make_theme(cast, "an-phuc", "Của xã", year="2022", parent=above)
    campaign = make_theme(cast, "an-phuc", "Cuộc vận động", kind="campaign", year="2022")
    practice = make_practice(cast)
    operations.set_themes(scope=cast.scope(cast.lan), practice=practice, themes=[theme, campaign])
    for one in (above, theme, campaign):
        assert list(queries.narrowed(queries.register(), queries.Wanted(theme=one), None)) == [practice]
    operations.set_themes(scope=cast.product, practice=practice, themes=[campaign])
    assert not queries.narrowed(queries.register(), queries.Wanted(theme=above), None).exists()
    told = [event.payload.data for event in history.of_record("practice", practice.uuid) if event.verb == "serve"]
    assert told[-1] == {"themes": ["Cuộc vận động"], "before": ["Cuộc vận động", "Của xã"]}
    with pytest.raises(UnableToChangePractice):
        operations.set_themes(scope=cast.scope(cast.minh), practice=practice, themes=[theme])


def test_a_practice_takes_up_no_withdrawn_theme(cast: Cast) -> None:
    theme, practice = make_theme(cast), make_practice(cast)
    plans.end_theme(scope=cast.product, theme=theme, how="withdrawn", why="nhầm")
    theme.refresh_from_db()
    with pytest.raises(UnableToChangePractice, match="đã rút"):
        operations.set_themes(scope=cast.product, practice=practice, themes=[theme])
