"""An Phú: themes by year, and tasks assigned to the people of the support team."""

from __future__ import annotations

from datetime import date, datetime

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lantoa.common.periods import Period
from lantoa.notices.models import Delivery
from lantoa.organisations import operations as organisations
from lantoa.plans import operations, queries
from tests.cast import LONG_AGO, Cast
from tests.systems.places import district, place


def test_ap6_a_calendar_of_themes_by_year_and_tasks_assigned_to_people(cast: Cast) -> None:
    above = district(cast, "an-phu", "An Phú", "An Giang")
    commune = place(cast, "ap-khanh-an", "Xã Khánh An", "commune", above)
    for year in (2012, 2013):
        days = Period.year(year)
        said = operations.ThemeSaid(above, "theme", f"Chuyên đề năm {year}", days.from_on, days.to_on)
        operations.set_theme(scope=cast.product, said=said)
    stage = operations.ThemeSaid(above, "breakthrough", "Đột phá cả giai đoạn", date(2011, 5, 1), date(2014, 12, 31))
    operations.set_theme(scope=cast.product, said=stage)
    organisations.grant(scope=cast.product, user=cast.minh, unit=commune, role="clerk", on=LONG_AGO)
    client = Client()
    client.force_login(cast.minh, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("themes:list"), {"unit": "ap-khanh-an", "year": "2013"}).content.decode()
    assert "Chuyên đề năm 2013" in page
    assert "Đột phá cả giai đoạn" in page
    assert "Chuyên đề năm 2012" not in page
    assert queries.years_of_themes(commune.pk) == [2014, 2013, 2012, 2011]

    # The standing team: each task has people, who are reminded of its day.
    team = [organisations.add_person(scope=cast.product, full_name=f"Người Thứ {n}", unit=above) for n in range(3)]
    days = Period.year(2014)
    plan = operations.start_plan(
        scope=cast.product,
        said=operations.PlanSaid(above, "year", "Kế hoạch Tổ giúp việc", days.from_on, days.to_on),
    )
    task = operations.write_task(
        scope=cast.product,
        plan=plan,
        said=operations.TaskSaid("Thẩm định danh sách điển hình", above, date(2014, 5, 19), assigned=team),
    )
    at = datetime(2014, 5, 12, 9, tzinfo=timezone.get_default_timezone())
    for verb in ("submit", "approve"):
        operations.advance_plan(scope=cast.product, plan=plan, verb=verb, at=at)
    operations.remind_of_tasks(at=at)
    told = Delivery.objects.filter(notice__cause=f"task:{task.uuid}").values_list("name", flat=True)
    assert set(told) == {one.full_name for one in team}
