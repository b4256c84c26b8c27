"""Households and pupils looked after: by name only to who needs it, in numbers to who stands above."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from lantoa.common.checks import Look
from lantoa.common.periods import Period
from lantoa.common.quantities import Quantity
from lantoa.contributions import checks, personal_data
from lantoa.contributions.models import Cared, CareYear, Help
from lantoa.contributions.operations import UnableToKeepContribution, care
from lantoa.contributions.operations.care import CaredSaid, HelpSaid
from lantoa.contributions.queries import care as queries
from lantoa.contributions.rules import care as rules
from lantoa.history.models import Event, Payload
from lantoa.indicators import queries as figures
from lantoa.organisations import operations as organisations
from tests.cast import LONG_AGO, TODAY, Cast
from tests.contributions.making import START, keeping, make_cared, make_help


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def lan(cast: Cast) -> Client:
    return signed_in(cast.lan)


def test_a_pupil_stands_in_lists_by_initials_and_a_review_falls_on_a_real_day() -> None:
    assert rules.in_a_list("pupil", "Đặng Văn Ân", is_hidden=False) == "Đ.V.Â."
    assert rules.in_a_list("household", "Bà Mận", is_hidden=False) == "Bà Mận"
    assert rules.in_a_list("household", "Bà Mận", is_hidden=True) == ""
    assert rules.next_review(date(2024, 2, 29), 12) == date(2025, 2, 28)


def test_history_never_says_of_whom(cast: Cast) -> None:
    cared = make_cared(cast, hamlet="ấp Bến Sen")
    make_help(cast, cared, what="quà Tết cho bà Mận")
    care.review(scope=keeping(cast), cared=cared, verb="go_on", on=TODAY, today=TODAY)
    care.tell_opened(scope=keeping(cast), cared=[cared], unit=cast.units["an-phuc"].uuid, how="list")
    said = "".join(str(one.data) for one in Payload.objects.filter(event__kind__startswith="care"))
    assert "500000" in said
    assert not any(word in said for word in ("Mận", "Bến Sen", "quà"))


def test_only_the_units_own_officials_and_who_looks_after_them_know_names(cast: Cast) -> None:
    womens = cast.units["pn-an-phuc"]
    cared = make_cared(cast, carer_unit=womens)
    seen = {
        name: set(queries.within_need(scope, TODAY))
        for name, scope in {
            "own": cast.scope(cast.lan),
            "above": cast.scope(cast.dung),
            "beside": cast.scope(cast.minh),
            "carer": keeping(cast, "pn-an-phuc"),
            "everything": cast.product,
        }.items()
    }
    assert seen == {"own": {cared}, "above": set(), "beside": set(), "carer": {cared}, "everything": set()}
    with pytest.raises(UnableToKeepContribution, match="chính đơn vị"):
        care.review(scope=keeping(cast, "pn-an-phuc"), cared=cared, verb="overcome", on=TODAY, today=TODAY)
    with pytest.raises(UnableToKeepContribution, match="Chỉ đơn vị"):
        care.give_help(scope=cast.scope(cast.dung), cared=cared, said=HelpSaid("visit", START), today=TODAY)
    assert care.give_help(scope=keeping(cast, "pn-an-phuc"), cared=cared, said=HelpSaid("visit", START), today=TODAY)


def test_a_member_who_looks_after_a_household_reads_that_one_alone(cast: Cast) -> None:
    person = organisations.add_person(scope=cast.product, full_name="Ngô Văn Sáu", unit=cast.units["cb-dong"])
    organisations.grant(
        scope=cast.product, user=cast.minh, unit=cast.units["cb-dong"], role="member", on=LONG_AGO, person=person
    )
    mine, other = make_cared(cast, carer_person=person), make_cared(cast, name="Ông Tư")
    scope = replace(cast.scope(cast.minh), role="member", home_unit_id=cast.units["cb-dong"].pk)
    scope = replace(scope, reach={verb: frozenset({cast.units["cb-dong"].pk}) for verb in ("read", "take_in")})
    assert set(queries.within_need(scope, TODAY)) == {mine}
    assert queries.one(scope, other.uuid, TODAY) is None
    subject = SimpleNamespace(person=person, telling=(), today=TODAY, scope=cast.product)
    by_code = {one.code: one for one in personal_data.held(subject)}  # type: ignore[arg-type]
    assert len(by_code["caring"].items) == 1
    assert personal_data.units([person.pk]) == {person.pk: {cast.units["an-phuc"].pk}}
    personal_data.erase(subject=subject, chosen=["caring"], about=uuid4(), why="theo yêu cầu")  # type: ignore[arg-type]
    mine.refresh_from_db()
    assert mine.carer_person is None


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (HelpSaid("money", START), "bao nhiêu"),
        (HelpSaid("money", START, Decimal("1.5")), "đến đồng"),
        (HelpSaid("goods", START, Decimal(5)), "bao nhiêu"),
        (HelpSaid("visit", date(2027, 1, 1)), "Ngày giúp"),
        (HelpSaid("visit", date(2025, 1, 1)), "Ngày giúp"),
        (HelpSaid("prayer", START), "Hãy chọn"),
    ],
)
def test_help_that_cannot_be_is_refused(cast: Cast, said: HelpSaid, words: str) -> None:
    with pytest.raises(UnableToKeepContribution, match=words):
        care.give_help(scope=keeping(cast), cared=make_cared(cast), said=said, today=TODAY)


def test_who_cannot_be_entered_is_refused(cast: Cast) -> None:
    unit = cast.units["an-phuc"]
    for said in (
        CaredSaid(unit, "household", " ", "ho-ngheo", START),
        CaredSaid(unit, "household", "Bà Mận", "hoc-sinh-mo-coi", START),
        CaredSaid(unit, "pupil", "Em An", "ton-giao", START),
        CaredSaid(unit, "household", "Bà Mận", "ho-ngheo", date(2027, 1, 1)),
    ):
        with pytest.raises(UnableToKeepContribution):
            care.look_after(scope=keeping(cast), said=said, today=TODAY)
    for scope in (cast.scope(cast.minh), cast.scope(cast.dung), cast.product):
        with pytest.raises(UnableToKeepContribution, match="chính đơn vị"):
            care.look_after(scope=scope, said=CaredSaid(unit, "household", "A B", "ho-ngheo", START), today=TODAY)


def test_a_review_goes_on_ends_with_a_reason_or_begins_again(cast: Cast) -> None:
    cared = make_cared(cast)
    by: dict[str, Any] = {"scope": keeping(cast), "cared": cared, "today": TODAY}
    assert care.review(**by, verb="go_on", on=TODAY).review_on == date(2027, 11, 23)
    with pytest.raises(UnableToKeepContribution, match="vì sao"):
        care.review(**by, verb="end", on=TODAY, because="theo đạo")
    over = care.review(**by, verb="end", on=TODAY, because="chuyen-di")
    assert (over.stage, over.to_on) == ("ended", TODAY)
    with pytest.raises(UnableToKeepContribution, match="trở lại"):
        make_help(cast, cared)
    with pytest.raises(UnableToKeepContribution, match="Không thể"):
        care.review(**by, verb="overcome", on=TODAY)
    with pytest.raises(UnableToKeepContribution, match="Ngày phải"):
        care.review(**by, verb="resume", on=START)
    assert care.review(**by, verb="resume", on=TODAY).to_on is None
    assert list(checks.care.run(Look(timezone.now()))) == []
    Cared.objects.update(stage="out", to_on=TODAY)
    assert len(list(checks.care.run(Look(timezone.now())))) == 1


def test_a_years_totals_roll_up_without_names_and_once_more_takes_the_former_back(cast: Cast) -> None:
    unit = cast.units["an-phuc"]
    one, pupil = make_cared(cast), make_cared(cast, name="Đặng Văn An", kind="pupil")
    make_help(cast, one)
    again = make_help(cast, one, amount=300_000)
    make_help(cast, pupil, "goods", 10, "kg gạo")
    make_help(cast, pupil, "workdays", 2)
    make_help(cast, one, "visit", None)
    count: dict[str, Any] = {"unit": unit, "year": 2026, "today": TODAY}
    for scope in (cast.scope(cast.dung), cast.scope(cast.minh)):
        with pytest.raises(UnableToKeepContribution, match="chốt"):
            care.count_year(scope=scope, **count)
    made = care.count_year(scope=keeping(cast), **count)
    view = figures.View(Period.year(2026))

    def standing(code: str) -> Any:
        return figures.figure(figures.indicator(code), cast.units["vn"].pk, view).in_period

    assert [standing(code) for code in ("ho-duoc-giup", "hoc-sinh-duoc-giup", "tien-giup-do", "ngay-cong")] == [
        Quantity.of(number) for number in (1, 1, 800_000, 2)
    ]
    care.withdraw_help(scope=keeping(cast), given=again, why="ghi nhầm", today=TODAY)
    assert care.count_year(scope=keeping(cast), **count) == made
    assert standing("tien-giup-do") == Quantity.of(500_000)
    with pytest.raises(UnableToKeepContribution, match="chưa ghi"):
        care.count_year(scope=keeping(cast), unit=unit, year=2020, today=TODAY)


def test_a_name_is_kept_out_of_sight_or_taken_out_for_good_and_everything_still_adds_up(
    cast: Cast, lan: Client
) -> None:
    cared = make_cared(cast)
    make_help(cast, cared, what="quà cho bà Mận")
    address = reverse("contributions:change_cared_name", args=[cared.uuid])
    lan.post(address, {"verb": "hide"})
    for name in ("care_names", "cared"):
        assert (
            "Lê Thị Mận"
            not in lan.get(
                reverse(f"contributions:{name}", args=[cared.uuid] if name == "cared" else [])
            ).content.decode()
        )
    lan.post(address, {"verb": "show"})
    assert lan.post(address, {"verb": "forget", "why": " "}).status_code == 422
    lan.post(address, {"verb": "forget", "why": "theo yêu cầu"})
    cared.refresh_from_db()
    assert (cared.name, cared.hamlet, Help.objects.get().what) == ("", "", "")
    assert queries.counts([cared.owner_unit_id], 2026, TODAY)[0].money == 500_000


def test_levels_above_see_numbers_the_public_two_numbers_and_nobody_a_name(cast: Cast, lan: Client) -> None:
    make_help(cast, make_cared(cast))
    make_cared(cast, name="Đặng Văn An", kind="pupil")
    above = signed_in(cast.dung)
    page = above.get(reverse("contributions:care")).content.decode()
    assert "Xã An Phúc" in page
    assert "500.000 đồng" in page
    names = above.get(reverse("contributions:care_names")).content.decode()
    public = Client().get(reverse("portal:drives")).content.decode()
    assert "1 hộ đang được giúp đỡ, 1 học sinh đang được giúp đỡ" in " ".join(public.split())
    for shown in (page, names, public):
        assert "Mận" not in shown
        assert "Đ.V.A." not in shown


def test_every_opening_of_names_is_written_down(cast: Cast, lan: Client) -> None:
    cared = make_cared(cast, name="Đặng Văn An", kind="pupil")
    page = lan.get(reverse("contributions:care_names")).content.decode()
    assert "Đ.V.A." in page
    assert "Đặng Văn An" not in page
    assert "Đặng Văn An" in lan.get(reverse("contributions:cared", args=[cared.uuid])).content.decode()
    sheet = lan.get(reverse("contributions:care_workbook")).content
    rows = CalamineWorkbook.from_filelike(BytesIO(sheet)).get_sheet_by_index(0).to_python()
    assert "Đ.V.A." in str(rows)
    assert "Đặng Văn An" not in str(rows)
    told = Event.objects.filter(verb="read_names").order_by("seq")
    assert [one.payload.data["how"] for one in told] == ["list", "page", "workbook"]
    assert {one.actor_id for one in told} == {cast.lan.pk}
    signed_in(cast.dung).get(reverse("contributions:care_names"))
    # Nothing was shown, so nothing is told.
    assert told.count() == 3


def test_a_household_is_entered_helped_and_reviewed_on_pages(cast: Cast, lan: Client) -> None:
    said = {
        "uuid": str(uuid4()),
        "kind": "household",
        "name": "Bà Lê Thị Mận",
        "reason": "ho-ngheo",
        "from_on": "5/1/2026",
    }
    new = reverse("contributions:new_cared")
    assert lan.get(new).status_code == 200
    bad = lan.post(new, said | {"reason": "hoc-sinh-mo-coi"})
    assert bad.status_code == 422
    assert "Bà Lê Thị Mận" in bad.content.decode()
    lan.post(new, said)
    lan.post(new, said)
    cared = Cared.objects.get()
    give = reverse("contributions:give_help", args=[cared.uuid])
    row = {"uuid": str(uuid4()), "kind": "money", "amount": "500.000", "on": "6/1/2026", "what": ""}
    lan.post(give, row)
    lan.post(give, row)
    for more in ({"amount": ""}, {"kind": "goods", "amount": "gạo"}, {"amount": "nhiều"}, {"on": "1/1/2099"}):
        assert lan.post(give, row | {"uuid": str(uuid4())} | more).status_code == 422
    lan.post(give, row | {"uuid": str(uuid4()), "kind": "goods", "amount": "10 kg gạo"})
    page = lan.get(reverse("contributions:cared", args=[cared.uuid])).content.decode()
    assert "10 kg gạo" in page
    entry = reverse("contributions:withdraw_help", args=[cared.uuid, Help.objects.order_by("pk")[0].uuid])
    assert lan.post(entry, {"why": ""}).status_code == 422
    lan.post(entry, {"why": "ghi nhầm"})
    look = reverse("contributions:review_care", args=[cared.uuid])
    assert lan.post(look, {"verb": "end", "on": "9/11/2026", "because": ""}).status_code == 422
    assert lan.post(look, {"verb": "x"}).status_code == 422
    lan.post(look, {"verb": "overcome", "on": "9/11/2026"})
    page = lan.get(reverse("contributions:cared", args=[cared.uuid])).content.decode()
    assert "Đã qua khó khăn" in page
    assert "ghi nhầm" in page
    answer = lan.post(reverse("contributions:count_care_year"), {"nam": "2026"}, follow=True)
    assert "Hộ được giúp đỡ" in answer.content.decode()
    assert (
        signed_in(cast.minh).get(reverse("contributions:care_year", args=[CareYear.objects.get().uuid])).status_code
        == 404
    )


@pytest.mark.parametrize("name", ["care", "care_names", "care_workbook", "cared"])
def test_a_page_asks_as_many_questions_for_50_rows_as_for_5(cast: Cast, lan: Client, name: str) -> None:
    cared = make_cared(cast)

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert (
                lan.get(reverse(f"contributions:{name}", args=[cared.uuid] if name == "cared" else [])).status_code
                == 200
            )
        return len(asked)

    def more(first: int, last: int) -> None:
        for number in range(first, last):
            make_cared(cast, name=f"Hộ {number}", carer_unit=cast.units["pn-an-phuc"])
            make_help(cast, cared)

    more(0, 5)
    few = cost()
    more(5, 50)
    assert cost() == few
