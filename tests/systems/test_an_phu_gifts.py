"""An Phú: what donors and people gave, by whom, for what, what it built, what is left; who is looked after."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.test import Client
from django.urls import reverse

from lantoa.common.periods import Period
from lantoa.common.quantities import Exactness, Quantity
from lantoa.contributions import operations, queries
from lantoa.contributions.operations import DriveSaid, GiftSaid, WorkSaid, care
from lantoa.contributions.operations.care import CaredSaid, HelpSaid
from lantoa.indicators import queries as figures
from lantoa.indicators.rules import write_quantity
from lantoa.organisations import operations as rights
from lantoa.organisations import queries as organisations
from tests.cast import LONG_AGO, Cast
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


def test_ap4_works_with_money_stand_in_the_register_of_gifts_with_value_unit_bound_and_purpose(cast: Cast) -> None:
    above = district(cast, "an-phu", "An Phú", "An Giang")
    quoc_thai, phu_huu, khanh_an = (
        place(cast, f"ap-{n}", name, "commune", above) for n, name in enumerate(("Quốc Thái", "Phú Hữu", "Khánh An"))
    )
    by = {"scope": cast.product, "today": LAST}
    roads, fields, houses, road = (
        operations.start(scope=cast.product, said=DriveSaid(unit, name, FIRST, purpose=purpose))
        for unit, name, purpose in (
            (quoc_thai, "Hiến đất làm lộ giao thông nông thôn", "làm lộ giao thông nông thôn"),
            (quoc_thai, "Đường ra cánh đồng", "làm đường ra cánh đồng"),
            (phu_huu, "Gây quỹ cất nhà", "cất nhà cho đảng viên khó khăn"),
            (khanh_an, "Làm lộ Khánh An", "làm lộ giao thông"),
        )
    )
    nearly = Quantity.of(10**9, Exactness.JUST_UNDER, "gần")
    over_860, over_240 = (Quantity.of(much * 10**6, AT_LEAST, "trên") for much in (860, 240))
    for drive, said in (
        (roads, GiftSaid("money", nearly, "Bà con trong xã", received_on=FIRST, also_for=[fields])),
        (roads, GiftSaid("land", Quantity.of(3000, AT_LEAST, "trên"), "Bà con dọc lộ", received_on=FIRST)),
        (houses, GiftSaid("money", over_860, "Nhà hảo tâm", received_on=FIRST)),
        (road, GiftSaid("money", over_240, "Bà con trong ấp", received_on=FIRST)),
    ):
        operations.give(**by, drive=drive, said=said)  # type: ignore[arg-type]

    # Shown whole in both, in the sums of neither.
    for drive in (roads, fields):
        book = queries.book(drive)
        assert book.account.joint == nearly
        assert not any(one.kind == "money" for one in book.sums)
    assert [queries.book(one).sums[0].given for one in (houses, road)] == [over_860, over_240]

    for drive in (roads, fields, houses, road):
        for verb in ("publish", "close", "settle"):
            operations.advance(**by, drive=drive, verb=verb, on=LAST)  # type: ignore[arg-type]
    pages = [Client().get(reverse("portal:drive", args=[one.uuid])).content.decode() for one in (roads, fields, houses)]
    for page, words in zip(pages, ("làm lộ giao thông", "làm đường ra cánh đồng", "cất nhà cho đảng"), strict=True):
        assert words in page
    for page in pages[:2]:
        assert "gần 1 tỷ đồng" in page
    assert "trên 3.000 m²" in pages[0]
    assert "trên 860 triệu đồng" in pages[2]

    view = figures.View(Period.parse("2012"))
    money, land = figures.indicator("nguon-luc"), figures.indicator("dat-hien")
    assert figures.figure(money, quoc_thai.pk, view).in_period == nearly
    assert figures.figure(money, phu_huu.pk, view).in_period == over_860
    assert figures.figure(land, above.pk, view).in_period == Quantity.of(3000, AT_LEAST, "trên")
    # Once over the district: nearly 1 billion, over 860 and over 240 million are about 2.1 billion.
    assert write_quantity(figures.figure(money, above.pk, view).in_period, "đồng") == "khoảng 2,1 tỷ đồng"


def test_ap8_households_and_pupils_are_looked_after_by_name_within_and_in_numbers_above(cast: Cast) -> None:
    above = district(cast, "an-phu", "An Phú", "An Giang")
    commune = place(cast, "ap-khanh-an", "Xã Khánh An", "commune", above)
    home = replace(cast.product, home_unit_id=commune.pk)
    by = {"scope": home, "today": LAST}
    for kind, reason, names in (
        ("household", "ho-ngheo", ("Bà Trần Thị Năm", "Ông Lê Văn Út")),
        ("household", "ho-kho-khan", ("Bà Ngô Thị Sáu",)),
        ("pupil", "hoc-sinh-ngheo", ("Nguyễn Văn An",)),
    ):
        for name in names:
            one = care.look_after(**by, said=CaredSaid(commune, kind, name, reason, FIRST))  # type: ignore[arg-type]
            for said in (HelpSaid("money", FIRST, Decimal(1_000_000)), HelpSaid("visit", LAST)):
                care.give_help(**by, cared=one, said=said)  # type: ignore[arg-type]
    made = care.count_year(**by, unit=commune, year=2012)  # type: ignore[arg-type]

    view = figures.View(Period.parse("2012"))
    for code, much in (("ho-duoc-giup", 3), ("hoc-sinh-duoc-giup", 1), ("tien-giup-do", 4_000_000)):
        for unit in (commune, above):
            assert figures.figure(figures.indicator(code), unit.pk, view).in_period == Quantity.of(much)

    rights.grant(scope=cast.product, user=cast.dung, unit=above, role="adviser", on=LONG_AGO)
    rights.grant(scope=cast.product, user=cast.minh, unit=commune, role="clerk", on=LONG_AGO)
    shown = {}
    for user, unit in ((cast.minh, commune), (cast.dung, above)):
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        session = client.session
        session["acting_grant"] = user.grants.get(unit=unit).pk
        session.save()
        pages = [reverse("contributions:care"), reverse("contributions:care_names")]
        pages.append(reverse("contributions:care_year", args=[made.uuid]))
        shown[user] = "".join(client.get(page).content.decode() for page in pages)
    assert "Bà Trần Thị Năm" in shown[cast.minh]
    assert "N.V.A." in shown[cast.minh]
    assert "Xã Khánh An" in shown[cast.dung]
    for page in (shown[cast.dung], Client().get(reverse("portal:drives")).content.decode()):
        assert "Trần Thị Năm" not in page
        assert "N.V.A." not in page
