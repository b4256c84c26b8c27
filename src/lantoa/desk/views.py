"""The page one comes to after signing in."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lantoa.desk import pages
from lantoa.organisations.access import Request, official


@official()
@require_safe
def home(request: Request) -> HttpResponse:
    """What waits for the person, in the role in use."""
    return render(request, "desk/home.html", pages.home_page(request.scope, request.today))
