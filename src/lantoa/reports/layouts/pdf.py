"""A report as a PDF, printed by WeasyPrint (the extra [pdf]) in a process of its own."""

from __future__ import annotations

from importlib.util import find_spec

from lantoa.reports.layouts import apart, printed_page
from lantoa.reports.layouts.frame import Frame
from lantoa.reports.rules import Report

MEDIA_TYPE = "application/pdf"
BOUNDS = apart.Bounds(memory=1_500 * apart.MEGABYTE, seconds=120)


def write(report: Report, frame: Frame, *, public_url: str) -> bytes:
    """The PDF; the same report gives the same bytes. UnableToMakeFile without WeasyPrint, or for a report too long."""
    if find_spec("weasyprint") is None:
        raise apart.UnableToMakeFile(
            "Máy chủ chưa cài phần tạo PDF. Hãy tải bản Word, hoặc báo người quản trị cài: pip install 'lantoa[pdf]'."
        )
    page = printed_page.write(report, frame, public_url=public_url)
    try:
        return apart.made("pdf", page.encode(), bounds=BOUNDS)
    except apart.TooMuch as error:
        raise apart.UnableToMakeFile("Báo cáo quá dài để tạo PDF. Hãy tải bản Word.") from error
