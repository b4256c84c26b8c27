"""What `lantoa doctor` asks of reports: that what was sent is what was frozen, and that every draft can be read."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Subquery

from lantoa.common.checks import Break, Look, check
from lantoa.directives import queries as directives
from lantoa.history.models import Event
from lantoa.reports.models import Part, Report, Step, Version
from lantoa.reports.rules import frozen, outlines, papers, prose

# Stages that come only after something was sent.
_AFTER_SENDING = frozenset({"submitted", "accepted", "returned", "correcting"})


@check("Báo cáo: bản đã gửi và mã băm")
def versions(look: Look) -> Iterator[Break]:
    """Every version bears the hash of its content, and can be read."""
    look.expect(Version.objects.count())
    for one in Version.objects.select_related("report").order_by("pk").iterator(chunk_size=100):
        look.see()
        where = f"báo cáo {one.report.uuid}, bản {one.revision}"
        if frozen.digest(one.content) != one.digest:
            yield Break("Nội dung bản đã gửi không khớp với mã băm.", where)
            continue
        try:
            frozen.from_data(one.content)
        except _UNREADABLE:
            yield Break("Bản đã gửi không đọc lại được.", where)


@check("Báo cáo: bước và quá trình")
def stages(look: Look) -> Iterator[Break]:
    """The stage of every report is the one that its last step led to."""
    look.expect(Report.objects.count())
    last = Step.objects.filter(report=OuterRef("pk")).order_by("-pk").values("stage")[:1]
    for one in Report.objects.annotate(last=Subquery(last)).order_by("pk").iterator():
        look.see()
        if one.last is None:
            yield Break("Báo cáo không có bước nào trong quá trình.", f"báo cáo {one.uuid}")
        elif one.last != one.stage:
            said, told = (papers.STAGES.get(stage, stage) for stage in (one.stage, one.last))
            yield Break(f"Báo cáo ghi “{said}” nhưng bước cuối là “{told}”.", f"báo cáo {one.uuid}")


@check("Báo cáo: báo cáo đã gửi có bản đã gửi")
def sent(look: Look) -> Iterator[Break]:
    """Every report that was sent has a version, and every step of sending names one of its own report."""
    kept = Report.objects.annotate(has_version=Exists(Version.objects.filter(report=OuterRef("pk"))))
    steps = Step.objects.filter(verb="submit").select_related("report", "version").order_by("pk")
    look.expect(Report.objects.count() + steps.count())
    for one in kept.order_by("pk").iterator():
        look.see()
        if one.stage in _AFTER_SENDING and not one.has_version:
            yield Break("Báo cáo đã gửi mà không có bản đã gửi.", f"báo cáo {one.uuid}")
    for step in steps.iterator():
        look.see()
        if step.version is None or step.version.report_id != step.report_id:
            yield Break("Lần gửi không có bản đã gửi của chính báo cáo ấy.", f"báo cáo {step.report.uuid}")


@check("Báo cáo: các mục đọc được")
def sections(look: Look) -> Iterator[Break]:
    """The section and the prose of every part can be read."""
    look.expect(Part.objects.count())
    for one in Part.objects.select_related("report").order_by("pk").iterator():
        look.see()
        where = f"báo cáo {one.report.uuid}, mục {one.position}"
        try:
            outlines.from_data([one.section])
        except _UNREADABLE:
            yield Break("Đề mục không đọc được.", where)
        try:
            prose.from_data(one.prose or [])
        except _UNREADABLE:
            yield Break("Phần đã viết không đọc được.", where)


@check("Báo cáo: số văn bản có trong sổ")
def numbers(look: Look) -> Iterator[Break]:
    """The number of every version stands in the book, given to its report; one that was given twice before there was a
    book is a remark."""
    rows = Version.objects.exclude(number="").select_related("report").defer("content", "changes").order_by("pk")
    look.expect(rows.count())
    given = set(directives.given_to("report"))
    twice = set(Event.objects.filter(kind="report", verb="number_twice").values_list("record", flat=True))
    for one in rows.iterator():
        look.see()
        said, report = one.number, one.report.uuid
        # "46a" stands on its paper alone.
        if not (said.isascii() and said.isdigit()) or (report, int(said)) in given:
            continue
        where = f"báo cáo {report}, bản {one.revision}"
        if report in twice:
            yield Break(f"Số {said} đã cấp cho văn bản khác từ trước khi có sổ số văn bản.", where, is_remark=True)
        else:
            yield Break(f"Số {said} của bản đã gửi không có trong sổ số văn bản.", where)


# What a plain value of another shape makes of its reader.
_UNREADABLE = (KeyError, TypeError, ValueError, AttributeError, ArithmeticError)
