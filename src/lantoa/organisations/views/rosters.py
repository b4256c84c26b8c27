"""Lists of people on their way in: taking one in, saying what its columns mean, choosing, writing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from lantoa.common.errors import Unable
from lantoa.common.workbooks import MEDIA_TYPE
from lantoa.organisations import operations, people_lists, queries
from lantoa.organisations import people_wording as wording
from lantoa.organisations.access import Request, official
from lantoa.organisations.forms.people import RosterForm
from lantoa.organisations.models import RosterDraft
from lantoa.reading.inputs import limits

ON_A_PAGE = 50
LATEST = 20
ORDER = ("wrong", "likely", "new", "more", "there", "skipped")


@official("manage")
@require_http_methods(["GET", "HEAD", "POST"])
def take_in(request: Request) -> HttpResponse:
    """A list is uploaded for a unit; the lists of late stand below."""
    if request.method == "POST":
        form = RosterForm(request.POST, files=request.FILES, scope=request.scope, today=request.today)
    else:
        form = RosterForm(scope=request.scope, today=request.today, initial={"unit": request.GET.get("unit", "")})
    if form.is_valid():
        said = form.cleaned_data
        try:
            if said["paper"].size > limits.FILE_BYTES:
                raise operations.UnableToImportPeople("Tệp lớn quá 20 MB. Hãy chia thành nhiều tệp rồi nhập từng tệp.")
            draft = operations.take_in_roster(
                scope=request.scope,
                unit=said["unit"],
                name=said["paper"].name,
                data=said["paper"].read(),
                from_on=said["from_on"],
                kind=said["kind"],
            )
        except Unable as error:
            form.add_error("paper", str(error))
        else:
            return redirect("organisations:roster", draft.uuid)
    drafts = list(queries.roster_drafts(request.scope).defer("lines", "choices", "made")[:LATEST])
    names = queries.names_on([one.unit_id for one in drafts], request.today)
    context = {"form": form, "drafts": [(one, names[one.unit_id]) for one in drafts]}
    return render(request, "organisations/people_import.html", context, status=422 if form.errors else 200)


@official("manage")
@require_safe
def template(request: Request) -> HttpResponse:
    """An empty list to fill in."""
    file = HttpResponse(people_lists.template(), content_type=MEDIA_TYPE)
    file["Content-Disposition"] = 'attachment; filename="mau-danh-sach-nguoi.xlsx"'
    return file


@official("manage")
@require_http_methods(["GET", "HEAD", "POST"])
def roster(request: Request, uuid: UUID) -> HttpResponse:
    """What writing the list would do, what is wrong, what waits for a choice; and the acts on it."""
    draft = queries.roster_draft(uuid, request.scope)
    if draft is None:
        raise Http404
    if request.method == "POST":
        try:
            return _done(request, draft)
        except Unable as error:
            messages.error(request, str(error))
            return redirect("organisations:roster", draft.uuid)
    return render(request, "organisations/people_roster.html", _preview(request, draft))


def _done(request: Request, draft: RosterDraft) -> HttpResponse:
    act = request.POST.get("act", "")
    if act == "columns":
        columns = [request.POST.get(f"column-{at}", "") for at in range(len(draft.headings))]
        operations.set_columns(scope=request.scope, draft=draft, columns=columns)
        messages.success(request, _("The columns are remembered for the next lists of this unit."))
    elif act in ("choose", "write"):
        operations.choose(scope=request.scope, draft=draft, choices=_chosen(request, draft))
    elif act == "discard":
        operations.discard_roster(scope=request.scope, draft=draft)
        messages.success(request, _("The list is forgotten; nothing was written."))
        return redirect("organisations:import_people")
    if act == "write":
        done = operations.write_roster(scope=request.scope, draft=draft, today=request.today)
        changed = len(done.of("new", "more"))
        words = ngettext("%d row was written.", "%d rows were written.", changed) % changed
        messages.success(request, words)
    if act == "choose" and request.POST.get("trang", "").isdecimal():
        return redirect(
            f"{reverse('organisations:roster', args=[draft.uuid])}?xem=likely&trang={request.POST['trang']}"
        )
    return redirect("organisations:roster", draft.uuid)


def _chosen(request: Request, draft: RosterDraft) -> dict[int, str]:
    """Only rows of the list count, whatever was sent."""
    rows = {row for row, _cells in draft.lines}
    sent = ((name.removeprefix("row-"), str(value)) for name, value in request.POST.items() if name.startswith("row-"))
    return {int(row): value for row, value in sent if row.isdecimal() and len(row) < 9 and int(row) in rows}


def _preview(request: Request, draft: RosterDraft) -> dict[str, Any]:
    unit_name = queries.names_on([draft.unit_id], request.today)[draft.unit_id]
    if draft.written_at is not None:
        return {"draft": draft, "unit_name": unit_name, "written": len(draft.made)}
    plan = queries.plan(draft, request.scope, request.today)
    counts = [(state, wording.STATES[state], len(plan.of(state))) for state in ORDER]
    first = next((state for state, _words, many in counts if many), "new")
    seen = request.GET.get("xem", "")
    seen = seen if seen in ORDER and plan.of(seen) else first
    lines: list[Any] = plan.wrong if seen == "wrong" else plan.of(seen)
    page = Paginator(lines, ON_A_PAGE).get_page(request.GET.get("trang"))
    units = queries.names_on({one.unit_id for one in page.object_list if getattr(one, "unit_id", None)}, request.today)
    columns = list(zip(draft.headings, draft.columns, _examples(draft), strict=True))
    return {
        "draft": draft,
        "unit_name": unit_name,
        "plan": plan,
        "counts": [row for row in counts if row[2]],
        "seen": seen,
        "seen_name": wording.STATES[seen],
        "tag": wording.STATE_TAGS[seen],
        "page": page,
        "lines": [_line(one, seen, units) for one in page.object_list],
        "columns": columns,
        "fields": list(wording.COLUMNS.items()),
        "will_change": len(plan.of("new", "more")),
    }


def _line(one: Any, seen: str, units: dict[int, str]) -> dict[str, Any]:
    if seen == "wrong":
        return {"row": one.row, "column": wording.COLUMNS[one.field], "words": one.words}
    offers = [(offer, ", ".join(str(wording.REASONS[reason]) for reason in offer.why)) for offer in one.offers]
    return {
        "row": one.entry.row,
        "entry": one.entry,
        "unit": units.get(one.unit_id, ""),
        "kind": wording.MEMBERSHIPS[one.kind],
        "offers": offers,
        "choice": one.choice,
        "namesakes": one.namesakes,
        "adds_year": one.birth_year,
        "adds_post": one.post is not None,
        "adds_membership": one.membership is not None,
    }


def _examples(draft: RosterDraft) -> list[str]:
    """The first thing that stands in each column, to tell by."""
    first = ["" for _heading in draft.headings]
    for _row, cells in draft.lines[:20]:
        for at, cell in enumerate(cells):
            first[at] = first[at] or cell
    return first
