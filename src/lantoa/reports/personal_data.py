"""What reports hold of a person: what was sent, what is being written, the outlines, and who did what with them.

A section that nobody wrote in holds no name: it is written anew from the registers, which answer for themselves. What
was sent is kept as it was sent. Words that people wrote are found by the name alone, so a person decides on each.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from lantoa.organisations import queries as organisations
from lantoa.organisations.person_sections import acts_section, kept_because, steps_of
from lantoa.organisations.queries.personal_data import Subject
from lantoa.organisations.rules.personal_data import Item, Section
from lantoa.reports import operations
from lantoa.reports.models import Outline, PaperTemplate, Part, Report, Step, Version
from lantoa.reports.queries import named_of
from lantoa.reports.rules import papers

_PURPOSE = "Lập, gửi báo cáo"


def units(people: Collection[int]) -> dict[int, set[int]]:
    """None: reports name people only by their words."""
    return {}


def held(subject: Subject) -> list[Section]:
    """What was sent, drafts, outlines and remarks in which the name stands, and what the person did with reports."""
    return [
        _sent(subject),
        _drafts(subject),
        _outlines(subject),
        _remarks(subject),
        _templates(subject),
        _acts(subject),
    ]


def _sent(subject: Subject) -> Section:
    rows = Version.objects.annotate(text=Cast("content", TextField()), told=Cast("changes", TextField()))
    found = rows.filter(_naming(subject, "text", "told", is_json=True)).defer("content", "changes")
    some = list(found.select_related("report__type").order_by("pk"))
    names = _names(subject, (one.report.unit_id for one in some))
    return Section(
        code="reports_sent",
        title="Báo cáo đã gửi có nhắc họ tên",
        columns=("Báo cáo", "Đơn vị", "Bản", "Gửi ngày"),
        items=tuple(
            Item(
                (
                    _title(one.report),
                    names[one.report.unit_id],
                    str(one.revision),
                    f"{timezone.localtime(one.made_at):%d/%m/%Y}",
                ),
                one.report.unit_id,
            )
            for one in some
        ),
        purpose=_PURPOSE,
        source="Đơn vị viết và gửi",
        basis=kept_because("reports", subject.today),
        is_sure=False,
    )


def _drafts(subject: Subject) -> Section:
    """Of a report that was sent the parts say what the version says; they matter once it is corrected."""
    rows = Part.objects.annotate(text=Cast("prose", TextField()), asked=Cast("section", TextField()))
    found = rows.filter(_naming(subject, "text", "asked", is_json=True)).exclude(report__stage__in=papers.SENT)
    some = list(found.select_related("report__type").order_by("report", "position"))
    names = _names(subject, (one.report.unit_id for one in some))
    return Section(
        code="report_drafts",
        title="Báo cáo đang soạn có nhắc họ tên",
        columns=("Báo cáo", "Đơn vị", "Mục", "Tình trạng"),
        items=tuple(
            Item(
                (
                    _title(one.report),
                    names[one.report.unit_id],
                    f"{one.position}. {one.section.get('heading', '')}"[:200],
                    papers.STAGES[one.report.stage],
                ),
                one.report.unit_id,
            )
            for one in some
        ),
        purpose=_PURPOSE,
        source="Người soạn báo cáo viết, hoặc đề cương nêu",
        fate="by_hand",
        basis="Hãy mở từng mục, xem có đúng người không, bỏ họ tên rồi lưu trước khi gửi báo cáo",
        is_sure=False,
    )


def _outlines(subject: Subject) -> Section:
    rows = Outline.objects.annotate(text=Cast("sections", TextField()))
    where = _naming(subject, "text", is_json=True) | _naming(subject, "name", "opening", "change", "withdrawn_why")
    some = list(rows.filter(where).select_related("replaced_by").order_by("pk"))
    names = _names(subject, (one.unit_id for one in some))
    return Section(
        code="outlines_named",
        title="Đề cương có nhắc họ tên",
        columns=("Đề cương", "Đơn vị", "Bản"),
        items=tuple(
            Item(
                (one.name, names[one.unit_id], "Bản cũ" if hasattr(one, "replaced_by") else "Bản cuối"),
                one.unit_id,
            )
            for one in some
        ),
        purpose="Dựng khung báo cáo theo yêu cầu của cấp trên hoặc báo cáo kỳ trước",
        source="Tệp đơn vị đưa vào",
        fate="by_hand",
        basis="Hãy sửa mục có họ tên thành bản mới, hoặc thôi dùng đề cương; bản cũ giữ cùng tệp gốc làm căn cứ",
        is_sure=False,
    )


def _remarks(subject: Subject) -> Section:
    some = list(Step.objects.filter(_naming(subject, "note")).select_related("report__type").order_by("pk"))
    names = _names(subject, (one.report.unit_id for one in some))
    return Section(
        code="report_remarks",
        title="Ý kiến khi trả lại, đính chính báo cáo có nhắc họ tên",
        columns=("Báo cáo", "Đơn vị", "Việc", "Ý kiến"),
        items=tuple(
            Item(
                (_title(one.report), names[one.report.unit_id], papers.VERBS[one.verb], one.note[:300]),
                one.report.unit_id,
            )
            for one in some
        ),
        purpose="Biết vì sao báo cáo được trả lại, đính chính",
        source="Người xem báo cáo viết",
        basis=kept_because("reports", subject.today),
        is_sure=False,
    )


def _templates(subject: Subject) -> Section:
    some = list(PaperTemplate.objects.filter(_naming(subject, "name", "ended_why")).order_by("pk"))
    names = _names(subject, (one.unit_id for one in some))
    return Section(
        code="report_templates",
        title="Mẫu Word có họ tên trong tên mẫu",
        columns=("Mẫu", "Đơn vị"),
        items=tuple(Item((one.name, names[one.unit_id]), one.unit_id) for one in some),
        purpose="Trình bày báo cáo theo mẫu riêng của đơn vị",
        source="Tệp đơn vị đưa vào",
        fate="by_hand",
        basis="Hãy thôi dùng mẫu và đưa mẫu khác; chữ trong tệp Word không tìm được ở đây, hãy mở tệp để xem",
        is_sure=False,
    )


def _acts(subject: Subject) -> Section:
    done = steps_of(subject, Step.objects.select_related("report__type"))
    return acts_section(
        "report_acts",
        title="Việc người này đã làm với báo cáo",
        column="Báo cáo",
        purpose="Biết ai đã duyệt, gửi, trả lại báo cáo",
        acts=((one.at, papers.VERBS[one.verb], _title(one.report), one.report.unit_id) for one in done),
    )


def erase(*, subject: Subject, chosen: Collection[str], about: UUID, why: str) -> None:
    """The steps stay; the name of who did them does not."""
    if "report_acts" in chosen:
        operations.forget_actor(scope=subject.scope, person=subject.person, about=about)


def _naming(subject: Subject, *columns: str, is_json: bool = False) -> Q:
    found = Q(pk__in=())
    for name in subject.telling:
        # SQLite stores JSON with its letters escaped.
        for spelled in {name, json.dumps(name)[1:-1]} if is_json else {name}:
            for column in columns:
                found |= Q(**{f"{column}__contains": spelled})
    return found


def _names(subject: Subject, units: Iterable[int]) -> dict[int, str]:
    wanted = set(units)
    return dict.fromkeys(wanted, "—") | organisations.names_on(wanted, subject.today)


def _title(report: Report) -> str:
    return f"{report.type.name}, {named_of(report).label()}"
