"""A plan goes out to Excel and comes back; it is copied into another year."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from lantoa.common.errors import Unable
from lantoa.common.workbooks import MEDIA_TYPE
from lantoa.organisations import drafts
from lantoa.organisations.access import Request, official
from lantoa.organisations.trees.reading import FILE_BYTES
from lantoa.plans import operations, queries, sheets
from lantoa.plans.forms.files import CopyForm, LoadForm
from lantoa.plans.views import asking

KEY = "plan_drafts"
# Of very many the first are shown; the marked file holds all of them.
MOST_SHOWN = 500


@official("read")
@require_safe
def workbook(request: Request, uuid: UUID) -> HttpResponse:
    """The plan as an Excel workbook, the same that may be filled in and sent back."""
    one = asking.plan(request, uuid)
    if not asking.sees_the_copy(request, one):
        raise Http404
    near = operations.offered(one, request.today)
    given = queries.content_of(one)["targets"]
    targets = [tuple(row[name] for name in ("indicator", "unit", "wording", "period")) for row in given]
    data = sheets.workbook(near.choices, operations.cells_of_plan(one, near), targets=targets)
    return _file(data, f"ke-hoach_{one.unit.code}_{one.from_on.year}.xlsx")


@official("confirm")
@require_http_methods(["GET", "HEAD", "POST"])
def load(request: Request, uuid: UUID) -> HttpResponse:
    """The template to download, and where it comes back filled in; every wrong cell is said at once."""
    one = asking.plan(request, uuid)
    asking.own_plan(request, one)
    if request.method != "POST":
        return render(request, "plans/load.html", {"form": LoadForm(), "plan": one})
    form = LoadForm(request.POST, request.FILES)
    context: dict[str, object] = {"form": form, "plan": one}
    if form.is_valid():
        file = form.cleaned_data["file"]
        # A byte more than is taken tells that there is more.
        data = file.read(FILE_BYTES + 1)
        try:
            done = operations.load_tasks(scope=request.scope, plan=one, data=data, today=request.today)
        except operations.UnableToLoadTasks as error:
            context |= {"wrong": error.wrong[:MOST_SHOWN], "many": len(error.wrong), "name": file.name}
            context["draft"] = drafts.keep(request, file.name, data, str(one.uuid), KEY)
        except Unable as error:
            form.add_error("file", str(error))
        else:
            _tell(request, done)
            return redirect("plans:plan", one.uuid)
    return render(request, "plans/load.html", context, status=422)


@official("confirm")
@require_safe
def marked(request: Request, uuid: UUID, draft: UUID) -> HttpResponse:
    """The same rows with every wrong cell marked and what is wrong as its comment."""
    one = asking.plan(request, uuid)
    asking.own_plan(request, one)
    found = drafts.get(request, draft, KEY)
    cells, wrong = operations.examine_tasks(plan=one, data=found.data, today=request.today)
    near = operations.offered(one, request.today)
    return _file(sheets.workbook(near.choices, cells, wrong), "ke-hoach_o-sai.xlsx")


@official("confirm")
@require_http_methods(["GET", "HEAD", "POST"])
def copy(request: Request, uuid: UUID) -> HttpResponse:
    """Last year's plan as the beginning of the next one."""
    one = asking.plan(request, uuid)
    asking.own_plan(request, one)
    form = CopyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            made = operations.copy_plan(scope=request.scope, plan=one, today=request.today, **form.cleaned_data)
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The plan was copied as a draft. Read it through before it is submitted."))
            return redirect("plans:plan", made.uuid)
    context = {"form": form, "plan": one}
    return render(request, "plans/copy.html", context, status=422 if form.errors else 200)


def _tell(request: Request, done: operations.Loaded) -> None:
    if not done.new and not done.changed:
        messages.info(request, _("The file says what stands already; nothing was changed."))
        return
    words = ngettext("%(number)s task is new", "%(number)s tasks are new", done.new) % {"number": done.new}
    more = _("%(changed)s changed, %(same)s as they stood.") % {"changed": done.changed, "same": done.same}
    messages.success(request, f"{words}, {more}")


def _file(data: bytes, name: str) -> HttpResponse:
    file = HttpResponse(data, content_type=MEDIA_TYPE)
    file["Content-Disposition"] = f'attachment; filename="{name}"'
    return file
