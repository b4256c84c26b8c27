"""Lập Thạch, 2022: one plan tree, targets tied to a head, campaigns beside it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import uuid4

import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lantoa.accounts.operations import make_account
from lantoa.activities import operations as activities
from lantoa.common.periods import Period
from lantoa.common.quantities import Quantity
from lantoa.indicators import operations as ledger
from lantoa.indicators import queries as figures
from lantoa.indicators.operations import Amount
from lantoa.organisations import operations as organisations
from lantoa.organisations.models import Unit
from lantoa.plans import operations, queries
from lantoa.plans.models import Plan
from lantoa.plans.pages.targets import target_lines
from lantoa.practices import operations as practices
from lantoa.practices import queries as register
from tests.cast import LONG_AGO, Cast
from tests.systems.branches import branch
from tests.systems.places import BEFORE, district, place

AT = datetime(2022, 1, 10, 9, tzinfo=timezone.get_default_timezone())
YEAR, TERM = Period.year(2022), Period.parse("2021..2025")


def lap_thach(cast: Cast) -> tuple[Unit, list[Unit]]:
    """The district and its communes."""
    above = district(cast, "lap-thach", "Lập Thạch", "Vĩnh Phúc")
    return above, [place(cast, f"lt-{n}", name, "commune", above) for n, name in enumerate(("Quang Sơn", "Bàn Giản"))]


def begun(cast: Cast, unit: Unit, kind: str, period: Period, parent: Plan | None = None, name: str = "") -> Plan:
    said = operations.PlanSaid(unit, kind, name or f"Kế hoạch {period.label()}", period.from_on, period.to_on, parent)
    return operations.start_plan(scope=cast.product, said=said)


def decided(cast: Cast, plan: Plan) -> Plan:
    for verb in ("submit", "approve"):
        plan = operations.advance_plan(scope=cast.product, plan=plan, verb=verb, at=AT)
    return plan


def test_lt2_one_plan_tree_whose_tasks_put_topics_on_meetings_and_items_on_inspections(cast: Cast) -> None:
    above, communes = lap_thach(cast)
    branch = place(cast, "lt-cb", "Chi bộ thôn Một", "party_branch", communes[0])
    term = begun(cast, above, "term", TERM)
    task = operations.TaskSaid("Chọn nội dung đột phá mỗi năm", above, date(2025, 12, 31))
    operations.write_task(scope=cast.product, plan=term, said=task)
    decided(cast, term)
    year = begun(cast, above, "year", YEAR, term)
    said = operations.TaskSaid("Đưa việc học Bác vào sinh hoạt chi bộ", above, date(2022, 12, 1))
    study = operations.write_task(scope=cast.product, plan=year, said=said)
    for kind, words, months in (("meeting", "Chuyên đề quý I", (1, 3)), ("inspection", "Kiểm tra nêu gương", (6, 6))):
        days = Period.months(2022, *months)
        about = operations.AgendaSaid(kind, words, above, days.from_on, days.to_on)
        operations.put_on_agenda(scope=cast.product, task=study, said=about)
    year = decided(cast, year)

    # What a branch finds on its agenda in a month, with the year's plan and that of the term behind it.
    (topic,) = queries.agenda_for(branch.pk, date(2022, 3, 1), date(2022, 3, 31), "meeting")
    (item,) = queries.agenda_for(branch.pk, date(2022, 6, 1), date(2022, 6, 30), "inspection")
    assert (topic.words, item.words) == ("Chuyên đề quý I", "Kiểm tra nêu gương")
    assert (topic.plan_name, year.parent, topic.task_uuid) == (year.name, term, study.uuid)
    assert queries.agenda_for(branch.pk, date(2022, 5, 1), date(2022, 5, 31), "meeting") == []

    reader = organisations_reader(cast, communes[0])
    page = reader.get(reverse("plans:plan", args=[year.uuid])).content.decode()
    assert "Nội dung đưa vào sinh hoạt" in page
    assert "Nội dung đưa vào chương trình kiểm tra, giám sát" in page
    assert reverse("plans:plan", args=[term.uuid]) in page


@time_machine.travel(datetime(2022, 5, 10, 2, tzinfo=UTC), tick=False)
def test_lt2_a_topic_of_a_plan_comes_up_at_the_first_branch_meeting_of_its_months_and_at_no_other(cast: Cast) -> None:
    above, communes = lap_thach(cast)
    year = begun(cast, above, "year", YEAR)
    task = operations.write_task(
        scope=cast.product,
        plan=year,
        said=operations.TaskSaid("Đưa việc học Bác vào sinh hoạt chi bộ", above, date(2022, 12, 1)),
    )
    for words, months in (("Chuyên đề quý I", (1, 3)), ("Chuyên đề quý II", (4, 6)), ("Nêu gương hằng tháng", (5, 5))):
        days = Period.months(2022, *months)
        about = operations.AgendaSaid("meeting", words, above, days.from_on, days.to_on)
        operations.put_on_agenda(scope=cast.product, task=task, said=about)
    decided(cast, year)
    unit, people = branch(cast, communes[0], "cb-quang-son", 9)
    secretary = make_account(username="bi-thu", full_name=people[0].full_name, password=None)
    granted = {"unit": unit, "role": "branch_secretary", "on": BEFORE, "to_on": date(2022, 12, 31)}
    organisations.grant(scope=cast.product, user=secretary, person=people[0], **granted)  # type: ignore[arg-type]
    client = Client()
    client.force_login(secretary, backend="django.contrib.auth.backends.ModelBackend")
    meetings = {}
    for month in (2, 3, 5, 6):
        on = date(2022, month, 3)
        said = activities.ActivitySaid(unit, "sinh-hoat-chi-bo", f"Sinh hoạt tháng {month}", on)
        meetings[month], _new = activities.plan(scope=cast.product, said=said, today=date(2022, 1, 5))

    def agenda(month: int) -> list[tuple[str, bool]]:
        shown = client.get(reverse("activities:activity", args=[meetings[month].uuid])).context["agenda"]
        return [(item.words, is_treated) for item, is_treated in shown]

    # In each month what is due stands on the first meeting that is still to be held.
    assert agenda(2) == [("Chuyên đề quý I", False)]
    assert agenda(3) == []
    assert sorted(words for words, _ in agenda(5)) == ["Chuyên đề quý II", "Nêu gương hằng tháng"]
    # February's meeting takes it up: that is ticked together with who came, and March has it no more.
    roster = client.get(reverse("activities:roster", args=[meetings[2].uuid])).content.decode()
    assert "Chuyên đề quý I" in roster
    ticks = {"uuid": str(uuid4()), "form": "direct", "treated": f"{task.uuid}:Chuyên đề quý I"}
    ticks |= {f"came_{person.uuid}": "on" for person in people}
    assert client.post(reverse("activities:roster", args=[meetings[2].uuid]), ticks).status_code == 302
    assert agenda(2) == [("Chuyên đề quý I", True)]
    # May's does not come to that of the quarter, which then waits for June's.
    ticks = {"uuid": str(uuid4()), "form": "direct", "treated": f"{task.uuid}:Nêu gương hằng tháng"}
    assert client.post(reverse("activities:roster", args=[meetings[5].uuid]), ticks).status_code == 302
    assert sorted(agenda(5)) == [("Chuyên đề quý II", False), ("Nêu gương hằng tháng", True)]
    assert agenda(6) == [("Chuyên đề quý II", False)]
    assert year.name in client.get(reverse("activities:activity", args=[meetings[2].uuid])).content.decode()


def test_lt4_targets_with_an_owner_and_a_responsible_head_are_read_beside_what_was_achieved(cast: Cast) -> None:
    above, communes = lap_thach(cast)
    head = organisations.add_person(scope=cast.product, full_name="Nguyễn Văn Đứng", unit=above)
    owner = organisations.add_person(scope=cast.product, full_name="Lê Thị Theo", unit=above)
    organisations.appoint(
        scope=cast.product, person=head, unit=above, title="Bí thư Huyện ủy", on=LONG_AGO, is_head=True
    )
    plan = begun(cast, above, "year", YEAR)
    how = figures.indicator("nha-xay-sua")
    said = operations.TargetSaid(how, above, YEAR, Quantity.of(20), owner=owner, responsible=head)
    target = operations.write_target(scope=cast.product, plan=plan, said=said)
    parts = {communes[0]: Quantity.of(10), communes[1]: Quantity.of(8)}
    told = operations.share_target(scope=cast.product, target=target, parts=parts)
    assert told == "cộng 18/20 căn nhà, còn thiếu 2"
    decided(cast, plan)
    for commune, done in zip(communes, (11, 4), strict=True):
        ledger.state(scope=cast.product, amount=Amount(how, commune, YEAR, Quantity.of(done)))

    (row,) = target_lines(plan, date(2022, 12, 31))
    assert row.line
    assert (row.responsible, row.target.owner, row.line.plan) == ("Nguyễn Văn Đứng", owner, "20 căn nhà")
    assert (row.line.done, row.line.share) == ("15 căn nhà", "75%")
    assert [(part.done, part.share) for part in row.parts] == [("11 căn nhà", "110%"), ("4 căn nhà", "50%")]


def test_lt6_a_campaign_has_units_and_practices_of_its_own_and_a_practice_may_serve_several(cast: Cast) -> None:
    above, communes = lap_thach(cast)
    days = {"from_on": YEAR.from_on, "to_on": YEAR.to_on}
    campaigns = [
        operations.set_theme(
            scope=cast.product,
            said=operations.ThemeSaid(unit=above, kind="campaign", name=name, **days),
            taking_part=communes[:1],
        )
        for name in ("5 không, 3 sạch", "Dân vận khéo")
    ]
    assert set(queries.themes_for(communes[0].pk, date(2022, 5, 1))) == set(campaigns)
    assert not queries.themes_for(communes[1].pk, date(2022, 5, 1)).exists()
    said = practices.Registration("Nhà sạch, ngõ đẹp", "collective", communes[0], date(2022, 3, 1), themes=campaigns)
    practice = practices.register(scope=cast.product, registration=said)
    for one in campaigns:
        found = register.narrowed(register.register(), register.Wanted(theme=one), None)
        assert [other.pk for other in found] == [practice.pk]


def organisations_reader(cast: Cast, unit: Unit) -> Client:
    """A clerk of a unit, signed in."""
    organisations.grant(scope=cast.product, user=cast.minh, unit=unit, role="clerk", on=LONG_AGO)
    client = Client()
    client.force_login(cast.minh, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session["acting_grant"] = cast.minh.grants.get(unit=unit).pk
    session.save()
    return client
