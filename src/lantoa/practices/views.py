"""The pages of practices."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantoa.common.errors import Unable
from lantoa.common.periods import Period
from lantoa.common.workbooks import MEDIA_TYPE
from lantoa.files import queries as files
from lantoa.files.operations import UnableToKeepPhoto
from lantoa.indicators import queries as ledger
from lantoa.indicators.operations import Amount
from lantoa.indicators.pages import trees
from lantoa.indicators.rules import as_tree
from lantoa.organisations import queries as organisations
from lantoa.organisations.access import Request, everyone, official
from lantoa.organisations.queries import NamedUnit
from lantoa.plans import queries as plans
from lantoa.plans.models import Theme
from lantoa.practices import operations, pages, queries, sheets, summaries
from lantoa.practices.forms import MOST_THEMES, AdvanceForm, FilterForm, KeepForm, OutcomeForm, ThemesForm, WithdrawForm
from lantoa.practices.on_behalf import OnBehalfForm
from lantoa.practices.operations import dossier
from lantoa.practices.queries import StandingPractice
from lantoa.practices.registering import RegistrationForm

ON_A_PAGE = 50


@official("read")
@require_safe
def listing(request: Request) -> HttpResponse:
    """The register under the unit in whose name one acts, narrowed as asked."""
    form, within = _asked(request)
    found = _on_day(form, within, request.today)
    day, since = form.as_of(request.today)
    context = {
        "filter": form,
        "page": Paginator(found, ON_A_PAGE).get_page(request.GET.get("trang")),
        "counts": queries.by_kind(found),
        "is_narrow": form.is_narrow,
        "states": pages.states_on_day(within, day, since, request.GET),
        "day": day,
        "since": since,
        "this_year": request.today.year,
        "tree_said": trees.said(form.on_tree(request.today)) if form.wanted().unit else "",
        "may_register": "confirm" in request.scope.reach,
        "query": request.GET.urlencode(),
    }
    return render(request, "practices/list.html", context)


@official("read")
@require_safe
def workbook(request: Request) -> HttpResponse:
    """The same list as an Excel workbook."""
    content = sheets.register(_on_day(*_asked(request), request.today), _("Register of practices"), request.today)
    file = HttpResponse(content, content_type=MEDIA_TYPE)
    file["Content-Disposition"] = f'attachment; filename="so-dang-ky-mo-hinh-{request.today:%Y-%m-%d}.xlsx"'
    return file


@official("confirm")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """A practice enters the register."""
    data = request.POST if request.method == "POST" else None
    wish = request.GET.get("unit", "") or _home_uuid(request)
    form = RegistrationForm(data, scope=request.scope, today=request.today, unit=wish)
    behalf = OnBehalfForm(data, request.FILES or None)
    # Both are asked, so that both say at once what must be corrected.
    if all([form.is_valid(), behalf.is_valid()]):
        try:
            practice = dossier.register_with_aims(
                scope=behalf.scope(request.scope),
                registration=form.registration(),
                aims=form.cleaned_data["aims"],
                uuid=form.cleaned_data["uuid"],
            )
        except UnableToKeepPhoto as error:
            behalf.add_error("photo", str(error))
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The practice “%s” is in the register.") % practice.name)
            return redirect("practices:practice", practice.uuid)
    status = 422 if form.errors or behalf.errors else 200
    return render(request, "practices/new.html", {"form": form, "behalf": behalf}, status=status)


@official("confirm")
@require_http_methods(["GET", "HEAD", "POST"])
def keep(request: Request, year: int) -> HttpResponse:
    """The practices of one's units that go on are registered for a year, with one press."""
    if abs(year - request.today.year) > 1:
        raise Http404
    own = queries.of_units(queries.register(), request.scope.units("confirm"))
    waiting = queries.keepable(own, year)
    form = KeepForm(request.POST if request.method == "POST" else None, offered=waiting[:ON_A_PAGE])
    if form.is_valid():
        try:
            many = operations.keep(scope=request.scope, practices=form.chosen, year=year, on=request.today)
        except Unable as error:
            form.add_error(None, str(error))
        else:
            one, several = "%(many)d practice is kept on for %(year)d.", "%(many)d practices are kept on for %(year)d."
            said = ngettext(one, several, many)
            messages.success(request, said % {"many": many, "year": year})
            return redirect("practices:keep", year)
    context = {
        "form": form,
        "year": year,
        "years": [request.today.year + gap for gap in (-1, 0, 1)],
        "left": max(0, waiting.count() - ON_A_PAGE),
        "has_some": bool(form.fields["practices"].choices),  # type: ignore[attr-defined]  # a choice field
        "counts": queries.registered_for(own, year),
    }
    return render(request, "practices/keep.html", context, status=422 if form.errors else 200)


@official("read")
@require_safe
def paper(request: Request, uuid: UUID) -> HttpResponse:
    """The photo of the paper on which a practice was entered for another, for those who may read the register."""
    found = queries.practice(uuid)
    entered = queries.entered_for(found) if found and request.scope.may("read", found.owner_unit_id) else None
    photo = files.file(entered.paper) if entered and entered.paper else None
    if photo is None:
        raise Http404
    answer = HttpResponse(files.bytes_of(photo), content_type=photo.media_type)
    answer["Content-Disposition"] = "inline"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


@official("read")
@require_safe
def practice(request: Request, uuid: UUID) -> HttpResponse:
    """One practice: its owner, its course, what came of it, and what may be done with it now."""
    found = queries.practice(uuid)
    if found is None:
        raise Http404
    if not request.scope.may("read", found.owner_unit_id):
        return _to_portal(found)
    return _show(request, found)


@everyone
@require_safe
def outcome(request: Request, uuid: UUID) -> HttpResponseBase:
    """Leads from an outcome to the page of its first practice that the visitor may read."""
    found = queries.outcome(uuid)
    if found is None:
        raise Http404
    sharing = queries.register().filter(outcomes=found)
    for one in sharing:
        if request.scope.may("read", one.owner_unit_id):
            return redirect(reverse("practices:practice", args=[one.uuid]) + f"#o-{uuid}")
    if not request.user.is_authenticated and not any(one.is_public for one in sharing):
        return redirect_to_login(request.get_full_path())
    return _to_portal(next((one for one in sharing if one.is_public), None))


@everyone
@require_safe
def figure(request: Request, uuid: UUID, indicator: str) -> HttpResponseBase:
    """A figure narrowed to one practice, with the facts it is made of."""
    found = queries.practice(uuid)
    try:
        what = ledger.indicator(indicator)
    except ledger.UnableToFindIndicator as error:
        raise Http404(str(error)) from error
    if found is None:
        raise Http404
    is_open = request.scope.may("read", found.owner_unit_id)
    if not is_open and not (found.is_public and what.is_public):
        if request.user.is_authenticated:
            raise Http404
        return redirect_to_login(request.get_full_path())
    context = pages.figure_page(found, what, request.scope) | {"is_open": is_open, "for_public": not is_open}
    return render(request, "practices/figure.html", context)


@official("confirm", "approve")
@require_POST
def advance(request: Request, uuid: UUID) -> HttpResponse:
    """Uses a verb on a practice."""
    found = _own(request, uuid, "confirm", "approve")
    verb = request.POST.get("verb", "")
    form = AdvanceForm(request.POST, today=request.today, deciders=pages.deciders(found, request.today), verb=verb)
    if form.is_valid():
        try:
            operations.advance(scope=request.scope, practice=found, **form.said())
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Written in the course of the practice."))
            return redirect("practices:practice", uuid)
    return _show(request, found, advance=form)


@official("confirm")
@require_POST
def add_outcome(request: Request, uuid: UUID) -> HttpResponse:
    """Keeps an outcome once the person has seen what was understood."""
    found = _own(request, uuid)
    form = OutcomeForm(request.POST, practice=found, today=request.today)
    if not form.is_valid():
        return _show(request, found, outcome=form)
    if not form.is_confirmed:
        form.asking()
        return _show(request, found, outcome=form, status=200)
    said = form.cleaned_data
    amount = Amount(form.measured, found.owner_unit, said["days"], said["quantity"], said["is_cumulative"])
    result = operations.Result([found, *form.sharing], amount, said["about"])
    try:
        written = operations.add_outcome(scope=request.scope, result=result, uuid=said["uuid"])
    except Unable as error:
        form.add_error(None, str(error))
        return _show(request, found, outcome=form)
    messages.success(request, _("The result was written: %s.") % form.back)
    # Named here, or the browser would keep to the form that it sent.
    return redirect(reverse("practices:practice", args=[uuid]) + f"#o-{written.uuid}")


@official("confirm")
@require_POST
def withdraw_outcome(request: Request, uuid: UUID) -> HttpResponse:
    """Takes an outcome back, with the reason."""
    found = queries.outcome(uuid)
    if found is None or not request.scope.may("read", found.unit_id):
        raise Http404
    shown = queries.of_units(queries.register().filter(outcomes=found), request.scope.units("read")).first()
    if shown is None or not request.scope.may("confirm", found.unit_id):
        raise PermissionDenied
    form = WithdrawForm(request.POST, outcome=uuid)
    if form.is_valid():
        try:
            operations.withdraw_outcome(scope=request.scope, outcome=found, why=form.cleaned_data["why"])
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The result was withdrawn. It stays here with the reason."))
            return redirect("practices:practice", shown.uuid)
    return _show(request, shown, withdraw=(uuid, form), withdrawing=form)


@official("confirm")
@require_POST
def set_themes(request: Request, uuid: UUID) -> HttpResponse:
    """Says which themes and campaigns a practice serves."""
    found = _own(request, uuid)
    form = ThemesForm(request.POST, practice=found, today=request.today)
    if form.is_valid():
        try:
            operations.set_themes(scope=request.scope, practice=found, themes=form.chosen)
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The themes of the practice were noted."))
            return redirect("practices:practice", uuid)
    return _show(request, found, serving=form)


@official("read")
@require_safe
def summary(request: Request) -> HttpResponse:
    """The register's counts in a period, by unit and by field."""
    try:
        period = Period.parse(request.GET.get("period", "")[:40] or str(request.today.year))
    except ValueError as error:
        raise Http404(str(error)) from error
    try:
        tree = as_tree(request.GET.get("tree", "") or "today", request.today)
    except ValueError as error:
        raise Http404(str(error)) from error
    unit = _summed_unit(request, tree or period.to_on)
    if unit is None or not request.scope.may("read", unit.pk):
        raise Http404
    context = summaries.summary_page(unit, period, tree, request.today)
    context["above"] = [one for one in context["above"] if request.scope.may("read", one.pk)]
    return render(request, "practices/summary.html", context)


def _asked(request: Request) -> tuple[FilterForm, Any]:
    within = queries.of_units(queries.register(), request.scope.units("read"))
    home = request.scope.home_unit_id
    offered = list(organisations.children(home, "place", request.today)) if home else []
    asked = _asked_unit(request)
    data = request.GET.copy()
    if asked and asked.pk not in {one.pk for one in offered}:
        offered.append(asked)
    if asked and "tree" not in data and asked.dissolved_on and asked.dissolved_on <= request.today:
        # Today nothing stands under it: it is asked about for what it was.
        data["tree"] = "then"
    themes = list(plans.themes_for(home, request.today)[:MOST_THEMES]) if home else []
    if (served := _asked_theme(request)) and served not in themes:
        themes.append(served)
    form = FilterForm(data, fields=list(queries.fields()), years=queries.years(within), units=offered, themes=themes)
    return form, queries.narrowed(within, form.wanted(), form.on_tree(request.today))


def _on_day(form: FilterForm, practices: Any, today: date) -> Any:
    """Those that were on the day what is asked for."""
    return queries.in_state(practices, form.held, *form.as_of(today)) if form.held else practices


def _asked_unit(request: Request) -> NamedUnit | None:
    """The unit that an address asks for, where the visitor may read it."""
    try:
        found = organisations.unit(request.GET.get("unit", "")[:80], request.today)
    except organisations.UnableToFindUnit:
        return None
    return found if request.scope.may("read", found.pk) else None


def _asked_theme(request: Request) -> Theme | None:
    try:
        return plans.theme(UUID(request.GET.get("theme", "")[:80]))
    except ValueError:
        return None


def _show(request: Request, found: StandingPractice, *, status: int | None = None, **bound: Any) -> HttpResponse:
    context = pages.practice_page(found, request.scope, request.today, **bound)
    return render(request, "practices/practice.html", context, status=status or (422 if bound else 200))


def _own(request: Request, uuid: UUID, *verbs: str) -> StandingPractice:
    """A practice in reach that one may change; what cannot be read is not there at all."""
    found = queries.practice(uuid)
    if found is None or not request.scope.may("read", found.owner_unit_id):
        raise Http404
    if not any(request.scope.may(verb, found.owner_unit_id) for verb in verbs or ("confirm",)):
        raise PermissionDenied
    return found


def _to_portal(found: StandingPractice | None) -> HttpResponse:
    """Whom the register is closed to may still read what is public; for the rest there is nothing here."""
    if found is None or not found.is_public:
        raise Http404
    try:
        return redirect("portal:practice", found.uuid)
    except NoReverseMatch:
        raise Http404 from None


def _home_uuid(request: Request) -> str:
    home = request.scope.home_unit_id
    unit = organisations.named(request.today).filter(pk=home).first() if home else None
    return str(unit.uuid) if unit else ""


def _summed_unit(request: Request, day: date) -> NamedUnit | None:
    asked = request.GET.get("unit", "")
    try:
        if asked:
            return organisations.unit(asked, day)
    except organisations.UnableToFindUnit:
        return None
    home = request.scope.home_unit_id
    if home is None:
        return organisations.country(day)
    return organisations.named(day).filter(pk=home).first()
