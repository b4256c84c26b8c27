"""The pages of targets: what they show, to whom, at which cost; and giving, changing and withdrawing by them."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from lantoa.common.periods import Period
from lantoa.common.quantities import Exactness, Quantity
from lantoa.files import operations as files
from lantoa.indicators import operations, queries
from lantoa.indicators.models import Target
from lantoa.indicators.operations import Amount, Goal
from lantoa.organisations import operations as organisations
from lantoa.reading.inputs import Extracted
from tests.browsing import page, signed_in
from tests.cast import Cast

YEAR = Period.year(2026)
PLAN, GIVE = "/so-lieu/ke-hoach/?year=2026", "/so-lieu/ke-hoach/giao/"


@pytest.fixture(autouse=True)
def autumn() -> Any:
    with time_machine.travel("2026-11-23 09:00 +0700", tick=False):
        yield


def give(
    cast: Cast, unit: str = "an-phuc", number: int | Quantity = 12, code: str = "cau-xay-moi", **more: Any
) -> Target:
    quantity = Quantity.of(number) if isinstance(number, int) else number
    why = more.pop("why", "")
    cited = more.pop("citation", None)
    amount = Amount(queries.indicator(code), cast.units[unit], YEAR, quantity, citation=cited)
    return operations.set_target(scope=cast.product, goal=Goal(amount, **more), why=why)


def report(cast: Cast, number: int | Quantity, period: str = "2026-M9", unit: str = "an-phuc") -> None:
    quantity = Quantity.of(number) if isinstance(number, int) else number
    amount = Amount(queries.indicator("cau-xay-moi"), cast.units[unit], Period.parse(period), quantity)
    operations.state(scope=cast.product, amount=amount)


def of_target(target: Target) -> str:
    return reverse("indicators:target", args=[target.uuid])


def text_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_a_plan_stands_beside_what_was_done_and_each_figure_opens(cast: Cast) -> None:
    give(cast, stands_in="Kế hoạch số 09-KH/ĐU")
    report(cast, 9)
    said = page(signed_in(cast, "lan"), PLAN)
    words = text_of(said)
    for expected in ("Kế hoạch và thực hiện", "75%", "Chưa đạt", "Chậm tiến độ", "ước 12 cây cầu", "ước đạt kế hoạch"):
        assert expected in words
    assert "9 tháng đầu kỳ làm được 9 cây cầu; giữ mức bình quân ấy thì cả 12 tháng ước 12 cây cầu." in words
    figure = queries.figure_path(queries.indicator("cau-xay-moi"), cast.units["an-phuc"], queries.View(YEAR))
    assert f'<a href="{figure}">9</a>' in said


def test_a_plan_without_figures_says_so_and_is_not_zero(cast: Cast) -> None:
    give(cast)
    words = text_of(page(signed_in(cast, "lan"), PLAN))
    assert "chưa có số liệu" in words
    assert "Không ước: chưa có số liệu." in words
    assert " 0%" not in words


def test_a_unit_without_a_plan_shows_for_which_periods_it_has_one(cast: Cast) -> None:
    give(cast)
    said = page(signed_in(cast, "lan"), "/so-lieu/ke-hoach/?year=2025")
    assert "Kỳ này chưa giao kế hoạch" in said
    assert "Năm 2026" in said
    link = re.search(r'href="(/so-lieu/ke-hoach/\?unit=[^"]+)">Năm 2026', said)
    assert link
    assert "Cầu nông thôn xây mới" in page(signed_in(cast, "lan"), link[1].replace("&amp;", "&"))


def test_a_wrong_wish_is_explained(cast: Cast) -> None:
    lan = signed_in(cast, "lan")
    assert "error-summary" in page(lan, "/so-lieu/ke-hoach/?year=abc")
    assert lan.get("/so-lieu/ke-hoach/bang.xlsx?year=abc").status_code == 404
    unknown = "unit=00000000-0000-4000-8000-000000000000"
    assert "error-summary" in page(lan, f"/so-lieu/ke-hoach/?{unknown}")
    for wrong in (unknown, "unit=khong-co", "line=x"):
        assert lan.get(f"{GIVE}?{wrong}").status_code == 404


def test_a_plan_takes_as_many_queries_for_many_targets_as_for_few(cast: Cast) -> None:
    lan = signed_in(cast, "lan")
    report(cast, 9)
    give(cast)
    # What does not add is asked for by itself, however much of it there is.
    give(cast, code="mo-hinh-hoat-dong", number=9)

    def count() -> int:
        with CaptureQueriesContext(connection) as seen:
            page(lan, PLAN)
        return len(seen)

    few = count()
    for one in queries.catalogue():
        if one.code not in ("cau-xay-moi", "mo-hinh-hoat-dong"):
            give(cast, code=one.code, number=9)
    assert count() == few


def test_the_workbook_holds_numbers_and_the_forecast_as_words_only(cast: Cast) -> None:
    give(cast)
    report(cast, Quantity.of(9, Exactness.AT_LEAST, "trên"))
    answer = signed_in(cast, "lan").get("/so-lieu/ke-hoach/bang.xlsx?year=2026")
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    (row,) = [row for row in rows if row[0] == "Cầu nông thôn xây mới"]
    assert row[1:9] == ["cây cầu", 12.0, "12 cây cầu", 9.0, "trên 9 cây cầu", 75.0, "trên 75%", "Chưa khẳng định được"]
    assert row[10] == "ước 12 cây cầu"


# Who sees what


def test_a_figure_shows_its_target_to_officials_and_not_to_the_public(cast: Cast) -> None:
    target = give(cast)
    report(cast, 9)
    figure = queries.figure_path(queries.indicator("cau-xay-moi"), cast.units["an-phuc"], queries.View(YEAR))
    for who in ("lan", "minh"):
        said = page(signed_in(cast, who), figure)
        assert of_target(target) in said
        assert "ước 12 cây cầu" in said
    assert "So với kế hoạch" not in page(Client(), figure)


def test_a_printed_figure_that_has_changed_since_is_not_compared_with_todays_target(cast: Cast) -> None:
    give(cast)
    report(cast, 9)
    printed = queries.View(YEAR, upto=queries.head())
    path = queries.figure_path(queries.indicator("cau-xay-moi"), cast.units["an-phuc"], printed)
    lan = signed_in(cast, "lan")
    assert "So với kế hoạch" in page(lan, path)
    report(cast, 1, "2026-10")
    assert "So với kế hoạch" not in page(lan, path)


def test_the_sentence_and_the_history_of_a_target_are_for_those_who_read_there(cast: Cast) -> None:
    words = "Vận động xây mới 12 cây cầu trong năm."
    file = files.keep(scope=cast.product, name="ke-hoach.txt", data=words.encode(), media_type="text/plain")
    text = files.keep_text(file=file, extracted=Extracted(words, "text/plain", "plain/1", ()))
    target = give(cast, citation=files.cite(text=text, start=words.index("12"), end=words.index(" trong")))
    mine, theirs = (page(signed_in(cast, who), of_target(target)) for who in ("lan", "minh"))
    assert "<mark>12 cây cầu</mark> trong năm." in mine
    assert "kiểm thử" in mine
    assert "<mark>" not in theirs
    assert "kiểm thử" not in theirs
    assert "Bỏ kế hoạch này" not in theirs
    assert Client().get(of_target(target)).status_code == 302


def test_a_target_says_whether_what_the_units_below_were_given_comes_to_it(cast: Cast) -> None:
    target = give(cast, "ben-lau", 20)
    lan = signed_in(cast, "dung")
    assert "giao cho các đơn vị bên dưới" not in page(lan, of_target(target))
    give(cast, "an-phuc", 12)
    report(cast, 9)
    words = text_of(page(lan, of_target(target)))
    assert "Cộng lại 12 cây cầu: chưa đủ kế hoạch của đơn vị" in words
    assert "Xã An Phúc 12 cây cầu 9 cây cầu 75%" in words
    assert "Còn 2 đơn vị bên dưới chưa được giao." in words
    give(cast, "tan-loi", Quantity.of(8, Exactness.AT_LEAST, "ít nhất"))
    assert "Cộng lại 20 cây cầu: đủ kế hoạch của đơn vị" in text_of(page(lan, of_target(target)))


def test_what_must_not_be_exceeded_is_said_the_other_way(cast: Cast) -> None:
    target = give(cast, "ben-lau", 20, direction="at_most")
    give(cast, "an-phuc", 21, direction="at_most")
    report(cast, 21)
    words = text_of(page(signed_in(cast, "dung"), of_target(target)))
    for expected in ("không quá 20 cây cầu", "Vượt mức kế hoạch", "Cộng lại 21 cây cầu: vượt kế hoạch của đơn vị"):
        assert expected in words


# Giving by the form


def typed(**more: str) -> dict[str, str]:
    said = {"uuid": "11111111-1111-4111-8111-111111111111", "indicator": "cau-xay-moi", "period": "2026"}
    return said | {"direction": "at_least"} | more


def amount_of(cast: Cast, unit: str) -> str:
    return f"amount_{cast.units[unit].uuid}"


def understood(html: str) -> str:
    found = re.search(r'name="understood" value="([^"]*)"', html)
    assert found
    return found[1]


def test_targets_are_typed_said_back_and_only_then_given(cast: Cast) -> None:
    lan = signed_in(cast, "lan")
    assert "Thôn Đông" in page(lan, GIVE)
    said = typed() | {amount_of(cast, "an-phuc"): "ít nhất 1.200", amount_of(cast, "an-phuc-1"): "5"}
    first = lan.post(GIVE, said).content.decode()
    words = text_of(first)
    assert "Cầu nông thôn xây mới, năm 2026" in words
    assert "Xã An Phúc: ít nhất 1.200 cây cầu" in words
    assert not Target.objects.exists()
    done = lan.post(GIVE, said | {"understood": understood(first)}, follow=True).content.decode()
    assert "Đã giao 2 kế hoạch." in done
    assert {one.wording for one in queries.standing_targets()} == {"ít nhất 1.200 cây cầu", "5 cây cầu"}
    # The same form sent again gives nothing twice.
    lan.post(GIVE, said | {"understood": understood(first)})
    assert Target.objects.count() == 2


def test_what_was_typed_stays_in_the_form_when_it_is_wrong(cast: Cast) -> None:
    lan = signed_in(cast, "lan")
    said = typed(stands_in="Kế hoạch 09") | {amount_of(cast, "an-phuc"): "năm bảy cây"}
    answer = lan.post(GIVE, said)
    assert answer.status_code == 422
    html = answer.content.decode()
    for kept in ("năm bảy cây", "Kế hoạch 09", "error-summary"):
        assert kept in html
    assert "ít nhất một đơn vị" in lan.post(GIVE, typed()).content.decode()
    assert "kỳ của số liệu" in lan.post(GIVE, said | {"period": "khi nào xong"}).content.decode()
    assert lan.post(GIVE, {}).status_code == 422


def test_a_contradiction_is_said_where_it_is_found(cast: Cast) -> None:
    lan = signed_in(cast, "lan")
    said = typed() | {amount_of(cast, "an-phuc"): "không quá 5"}
    first = lan.post(GIVE, said).content.decode()
    answer = lan.post(GIVE, said | {"understood": understood(first)})
    assert answer.status_code == 422
    assert "ngược với chiều đã chọn" in answer.content.decode()


def test_changing_a_target_asks_for_the_reason_and_keeps_the_old_one(cast: Cast) -> None:
    old = give(cast)
    lan = signed_in(cast, "lan")
    assert f"{GIVE}?unit=" in page(lan, of_target(old))
    said = typed() | {amount_of(cast, "an-phuc"): "15"}
    asked = lan.post(GIVE, said).content.decode()
    assert "Hãy ghi lý do điều chỉnh" in asked
    said["why"] = "Tỉnh giao thêm"
    first = lan.post(GIVE, said).content.decode()
    assert "15 cây cầu (thay cho: 12 cây cầu)" in first
    done = text_of(lan.post(GIVE, said | {"understood": understood(first)}, follow=True).content.decode())
    assert "Đã giao 1 kế hoạch." in done
    before = text_of(page(lan, of_target(old)))
    assert "không còn hiệu lực" in before
    assert "Tỉnh giao thêm" in before
    assert "Tỉnh giao thêm" in done


def test_nobody_finds_a_form_for_units_that_are_not_theirs(cast: Cast) -> None:
    lan = signed_in(cast, "lan")
    assert lan.get(f"{GIVE}?unit={cast.units['ben-lau'].uuid}").status_code == 404
    assert lan.get(f"{GIVE}?unit={cast.units['tan-loi'].uuid}").status_code == 404
    foreign = typed() | {amount_of(cast, "tan-loi"): "5"}
    assert lan.post(GIVE, foreign).status_code == 422
    assert not Target.objects.exists()


def test_a_target_is_withdrawn_with_a_reason_by_those_who_may(cast: Cast) -> None:
    target = give(cast)
    back = reverse("indicators:withdraw_target", args=[target.uuid])
    assert signed_in(cast, "minh").post(back, {"why": "thử"}).status_code == 403
    lan = signed_in(cast, "lan")
    assert "error-summary" in lan.post(back, {"why": " "}).content.decode()
    said = text_of(lan.post(back, {"why": "giao nhầm"}, follow=True).content.decode())
    assert "Đã bỏ kế hoạch" in said
    assert "giao nhầm" in said
    assert "trước đó" in lan.post(back, {"why": "lần nữa"}).content.decode()


def test_what_people_wrote_is_never_taken_for_html(cast: Cast) -> None:
    nasty = '<b>Xã</b> & "An"'
    organisations.rename_unit(scope=cast.product, unit=cast.units["an-phuc"], name=nasty, on=date(2000, 1, 1))
    target = give(cast, stands_in=nasty)
    lan = signed_in(cast, "lan")
    for address in (PLAN, of_target(target), GIVE):
        said = page(lan, address)
        assert "<b>Xã" not in said
        assert "&amp;lt;" not in said


def test_english_pages_speak_english(cast: Cast) -> None:
    give(cast)
    report(cast, 9)
    lan = signed_in(cast, "lan")
    lan.cookies["django_language"] = "en"
    words = text_of(page(lan, PLAN))
    assert "at that pace all 12 months bring an estimated 12 cây cầu." in words
    assert "would be reached" in words
