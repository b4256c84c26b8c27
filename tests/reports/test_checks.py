"""What `lantoa doctor` finds in reports: rows that do not hold are named, and no others."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from lantoa.common.checks import Check, Look
from lantoa.reports import checks, operations
from lantoa.reports.models import Part, Report, Step, Version
from tests.cast import Cast
from tests.reports.owing import asked, begun

ALL = (checks.versions, checks.stages, checks.sent, checks.sections, checks.numbers)


@pytest.fixture
def sent(cast: Cast) -> Report:
    """One that was sent, beside one that is being written."""
    of = asked(cast)
    begun(cast, of, "tan-loi")
    one = begun(cast, of)
    return operations.advance(scope=cast.product, report=one, verb="submit", at=timezone.now())


def found(check: Check) -> list[str]:
    look = Look(timezone.now())
    told = [f"{one.where}: {one.what}" for one in check.run(look)]
    assert look.done == look.total
    return told


def breaks() -> dict[str, int]:
    return {check.title: number for check in ALL if (number := len(found(check)))}


def test_reports_in_order_break_nothing_at_any_stage(cast: Cast, sent: Report) -> None:
    assert breaks() == {}
    for verb in ("return", "submit", "accept", "correct", "sign", "unsign", "submit"):
        operations.advance(scope=cast.product, report=sent, verb=verb, at=timezone.now(), note="vì vậy")
        assert breaks() == {}, verb


def test_a_version_that_was_changed_no_longer_bears_its_hash(sent: Report) -> None:
    version = Version.objects.get()
    Version.objects.update(content=version.content | {"abstract": "khác"})
    assert breaks() == {checks.versions.title: 1}
    assert found(checks.versions) == [
        f"báo cáo {sent.uuid}, bản 1: Nội dung bản đã gửi không khớp với mã băm."
    ]  # fmt: skip


def test_a_version_that_cannot_be_read_back_is_named(sent: Report) -> None:
    content: dict[str, Any] = {"title": "chỉ có tên"}
    Version.objects.update(content=content, digest=checks.frozen.digest(content))
    assert found(checks.versions) == [f"báo cáo {sent.uuid}, bản 1: Bản đã gửi không đọc lại được."]


def test_the_stage_of_a_report_is_that_of_its_last_step(sent: Report) -> None:
    Report.objects.filter(pk=sent.pk).update(stage="accepted")
    assert found(checks.stages) == [f"báo cáo {sent.uuid}: Báo cáo ghi “Đã nhận” nhưng bước cuối là “Đã gửi”."]


def test_a_report_without_any_step_is_named(sent: Report) -> None:
    other = Report.objects.exclude(pk=sent.pk).get()
    Step.objects.filter(report=other).delete()
    assert found(checks.stages) == [f"báo cáo {other.uuid}: Báo cáo không có bước nào trong quá trình."]


@pytest.mark.parametrize("stage", ["submitted", "accepted", "returned", "correcting"])
def test_a_report_that_was_sent_has_what_was_sent(sent: Report, stage: str) -> None:
    Report.objects.filter(pk=sent.pk).update(stage=stage)
    Step.objects.update(version=None)
    Version.objects.all().delete()
    assert found(checks.sent) == [
        f"báo cáo {sent.uuid}: Báo cáo đã gửi mà không có bản đã gửi.",
        f"báo cáo {sent.uuid}: Lần gửi không có bản đã gửi của chính báo cáo ấy.",
    ]


def test_a_step_of_sending_names_no_other_reports_version(cast: Cast, sent: Report) -> None:
    other = Report.objects.exclude(pk=sent.pk).get()
    operations.advance(scope=cast.product, report=other, verb="submit", at=timezone.now())
    Step.objects.filter(report=other, verb="submit").update(version=Version.objects.get(report=sent))
    assert found(checks.sent) == [f"báo cáo {other.uuid}: Lần gửi không có bản đã gửi của chính báo cáo ấy."]


@pytest.mark.parametrize("section", [{}, [], "chữ", {"level": "hai"}, None, 3])
def test_a_section_of_another_shape_is_named(sent: Report, section: Any) -> None:
    if section is None:
        section = {"level": 1, "number": "", "heading": "", "asks": "", "prose": "", "tables": None, "fills": []}
    Part.objects.filter(report=sent, position=2).update(section=section)
    assert found(checks.sections) == [f"báo cáo {sent.uuid}, mục 2: Đề mục không đọc được."]


@pytest.mark.parametrize("prose", [[[{"x": 1}]], [3], 3, [[None]]])
def test_prose_of_another_shape_is_named(sent: Report, prose: Any) -> None:
    Part.objects.filter(report=sent, position=3).update(prose=prose)
    assert found(checks.sections) == [f"báo cáo {sent.uuid}, mục 3: Phần đã viết không đọc được."]
