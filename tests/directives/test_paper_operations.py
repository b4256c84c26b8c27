"""Papers enter the book once, carry out one another, end; what is secret never enters."""

from __future__ import annotations

from datetime import date

import pytest

from lantoa.directives import operations, queries
from lantoa.directives.models import Copy, Directive, Implementation, Number
from lantoa.directives.operations import (
    Header,
    UnableToChangeDirective,
    UnableToKeepDirective,
    UnableToNumber,
    Upload,
)
from lantoa.files.models import StoredFile
from lantoa.history.models import Event
from tests.cast import TODAY, Cast
from tests.directives.scene import asked, central, issued, sent

pytestmark = pytest.mark.django_db
DAY = date(2026, 2, 3)


def test_one_paper_of_two_books_is_one_record(cast: Cast) -> None:
    first = central(cast)
    lan = cast.scope(cast.lan)
    header = Header("Số: 05 - CT/TW", "Chỉ thị 05", first.dated_on, issuer_name="BỘ CHÍNH TRỊ")
    again, is_new = operations.record_directive(scope=lan, unit=cast.units["an-phuc"], header=header, today=TODAY)
    assert (again.pk, is_new, again.abstract) == (first.pk, False, first.abstract)
    assert {one.unit.code for one in Copy.objects.filter(directive=first)} == {"song-trang", "an-phuc"}
    assert queries.in_books_of([cast.units["an-phuc"].pk]).get().pk == first.pk


def test_an_issuer_that_is_typed_is_the_unit_above_of_that_name(cast: Cast) -> None:
    header = Header("9-KH/HU", "Kế hoạch năm", DAY, issuer_name="huyện uỷ bến lau")
    made, _ = operations.record_directive(
        scope=cast.scope(cast.lan), unit=cast.units["an-phuc"], header=header, today=TODAY
    )
    assert (made.issuer, made.issuer_name) == (cast.units["hu-ben-lau"], "Huyện ủy Bến Lau")


def test_a_units_own_paper_takes_its_number_from_the_book(cast: Cast) -> None:
    scope = cast.scope(cast.lan)
    made = issued(scope, cast.units["du-an-phuc"], code="07-KH/ĐU", on=DAY)
    given = Number.objects.get(unit=cast.units["du-an-phuc"], kind="KH")
    assert (given.number, given.given_uuid) == (7, made.uuid)
    with pytest.raises(UnableToNumber, match="07-KH/ĐU"):
        issued(scope, cast.units["du-an-phuc"], code="07-KH/ĐU", on=date(2026, 3, 4))
    assert Directive.objects.filter(kind="KH").count() == 1


@pytest.mark.parametrize(
    ("unit", "code", "kind", "has_number"),
    [
        ("du-an-phuc", "09-CTr/ĐU", "CTr", True),
        ("du-an-phuc", "3-TTr/ĐU", "TTr", True),
        ("du-an-phuc", "5-QĐi/ĐU", "QĐi", True),
        ("du-an-phuc", "5-XY/ĐU", "XY", False),
        ("an-phuc", "7/UBND-VX", "CV", True),
        ("an-phuc", "156/QĐ-UBND", "QĐ", True),
    ],
)
def test_every_kind_of_paper_is_entered_and_numbered_where_a_rule_knows_it(
    cast: Cast, unit: str, code: str, kind: str, has_number: bool
) -> None:
    made = issued(cast.product, cast.units[unit], code=code, on=date(2026, 3, 4))
    assert made.kind == kind
    assert Number.objects.filter(given_uuid=made.uuid, kind=kind).exists() == has_number


def test_a_paper_points_to_those_that_it_carries_out_and_never_in_a_ring(cast: Cast) -> None:
    plan = issued(cast.product, cast.units["song-trang"], carries_out=(central(cast),))
    commune = issued(
        cast.scope(cast.lan), cast.units["an-phuc"], code="4/KH-UBND", on=date(2026, 4, 1), carries_out=(plan,)
    )
    assert [one.pk for one in queries.uppers_of([commune])[commune.pk]] == [plan.pk]
    with pytest.raises(UnableToChangeDirective, match="ngược lại"):
        operations.link(scope=cast.product, directive=plan, upper=commune, today=TODAY)
    late = issued(cast.product, cast.units["song-trang"], code="30-KH/TU", on=date(2026, 6, 1))
    with pytest.raises(UnableToChangeDirective, match="ngày"):
        operations.link(scope=cast.product, directive=commune, upper=late, today=TODAY)
    operations.unlink(scope=cast.product, directive=commune, upper=plan)
    assert not Implementation.objects.filter(lower=commune).exists()
    assert list(Event.objects.filter(record=commune.uuid).order_by("pk").values_list("verb", flat=True)) == [
        "record",
        "unlink",
    ]


@pytest.mark.parametrize(
    ("header", "words"),
    [
        (Header("KH số 5", "Kế hoạch", DAY, issuer_name="Tỉnh ủy"), "ký hiệu"),
        (Header("5-KH/TU", " ", DAY, issuer_name="Tỉnh ủy"), "trích yếu"),
        (Header("5-KH/TU", "Kế hoạch", DAY), "cơ quan ban hành"),
        (Header("5-KH/TU", "Kế hoạch", date(2027, 1, 1), issuer_name="Tỉnh ủy"), "hôm nay"),
    ],
)
def test_what_is_wrong_with_a_head_is_told(cast: Cast, header: Header, words: str) -> None:
    with pytest.raises(UnableToKeepDirective, match=words):
        operations.record_directive(scope=cast.product, unit=cast.units["song-trang"], header=header, today=TODAY)


def test_a_secret_paper_is_refused_and_nothing_of_it_is_kept(cast: Cast) -> None:
    header = Header("5-KH/TU", "Kế hoạch", DAY, issuer_name="Tỉnh ủy")
    same = {"scope": cast.product, "unit": cast.units["song-trang"], "header": header, "today": TODAY}
    with pytest.raises(UnableToKeepDirective, match="độ mật"):
        operations.record_directive(**same, is_open=False)
    upload = Upload("ke-hoach.txt", "TỈNH ỦY\nTỐI MẬT\nSố 5-KH/TU\nNội dung".encode())
    with pytest.raises(UnableToKeepDirective, match="TỐI MẬT"):
        operations.record_directive(**same, upload=upload)
    assert not Directive.objects.exists()
    assert not StoredFile.objects.exists()


def test_a_file_is_kept_and_one_that_is_broken_is_refused(cast: Cast) -> None:
    header = Header("5-KH/TU", "Kế hoạch", DAY, issuer_name="Tỉnh ủy")
    same = {"scope": cast.product, "unit": cast.units["song-trang"], "header": header, "today": TODAY}
    with pytest.raises(UnableToKeepDirective):
        operations.record_directive(**same, upload=Upload("ke-hoach.docx", b"PK\x03\x04 khong phai"))
    with pytest.raises(UnableToKeepDirective, match="rỗng"):
        operations.record_directive(**same, upload=Upload("ke-hoach.txt", b"  "))
    made, _ = operations.record_directive(**same, upload=Upload("ke-hoach.txt", "Kế hoạch năm 2026".encode()))
    assert made.file is not None
    assert made.file.name == "ke-hoach.txt"


def test_nobody_enters_papers_for_others(cast: Cast) -> None:
    with pytest.raises(UnableToKeepDirective):
        issued(cast.scope(cast.minh), cast.units["an-phuc"])
    plan = issued(cast.product, cast.units["song-trang"])
    with pytest.raises(UnableToChangeDirective):
        operations.withdraw(scope=cast.scope(cast.lan), directive=plan, on=TODAY, why="Nhầm")


def test_a_head_is_put_right_and_what_stood_there_is_in_the_history(cast: Cast) -> None:
    plan = issued(cast.product, cast.units["song-trang"])
    header = Header("24-KH/TU", "Thực hiện Chỉ thị năm 2026", plan.dated_on, issuer=cast.units["song-trang"])
    with pytest.raises(UnableToChangeDirective, match="lý do"):
        operations.correct(scope=cast.product, directive=plan, header=header, why=" ", today=TODAY)
    now = operations.correct(scope=cast.product, directive=plan, header=header, why="Gõ nhầm số", today=TODAY)
    assert (now.code, now.number) == ("24-KH/TU", 24)
    data = Event.objects.get(record=plan.uuid, verb="correct").payload.data
    assert data["former"]["code"] == "23-KH/TU"
    other = issued(cast.product, cast.units["song-trang"], code="25-KH/TU")
    with pytest.raises(UnableToChangeDirective, match="24-KH/TU"):
        operations.correct(scope=cast.product, directive=other, header=header, why="Sai", today=TODAY)


def test_a_paper_that_is_replaced_or_withdrawn_asks_nobody_any_more(cast: Cast) -> None:
    plan = sent(cast)
    tan_loi = asked(plan, cast.units["tan-loi"])
    operations.answer_reason(scope=cast.scope(cast.minh), addressee=tan_loi, why="Đã có kế hoạch chung", today=TODAY)
    newer = issued(cast.product, cast.units["song-trang"], code="40-KH/TU", on=date(2026, 10, 1))
    with pytest.raises(UnableToChangeDirective, match="chính nó"):
        operations.replace(scope=cast.product, directive=plan, by=plan, on=TODAY)
    with pytest.raises(UnableToChangeDirective, match="sau"):
        operations.replace(scope=cast.product, directive=newer, by=plan, on=TODAY)
    now = operations.replace(scope=cast.product, directive=plan, by=newer, on=TODAY)
    assert (now.stage, now.replaced_by, now.ended_on) == ("replaced", newer, TODAY)
    assert asked(plan, cast.units["an-phuc"]).stage == "released"
    assert asked(plan, cast.units["tan-loi"]).stage == "answered"
    with pytest.raises(UnableToChangeDirective, match="thay thế"):
        operations.withdraw(scope=cast.product, directive=plan, on=TODAY, why="x")
    back = operations.restore(scope=cast.product, directive=plan, why="Nhầm")
    assert (back.stage, back.ended_on, back.replaced_by) == ("issued", None, None)
