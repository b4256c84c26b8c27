"""All reports in one list; asking again; what those who owe a report may read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from lantoa.files.operations import keep
from lantoa.organisations import queries as organisations
from lantoa.reports import operations, queries
from lantoa.reports.models import ReportType
from lantoa.reports.outlines import operations as outlines
from tests.cast import TODAY, Cast
from tests.reports.owing import asked, begun

LIST = reverse("reports:everything")


@pytest.fixture
def lan(client: Client, cast: Cast) -> Client:
    """The clerk of An Phúc."""
    client.force_login(cast.lan)
    return client


def shown(client: Client, **asked_for: str) -> list[tuple[str, str, str]]:
    """Type, unit and stage of every line."""
    lines = client.get(LIST, asked_for).context["lines"]
    return [(one.found.type.name, one.found.unit_name, one.found.stage) for one in lines]


def sent(cast: Cast, of: ReportType, unit: str, period: str = "2022", number: str = "") -> None:
    one = begun(cast, of, unit, period)
    said = {"at": timezone.now(), "number": number, "dated_on": date(2023, 1, 20)}
    operations.advance(scope=cast.product, report=one, verb="submit", **said)


def received(cast: Cast, of: ReportType, unit: str) -> None:
    stretch = queries.stretch_of(of, "2021")
    assert stretch is not None
    whom = organisations.unit(unit, stretch.days.to_on)
    file = keep(scope=cast.product, name="bao-cao-giay.docx", data=b"x", media_type="text/plain")
    said = {"of": of, "unit": whom, "stretch": stretch, "file": file, "on": TODAY}
    operations.receive(scope=cast.product, **said)


def test_the_list_holds_drafts_of_ones_own_what_was_sent_to_one_and_files_from_outside(lan: Client, cast: Cast) -> None:
    above, own = asked(cast), asked(cast, "an-phuc", name="Báo cáo của thôn")
    begun(cast, above)
    begun(cast, above, "tan-loi")
    sent(cast, own, "an-phuc-1")
    received(cast, own, "an-phuc-1")
    assert shown(lan) == [
        ("Báo cáo của thôn", "Thôn Đông", "submitted"),
        ("Báo cáo định kỳ", "Xã An Phúc", "drafting"),
        ("Báo cáo của thôn", "Thôn Đông", "received"),
    ]
    page = lan.get(LIST).content.decode()
    assert "bao-cao-giay.docx" in page
    client = Client()
    client.force_login(cast.minh)
    assert shown(client) == [("Báo cáo định kỳ", "Xã Tân Lợi Thượng", "drafting")]


def test_the_list_is_narrowed_by_unit_year_part_stage_and_type(lan: Client, cast: Cast) -> None:
    of = asked(cast)
    other = asked(cast, "an-phuc", name="Báo cáo của thôn", reporters="own", cadences=["year"])
    begun(cast, of, period="2022-Q2")
    sent(cast, of, "an-phuc", "2021")
    begun(cast, other, period="2022")
    assert [name for name, *_ in shown(lan, year="2022")] == ["Báo cáo của thôn", "Báo cáo định kỳ"]
    assert len(shown(lan, part="quarter-2")) == 1
    assert len(shown(lan, part="year")) == 2
    assert shown(lan, stage="submitted") == [("Báo cáo định kỳ", "Xã An Phúc", "submitted")]
    assert shown(lan, stage="received") == []
    assert shown(lan, type=str(other.uuid)) == [("Báo cáo của thôn", "Xã An Phúc", "drafting")]
    assert len(shown(lan, unit="an phuc")) == 3
    assert shown(lan, unit="không có đơn vị này") == []
    for wrong in ("x", "-1", "\0"):
        said = {"unit": wrong, "year": wrong, "part": wrong, "stage": wrong, "type": wrong, "trang": wrong}
        assert lan.get(LIST, said).status_code == 200


def test_the_list_goes_to_excel_as_it_is_narrowed(lan: Client, cast: Cast) -> None:
    of = asked(cast)
    sent(cast, of, "an-phuc", "2022", "7")
    begun(cast, of, period="2021")
    file = lan.get(reverse("reports:everything_workbook"), {"year": "2022"})
    rows = CalamineWorkbook.from_filelike(BytesIO(file.content)).get_sheet_by_index(0).to_python()
    assert len(rows) == 4
    assert rows[-1][0] == "Báo cáo định kỳ"
    assert rows[-1][6] == "7"


def test_the_list_asks_as_much_for_fifty_reports_as_for_five(
    lan: Client, cast: Cast, django_assert_max_num_queries: Callable[..., object]
) -> None:
    of = asked(cast, cadences=["month"], from_on=date(2015, 1, 1))
    for year in (2020,):
        for month in range(1, 6):
            begun(cast, of, period=f"{year}-{month:02}")
    received(cast, asked(cast, "an-phuc", name="Báo cáo của thôn"), "an-phuc-1")
    lan.get(LIST)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        lan.get(LIST)
    for year in range(2016, 2020):
        for month in range(1, 13):
            begun(cast, of, period=f"{year}-{month:02}")
    with django_assert_max_num_queries(len(few)):  # type: ignore[attr-defined]
        assert len(lan.get(LIST).context["lines"]) == 50


def test_a_report_is_asked_for_again_after_a_former_one(lan: Client, cast: Cast) -> None:
    made, _ = outlines.keep(
        scope=cast.product, unit=cast.units["an-phuc"], name="de-cuong.txt", data="I- Kết quả\nII- Tồn tại".encode()
    )
    said = {
        "cadences": ["year", "half"],
        "due_days": 7,
        "layout": "party",
        "addressees": "Thường trực",
        "outline": made,
    }
    former = asked(cast, "an-phuc", name="Báo cáo sơ kết", stands_in="Công văn 1", **said)
    operations.end_type(scope=cast.product, one=former, on=TODAY, why="đã xong")
    kind = lan.get(reverse("reports:type", args=[former.uuid])).content.decode()
    assert f"{reverse('reports:ask')}?tu={former.uuid}" in kind
    page = lan.get(reverse("reports:ask"), {"tu": str(former.uuid)})
    form = page.context["form"]
    assert [form[name].value() for name in ("name", "cadences", "due_days", "layout", "outline", "stands_in")] == [
        "Báo cáo sơ kết",
        ["half", "year"],
        7,
        "party",
        str(made.uuid),
        None,
    ]
    assert form["from_on"].value() == timezone.localdate()
    for wrong in ("x", "00000000-0000-0000-0000-000000000007"):
        assert lan.get(reverse("reports:ask"), {"tu": wrong}).context["form"]["name"].value() is None


def test_whoever_owes_a_report_reads_its_outline_and_its_file_and_changes_nothing(client: Client, cast: Cast) -> None:
    made, _ = outlines.keep(
        scope=cast.product, unit=cast.units["ben-lau"], name="de-cuong.txt", data="I- Kết quả\nII- Tồn tại".encode()
    )
    page, file = (reverse(f"reports:{name}", args=[made.uuid]) for name in ("outline", "outline_file"))
    client.force_login(cast.lan)
    assert client.get(page).status_code == 404
    of = asked(cast, outline=made, cadences=["year"])
    answer = client.get(page)
    assert answer.status_code == 200
    assert not answer.context["may_change"]
    assert b"".join(client.get(file).streaming_content).decode().startswith("I- Kết quả")  # type: ignore[attr-defined]
    assert page in client.get(reverse("reports:owed")).content.decode()
    assert client.get(reverse("reports:outline_section", args=[made.uuid, 0])).status_code == 404
    assert client.post(reverse("reports:withdraw_outline", args=[made.uuid]), {"why": "x"}).status_code == 404
    # Once nobody asks by it any more, only those who have written after it may still read it.
    operations.end_type(scope=cast.product, one=of, on=date(2020, 1, 2), why="thôi")
    assert client.get(page).status_code == 404
