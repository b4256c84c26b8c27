"""The working calendar as people meet it: a year to look at, and days changed after a look at what would move."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from lantoa.regulations import operations, queries
from lantoa.regulations.models import CalendarChange
from tests.cast import Cast
from tests.regulations.making import ADMIN, administrator, client_of, day_off, plan, started

pytestmark = pytest.mark.django_db
PAPER = {"source": "Thông báo của Bộ Nội vụ", "source_number": "1/TB", "standing": "secondary", "why": "Theo thông báo"}
NOV_20 = date(2026, 11, 20)


def said(answer: HttpResponse) -> str:
    return answer.content.decode()


def url(page: str, year: int = 2026) -> str:
    return reverse(f"regulations:calendar_{page}", args=[year])


def adding(first: str, **more: str) -> dict[str, str]:
    """What the form of new days sends."""
    return PAPER | {"uuid": str(uuid4()), "kind": "holiday", "name": "Nghỉ đột xuất", "first": first} | more


def applied(client: Client, page: str, data: dict[str, Any], year: int = 2026) -> HttpResponse:
    """Looks at what would move, then applies exactly that."""
    look = client.post(url(page, year), data | {"act": "preview"})
    assert "preview" in look.context, look.context["form"].errors
    seen = look.context["preview"].digest
    return client.post(url(page, year), data | {"act": "apply", "seen": seen}, follow=True)


def test_the_year_is_open_to_anybody_in_twelve_months_with_its_days_and_sources() -> None:
    page = Client().get(url("year"))
    assert page.status_code == 200
    assert len(page.context["months"]) == 12
    days = {
        (at, cell.number): cell.look.replace(" today", "")
        for at, month in enumerate(page.context["months"], start=1)
        for week in month.weeks
        for cell in week
        if cell
    }
    assert len(days) == 365
    assert [days[day] for day in [(2, 17), (8, 22), (8, 31), (4, 27), (11, 22), (11, 23)]] == [
        *("holiday", "made_up", "swapped", "compensatory", "weekly", "")
    ]
    for words in ("16–20/02", "Tết Nguyên đán", "Điều 111, 112 Bộ luật Lao động", "Theo nguồn thứ cấp"):
        assert words in said(page)
    assert "Thêm ngày nghỉ" not in said(page)


@pytest.mark.parametrize("year", [0, 1994, 2100, 99999])
def test_years_beyond_the_calendar_are_not_found(cast: Cast, year: int) -> None:
    client = administrator(cast)
    for page in ("year", "workbook", "add", "swap", "remove", "official"):
        assert client.get(url(page, year)).status_code == 404


def test_a_year_that_is_not_known_says_so() -> None:
    assert "Năm này chưa có ngày nghỉ lễ" in said(Client().get(url("year", 2050)))


def test_the_days_of_a_year_go_to_excel() -> None:
    answer = Client().get(url("workbook"))
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert [row[2] for row in rows if row[0] == date(2026, 11, 24)] == ["Ngày Văn hóa Việt Nam"]
    assert sum(isinstance(row[0], date) for row in rows) == len(queries.special_days(2026))


@pytest.mark.parametrize("page", ["add", "swap", "remove", "official"])
def test_only_the_administrator_changes_days(cast: Cast, page: str) -> None:
    assert Client().get(url(page)).status_code == 302
    for role in ("clerk", "reader", "adviser"):
        client = client_of(cast, role, f"thu-{role}-{page}")
        assert client.get(url(page)).status_code == client.post(url(page)).status_code == 403


def test_a_day_off_is_looked_at_then_applied_and_the_page_says_how_many_deadlines_moved(cast: Cast) -> None:
    client = administrator(cast)
    moved = [started(NOV_20, unit=cast.units["an-phuc"].pk) for _ in range(4)]
    hidden = started(NOV_20, unit=cast.units["tan-loi"].pk, key="acknowledge")
    data = adding("23/11/2026")
    look = client.post(url("add"), data | {"act": "preview"})
    assert "5 thời hạn đang chạy sẽ dời" in said(look)
    assert "25/11/2026" in said(look)
    assert "26/11/2026" in said(look)
    assert "Thời hạn của đơn vị khác" in said(look)
    assert queries.calendar(2026).is_working(date(2026, 11, 23))
    done = applied(client, "add", data)
    assert "5 thời hạn đang chạy đã dời" in said(done)
    assert "nghỉ 23/11 (Nghỉ đột xuất)" in said(done)
    assert done.redirect_chain[-1][0] == reverse("regulations:calendar_change", args=[data["uuid"]])
    for one in [*moved, hidden]:
        one.refresh_from_db()
        assert one.due_on == date(2026, 11, 26)
    acts = CalendarChange.objects.count()
    again = client.post(url("add"), data | {"act": "apply", "seen": look.context["preview"].digest})
    assert again.status_code == 302
    assert CalendarChange.objects.count() == acts


def test_what_is_applied_is_what_was_seen(cast: Cast) -> None:
    client, data = administrator(cast), adding("23/11/2026")
    seen = client.post(url("add"), data | {"act": "preview"}).context["preview"].digest
    started(NOV_20)
    late = client.post(url("add"), data | {"act": "apply", "seen": seen})
    assert "1 thời hạn đang chạy sẽ dời" in said(late)
    assert queries.calendar(2026).is_working(date(2026, 11, 23))


def test_several_days_are_entered_at_once_and_those_on_a_weekend_are_compensated(cast: Cast) -> None:
    done = applied(administrator(cast), "add", adding("13/12/2026", last="14/12/2026", compensate="on"))
    assert done.status_code == 200
    special = queries.calendar(2026).special
    assert {day.day: special[day].kind for day in special if day.month == 12} == {
        13: "holiday",
        14: "holiday",
        15: "compensatory",
    }


def test_a_swap_enters_both_days(cast: Cast) -> None:
    client = administrator(cast)
    one = started(date(2026, 12, 17))
    assert one.due_on == date(2026, 12, 21)
    data = PAPER | {"uuid": str(uuid4()), "off": "21/12/2026", "worked": "19/12/2026"}
    done = applied(client, "swap", data)
    assert "Nghỉ hoán đổi, làm bù ngày 19/12/2026" in said(done)
    one.refresh_from_db()
    assert one.due_on == date(2026, 12, 19)
    same = client.post(url("swap"), data | {"uuid": str(uuid4()), "off": "26/12/2026", "worked": "25/12/2026"})
    assert "vốn là ngày nghỉ hằng tuần" in said(same)


def test_days_are_taken_out_by_ticking_them(cast: Cast) -> None:
    client = administrator(cast)
    data = {"uuid": str(uuid4()), "days": ["2026-11-24"], "why": "Không nghỉ ngày này"}
    done = applied(client, "remove", data)
    assert "Ngày Văn hóa Việt Nam" in said(done)
    assert date(2026, 11, 24) not in queries.calendar(2026).special
    assert "Không nghỉ ngày này" in said(client.get(url("year")))
    assert "Không nghỉ ngày này" not in said(Client().get(url("year")))
    wrong = client.post(url("remove"), data | {"uuid": str(uuid4()), "days": ["2026-11-24"], "act": "preview"})
    assert "days" in wrong.context["form"].errors


def test_the_official_days_of_a_later_year_are_taken_over(cast: Cast) -> None:
    client = administrator(cast)
    assert "Phần mềm có kèm" in said(client.get(url("year", 2040)))
    applied(client, "official", {"uuid": str(uuid4()), "why": "Chuẩn bị"}, 2040)
    assert 2040 in queries.known_years()
    assert "Phần mềm có kèm" not in said(client.get(url("year", 2040)))
    none = client.post(url("official", 2040), {"uuid": str(uuid4()), "why": "Lại", "act": "preview"})
    assert "Chưa có ngày nào được thêm" in said(none)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"first": "31/11/2026"}, "first"),
        ({"first": ""}, "first"),
        ({"first": "1/1/1900"}, "first"),
        ({"last": "1/11/2026"}, "last"),
        ({"last": "1/11/2027"}, "last"),
        ({"kind": "party"}, "kind"),
        ({"name": " "}, "name"),
        ({"standing": "sure"}, "standing"),
        ({"uuid": "x"}, "uuid"),
        ({"why": ""}, "why"),
    ],
)
def test_what_cannot_be_understood_stands_beside_its_field(cast: Cast, changed: dict[str, str], field: str) -> None:
    answer = administrator(cast).post(url("add"), adding("23/11/2026") | changed | {"act": "preview"})
    assert answer.status_code == 200
    assert field in answer.context["form"].errors
    assert "Thông báo của Bộ Nội vụ" in said(answer)


def test_a_refusal_is_said_above_what_was_typed(cast: Cast) -> None:
    client = administrator(cast)
    answer = client.post(url("add"), adding("24/11/2026") | {"act": "preview"})
    assert "đã có trong lịch (Ngày Văn hóa Việt Nam)" in said(answer)
    later = client.post(url("add", 2050), adding("20/8/2050", compensate="on") | {"act": "preview"})
    assert "Hãy nạp lịch năm 2050 trước" in said(later)
    back = client.post(url("add"), adding("23/11/2026") | {"act": "edit"})
    assert 'value="23/11/2026"' in said(back)


def test_a_change_is_shown_to_officials_with_what_moved_in_their_units(cast: Cast) -> None:
    one = started(NOV_20, unit=cast.units["an-phuc"].pk)
    change = plan(day_off(date(2026, 11, 23)))
    operations.change_calendar(scope=ADMIN, plan=change)
    page = reverse("regulations:calendar_change", args=[change.uuid])
    assert Client().get(page).status_code == 302
    near, far = Client(), Client()
    near.force_login(cast.lan, backend="django.contrib.auth.backends.ModelBackend")
    far.force_login(cast.minh, backend="django.contrib.auth.backends.ModelBackend")
    assert one.label in said(near.get(page))
    assert one.label not in said(far.get(page))
    assert near.get(reverse("regulations:calendar_change", args=[uuid4()])).status_code == 404


def test_the_year_takes_as_many_queries_for_50_days_as_for_5() -> None:
    def number() -> int:
        with CaptureQueriesContext(connection) as seen:
            Client().get(url("year", 2051))
        return len(seen)

    operations.change_calendar(scope=ADMIN, plan=plan(*(day_off(date(2051, 3, day)) for day in range(1, 6))))
    few = number()
    operations.change_calendar(
        scope=ADMIN, plan=plan(*(day_off(date(2051, month, day)) for month in (5, 7) for day in range(1, 23)))
    )
    assert number() == few
