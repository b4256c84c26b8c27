"""Pages for when something went wrong, and the page that shows every component."""

import logging
import sys

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.crypto import get_random_string

from lantoa.design import samples
from lantoa.design.forms import SampleForm
from lantoa.design.templatetags.page import ICONS

log = logging.getLogger(__name__)

# Letters and digits that nobody mistakes for one another when read out over the telephone.
REFERENCE_LETTERS = "23456789ABCDEFGHKMNPQRSTUVWXYZ"


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request could not be read."""
    return render(request, "design/errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: this person may not do this."""
    return render(request, "design/errors/403.html", status=403)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form was opened too long ago, or in another sign-in."""
    return render(request, "design/errors/403_csrf.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: nothing at this address."""
    return render(request, "design/errors/404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """500: our fault. Renders without the database; the reference leads from the page to the log."""
    reference = get_random_string(8, REFERENCE_LETTERS)
    log.error("Broken page, reference %s: %s %s", reference, request.method, request.path, exc_info=sys.exc_info())
    return HttpResponse(render_to_string("design/errors/500.html", {"reference": reference}), status=500)


@login_required
def components(request: HttpRequest) -> HttpResponse:
    """Every component with an example, for those who write pages."""
    form = SampleForm(request.POST, request.FILES) if request.method == "POST" else SampleForm()
    page = Paginator(range(60), 20).get_page(request.GET.get("trang"))
    icons = sorted(path.stem for path in ICONS.glob("*.svg"))
    drawings = {"map": samples.province_map(), "chart": samples.chart(), "ranking": samples.ranking()}
    return render(request, "design/components.html", {"form": form, "page": page, "icons": icons, **drawings})


components.audience = "official"  # type: ignore[attr-defined]
