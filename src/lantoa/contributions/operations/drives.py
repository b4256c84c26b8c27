"""Every change of a drive and its book."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

from django.db import transaction

from lantoa.common.errors import Unable
from lantoa.common.periods import Period
from lantoa.common.quantities import Exactness, Quantity, total
from lantoa.common.scopes import Scope
from lantoa.contributions import queries, rules
from lantoa.contributions.models import Drive, DriveStep, Gift, Spending, Work
from lantoa.files.models import StoredFile
from lantoa.history.operations import record
from lantoa.indicators import operations as ledger
from lantoa.indicators import queries as figures
from lantoa.organisations.models import Unit
from lantoa.plans.models import Theme
from lantoa.practices.models import Practice
from lantoa.vietnamese.text import clean, fold, sort_key


class UnableToKeepContribution(Unable):
    """It cannot be written so, or not by this person."""


@dataclass(frozen=True, slots=True)
class DriveSaid:
    """What someone says of a drive."""

    unit: Unit
    name: str
    from_on: date
    to_on: date | None = None
    purpose: str = ""
    place: str = ""
    practices: Collection[Practice] = ()
    themes: Collection[Theme] = ()


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
def start(*, scope: Scope, said: DriveSaid, uuid: UUID | None = None) -> Drive:
    """Opens a drive. The same ``uuid`` again gives the one that stands."""
    ledger.one_after_another(uuid)
    _check(scope, said.unit.pk)
    if uuid and (known := queries.drive(uuid)):
        _check(scope, known.owner_unit_id)
        return known
    name = clean(said.name).strip()[:300]
    if not name:
        raise UnableToKeepContribution("Hãy ghi tên cuộc vận động.")
    if said.to_on and said.to_on < said.from_on:
        raise UnableToKeepContribution("Ngày kết thúc phải từ ngày bắt đầu trở đi.")
    drive = Drive.objects.create(
        uuid=uuid or uuid4(),
        owner_unit=said.unit,
        name=name,
        folded=fold(name)[:300],
        sort_key=sort_key(name),
        purpose=said.purpose,
        place=said.place[:200],
        from_on=said.from_on,
        to_on=said.to_on,
    )
    drive.practices.set(said.practices)
    drive.themes.set(said.themes)
    DriveStep.objects.create(drive=drive, verb="start", stage="open", on=said.from_on)
    data = {"name": name, "unit": said.unit.code, "on": said.from_on}
    record(scope=scope, verb="start", kind="drive", uuid=drive.uuid, data=data)
    return drive


@transaction.atomic
def give(*, scope: Scope, drive: Drive, said: GiftSaid, today: date, uuid: UUID | None = None) -> Gift:
    """Writes a gift. History keeps what and how much, never who: a name can be taken out for good."""
    ledger.one_after_another(uuid)
    if uuid and (known := queries.gift(uuid)):
        _check(scope, known.drive.owner_unit_id)
        return known
    drive = _writable(scope, drive, "gift")
    for other in said.also_for:
        _writable(scope, other, "gift")
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
    _not_ahead(today, said.promised_on, said.received_on)
    if point > 10**15:
        raise UnableToKeepContribution("Số này quá lớn; hãy xem lại.")
    gift = Gift.objects.create(
        uuid=uuid or uuid4(),
        drive=drive,
        kind=said.kind,
        amount=point,
        exactness=quantity.exactness,
        said=quantity.said[:20],
        counted_in=unit,
        worth=said.worth,
        giver=clean(said.giver).strip()[:200],
        givers=said.givers,
        promised_on=said.promised_on,
        received_on=said.received_on,
        named_on=(said.received_on or said.promised_on) if said.may_be_named and said.giver.strip() else None,
    )
    gift.also_for.set(one for one in said.also_for if one.pk != drive.pk)
    data: dict[str, object] = {"kind": said.kind, "amount": str(point), "exactness": quantity.exactness, "unit": unit}
    data |= {"received_on": str(said.received_on or ""), "gift": str(gift.uuid), "named": bool(gift.named_on)}
    record(scope=scope, verb="give", kind="drive", uuid=drive.uuid, data=data)
    return gift


@transaction.atomic
def receive(*, scope: Scope, gift: Gift, on: date, today: date) -> None:
    """What was promised has come."""
    drive = _writable(scope, gift.drive, "spending")
    _not_ahead(today, on)
    if gift.promised_on and on < gift.promised_on:
        raise UnableToKeepContribution("Ngày nhận phải từ ngày hứa góp trở đi.")
    if not Gift.objects.filter(pk=gift.pk, received_on=None, withdrawn_on=None).update(received_on=on):
        raise UnableToKeepContribution("Khoản này đã ghi nhận rồi, hoặc đã rút.")
    record(scope=scope, verb="receive", kind="drive", uuid=drive.uuid, data={"gift": str(gift.uuid), "on": on})


@transaction.atomic
def name_giver(*, scope: Scope, gift: Gift, may_be_named: bool, today: date) -> None:
    """The giver agrees to be named in public, or wishes it no more. It works at once, at any stage."""
    _check(scope, gift.drive.owner_unit_id)
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
    _check(scope, gift.drive.owner_unit_id, "confirm", "manage")
    Gift.objects.filter(pk=gift.pk).update(giver="", named_on=None, unnamed_on=None)
    data = {"gift": str(gift.uuid), "why": why}
    record(scope=scope, verb="forget_giver", kind="drive", uuid=gift.drive.uuid, data=data)


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
    uuid: UUID | None = None,
) -> Spending:
    """Writes money that went out."""
    ledger.one_after_another(uuid)
    if uuid and (known := Spending.objects.filter(uuid=uuid).select_related("drive").first()):
        _check(scope, known.drive.owner_unit_id)
        return known
    drive = _writable(scope, drive, "spending")
    _not_ahead(today, on)
    what = clean(what).strip()[:300]
    if not what or not 0 < amount <= 10**15:
        raise UnableToKeepContribution("Hãy ghi chi vào việc gì và số tiền lớn hơn 0.")
    said = {"what": what, "amount": amount, "on": on, "paper": paper[:200]}
    spending = Spending.objects.create(uuid=uuid or uuid4(), drive=drive, **said)
    record(scope=scope, verb="spend", kind="drive", uuid=drive.uuid, data=said | {"spending": str(spending.uuid)})
    return spending


@transaction.atomic
def build(*, scope: Scope, drive: Drive, said: WorkSaid, today: date, uuid: UUID | None = None) -> Work:
    """Writes what was built."""
    ledger.one_after_another(uuid)
    if uuid and (known := queries.work(uuid)):
        _check(scope, known.drive.owner_unit_id)
        return known
    drive = _writable(scope, drive, "work")
    _not_ahead(today, said.begun_on, said.finished_on)
    name = clean(said.name).strip()[:300]
    if said.kind not in rules.WORKS or not name:
        raise UnableToKeepContribution("Hãy ghi tên công trình và chọn loại.")
    if said.begun_on and said.finished_on and said.finished_on < said.begun_on:
        raise UnableToKeepContribution("Ngày hoàn thành phải từ ngày khởi công trở đi.")
    if said.amount is not None and not 0 < said.amount < 10**12:
        raise UnableToKeepContribution("Quy mô công trình phải lớn hơn 0.")
    work = Work.objects.create(
        uuid=uuid or uuid4(),
        drive=drive,
        kind=said.kind,
        name=name,
        place=said.place[:200],
        amount=said.amount,
        begun_on=said.begun_on,
        finished_on=said.finished_on,
        cost=said.cost,
        before=said.before,
        after=said.after,
    )
    data = {"name": name, "kind": said.kind, "work": str(work.uuid), "amount": str(said.amount or "")}
    record(scope=scope, verb="build", kind="drive", uuid=drive.uuid, data=data)
    return work


@transaction.atomic
def withdraw(*, scope: Scope, entry: Gift | Spending | Work, why: str, today: date) -> None:
    """Takes a line that was wrong out of the sums, with the reason. It stays and says so."""
    drive = _writable(scope, entry.drive, "spending")
    if not why.strip():
        raise UnableToKeepContribution("Hãy ghi lý do rút dòng này.")
    model = type(entry)
    if not model._default_manager.filter(pk=entry.pk, withdrawn_on=None).update(withdrawn_on=today, why=why[:400]):
        raise UnableToKeepContribution("Dòng này đã được rút trước đó.")
    data = {"entry": str(entry.uuid), "what": model._meta.model_name, "why": why}
    record(scope=scope, verb="withdraw_entry", kind="drive", uuid=drive.uuid, data=data)


@transaction.atomic
def advance(*, scope: Scope, drive: Drive, verb: str, on: date, today: date, note: str = "") -> Drive:
    """Uses a verb on a drive. Settling posts its totals to the ledger; opening it again takes them back."""
    _check(scope, drive.owner_unit_id)
    drive = Drive.objects.select_for_update().get(pk=drive.pk)
    _not_ahead(today, on)
    last = drive.steps.order_by("-on", "-pk").first()
    if last and on < last.on:
        raise UnableToKeepContribution(f"Ngày phải từ {last.on:%d/%m/%Y} trở đi.")
    if verb in {name for (_, name) in rules.SHOWING}:
        shown = rules.SHOWING.get((drive.is_public, verb))
        stage: str | None = drive.stage
    else:
        shown, stage = drive.is_public, rules.after(drive.stage, verb)
    if stage is None or shown is None:
        raise UnableToKeepContribution("Không thể làm việc này khi cuộc vận động đang ở bước hiện tại.")
    if verb == "correct" and not note.strip():
        raise UnableToKeepContribution("Hãy ghi lý do mở lại quyết toán.")
    if verb == "settle":
        _post(scope, drive, on)
    if verb == "correct":
        for fact in figures.facts_of_source("drive", [drive.uuid]):
            ledger.reverse(scope=scope, fact=fact, why=note)
    drive.stage, drive.is_public = stage, shown
    Drive.objects.filter(pk=drive.pk).update(stage=stage, is_public=shown)
    DriveStep.objects.create(drive=drive, verb=verb, stage=stage, on=on, note=note[:400])
    record(scope=scope, verb=verb, kind="drive", uuid=drive.uuid, data={"on": on, "note": note})
    return drive


def _post(scope: Scope, drive: Drive, on: date) -> None:
    """One fact for each indicator: what was received and finished. What a practice reported is left to it.

    A joint gift is posted whole, once, by the drive that wrote it.
    """
    gifts = drive.gifts.filter(withdrawn_on=None, received_on__isnull=False).order_by("pk")
    parts: dict[str, list[Quantity]] = {}
    for gift in gifts:
        if code := rules.COUNTED_GIFTS.get(gift.kind):
            parts.setdefault(code, []).append(gift.quantity)
    for work in drive.works.filter(withdrawn_on=None, finished_on__isnull=False, amount__isnull=False).order_by("pk"):
        if (code := rules.COUNTED_WORKS.get(work.kind)) and work.amount:
            parts.setdefault(code, []).append(Quantity.of(work.amount, Exactness.EXACT))
    days = Period(drive.from_on, max(drive.from_on, on))
    source = ledger.Source("drive", drive.uuid, drive.name)
    for code in sorted(parts.keys() - queries.counted_by_practices(drive)):
        quantity = total(parts[code])
        assert quantity is not None
        amount = ledger.Amount(figures.indicator(code), drive.owner_unit, days, quantity)
        ledger.post(scope=scope, amount=amount, source=source)


def _check(scope: Scope, unit: int, *verbs: str) -> None:
    if not any(scope.may(verb, unit) for verb in verbs or ("confirm",)):
        raise UnableToKeepContribution("Tài khoản này không được ghi đóng góp của đơn vị đã chọn.")


def _writable(scope: Scope, drive: Drive, what: str) -> Drive:
    """The drive, locked, while such lines may still be written."""
    _check(scope, drive.owner_unit_id)
    drive = Drive.objects.select_for_update().get(pk=drive.pk)
    if what not in rules.WRITABLE[drive.stage]:
        raise UnableToKeepContribution(
            f"Cuộc vận động “{rules.STAGES[drive.stage].lower()}”; hãy mở lại trước khi ghi hoặc sửa."
        )
    return drive


def _not_ahead(today: date, *days: date | None) -> None:
    if any(day and day > today for day in days):
        raise UnableToKeepContribution("Không ghi ngày trong tương lai.")
