"""The page of a batch: how far it is, what became of each file, trying again."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from lantoa.common.errors import Unable
from lantoa.intake import batches, operations, rules
from lantoa.intake.models import Batch
from lantoa.organisations import queries as organisations
from lantoa.organisations.access import Request, official

ON_A_PAGE = 50


@official("read")
@require_safe
def batch(request: Request, uuid: UUID) -> HttpResponse:
    """One batch; while work is under way the page refreshes what it shows."""
    found = _batch(request, uuid)
    counts = batches.counts(found)
    stage = request.GET.get("buoc", "")
    items = batches.items(found)
    if stage in rules.ITEM_STAGES:
        items = items.filter(stage=stage)
    page = Paginator(items, ON_A_PAGE).get_page(request.GET.get("trang"))
    total = sum(counts.values())
    under_way = sum(counts.get(one, 0) for one in rules.ITEM_UNDER_WAY)
    names = organisations.names_on({found.unit_id, found.about_unit_id}, request.today)
    following = batches.next_to_review(found)
    context = {
        "batch": found,
        "counts": counts,
        "stage": stage,
        "page": page,
        "total": total,
        "done": total - under_way,
        "is_under_way": bool(under_way) or not found.is_unpacked,
        "failed": sum(counts.get(one, 0) for one in rules.ITEM_FAILED),
        "following": following and following.paper,
        "unit_name": names[found.unit_id],
        "about_name": names[found.about_unit_id],
        "may_retry": request.scope.may("take_in", found.unit_id),
    }
    fragment = request.htmx and request.GET.get("doc")  # type: ignore[attr-defined]  # the htmx middleware puts it there
    return render(request, "intake/_batch.html" if fragment else "intake/batch.html", context)


@official("take_in")
@require_POST
def retry(request: Request, uuid: UUID) -> HttpResponse:
    """Tries what failed once more."""
    found = _batch(request, uuid)
    try:
        count = operations.retry(scope=request.scope, batch=found)
    except Unable as error:
        messages.error(request, str(error))
    else:
        said = ngettext("%(n)d file is tried again.", "%(n)d files are tried again.", count)
        messages.success(request, said % {"n": count})
    return redirect("intake:batch", found.uuid)


def _batch(request: Request, uuid: UUID) -> Batch:
    found = batches.batch(request.scope, uuid)
    if found is None:
        raise Http404(_("There is no such batch."))
    return found
