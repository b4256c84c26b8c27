"""The pledges of a unit, and one's own."""

from django.http import HttpResponse
from django.shortcuts import redirect

from lantoa.organisations.access import Request, official


@official("read")
def listing(request: Request) -> HttpResponse:
    """To come."""
    return redirect("desk:home")


mine = listing
