"""Every change of what was built. A work that reached the figures is corrected once the accounts are open again."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from lantoa.common.scopes import Scope
from lantoa.contributions import queries, rules
from lantoa.contributions.models import Drive, Work
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

PHOTOS = ("before", "after")


@dataclass(frozen=True, slots=True)
class WorkSaid:
    """What was built."""

    kind: str
    name: str
    place: str = ""
    amount: Decimal | None = None
    begun_on: date | None = None
    finished_on: date | None = None
    cost: int | None = None
    before: StoredFile | None = None
    after: StoredFile | None = None


@transaction.atomic
def build(*, scope: Scope, drive: Drive, said: WorkSaid, today: date, uuid: UUID | None = None) -> Work:
    """Writes what was built. The same ``uuid`` again gives the one that stands."""
    ledger.one_after_another(uuid)
    if uuid and (known := queries.work(uuid)):
        check(scope, known.drive.owner_unit_id)
        return known
    drive = writable(scope, drive, "work")
    columns = _columns(said, today) | {name: getattr(said, name) for name in PHOTOS}
    work = Work.objects.create(uuid=uuid or uuid4(), drive=drive, **columns)
    record(scope=scope, verb="build", kind="drive", uuid=drive.uuid, data=_told(work))
    return work


@transaction.atomic
def correct_work(
    *, scope: Scope, work: Work, said: WorkSaid, why: str, today: date, without: Collection[str] = ()
) -> None:
    """Writes a work anew in its place, with the reason; what it said before stays in the history.

    ``without`` names the photos that are taken off. The same words sent twice are one correction.
    """
    drive = writable(scope, work.drive, "work")
    work = Work.objects.select_for_update(of=("self",)).select_related(*PHOTOS).get(pk=work.pk)
    correctable(work.withdrawn_on, why)
    before, columns = _told(work), _columns(said, today)
    for name in PHOTOS:
        # No photo chosen: the one that stands stays.
        standing = None if name in without else getattr(work, name)
        columns[name] = getattr(said, name) or standing
    Work.objects.filter(pk=work.pk).update(**columns)
    # Read again: as it is kept, not as it was typed.
    after = _told(Work.objects.select_related(*PHOTOS).get(pk=work.pk))
    if after != before:
        data = {"before": before, "after": after, "why": why.strip()[:400], "work": str(work.uuid)}
        record(scope=scope, verb="correct_work", kind="drive", uuid=drive.uuid, data=data)


def _columns(said: WorkSaid, today: date) -> dict[str, Any]:
    """What is kept of a work, photos aside; UnableToKeepContribution for what cannot be."""
    not_ahead(today, said.begun_on, said.finished_on)
    name = clean(said.name).strip()[:300]
    if said.kind not in rules.WORKS or not name:
        raise UnableToKeepContribution("Hãy ghi tên công trình và chọn loại.")
    if said.begun_on and said.finished_on and said.finished_on < said.begun_on:
        raise UnableToKeepContribution("Ngày hoàn thành phải từ ngày khởi công trở đi.")
    if said.amount is not None and not 0 < said.amount < 10**12:
        raise UnableToKeepContribution("Quy mô công trình phải lớn hơn 0.")
    return {
        "kind": said.kind,
        "name": name,
        "place": said.place[:200],
        "amount": said.amount,
        "begun_on": said.begun_on,
        "finished_on": said.finished_on,
        "cost": said.cost,
    }


def _told(one: Work) -> dict[str, Any]:
    said: dict[str, Any] = {"work": str(one.uuid), "name": one.name, "kind": one.kind, "place": one.place}
    said |= {"amount": "" if one.amount is None else str(one.amount), "cost": one.cost}
    said |= {"begun_on": one.begun_on, "finished_on": one.finished_on}
    return said | {name: photo.sha256 if (photo := getattr(one, name)) else "" for name in PHOTOS}
