"""The pages of reports that are owed, as people use them: without a script, in Vietnamese, nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeGuard

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lantoa.common.quantities import Quantity
from lantoa.organisations import queries as organisations
from lantoa.practices.models import Practice
from lantoa.reports import operations, queries
from lantoa.reports.models import Report, ReportType
from lantoa.reports.rules import Column, Named, Row, Run, Table, cell
from lantoa.reports.rules.outlines import AskedTable, Fill, Section
from lantoa.reports.rules.values import MOST_SHOWN
from tests.cast import TODAY, Cast
from tests.reports.owing import asked, begun
from tests.reports.scene import YEAR, play, stated


@pytest.fixture
def lan(client: Client, cast: Cast) -> Client:
    """The clerk of An Phúc."""
    client.force_login(cast.lan)
    return client


def test_what_is_owed_is_begun_with_one_press_and_found_again(lan: Client, cast: Cast) -> None:
    of = asked(cast, cadences=["year"], from_on=YEAR.from_on)
    page = lan.get(reverse("reports:owed")).content.decode()
    assert "Năm 2026" in page
    assert "Soạn dự thảo" in page
    start = reverse("reports:start", args=[of.uuid, "2026"])
    first, second = lan.post(start), lan.post(start)
    assert first.url == second.url == reverse("reports:paper", args=[Report.objects.get().uuid])  # type: ignore[attr-defined]
    assert "Soạn tiếp" in lan.get(reverse("reports:owed")).content.decode()


def test_the_draft_shows_figures_that_open_and_what_must_be_written(lan: Client, cast: Cast) -> None:
    play(cast)
    one = begun(cast, asked(cast))
    page = lan.get(reverse("reports:paper", args=[one.uuid])).content.decode()
    assert '<a class="figure" href="/so-lieu/f/mo-hinh-tap-the/' in page
    assert "Sổ chưa có gì cho mục này" in page
    assert "Còn 11 mục chưa viết" in page or "mục chưa viết" in page


def test_a_section_is_edited_with_its_figures_in_brackets(lan: Client, cast: Cast) -> None:
    play(cast)
    one = begun(cast, asked(cast))
    address = reverse("reports:section", args=[one.uuid, 6])
    shown = lan.get(address).context["form"]
    assert shown["text"].value() == "Trong kỳ, xã An Phúc đăng ký [2 mô hình] tập thể, [1 mô hình] cá nhân.\n" + (
        "Cùng kỳ năm trước (năm 2021): [1 mô hình] tập thể (kỳ này tăng); mô hình cá nhân chưa có số liệu.\n"
        "Trong kỳ, 2/2 đơn vị trực thuộc đã có số liệu: Thôn Đông; Hội Liên hiệp Phụ nữ xã An Phúc."
    )
    typed = {"turn": "0", "text": "Xã có [2 mô hình] tập thể, hiến [dat-hien].", "table-practices": "on"}
    answer = lan.post(address, typed)
    assert answer.status_code == 302
    stated(cast, "an-phuc", "dat-hien", Quantity.of(1300), YEAR)
    page = lan.get(reverse("reports:paper", args=[one.uuid])).content.decode()
    assert "Xã có " in page
    assert "1.300 m" in page
    assert "Mô hình đăng ký theo đơn vị" not in page


def test_a_number_typed_over_without_a_reason_is_asked_after_and_the_text_stays(lan: Client, cast: Cast) -> None:
    play(cast)
    one = begun(cast, asked(cast))
    address = reverse("reports:section", args=[one.uuid, 6])
    answer = lan.post(address, {"turn": "0", "text": "Xã có [5 mô hình] tập thể, [1 mô hình] cá nhân."})
    assert answer.status_code == 422
    said = answer.content.decode()
    assert "5 mô hình ≠ 2 mô hình" in said
    assert "Xã có [5 mô hình] tập thể" in said
    answer = lan.post(
        address, {"turn": "0", "text": "Xã có [5 mô hình] tập thể, [1 mô hình] cá nhân.", "why": "sổ thiếu"}
    )
    assert answer.status_code == 302
    assert "Số “5 mô hình” gõ tay: sổ thiếu" in lan.get(reverse("reports:paper", args=[one.uuid])).content.decode()


def test_who_saves_after_somebody_else_sees_both_and_loses_nothing(lan: Client, cast: Cast) -> None:
    one = begun(cast, asked(cast))
    address = reverse("reports:section", args=[one.uuid, 6])
    lan.post(address, {"turn": "0", "text": "Người thứ nhất viết."})
    answer = lan.post(address, {"turn": "0", "text": "Người thứ hai viết."})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "vừa có người khác sửa" in page
    assert "Người thứ hai viết." in page
    turn = answer.context["form"]["turn"].value()
    assert lan.post(address, {"turn": turn, "text": "Cả hai."}).status_code == 302


def test_a_report_is_sent_and_read_by_whoever_asked_with_its_versions(lan: Client, cast: Cast) -> None:
    play(cast)
    one = begun(cast, asked(cast))
    lan.post(reverse("reports:advance", args=[one.uuid]), {"verb": "submit", "number": "46", "dated_on": "20/01/2023"})
    one.refresh_from_db()
    assert (one.stage, one.number) == ("submitted", "46")
    page = lan.get(reverse("reports:version", args=[one.uuid, 1])).content.decode()
    assert "nguyên vẹn từ khi gửi" in page
    stated(cast, "an-phuc", "khen-tap-the", Quantity.of(3), YEAR)
    assert (
        "số trong sổ đã khác từ khi gửi báo cáo" in lan.get(reverse("reports:paper", args=[one.uuid])).content.decode()
    )
    word = lan.get(reverse("reports:docx", args=[one.uuid]))
    assert word.content[:2] == b"PK"


@pytest.mark.parametrize("verb", ["", "khong-co", "accept", "return"])
def test_a_verb_that_may_not_follow_is_refused_in_words(lan: Client, cast: Cast, verb: str) -> None:
    one = begun(cast, asked(cast))
    answer = lan.post(reverse("reports:advance", args=[one.uuid]), {"verb": verb})
    assert answer.status_code == 422
    one.refresh_from_db()
    assert one.stage == "drafting"


def test_reports_are_asked_for_by_a_form_that_says_what_is_missing(lan: Client, cast: Cast) -> None:
    address = reverse("reports:ask")
    shown = lan.get(address).context["form"].initial
    said = {name: str(value) for name, value in shown.items()} | {"from_on": "01/01/2026"}
    answer = lan.post(address, said | {"name": "Báo cáo tháng"})
    assert answer.status_code == 422
    assert "Hãy chọn ít nhất một kỳ" in answer.content.decode()
    full = said | {"name": "Báo cáo tháng", "about": "kết quả", "cadences": ["month"]}
    assert lan.post(address, full).status_code == 302
    assert lan.post(address, full).status_code == 302
    one = ReportType.objects.get()
    board = lan.get(reverse("reports:board", args=[one.uuid, "2026-10"])).content.decode()
    assert "Thôn Đông" in board
    assert "Hội Liên hiệp Phụ nữ" not in board
    ended = lan.post(reverse("reports:end_type", args=[one.uuid]), {"why": "không cần nữa"})
    assert ended.status_code == 302
    one.refresh_from_db()
    assert one.to_on is not None


def test_pages_ask_as_much_for_many_units_and_periods_as_for_few(
    lan: Client, cast: Cast, django_assert_max_num_queries: Callable[..., object]
) -> None:
    play(cast)
    of = asked(cast, "an-phuc", cadences=["month", "quarter", "year"])
    own = asked(cast)
    one = begun(cast, own)
    pages = [
        reverse("reports:owed"),
        reverse("reports:types"),
        reverse("reports:board", args=[of.uuid, "2026-10"]),
    ]
    for address in pages:
        with django_assert_max_num_queries(30):  # type: ignore[attr-defined]
            lan.get(address)
    with django_assert_max_num_queries(62):  # type: ignore[attr-defined]
        lan.get(reverse("reports:paper", args=[one.uuid]))
    assert Practice.objects.count() == 4
    assert queries.report(one.uuid) is not None


def test_units_below_open_the_reports_that_they_have_sent(lan: Client, cast: Cast) -> None:
    play(cast)
    own = asked(cast, "ben-lau", reporters="own")
    sent = begun(cast, asked(cast))
    operations.advance(scope=cast.product, report=sent, verb="submit", at=timezone.now())
    table = AskedTable("Theo đơn vị", ("TT", "Đơn vị", "Mô hình tập thể"))
    fills = (
        Fill("by_unit", ("mo-hinh-tap-the",)),
        Fill("registered_by_unit"),
        Fill("asked_table", ("", "", "mo-hinh-tap-the")),
    )
    outline = Section(1, "I-", "SỐ LIỆU", tables=(table,), fills=fills)
    stretch = queries.stretch_of(own, "2022")
    assert stretch is not None
    whole = operations.start(
        scope=cast.product,
        of=own,
        unit=organisations.unit("ben-lau", stretch.days.to_on),
        stretch=stretch,
        today=TODAY,
        sections=[outline],
    )
    address, tables = reverse("reports:paper", args=[sent.uuid]), queries.written(whole, TODAY).drafts[1].tables
    opened = [
        {run.text: run.path for row in one.rows for cell in row.cells for line in cell for run in line if is_name(run)}
        for one in tables
        if isinstance(one, Table)
    ]
    both = {"Xã An Phúc": address, "Xã Tân Lợi Thượng": ""}
    # Who has registered nothing stands in no row of that table.
    assert opened == [both, {"Xã An Phúc": address}, both]


def is_name(run: Run) -> TypeGuard[Named]:
    return isinstance(run, Named)


def test_a_page_shows_the_beginning_of_a_long_table_and_says_how_much_more_there_is() -> None:
    rows = tuple(Row((cell(f"{n}"),)) for n in range(MOST_SHOWN + 7))
    table = Table("Dài", (Column("TT", 10),), rows)
    page = render_to_string("reports/_block.html", {"block": table})
    assert page.count("<tr>") == MOST_SHOWN + 1
    assert "Còn 7 dòng nữa" in page
