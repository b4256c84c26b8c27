"""The pages on which a unit learns from others: ways worth copying, lessons, the family of a practice."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from lantoa.common.errors import Unable
from lantoa.organisations import queries as organisations
from lantoa.organisations.access import Request, official
from lantoa.organisations.queries import NamedUnit
from lantoa.practices import learning_pages, operations, queries, spread_pages, spread_wording
from lantoa.practices.fields import Words, choose
from lantoa.practices.spread_forms import LessonForm, WhyForm

ON_A_PAGE = 10


class LookForm(forms.Form):
    """What is looked for; empty asks for all."""

    all_optional = True

    q = Words(required=False, max_length=200, label=gettext_lazy("A problem or a word"))
    field = forms.ChoiceField(required=False, label=gettext_lazy("Field"))
    kind = forms.ChoiceField(required=False, label=gettext_lazy("Kind"))

    def __init__(self, data: object, *, with_kind: bool) -> None:
        """``with_kind`` offers the kinds of lessons."""
        super().__init__(data)  # type: ignore[arg-type]  # a QueryDict
        fields = [(one.code, one.name) for one in queries.fields()]
        choose(self, "field", [("", gettext_lazy("Every field")), *fields])
        choose(self, "kind", [("", gettext_lazy("Every kind")), *spread_wording.LESSONS.items()])
        if not with_kind:
            del self.fields["kind"]

    def said(self, name: str) -> str:
        """What was said, empty where it cannot be understood."""
        self.is_valid()
        return str(self.cleaned_data.get(name, ""))


@official("read")
@require_safe
def worth_copying(request: Request) -> HttpResponse:
    """Practices elsewhere that are worth a look for one's own unit, with the reasons in words."""
    unit = _unit(request)
    form = LookForm(request.GET, with_kind=False)
    found = []
    if unit is not None:
        found = queries.suggestions(
            unit, request.scope, request.today, text=form.said("q"), field_code=form.said("field")
        )
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("trang"))
    context = learning_pages.worth_copying(list(page), request.scope, request.today)
    context |= {"page": page, "look": form, "unit": unit, "may_ask": "confirm" in request.scope.reach}
    return render(request, "practices/worth_copying.html", context)


@official("read")
@require_safe
def lessons(request: Request) -> HttpResponse:
    """What was learnt from practices that one may know of."""
    form = LookForm(request.GET, with_kind=True)
    said = {"text": form.said("q"), "kind": form.said("kind"), "field": form.said("field")}
    found = queries.lessons_for(request.scope, **said)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("trang"))
    context = learning_pages.lessons(list(page), request.scope, request.today)
    return render(request, "practices/lessons.html", context | {"page": page, "look": form})


@official("read")
@require_safe
def lineage(request: Request, uuid: UUID) -> HttpResponse:
    """The whole family of a practice, how far it spread, what still lives."""
    found = queries.practice(uuid)
    if found is None or not queries.may_know(request.scope, found):
        raise Http404
    context = spread_pages.family_page(found, request.scope, request.today)
    family = context["family"]
    page = Paginator(family.kin if family else [], spread_pages.ON_A_PAGE).get_page(request.GET.get("trang"))
    return render(request, "practices/lineage.html", context | {"page": page})


@official("confirm")
@require_POST
def add_lesson(request: Request, uuid: UUID) -> HttpResponse:
    """Keeps what was learnt from a practice of one's own."""
    found = queries.practice(uuid)
    if found is None or not request.scope.may("read", found.owner_unit_id):
        raise Http404
    if not request.scope.may("confirm", found.owner_unit_id):
        raise PermissionDenied
    form = LessonForm(request.POST, today=request.today)
    if form.is_valid():
        try:
            operations.add_lesson(scope=request.scope, practice=found, today=request.today, **form.cleaned_data)
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The lesson is written and is offered to similar units."))
            return redirect("practices:practice", uuid)
    context = {"what": "lesson", "practice": found, "form": form, "path": spread_pages.path_of(found, request.scope)}
    return render(request, "practices/taking_up.html", context, status=422)


@official("confirm")
@require_POST
def withdraw_lesson(request: Request, uuid: UUID) -> HttpResponse:
    """Takes a lesson back, with the reason."""
    lesson = queries.lesson(uuid)
    if lesson is None or not request.scope.may("read", lesson.practice.owner_unit_id):
        raise Http404
    if not request.scope.may("confirm", lesson.practice.owner_unit_id):
        raise PermissionDenied
    form = WhyForm(request.POST)
    if form.is_valid():
        try:
            why = form.cleaned_data["why"]
            operations.withdraw_lesson(scope=request.scope, lesson=lesson, why=why, today=request.today)
        except Unable as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("The lesson was withdrawn."))
    else:
        messages.error(request, _("Say why the lesson is withdrawn."))
    return redirect("practices:practice", lesson.practice.uuid)


def _unit(request: Request) -> NamedUnit | None:
    """The unit for which is looked: the own one."""
    home = request.scope.home_unit_id
    return organisations.named(request.today).filter(pk=home).first() if home else None
