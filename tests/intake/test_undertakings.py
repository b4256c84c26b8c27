"""Targets and pledges that a paper tells are proposed with their sentence; a person says whose they are."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lantoa.common.periods import Period
from lantoa.indicators.models import Fact, Target
from lantoa.intake import operations, queries
from lantoa.intake.correcting import Offered
from lantoa.intake.queries import FindingNow
from lantoa.intake.undertaking_forms import PledgeForm
from lantoa.organisations import operations as organisations
from lantoa.organisations import queries as tree
from lantoa.plans import queries as plans
from lantoa.plans.models import Plan
from lantoa.pledges.models import Pledge
from tests.cast import LONG_AGO, TODAY, Cast
from tests.intake.writing import finding, take
from tests.plans.making import approved, make_plan, make_task

pytestmark = pytest.mark.usefixtures("on_todays_morning")
PLAN = """XÃ AN PHÚC
Kế hoạch học tập và làm theo Bác năm 2026

Năm 2026, toàn xã phấn đấu xây mới 5 cây cầu bê tông.
"""
LIST = """CHI BỘ THÔN ĐÔNG
DANH SÁCH ĐĂNG KÝ LÀM THEO NĂM 2026

TT\tHọ và tên\tNội dung đăng ký\tChỉ tiêu\tThời hạn
1\tTrần Thị Mận\tMỗi tháng giúp một hộ neo đơn dọn vườn\t12 buổi\t31/12/2026
2\tLê Văn Ổi\tTrồng hoa ven đường thôn\t200 cây\ttháng 6/2026
\t\tKhông đổ rác xuống kênh\t\t

Chi bộ thôn Đông đăng ký giữ sạch 2 km đường thôn suốt năm.
"""


def member(cast: Cast, name: str, unit: str = "cb-dong") -> Any:
    one = organisations.add_person(scope=cast.product, full_name=name, unit=cast.units[unit])
    organisations.join_unit(scope=cast.product, person=one, unit=cast.units[unit], on=LONG_AGO, kind="member")
    return one


def taken(cast: Cast, text: str, **more: Any) -> Any:
    return take(cast, text, period=Period.year(2026), user=cast.lan, **more)


def accept(cast: Cast, one: FindingNow, **draft: Any) -> FindingNow:
    said = {"scope": cast.scope(cast.lan), "finding": one, "today": TODAY}
    return operations.accept(**said, draft=one.draft | draft if draft else None)


def test_a_target_waits_for_the_plan_that_a_person_picks_and_is_taken_back(cast: Cast) -> None:
    plan = make_plan(cast)
    paper = taken(cast, PLAN)
    one = finding(paper, "quantity", "5 cây cầu")
    assert one.draft["is_target"]
    assert one.draft["plan"] == ""
    with pytest.raises(operations.UnableToAccept, match="kế hoạch có chỉ tiêu này"):
        accept(cast, one)
    assert not operations.is_certain(one)
    now = accept(cast, one, plan=str(plan.uuid))
    (target,) = plans.targets_in(plan)
    assert (now.record_kind, now.record) == ("plan_target", target.uuid)
    assert (target.wording, target.unit.code) == ("5 cây cầu", "an-phuc")
    assert not Fact.objects.exists()
    # Pressed twice it stands once.
    accept(cast, one)
    assert plans.targets_in(plan).count() == 1
    back = operations.undo(scope=cast.scope(cast.lan), finding=now, why="nhầm")
    assert (back.stage, plans.targets_in(plan).count()) == ("new", 0)


def test_a_target_of_no_plan_is_the_unit_s_and_a_result_goes_to_the_ledger(cast: Cast) -> None:
    paper = taken(cast, PLAN)
    one = finding(paper, "quantity", "5 cây cầu")
    now = accept(cast, one, plan="unit")
    target = Target.objects.get()
    assert (now.record_kind, target.uuid, target.stands_in) == ("target", now.record, paper.title)
    assert target.citation is not None
    operations.undo(scope=cast.scope(cast.lan), finding=now)
    assert not Target.objects.filter(ended_at=None).exists()
    accept(cast, finding(paper, "quantity", "5 cây cầu"), plan="result")
    assert Fact.objects.get(indicator__code=one.draft["indicator"]).value == 5


def _with_a_task(cast: Cast) -> Plan:
    plan = make_plan(cast)
    make_task(cast, plan)
    return plan


def test_a_plan_that_is_approved_or_another_s_takes_no_target(cast: Cast) -> None:
    plan = approved(cast, _with_a_task(cast))
    one = finding(taken(cast, PLAN), "quantity", "5 cây cầu")
    with pytest.raises(Exception, match="đã duyệt"):
        accept(cast, one, plan=str(plan.uuid))
    elsewhere = make_plan(cast, "tan-loi")
    with pytest.raises(operations.UnableToAccept, match="Không tìm thấy kế hoạch"):
        accept(cast, one, plan=str(elsewhere.uuid))


def test_pledges_of_a_list_are_registered_in_each_one_s_own_unit_with_the_paper(cast: Cast) -> None:
    man = member(cast, "Trần Thị Mận")
    oi = member(cast, "Lê Văn Ổi")
    paper = taken(cast, LIST)
    first, second = finding(paper, "pledge", "Trần Thị Mận"), finding(paper, "pledge", "Lê Văn Ổi")
    assert (first.draft["person"], first.draft["unit"]) == (str(man.uuid), "cb-dong")
    assert operations.is_certain(first)
    assert [one["due_on"] for one in second.draft["deeds"]] == ["2026-06-30", ""]
    accept(cast, first)
    now = accept(cast, second)
    pledge = Pledge.objects.get(person=oi)
    assert (pledge.unit.code, pledge.stage, pledge.origin) == ("cb-dong", "registered", "paper")
    assert pledge.paper == paper.file
    assert [(one.what, one.amount, one.counted_in, one.due_on) for one in pledge.deeds.order_by("position")] == [
        ("Trồng hoa ven đường thôn", 200, "cây", date(2026, 6, 30)),
        ("Không đổ rác xuống kênh", None, "", date(2026, 12, 31)),
    ]
    # What stands inside a pledge is no result.
    amounts = [one for one in queries.findings(paper) if one.kind == "quantity"]
    assert amounts
    assert all(one.same_as and one.same_as.kind == "pledge" for one in amounts)
    whole = accept(cast, finding(paper, "pledge", "giữ sạch 2 km"))
    unit = Pledge.objects.get(uuid=whole.record)
    assert (unit.unit.code, unit.person) == ("cb-dong", None)
    operations.undo(scope=cast.scope(cast.lan), finding=now, why="nhầm người")
    pledge.refresh_from_db()
    assert pledge.stage == "dropped"
    accept(cast, second)
    assert Pledge.objects.filter(person=oi, stage="registered").count() == 1


def test_nobody_is_made_up_for_a_name_that_the_unit_does_not_know(cast: Cast) -> None:
    member(cast, "Trần Thị Mận")
    member(cast, "Trần Thị Mận")
    paper = taken(cast, LIST)
    twice, unknown = finding(paper, "pledge", "Trần Thị Mận"), finding(paper, "pledge", "Lê Văn Ổi")
    assert {doubt["code"] for doubt in twice.doubts} == {"namesakes"}
    assert {doubt["code"] for doubt in unknown.doubts} == {"nobody"}
    for one in (twice, unknown):
        assert one.draft["person"] == ""
        with pytest.raises(operations.UnableToAccept, match="người đăng ký"):
            accept(cast, one)
    assert not Pledge.objects.exists()


def test_the_page_lets_a_person_pick_the_plan_and_the_person(cast: Cast) -> None:
    plan = make_plan(cast)
    man = member(cast, "Trần Thị Mận")
    paper = taken(cast, PLAN + LIST)
    client = Client()
    client.force_login(cast.lan)
    where = reverse("intake:paper", args=[paper.uuid])
    aim, pledge = finding(paper, "quantity", "5 cây cầu"), finding(paper, "pledge", "Lê Văn Ổi")
    page = client.get(where).content.decode()
    for words in ("kế hoạch có chỉ tiêu này", "Trồng hoa ven đường thôn (200 cây), hạn 30/06/2026"):
        assert words in page
    form = client.get(where, {"sua": str(aim.uuid)}).content.decode()
    assert f'value="{plan.uuid}"' in form
    said = {
        "edited": "1",
        "verb": "accept",
        "plan": str(plan.uuid),
        "direction": "at_least",
        "indicator": aim.draft["indicator"],
    }
    said |= {"amount": "5", "unit": "an-phuc", "period": "2026"}
    client.post(reverse("intake:decide", args=[aim.uuid]), said)
    assert plans.targets_in(plan).get().wording == "5 cây cầu"
    shown = client.get(where).content.decode()
    assert f"Chỉ tiêu của kế hoạch: {plan.name}" in shown
    assert reverse("plans:plan", args=[plan.uuid]) in shown

    form = client.get(where, {"sua": str(pledge.uuid)}).content.decode()
    assert f'value="{man.uuid}"' in form
    said = {"edited": "1", "verb": "accept", "person": str(man.uuid), "unit": "cb-dong", "year": "2026"}
    for bad in ("Trồng hoa; nhiều lắm", "; 20 cây", "Trồng hoa; 20 cây; 1/1/2031", "a; 1 b; 1/1/2026; c", " "):
        answer = client.post(reverse("intake:decide", args=[pledge.uuid]), said | {"deeds": bad})
        assert answer.status_code in (200, 422)
        assert not Pledge.objects.exists()
    client.post(
        reverse("intake:decide", args=[pledge.uuid]), said | {"deeds": "Trồng hoa; 20 cây; 30/6/2026\nĐọc sách"}
    )
    one = Pledge.objects.get()
    assert (one.person, one.deeds.count()) == (man, 2)
    # The paper itself is handed out as a file, never shown as a page of ours.
    paper_of = client.get(reverse("pledges:paper", args=[one.uuid]))
    assert paper_of["Content-Disposition"].startswith("attachment")


def test_reading_asks_as_many_questions_for_many_pledges_as_for_one(cast: Cast) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from lantoa.intake.operations.knowing import _members
    from lantoa.reading import read

    codes = {cast.units["cb-dong"].pk: "cb-dong"}
    for name in ("Trần Thị Mận", "Lê Văn Ổi"):
        member(cast, name)
    with CaptureQueriesContext(connection) as caught:
        found = _members(read(LIST), codes, TODAY)
    assert len(found) == 2
    assert len(caught) == 2


@pytest.mark.parametrize("more", [{}, {"measure": "12 buổi"}, {"due_on": "2026-06-30"}])
def test_a_deed_with_a_semicolon_of_its_own_is_saved_as_it_was_read(cast: Cast, more: dict[str, str]) -> None:
    man = member(cast, "Trần Thị Mận")
    read = {"what": "Dọn đường thôn; trồng hoa", "measure": "", "due_on": ""} | more
    draft = {"register": "pledge", "person": "", "is_person": True, "unit": "cb-dong", "year": "2026", "deeds": [read]}
    offered = Offered([tree.unit("cb-dong", TODAY)], [], (), (), [(str(man.uuid), "Mận", "x")])
    form = PledgeForm(None, draft=draft, offered=offered, number=1)
    said = {"person": str(man.uuid), "unit": "cb-dong", "year": "2026", "deeds": form.initial["deeds"]}
    form = PledgeForm(said, draft=draft, offered=offered, number=1)
    assert form.is_valid(), form.errors
    assert form.draft()["deeds"] == [read]


def test_whoever_is_named_in_a_paper_is_offered_however_many_others_there_are(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [member(cast, f"An Văn {name}") for name in ("Ba", "Bốn", "Năm", "Sáu")]
    man = member(cast, "Vũ Văn Út")
    monkeypatch.setattr("lantoa.pledges.queries.lists.MOST_PEOPLE", 1)
    paper = taken(cast, PLAN + LIST.replace("Lê Văn Ổi", man.full_name))
    client = Client()
    client.force_login(cast.lan)
    pledge = finding(paper, "pledge", man.full_name)
    form = client.get(reverse("intake:paper", args=[paper.uuid]), {"sua": str(pledge.uuid)}).content.decode()
    assert f'value="{man.uuid}"' in form
    assert f'value="{people[-1].uuid}"' not in form
