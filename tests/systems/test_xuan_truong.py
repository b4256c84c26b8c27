"""Xuân Trường, 2021–2023: themes per stage, groups of tasks under them, and what came of them."""

from __future__ import annotations

from datetime import date, datetime

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lantoa.common.periods import Period
from lantoa.organisations import operations as organisations
from lantoa.plans import operations, queries
from lantoa.plans.models import Theme
from tests.cast import LONG_AGO, Cast
from tests.systems.places import district, place


def test_xt2_from_a_theme_to_its_groups_of_tasks_to_what_came_of_them(cast: Cast) -> None:
    above = district(cast, "xuan-truong", "Xuân Trường", "Nam Định")
    commune = place(cast, "xt-xuan-ninh", "Xã Xuân Ninh", "commune", above)

    def theme(unit: object, kind: str, name: str, years: str, parent: Theme | None = None) -> Theme:
        days = Period.parse(years)
        said = operations.ThemeSaid(unit, kind, name, days.from_on, days.to_on, parent)  # type: ignore[arg-type]
        return operations.set_theme(scope=cast.product, said=said)

    stage = theme(above, "theme", "Ý chí tự lực, tự cường", "2021..2025")
    attitude = theme(above, "breakthrough", "Thái độ phục vụ người dân, doanh nghiệp", "2021..2023", stage)
    group = theme(commune, "task_group", "Cải cách một cửa", "2022", attitude)
    plan = operations.start_plan(
        scope=cast.product,
        said=operations.PlanSaid(
            commune, "year", "Kế hoạch năm 2022", date(2022, 1, 1), date(2022, 12, 31), themes=[group]
        ),
    )
    said = operations.TaskSaid("Xin lỗi dân khi hồ sơ trễ", commune, date(2022, 6, 30), themes=[group])
    task = operations.write_task(scope=cast.product, plan=plan, said=said)
    at = datetime(2022, 7, 1, 9, tzinfo=timezone.get_default_timezone())
    for verb in ("submit", "approve"):
        operations.advance_plan(scope=cast.product, plan=plan, verb=verb, at=at)
    done = {"scope": cast.product, "task": task, "verb": "finish", "on": date(2022, 6, 28), "at": at}
    operations.advance_task(**done, note="41 thư xin lỗi, hồ sơ trễ giảm một nửa")  # type: ignore[arg-type]

    assert [one.pk for one in queries.themes_for(commune.pk, date(2022, 6, 1))] == [stage.pk, attitude.pk, group.pk]
    organisations.grant(scope=cast.product, user=cast.minh, unit=above, role="adviser", on=LONG_AGO)
    client = Client()
    client.force_login(cast.minh, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session["acting_grant"] = cast.minh.grants.get(unit=above).pk
    session.save()
    for one in (stage, attitude, group):
        page = client.get(reverse("themes:theme", args=[one.uuid])).content.decode()
        assert "41 thư xin lỗi" in page
    assert (
        reverse("themes:theme", args=[attitude.uuid])
        in client.get(reverse("themes:theme", args=[stage.uuid])).content.decode()
    )
