"""Bình Nghĩa: its pilot of 2017, what it took over from Tràng An in 2018, who owns its practices."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from lantoa.accounts.operations import make_account
from lantoa.common.periods import Period
from lantoa.desk.due import sources
from lantoa.desk.due.entries import Wanted
from lantoa.organisations import operations as organisations
from lantoa.organisations import queries as units
from lantoa.organisations.models import Unit
from lantoa.practices import operations, queries
from lantoa.practices.models import Practice
from lantoa.practices.operations import Beginning, Origin, Registration
from tests.cast import LONG_AGO, TODAY, Cast
from tests.systems.places import district, place

PILOT = "Cải cách hành chính, gần dân, sát dân, vì nhân dân phục vụ"


def begun(cast: Cast, unit: Unit, name: str, on: date, group: str = "") -> Practice:
    said = Registration(name, "collective", unit, on, owner_group=group)
    one = operations.register(scope=cast.product, registration=said)
    operations.advance(scope=cast.product, practice=one, verb="start", on=on)
    return one


def test_bn1_the_office_branch_is_a_pilot_for_the_year_2017_and_is_reviewed_at_its_end(cast: Cast) -> None:
    above = district(cast, "binh-luc", "Bình Lục", "Hà Nam")
    commune = place(cast, "xa-binh-nghia", "Xã Bình Nghĩa", "commune", above)
    branch = place(cast, "cb-co-quan", "Chi bộ Cơ quan xã Bình Nghĩa", "party_branch", commune)
    one = begun(cast, branch, "Nêu gương trong giải quyết thủ tục", date(2017, 2, 1))
    operations.advance(
        scope=cast.product,
        practice=one,
        verb="choose_as_pilot",
        on=date(2017, 2, 15),
        decided_by=above,
        paper="Công văn của Ban Tuyên giáo Huyện ủy",
    )
    assert [(row.year, row.kind) for row in queries.practice_years(one)] == [(2017, "new")]
    since = date(2017, 1, 1)
    assert queries.counts(queries.register(), date(2017, 6, 1), since)["pilot"] == 1
    assert queries.counts(queries.register(), date(2017, 2, 14), since)["pilot"] == 0

    assert queries.pilots_to_review(queries.register(), date(2017, 12, 30)) == []
    ((due, day),) = queries.pilots_to_review(queries.register(), date(2017, 12, 31))
    assert (due.pk, day) == (one.pk, date(2017, 12, 31))
    named = units.unit(branch.code, date(2017, 12, 20))
    wanted = Wanted(cast.product, named, frozenset(), Period.parse("2017"), date(2017, 12, 20))
    assert ("pilot", one.name, day) in [(entry.kind, entry.title, entry.day) for entry in sources.gather(wanted)]

    closing = {"scope": cast.product, "practice": one, "verb": "close_pilot", "on": date(2018, 1, 5)}
    with pytest.raises(operations.UnableToChangePractice, match="đánh giá"):
        operations.advance(**closing)  # type: ignore[arg-type]
    operations.advance(**closing, note="Hồ sơ đúng hẹn, dân hài lòng; đề nghị nhân rộng")  # type: ignore[arg-type]
    pilot = one.stages.get(track="pilot")
    assert (pilot.from_on, pilot.to_on) == (date(2017, 2, 15), date(2018, 1, 4))
    assert "đề nghị nhân rộng" in pilot.note
    assert queries.pilots_to_review(queries.register(), date(2018, 12, 31)) == []


def test_bn2_takes_over_the_pilot_of_trang_an_on_the_order_of_the_districts_board(cast: Cast) -> None:
    above = district(cast, "binh-luc", "Bình Lục", "Hà Nam")
    board = place(cast, "btg-binh-luc", "Ban Tuyên giáo Huyện ủy Bình Lục", "party_committee", above)
    taker = place(cast, "xa-binh-nghia", "Xã Bình Nghĩa", "commune", above)
    source = begun(cast, place(cast, "xa-trang-an", "Xã Tràng An", "commune", above), PILOT, date(2017, 3, 1))
    operations.advance(scope=cast.product, practice=source, verb="choose_as_pilot", on=date(2017, 3, 1))
    adviser = make_account(username="btg", full_name="Nguyễn Văn Hòa", password=None)
    organisations.grant(scope=cast.product, user=adviser, unit=above, role="adviser", on=LONG_AGO)
    clerk = make_account(username="binh-nghia", full_name="Trần Thị Mai", password=None)
    organisations.grant(scope=cast.product, user=clerk, unit=taker, role="clerk", on=LONG_AGO)
    ordered, today = date(2018, 2, 5), date(2018, 3, 1)

    (edge,) = operations.order(
        scope=units.scope_for(adviser, ordered),
        origin=Origin(source, directed_by=board, paper_words="Công văn số 21-CV/BTG"),
        orderer=above,
        takers=[taker],
        today=ordered,
    )
    operations.start(
        scope=units.scope_for(clerk, today),
        replication=edge,
        beginning=Beginning(today, name="Gần dân, vì dân phục vụ", adapted="Cả tập thể và cán bộ, đảng viên xã"),
        today=today,
    )

    found = queries.replication(edge.uuid)
    assert found is not None
    assert found.practice is not None
    assert (found.source, found.way, found.directed_by, found.stage) == (source, "ordered", board, "started")
    assert found.practice.name != PILOT
    client = Client()
    client.force_login(clerk, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("practices:practice", args=[found.practice.uuid])).content.decode()
    assert f"theo mô hình “{PILOT}” của Xã Tràng An" in page
    assert "Ban Tuyên giáo Huyện ủy Bình Lục chỉ đạo (Công văn số 21-CV/BTG)" in page
    assert '<svg class="lineage"' in page
    assert "Xã Tràng An →" not in page, "arrows name practices"
    assert f"<title>{PILOT} → Gần dân, vì dân phục vụ, 01/03/2018</title>" in page
    kin = queries.family(source, cast.product)
    assert queries.count_spread(kin) == queries.SpreadCount(1, 1, 0)
    assert queries.spread_by_year(kin) == [(2018, queries.SpreadCount(1, 1, 0))]
    since = date(2018, 1, 1)
    counted = [
        queries.counts(queries.register(), day, since)["replicated"] for day in (date(2018, 2, 28), date(2018, 3, 1))
    ]
    assert counted == [0, 1]
    checked = [(one.months, one.unchecked, one.share) for one in queries.survivals(queries.replications(), TODAY)]
    assert checked == [(3, 1, 0), (6, 1, 0), (12, 1, 0)], "nobody looked: never alive"


def test_bn8_a_union_the_youth_farmers_and_a_club_of_a_pagoda_each_own_a_practice(cast: Cast) -> None:
    above = district(cast, "binh-luc", "Bình Lục", "Hà Nam")
    commune = place(cast, "xa-binh-nghia", "Xã Bình Nghĩa", "commune", above)
    unions = {
        name: place(cast, code, f"{name} xã Bình Nghĩa", "mass_organisation", commune)
        for code, name in (("bn-pn", "Hội Phụ nữ"), ("bn-tn", "Đoàn Thanh niên"), ("bn-nd", "Hội Nông dân"))
    }
    on = date(2020, 3, 1)
    begun(cast, unions["Hội Phụ nữ"], "Tổ hợp tác sản xuất rau an toàn", on)
    begun(cast, unions["Đoàn Thanh niên"], "Điểm vui chơi cho trẻ em", on)
    begun(cast, unions["Hội Nông dân"], "Cột điện nở hoa", on)
    club = begun(cast, commune, "Nuôi lợn tiết kiệm", on, group="Câu lạc bộ nữ Chùa Gòi Ngô Khê")
    edge = operations.record_origin(
        scope=cast.product,
        origin=Origin(source_words="Nuôi lợn tiết kiệm, xã Nơi Khác"),
        taker=commune,
        beginning=Beginning(date(2020, 4, 1), practice=club),
        today=TODAY,
    )

    under = queries.under(queries.register(), commune.pk, "place", None)
    owners = {one.name: one.owner_group or one.owner_name for one in under}
    assert owners == {
        "Tổ hợp tác sản xuất rau an toàn": "Hội Phụ nữ xã Bình Nghĩa",
        "Điểm vui chơi cho trẻ em": "Đoàn Thanh niên xã Bình Nghĩa",
        "Cột điện nở hoa": "Hội Nông dân xã Bình Nghĩa",
        "Nuôi lợn tiết kiệm": "Câu lạc bộ nữ Chùa Gòi Ngô Khê",
    }
    assert queries.counts(under, date(2020, 6, 1), date(2020, 1, 1))["effective"] == 4
    assert edge.practice == club
    # A group is a name under a unit: no person is made of it, and nothing holds what anybody believes.
    assert club.owner_person is None
    columns = {field.name for model in (Practice, type(edge)) for field in model._meta.get_fields()}
    assert not columns & {"religion", "faith", "belief", "ton_giao"}
