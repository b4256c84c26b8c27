"""Handing out a file that was made for the visitor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from django.http import HttpResponse

from lantoa.common.scopes import Scope
from lantoa.reports import outgoing, practices_summary, queries
from lantoa.reports.models import Making, Report, Version
from lantoa.reports.rules.makings import is_large


def handed_out(data: bytes, form: str, *, plain: str, full: str) -> HttpResponse:
    """``plain`` is a name that every system can store, ``full`` the one that people read."""
    response = HttpResponse(data, content_type=outgoing.MEDIA_TYPES[form])
    name = quote(full.replace("/", "-"), safe="")
    response["Content-Disposition"] = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{name}"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def of_report(one: Report, data: bytes, form: str, *, title: str) -> HttpResponse:
    """A file of a report that is owed, under its names."""
    code = queries.named_of(one).code.replace("..", "_")
    return handed_out(data, form, plain=f"bao-cao_{one.unit.code}_{code}.{form}", full=f"{title}.{form}")


def of_practices(wanted: queries.Asked, data: bytes, form: str) -> HttpResponse:
    """A file of the quick report on practices: "bao-cao-mo-hinh_an-phuc_2022.docx"."""
    on_map = f"_ban-do-{wanted.tree}" if wanted.tree else ""
    plain = f"bao-cao-mo-hinh_{wanted.unit.code}_{wanted.period.code.replace('..', '_')}{on_map}.{form}"
    full = f"{practices_summary.title(wanted.unit.name, wanted.period)}.{form}"
    return handed_out(data, form, plain=plain, full=full)


@dataclass(frozen=True, slots=True)
class Offered:
    """What a page says of the files of its report: which forms are made in the background, and which are there."""

    word_is_large: bool
    excel_is_large: bool
    pdf_is_large: bool
    has_pdf: bool
    makings: list[Making]


def offered(one: Report, scope: Scope, today: date, version: Version | None = None) -> Offered:
    """The files that a page of the report offers, in a constant number of queries."""
    size = queries.size_of(one, today)
    return Offered(
        word_is_large=is_large("docx", size),
        excel_is_large=is_large("xlsx", size),
        pdf_is_large=is_large("pdf", size),
        has_pdf=outgoing.has_pdf(),
        makings=queries.makings_of(one, scope, version),
    )
