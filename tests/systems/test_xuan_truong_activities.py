"""Xuân Trường, 2021–2023: who came to study conferences, by which form, of how many; who spoke, and to whom."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from lantoa.accounts.operations import make_account
from lantoa.activities import operations, queries
from lantoa.activities.operations import ActivitySaid, SpeakerSaid, TotalSaid
from lantoa.activities.rules.counting import Count
from lantoa.common.periods import Period
from lantoa.indicators import queries as figures
from lantoa.organisations import operations as organisations
from lantoa.organisations.models import Unit
from tests.browsing import page
from tests.cast import Cast
from tests.systems.places import BEFORE, district, place

pytestmark = pytest.mark.usefixtures("in_2023")
TODAY = date(2023, 8, 1)


@pytest.fixture
def in_2023() -> Any:
    """The clock of the story."""
    with time_machine.travel(datetime(2023, 8, 1, 2, tzinfo=UTC), tick=False):
        yield


def xuan_truong(cast: Cast) -> tuple[Unit, Client]:
    """The district, and its adviser, signed in."""
    above = district(cast, "xuan-truong", "Xuân Trường", "Nam Định")
    user = make_account(username="tuyen-giao", full_name="Vũ Thị Tuyên", password=None)
    organisations.grant(scope=cast.product, user=user, unit=above, role="clerk", on=BEFORE)
    client = Client()
    client.force_login(user)
    return above, client


def test_xt1_attendance_by_form_with_its_denominator_the_excused_and_a_rate_per_kind_of_unit(cast: Cast) -> None:
    above, client = xuan_truong(cast)
    told: dict[str, tuple[str, str, Count]] = {
        # 850 of 1 000 and 1 080 of 1 200: the article's 85 and 90 per cent; by whichever form they could.
        "xt-xuan-ninh": ("Xã Xuân Ninh", "commune", Count(1000, 0, 400, 300, 100, 50)),
        "xt-xuan-chau": ("Xã Xuân Châu", "commune", Count(1200, 0, 600, 300, 120, 60)),
        # 12 study at the province: they leave the base, 197 of 200 came.
        "xt-van-phong": ("Văn phòng Huyện ủy", "agency", Count(130, 8, 120)),
        "xt-tai-chinh": ("Phòng Tài chính – Kế hoạch", "agency", Count(82, 4, 70, 7)),
    }
    units = {code: place(cast, code, name, kind, above) for code, (name, kind, _count) in told.items()}
    said = ActivitySaid(above, "hoi-nghi-hoc-tap", "Nghiên cứu, học tập chuyên đề năm 2023", date(2023, 3, 10))
    one, _new = operations.plan(scope=cast.product, said=said, today=TODAY)
    for code, (_name, _kind, count) in told.items():
        total = TotalSaid(units[code], count, "Cán bộ, đảng viên")
        operations.record_total(scope=cast.product, activity=one, said=total, sending=uuid4(), today=TODAY)

    shown = " ".join(page(client, reverse("activities:activity", args=[one.uuid])).split())
    for words in (
        "850/1.000 người phải dự (85%)",
        "1.080/1.200 người phải dự (90%)",
        "120/122 người phải dự (98,3%); 8 người vắng có lý do, không tính vào số phải dự",
        "77/78 người phải dự (98,7%); 4 người vắng có lý do, không tính vào số phải dự",
        "Qua truyền hình: 100",
        "Qua đĩa, video: 50",
    ):
        assert words in shown, words
    sums = {row.name: row for row in client.get(reverse("activities:activity", args=[one.uuid])).context["sums"]}
    communes, agencies = sums["Xã"], sums["Cơ quan, đơn vị"]
    # Rates of units are never averaged (that would say 87,5 of the communes): 1 930 of 2 200; 197 of 200.
    assert (communes.count.came, communes.base, communes.rate) == (1930, 2200, "87,7%")
    assert (agencies.count.came, agencies.base, agencies.count.excused, agencies.rate) == (197, 200, 12, "98,5%")
    # The same stands in the list of the year, and in the ledger with numerator, denominator and forms.
    listed = {row.name: row.rate for row in client.get(reverse("activities:list")).context["sums"]}
    assert listed == {"Xã": "87,7%", "Cơ quan, đơn vị": "98,5%"}
    view = figures.View(Period.year(2023))
    found = {
        code: figures.figure(figures.indicator(code), above.pk, view).in_period
        for code in ("luot-du-trong-dien", "luot-phai-du", "luot-vang-co-ly-do", "luot-du--truyen-hinh")
    }
    assert [value.point for value in found.values() if value] == [1930 + 197, 2200 + 200, 12, 220]


def test_xt7_speakers_with_the_talks_they_gave_and_who_listened(cast: Cast) -> None:
    above, client = xuan_truong(cast)
    commune = place(cast, "xt-xuan-ninh", "Xã Xuân Ninh", "commune", above)
    speakers = {}
    for name, role, level in (
        ("Đoàn Văn Kể", "reporter", "commune"),
        ("Phạm Thị Nói", "propagandist", "commune"),
        ("Trần Văn Nghỉ", "reporter", "province"),
    ):
        said = SpeakerSaid(above, date(2021, 1, 1), new_person=name, role=role, level=level)
        speakers[name] = operations.name_speaker(scope=cast.product, said=said)
    talks = [
        ("Đoàn Văn Kể", "bao-cao-vien", date(2023, 2, 3), 180),
        ("Đoàn Văn Kể", "noi-chuyen", date(2023, 5, 19), 250),
        ("Phạm Thị Nói", "noi-chuyen", date(2023, 6, 2), None),
        ("Phạm Thị Nói", "noi-chuyen", date(2022, 6, 2), 90),
    ]
    for name, kind, on, heard in talks:
        told = ActivitySaid(commune, kind, f"Nói chuyện {on:%d/%m}", on, speaker=speakers[name])
        one, _new = operations.plan(scope=cast.product, said=told, today=TODAY)
        operations.advance(scope=cast.product, activity=one, verb="hold", today=TODAY)
        if heard:
            total = TotalSaid(commune, Count(None, direct=heard))
            operations.record_total(scope=cast.product, activity=one, said=total, sending=uuid4(), today=TODAY)
    contest = ActivitySaid(above, "hoi-thi", "Hội thi báo cáo viên giỏi", date(2023, 7, 1))
    operations.plan(scope=cast.product, said=contest, today=TODAY)

    rows = queries.counted_speakers(cast.product, above.pk, Period.year(2023))
    counted = {row.one.person.full_name: (row.talks, row.audience) for row in rows}
    # Nobody counted who heard her: that is not nobody.
    assert counted == {"Đoàn Văn Kể": (2, 430), "Phạm Thị Nói": (1, None), "Trần Văn Nghỉ": (0, None)}
    shown = " ".join(page(client, reverse("activities:speakers"), unit=above.code, year="2023").split())
    for words in ("3 báo cáo viên", "3 buổi nói chuyện", "430 lượt người nghe", "Đoàn Văn Kể", "chưa ghi số"):
        assert words in shown, words
    operations.end_speaker(scope=cast.product, speaker=speakers["Trần Văn Nghỉ"], last_on=date(2022, 12, 31))
    assert len(queries.counted_speakers(cast.product, above.pk, Period.year(2023))) == 2
    assert len(queries.counted_speakers(cast.product, above.pk, Period.year(2022))) == 3
    assert "Hội thi báo cáo viên giỏi" in page(client, reverse("activities:list"), loai="hoi-thi")
