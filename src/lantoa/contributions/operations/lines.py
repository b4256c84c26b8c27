"""Every change of what was spent, and how a wrong line leaves the sums."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from lantoa.common.scopes import Scope
from lantoa.contributions.models import Drive, Gift, Spending, Work
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


@transaction.atomic
def spend(
    *,
    scope: Scope,
    drive: Drive,
    what: str,
    amount: int,
    on: date,
    today: date,
    paper: str = "",
    voucher: StoredFile | None = None,
    uuid: UUID | None = None,
) -> Spending:
    """Writes money that went out. The same ``uuid`` again gives the one that stands."""
    ledger.one_after_another(uuid)
    if uuid and (known := Spending.objects.filter(uuid=uuid).select_related("drive").first()):
        check(scope, known.drive.owner_unit_id)
        return known
    drive = writable(scope, drive, "spending")
    columns = _columns(what, amount, on, paper, today)
    spending = Spending.objects.create(uuid=uuid or uuid4(), drive=drive, voucher=voucher, **columns)
    record(scope=scope, verb="spend", kind="drive", uuid=drive.uuid, data=_told(spending))
    return spending


@transaction.atomic
def correct_spending(
    *,
    scope: Scope,
    spending: Spending,
    what: str,
    amount: int,
    on: date,
    today: date,
    why: str,
    paper: str = "",
    voucher: StoredFile | None = None,
) -> None:
    """Writes a spending anew in its place, with the reason; what it said before stays in the history."""
    drive = writable(scope, spending.drive, "spending")
    spending = Spending.objects.select_for_update().get(pk=spending.pk)
    correctable(spending.withdrawn_on, why)
    columns: dict[str, Any] = _columns(what, amount, on, paper, today)
    before = _told(spending)
    # No file chosen: the one that stands stays.
    columns["voucher"] = voucher or spending.voucher
    Spending.objects.filter(pk=spending.pk).update(**columns)
    spending.refresh_from_db()
    data = {"before": before, "after": _told(spending), "why": why.strip()[:400], "spending": str(spending.uuid)}
    record(scope=scope, verb="correct_spending", kind="drive", uuid=drive.uuid, data=data)


@transaction.atomic
def withdraw(*, scope: Scope, entry: Gift | Spending | Work, why: str, today: date) -> None:
    """Takes a line that was wrong out of the sums, with the reason. It stays and says so."""
    drive = writable(scope, entry.drive, "spending")
    if not why.strip():
        raise UnableToKeepContribution("Hãy ghi lý do rút dòng này.")
    model = type(entry)
    if not model._default_manager.filter(pk=entry.pk, withdrawn_on=None).update(withdrawn_on=today, why=why[:400]):
        raise UnableToKeepContribution("Dòng này đã được rút trước đó.")
    data = {"entry": str(entry.uuid), "what": model._meta.model_name, "why": why}
    record(scope=scope, verb="withdraw_entry", kind="drive", uuid=drive.uuid, data=data)


def _columns(what: str, amount: int, on: date, paper: str, today: date) -> dict[str, Any]:
    """What is kept of a spending; UnableToKeepContribution for what cannot be."""
    not_ahead(today, on)
    what = clean(what).strip()[:300]
    if not what or not 0 < amount <= 10**15:
        raise UnableToKeepContribution("Hãy ghi chi vào việc gì và số tiền lớn hơn 0.")
    return {"what": what, "amount": amount, "on": on, "paper": paper[:200]}


def _told(one: Spending) -> dict[str, Any]:
    said = {"spending": str(one.uuid), "what": one.what, "amount": one.amount, "on": one.on, "paper": one.paper}
    return said | {"voucher": one.voucher.sha256 if one.voucher else ""}
