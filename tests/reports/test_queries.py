"""What a report is assembled from, on a real database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lantoa.common.quantities import Quantity
from lantoa.indicators import queries as figures
from lantoa.organisations import operations as organisations
from lantoa.organisations import queries as units
from lantoa.practices import operations
from lantoa.reports.gathered import Source
from lantoa.reports.issuers import issuer_of
from lantoa.reports.practices_summary import issued, write
from lantoa.reports.queries import UnableToOpenUnit, UnableToReport, asked, gather
from lantoa.reports.rules import Paragraph
from tests.cast import TODAY, Cast
from tests.reports.scene import outcome, play, registered, told


def test_the_registrations_of_the_period_are_counted_beside_those_of_the_year_before(cast: Cast) -> None:
    play(cast)
    found = told(cast)
    assert str(found.registered.collective.in_period) == "2 mô hình"
    assert str(found.registered.individual.in_period) == "1 mô hình"
    assert str(found.year_before.collective.in_period) == "1 mô hình"
    assert found.year_before.individual.in_period is None


def test_what_was_not_reported_is_missing_and_never_zero(cast: Cast) -> None:
    play(cast)
    bridges = told(cast).indicator("cau-xay-moi")
    assert bridges is not None
    assert not bridges.pair.any


def test_a_cumulative_amount_stands_beside_the_years_with_its_first_day(cast: Cast) -> None:
    play(cast)
    honours = told(cast).indicator("khen-tap-the-ca-nhan")
    assert honours is not None
    assert honours.pair.in_period is None
    assert (str(honours.pair.cumulative), honours.pair.since) == ("348 tập thể, cá nhân", date(2019, 1, 1))


def test_every_child_unit_but_the_issuer_is_covered_or_not(cast: Cast) -> None:
    play(cast)
    found = told(cast)
    assert list(found.covered) == ["Thôn Đông", "Hội Liên hiệp Phụ nữ xã An Phúc"]
    assert list(told(cast, "ben-lau").uncovered) == ["Xã Tân Lợi Thượng"]


def test_a_practice_is_told_with_its_owner_its_pilot_mark_and_its_papers(cast: Cast) -> None:
    scene = play(cast)
    found = told(cast)
    road = next(one for one in found.practices if one.pk == scene.road.pk)
    assert road.pilot_from == date(2022, 6, 1)
    assert road.fields == ("Xây dựng nông thôn mới, giao thông nông thôn", "Môi trường, cảnh quan")
    reader = next(one for one in found.practices if one.pk == scene.reader.pk)
    assert reader.owner == "Nguyễn Thị Bến, Thôn Đông"
    assert list(found.papers) == [Source("Báo cáo 12-BC/PN: công tác Hội năm 2022", is_issued=True)]


def test_of_the_papers_those_issued_under_a_number_are_listed_as_such(cast: Cast) -> None:
    play(cast)
    found = replace(
        told(cast), papers=[Source("Chị Bến nhắn.txt"), Source("Kế hoạch 9-KH/ĐU: học tập", is_issued=True)]
    )
    assert issued(found) == [Paragraph(("- Kế hoạch 9-KH/ĐU: học tập.",), is_item=True)]


def test_the_same_sequence_gives_the_same_report_whatever_was_posted_since(cast: Cast) -> None:
    scene = play(cast)
    before = told(cast)
    outcome(cast, [scene.light], "ngay-cong", Quantity.of(1000))
    registered(cast, "Mô hình mới", "an-phuc-1", date(2022, 12, 1))
    posted = figures.facts_of_source("outcome", [scene.road.outcomes.all()[0].uuid]).get()
    operations.withdraw_outcome(scope=cast.product, outcome=scene.road.outcomes.all()[0], why="ghi nhầm")
    assert posted.seq <= before.upto
    assert write(told(cast, upto=str(before.upto))) == write(before)
    assert write(told(cast)) != write(before)


def test_a_practice_withdrawn_since_still_stands_in_the_report_of_before(cast: Cast) -> None:
    play(cast)
    one = registered(cast, "Ghi nhầm", "an-phuc-1", date(2022, 5, 1))
    operations.advance(scope=cast.product, practice=one, verb="choose_as_pilot", on=date(2022, 5, 2))
    before = told(cast)
    operations.withdraw(scope=cast.product, practice=one, why="ghi nhầm")
    assert write(told(cast, upto=str(before.upto))) == write(before)
    assert "Ghi nhầm" not in [line.name for line in told(cast).practices]


def test_a_practice_that_ended_before_the_period_is_not_told(cast: Cast) -> None:
    scene = play(cast)
    operations.advance(scope=cast.product, practice=scene.road, verb="end", on=date(2022, 11, 1), note="xong")
    ended = next(one for one in told(cast).practices if one.pk == scene.road.pk)
    assert ended.ended_on == date(2022, 11, 1)
    assert scene.road.pk not in [one.pk for one in told(cast, period="2023").practices]
    assert scene.road.pk not in [one.pk for one in told(cast, period="2022-01").practices]


def test_a_report_of_the_empty_ledger_stays_empty(cast: Cast) -> None:
    empty = told(cast)
    assert empty.upto == 0
    play(cast)
    assert write(told(cast, upto="0")).body == write(empty).body


def test_a_place_reports_through_its_highest_party_body_and_a_body_through_itself(cast: Cast) -> None:
    names = {code: issuer_of(units.unit(code, TODAY), TODAY).name for code in ("an-phuc", "ben-lau", "pn-an-phuc")}
    assert names == {
        "an-phuc": "Đảng ủy xã An Phúc",
        "ben-lau": "Huyện ủy Bến Lau",
        "pn-an-phuc": "Hội Liên hiệp Phụ nữ xã An Phúc",
    }
    assert issuer_of(units.unit("tan-loi", TODAY), TODAY).name == "Xã Tân Lợi Thượng"


def test_a_party_committee_counts_the_party_organisations_under_it(cast: Cast) -> None:
    registered(cast, "Chi bộ bốn tốt", "cb-dong", date(2022, 3, 1))
    registered(cast, "Việc của Hội", "pn-an-phuc", date(2022, 3, 1))
    found = told(cast, "du-an-phuc")
    assert str(found.registered.collective.in_period) == "1 mô hình"
    assert [one.name for one in found.practices] == ["Chi bộ bốn tốt"]
    assert list(found.covered) == ["Chi bộ thôn Đông"]


def test_names_are_those_of_the_time(cast: Cast) -> None:
    organisations.rename_unit(
        scope=cast.product, unit=cast.units["an-phuc"], name="Xã An Phúc Đông", on=date(2025, 7, 1)
    )
    assert told(cast).unit == "Xã An Phúc"
    assert told(cast, period="2026").unit == "Xã An Phúc Đông"


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"period": "năm ngoái"}, "kỳ báo cáo"),
        ({"period": ""}, "kỳ báo cáo"),
        ({"period": "2022-12-31..2022-01-01"}, "kỳ báo cáo"),
        ({"upto": "999"}, "chưa có dòng"),
        ({"upto": "-1"}, "chưa có dòng"),
        ({"upto": "٣"}, "chưa có dòng"),
        ({"on": "20/12/2022"}, "ngày của báo cáo"),
    ],
)
def test_what_cannot_be_understood_is_said(cast: Cast, wrong: dict[str, Any], says: str) -> None:
    words = {"unit": "an-phuc", "period": "2022"} | wrong
    with pytest.raises(UnableToReport, match=says):
        asked(scope=cast.product, today=TODAY, **words)


def test_a_clerk_cannot_report_for_the_neighbour(cast: Cast) -> None:
    with pytest.raises(UnableToOpenUnit):
        asked(scope=cast.scope(cast.lan), unit="tan-loi", period="2022", today=TODAY)
    asked(scope=cast.scope(cast.lan), unit="an-phuc-1", period="2022", today=TODAY)


def _queries(cast: Cast) -> int:
    wanted = asked(scope=cast.product, unit="an-phuc", period="2022", today=TODAY)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        gather(wanted)
    return len(seen)


def test_fifty_practices_take_as_many_queries_as_five(cast: Cast) -> None:
    for at in range(5):
        one = registered(cast, f"Mô hình {at}", "an-phuc-1", date(2022, 3, 1), ("moi-truong",))
        outcome(cast, [one], "ngay-cong", Quantity.of(at + 1))
    few = _queries(cast)
    for at in range(5, 50):
        one = registered(cast, f"Mô hình {at}", "pn-an-phuc", date(2022, 3, 1), ("moi-truong",))
        outcome(cast, [one], "ngay-cong", Quantity.of(at + 1))
    assert _queries(cast) == few
