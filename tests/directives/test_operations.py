"""Numbers are taken, noted and taken back; congresses divide the book. On a real database, with scope and history."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction

from lantoa.common.scopes import Identity
from lantoa.directives import operations, queries
from lantoa.directives.models import Congress, Number
from lantoa.directives.operations import Paper, UnableToNumber
from lantoa.history.queries import of_record
from tests.cast import TODAY, Cast
from tests.workers import Place, a_place

BODY = "du-an-phuc"


def paper(on: date, kind: str = "BC", *, is_party: bool = True, about: str = "Báo cáo quý") -> Paper:
    return Paper(kind, is_party, on, about)


def take(cast: Cast, on: date, *, unit: str = BODY, number: int | None = None, **more: Any) -> Number:
    to = more.pop("given_to", None) or Identity("report", uuid4())
    return operations.take_number(
        scope=cast.product, unit=cast.units[unit].pk, paper=paper(on, **more), given_to=to, number=number
    )


def congress(cast: Cast, closed_on: date, term: str = "2025–2030", unit: str = BODY) -> Congress:
    return operations.record_congress(
        scope=cast.product, unit=cast.units[unit].pk, term=term, closed_on=closed_on, today=TODAY
    )


def note(cast: Cast, number: int, on: date, unit: str = BODY, **more: Any) -> Number:
    return operations.note_given_elsewhere(
        scope=cast.product, unit=cast.units[unit].pk, paper=paper(on, **more), number=number, today=TODAY
    )


def verbs(uuid: UUID, kind: str) -> list[str]:
    return [event.verb for event in of_record(kind, uuid)]


def test_numbers_follow_one_another_in_each_kind(cast: Cast) -> None:
    given = [take(cast, date(2026, 3, day)).number for day in (1, 2, 3)]
    assert given == [1, 2, 3]
    assert take(cast, date(2026, 3, 4), kind="KH").number == 1
    assert take(cast, date(2026, 3, 4), unit="hu-ben-lau").number == 1
    first = Number.objects.earliest("pk")
    assert verbs(first.uuid, "number") == ["take"]


def test_a_number_that_has_been_given_is_refused_and_says_to_which_paper(cast: Cast) -> None:
    take(cast, date(2026, 3, 1), number=46, about="Báo cáo quý I – xã An Phúc")
    with pytest.raises(UnableToNumber, match=r"Số 46-BC đã cấp cho “Báo cáo quý I – xã An Phúc” ngày 01/03/2026.*47"):
        take(cast, date(2026, 9, 1), number=46)
    assert take(cast, date(2026, 9, 1)).number == 47
    # A gap may be filled by whoever says so.
    assert take(cast, date(2026, 9, 2), number=12).number == 12
    assert take(cast, date(2026, 9, 3)).number == 48


def test_the_same_paper_asking_for_its_number_again_has_it(cast: Cast) -> None:
    to = Identity("report", uuid4())
    first = take(cast, date(2026, 3, 1), number=5, given_to=to)
    assert take(cast, date(2026, 4, 1), number=5, given_to=to) == first
    assert Number.objects.count() == 1


def test_a_number_given_elsewhere_is_not_given_again_and_may_be_taken_back(cast: Cast) -> None:
    noted = note(cast, 45, date(2026, 2, 1), about="Báo cáo trên giấy")
    assert take(cast, date(2026, 3, 1)).number == 46
    with pytest.raises(UnableToNumber, match="cấp ngoài phần mềm"):
        take(cast, date(2026, 3, 1), number=45)
    with pytest.raises(UnableToNumber, match="lý do"):
        operations.withdraw_note(scope=cast.product, number=noted, why=" ")
    operations.withdraw_note(scope=cast.product, number=noted, why="ghi nhầm 4 thành 45")
    assert verbs(noted.uuid, "number") == ["note", "withdraw"]
    assert take(cast, date(2026, 3, 1), number=45).number == 45
    with pytest.raises(UnableToNumber, match="đã được bỏ"):
        operations.withdraw_note(scope=cast.product, number=noted, why="lần nữa")


def test_what_a_paper_here_bears_is_never_taken_back(cast: Cast) -> None:
    with pytest.raises(UnableToNumber, match="lập ở đây"):
        operations.withdraw_note(scope=cast.product, number=take(cast, date(2026, 3, 1)), why="thử")


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({"kind": "XX"}, "viết tắt là “XX”"),
        ({"kind": ""}, "viết tắt"),
        ({"number": 0}, "từ 1 đến"),
        ({"number": 100_000}, "từ 1 đến"),
        ({"about": "  "}, "văn bản nào"),
    ],
)
def test_what_cannot_be_a_number_is_refused(cast: Cast, said: dict[str, Any], says: str) -> None:
    with pytest.raises(UnableToNumber, match=says):
        take(cast, date(2026, 3, 1), **said)


def test_a_number_of_tomorrow_was_not_given_elsewhere_yet(cast: Cast) -> None:
    with pytest.raises(UnableToNumber, match="sau hôm nay"):
        note(cast, 3, date(2026, 12, 1))


def test_only_who_reports_for_the_unit_touches_its_book(cast: Cast) -> None:
    minh, unit, on = cast.scope(cast.minh), cast.units[BODY].pk, date(2026, 3, 1)
    noted, closed = note(cast, 7, on), congress(cast, date(2025, 7, 9))
    acts = [
        lambda: operations.take_number(scope=minh, unit=unit, paper=paper(on), given_to=Identity("report", uuid4())),
        lambda: operations.note_given_elsewhere(scope=minh, unit=unit, paper=paper(on), number=3, today=TODAY),
        lambda: operations.record_congress(scope=minh, unit=unit, term="x", closed_on=on, today=TODAY),
        lambda: operations.withdraw_congress(scope=minh, congress=closed, why="x"),
        lambda: operations.withdraw_note(scope=minh, number=noted, why="x"),
    ]
    for act in acts:
        with pytest.raises(UnableToNumber, match="Tài khoản này không được"):
            act()  # type: ignore[no-untyped-call]
    lan = cast.scope(cast.lan)
    assert (
        operations.take_number(scope=lan, unit=unit, paper=paper(on), given_to=Identity("report", uuid4())).number == 8
    )


def test_a_congress_moves_what_was_numbered_after_it_to_a_series_of_its_own(cast: Cast) -> None:
    before, after = take(cast, date(2025, 7, 9)), take(cast, date(2025, 7, 10))
    one = congress(cast, date(2025, 7, 9))
    before.refresh_from_db()
    after.refresh_from_db()
    assert (before.series_from, after.series_from) == (date.min, date(2025, 7, 10))
    assert (before.number, after.number) == (1, 2)
    # What was numbered on in the old series keeps its number; the new one goes on after it.
    assert take(cast, date(2026, 1, 5)).number == 3
    assert take(cast, date(2025, 6, 1)).number == 2
    (event,) = of_record("congress", one.uuid)
    assert event.payload.data["moved"] == 1


def test_a_congress_that_was_wrong_is_withdrawn_unless_two_numbers_become_equal(cast: Cast) -> None:
    take(cast, date(2025, 6, 1))
    one = congress(cast, date(2025, 7, 9))
    operations.withdraw_congress(scope=cast.product, congress=one, why="nhầm ngày")
    again = congress(cast, date(2025, 7, 9))
    after = take(cast, date(2025, 8, 1))
    assert after.number == 1
    with pytest.raises(UnableToNumber, match="mang một số: 01-BC"):
        operations.withdraw_congress(scope=cast.product, congress=again, why="thử")
    again.refresh_from_db()
    after.refresh_from_db()
    assert (again.withdrawn_at, after.series_from) == (None, date(2025, 7, 10))
    assert verbs(one.uuid, "congress") == ["record", "withdraw"]
    with pytest.raises(UnableToNumber, match="đã được bỏ"):
        operations.withdraw_congress(scope=cast.product, congress=one, why="lần nữa")


@pytest.mark.parametrize(
    ("unit", "closed_on", "term", "says"),
    [
        (BODY, date(2027, 1, 1), "2025–2030", "chưa bế mạc"),
        (BODY, date(2025, 7, 9), " ", "tên nhiệm kỳ"),
        ("pn-an-phuc", date(2025, 7, 9), "2025–2030", "không phải tổ chức đảng"),
    ],
)
def test_what_is_no_congress_is_refused(cast: Cast, unit: str, closed_on: date, term: str, says: str) -> None:
    with pytest.raises(UnableToNumber, match=says):
        congress(cast, closed_on, term, unit)


def test_a_congress_is_recorded_once(cast: Cast) -> None:
    congress(cast, date(2025, 7, 9))
    with pytest.raises(UnableToNumber, match=r"đã ghi rồi, nhiệm kỳ 2025–2030"):
        congress(cast, date(2025, 7, 9), "2020–2025")


def test_a_party_organ_numbers_on_across_years_and_begins_anew_after_its_congress(cast: Cast) -> None:
    congress(cast, date(2020, 8, 12), "2020–2025")
    days = (date(2023, 3, 1), date(2023, 12, 31), date(2024, 1, 2), date(2025, 7, 9))
    assert [take(cast, day).number for day in days] == [1, 2, 3, 4]
    congress(cast, date(2025, 7, 9))
    assert [take(cast, day).number for day in (date(2025, 7, 10), date(2026, 1, 2))] == [1, 2]


def test_a_state_body_numbers_by_the_year(cast: Cast) -> None:
    days = (date(2024, 12, 31), date(2025, 1, 1), date(2025, 5, 1))
    assert [take(cast, day, unit="an-phuc", is_party=False).number for day in days] == [1, 1, 2]


def test_the_database_itself_holds_a_number_once_in_a_series(cast: Cast) -> None:
    one = take(cast, date(2026, 3, 1))
    copied = {name: getattr(one, name) for name in ("unit", "kind", "runs", "series_from", "number", "dated_on")}
    with pytest.raises(IntegrityError), transaction.atomic():
        Number.objects.create(**copied, about="lần hai", taken_at=one.taken_at)


@pytest.fixture
def place(tmp_path_factory: pytest.TempPathFactory, kept_database: str) -> Iterator[Place]:
    yield from a_place(tmp_path_factory, kept_database)


@pytest.mark.django_db
def test_many_who_take_a_number_at_once_get_numbers_of_their_own(place: Place) -> None:
    place.run("tests.directives.crowd")
    given = [row[0] for row in place.rows("SELECT number FROM directives_number ORDER BY number")]
    assert given == list(range(1, len(given) + 1))
    assert len(given) == 24


def test_the_next_number_of_each_kind_stands_in_the_book(cast: Cast) -> None:
    note(cast, 45, date(2026, 2, 1))
    found = queries.next_numbers(cast.units[BODY].pk, is_party=True, on=TODAY)
    assert (found[0].kind, found[0].last, found[0].number) == ("BC", 45, 46)
    assert {one.number for one in found[1:]} == {1}
