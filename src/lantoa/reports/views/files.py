"""Handing out a file that was made for the visitor."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpResponse

from lantoa.reports import outgoing


def handed_out(data: bytes, form: str, *, plain: str, full: str) -> HttpResponse:
    """``plain`` is a name that every system can store, ``full`` the one that people read."""
    response = HttpResponse(data, content_type=outgoing.MEDIA_TYPES[form])
    name = quote(full.replace("/", "-"), safe="")
    response["Content-Disposition"] = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{name}"
    response["X-Content-Type-Options"] = "nosniff"
    return response
