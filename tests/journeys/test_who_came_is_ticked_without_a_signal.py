"""Forty people are ticked on a phone; the signal is lost, the button pressed twice, the tab closed: it counts once."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Site

CLERK = "Chuyên viên xã An Phúc Đông"
BEGIN = """
import sys, django; django.setup()
from django.utils import timezone
from lantoa.activities import operations
from lantoa.activities.operations import ActivitySaid
from lantoa.common.scopes import everything
from lantoa.organisations import operations as organisations
from lantoa.organisations.queries import unit
scope, today = everything("kiểm thử"), timezone.localdate()
first = today.replace(month=1, day=1)
branch = organisations.found_unit(
    scope=scope, code=sys.argv[1], name="Chi bộ bốn mươi người", unit_class="party_branch",
    on=first, parents={"place": unit("an-phuc-dong", today)},
)
for number in range(1, 41):
    person = organisations.add_person(scope=scope, full_name=f"Đảng viên Số {number:02}", unit=branch)
    organisations.join_unit(scope=scope, person=person, unit=branch, on=first)
said = ActivitySaid(branch, "sinh-hoat-chi-bo", "Sinh hoạt ngoài ấp", today)
print(operations.plan(scope=scope, said=said, today=today)[0].uuid)
"""
END = """
import sys, django; django.setup()
from lantoa.activities.models import Activity
from lantoa.history.models import Event
one = Activity.objects.get(uuid=sys.argv[1])
print([row.count.came for row in one.tallies.all()], Event.objects.filter(record=one.uuid, verb="count").count())
"""


def run(site: Site, script: str, argument: str) -> str:
    environment = os.environ | {"LANTOA_HOME": str(site.home), "DJANGO_SETTINGS_MODULE": "lantoa.config.settings"}
    command = [sys.executable, "-c", script, argument]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.strip()


def test_a_roster_of_forty_survives_a_lost_signal_a_second_press_and_a_closed_tab(
    visit: Callable[..., Page], site: Site
) -> None:
    uuid = run(site, BEGIN, "cb-bon-muoi")
    roster = f"/hoat-dong/{uuid}/diem-danh/"
    page = visit(roster, width=360, who=CLERK)
    ticks = page.locator(".roster input[type=checkbox]")
    expect(ticks).to_have_count(40)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    for label in page.locator(".roster label.tick").all()[:5]:
        assert (label.bounding_box() or {"height": 0})["height"] >= 44
    page.get_by_role("button", name="Tất cả có mặt").click()
    expect(page.locator("[data-count-of]")).to_have_text("40/40")
    page.get_by_label("Đảng viên Số 07", exact=True).uncheck()
    page.get_by_label("Đảng viên Số 08", exact=True).uncheck()
    page.locator(".roster li").filter(has_text="Đảng viên Số 08").locator("summary").click()
    page.locator(".roster li").filter(has_text="Đảng viên Số 08").locator("select").select_option("vang:Ốm đau")

    page.context.set_offline(True)
    save = page.locator(".roster-bar button")
    save.click()
    expect(page.get_by_text("Đang mất tín hiệu")).to_be_visible()
    save.click()
    expect(page.get_by_text("Đang mất tín hiệu")).to_be_visible()
    context = page.context
    page.close()

    context.set_offline(False)
    page = context.new_page()
    page.goto(site.url + roster)
    expect(page.get_by_text("Đã khôi phục")).to_be_visible()
    expect(page.locator("[data-count-of]")).to_have_text("38/40")
    page.locator(".roster-bar button").dblclick()
    expect(page.get_by_text("38/39 người phải dự (97,4%)")).to_be_visible()
    expect(page.get_by_text("Đã lưu điểm danh: 38 người có mặt.")).to_be_visible()
    assert run(site, END, uuid) == "[38] 1"
    # Nothing of it is left on the phone.
    page.goto(site.url + roster)
    expect(page.get_by_text("Đã khôi phục")).to_have_count(0)
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_a_roster_is_sent_by_itself_once_the_signal_is_back(visit: Callable[..., Page], site: Site) -> None:
    uuid = run(site, BEGIN, "cb-bon-muoi-hai")
    page = visit(f"/hoat-dong/{uuid}/diem-danh/", width=360, who=CLERK)
    page.get_by_role("button", name="Tất cả có mặt").click()
    page.context.set_offline(True)
    page.locator(".roster-bar button").click()
    expect(page.get_by_text("Đang mất tín hiệu")).to_be_visible()
    # More is known by now: another content, so another id.
    page.get_by_label("Đảng viên Số 09", exact=True).uncheck()
    page.context.set_offline(False)
    expect(page.get_by_text("39/40 người phải dự (97,5%)")).to_be_visible()
    assert run(site, END, uuid) == "[39] 1"


def test_the_roster_works_as_an_ordinary_form_without_javascript(visit: Callable[..., Page], site: Site) -> None:
    uuid = run(site, BEGIN, "cb-bon-muoi-ba")
    page = visit(f"/hoat-dong/{uuid}/diem-danh/", width=360, javascript=False, who=CLERK)
    page.get_by_role("button", name="Tất cả có mặt").click()
    expect(page.locator(".roster input:checked")).to_have_count(40)
    page.locator(".roster-bar button").click()
    expect(page.get_by_text("40/40 người phải dự (100%)")).to_be_visible()
