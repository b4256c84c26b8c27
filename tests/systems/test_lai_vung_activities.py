"""Lai Vung, 2016–2020: ways of teaching, each with its fields; self-criticism without its content; a theme."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lantoa.accounts.operations import make_account
from lantoa.activities import operations, queries
from lantoa.activities.models import Activity
from lantoa.activities.operations import ActivitySaid, EntrySaid, PersonSaid, TotalSaid, UnableToChangeActivity
from lantoa.activities.rules.counting import Count
from lantoa.common.periods import Period
from lantoa.indicators import queries as figures
from lantoa.organisations import operations as organisations
from lantoa.organisations import queries as units
from lantoa.organisations.models import Unit
from lantoa.plans import operations as plans
from lantoa.reports import operations as reports
from lantoa.reports import queries as written
from tests.browsing import page
from tests.cast import Cast
from tests.systems.branches import branch
from tests.systems.places import BEFORE, district, place

TODAY = date(2020, 8, 6)
THEME = "Tăng cường khối đại đoàn kết toàn dân tộc"


def lai_vung(cast: Cast) -> tuple[Unit, Unit]:
    """The district and a commune of it."""
    above = district(cast, "lai-vung", "Lai Vung", "Đồng Tháp")
    return above, place(cast, "lv-tan-duong", "Xã Tân Dương", "commune", above)


def reader(cast: Cast, unit: Unit, role: str = "clerk") -> Client:
    """Somebody of a unit, signed in."""
    user = make_account(username=f"{role}-{unit.code}", full_name="Đặng Thị Đọc", password=None)
    organisations.grant(scope=cast.product, user=user, unit=unit, role=role, on=BEFORE)
    client = Client()
    client.force_login(user)
    return client


def held(cast: Cast, unit: Unit, kind: str, title: str, on: date, **more: Any) -> Activity:
    """One that was held."""
    said = ActivitySaid(unit, kind, title, on, **more)
    one, _new = operations.plan(scope=cast.product, said=said, today=TODAY)
    return operations.advance(scope=cast.product, activity=one, verb="hold", today=TODAY)


def many(code: str, unit: Unit, year: str = "2020") -> Any:
    """A figure of the year, as the page of figures has it."""
    found = figures.figure(figures.indicator(code), unit.pk, figures.View(Period.parse(year))).in_period
    return None if found is None else found.point


@time_machine.travel(datetime(2020, 8, 6, 2, tzinfo=UTC), tick=False)
def test_lv1_branch_meetings_flag_ceremonies_a_column_and_a_contest_each_have_fields_of_their_own(cast: Cast) -> None:
    above, commune = lai_vung(cast)
    unit, people = branch(cast, commune, "cb-tan-duong", 12)
    school = place(cast, "lv-truong", "Trường Trung học cơ sở Tân Dương", "school", commune)
    # Every month the branch speaks of it; whoever came is ticked by name.
    for month in range(1, 8):
        meeting = held(cast, unit, "sinh-hoat-chi-bo", f"Sinh hoạt chi bộ tháng {month}", date(2020, month, 3))
        said = {person.uuid: PersonSaid("came", "direct") for person in people[:11]}
        operations.record_names(scope=cast.product, activity=meeting, said=said, sending=uuid4(), today=TODAY)
    # Under the flag at school, in front of everybody there.
    flag = held(cast, school, "chao-co", "Kể chuyện Bác Hồ dưới cờ", date(2020, 5, 18), about="Mỗi tuần một câu chuyện")
    total = TotalSaid(school, Count(None, direct=420), "Giáo viên, học sinh")
    operations.record_total(scope=cast.product, activity=flag, said=total, sending=uuid4(), today=TODAY)
    # A column with its pieces.
    column = held(cast, above, "chuyen-muc", "Chuyên mục học và làm theo Bác", date(2020, 1, 6))
    for title, day in (("Ông Hai bắc cầu", date(2020, 3, 2)), ("Tổ hùn vốn ấp Tân Lộc", date(2020, 6, 1))):
        said_ = {"title": title, "outlet": "Đài Truyền thanh huyện", "on": day, "today": TODAY}
        operations.add_piece(scope=cast.product, activity=column, **said_)  # type: ignore[arg-type]
    # A contest of stories: entries, scores of a jury, prizes.
    contest = held(cast, above, "hoi-thi", "Hội thi kể chuyện về cuộc đời, sự nghiệp của Bác", date(2020, 5, 19))
    operations.set_up_contest(
        scope=cast.product,
        activity=contest,
        jurors=["Trưởng ban giám khảo", "Giám khảo thứ hai"],
        criteria=[("Nội dung", Decimal(6)), ("Truyền cảm", Decimal(4))],
    )
    given = {"Xã Tân Dương": ("5.5", "3.5"), "Xã Long Hậu": ("5", "4"), "Thị trấn Lai Vung": ("4.5", "3")}
    for name in given:
        operations.add_entry(scope=cast.product, activity=contest, said=EntrySaid("Chuyện kể", name))
    sheet = queries.sheet(contest)
    for juror in sheet.jurors:
        scores = {
            (entry.uuid, criterion.uuid): Decimal(points)
            for entry in sheet.entries
            for criterion, points in zip(sheet.criteria, given[entry.by_words], strict=True)
        }
        operations.give_scores(scope=cast.product, activity=contest, juror=juror, scores=dict(scores))
    best = next(entry for entry in sheet.entries if entry.by_words == "Xã Tân Dương")
    operations.award(scope=cast.product, activity=contest, prizes={best.uuid: "Giải Nhất"})

    client = reader(cast, above)
    listed = page(client, reverse("activities:list"), unit=above.code)
    for words in ("Sinh hoạt chi bộ tháng 7", "11/12 (91,6%)", "420 người dự", "Chuyên mục báo chí", "Hội thi kể"):
        assert words in listed, words
    pieces = page(client, reverse("activities:activity", args=[column.uuid]))
    assert "2 tin, bài" in pieces
    assert "Ông Hai bắc cầu" in pieces
    results = page(client, reverse("activities:contest", args=[contest.uuid]))
    # 9 and 9 share the first place; the next one is third.
    assert [(one.place, one.is_tied) for one in queries.sheet(contest).ranked] == [(1, True), (1, True), (3, False)]
    assert results.index("Xã Long Hậu") < results.index("Thị trấn Lai Vung")
    assert "Giải Nhất" in results
    # Each kind offers its own fields, and refuses those of others.
    pages = {one: page(client, reverse("activities:activity", args=[one.uuid])) for one in (meeting, flag, contest)}
    assert not any(reverse("activities:piece", args=[one.uuid]) in text for one, text in pages.items())
    assert reverse("activities:contest", args=[contest.uuid]) in pages[contest]
    with pytest.raises(UnableToChangeActivity, match="không phải là cuộc thi"):
        operations.add_entry(scope=cast.product, activity=flag, said=EntrySaid(by_words="Ai đó"))
    # What was held is counted in the district's figures by kind.
    assert (many("hoat-dong", above), many("hoat-dong--sinh-hoat-chi-bo", above)) == (10, 7)
    assert (many("hoat-dong--chao-co", above), many("luot-du", above)) == (1, 7 * 11 + 420)


@time_machine.travel(datetime(2020, 12, 28, 2, tzinfo=UTC), tick=False)
def test_lv7_self_criticism_says_when_by_whom_and_how_many_and_nothing_of_what_was_said(cast: Cast) -> None:
    above, commune = lai_vung(cast)
    unit, people = branch(cast, commune, "cb-long-hau", 24)
    secretary = make_account(username="bi-thu", full_name=people[0].full_name, password=None)
    granted: dict[str, Any] = {"unit": unit, "role": "branch_secretary", "on": BEFORE, "to_on": date(2021, 6, 30)}
    organisations.grant(scope=cast.product, user=secretary, person=people[0], **granted)
    client = Client()
    client.force_login(secretary)
    form = page(client, reverse("activities:new"), loai="kiem-diem")
    assert 'name="about"' not in form
    given = {"uuid": str(uuid4()), "title": "Kiểm điểm tự phê bình và phê bình năm 2020", "from_on": "15/12/2020"}
    given |= {"begins": "7h30", "led_by": people[0].full_name, "about": "đồng chí A còn nóng nảy"}
    client.post(reverse("activities:new") + "?loai=kiem-diem", given)
    one = queries.activities().get(title=given["title"])
    ticks = {f"came_{person.uuid}": "on" for person in people[:22]}
    ticks |= {"uuid": str(uuid4()), "form": "direct", f"how_{people[23].uuid}": "vang:Ốm đau"}
    assert client.post(reverse("activities:roster", args=[one.uuid]), ticks).status_code == 302
    # Whatever is sent besides is refused.
    refused = client.post(reverse("activities:minutes", args=[one.uuid]), {"minutes": "đồng chí A còn nóng nảy"})
    assert refused.status_code == 422
    one.refresh_from_db()
    assert (one.about, one.minutes, one.attachments.count(), one.stage) == ("", "", 0, "held")

    shown = page(reader(cast, above), reverse("activities:activity", args=[one.uuid]))
    for words in ("15/12/2020", "07:30", people[0].full_name, "22/23 người phải dự (95,6%)", "1 người vắng"):
        assert words in shown, words
    assert "nóng nảy" not in shown
    assert many("hoat-dong--kiem-diem", above) == 1


@time_machine.travel(datetime(2020, 12, 28, 2, tzinfo=UTC), tick=False)
def test_lv6_the_theme_of_2020_stands_in_plans_at_meetings_and_in_reports(cast: Cast) -> None:
    above, commune = lai_vung(cast)
    bodies = {"hu": ("Huyện ủy Lai Vung", above, {}), "du": ("Đảng ủy xã Tân Dương", commune, {"party": "hu"})}
    made: dict[str, Unit] = {}
    for code, (name, where, links) in bodies.items():
        parents = {line: made[one] for line, one in links.items()}
        made[code] = place(cast, f"lv-{code}", name, "party_committee", where, **parents)
    year = Period.year(2020)
    said = plans.ThemeSaid(made["hu"], "theme", THEME, year.from_on, year.to_on)
    theme = plans.set_theme(scope=cast.product, said=said)
    plan = plans.start_plan(
        scope=cast.product,
        said=plans.PlanSaid(made["du"], "year", "Kế hoạch năm 2020", year.from_on, year.to_on, themes=[theme]),
    )
    task = plans.TaskSaid("Học tập chuyên đề năm 2020 trong toàn Đảng bộ", made["du"], date(2020, 6, 30))
    plans.write_task(scope=cast.product, plan=plan, said=task)
    for verb in ("submit", "approve"):
        plan = plans.advance_plan(scope=cast.product, plan=plan, verb=verb, at=timezone.now())
    meeting = held(cast, made["du"], "hoi-nghi-hoc-tap", "Học tập chuyên đề", date(2020, 2, 10), themes=[theme])
    asking = reports.Asking(
        asker=above,
        name="Báo cáo năm",
        about="kết quả học tập và làm theo",
        due_days=10,
        from_on=date(2019, 1, 1),
        cadences=["year"],
    )
    type_ = reports.ask_for(scope=cast.product, asking=asking)
    made_: dict[str, Any] = {}
    for name in ("2019", "2020"):
        stretch = written.stretch_of(type_, name)
        assert stretch is not None
        whom = units.unit(commune.code, stretch.days.to_on)
        made_[name] = reports.start(scope=cast.product, of=type_, unit=whom, stretch=stretch, today=TODAY)

    client = reader(cast, made["du"], "adviser")
    about = page(client, reverse("themes:theme", args=[theme.uuid]))
    assert plan.name in about
    listed = page(client, reverse("activities:list"), unit=str(made["du"].uuid), theme=str(theme.uuid))
    assert meeting.title in listed
    assert THEME in page(client, reverse("activities:activity", args=[meeting.uuid]))
    # The commune's report of 2020 names it of itself, that of 2019 does not.
    clerk = reader(cast, commune)
    paper = page(clerk, reverse("reports:paper", args=[made_["2020"].uuid]))
    assert f"Chuyên đề thực hiện trong kỳ: “{THEME}”." in paper
    assert reverse("themes:theme", args=[theme.uuid]) in paper
    assert THEME not in page(clerk, reverse("reports:paper", args=[made_["2019"].uuid]))
    found = clerk.get(reverse("reports:everything"), {"theme": str(theme.uuid)}).context["lines"]
    assert [line.found.report for line in found] == [made_["2020"]]
    assert len(clerk.get(reverse("reports:everything")).context["lines"]) == 2
    assert reverse("reports:everything") + f"?theme={theme.uuid}" in page(
        clerk, reverse("themes:theme", args=[theme.uuid])
    )
