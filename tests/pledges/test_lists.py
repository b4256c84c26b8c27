"""Pledges from a list in Excel: people found by name, all that is wrong at once, taken in once, nothing twice."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from lantoa.common import forms_in_excel
from lantoa.history import queries as history
from lantoa.organisations import operations as organisations
from lantoa.organisations import queries as tree
from lantoa.organisations.models import Person
from lantoa.organisations.queries import NamedUnit
from lantoa.pledges import list_sheets, operations
from lantoa.pledges.models import Deed, Pledge
from lantoa.pledges.queries import lists as queries
from lantoa.pledges.rules import columns, listed
from tests.cast import LONG_AGO, TODAY, Cast
from tests.files.test_photos import with_camera
from tests.organisations.workbooks import part
from tests.plans.making import make_theme
from tests.pledges.making import LAST, YEAR, account, make_members, make_pledge

pytestmark = pytest.mark.usefixtures("on_todays_morning")
SENDING = UUID("7f1d3f9c-6a0f-4c7e-9a58-0a3ce9a5d001")


def sheet(*rows: list[object]) -> bytes:
    """A workbook as somebody typed it."""
    return forms_in_excel.marked("Sheet1", enumerate(rows, start=1), {})


def unit_of(cast: Cast, code: str = "cb-dong") -> NamedUnit:
    return tree.unit(code, TODAY)


def asked(cast: Cast, data: bytes, unit: str = "cb-dong", name: str = "ds.xlsx") -> dict[str, Any]:
    said: dict[str, Any] = {"scope": cast.product, "unit": unit_of(cast, unit), "data": data, "name": name}
    return said | {"days": YEAR, "span": "year", "today": TODAY}


def examine(cast: Cast, data: bytes, unit: str = "cb-dong", name: str = "ds.xlsx") -> operations.Examined:
    return operations.examine_list(**asked(cast, data, unit, name))


def load(cast: Cast, data: bytes, unit: str = "cb-dong", **more: Any) -> operations.Registered:
    return operations.load_list(**asked(cast, data, unit), sending=more.pop("sending", uuid4()), **more)


def wrong(found: operations.Examined) -> dict[tuple[int, str], str]:
    return {(one.line, one.column): one.said for one in found.wrong}


def template(cast: Cast, unit: str = "cb-dong") -> bytes:
    near = queries.near(cast.product, unit_of(cast, unit), TODAY, YEAR)
    has = queries.have_one([one.pk for one in near.units.values()], "year", YEAR)
    return list_sheets.template(near, list_sheets.empty_rows(near, has))


def rows_of(data: bytes) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0).to_python()


def filled(data: bytes, deeds: dict[str, dict[str, object]]) -> bytes:
    """The template with these cells written beside these names."""
    keys = [one.key for one in columns.COLUMNS]
    lines = rows_of(data)[1:]
    rows = [[deeds.get(str(line[1]), {}).get(key, line[at]) for at, key in enumerate(keys)] for line in lines]
    near = queries.Near([], {}, {}, {})
    return list_sheets.template(near, list(enumerate(rows, start=2)))


@pytest.mark.parametrize(
    ("heading", "means"),
    [
        ("Họ và tên", "name"),
        ("Họ tên đảng viên", "name"),
        ("NỘI DUNG ĐĂNG KÝ", "what"),
        ("Việc làm cụ thể", "what"),
        ("Đơn vị tính", "counted_in"),
        ("ĐVT", "counted_in"),
        ("Đơn vị", "unit"),
        ("Chi bộ", "unit"),
        ("Chỉ tiêu đăng ký", "measure"),
        ("Thời gian hoàn thành", "due_on"),
        ("Chuyên đề năm 2026", "theme"),
        ("Năm sinh", "birth"),
        ("Chức vụ", "title"),
        ("TT", ""),
        ("Ghi chú", ""),
    ],
)
def test_headings_are_understood_as_offices_write_them(heading: str, means: str) -> None:
    assert columns.column_of(heading) == means


def test_a_sheet_that_somebody_typed_is_read_in_any_order_of_its_columns(cast: Cast) -> None:
    people = make_members(cast, 3)
    theme = make_theme(cast, "an-phuc", "Nêu gương", year="2026")
    data = sheet(
        ["CHI BỘ THÔN ĐÔNG"],
        ["DANH SÁCH ĐĂNG KÝ LÀM THEO NĂM 2026"],
        [],
        ["TT", "Nội dung đăng ký", "Họ tên", "Số lượng", "Đơn vị tính", "Thời gian", "Chuyên đề"],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"],
        [1, "Dọn đường thôn", people[0].full_name.upper(), 12, "buổi", "Quý II", "nêu gương"],
        ["", "Giúp một hộ khó khăn", "", "", "", "", ""],
        [2, "Trồng hoa", people[1].full_name, "", "", date(2026, 6, 30), ""],
        [3, "Đọc sách", people[2].full_name, "", "", "thường xuyên", ""],
        ["", "", "Người lập biểu"],
    )
    assert wrong(examine(cast, data)) == {}
    assert load(cast, data) == operations.Registered(3)
    deeds = [(one.what, one.amount, one.counted_in, one.due_on, one.theme) for one in Deed.objects.order_by("pk")]
    assert deeds == [
        ("Dọn đường thôn", 12, "buổi", date(2026, 6, 30), theme),
        ("Giúp một hộ khó khăn", None, "", LAST, None),
        ("Trồng hoa", None, "", date(2026, 6, 30), None),
        ("Đọc sách", None, "", LAST, None),
    ]
    assert Pledge.objects.get(person=people[0]).deeds.count() == 2


def test_the_template_holds_who_has_none_and_comes_back_filled_in(cast: Cast) -> None:
    people = make_members(cast, 4)
    make_pledge(cast, people[3])
    data = template(cast)
    assert [row[1] for row in rows_of(data)[1:]] == [one.full_name for one in sorted(people[:3], key=_by_name)]
    hidden = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_name(forms_in_excel.HIDDEN).to_python()
    assert hidden[0][:2] == [list_sheets.TEMPLATE, list_sheets.VERSION]
    assert "sheetProtection" in part(data, "xl/worksheets/sheet1.xml")
    back = filled(data, {people[0].full_name: {"what": "Trồng hoa", "measure": "20 cây"}})
    found = examine(cast, back)
    assert ([one.person for one in found.entries], found.left, found.wrong) == ([people[0]], 2, [])
    with pytest.raises(list_sheets.UnableToReadList, match="chưa ghi việc nào"):
        examine(cast, data)


def _by_name(one: Person) -> bytes:
    return bytes(one.sort_key)


def test_sixty_rows_with_wrong_cells_come_back_marked_and_once_corrected_go_in_once(cast: Cast) -> None:
    people = make_members(cast, 60)
    bad: dict[int, dict[str, object]] = {
        3: {"Họ và tên": "Người Không Có"},
        10: {"Chỉ tiêu": "nhiều lắm"},
        22: {"Thời hạn": "31/01/2027"},
        23: {"Thời hạn": "ngày kia", "Chuyên đề": "Không có"},
        41: {"Việc đăng ký": ""},
        52: {"Việc đăng ký": "dài " * 200},
    }
    head = ["Họ và tên", "Việc đăng ký", "Chỉ tiêu", "Thời hạn", "Chuyên đề"]

    def rows(changed: dict[int, dict[str, object]]) -> bytes:
        good = [[one.full_name, f"Việc của {one.full_name}", "12 buổi", "30/6/2026", ""] for one in people]
        for line, cells in changed.items():
            for heading, value in cells.items():
                good[line - 2][head.index(heading)] = value  # type: ignore[call-overload]
        return sheet(list(head), *good)

    found = examine(cast, rows(bad))
    assert {(one.line, one.heading) for one in found.wrong} == {
        (at, name) for at, cells in bad.items() for name in cells
    }
    with pytest.raises(operations.UnableToChangePledge, match="7 ô sai"):
        load(cast, rows(bad))
    assert not Pledge.objects.exists()
    near = queries.near(cast.product, unit_of(cast), TODAY, YEAR)
    marked = list_sheets.marked(found.sheet, found.layout, found.wrong, near)
    cells = set(re.findall(r'<comment ref="([A-Z]+\d+)"', part(marked, "xl/comments1.xml")))
    assert cells == {"A3", "C10", "D22", "D23", "E23", "B41", "B52"}
    assert [row[0] for row in rows_of(marked)][:3] == ["Họ và tên", people[0].full_name, "Người Không Có"]

    done = load(cast, rows({}), is_confirmed=True, sending=SENDING)
    assert done == operations.Registered(60)
    assert load(cast, rows({}), is_confirmed=True, sending=SENDING) == operations.Registered(0)
    again = load(cast, rows({}))
    assert (again.made, len(again.had)) == (0, 60)
    assert Pledge.objects.filter(stage="confirmed").count() == Deed.objects.count() == 60
    one = Pledge.objects.get(person=people[5])
    assert [event.verb for event in history.of_record("pledge", one.uuid)] == ["register"]


def test_namesakes_are_told_apart_by_what_is_known_of_them(cast: Cast) -> None:
    for unit, born, title in (("cb-dong", 1980, "Bí thư"), ("cb-dong", 1991, ""), ("an-phuc-1", None, "")):
        one = organisations.add_person(
            scope=cast.product, full_name="Nguyễn Văn An", unit=cast.units[unit], birth_year=born
        )
        said: dict[str, Any] = {"scope": cast.product, "person": one, "unit": cast.units[unit], "on": LONG_AGO}
        organisations.join_unit(**said, kind="member")
        if title:
            organisations.appoint(**said, title=title)
    head: list[object] = ["Họ và tên", "Chi bộ", "Chức vụ", "Năm sinh", "Việc làm"]

    def of(*row: object) -> operations.Examined:
        return examine(cast, sheet(head, list(row)), "an-phuc")

    assert "có 3 người" in wrong(of("Nguyễn Văn An", "", "", "", "Trồng hoa"))[2, "name"]
    assert "có 2 người" in wrong(of("Nguyễn Văn An", "Chi bộ thôn Đông", "", "", "Trồng hoa"))[2, "name"]
    assert "không thuộc đơn vị này" in wrong(of("Nguyễn Văn An", "Xã Tân Lợi", "", "", "Trồng hoa"))[2, "unit"]
    assert "năm sinh khác" in wrong(of("Nguyễn Văn An", "cb-dong", "", "1975", "Trồng hoa"))[2, "birth"]
    by_year = of("nguyễn văn  an", "Chi bộ thôn Đông", "", "12/5/1991", "Trồng hoa").entries[0]
    by_post = of("NGUYEN VAN AN", "", "Bí thư", "", "Trồng hoa").entries[0]
    by_unit = of("Nguyễn Văn An", "Thôn Đông", "", "", "Trồng hoa")
    assert (by_year.person.birth_year, by_post.person.birth_year) == (1991, 1980)
    # "Thôn Đông" is a unit of its own, and what "Chi bộ thôn Đông" ends with.
    assert by_unit.entries or "có" in wrong(by_unit)[2, "name"]


def test_a_list_of_the_commune_goes_to_each_branch_by_its_heading_or_column(cast: Cast) -> None:
    people = make_members(cast, 2)
    other = make_members(cast, 1, "pn-an-phuc", at=7)[0]
    data = sheet(
        ["STT", "Họ và tên", "Nội dung đăng ký"],
        ["I", "Chi bộ thôn Đông"],
        [1, people[0].full_name, "Trồng hoa"],
        [2, people[1].full_name, "Dọn đường"],
        ["II", "Hội Liên hiệp Phụ nữ xã An Phúc"],
        [1, other.full_name, "Giúp một hộ"],
    )
    load(cast, data, "an-phuc")
    where = {one.person_id: one.unit.code for one in Pledge.objects.select_related("unit")}
    assert where == {people[0].pk: "cb-dong", people[1].pk: "cb-dong", other.pk: "pn-an-phuc"}


def test_who_belongs_to_several_units_is_asked_for_one(cast: Cast) -> None:
    one = make_members(cast, 1)[0]
    organisations.join_unit(scope=cast.product, person=one, unit=cast.units["pn-an-phuc"], on=LONG_AGO, kind="member")
    head: list[object] = ["Họ và tên", "Đơn vị", "Việc làm"]
    found = examine(cast, sheet(head, [one.full_name, "", "Trồng hoa"]), "an-phuc")
    assert "thuộc 2 đơn vị" in wrong(found)[2, "unit"]
    found = examine(cast, sheet(head, [one.full_name, "Chi bộ thôn Đông", "Trồng hoa"]), "an-phuc")
    assert found.entries[0].unit.code == "cb-dong"
    # Asked for in the branch itself it counts there.
    assert not examine(cast, sheet(head, [one.full_name, "", "Trồng hoa"])).wrong


def test_texts_with_separators_come_in_too_and_what_is_no_list_is_refused(cast: Cast) -> None:
    one = make_members(cast, 1)[0]
    text = f"Họ và tên;Việc đăng ký\r\n{one.full_name};Trồng hoa\r\n".encode()
    assert [each.person for each in examine(cast, text, name="ds.csv").entries] == [one]
    for data, said in (
        (b"", "trống|rỗng|không có"),
        (b"%PDF-1.4 something", "."),
        (b"Ten;Nam\r\nLan;1970\r\n", "tiêu đề"),
        (b"PK\x03\x04 not a workbook", "."),
    ):
        with pytest.raises((list_sheets.UnableToReadList, operations.UnableToChangePledge), match=said):
            examine(cast, data)
    twice = f"Họ và tên;Việc đăng ký\r\n{one.full_name};Trồng hoa\r\n;Trồng hoa\r\n".encode()
    assert wrong(examine(cast, twice)) == {(3, "what"): "trùng với dòng 2"}
    nobody = "Họ và tên;Việc đăng ký\r\n;Trồng hoa\r\n".encode()
    assert wrong(examine(cast, nobody)) == {(2, "name"): "chưa ghi họ và tên"}


def test_reading_a_list_takes_as_many_queries_for_fifty_people_as_for_five(cast: Cast) -> None:
    people = make_members(cast, 50)

    def queries_for(many: int) -> int:
        rows = [[one.full_name, "Trồng hoa"] for one in people[:many]]
        data = sheet(["Họ và tên", "Việc làm"], *rows)
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert len(examine(cast, data).new) == many
        return len(caught)

    assert queries_for(5) == queries_for(50)


def test_a_secretary_sends_a_list_sees_it_and_registers_all_of_it(cast: Cast) -> None:
    people = make_members(cast, 5)
    client = Client()
    client.force_login(account(cast, "branch_secretary", people[0]))
    where = f"?unit={cast.units['cb-dong'].uuid}"
    assert client.get(reverse("pledges:template") + where).status_code == 200

    def send(data: bytes) -> Any:
        file = SimpleUploadedFile("ds.xlsx", data)
        return client.post(reverse("pledges:load") + where, {"file": file, "year": "2026"})

    head: list[object] = ["Họ và tên", "Việc làm", "Chỉ tiêu"]
    refused = send(sheet(head, [people[0].full_name, "Trồng hoa", "nhiều"], ["Ai Đó", "Trồng hoa", ""]))
    assert refused.status_code == 422
    page = refused.content.decode()
    assert "hãy ghi số rồi đến đơn vị tính" in page
    assert "Không thấy “Ai Đó”" in page
    marked = client.get(reverse("pledges:marked", args=[refused.context["draft"]]) + f"?{refused.context['asked']}")
    assert 'ref="C2"' in part(marked.content, "xl/comments1.xml")
    assert send(b"rubbish").status_code == 422
    assert client.post(reverse("pledges:load") + where).status_code == 422

    sent = send(sheet(head, *([one.full_name, "Trồng hoa", "20 cây"] for one in people)))
    assert sent.status_code == 302
    shown = client.get(sent["Location"])
    assert shown.status_code == 200
    for words in (people[4].full_name, "20 cây", "5 người"):
        assert words in shown.content.decode()
    assert not Pledge.objects.exists()
    photo = SimpleUploadedFile("danh-sach.jpg", with_camera(), "image/jpeg")
    done = client.post(sent["Location"], {"photo": photo, "is_confirmed": "on"}, follow=True)
    assert "Đã đăng ký cho 5 người" in done.content.decode()
    assert Pledge.objects.filter(stage="confirmed", origin="paper", paper__isnull=False).count() == 5
    assert client.post(sent["Location"], {}).status_code == 302
    assert Pledge.objects.count() == 5
    assert "đã đăng ký" in client.get(sent["Location"]).content.decode()


def test_a_list_is_kept_from_whoever_does_not_answer_for_the_unit(cast: Cast) -> None:
    people = make_members(cast, 2)
    client = Client()
    client.force_login(account(cast, "member", people[1]))
    where = f"?unit={cast.units['cb-dong'].uuid}"
    for name in ("load", "template"):
        assert client.get(reverse(f"pledges:{name}") + where).status_code in (403, 404)
    client.force_login(account(cast, "branch_secretary", people[0]))
    assert client.get(reverse("pledges:list_read", args=[uuid4()]) + where).status_code == 404


def test_days_are_read_as_they_are_typed() -> None:
    told: list[str] = []

    def due(text: str) -> date | None:
        return listed._due(text, YEAR, lambda column, words: told.append(words))

    assert [due(text) for text in ("", "Cả năm", "năm 2026", "hằng tháng", "tháng 6", "30/6", "quý III/2026")] == [
        LAST, LAST, LAST, LAST, date(2026, 6, 30), date(2026, 6, 30), date(2026, 9, 30)
    ]  # fmt: skip
    assert not told
    assert due("hôm nào đó") is None
    assert told


def test_what_stands_below_a_list_is_no_deed(cast: Cast) -> None:
    member = make_members(cast)[1]
    found = examine(
        cast,
        sheet(
            ["TT", "Họ và tên", "Việc sẽ làm"],
            [1, member.full_name, "Trồng 20 cây xanh"],
            ["", "", "An Phúc, ngày 5 tháng 01 năm 2026"],
            ["", "Người lập biểu", "T/M CHI BỘ"],
            ["", "", "BÍ THƯ"],
            ["", "", "Trần Văn B"],
        ),
    )
    assert [deed.what for entry in found.entries for deed in entry.deeds] == ["Trồng 20 cây xanh"]
    assert not found.wrong


def test_a_list_sent_again_after_a_pledge_was_dropped_makes_nothing_and_breaks_nothing(cast: Cast) -> None:
    member = make_members(cast)[1]
    data = sheet(["TT", "Họ và tên", "Việc sẽ làm"], [1, member.full_name, "Trồng 20 cây xanh"])
    load(cast, data, sending=SENDING)
    one = Pledge.objects.get()
    operations.advance(scope=cast.product, pledge=one, verb="drop", today=TODAY, note="ghi nhầm")
    load(cast, data, sending=SENDING)
    assert list(Pledge.objects.values_list("stage", flat=True)) == ["dropped"]


def test_a_sheet_that_excel_would_not_name_so_comes_back_marked() -> None:
    assert forms_in_excel.marked("DS 1/2026: ['mới']", [(1, ["Họ và tên"])], {})


def test_a_list_that_is_too_long_is_refused_when_it_is_read_not_at_the_last_press(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lantoa.pledges.operations.lists.MOST", 2)
    people = make_members(cast, 3)
    rows = [[one.full_name, "Dọn đường thôn"] for one in people]
    with pytest.raises(list_sheets.UnableToReadList, match="hơn 2 người của Chi bộ thôn Đông"):
        examine(cast, sheet(["Họ và tên", "Việc đăng ký"], *rows))
    assert len(examine(cast, sheet(["Họ và tên", "Việc đăng ký"], *rows[:2], rows[0])).entries) == 2
