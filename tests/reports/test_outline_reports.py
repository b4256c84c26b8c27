"""An outline that was read becomes a report: its tables are filled from the ledger; the rest stays to write."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from lantoa.common.periods import Period
from lantoa.common.quantities import Quantity
from lantoa.reports import queries as reports
from lantoa.reports.models import Outline
from lantoa.reports.outlines import operations, queries
from lantoa.reports.rules import Table
from lantoa.reports.rules.outlines import AskedTable, Fill, Section
from tests.cast import TODAY, Cast
from tests.reports.outline_papers import OUTLINE, TABLES
from tests.reports.owing import asked, begun
from tests.reports.scene import YEAR, play, stated


def test_the_outline_and_the_tables_of_whoever_is_above_are_filled(client: Client, cast: Cast) -> None:
    play(cast)
    stated(cast, "an-phuc", "cau-xay-moi", Quantity.of(77), YEAR)
    district, scope = cast.units["ben-lau"], cast.product
    made, _ = operations.keep(scope=scope, unit=district, name=OUTLINE.name, data=OUTLINE.read_bytes())
    made = operations.add_tables(scope=scope, outline=made, name=TABLES.name, data=TABLES.read_bytes())
    report = begun(cast, asked(cast, outline=made))
    client.force_login(cast.lan)
    page = client.get(reverse("reports:paper", args=[report.uuid])).content.decode()
    assert "CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO" in page
    table = page.partition("Đường giao thông nông thôn làm mới, nâng cấp")[0].rpartition("Cầu nông thôn xây mới")[2]
    assert "77" in table
    assert "Buổi đối thoại với nhân dân" in page
    by_unit = page.partition("BIỂU MÔ HÌNH VÀ KHEN THƯỞNG THEO ĐƠN VỊ")[2]
    assert "Thôn Đông" in by_unit


def test_a_unit_offers_what_was_read_and_is_still_in_use(cast: Cast) -> None:
    scope, unit = cast.scope(cast.lan), cast.units["an-phuc"]
    usual = operations.keep_usual(scope=scope, unit=unit)
    operations.keep(scope=scope, unit=unit, name="hong.docx", data=b"PK\x03\x04 hong")
    gone = operations.keep_usual(scope=scope, unit=unit)
    operations.withdraw(scope=scope, outline=gone, why="không dùng")
    assert [one.pk for one in queries.offered(unit.pk)] == [usual.pk]


def test_each_column_of_a_given_table_gets_the_amount_that_its_heading_means(cast: Cast) -> None:
    for number, period in ((6, "2022"), (4, "2021")):
        stated(cast, "an-phuc", "cau-xay-moi", Quantity.of(number), Period.parse(period))
    stated(cast, "an-phuc", "cau-xay-moi", Quantity.of(30), Period.parse("2019..2022"), is_cumulative=True)
    given = {
        "Nội dung": "Cầu xây mới",
        "ĐVT": "cây cầu",
        "Thực hiện – Trong kỳ": "6 cây cầu",
        "Thực hiện – Lũy kế": "30 cây cầu",
        "Thực hiện năm trước": "4 cây cầu",
        # What compares with the year before is no amount of it.
        "% so với cùng kỳ": "",
        "Ghi chú": "",
    }
    table = AskedTable("Kết quả", tuple(given), (("Cầu xây mới",),))
    codes = ("",) * len(given) + ("cau-xay-moi",)
    section = Section(1, "I-", "KẾT QUẢ", tables=(table,), fills=(Fill("asked_table", codes),))
    report = begun(cast, asked(cast, outline=outline_of(cast, section)))
    (filled,) = reports.written(report, TODAY).drafts[1].tables
    assert isinstance(filled, Table)
    (row,) = filled.rows
    assert ["".join(map(str, line)) for (line,) in row.cells] == list(given.values())


def outline_of(cast: Cast, section: Section) -> Outline:
    """An outline with this section in front of the usual ones."""
    usual = operations.keep_usual(scope=cast.product, unit=cast.units["ben-lau"])
    return operations.add(scope=cast.product, outline=usual, at=0, section=section)
