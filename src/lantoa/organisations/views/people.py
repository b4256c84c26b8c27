"""The pages of people: finding, one person through time, entering and changing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lantoa.common.errors import Unable
from lantoa.common.workbooks import MEDIA_TYPE
from lantoa.history.queries import of_record
from lantoa.organisations import operations, people_lists, queries
from lantoa.organisations import people_wording as wording
from lantoa.organisations.access import Request, official
from lantoa.organisations.forms.people import (
    CorrectPersonForm,
    EndForm,
    MembershipForm,
    NewPersonForm,
    PeopleFilter,
    PostForm,
)
from lantoa.organisations.models import Membership, Person, Post
from lantoa.vietnamese.text import fold

ON_A_PAGE = 50


@official("read")
@require_safe
def listing(request: Request) -> HttpResponse:
    """The people in reach by given name, narrowed as asked."""
    form, wanted, unknown = _asked(request)
    found = queries.narrowed_people(request.scope, wanted, request.today)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("trang"))
    context = {
        "filter": form,
        "unknown": unknown,
        "page": page,
        "rows": people_lists.rows(page.object_list, request.scope, request.today, ever=wanted.held == "ever"),
        "is_narrow": any(request.GET.get(name) for name in form.fields),
        "may_manage": "manage" in request.scope.reach,
        "may_see_years": any(verb in request.scope.reach for verb in ("manage", "confirm")),
    }
    return render(request, "organisations/people_list.html", context)


@official("read")
@require_safe
def workbook(request: Request) -> HttpResponse:
    """The same list as an Excel workbook."""
    _form, wanted, _unknown = _asked(request)
    found = queries.narrowed_people(request.scope, wanted, request.today)
    file = HttpResponse(people_lists.as_workbook(found, request.scope, request.today), content_type=MEDIA_TYPE)
    file["Content-Disposition"] = 'attachment; filename="danh-sach-nguoi.xlsx"'
    return file


@official("read")
@require_safe
def person(request: Request, uuid: UUID) -> HttpResponse:
    """One person: posts and memberships through time, what may be published, what is recorded."""
    one = found_person(request, uuid)
    if one.uuid != uuid:
        return redirect("organisations:person", one.uuid)
    return render(request, "organisations/people_person.html", _page(request, one))


def _page(request: Request, one: Person) -> dict[str, Any]:
    scope = request.scope
    is_inside = queries.may_see_inside_person(scope, one)
    may_manage = queries.may_manage_person(scope, one)
    join = queries.last_join(one) if may_manage else None
    consents = queries.consents_of(one.pk) if is_inside else []
    return {
        "person": one,
        "course": people_lists.courses([one.pk], scope, request.today)[one.pk],
        "is_inside": is_inside,
        "may_manage": may_manage,
        "may_add": "manage" in scope.reach,
        "consents": [(each, wording.PURPOSES[each.purpose], people_lists.covered(each)) for each in consents],
        "history": [(event, wording.ACTS.get(event.verb, event.verb)) for event in of_record("person", one.uuid)]
        if may_manage
        else [],
        "join": join,
        "may_undo": join is not None and operations.can_undo(join),
    }


@official("manage")
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: Request) -> HttpResponse:
    """Somebody new, with a membership and perhaps a post; likely the same ones are shown first."""
    wish = {"unit": request.GET.get("unit", "")}
    data = request.POST if request.method == "POST" else None
    form = NewPersonForm(data, scope=request.scope, today=request.today, initial=wish)
    alike: list[people_lists.Row] = []
    if form.is_valid():
        said = form.cleaned_data
        alike = people_lists.rows(
            queries.managed_by(request.scope).filter(folded=fold(said["full_name"])), request.scope, request.today
        )
        if not alike or said["anyway"]:
            try:
                made = _entered(request, said)
            except Unable as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, _("%s has been entered.") % made.full_name)
                return redirect("organisations:person", made.uuid)
        form.ask_anyway()
    status = 422 if form.errors else 200
    return render(request, "organisations/people_new.html", {"form": form, "alike": alike}, status=status)


def _entered(request: Request, said: dict[str, Any]) -> Person:
    scope = request.scope
    with transaction.atomic():
        made = operations.add_person(
            scope=scope, full_name=said["full_name"], birth_year=said["birth_year"], unit=said["unit"]
        )
        operations.join_unit(scope=scope, person=made, unit=said["unit"], on=said["on"], kind=said["kind"])
        if said["title"]:
            operations.appoint(
                scope=scope,
                person=made,
                unit=said["unit"],
                title=said["title"],
                on=said["on"],
                is_head=said["is_head"],
            )
    return made


@official("manage")
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: Request, uuid: UUID) -> HttpResponse:
    """A name or birth year put right."""
    one = found_person(request, uuid)
    initial = {"full_name": one.full_name, "birth_year": one.birth_year}
    form = CorrectPersonForm(request.POST if request.method == "POST" else None, initial=initial)

    def do() -> None:
        operations.correct_person(scope=request.scope, person=one, today=request.today, **form.cleaned_data)

    return answered(request, one, form, _("Correct name or birth year"), do)


@official("manage")
@require_http_methods(["GET", "HEAD", "POST"])
def appoint(request: Request, uuid: UUID) -> HttpResponse:
    """Another post."""
    one = found_person(request, uuid)
    form = PostForm(request.POST if request.method == "POST" else None, scope=request.scope, today=request.today)

    def do() -> None:
        operations.appoint(scope=request.scope, person=one, **form.cleaned_data)

    return answered(request, one, form, _("Add a post"), do)


@official("manage")
@require_http_methods(["GET", "HEAD", "POST"])
def join_unit(request: Request, uuid: UUID) -> HttpResponse:
    """Another membership."""
    one = found_person(request, uuid)
    form = MembershipForm(request.POST if request.method == "POST" else None, scope=request.scope, today=request.today)

    def do() -> None:
        operations.join_unit(scope=request.scope, person=one, **form.cleaned_data)

    return answered(request, one, form, _("Add a membership"), do)


@official("manage")
@require_http_methods(["GET", "HEAD", "POST"])
def end_post(request: Request, uuid: UUID, number: int) -> HttpResponse:
    """A post ends; or is marked as that of the head, or no longer."""
    one = found_person(request, uuid)
    post = Post.objects.select_related("unit", "person").filter(pk=_small(number), person=one).first()
    if post is None:
        raise Http404
    is_marking = request.method == "POST" and "head" in request.POST
    form = EndForm(request.POST if request.method == "POST" and not is_marking else None)

    def do() -> None:
        if is_marking:
            operations.mark_head(scope=request.scope, post=post, is_head=request.POST["head"] == "1")
        else:
            operations.end_post(scope=request.scope, post=post, **form.cleaned_data)

    more = {"post": post, "unit_name": queries.names_on([post.unit_id], request.today)[post.unit_id]}
    return answered(request, one, form, post.title, do, is_bound=is_marking, **more)


@official("manage")
@require_http_methods(["GET", "HEAD", "POST"])
def leave_unit(request: Request, uuid: UUID, number: int) -> HttpResponse:
    """A membership ends."""
    one = found_person(request, uuid)
    member = Membership.objects.select_related("unit", "person").filter(pk=_small(number), person=one).first()
    if member is None:
        raise Http404
    form = EndForm(request.POST if request.method == "POST" else None)

    def do() -> None:
        operations.leave_unit(scope=request.scope, membership=member, **form.cleaned_data)

    title = _("End the membership: %s") % queries.names_on([member.unit_id], request.today)[member.unit_id]
    return answered(request, one, form, title, do)


def answered(
    request: Request, one: Person, form: Any, title: str, do: Any, *, is_bound: bool = False, **more: Any
) -> HttpResponse:
    """The page of one form about a person; done, it leads back to that person."""
    if is_bound or form.is_valid():
        try:
            do()
        except Unable as error:
            if is_bound:
                messages.error(request, str(error))
                return redirect("organisations:person", one.uuid)
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("organisations:person", one.uuid)
    context = {"person": one, "form": form, "title": title, **more}
    return render(request, "organisations/people_form.html", context, status=422 if form.errors else 200)


def found_person(request: Request, uuid: UUID) -> Person:
    """The person as far as the role in use may see them, else 404."""
    one = queries.person(uuid, request.scope)
    if one is None:
        raise Http404
    return one


def _small(number: int) -> int:
    # No database holds a number of more than eighteen digits.
    return number if number < 10**18 else 0


def _asked(request: Request) -> tuple[PeopleFilter, queries.PeopleWanted, bool]:
    """The filter, what it asks for, and whether a unit was named that there is none of."""
    form = PeopleFilter(request.GET)
    form.is_valid()
    name = form.cleaned_data.get("unit", "").replace("\0", "")
    if not name:
        return form, form.wanted([]), False
    try:
        units = [queries.unit(name, request.today)]
    except queries.UnableToFindUnit:
        units = list(queries.find(name, request.today)[:1])
    return form, form.wanted(list(units)), not units
