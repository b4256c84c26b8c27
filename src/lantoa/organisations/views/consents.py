"""On what basis something of a person may be published: recording it, its paper, its withdrawal."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lantoa.files import operations as files
from lantoa.files import queries as kept_files
from lantoa.files.operations import MOST_SCAN_BYTES as MOST_BYTES
from lantoa.organisations import operations, queries
from lantoa.organisations.access import Request, official
from lantoa.organisations.forms.people import ConsentForm, WithdrawForm
from lantoa.organisations.models import Consent, Person
from lantoa.organisations.views.people import answered, found_person


@official("read")
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: Request, uuid: UUID) -> HttpResponse:
    """A consent or published decision."""
    one = _inside(request, uuid)
    form = ConsentForm(request.POST, request.FILES) if request.method == "POST" else ConsentForm()

    def do() -> None:
        said = form.said()
        if upload := form.cleaned_data["paper"]:
            paper = files.keep_scan(scope=request.scope, name=upload.name or "", data=upload.read(MOST_BYTES + 1))
            said = replace(said, paper=paper)
        operations.record_consent(scope=request.scope, person=one, said=said, today=request.today)

    return answered(request, one, form, _("Record a basis for publishing"), do, is_consent=True)


@official("read")
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: Request, uuid: UUID, consent: UUID) -> HttpResponse:
    """A consent taken back, or a decision revoked."""
    one = _inside(request, uuid)
    found = _consent(one, consent)
    initial = {"on": f"{request.today:%d/%m/%Y}"}
    form = WithdrawForm(request.POST if request.method == "POST" else None, initial=initial)

    def do() -> None:
        operations.withdraw_consent(scope=request.scope, consent=found, today=request.today, **form.cleaned_data)

    return answered(request, one, form, _("Withdraw the basis for publishing"), do, is_withdrawal=True)


@official("read")
@require_safe
def paper(request: Request, uuid: UUID, consent: UUID) -> HttpResponse:
    """The signed sheet, to keep or print; never opened inside the site."""
    found = _consent(_inside(request, uuid), consent)
    if found.paper is None:
        raise Http404
    ending = {"application/pdf": "pdf", "image/png": "png"}.get(found.paper.media_type, "jpg")
    answer = HttpResponse(kept_files.bytes_of(found.paper), content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="giay-dong-y.{ending}"'
    return answer


def _inside(request: Request, uuid: UUID) -> Person:
    """A person of a unit whose insides the role may see, else 404."""
    one = found_person(request, uuid)
    if not queries.may_see_inside_person(request.scope, one):
        raise Http404
    return one


def _consent(one: Person, uuid: UUID) -> Consent:
    found = queries.consent(one.pk, uuid)
    if found is None:
        raise Http404
    return found
