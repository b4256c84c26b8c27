"""An outline that was read becomes a report: its tables are filled from the ledger; the rest stays to write."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from lantoa.common.quantities import Quantity
from lantoa.reports.outlines import operations, queries
from tests.cast import Cast
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
