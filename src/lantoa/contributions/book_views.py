"""Lines of a drive's book are written and corrected, with their vouchers and photos."""

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
from lantoa.contributions.forms import GiftForm, SpendingForm, WorkForm
from lantoa.contributions.models import Drive, Gift, Spending, Work
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
    """Writes a gift, a spending or a work anew in its place, with the reason."""
    found = own_drive(request, uuid)
    line = _line(found, kind, entry)
    form: GiftForm | SpendingForm | WorkForm
    if isinstance(line, Gift):
        form = _gift_form(request, found, one=line)
    elif isinstance(line, Spending):
        form = SpendingForm(*_sent(request), today=request.today, one=line)
    else:
        form = WorkForm(*_sent(request), one=line)
    if form.is_valid():
        try:
            is_kept = _corrected(request, line, form)
        except Unable as error:
            form.add_error(None, str(error))
        else:
            if is_kept:
                messages.success(request, _("The line was changed."))
                return redirect("contributions:drive", uuid)
    return line_form(request, found, form, str(line._meta.model_name))


def _corrected(request: Request, line: Gift | Spending | Work, form: GiftForm | SpendingForm | WorkForm) -> bool:
    """Whether it was corrected; not while a file that came along cannot be kept, which the form then says."""
    by: dict[str, Any] = {"scope": request.scope, "today": request.today, "why": form.cleaned_data["why"]}
    if isinstance(line, Work) and isinstance(form, WorkForm):
        said = form.said(request.scope)
        if said is not None:
            operations.correct_work(**by, work=line, said=said, without=form.cleaned_data.get("without", ()))
        return said is not None
    assert not isinstance(form, WorkForm)
    stands, paper = _kept(request, form)
    if stands and isinstance(line, Gift) and isinstance(form, GiftForm):
        operations.correct_gift(**by, gift=line, said=form.said(paper))
    elif stands and isinstance(line, Spending) and isinstance(form, SpendingForm):
        operations.correct_spending(**by, spending=line, **form.columns(paper))
    return stands


@official("confirm")
@require_safe
def voucher(request: Request, uuid: UUID, kind: str, entry: UUID) -> HttpResponse:
    """The voucher of a line, to keep or print: for who keeps the book, since names stand on it."""
    line = _line(own_drive(request, uuid), kind, entry)
    if isinstance(line, Work) or line.voucher is None:
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


def _line(found: Drive, kind: str, entry: UUID) -> Gift | Spending | Work:
    lines: dict[str, Any] = {
        "gop": found.gifts.select_related("drive", "voucher"),
        "chi": found.spendings.select_related("drive", "voucher"),
        "cong-trinh": found.works.select_related("drive", "before", "after"),
    }
    line: Gift | Spending | Work | None = lines[kind].filter(uuid=entry).first() if kind in lines else None
    if line is None:
        raise Http404
    return line
