"""The pages of sending a paper, of who has answered, and of answering."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantoa.common.errors import Unable
from lantoa.common.workbooks import MEDIA_TYPE
from lantoa.directives import operations, queries
from lantoa.directives.forms.papers import WhyForm, upload_of
from lantoa.directives.forms.sendings import AgainForm, DoneForm, NewForm, OwnForm, SendForm, way_code, way_words
from lantoa.directives.models import Addressee, Directive
from lantoa.directives.pages import boards
from lantoa.directives.pages.boards import BoardOf
from lantoa.directives.pages.papers import own_units
from lantoa.directives.views.papers import NEVER, found
from lantoa.files import queries as files
from lantoa.organisations import queries as organisations
from lantoa.organisations.access import Request, official
from lantoa.organisations.queries import NamedUnit


@official("answer")
@require_safe
def asked(request: Request) -> HttpResponse:
    """What the units for which one answers were sent."""
    return render(request, "directives/asked.html", boards.asked_page(request.scope, request.GET, request.today))


@official("report")
@require_safe
def sent(request: Request) -> HttpResponse:
    """The papers that were sent to units below, with how many have answered."""
    return render(request, "directives/sent.html", boards.sent_page(request.scope, request.GET, request.today))


@official("report")
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: Request, uuid: UUID) -> HttpResponse:
    """A paper goes to units below."""
    one = found(request, uuid)
    own = [unit for unit in own_units(request.scope, request.today) if request.scope.may("report", unit.pk)]
    ways = queries.ways_down(own, request.today)
    if not ways:
        return render(request, "directives/send.html", {"one": one, "form": None})
    data = request.POST if request.method == "POST" else None
    way = _way((data or request.GET).get("sender", ""), ways, one)
    form = SendForm(
        data,
        ways=ways,
        way=way,
        classes=queries.classes_below(way[0].pk, way[1], request.today),
        units=list(organisations.children(way[0].pk, way[1], request.today)),
        today=request.today,
    )
    if form.is_valid():
        try:
            _sending, many = operations.send(
                scope=request.scope,
                directive=one,
                sender=way[0],
                call=form.call(),
                uuid=form.cleaned_data["uuid"],
                today=request.today,
            )
        except Unable as error:
            form.add_error(None, str(error))
        else:
            words = ngettext("Sent to %(number)s unit.", "Sent to %(number)s units.", many) % {"number": many}
            messages.success(request, words)
            return redirect("directives:board", one.uuid)
    offered = [(way_code(each), way_words(each)) for each in ways]
    context = {"one": one, "form": form, "ways": offered, "way": way_code(way), "sender": way_words(way)}
    return render(request, "directives/send.html", context, status=422 if form.errors else 200)


def _way(wished: str, ways: list[tuple[NamedUnit, str]], one: Directive) -> tuple[NamedUnit, str]:
    """The unit and the line that were chosen; else those of whoever issued the paper, else the first."""
    own = [way for way in ways if way[0].pk == one.issuer_id]
    # A body stands on the line of its own kind too; that is where its papers go.
    own.sort(key=lambda way: way[1] == "place" and not way[0].is_place)
    return next((way for way in ways if way_code(way) == wished), [*own, *ways][0])


def _board(request: Request, uuid: UUID) -> BoardOf:
    """The board and the part of it that was asked for."""
    of = boards.board_of(found(request, uuid), request.scope, request.GET.get("don-vi", ""), request.today)
    if of is None:
        raise Http404
    return of


@official("read")
@require_safe
def board(request: Request, uuid: UUID) -> HttpResponse:
    """Who has answered a paper, who is late: of one's own unit or of one below it."""
    of = _board(request, uuid)
    context = boards.board_page(of, request.GET, request.today)
    context |= {"may_remind": queries.may_see_board(of.one, request.scope)}
    return render(request, "directives/board.html", context)


@official("read")
@require_safe
def board_workbook(request: Request, uuid: UUID) -> HttpResponse:
    """The same as Excel."""
    of = _board(request, uuid)
    file = HttpResponse(boards.sheet(of, request.GET, request.today), content_type=MEDIA_TYPE)
    file["Content-Disposition"] = f'attachment; filename="thuc-hien-van-ban_{request.today:%Y-%m-%d}.xlsx"'
    return file


@official("report")
@require_safe
def missing(request: Request, uuid: UUID) -> HttpResponse:
    """How the units are reached that have still to answer."""
    of = _board(request, uuid)
    if not queries.may_see_board(of.one, request.scope):
        raise Http404
    return render(request, "directives/missing.html", boards.missing_page(of, request.GET, request.today))


@official("report")
@require_POST
def remind(request: Request, uuid: UUID) -> HttpResponse:
    """Every unit of the part that was open is reminded that has still to answer, once a day."""
    of = _board(request, uuid)
    if not queries.may_see_board(of.one, request.scope):
        raise Http404
    try:
        only = queries.under(of.one, of.top.pk, of.line, request.today).values_list("unit_id", flat=True)
        done = operations.remind_late(scope=request.scope, directive=of.one, at=timezone.now(), only=list(only))
    except Unable as error:
        messages.error(request, str(error))
    else:
        words = ngettext("%(number)s unit was reminded.", "%(number)s units were reminded.", done.units)
        messages.success(request, words % {"number": done.units})
        if done.unreached:
            messages.warning(request, _("Nobody can be told in: %s.") % "; ".join(done.unreached[:20]))
    return redirect(boards.board_path(of.one, of.top))


def _addressee(request: Request, uuid: UUID) -> Addressee:
    one = queries.addressee(uuid)
    scope = request.scope
    if one is None or not (scope.may("read", one.unit_id) or scope.may("report", one.sending.sender_id)):
        raise Http404
    return one


def _acting(request: Request, uuid: UUID, verb: str) -> Addressee:
    """The same, for those who may use a verb: "answer" for the unit, "report" for whoever sent it."""
    one = _addressee(request, uuid)
    if not request.scope.may(verb, one.unit_id if verb == "answer" else one.sending.sender_id):
        raise PermissionDenied
    return one


@official("read")
@require_safe
def answer(request: Request, uuid: UUID) -> HttpResponse:
    """What one unit was sent, and what it answers."""
    return _show(request, _addressee(request, uuid))


def _show(request: Request, one: Addressee, **wrong: Form) -> HttpResponse:
    context: dict[str, Any] = boards.answer_page(one, request.scope, request.today)
    context |= {
        "done": DoneForm(initial={"done_on": f"{request.today:%d/%m/%Y}"}, auto_id="done_%s"),
        "own": OwnForm(papers=queries.own_papers(one.unit_id, one.directive.dated_on)),
        "new": NewForm(),
        "reason": WhyForm(auto_id="reason_%s"),
        "back": WhyForm(auto_id="back_%s"),
        "returned": WhyForm(auto_id="returned_%s"),
        "released": WhyForm(auto_id="released_%s"),
        "again": AgainForm(auto_id="again_%s"),
    }
    context |= wrong
    return render(request, "directives/answer.html", context, status=422 if wrong else 200)


@official("read")
@require_safe
def photo(request: Request, uuid: UUID) -> HttpResponse:
    """The photo with which a unit showed that a paper is carried out."""
    one = _addressee(request, uuid)
    if one.photo is None:
        raise Http404
    found_ = HttpResponse(files.bytes_of(one.photo), content_type=one.photo.media_type)
    found_["Content-Disposition"] = "inline"
    found_["X-Content-Type-Options"] = "nosniff"
    found_["Cache-Control"] = NEVER
    return found_


@official("answer")
@require_POST
def acknowledge(request: Request, uuid: UUID) -> HttpResponse:
    """The unit has it."""
    one = _acting(request, uuid, "answer")
    try:
        operations.acknowledge(scope=request.scope, addressee=one, today=request.today)
    except Unable as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Noted that the unit has received it."))
    return redirect("directives:answer", one.uuid)


@official("answer")
@require_POST
def answer_done(request: Request, uuid: UUID) -> HttpResponse:
    """It is carried out."""
    one = _acting(request, uuid, "answer")
    form = DoneForm(request.POST, request.FILES, auto_id="done_%s")
    if form.is_valid():
        said = form.cleaned_data
        try:
            operations.answer_done(
                scope=request.scope,
                addressee=one,
                done_on=said["done_on"],
                note=said["note"],
                photo=upload_of(said["photo"]),
                today=request.today,
            )
        except Unable as error:
            form.add_error(None, str(error))
        else:
            return _thanked(request, one)
    return _show(request, one, done=form)


@official("answer")
@require_POST
def answer_paper(request: Request, uuid: UUID) -> HttpResponse:
    """The unit's own paper carries it out."""
    one = _acting(request, uuid, "answer")
    chosen = "paper" in request.POST
    own = OwnForm(request.POST, papers=queries.own_papers(one.unit_id, one.directive.dated_on))
    new = NewForm(request.POST, request.FILES)
    form: OwnForm | NewForm = own if chosen else new
    if form.is_valid():
        same: dict[str, Any] = {"scope": request.scope, "addressee": one, "today": request.today}
        try:
            if chosen:
                operations.answer_paper(**same, paper=own.chosen())
            else:
                operations.answer_new_paper(**same, own=new.own())
        except Unable as error:
            form.add_error(None, str(error))
        else:
            return _thanked(request, one)
    return _show(request, one, **{"own" if chosen else "new": form})


@official("answer")
@require_POST
def answer_reason(request: Request, uuid: UUID) -> HttpResponse:
    """Why it is not carried out."""
    one = _acting(request, uuid, "answer")
    form = WhyForm(request.POST, auto_id="reason_%s")
    if form.is_valid():
        try:
            operations.answer_reason(
                scope=request.scope, addressee=one, why=form.cleaned_data["why"], today=request.today
            )
        except Unable as error:
            form.add_error(None, str(error))
        else:
            return _thanked(request, one)
    return _show(request, one, reason=form)


def _thanked(request: Request, one: Addressee) -> HttpResponse:
    messages.success(request, _("The answer is sent."))
    return redirect("directives:answer", one.uuid)


# What may be done with an answer for a reason: verb of the address → (operation, name of the form on the page, right).
_REASONED = {
    "rut-lai": (operations.take_back, "back", "answer"),
    "tra-lai": (operations.return_answer, "returned", "report"),
    "thoi-yeu-cau": (operations.release, "released", "report"),
}


@official("answer", "report")
@require_POST
def reasoned(request: Request, uuid: UUID, verb: str) -> HttpResponse:
    """An answer is taken back or returned, or a unit released, for a reason."""
    if verb not in _REASONED:
        raise Http404
    act, name, right = _REASONED[verb]
    one = _acting(request, uuid, right)
    form = WhyForm(request.POST, auto_id=f"{name}_%s")
    if form.is_valid():
        try:
            act(scope=request.scope, addressee=one, why=form.cleaned_data["why"])
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Written down."))
            return redirect("directives:answer", one.uuid)
    return _show(request, one, **{name: form})


@official("report")
@require_POST
def ask_again(request: Request, uuid: UUID) -> HttpResponse:
    """A unit that was released is asked again."""
    one = _acting(request, uuid, "report")
    form = AgainForm(request.POST, auto_id="again_%s")
    if form.is_valid():
        try:
            operations.ask_again(
                scope=request.scope, addressee=one, due_on=form.cleaned_data["due_on"], today=request.today
            )
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The unit is asked again."))
            return redirect("directives:answer", one.uuid)
    return _show(request, one, again=form)
