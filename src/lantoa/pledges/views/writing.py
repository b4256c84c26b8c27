"""A pledge is written, alone or for many at once; corrected; amended."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from lantoa.common.errors import Unable
from lantoa.common.periods import Period
from lantoa.files.models import StoredFile
from lantoa.files.operations import keep_photo
from lantoa.organisations import queries as organisations
from lantoa.organisations.access import Request, official
from lantoa.organisations.models import Person
from lantoa.organisations.queries import NamedUnit
from lantoa.pledges import operations, pages, queries, rules
from lantoa.pledges.forms import AmendForm, DeedsForm, ManyForm, PeriodForm, PledgeForm, rows_in, typed
from lantoa.pledges.operations import PledgeSaid
from lantoa.pledges.views import asking

BOTH = ["GET", "HEAD", "POST"]


@official("answer", "take_in")
@require_http_methods(BOTH)
def new(request: Request) -> HttpResponse:
    """One pledge: whoever answers for a unit chooses whose, everybody else registers their own."""
    unit = asking.unit(request)
    keeps = queries.may_keep(request.scope, unit.pk)
    own = None if keeps else _acting_person(request)
    if own is None and not keeps:
        # Without a person behind it such a role has nothing of its own to register; that page says so.
        return redirect("pledges:mine")
    more: dict[str, Any] = {"themes": pages.themes(unit.pk, request.today), "today": request.today}
    more["people"] = _members(request, unit) if keeps else None
    if keeps and (asked := request.GET.get("nguoi")):
        more["initial"] = {"whose": _own_uuid(request) if asked == "toi" else asked}
    if request.method != "POST" or "more" in request.POST:
        form = _reshown(PledgeForm, request, more)
    else:
        form = PledgeForm(request.POST, request.FILES, **more)
        if form.is_valid() and (done := _register(request, unit, form, own)):
            return done
    context = {"form": form, "unit": unit, "keeps": keeps, "own": own}
    return render(request, "pledges/new.html", context, status=422 if form.errors else 200)


def _register(request: Request, unit: NamedUnit, form: PledgeForm, own: Person | None) -> HttpResponse | None:
    said = form.cleaned_data
    is_sent = "draft" not in request.POST
    try:
        paper = _paper(request, form)
        pledge = PledgeSaid(unit, said["days"], said["deeds"], own or form.person(), said["span"], paper)
        one, _new = operations.register(
            scope=request.scope, said=pledge, today=request.today, uuid=said["uuid"], is_sent=is_sent
        )
    except Unable as error:
        form.add_error(None, str(error))
        return None
    words = _("The pledge is sent to the branch.") if is_sent else _("The draft is kept. Send it when it is ready.")
    messages.success(request, words)
    return redirect("pledges:pledge", one.uuid)


@official("answer")
@require_http_methods(BOTH)
def many(request: Request) -> HttpResponse:
    """One text for many people at once."""
    unit = asking.kept_unit(request)
    people = _members(request, unit)
    free = [one for one in people if one.pledge is None]
    # Sent a second time, those who have theirs by now are still known by name.
    offered = people if request.method == "POST" and not _asks_again(request) else free
    more: dict[str, Any] = {"themes": pages.themes(unit.pk, request.today), "today": request.today, "free": offered}
    if request.method != "POST" or _asks_again(request):
        form = _reshown(ManyForm, request, more)
    else:
        form = ManyForm(request.POST, request.FILES, **more)
        if form.is_valid() and (done := _register_many(request, unit, form)):
            return done
    context = {
        "form": form,
        "unit": unit,
        "has": [one for one in people if one.pledge is not None],
        "free": free,
        "used": queries.texts_used(unit.pk),
    }
    return render(request, "pledges/many.html", context, status=422 if form.errors else 200)


def _register_many(request: Request, unit: NamedUnit, form: ManyForm) -> HttpResponse | None:
    said = form.cleaned_data
    try:
        done = operations.register_many(
            scope=request.scope,
            unit=unit,
            people=form.chosen(),
            deeds=said["deeds"],
            days=said["days"],
            span=said["span"],
            is_confirmed=said["is_confirmed"],
            paper=_paper(request, form),
            sending=said["uuid"],
            today=request.today,
        )
    except Unable as error:
        form.add_error(None, str(error))
        return None
    told(request, done)
    return redirect(list_of(unit, said["days"]))


@official("answer", "take_in")
@require_http_methods(BOTH)
def edit(request: Request, uuid: UUID) -> HttpResponse:
    """Corrects a pledge that nobody has confirmed, or amends one that was."""
    one = asking.acting(request, uuid)
    is_amended = one.stage not in rules.WRITABLE
    kind: type[DeedsForm] = AmendForm if is_amended else DeedsForm
    more: dict[str, Any] = {
        "themes": pages.themes(one.unit_id, request.today),
        "days": Period(one.from_on, one.to_on),
        "deeds": queries.deeds_of([one])[one.pk],
    }
    if request.method != "POST" or "more" in request.POST:
        form = _reshown(kind, request, more)
    else:
        form = kind(request.POST, **more)
        if form.is_valid():
            said: dict[str, Any] = {"deeds": form.cleaned_data["deeds"], "today": request.today}
            try:
                if is_amended:
                    operations.amend(scope=request.scope, pledge=one, why=form.cleaned_data["why"], **said)
                else:
                    operations.change(scope=request.scope, pledge=one, **said)
            except Unable as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, _("What the pledge says is changed."))
                return redirect("pledges:pledge", one.uuid)
    context = {"form": form, "one": one, "whose": pages.whose(one), "is_amended": is_amended}
    return render(request, "pledges/edit.html", context, status=422 if form.errors else 200)


def told(request: Request, done: operations.Registered) -> None:
    """Says how many were registered, and who had one already."""
    words = ngettext("%(n)s person is registered.", "%(n)s people are registered.", done.made) % {"n": done.made}
    messages.success(request, words)
    if done.had:
        messages.info(request, _("Had one already: %s.") % ", ".join(done.had[:20]))


def list_of(unit: NamedUnit, days: Period) -> str:
    """The address of the list in which they stand."""
    return reverse("pledges:list") + f"?unit={unit.uuid}&year={days.from_on.year}"


def _paper(request: Request, form: PeriodForm) -> StoredFile | None:
    """The photo of the paper from which it was entered."""
    photo = form.cleaned_data.get("photo")
    return keep_photo(scope=request.scope, name=photo.name or "", data=photo.read()) if photo else None


def _members(request: Request, unit: NamedUnit) -> list[queries.Listed]:
    return queries.members(unit.pk, request.today, "year", Period.year(request.today.year))


def _asks_again(request: Request) -> bool:
    return bool({"more", "use", "select"} & set(request.POST))


def _reshown(kind: type[Any], request: Request, more: dict[str, Any]) -> Any:
    """The form as it was typed so far, with a deed more, a text that was used before, everybody or nobody ticked."""
    said = dict(more)
    if request.method == "POST":
        initial = typed(request.POST)
        said["rows"] = rows_in(request.POST) + ("more" in request.POST)
        if text := request.POST.get("use", "")[:400]:
            first = next((at for at in range(said["rows"]) if not initial.get(f"what_{at}", "").strip()), 0)
            initial[f"what_{first}"] = text
        if request.POST.get("select") == "none":
            initial["people"] = []
        elif request.POST.get("select") == "all":
            initial.pop("people", None)
        elif "free" in more:
            initial.setdefault("people", [])
        said["initial"] = initial
    return kind(**said)


def _own_uuid(request: Request) -> str:
    found = _acting_person(request)
    return str(found.uuid) if found else ""


def _acting_person(request: Request) -> Person | None:
    pk = organisations.person_acting(request.scope, request.today)
    return organisations.people().filter(pk=pk).first() if pk is not None else None
