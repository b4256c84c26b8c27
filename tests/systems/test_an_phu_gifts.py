"""An Phú: what donors and people gave, by whom, for what, what it built, what is left."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.test import Client
from django.urls import reverse

from lantoa.common.periods import Period
from lantoa.common.quantities import Exactness, Quantity
from lantoa.contributions import operations, queries
from lantoa.contributions.operations import DriveSaid, GiftSaid, WorkSaid
from lantoa.indicators import queries as figures
from lantoa.organisations import queries as organisations
from tests.cast import Cast
from tests.systems.places import district, place

FIRST, LAST = date(2012, 3, 1), date(2012, 11, 1)
AT_LEAST = Exactness.AT_LEAST


def test_ap8_what_was_given_by_whom_for_what_what_it_built_and_what_is_left(cast: Cast) -> None:
    above = district(cast, "an-phu", "An Phú", "An Giang")
    commune = place(cast, "ap-khanh-an", "Xã Khánh An", "commune", above)
    by = {"scope": cast.product, "today": LAST}
    road, houses = (
        operations.start(scope=cast.product, said=DriveSaid(commune, name, FIRST))
        for name in ("Làm lộ nông thôn", "Nhà cho hộ nghèo")
    )
    for said in (
        GiftSaid("money", Quantity.of(240_000_000, AT_LEAST, "trên"), "Bà con trong ấp", 120, received_on=FIRST),
        GiftSaid("money", Quantity.of(5_000_000), "Ông Nguyễn Văn Tư", received_on=FIRST, may_be_named=True),
        GiftSaid("money", Quantity.of(7_000_000), "Bà Trần Thị Năm", received_on=FIRST),
        GiftSaid("land", Quantity.of(300), "Ba hộ dọc lộ", 3, received_on=FIRST),
        GiftSaid("money", Quantity.of(10**9, Exactness.JUST_UNDER, "gần"), received_on=FIRST, also_for=[houses]),
    ):
        operations.give(**by, drive=road, said=said)  # type: ignore[arg-type]
    operations.spend(**by, drive=road, what="Đá, xi măng", amount=200_000_000, on=LAST)  # type: ignore[arg-type]
    built = WorkSaid("road", "Lộ Khánh An", "ấp Khánh Hòa", Decimal("1.2"), FIRST, LAST, 200_000_000)
    operations.build(**by, drive=road, said=built)  # type: ignore[arg-type]

    book = queries.book(road)
    assert book.account.left == Quantity.of(52_000_000, AT_LEAST, "trên")
    assert book.account.joint == queries.book(houses).account.joint == Quantity.of(10**9, Exactness.JUST_UNDER, "gần")

    for verb in ("publish", "close", "settle"):
        operations.advance(**by, drive=road, verb=verb, on=LAST)  # type: ignore[arg-type]
    page = Client().get(reverse("portal:drive", args=[road.uuid])).content.decode()
    for words in ("Lộ Khánh An", "Ông Nguyễn Văn Tư", "trên 252 triệu đồng", "trên 52 triệu đồng"):
        assert words in page, words
    assert "Bà Trần Thị Năm" not in page

    view = figures.View(Period.parse("2012"))
    for unit in (organisations.unit(code, LAST).pk for code in ("ap-khanh-an", "an-phu", "vn")):
        assert figures.figure(figures.indicator("dat-hien"), unit, view).in_period == Quantity.of(300)
        assert figures.figure(figures.indicator("duong-lam-moi"), unit, view).in_period == Quantity.of(Decimal("1.2"))
