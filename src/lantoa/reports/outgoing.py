"""A report in one of its forms, for every door that hands it out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.util import find_spec

from django.conf import settings

from lantoa.reports import practices_sheets, practices_summary, queries
from lantoa.reports.layouts import (
    appendix_xlsx,
    own_docx,
    party,
    pdf,
    plain_text,
    printed_page,
    state,
    structured,
    word,
    workbook,
)
from lantoa.reports.layouts.frame import Frame
from lantoa.reports.layouts.printed_page import Sheets
from lantoa.reports.rules import Report

MEDIA_TYPES: Mapping[str, str] = {
    "docx": word.MEDIA_TYPE,
    "pdf": pdf.MEDIA_TYPE,
    "xlsx": workbook.MEDIA_TYPE,
    "txt": "text/plain; charset=utf-8",
    "json": "application/json",
}


def written(report: Report, form: str, *, template: bytes | None = None) -> bytes:
    """The report as docx, pdf or txt, or its tables as xlsx; UnableToFindRegulation when no layout held on its day.

    ``template`` is a unit's own Word file, for docx only; UnableToUseTemplate says its faults.
    """
    if form == "txt":
        return plain_text.write(report).encode()
    if form == "docx" and template is not None:
        return own_docx.write(report, template, public_url=settings.PUBLIC_URL)
    if form == "xlsx":
        return appendix_xlsx.write(report, public_url=settings.PUBLIC_URL)
    write = {"docx": word.write, "pdf": pdf.write}[form]
    return write(report, framed(report), public_url=settings.PUBLIC_URL)


def sheets(report: Report) -> Sheets:
    """The report before it is laid out as pages of a PDF."""
    return printed_page.sheets(report, framed(report), public_url=settings.PUBLIC_URL)


def has_pdf() -> bool:
    """Whether what makes PDF is installed (the extra [pdf])."""
    return find_spec("weasyprint") is not None


def framed(report: Report) -> Frame:
    """What stands around the body: the Party's layout for its bodies, the State's for all others."""
    rule = report.layout or queries.layout_rule(report)
    frame = party.frame if report.letterhead.is_party else state.frame
    return frame(report, rule.value)


def practices(wanted: queries.Asked, form: str) -> bytes:
    """The report on practices as docx, xlsx, txt or json; UnableToFindRegulation when no layout held on its day."""
    told = queries.gather(wanted)
    if form == "xlsx":
        sheets = practices_sheets.sheets(told, public_url=settings.PUBLIC_URL)
        return workbook.write(sheets, author=told.body.name, on=told.on)
    if form == "json":
        said = structured.practices(told, public_url=settings.PUBLIC_URL)
        return (json.dumps(said, ensure_ascii=False, indent=2) + "\n").encode()
    return written(practices_summary.write(told), form)
