"""Papers that units were sent: what is asked, what they answer, who has."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Router, Schema
from pydantic import Field

from lantoa.api.keys import Asker
from lantoa.directives import operations, queries
from lantoa.directives.models import Addressee
from lantoa.directives.operations import OwnPaper
from lantoa.directives.rules import sendings
from lantoa.organisations import queries as organisations

router = Router()
MOST = 200


class Asked(Schema):
    """A paper that a unit was sent."""

    uuid: UUID
    code: str
    issuer: str
    abstract: str
    dated_on: date
    unit: str
    unit_name: str
    expects: str
    asks: str
    due_on: date | None
    stage: str
    stage_name: str
    answered_on: date | None
    days_late: int


class Page(Schema):
    """Some of many: ``next`` is what to ask with for those after them."""

    items: list[Asked]
    next: int | None


class Done(Schema):
    """Carried out on a day."""

    done_on: date
    note: str = Field("", max_length=1000)


class Reason(Schema):
    """Why not."""

    why: str = Field(max_length=1000)


class Paper(Schema):
    """The unit's own paper: number and symbol as printed. ``is_open``: that it has no degree of secrecy."""

    code: str = Field(max_length=60)
    abstract: str = Field(max_length=1000)
    dated_on: date
    is_open: bool
    uuid: UUID | None = None


class Count(Schema):
    """How the units stand that were sent a paper."""

    everyone: int
    answered: int
    acknowledged: int
    waiting: int
    returned: int
    late: int
    released: int


def _asked(one: Addressee, name: str, today: date) -> dict[str, Any]:
    return {
        "uuid": one.uuid,
        "code": one.directive.code,
        "issuer": one.directive.issuer_name,
        "abstract": one.directive.abstract,
        "dated_on": one.directive.dated_on,
        "unit": one.unit.code,
        "unit_name": name,
        "expects": one.expects,
        "asks": one.sending.asks,
        "due_on": one.due_on,
        "stage": one.stage,
        "stage_name": sendings.STAGES[one.stage],
        "answered_on": one.answered_on,
        "days_late": sendings.days_late(one.stage, one.due_on, one.answered_on, today),
    }


@router.get("can-tra-loi/", response=Page, summary="Văn bản các đơn vị trong phạm vi được gửi")
def asked(request: HttpRequest, unit: str = "", everything: bool = False, after: int = 0) -> dict[str, Any]:
    """Those still to be answered (or ``everything``) of the units for which the role answers, or of one by its code."""
    asker = _asker(request)
    rows = queries.asked_within(asker.scope.units("answer"), only_open=not everything).filter(pk__gt=after)
    rows = rows.filter(unit__code=unit) if unit else rows
    found = list(rows.order_by("pk")[: MOST + 1])
    names = organisations.names_on({one.unit_id for one in found}, asker.today)
    items = [_asked(one, names[one.unit_id], asker.today) for one in found[:MOST]]
    return {"items": items, "next": found[MOST - 1].pk if len(found) > MOST else None}


@router.post("tra-loi/{uuid}/da-nhan/", response=Asked, summary="Xác nhận đã nhận")
def acknowledge(request: HttpRequest, uuid: UUID) -> dict[str, Any]:
    """The unit has the paper; said again, it stays so."""
    asker, one = _addressed(request, uuid)
    return _said(operations.acknowledge(scope=asker.scope, addressee=one, today=asker.today), asker)


@router.post("tra-loi/{uuid}/da-lam/", response=Asked, summary="Trả lời: đã triển khai")
def done(request: HttpRequest, uuid: UUID, said: Done) -> dict[str, Any]:
    """The unit has carried the paper out."""
    asker, one = _addressed(request, uuid)
    made = operations.answer_done(
        scope=asker.scope, addressee=one, done_on=said.done_on, note=said.note, today=asker.today
    )
    return _said(made, asker)


@router.post("tra-loi/{uuid}/ly-do/", response=Asked, summary="Trả lời: nêu lý do")
def reason(request: HttpRequest, uuid: UUID, said: Reason) -> dict[str, Any]:
    """The unit says why it does not carry the paper out."""
    asker, one = _addressed(request, uuid)
    return _said(operations.answer_reason(scope=asker.scope, addressee=one, why=said.why, today=asker.today), asker)


@router.post("tra-loi/{uuid}/van-ban/", response=Asked, summary="Trả lời: bằng văn bản của đơn vị")
def paper(request: HttpRequest, uuid: UUID, said: Paper) -> dict[str, Any]:
    """The unit's own paper enters its book and answers. The same paper again is the answer that there is."""
    asker, one = _addressed(request, uuid)
    own = OwnPaper(said.code, said.abstract, said.dated_on, is_open=said.is_open, uuid=said.uuid)
    return _said(operations.answer_new_paper(scope=asker.scope, addressee=one, own=own, today=asker.today), asker)


@router.get("{uuid}/thuc-hien/", response=Count, summary="Bao nhiêu đơn vị đã trả lời")
def board(request: HttpRequest, uuid: UUID) -> queries.Counted:
    """How the units stand that were sent a paper which the role may open."""
    asker = _asker(request)
    one = queries.opened(uuid, asker.scope)
    if one is None:
        raise Http404
    return queries.counts_of([one], asker.today).get(one.pk, queries.Counted())


def _asker(request: HttpRequest) -> Asker:
    asker: Asker = request  # type: ignore[assignment]  # ByKey made it one
    return asker


def _addressed(request: HttpRequest, uuid: UUID) -> tuple[Asker, Addressee]:
    asker, one = _asker(request), queries.addressee(uuid)
    if one is None or not asker.scope.may("answer", one.unit_id):
        raise Http404
    return asker, one


def _said(one: Addressee, asker: Asker) -> dict[str, Any]:
    found = queries.addressee(one.uuid)
    assert found is not None  # it was answered a moment ago
    return _asked(found, organisations.names_on([found.unit_id], asker.today)[found.unit_id], asker.today)
