"""The pages of reports that are owed: the list, one report, its sections, what was sent."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantoa.common.errors import Unable
from lantoa.organisations import queries as organisations
from lantoa.organisations.access import Request, official
from lantoa.organisations.queries import NamedUnit
from lantoa.reports import operations, outgoing, queries
from lantoa.reports.forms.papers import AdvanceForm, SectionForm
from lantoa.reports.models import Part, Report, Version
from lantoa.reports.operations.papers import SomebodyWroteMeanwhile
from lantoa.reports.pages import papers as pages
from lantoa.reports.rules import MOST_SHOWN
from lantoa.reports.rules.makings import is_large
from lantoa.reports.rules.papers import SENT
from lantoa.reports.views import files


@official("report")
@require_safe
def owed(request: Request) -> HttpResponse:
    """What a unit owes around today, the soonest due first."""
    unit = _unit(request)
    rows = queries.owed_by(unit, request.today) if unit else []
    context = {
        "unit": unit,
        "waiting": [(one, one.late(request.today)) for one in rows if not one.is_sent],
        "sent": [one for one in reversed(rows) if one.is_sent],
    }
    return render(request, "reports/owed.html", context)


@official("report")
@require_POST
def start(request: Request, uuid: UUID, period: str) -> HttpResponse:
    """A unit begins its report of a type about a period."""
    of = queries.type_(uuid)
    stretch = queries.stretch_of(of, period) if of else None
    if of is None or stretch is None:
        raise Http404
    unit = _unit(request, stretch.days.to_on)
    if unit is None or of not in queries.types_of(unit.pk, stretch.days.to_on):
        raise Http404
    try:
        one = operations.start(scope=request.scope, of=of, unit=unit, stretch=stretch, today=request.today)
    except Unable as error:
        messages.error(request, str(error))
        return redirect("reports:owed")
    return redirect("reports:paper", one.uuid)


def _unit(request: Request, day: date | None = None) -> NamedUnit | None:
    """The unit that was asked for, else the one in whose name somebody acts; 404 out of reach."""
    wish = request.POST.get("unit") or request.GET.get("unit")
    on = day or request.today
    if wish:
        try:
            found = organisations.unit(wish[:80], on)
        except organisations.UnableToFindUnit:
            raise Http404 from None
    else:
        found = organisations.named(on).filter(pk=request.scope.home_unit_id or 0).first()  # type: ignore[assignment]
        if found is None:
            return None
    if not request.scope.may("report", found.pk):
        raise Http404
    return found


@official("report")
@require_safe
def paper(request: Request, uuid: UUID) -> HttpResponse:
    """One report: as it reads now, or as it was sent."""
    return _show(request, readable(request, uuid))


def readable(request: Request, uuid: UUID) -> Report:
    """The report, if the visitor may see it; else 404."""
    one = queries.report(uuid)
    if one is None or not queries.may_read(one, request.scope):
        raise Http404
    # Whoever asked for it sees it once it was sent.
    if not request.scope.may("report", one.unit_id) and queries.last_version(one) is None:
        raise Http404
    return one


def _show(request: Request, one: Report, form: AdvanceForm | None = None) -> HttpResponse:
    found = pages.one_page(one, request.scope, request.today)
    written = found["written"]
    # One that was returned goes out again under its number; a correction is another paper.
    number = one.number if one.stage == "returned" else ""
    if not number and written and one.stage not in SENT:
        number = str(written.next_number)
    has_book = written and request.scope.may("report", written.told.issuer.pk)
    context = found | {
        "form": form or AdvanceForm(initial={"dated_on": request.today, "number": number}),
        "files": files.offered(one, request.scope, request.today),
        "templates": queries.templates_of(one.unit_id, standing=True),
        "book": written.told.issuer if has_book else None,
        "open_verb": form.data.get("verb") if form else "",
        "unit_name": organisations.names_on([one.unit_id], one.to_on)[one.unit_id],
    }
    return render(request, "reports/paper.html", context, status=422 if form else 200)


@official("report")
@require_POST
def advance(request: Request, uuid: UUID) -> HttpResponse:
    """A verb is used on a report: sent, returned, received, corrected."""
    one = readable(request, uuid)
    form = AdvanceForm(request.POST)
    if not form.is_valid():
        return _show(request, one, form)
    try:
        operations.advance(scope=request.scope, report=one, at=timezone.now(), **form.cleaned_data)
    except Unable as error:
        form.add_error(None, str(error))
        return _show(request, one, form)
    messages.success(request, _SAID[form.cleaned_data["verb"]]())
    return redirect("reports:paper", one.uuid)


_SAID = {
    "start": lambda: _("The report was begun."),
    "sign": lambda: _("The report is signed off."),
    "unsign": lambda: _("The report may be written again."),
    "submit": lambda: _("The report was sent. Text and figures stand as they were sent."),
    "return": lambda: _("The report was returned with your remarks."),
    "accept": lambda: _("The report was received."),
    "correct": lambda: _("Correct the report, then send it again. What was sent first stays."),
}


@official("report")
@require_http_methods(["GET", "HEAD", "POST"])
def section(request: Request, uuid: UUID, position: int) -> HttpResponse:
    """Writing one section."""
    one = readable(request, uuid)
    part = next((each for each in queries.parts_of(one) if each.position == position), None)
    if part is None or not request.scope.may("report", one.unit_id):
        raise Http404
    if request.method == "POST" and "restore" in request.POST:
        return _restored(request, one, part)
    written = queries.written(one, request.today, most=MOST_SHOWN)
    view = next(each for each in pages.sections(written) if each.part.position == position)
    data = request.POST if request.method == "POST" else None
    form = SectionForm(
        data,
        part=part,
        scope=request.scope,
        lines=view.draft.lines,
        told=written.told,
        tables=pages.fill_words(view, written),
    )
    if form.is_valid():
        try:
            operations.write(
                scope=request.scope,
                part=part,
                turn=form.cleaned_data["turn"],
                lines=form.written,
                dropped=form.dropped(),
            )
        except SomebodyWroteMeanwhile as error:
            # Saved once more, it goes over what the other one wrote, now that both have been seen.
            form.add_error(None, str(error))
            form.data = {**form.data.dict(), "turn": str(part.turn)}  # type: ignore[attr-defined]
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The section is saved."))
            return redirect(f"{_path(one)}#muc-{position}")
    context: dict[str, Any] = {
        "one": one,
        "part": part,
        "view": view,
        "form": form,
        "named": queries.named_of(one),
        "figures": _offered(written),
    }
    return render(request, "reports/section.html", context, status=422 if form.errors else 200)


def _restored(request: Request, one: Report, part: Part) -> HttpResponse:
    turn = request.POST.get("turn", "")
    try:
        operations.restore(scope=request.scope, part=part, turn=int(turn) if turn.isascii() and turn.isdigit() else -1)
    except Unable as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The section writes itself again."))
    return redirect(f"{_path(one)}#muc-{part.position}")


def _path(one: Report) -> str:
    return reverse("reports:paper", args=[one.uuid])


def _offered(written: queries.Written) -> list[tuple[str, str, str]]:
    """The figures that may be put in: code, name, present value."""
    return [
        (line.code, line.name, str(line.pair.in_period or line.pair.cumulative))
        for line in written.told.gathered.indicators
        if line.pair.any
    ]


@official("report")
@require_safe
def version(request: Request, uuid: UUID, revision: int) -> HttpResponse:
    """A report as it was sent, with what differs from the version before."""
    one = readable(request, uuid)
    found = queries.versions(one).filter(revision=revision).first()
    if found is None:
        raise Http404
    context = {
        "one": one,
        "version": found,
        "paper": queries.paper_of(found),
        "changes": pages.changes(found),
        "is_whole": pages.is_whole(found),
        "named": queries.named_of(one),
        "versions": queries.versions(one),
        "files": files.offered(one, request.scope, request.today, found),
    }
    return render(request, "reports/version.html", context)


@official("report")
@require_safe
def file(request: Request, uuid: UUID, form: str) -> HttpResponse:
    """The report as a file: as it was sent, else as it reads now. That of a large one is asked for on its page."""
    one = readable(request, uuid)
    sent = chosen_version(one, request.GET.get("ban", ""))
    if not queries.may_open(one, sent, request.scope):
        raise Http404
    template = _template(request) if form == "docx" else None
    if is_large(form, queries.size_of(one, request.today)):
        messages.info(request, _("This report is large: press the button, and its file is made in the background."))
        return redirect("reports:paper", one.uuid)
    content = queries.paper_of(sent) if sent else queries.written(one, request.today).paper
    try:
        data = outgoing.written(content, form, template=template)
    except Unable as error:
        messages.error(request, str(error))
        return redirect("reports:paper", one.uuid)
    return files.of_report(one, data, form, title=content.title)


def chosen_version(one: Report, wish: str) -> Version | None:
    """The version that a file is to be of: the one wished for, else the last where the report is sent; None for the
    draft."""
    rows = queries.versions(one)
    sent = rows.filter(revision=int(wish)).first() if wish.isascii() and wish.isdigit() and len(wish) < 6 else None
    if sent is None and (wish or one.stage in SENT):
        sent = rows.first()
    return sent


def _template(request: Request) -> bytes | None:
    """The unit's own Word file that was chosen; None for the layout that ships, 404 for one that may not be used."""
    wish = request.GET.get("mau", "")
    found = queries.template_bytes(request.scope, wish) if wish else None
    if wish and found is None:
        raise Http404
    return found
