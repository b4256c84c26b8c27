"""Lines of a drive's book are written and corrected, with their vouchers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lantoa.common.errors import Unable
from lantoa.contributions import operations, pages, queries
from lantoa.contributions.forms import GiftForm, SpendingForm
from lantoa.contributions.models import Drive, Gift, Spending
from lantoa.contributions.views import line_form, own_drive
from lantoa.files import queries as files
from lantoa.organisations.access import Request, official

MOST_OTHERS = 20
ENDINGS = {"application/pdf": "pdf", "image/png": "png"}


@official("confirm")
@require_http_methods(["GET", "HEAD", "POST"])
def gift(request: Request, uuid: UUID) -> HttpResponse:
    """Writes a gift; the next one can be written at once."""
    found = own_drive(request, uuid)
    form = _gift_form(request, found, kind=request.GET.get("loai", ""))
    if form.is_valid() and (voucher := _kept(request, form))[0]:
        said, known = form.said(voucher[1]), form.cleaned_data["uuid"]
        try:
            written = operations.give(scope=request.scope, drive=found, said=said, today=request.today, uuid=known)
        except Unable as error:
            form.add_error(None, str(error))
        else:
            amount = pages.said(written.quantity, written.counted_in)
            messages.success(request, _("Written: %s. The next one may follow.") % amount)
            return redirect(reverse("contributions:gift", args=[uuid]) + f"?loai={written.kind}")
    return line_form(request, found, form, "gift")


@official("confirm")
@require_http_methods(["GET", "HEAD", "POST"])
def spending(request: Request, uuid: UUID) -> HttpResponse:
    """Writes money that went out."""
    found = own_drive(request, uuid)
    form = SpendingForm(*_sent(request), today=request.today)
    if form.is_valid() and (voucher := _kept(request, form))[0]:
        said = form.columns(voucher[1]) | {"uuid": form.cleaned_data["uuid"]}
        try:
            operations.spend(scope=request.scope, drive=found, today=request.today, **said)
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The spending was written."))
            return redirect("contributions:drive", uuid)
    return line_form(request, found, form, "spending")


@official("confirm")
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: Request, uuid: UUID, kind: str, entry: UUID) -> HttpResponse:
    """Writes a gift or a spending anew in its place, with the reason."""
    found = own_drive(request, uuid)
    line = _line(found, kind, entry)
    by: dict[str, Any] = {"scope": request.scope, "today": request.today}
    form: GiftForm | SpendingForm
    if isinstance(line, Gift):
        form = _gift_form(request, found, one=line)
    else:
        form = SpendingForm(*_sent(request), today=request.today, one=line)
    if form.is_valid() and (voucher := _kept(request, form))[0]:
        by["why"] = form.cleaned_data["why"]
        try:
            if isinstance(line, Gift) and isinstance(form, GiftForm):
                operations.correct_gift(**by, gift=line, said=form.said(voucher[1]))
            elif isinstance(line, Spending) and isinstance(form, SpendingForm):
                operations.correct_spending(**by, spending=line, **form.columns(voucher[1]))
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The line was changed."))
            return redirect("contributions:drive", uuid)
    return line_form(request, found, form, "gift" if isinstance(line, Gift) else "spending")


@official("confirm")
@require_safe
def voucher(request: Request, uuid: UUID, kind: str, entry: UUID) -> HttpResponse:
    """The voucher of a line, to keep or print: for who keeps the book, since names stand on it."""
    line = _line(own_drive(request, uuid), kind, entry)
    if line.voucher is None:
        raise Http404
    answer = HttpResponse(files.bytes_of(line.voucher), content_type="application/octet-stream")
    name = f"chung-tu.{ENDINGS.get(line.voucher.media_type, 'jpg')}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


def _gift_form(request: Request, found: Drive, *, one: Gift | None = None, kind: str = "") -> GiftForm:
    near = queries.drives().filter(owner_unit=found.owner_unit_id, stage="open").exclude(pk=found.pk)[:MOST_OTHERS]
    # Those that share it already stay, whatever their stage.
    known = list(one.also_for.all()) if one else []
    others = list({each.pk: each for each in [*near, *known]}.values())
    return GiftForm(*_sent(request), today=request.today, others=others, kind=kind, one=one)


def _kept(request: Request, form: GiftForm | SpendingForm) -> tuple[bool, Any]:
    """Whether the form still stands once its voucher was kept, and the voucher."""
    kept = form.kept(request.scope)
    return not form.errors, kept


def _sent(request: Request) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _line(found: Drive, kind: str, entry: UUID) -> Gift | Spending:
    lines: dict[str, Any] = {"gop": found.gifts, "chi": found.spendings}
    if kind not in lines:
        raise Http404
    line: Gift | Spending | None = lines[kind].filter(uuid=entry).select_related("drive", "voucher").first()
    if line is None:
        raise Http404
    return line
