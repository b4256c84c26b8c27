"""Lai Vung: savings groups for health insurance, and rotating purchases."""

from __future__ import annotations

from datetime import date

from django.test import Client
from django.urls import reverse

from lantoa.common.periods import Period
from lantoa.common.quantities import Quantity
from lantoa.contributions import queries
from lantoa.contributions.operations import saving
from lantoa.indicators import queries as figures
from lantoa.organisations import operations as organisations
from tests.cast import LONG_AGO, Cast
from tests.systems.places import district, place

TODAY = date(2020, 8, 6)


def test_lv5_savings_groups_have_rounds_and_totals_and_no_accounts_of_persons(cast: Cast) -> None:
    above = district(cast, "lai-vung", "Lai Vung", "Đồng Tháp")
    commune = place(cast, "lv-tan-duong", "Xã Tân Dương", "commune", above)
    for name, kind, rounds in (
        ("Tổ tiết kiệm mua thẻ bảo hiểm y tế", "insurance", [(91, 160_000_000, 0), (93, 145_500_000, 300_000_000)]),
        ("Tổ xoay vòng mua sắm", "rotating", [(12, 6_000_000, 6_000_000), (12, 6_000_000, 6_000_000)]),
    ):
        by = {"scope": cast.product, "today": TODAY}
        start = date(2019, 1, 5)
        group = saving.found(**by, unit=commune, name=name, kind=kind, from_on=start)  # type: ignore[arg-type]
        for month, (members, came, went) in enumerate(rounds, start=2):
            paid = {"members": members, "paid_in": came, "paid_out": went}
            saving.hold(**by, group=group, on=date(2019, month, 5), **paid)  # type: ignore[arg-type]
    totals = {one.kind: (one.most, one.came, one.went, one.held) for one in queries.savers(None)}  # type: ignore[attr-defined]
    assert totals["insurance"] == (93, 305_500_000, 300_000_000, 5_500_000)
    assert totals["rotating"] == (12, 12_000_000, 12_000_000, 0)

    view = figures.View(Period.parse("2019"))
    for unit in (commune, above):
        assert figures.figure(figures.indicator("tien-tiet-kiem"), unit.pk, view).in_period == Quantity.of(317_500_000)

    organisations.grant(scope=cast.product, user=cast.minh, unit=commune, role="clerk", on=LONG_AGO)
    client = Client()
    client.force_login(cast.minh, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("contributions:savers_list"), {"unit": "lv-tan-duong"})
    assert page.status_code == 200
