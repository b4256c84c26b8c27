"""Lists of people: read whatever they look like, previewed, written all or nothing, and never twice."""

from __future__ import annotations

import time
import unicodedata
from datetime import date
from typing import Any

import pytest

from lantoa.common.scopes import Scope
from lantoa.history.queries import of_record
from lantoa.organisations import operations, queries
from lantoa.organisations.models import Membership, Person, Post, RosterDraft
from lantoa.organisations.operations import UnableToChangeUnits, UnableToImportPeople
from tests.cast import LONG_AGO, TODAY, Cast
from tests.organisations.rosters import HEADINGS, csv_of, name_of, people, workbook_of

SINCE = date(2025, 7, 1)


def take_in(cast: Cast, data: bytes, unit: str = "du-an-phuc", scope: Scope | None = None, **more: Any) -> RosterDraft:
    return operations.take_in_roster(
        scope=scope or cast.product, unit=cast.units[unit], name="ds.csv", data=data, from_on=SINCE, **more
    )


def write(cast: Cast, data: bytes, **more: Any) -> Any:
    return operations.write_roster(scope=cast.product, draft=take_in(cast, data, **more), today=TODAY)


def states(cast: Cast, draft: RosterDraft) -> list[str]:
    return [row.state for row in queries.plan(draft, cast.product, TODAY).rows]


def counts() -> tuple[int, int, int]:
    return Person.objects.count(), Membership.objects.count(), Post.objects.count()


def windows_1258(text: str) -> bytes:
    """As old Vietnamese programs wrote it: the tone after its letter."""
    out = b""
    for char in text:
        parts = unicodedata.normalize("NFD", char)
        tones = "".join(part for part in parts[1:] if part in "\u0300\u0301\u0303\u0309\u0323")
        bare = unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones or not tones))
        out += (bare + tones).encode("cp1258")
    return out


ROWS = [
    ["Nguyễn Thị Hồng Tuyến", "1968", "Bí thư chi bộ", "Chi bộ thôn Đông", "01/07/2025", "", "x"],
    ["Trần Đức Lương", "12/05/1990", "", "cb-dong", "07/2025", "", ""],
]


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1258"])
def test_a_list_is_read_in_any_usual_encoding_and_with_any_usual_separator(
    cast: Cast, separator: str, encoding: str
) -> None:
    text = csv_of(*ROWS, separator=separator).decode()
    write(cast, windows_1258(text) if encoding == "windows-1258" else text.encode(encoding))
    first, second = Person.objects.filter(memberships__unit=cast.units["cb-dong"]).order_by("pk")
    assert [first.full_name, second.full_name] == ["Nguyễn Thị Hồng Tuyến", "Trần Đức Lương"]
    assert [first.birth_year, second.birth_year] == [1968, 1990]
    (post,) = first.posts.all()
    assert (post.title, post.is_head, post.from_on) == ("Bí thư chi bộ", True, SINCE)


def test_a_workbook_with_a_title_above_and_the_name_in_two_columns_is_read(cast: Cast) -> None:
    headings = ["STT", "Họ và tên đệm", "Tên", "Năm sinh", "Chức vụ"]
    write(cast, workbook_of([["1", "Nguyễn Văn", "An", "1970", "Ủy viên"]], headings))
    one = Person.objects.get(posts__title="Ủy viên")
    assert (one.full_name, one.birth_year) == ("Nguyễn Văn An", 1970)


def test_twelve_wrong_rows_of_five_hundred_are_all_said_at_once_and_nothing_is_written(cast: Cast) -> None:
    rows = people(500)
    spoiled = {
        3: (0, ""),
        40: (0, "12345"),
        77: (0, "Bình"),
        100: (1, "mười chín"),
        101: (1, "1750"),
        160: (3, "Chi bộ không có"),
        200: (4, "32/13/2025"),
        201: (5, "hôm qua"),
        260: (5, "01/01/2020"),
        300: (6, "có lẽ"),
        350: (6, "x"),
        499: (3, "chi bo nao do"),
    }
    for at, (column, value) in spoiled.items():
        rows[at][column] = value
    draft = take_in(cast, workbook_of(rows))
    plan = queries.plan(draft, cast.product, TODAY)
    assert len({one.row for one in plan.wrong}) == 12
    first = plan.rows[0].entry.row
    assert {one.row - first for one in plan.wrong} == set(spoiled)
    assert len(plan.of("new")) == 488
    before = counts()
    with pytest.raises(UnableToImportPeople, match="12 dòng"):
        operations.write_roster(scope=cast.product, draft=draft, today=TODAY)
    assert counts() == before


def test_the_same_list_again_makes_nothing_twice(cast: Cast) -> None:
    data = workbook_of([*people(60, title="Đảng viên"), ["Nguyễn Văn Trùng", "", "", "cb-dong", "", "", ""]])
    done = write(cast, data)
    assert len(done.of("new")) == 61
    after = counts()
    again = write(cast, data)
    assert len(again.of("there")) == 61
    assert counts() == after
    # The same people in another file, under the unit's other spelling, without birth years or days.
    rows = [[name_of(at), "", "", "CHI BO THON DONG", "", "", ""] for at in range(60)]
    assert {row.state for row in write(cast, csv_of(*rows)).rows} == {"there"}
    assert counts() == after


def test_namesakes_in_one_unit_stay_two_however_often_the_list_comes(cast: Cast) -> None:
    rows = [["Nguyễn Văn Hùng", year, "", "cb-dong", "", "", ""] for year in ("1960", "1985")]
    write(cast, csv_of(*rows))
    assert Person.objects.filter(full_name="Nguyễn Văn Hùng").count() == 2
    assert {row.state for row in write(cast, csv_of(*reversed(rows))).rows} == {"there"}


def test_a_likely_person_is_a_question_with_reasons_and_nothing_is_written_before_it_is_answered(cast: Cast) -> None:
    old = operations.add_person(scope=cast.product, full_name="Lê Thị Hòa", birth_year=1975, unit=cast.units["tan-loi"])
    operations.join_unit(scope=cast.product, person=old, unit=cast.units["tan-loi"], on=LONG_AGO)
    draft = take_in(
        cast, csv_of(["Lê Thị Hoà", "1975", "", "cb-dong", "", "", ""], ["Lê Thị Hoa", "", "", "", "", "", ""])
    )
    first, second = queries.plan(draft, cast.product, TODAY).rows
    assert (first.state, second.state) == ("likely", "new")
    (offer,) = first.offers
    assert offer.value == str(old.uuid)
    assert set(offer.why) == {"same_name", "same_birth_year"}
    assert second.namesakes == 1
    with pytest.raises(UnableToImportPeople, match="1 dòng cần chọn"):
        operations.write_roster(scope=cast.product, draft=draft, today=TODAY)
    operations.choose(scope=cast.product, draft=draft, choices={first.entry.row: str(old.uuid)})
    before = Person.objects.count()
    operations.write_roster(scope=cast.product, draft=draft, today=TODAY)
    assert Person.objects.count() == before + 1
    assert {row.unit_id for row in old.memberships.all()} == {cast.units["tan-loi"].pk, cast.units["cb-dong"].pk}
    assert [event.verb for event in of_record("person", old.uuid)] == ["add", "join_unit", "import"]


def test_a_name_over_two_columns_under_one_merged_heading_is_put_together(cast: Cast) -> None:
    data = csv_of(
        ["1", "Nguyễn Văn", "An", "1970"],
        ["2", "Trần Thị", "Bé", "1971"],
        headings=("STT", "Họ và tên", "", "Năm sinh"),
    )
    write(cast, data)
    assert set(Person.objects.filter(memberships__isnull=False).values_list("full_name", flat=True)) == {
        "Nguyễn Văn An",
        "Trần Thị Bé",
    }


@pytest.mark.parametrize(("choice", "more"), [("new", 1), ("skip", 0)])
def test_a_question_may_be_answered_by_another_person_or_by_leaving_the_row_out(
    cast: Cast, choice: str, more: int
) -> None:
    old = operations.add_person(scope=cast.product, full_name="Lê Thị Hòa", birth_year=1975)
    operations.join_unit(scope=cast.product, person=old, unit=cast.units["tan-loi"], on=LONG_AGO)
    data = csv_of(["Lê Thị Hòa", "1975", "", "cb-dong", "", "", ""])
    draft = take_in(cast, data)
    (row,) = queries.plan(draft, cast.product, TODAY).rows
    operations.choose(scope=cast.product, draft=draft, choices={row.entry.row: choice})
    before = counts()
    operations.write_roster(scope=cast.product, draft=draft, today=TODAY)
    after = counts()
    assert after == (before[0] + more, before[1] + more, before[2])
    # The answer is remembered with the file: asked once, never again.
    again = take_in(cast, data)
    assert states(cast, again) == ["there" if more else "skipped"]
    operations.write_roster(scope=cast.product, draft=again, today=TODAY)
    assert counts() == after


def test_two_posts_of_one_person_in_one_list_are_one_person_with_two_posts(cast: Cast) -> None:
    rows = [["Phạm Văn Tư", "1970", title, "cb-dong", "", "", ""] for title in ("Bí thư", "Trưởng thôn")]
    done = write(cast, csv_of(*rows))
    assert [row.state for row in done.rows] == ["new", "more"]
    one = Person.objects.get(full_name="Phạm Văn Tư")
    assert (one.posts.count(), one.memberships.count()) == (2, 1)
    # Without a birth year it is a question.
    rows = [["Phạm Văn Năm", "", title, "cb-dong", "", "", ""] for title in ("Bí thư", "Trưởng thôn")]
    draft = take_in(cast, csv_of(*rows))
    assert states(cast, draft) == ["new", "likely"]
    second = queries.plan(draft, cast.product, TODAY).rows[1]
    operations.choose(scope=cast.product, draft=draft, choices={second.entry.row: second.offers[0].value})
    operations.write_roster(scope=cast.product, draft=draft, today=TODAY)
    assert Person.objects.get(full_name="Phạm Văn Năm").posts.count() == 2


def test_a_unit_is_found_by_code_by_todays_and_by_a_former_name_within_reach_only(cast: Cast) -> None:
    operations.rename_unit(scope=cast.product, unit=cast.units["cb-dong"], name="Chi bộ thôn Đông Hưng", on=SINCE)
    for name in ("cb-dong", "Chi bộ thôn Đông", "chi bo thon dong hung"):
        draft = take_in(cast, csv_of(["Nguyễn Văn An", "", "", name, "", "", ""]))
        (row,) = queries.plan(draft, cast.product, TODAY).rows
        assert row.unit_id == cast.units["cb-dong"].pk, name
    near = frozenset({cast.units["du-an-phuc"].pk})
    manager = Scope(None, "Quản lý", reach={"read": near, "manage": near})
    draft = take_in(cast, csv_of(["Nguyễn Văn An", "", "", "cb-dong", "", "", ""]), scope=manager)
    (wrong,) = queries.plan(draft, manager, TODAY).wrong
    assert "phạm vi quản lý" in wrong.words


def test_columns_are_corrected_once_and_remembered_for_the_unit(cast: Cast) -> None:
    headings = ("Người", "Ghi chú", "Cột lạ")
    data = csv_of(["Nguyễn Văn An", "Bí thư", "1970"], headings=headings)
    draft = take_in(cast, data)
    assert draft.columns == ["", "", ""]
    assert "họ và tên" in queries.plan(draft, cast.product, TODAY).problem
    with pytest.raises(UnableToImportPeople):
        operations.write_roster(scope=cast.product, draft=draft, today=TODAY)
    for wrong in (["title", "", ""], ["name", "name", ""], ["name"], ["name", "lạ", ""]):
        with pytest.raises(UnableToImportPeople):
            operations.set_columns(scope=cast.product, draft=draft, columns=wrong)
    operations.set_columns(scope=cast.product, draft=draft, columns=["name", "title", "birth"])
    assert take_in(cast, data).columns == ["name", "title", "birth"]
    assert take_in(cast, data, unit="pn-an-phuc").columns == ["", "", ""]


def test_only_a_manager_of_the_unit_takes_lists_in_and_writes_them(cast: Cast) -> None:
    data = csv_of(["Nguyễn Văn An", "", "", "", "", "", ""])
    clerk = cast.scope(cast.lan)
    with pytest.raises(UnableToChangeUnits):
        take_in(cast, data, scope=clerk)
    draft = take_in(cast, data)
    for act in (operations.write_roster, operations.set_columns, operations.choose, operations.discard_roster):
        extra: dict[str, Any] = {
            operations.write_roster: {"today": TODAY},
            operations.set_columns: {"columns": draft.columns},
            operations.choose: {"choices": {}},
            operations.discard_roster: {},
        }[act]
        with pytest.raises(UnableToChangeUnits):
            act(scope=clerk, draft=draft, **extra)
    assert queries.roster_draft(draft.uuid, clerk) is None


def test_a_written_list_keeps_no_names_and_is_not_written_again(cast: Cast) -> None:
    draft = take_in(cast, csv_of(*ROWS))
    operations.write_roster(scope=cast.product, draft=draft, today=TODAY)
    draft.refresh_from_db()
    assert draft.lines == []
    assert draft.written_at is not None
    for act in (operations.write_roster, operations.discard_roster):
        extra = {"today": TODAY} if act is operations.write_roster else {}
        with pytest.raises(UnableToImportPeople):
            act(scope=cast.product, draft=draft, **extra)  # type: ignore[operator]
    event = of_record("unit", cast.units["du-an-phuc"].uuid).last()
    assert event is not None
    assert (event.verb, event.payload.data["new"]) == ("import_people", 2)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "không có chữ"),
        (csv_of(), "không có người nào"),
        (b"%PDF-1.4 x", "không phải bảng tính"),
        (b"PK\x03\x04 broken", "hỏng"),
    ],
)
def test_what_is_no_list_is_refused_in_words(cast: Cast, data: bytes, words: str) -> None:
    with pytest.raises(UnableToImportPeople, match=words):
        take_in(cast, data)


def test_a_list_of_more_than_twenty_thousand_rows_is_refused_in_words(cast: Cast) -> None:
    with pytest.raises(UnableToImportPeople, match=r"20\.000 dòng"):
        take_in(cast, csv_of(*[["Nguyễn Văn An"]] * 20_001))
    assert len(take_in(cast, csv_of(*[["Nguyễn Văn An"]] * 20_000)).lines) == 20_000


def test_five_thousand_people_come_in_within_twenty_seconds(cast: Cast) -> None:
    data = workbook_of(people(5_000, title="Ủy viên"))
    started = time.monotonic()
    done = write(cast, data)
    assert time.monotonic() - started < 20
    assert len(done.of("new")) == 5_000
    assert Membership.objects.filter(unit=cast.units["cb-dong"]).count() == 5_000


def test_the_template_is_understood_without_any_correction(cast: Cast) -> None:
    draft = take_in(cast, csv_of(["Nguyễn Văn An"] + [""] * (len(HEADINGS) - 1)))
    assert draft.columns == ["name", "birth", "title", "unit", "from", "to", "head"]
