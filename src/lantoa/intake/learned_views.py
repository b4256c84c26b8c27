"""The pages of what was learned: the list of lessons, and the columns of a paper's tables."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantoa.common.errors import Unable
from lantoa.intake import learned, operations, queries, rules
from lantoa.intake.forms import HeadingsForm, LessonFilterForm
from lantoa.organisations import queries as organisations
from lantoa.organisations.access import Request, official
from lantoa.reading import headings

ON_A_PAGE = 50


@official("read")
@require_safe
def listing(request: Request) -> HttpResponse:
    """What the decisions of one's units taught, the latest first."""
    form = LessonFilterForm(request.GET)
    wanted = form.wanted()
    page = Paginator(learned.narrowed(learned.readable(request.scope), **wanted), ON_A_PAGE).get_page(
        request.GET.get("trang")
    )
    shown = list(page.object_list)
    steps, torn = learned.last_steps(shown), learned.torn(shown)
    names = organisations.names_on({pk for one in shown for pk in (one.unit_id, one.sender_id)}, request.today)
    context = {
        "filter": form,
        "page": page,
        "is_narrow": bool(wanted),
        "rows": [
            {
                "lesson": one,
                "taught": steps.get(one.pk),
                "is_torn": one.pk in torn,
                "needs": learned.is_too_new(one),
                "unit": names.get(one.unit_id, ""),
                "sender": names.get(one.sender_id, "") if one.sort in rules.OF_ONE_SENDER else "",
                "may_change": request.scope.may("confirm", one.unit_id),
            }
            for one in shown
        ],
    }
    return render(request, "intake/learned.html", context)


@official("confirm")
@require_POST
def change(request: Request, uuid: UUID) -> HttpResponse:
    """Switches a lesson off or on, removes it, or chooses it among those that contradict it."""
    found = learned.lesson(request.scope, uuid)
    if found is None:
        raise Http404
    verb, why = request.POST.get("verb", ""), request.POST.get("why", "").strip()
    said = {
        "switch_off": _("Switched off: it is not used any more."),
        "switch_on": _("Switched on again."),
        "remove": _("Removed. The history keeps it."),
        "choose": _("Chosen: the others are switched off."),
    }
    try:
        if verb == "choose":
            operations.choose_lesson(scope=request.scope, lesson=found)
        else:
            operations.change_lesson(scope=request.scope, lesson=found, verb=verb, why=why)
        messages.success(request, said[verb])
    except Unable as error:
        messages.error(request, str(error))
    return redirect("intake:learned")


@official("confirm")
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: Request, uuid: UUID) -> HttpResponse:
    """What the columns of a paper's tables hold; what is put right is remembered for its sender."""
    paper = queries.paper(request.scope, uuid)
    if paper is None or paper.text is None:
        raise Http404
    lexicons = operations.lexicons_of(paper)
    found = headings.headings(paper.text.text, lexicons)
    form = HeadingsForm(request.POST if request.method == "POST" else None, headings=found)
    if request.method == "POST" and form.is_valid():
        try:
            roles = form.changed()
            operations.learn_headings(scope=request.scope, paper=paper, roles=roles)
            if roles and not queries.is_begun(paper):
                operations.read_again(scope=request.scope, paper=paper)
                messages.success(request, _("Remembered. The paper is read again with these columns."))
            elif roles:
                messages.success(request, _("Remembered for the next papers of this sender."))
            return redirect(reverse("intake:paper", args=[paper.uuid]))
        except Unable as error:
            form.add_error(None, str(error))
    about = organisations.names_on([paper.about_unit_id], request.today)[paper.about_unit_id]
    context = {"paper": paper, "form": form, "found": found, "about": about}
    return render(request, "intake/columns.html", context, status=422 if form.errors else 200)
