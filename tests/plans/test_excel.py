"""A plan goes to Excel and comes back: every wrong cell at once, all rows or none, nothing twice."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from lantoa.accounts.models import User
from lantoa.history import queries as history
from lantoa.organisations import operations as organisations
from lantoa.organisations.trees.reading import UnableToReadTree
from lantoa.plans import operations, queries, sheets
from lantoa.plans.models import Plan, Task
from lantoa.plans.rules import rows
from tests.cast import TODAY, Cast
from tests.organisations.asking import make_person
from tests.organisations.workbooks import part
from tests.plans.making import approved, make_plan, make_target, make_task, make_theme

SignedIn = Callable[[User], Client]
LETTER = {column.key: letter for column, letter in zip(rows.COLUMNS, "ABCDEFGHI", strict=True)}


@pytest.fixture
def signed_in() -> SignedIn:
    def make(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return make


def template(plan: Plan) -> bytes:
    near = operations.offered(plan, TODAY)
    return sheets.workbook(near.choices, operations.cells_of_plan(plan, near))


def filled(data: bytes, wanted: dict[int, dict[str, Any]]) -> bytes:
    """The workbook with these cells written, as people would: by line and column."""
    lines = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_name(sheets.template.SHEET).to_python()[1:]
    cells = {
        at: {column.key: None if value == "" else value for column, value in zip(rows.COLUMNS, line, strict=False)}
        for at, line in enumerate(lines, start=2)
    }
    for at, changed in wanted.items():
        cells[at] = cells.get(at, {}) | changed
    return sheets.workbook(sheets.Choices((), (), ()), [rows.Cells(at, values) for at, values in cells.items()])


def noted(data: bytes) -> set[str]:
    """The cells that bear a comment, as Excel names them."""
    return set(re.findall(r'<comment ref="([A-Z]+\d+)"', part(data, "xl/comments1.xml")))


def many(number: int) -> dict[int, dict[str, Any]]:
    return {
        line: {
            "group": f"{line % 4 + 1}. Nhóm",
            "name": f"Việc số {line}",
            "unit": "Thôn Đông (an-phuc-1)" if line % 2 else None,
            "due_on": date(2026, line % 12 + 1, 15),
            "assigned": "Nguyễn Văn An" if line % 3 == 0 else None,
        }
        for line in range(2, number + 2)
    }


def load(cast: Cast, plan: Plan, data: bytes) -> operations.Loaded:
    return operations.load_tasks(scope=cast.scope(cast.lan), plan=plan, data=data, today=TODAY)


def with_a_post(cast: Cast, name: str = "Nguyễn Văn An") -> None:
    person = make_person(cast, name, "an-phuc")
    organisations.appoint(
        scope=cast.product, person=person, unit=cast.units["an-phuc"], title="Phó Bí thư", on=date(2020, 1, 1)
    )


def test_five_hundred_rows_with_twelve_wrong_cells_come_back_marked_and_once_corrected_go_in_once(cast: Cast) -> None:
    with_a_post(cast)
    plan = make_plan(cast)
    wrong: dict[int, dict[str, Any]] = {
        5: {"name": None},
        40: {"due_on": "ngày mai"},
        77: {"due_on": date(2027, 1, 1)},
        101: {"due_on": None},
        150: {"unit": "Xã Không Có"},
        199: {"assigned": "Người Lạ"},
        233: {"responsible": "Người Lạ; Người Khác"},
        300: {"from_on": date(2026, 12, 30)},
        377: {"themes": "Chuyên đề không có"},
        410: {"name": "dài" * 300},
        444: {"group": "I. " * 150},
        501: {"from_on": "30/02/2026"},
    }
    good = many(500)
    right = filled(template(plan), good)
    bad = filled(right, wrong)
    with pytest.raises(operations.UnableToLoadTasks) as refused:
        load(cast, plan, bad)
    told = refused.value.wrong
    assert len(told) == 12
    assert {(one.line, one.column) for one in told} == {(line, key) for line, cells in wrong.items() for key in cells}
    assert not Task.objects.exists()

    near = operations.offered(plan, TODAY)
    marked = sheets.workbook(near.choices, *operations.examine_tasks(plan=plan, data=bad, today=TODAY))
    assert noted(marked) == {f"{LETTER[one.column]}{one.line}" for one in told}
    assert "ngày mai" in part(marked, "xl/sharedStrings.xml")

    # The marked file itself is what gets corrected.
    corrected = filled(marked, {line: {key: good[line].get(key) for key in cells} for line, cells in wrong.items()})
    assert load(cast, plan, corrected) == operations.Loaded(500, 0, 0)
    assert Task.objects.count() == 500
    assert load(cast, plan, corrected) == operations.Loaded(0, 0, 500)
    assert load(cast, plan, right) == operations.Loaded(0, 0, 500)
    assert Task.objects.count() == 500
    task = Task.objects.get(name="Việc số 3")
    assert (task.unit, [one.full_name for one in task.assigned.all()]) == (cast.units["an-phuc-1"], ["Nguyễn Văn An"])
    assert [event.verb for event in history.of_record("task", task.uuid)] == ["add"]


def test_what_stands_in_a_plan_goes_out_and_comes_back_as_it_stands(cast: Cast) -> None:
    with_a_post(cast)
    theme = make_theme(cast, "an-phuc", "Nêu gương; đi đầu", year="2026")
    other = make_theme(cast, "ben-lau", "Gần dân", year="2026")
    plan = make_plan(cast)
    an = queries.people_in([cast.units["an-phuc"].pk], TODAY)[0].person
    make_task(
        cast, plan, "=1+1", group="I. Nhóm", responsible=an, assigned=[an], from_on=date(2026, 2, 3), themes=[other]
    )
    assert load(cast, plan, template(plan)) == operations.Loaded(0, 0, 1)
    changed = filled(template(plan), {2: {"name": "Việc đã sửa", "due_on": "15/7/2026"}, 3: {"name": "Việc mới"}})
    with pytest.raises(operations.UnableToLoadTasks, match="1 ô sai"):
        load(cast, plan, changed)
    changed = filled(changed, {3: {"due_on": date(2026, 8, 1)}})
    assert load(cast, plan, changed) == operations.Loaded(1, 1, 0)
    assert [(one.name, one.due_on) for one in queries.tasks_of(plan)] == [
        ("Việc đã sửa", date(2026, 7, 15)),
        ("Việc mới", date(2026, 8, 1)),
    ]
    assert theme.name


def test_a_file_of_one_plan_fills_another_and_rows_added_by_hand_come_in_once(cast: Cast) -> None:
    plan, other = make_plan(cast), make_plan(cast, name="Kế hoạch khác")
    make_task(cast, plan, "Họp dân")
    data = template(plan)
    for _ in range(2):
        load(cast, other, data)
    assert [one.name for one in queries.tasks_of(other)] == ["Họp dân"]
    copied = filled(
        data, {3: {"key": str(Task.objects.get(plan=plan).uuid), "name": "Dòng chép", "due_on": "1/9/2026"}}
    )
    for _ in range(2):
        load(cast, plan, copied)
    assert [one.name for one in queries.tasks_of(plan)] == ["Họp dân", "Dòng chép"]
    twice = filled(data, {line: {"key": None, "name": "Hai lần", "due_on": "1/9/2026"} for line in (3, 4)})
    with pytest.raises(operations.UnableToLoadTasks) as refused:
        load(cast, plan, twice)
    assert [one.said for one in refused.value.wrong] == ["trùng với dòng 3"]


def test_a_task_that_was_taken_out_comes_back_with_its_row(cast: Cast) -> None:
    plan = make_plan(cast)
    task = make_task(cast, plan)
    data = template(plan)
    operations.remove_task(scope=cast.product, task=task)
    assert load(cast, plan, data) == operations.Loaded(0, 1, 0)
    assert queries.tasks_of(plan).exists()


def test_namesakes_are_asked_for_more(cast: Cast) -> None:
    with_a_post(cast)
    with_a_post(cast)
    plan = make_plan(cast)
    row = {2: {"name": "Việc", "due_on": "1/9/2026", "assigned": "Nguyễn Văn An"}}
    with pytest.raises(operations.UnableToLoadTasks) as refused:
        load(cast, plan, filled(template(plan), row))
    assert "trùng tên" in refused.value.wrong[0].said


def test_what_is_no_such_file_or_no_plan_to_be_written_is_refused(cast: Cast) -> None:
    plan = make_plan(cast)
    with pytest.raises(UnableToReadTree):
        load(cast, plan, b"PK\x03\x04 not a workbook")
    with pytest.raises(UnableToReadTree, match="chưa có dòng nào"):
        load(cast, plan, template(plan))
    make_task(cast, plan)
    data = template(plan)
    approved(cast, plan)
    with pytest.raises(operations.UnableToChangePlan, match="đã duyệt"):
        load(cast, plan, data)


def test_the_pages_say_every_wrong_cell_and_hand_out_the_marked_file(cast: Cast, signed_in: SignedIn) -> None:
    plan, client = make_plan(cast), signed_in(cast.lan)
    make_target(cast, plan)
    got = client.get(reverse("plans:workbook", args=[plan.uuid]))
    assert got.status_code == 200
    assert sheets.template.TARGETS in CalamineWorkbook.from_filelike(BytesIO(got.content)).sheet_names

    def send(data: bytes) -> Any:
        file = SimpleUploadedFile("ke-hoach.xlsx", data)
        return client.post(reverse("plans:load", args=[plan.uuid]), {"file": file})

    wrong = send(filled(got.content, {2: {"name": "Việc", "due_on": "sai"}, 3: {"due_on": "1/9/2026"}}))
    assert wrong.status_code == 422
    page = wrong.content.decode()
    assert "không phải là ngày" in page
    assert "Chưa ghi nội dung công việc" in page
    marked = client.get(reverse("plans:marked", args=[plan.uuid, wrong.context["draft"]]))
    assert marked.status_code == 200
    assert send(filled(marked.content, {2: {"due_on": "1/9/2026"}, 3: {"name": "Hai"}})).status_code == 302
    assert Task.objects.count() == 2
    assert send(b"rubbish").status_code == 422
    assert client.post(reverse("plans:load", args=[plan.uuid])).status_code == 422


def test_last_years_plan_is_copied_with_its_days_moved_and_its_tasks_anew(cast: Cast, signed_in: SignedIn) -> None:
    plan = make_plan(cast, name="Kế hoạch năm 2026")
    make_task(cast, plan, "Họp dân", due_on=date(2026, 2, 28), group="I")
    make_target(cast, plan, "12")
    approved(cast, plan)
    client = signed_in(cast.lan)
    assert client.get(reverse("plans:copy", args=[plan.uuid])).status_code == 200
    said = {"uuid": "7f1d3f9c-6a0f-4c7e-9a58-0a3ce9a5d001", "years": "2"}
    for _ in range(2):
        assert client.post(reverse("plans:copy", args=[plan.uuid]), said).status_code == 302
    copy = Plan.objects.get(name="Kế hoạch năm 2028")
    assert (copy.from_on, copy.stage) == (date(2028, 1, 1), "draft")
    assert [(one.name, one.due_on, one.stage) for one in queries.tasks_of(copy)] == [
        ("Họp dân", date(2028, 2, 29), "planned")
    ]
    assert not queries.targets_in(copy).exists()
    other = operations.copy_plan(scope=cast.product, plan=plan, with_targets=True, today=TODAY)
    assert [one.wording for one in queries.targets_in(other)] == ["12 cây cầu"]


def test_the_calendar_shows_a_year_and_a_month(cast: Cast, signed_in: SignedIn) -> None:
    plan = make_plan(cast)
    make_task(cast, plan, "Việc tháng sáu", due_on=date(2026, 6, 30))
    client = signed_in(cast.lan)
    where = reverse("plans:calendar")
    assert "Việc tháng sáu" in client.get(where, {"year": "2026"}).content.decode()
    assert "Việc tháng sáu" in client.get(where, {"year": "2026", "month": "6"}).content.decode()
    assert "Việc tháng sáu" not in client.get(where, {"year": "2026", "month": "7"}).content.decode()
    assert client.get(where, {"unit": "tan-loi"}).status_code == 404
    assert client.get(where, {"year": "x", "month": "13"}).status_code == 200
