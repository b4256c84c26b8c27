"""A report in one of its forms, for every door that hands it out."""

from __future__ import annotations

import json
from collections.abc import Mapping

from django.conf import settings

from lantoa.regulations import queries as regulations
from lantoa.reports import practices_sheets, practices_summary, queries
from lantoa.reports.layouts import party_docx, plain_text, structured, workbook
from lantoa.reports.rules import Report

MEDIA_TYPES: Mapping[str, str] = {
    "docx": party_docx.MEDIA_TYPE,
    "xlsx": workbook.MEDIA_TYPE,
    "txt": "text/plain; charset=utf-8",
    "json": "application/json",
}


def practices(wanted: queries.Asked, form: str) -> bytes:
    """The report on practices as docx, xlsx, txt or json; UnableToFindRegulation when no layout held on its day."""
    told = queries.gather(wanted)
    if form == "xlsx":
        sheets = practices_sheets.sheets(told, public_url=settings.PUBLIC_URL)
        return workbook.write(sheets, author=told.body.name, on=told.on)
    if form == "json":
        said = structured.practices(told, public_url=settings.PUBLIC_URL)
        return (json.dumps(said, ensure_ascii=False, indent=2) + "\n").encode()
    report = practices_summary.write(told)
    if form == "txt":
        return plain_text.write(report).encode()
    layout = regulations.on("party-paper-format", wanted.on).value
    return party_docx.write(report, layout, public_url=settings.PUBLIC_URL)


def written(report: Report, form: str) -> bytes:
    """A report as docx, xlsx, pdf or txt; UnableToFindRegulation when no layout held on its day."""
    if form == "txt":
        return plain_text.write(report).encode()
    layout = regulations.on("party-paper-format", report.on).value
    return party_docx.write(report, layout, public_url=settings.PUBLIC_URL)
