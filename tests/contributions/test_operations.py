"""Drives are opened, given to, spent from and settled."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from lantoa.common.checks import Look
from lantoa.common.quantities import Exactness, Quantity
from lantoa.contributions import checks, operations, pages, queries
from lantoa.contributions.models import Drive, DriveStep
from lantoa.contributions.operations import DriveSaid, GiftSaid, UnableToKeepContribution, WorkSaid
from lantoa.history.models import Event, Payload
from lantoa.indicators import queries as figures
from tests.cast import TODAY, Cast
from tests.contributions.making import START, make_drive, make_gift
from tests.practices.making import make_outcome, make_practice
from tests.workers import Place, a_place


def standing(drive: Drive) -> dict[str, Quantity | None]:
    facts = figures.facts_of_source("drive", [drive.uuid]).select_related("indicator")
    return {one.indicator.code: figures.figure_of_facts([one]).in_period for one in facts}


def test_a_gift_needs_the_right_to_the_unit_and_leaves_a_trace_without_the_name(cast: Cast) -> None:
    drive = make_drive(cast)
    with pytest.raises(UnableToKeepContribution, match="không được ghi"):
        make_gift(cast, drive, scope=cast.scope(cast.minh))
    make_gift(cast, drive, giver="Bà Lê Thị Mận")
    assert Event.objects.filter(verb="give").count() == 1
    said = "".join(str(one.data) for one in Payload.objects.all())
    assert "2000000" in said
    assert "Mận" not in said


def test_the_same_id_again_writes_once(cast: Cast) -> None:
    drive = make_drive(cast)
    one = make_gift(cast, drive)
    said = GiftSaid("money", Quantity.of(5), received_on=START)
    assert operations.give(scope=cast.product, drive=drive, said=said, today=TODAY, uuid=one.uuid) == one


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (GiftSaid("money", Quantity.of(0), received_on=START), "lớn hơn 0"),
        (GiftSaid("money", Quantity.of(5), received_on=date(2027, 1, 1)), "tương lai"),
        (GiftSaid("money", Quantity.of(5)), "ngày"),
        (GiftSaid("materials", Quantity.of(5), received_on=START), "tính bằng gì"),
        (GiftSaid("gold", Quantity.of(5), received_on=START), "Hãy chọn"),
        (GiftSaid("money", Quantity.between(5, 9), received_on=START), "lớn hơn 0"),
    ],
)
def test_what_cannot_be_is_refused(cast: Cast, said: GiftSaid, words: str) -> None:
    with pytest.raises(UnableToKeepContribution, match=words):
        operations.give(scope=cast.product, drive=make_drive(cast), said=said, today=TODAY)


def test_what_was_promised_comes_once_and_a_withdrawn_line_counts_no_more(cast: Cast) -> None:
    drive = make_drive(cast)
    gift = make_gift(cast, drive, promised=True)
    assert queries.book(drive).sums[0].received is None
    operations.receive(scope=cast.product, gift=gift, on=TODAY, today=TODAY)
    assert queries.book(drive).sums[0].received == Quantity.of(2_000_000)
    with pytest.raises(UnableToKeepContribution, match="đã ghi nhận"):
        operations.receive(scope=cast.product, gift=gift, on=TODAY, today=TODAY)
    operations.withdraw(scope=cast.product, entry=gift, why="ghi nhầm người", today=TODAY)
    assert queries.book(drive).sums == []
    assert [one.why for one in queries.book(drive).withdrawn] == ["ghi nhầm người"]


def test_a_giver_is_named_only_while_they_agree_and_may_be_forgotten(cast: Cast) -> None:
    drive = make_drive(cast)
    gift = make_gift(cast, drive, giver="Ông Trần Văn Bảy", may_be_named=True)
    assert [one.giver for one in pages.givers([gift]).named] == ["Ông Trần Văn Bảy"]
    operations.name_giver(scope=cast.product, gift=gift, may_be_named=False, today=TODAY)
    gift.refresh_from_db()
    assert pages.givers([gift]).named == []
    operations.forget_giver(scope=cast.product, gift=gift, why="theo yêu cầu")
    gift.refresh_from_db()
    assert gift.giver == ""
    assert queries.book(drive).sums[0].given == Quantity.of(2_000_000)


def test_a_joint_gift_is_whole_in_each_drive_and_counted_once(cast: Cast) -> None:
    road, bridge = make_drive(cast), make_drive(cast, name="Bắc cầu Kênh Mới")
    make_gift(cast, road, 10**9, words="gần", exactness=Exactness.JUST_UNDER, also_for=[bridge])
    for drive in (road, bridge):
        book = queries.book(drive)
        assert book.sums == []
        assert book.account.joint == Quantity.of(10**9, Exactness.JUST_UNDER, "gần")
        operations.advance(scope=cast.product, drive=drive, verb="close", on=TODAY, today=TODAY)
        operations.advance(scope=cast.product, drive=drive, verb="settle", on=TODAY, today=TODAY)
    assert standing(road)["nguon-luc"] == Quantity.of(10**9, Exactness.JUST_UNDER, "gần")
    assert standing(bridge) == {}


def test_settling_posts_the_totals_and_correcting_takes_them_back(cast: Cast) -> None:
    drive = make_drive(cast)
    make_gift(cast, drive, 40, "workdays")
    make_gift(cast, drive, promised=True)
    said = WorkSaid("bridge", "Cầu Kênh Mới", amount=Decimal(1), finished_on=TODAY)
    operations.build(scope=cast.product, drive=drive, said=said, today=TODAY)
    operations.spend(scope=cast.product, drive=drive, what="Đá", amount=1, on=TODAY, today=TODAY)
    with pytest.raises(UnableToKeepContribution):
        operations.advance(scope=cast.product, drive=drive, verb="settle", on=TODAY, today=TODAY)
    for verb in ("close", "settle"):
        operations.advance(scope=cast.product, drive=drive, verb=verb, on=TODAY, today=TODAY)
    assert standing(drive) == {"ngay-cong": Quantity.of(40), "cau-xay-moi": Quantity.of(1)}
    with pytest.raises(UnableToKeepContribution, match="mở lại"):
        make_gift(cast, drive)
    with pytest.raises(UnableToKeepContribution, match="lý do"):
        operations.advance(scope=cast.product, drive=drive, verb="correct", on=TODAY, today=TODAY)
    operations.advance(scope=cast.product, drive=drive, verb="correct", on=TODAY, today=TODAY, note="sót một dòng")
    assert standing(drive) == {}


def test_what_a_practice_reported_is_not_counted_again(cast: Cast) -> None:
    practice = make_practice(cast)
    make_outcome(cast, [practice], Quantity.of(5_000_000))
    drive = make_drive(cast, practices=[practice])
    make_gift(cast, drive)
    make_gift(cast, drive, 30, "land")
    for verb in ("close", "settle"):
        operations.advance(scope=cast.product, drive=drive, verb=verb, on=TODAY, today=TODAY)
    assert pages.left_to_practices(drive) == ["Tiền"]
    assert standing(drive) == {"dat-hien": Quantity.of(30)}


@pytest.fixture
def installation(tmp_path_factory: pytest.TempPathFactory, kept_database: str) -> Iterator[Place]:
    yield from a_place(tmp_path_factory, kept_database)


@pytest.mark.django_db
def test_joint_gifts_that_cross_wait_for_each_other_instead_of_both_for_ever(installation: Place) -> None:
    installation.run("tests.contributions.crowd")
    assert installation.rows("SELECT count(*) FROM contributions_gift_also_for") == [(30,)]


def test_the_doctor_finds_nothing_wrong(cast: Cast) -> None:
    make_gift(cast, make_drive(cast))
    looks = [one.run(Look(timezone.now())) for one in (checks.stages, checks.amounts, checks.care)]
    assert [list(found) for found in looks] == [[], [], []]


def test_steps_written_before_say_who_took_them_once_they_are_joined_with_the_history(cast: Cast) -> None:
    drive = operations.start(scope=cast.scope(cast.lan), said=DriveSaid(cast.units["an-phuc"], "Làm lộ", START))
    for verb in ("close", "reopen", "close"):
        operations.advance(scope=cast.scope(cast.lan), drive=drive, verb=verb, on=TODAY, today=TODAY)
    kept = list(DriveStep.objects.order_by("pk").values_list("verb", "actor", "actor_name", "role"))
    moments = {event.at for event in Event.objects.filter(kind="drive")}
    DriveStep.objects.update(actor=None, actor_name="", role="", at=timezone.now())
    # A step of which the history says nothing keeps its day.
    DriveStep.objects.create(drive=drive, verb="settle", stage="settled", on=START, actor_name="", at=timezone.now())
    import_module("lantoa.contributions.migrations.0004_who_moved_a_drive").tell_who(apps, None)
    found = list(DriveStep.objects.order_by("pk"))
    assert [(one.verb, one.actor_id, one.actor_name, one.role) for one in found[:-1]] == kept
    assert {one.at for one in found[:-1]} == moments
    assert timezone.localtime(found[-1].at).date() == START
