"""A plan as a Word file, on the layout of its body."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from lantoa.common.periods import Period
from lantoa.organisations import queries as organisations
from lantoa.organisations.access import Request, official
from lantoa.organisations.queries import NamedUnit
from lantoa.plans import queries as plans
from lantoa.plans.models import Plan
from lantoa.plans.rules import contents
from lantoa.reports import issuers, outgoing, plan_papers
from lantoa.reports.plan_papers import Content, PlanTold
from lantoa.reports.views.files import handed_out


@official("read")
@require_safe
def word(request: Request, uuid: UUID) -> HttpResponse:
    """What was approved of a plan (``ban``: which version), else the draft, marked so, for those who may read it."""
    one = plans.plan(uuid)
    if one is None or not plans.may_read(one, request.scope, request.today):
        raise Http404
    content, on = _said(request, one)
    day = on or request.today
    unit: NamedUnit = organisations.named(day).get(pk=one.unit_id)
    told = PlanTold(
        content,
        plans.names_of_people(contents.people_in(content)),
        issuers.body_of(issuers.issuer_of(unit, day), day),
        Period(one.from_on, one.to_on),
        day,
        is_draft=on is None,
    )
    data = outgoing.written(plan_papers.write(told), "docx")
    name = f"ke-hoach_{one.unit.code}_{one.from_on.year}"
    return handed_out(data, "docx", plain=f"{name}.docx", full=f"{content['head']['name']}.docx")


def _said(request: Request, one: Plan) -> tuple[Content, date | None]:
    """What the paper says, and the day on which that was approved; None for a draft."""
    asked = request.GET.get("ban", "")
    works_on_it = request.scope.may("read", one.unit_id) and one.stage not in ("approved", "closed")
    if not asked and works_on_it:
        return plans.content_of(one), None
    revision = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 5 else one.revision
    found = plans.version(one, revision)
    if found is None:
        raise Http404
    return found.content, timezone.localdate(found.approved_at)
