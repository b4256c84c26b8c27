"""Telling people what happened to a report, and reminding those who are late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from lantoa.common.errors import Unable
from lantoa.common.scopes import Scope
from lantoa.notices.addressees import people_of
from lantoa.notices.operations import notify
from lantoa.notices.rules import USUAL, Message, Recipient
from lantoa.organisations import queries as organisations
from lantoa.reports import queries
from lantoa.reports.models import Making, Report, ReportType, Step
from lantoa.reports.rules.due import Stretch
from lantoa.vietnamese.dates import write_date


class UnableToRemind(Unable):
    """Nobody may be reminded so."""


@dataclass(frozen=True, slots=True)
class Reminded:
    """How many units were reminded, and the names of those in which nobody can be told."""

    units: int
    unreached: tuple[str, ...] = ()


def tell_step(*, scope: Scope, report: Report, step: Step, at: datetime) -> None:
    """The unit hears what whoever asked did with its report; whoever asked hears that it came."""
    if report.unit_id == report.type.asker_id:
        return
    receivers = {"submit": report.type.asker_id, "return": report.unit_id, "accept": report.unit_id}
    unit = receivers.get(step.verb)
    to = [] if unit is None else people_of([unit], "report", timezone.localdate(at)).get(unit, [])
    to = [one for one in to if one.user != scope.actor_id]
    if not to:
        return
    name = organisations.names_on([report.unit_id], report.to_on)[report.unit_id]
    what = f"{report.type.name} {queries.named_of(report).label()}"
    said = {
        "submit": f"{name} đã gửi {what}",
        "return": f"{what}: bị trả lại",
        "accept": f"{what}: đã được nhận",
    }[step.verb]
    message = Message("report", said, step.note, reverse("reports:paper", args=[report.uuid]), report.unit_id)
    notify(scope=scope, at=at, key=f"report-step-{step.pk}", message=message, to=to, channels=USUAL)


def tell_of_draft(*, scope: Scope, report: Report, name: str, at: datetime) -> None:
    """The unit's people hear that a draft is there and when it is due."""
    to = people_of([report.unit_id], "report", timezone.localdate(at)).get(report.unit_id)
    if not to:
        return
    what = f"{report.type.name} {queries.named_of(report).label()}"
    subject = f"Đã soạn sẵn dự thảo: {what}"
    text = f"{name}. Hạn gửi là {write_date(report.due_on)}. Hãy xem lại, viết thêm phần chưa có rồi gửi."
    message = Message("report", subject, text, reverse("reports:paper", args=[report.uuid]), report.unit_id)
    notify(scope=scope, at=at, key=f"report-draft-{report.uuid}", message=message, to=to)


FORMS = {"docx": "Word", "xlsx": "Excel", "pdf": "PDF"}


def tell_of_file(*, scope: Scope, making: Making, at: datetime) -> None:
    """Whoever asked for the file of a large report hears that it is there, or why it could not be made."""
    if making.asked_by_id is None:
        return
    name = making.report.type.name if making.report else "Báo cáo mô hình"
    what = f"{name} {queries.named_period(making).label()}"
    said = "Đã làm xong tệp" if making.stage == "done" else "Không làm được tệp"
    link = reverse("reports:making", args=[making.uuid])
    message = Message("report", f"{said} {FORMS[making.form]}: {what}", making.why, link, making.unit_of)
    to = [Recipient(user=making.asked_by_id)]
    notify(scope=scope, at=at, key=f"report-file-{making.uuid}", message=message, to=to, channels=["in_product"])


@transaction.atomic
def remind_late(*, scope: Scope, of: ReportType, stretch: Stretch, at: datetime) -> Reminded:
    """Reminds every unit that is late with a report, once a day however often it is pressed; people with an account in
    the product and by e-mail, heads without one by a text to pass on.
    """
    if not scope.may("report", of.asker_id):
        raise UnableToRemind("Tài khoản này không được nhắc các đơn vị nộp báo cáo này.")
    today = timezone.localdate(at)
    waiting = queries.late(queries.board(of, stretch), today)
    people = people_of([one.unit.pk for one in waiting], "report", today)
    unreached = []
    for one in waiting:
        to = people.get(one.unit.pk)
        if not to:
            unreached.append(one.unit.name)
            continue
        subject = f"Chậm {one.late(today)} ngày: {of.name} {stretch.named.label()}"
        text = f"Hạn gửi là {write_date(one.due_on)}. Mở trang này để soạn và gửi báo cáo."
        link = reverse("reports:owed") + f"?unit={one.unit.code}"
        notify(
            scope=scope,
            at=at,
            key=f"report-late:{of.uuid}:{stretch.named.code}:{one.unit.pk}:{today}",
            message=Message("report", subject, text, link, one.unit.pk),
            to=to,
        )
    return Reminded(len(waiting) - len(unreached), tuple(unreached))
