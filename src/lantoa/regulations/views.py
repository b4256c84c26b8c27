"""The page of dated rules."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lantoa.regulations import queries


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Every dated rule with its source and standing, for anybody."""
    today = timezone.localdate()
    return render(request, "regulations/list.html", {"groups": queries.by_code(today), "today": today})


# The marks of organisations/access.py lie above this concept; the page is open to anybody.
listing.audience = "everyone"  # type: ignore[attr-defined]
