"""Every change of a gift. History keeps what and how much, never who: a name can be taken out for good."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from lantoa.common.quantities import Quantity
from lantoa.common.scopes import Scope
from lantoa.contributions import queries, rules
from lantoa.contributions.models import Drive, Gift
from lantoa.contributions.operations.checking import (
    UnableToKeepContribution,
    check,
    correctable,
    not_ahead,
    writable,
)
from lantoa.files.models import StoredFile
from lantoa.history.operations import record
from lantoa.indicators import operations as ledger
from lantoa.vietnamese.text import clean


@dataclass(frozen=True, slots=True)
class GiftSaid:
    """What was given: promised, received, or one after the other."""

    kind: str
    quantity: Quantity
    giver: str = ""
    givers: int = 1
    unit: str = ""
    promised_on: date | None = None
    received_on: date | None = None
    worth: int | None = None
    may_be_named: bool = False
    also_for: Collection[Drive] = ()
    voucher: StoredFile | None = None


@transaction.atomic
def give(*, scope: Scope, drive: Drive, said: GiftSaid, today: date, uuid: UUID | None = None) -> Gift:
    """Writes a gift. The same ``uuid`` again gives the one that stands."""
    ledger.one_after_another(uuid)
    if uuid and (known := queries.gift(uuid)):
        check(scope, known.drive.owner_unit_id)
        return known
    drive = writable(scope, drive, "gift", said.also_for)
    columns = columns_of(said, today)
    gift = Gift.objects.create(
        uuid=uuid or uuid4(),
        drive=drive,
        named_on=(said.received_on or said.promised_on) if said.may_be_named and columns["giver"] else None,
        **columns,
    )
    gift.also_for.set(one for one in said.also_for if one.pk != drive.pk)
    data = told_of(gift, gift.also_for.all()) | {"named": bool(gift.named_on)}
    record(scope=scope, verb="give", kind="drive", uuid=drive.uuid, data=data)
    return gift


@transaction.atomic
def correct_gift(*, scope: Scope, gift: Gift, said: GiftSaid, why: str, today: date) -> None:
    """Writes a gift anew in its place, with the reason; what it said before stays in the history, names aside."""
    drive = writable(scope, gift.drive, "spending", said.also_for)
    gift = Gift.objects.select_for_update().get(pk=gift.pk)
    correctable(gift.withdrawn_on, why)
    columns = columns_of(said, today)
    before, was_named = told_of(gift, gift.also_for.all()), gift.giver
    # No file chosen: the one that stands stays.
    columns["voucher"] = said.voucher or gift.voucher
    named: dict[str, date | None] = {}
    if not said.may_be_named or not columns["giver"]:
        named = {"unnamed_on": today} if gift.is_named else {}
    elif not gift.is_named:
        named = {"named_on": today, "unnamed_on": None}
    # Who agreed to be named agreed for themselves.
    if columns["giver"] != gift.giver and gift.is_named and not named:
        named = {"named_on": today}
    Gift.objects.filter(pk=gift.pk).update(**columns, **named)
    gift.also_for.set(one for one in said.also_for if one.pk != drive.pk)
    gift.refresh_from_db()
    data: dict[str, Any] = {"before": before, "after": told_of(gift, gift.also_for.all()), "why": why.strip()[:400]}
    data |= {"gift": str(gift.uuid), "giver_changed": was_named != gift.giver}
    record(scope=scope, verb="correct_gift", kind="drive", uuid=drive.uuid, data=data)


@transaction.atomic
def receive(*, scope: Scope, gift: Gift, on: date, today: date) -> None:
    """What was promised has come."""
    drive = writable(scope, gift.drive, "spending")
    not_ahead(today, on)
    if gift.promised_on and on < gift.promised_on:
        raise UnableToKeepContribution("Ngày nhận phải từ ngày hứa góp trở đi.")
    if not Gift.objects.filter(pk=gift.pk, received_on=None, withdrawn_on=None).update(received_on=on):
        raise UnableToKeepContribution("Khoản này đã ghi nhận rồi, hoặc đã rút.")
    record(scope=scope, verb="receive", kind="drive", uuid=drive.uuid, data={"gift": str(gift.uuid), "on": on})


@transaction.atomic
def name_giver(*, scope: Scope, gift: Gift, may_be_named: bool, today: date) -> None:
    """The giver agrees to be named in public, or wishes it no more. It works at once, at any stage."""
    check(scope, gift.drive.owner_unit_id)
    if may_be_named and not gift.giver:
        raise UnableToKeepContribution("Khoản này không ghi tên người góp.")
    if may_be_named == gift.is_named:
        return
    days = {"named_on": today, "unnamed_on": None} if may_be_named else {"unnamed_on": today}
    Gift.objects.filter(pk=gift.pk).update(**days)
    verb = "name" if may_be_named else "unname"
    record(scope=scope, verb=verb, kind="drive", uuid=gift.drive.uuid, data={"gift": str(gift.uuid), "on": today})


@transaction.atomic
def forget_giver(*, scope: Scope, gift: Gift, why: str) -> None:
    """Takes the giver's name out for good; what was given stays, so that everything still adds up."""
    check(scope, gift.drive.owner_unit_id, "confirm", "manage")
    Gift.objects.filter(pk=gift.pk).update(giver="", named_on=None, unnamed_on=None)
    data = {"gift": str(gift.uuid), "why": why}
    record(scope=scope, verb="forget_giver", kind="drive", uuid=gift.drive.uuid, data=data)


def columns_of(said: GiftSaid, today: date) -> dict[str, Any]:
    """What is kept of a gift; UnableToKeepContribution for what cannot be."""
    quantity, point = said.quantity, said.quantity.point
    if said.kind not in rules.KINDS:
        raise UnableToKeepContribution("Hãy chọn góp tiền, đất, ngày công hay vật tư.")
    if point is None or point <= 0:
        raise UnableToKeepContribution("Hãy ghi một số lớn hơn 0; có thể kèm “trên”, “gần”, “khoảng”.")
    if not rules.is_whole(said.kind, point):
        raise UnableToKeepContribution("Số tiền ghi đến đồng, không có số lẻ.")
    unit = rules.UNITS[said.kind] or clean(said.unit).strip()[:60]
    if not unit:
        raise UnableToKeepContribution("Hãy ghi vật tư tính bằng gì, ví dụ: 20 bao xi măng.")
    if not (said.promised_on or said.received_on):
        raise UnableToKeepContribution("Hãy ghi ngày hứa góp hoặc ngày nhận.")
    not_ahead(today, said.promised_on, said.received_on)
    if point > 10**15:
        raise UnableToKeepContribution("Số này quá lớn; hãy xem lại.")
    return {
        "kind": said.kind,
        "amount": point,
        "exactness": quantity.exactness,
        "said": quantity.said[:20],
        "counted_in": unit,
        "worth": said.worth,
        "giver": clean(said.giver).strip()[:200],
        "givers": said.givers,
        "promised_on": said.promised_on,
        "received_on": said.received_on,
        "voucher": said.voucher,
    }


def told_of(gift: Gift, shared: Iterable[Drive]) -> dict[str, Any]:
    """A gift as history keeps it: never who."""
    return {
        "gift": str(gift.uuid),
        "kind": gift.kind,
        "amount": str(gift.amount),
        "exactness": gift.exactness,
        "unit": gift.counted_in,
        "givers": gift.givers,
        "worth": gift.worth,
        "promised_on": gift.promised_on,
        "received_on": gift.received_on,
        "also_for": sorted(str(one.uuid) for one in shared),
        "voucher": gift.voucher.sha256 if gift.voucher else "",
    }
