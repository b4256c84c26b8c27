"""Two Saturdays a month are put into the calendar on a phone, and another program shows exactly those days."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from urllib.request import urlopen
from zoneinfo import ZoneInfo

import vobject  # type: ignore[import-untyped]
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Site

CLERK = "Chuyên viên xã An Phúc Đông"
FITS = "document.documentElement.scrollWidth <= window.innerWidth"
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
TITLE = "Thứ bảy xuống ấp cùng bà con"


def saturdays(first: date, last: date) -> list[date]:
    """The first and third Saturdays of the months, worked out by another way than ours."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [day for day in days if day.weekday() == 5 and (1 <= day.day <= 7 or 15 <= day.day <= 21)]


def in_the_program(address: str) -> dict[date, Any]:
    """What a calendar program reads at the address, by day."""
    with urlopen(address, timeout=30) as answer:
        read = vobject.readOne(answer.read().decode())
    mine = [one for one in read.vevent_list if TITLE in one.summary.value]
    found = {one.dtstart.value.astimezone(HANOI).date(): one for one in mine}
    assert len(found) == len(mine), "no day twice"
    return found


def test_two_saturdays_a_month_seen_in_a_calendar_program(visit: Callable[..., Page], site: Site) -> None:
    today = datetime.now(HANOI).date()
    first, last = today + timedelta(days=1), today + timedelta(days=120)
    page = visit("/hoat-dong/dinh-ky/moi/", width=360, who=CLERK)
    assert page.evaluate(FITS)
    page.get_by_role("link", name="Ngày về với dân, giúp dân").click()
    assert page.evaluate(FITS)
    page.get_by_label("Tên hoạt động").fill(TITLE)
    page.locator("[name=from_on]").fill(f"{first:%d/%m/%Y}")
    page.locator("[name=begins]").fill("7h")
    page.locator("[name=place]").fill("Nhà văn hóa ấp Bến Sen")
    page.locator("[name=pattern][value=weeks]").check()
    page.locator("[name=weekday]").select_option("5")
    for week in ("1", "3"):
        page.locator(f"[name=weeks][value='{week}']").check()
    page.locator("[name=until]").fill(f"{last:%d/%m/%Y}")
    page.get_by_role("button", name="Đưa các ngày vào lịch").click()
    expect(page.get_by_text("thứ bảy tuần 1 và tuần 3 mỗi tháng")).to_be_visible()
    assert page.evaluate(FITS)
    days = saturdays(first, last)
    expect(page.locator("main tbody tr")).to_have_count(len(days))
    series = page.url

    # The address of the unit's calendar, taken on the same phone.
    page.goto(site.url + "/ban-lam-viec/lich/")
    assert page.evaluate(FITS)
    own = page.locator("li.card").filter(has=page.get_by_role("heading", name="Xã An Phúc Đông"))
    own.get_by_role("button", name=re.compile("Lấy địa chỉ")).click()
    token = re.search(r"/lich/([\w-]+)\.ics", page.locator("#address").input_value())
    assert token is not None
    address = f"{site.url}/ban-lam-viec/lich/{token[1]}.ics"
    found = in_the_program(address)
    assert sorted(found) == days
    assert {one.dtstart.value.astimezone(HANOI).hour for one in found.values()} == {7}
    assert {one.location.value for one in found.values()} == {"Nhà văn hóa ấp Bến Sen"}
    assert {one.status.value for one in found.values()} == {"CONFIRMED"}

    # One is called off, one moved: the program sees the same two events, changed.
    for link, slug, fields in (
        (0, "huy", {"note": "Trùng ngày bầu trưởng ấp"}),
        (1, "doi-ngay", {"note": "Trời mưa", "on": f"{days[1] + timedelta(days=1):%d/%m/%Y}"}),
    ):
        page.goto(series)
        page.locator("main tbody th a").nth(link).click()
        act = page.locator("details.act").filter(has=page.locator(f"form[action$='/{slug}/']"))
        act.locator("summary").click()
        for name, words in fields.items():
            act.locator(f"[name={name}]").fill(words)
        assert page.evaluate(FITS)
        act.get_by_role("button").click()
        expect(page.locator("#steps ~ ul li").first).to_contain_text(fields["note"])
    after = in_the_program(address)
    assert sorted(after) == sorted([days[0], days[1] + timedelta(days=1), *days[2:]])
    assert (after[days[0]].status.value, after[days[0]].summary.value) == ("CANCELLED", f"Đã hủy: {TITLE}")
    moved = after[days[1] + timedelta(days=1)]
    assert (moved.uid.value, moved.sequence.value) == (found[days[1]].uid.value, "1")
    assert {one.uid.value for one in after.values()} == {one.uid.value for one in found.values()}
