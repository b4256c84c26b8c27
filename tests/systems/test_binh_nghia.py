"""Bình Nghĩa, 2017–2021."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import uuid4

import time_machine

from lantoa.common.periods import Period
from lantoa.pledges import operations, queries
from lantoa.pledges.operations import Assessment, DeedSaid, PledgeSaid
from lantoa.pledges.rules import is_late
from lantoa.practices import operations as practices
from lantoa.practices import queries as register_of_practices
from lantoa.practices.models import Practice
from tests.cast import Cast
from tests.files.test_photos import with_camera
from tests.systems.branches import acting, branch
from tests.systems.places import district, place

YEAR, BEGUN, END = Period.year(2020), date(2020, 1, 15), date(2020, 12, 10)


@time_machine.travel(datetime(2020, 1, 15, 2, tzinfo=UTC), tick=False)
def test_bn6_each_group_and_person_picks_a_thing_and_finishes_it_in_the_registered_time(cast: Cast) -> None:
    above = district(cast, "binh-luc", "Bình Lục", "Hà Nam")
    commune = place(cast, "xa-binh-nghia", "Xã Bình Nghĩa", "commune", above)
    unit, people = branch(cast, commune, "cb-thon-4", 6)
    secretary = acting(cast, "branch_secretary", unit, people[0], BEGUN)
    member = acting(cast, "member", unit, people[1], BEGUN)
    due = date(2020, 6, 30)

    group, _ = operations.register(
        scope=secretary, said=PledgeSaid(unit, YEAR, [DeedSaid("Làm đường hoa dài 1 km", due)]), today=BEGUN
    )
    one, _ = operations.register(
        scope=member, said=PledgeSaid(unit, YEAR, [DeedSaid("Dọn bờ mương sau nhà", due)], people[1]), today=BEGUN
    )
    operations.register_many(
        scope=secretary,
        unit=unit,
        people=[people[0], *people[2:]],
        deeds=[DeedSaid("Phân loại rác tại nhà", due)],
        days=YEAR,
        today=BEGUN,
        sending=uuid4(),
    )
    waiting = list(queries.pledges().filter(unit=unit, stage="registered"))
    assert operations.confirm_all(scope=secretary, unit=unit, pledges=waiting, today=BEGUN) == 7

    deed = queries.deeds_of([one])[one.pk][0]
    said = {"deed": deed, "words": "Đã dọn xong 200 m bờ mương", "on": date(2020, 6, 20), "today": date(2020, 6, 20)}
    proof = operations.add_progress(scope=member, photo=("a.jpg", with_camera()), is_done=True, **said)  # type: ignore[arg-type]
    assert proof.photo is not None
    late = queries.deeds_of([group])[group.pk][0]
    on = date(2020, 8, 2)
    operations.add_progress(scope=secretary, deed=late, words="Xong 1 km", on=on, today=on, is_done=True)
    deed.refresh_from_db()
    late.refresh_from_db()
    assert not is_late(due, deed.done_on, END)
    assert is_late(due, late.done_on, END)

    operations.assess(scope=member, pledge=one, said={deed.uuid: Assessment("done", "200 m")}, today=END)
    closed = operations.close(scope=secretary, pledge=one, result="fulfilled", today=END)
    assert (closed.stage, closed.result) == ("closed", "fulfilled")
    assert [step.verb for step in queries.steps_of(closed)] == ["close", "assess", "confirm", "register", "write"]
    found = queries.counts([commune.pk], "place", END)[commune.pk]
    assert (found.registered, found.should, found.units_registered, found.units) == (6, 6, 1, 1)


def test_bn5_seven_in_effect_are_five_carried_over_and_two_new_since_2021(cast: Cast) -> None:
    def begin(name: str, on: date) -> Practice:
        said = practices.Registration(name, "collective", cast.units["an-phuc"], on)
        one = practices.register(scope=cast.product, registration=said)
        practices.advance(scope=cast.product, practice=one, verb="start", on=on)
        return one

    older = [begin(f"Mô hình {year}, {number}", date(year, 3, 1)) for year in (2019, 2020) for number in (1, 2, 3)]
    practices.advance(
        scope=cast.product, practice=older[0], verb="end", on=date(2020, 12, 31), note="Hết thời hạn đăng ký"
    )
    assert practices.keep(scope=cast.product, practices=older[1:], year=2021, on=date(2021, 1, 10)) == 5
    for number in (1, 2):
        begin(f"Mô hình 2021, {number}", date(2021, 4, 1))

    register, since = register_of_practices.register(), date(2021, 1, 1)
    found = register_of_practices.counts(register, date(2021, 6, 1), since)
    assert (found["effective"], found["carried"], found["new"]) == (7, 5, 2)
    assert register_of_practices.counts(register, date(2020, 6, 1), date(2020, 1, 1))["effective"] == 6
    assert register_of_practices.registered_for(register, 2021) == {"new": 2, "kept": 5}


def test_bn4_a_practice_of_2019_is_kept_on_while_another_is_registered_anew_in_2020(cast: Cast) -> None:
    unit = cast.units["an-phuc"]
    saturday, friendly = (
        practices.register(scope=cast.product, registration=practices.Registration(name, "collective", unit, on))
        for name, on in (("Ngày thứ bảy với dân", date(2019, 2, 1)), ("Chính quyền thân thiện", date(2020, 2, 1)))
    )
    practices.keep(scope=cast.product, practices=[saturday], year=2020, on=date(2020, 1, 15))
    assert register_of_practices.registered_for(register_of_practices.register(), 2020) == {"new": 1, "kept": 1}
    assert [one.kind for one in register_of_practices.practice_years(saturday)] == ["kept", "new"]
    assert [one.kind for one in register_of_practices.practice_years(friendly)] == ["new"]
