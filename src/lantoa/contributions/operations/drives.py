"""A drive is opened, moved on, settled."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from lantoa.common.periods import Period
from lantoa.common.quantities import Exactness, Quantity, total
from lantoa.common.scopes import Scope
from lantoa.contributions import queries, rules
from lantoa.contributions.models import Drive, DriveStep
from lantoa.contributions.operations.checking import UnableToKeepContribution, check, not_ahead
from lantoa.history.operations import acted, record
from lantoa.indicators import operations as ledger
from lantoa.indicators import queries as figures
from lantoa.organisations.models import Unit
from lantoa.plans.models import Theme
from lantoa.practices.models import Practice
from lantoa.vietnamese.text import clean, fold, sort_key


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


@transaction.atomic
def start(*, scope: Scope, said: DriveSaid, uuid: UUID | None = None) -> Drive:
    """Opens a drive. The same ``uuid`` again gives the one that stands."""
    ledger.one_after_another(uuid)
    check(scope, said.unit.pk)
    if uuid and (known := queries.drive(uuid)):
        check(scope, known.owner_unit_id)
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
    _step(scope, drive, "start", said.from_on)
    data = {"name": name, "unit": said.unit.code, "on": said.from_on}
    record(scope=scope, verb="start", kind="drive", uuid=drive.uuid, data=data)
    return drive


@transaction.atomic
def advance(*, scope: Scope, drive: Drive, verb: str, on: date, today: date, note: str = "") -> Drive:
    """Uses a verb on a drive. Settling posts its totals to the ledger; opening it again takes them back."""
    check(scope, drive.owner_unit_id)
    drive = Drive.objects.select_for_update().get(pk=drive.pk)
    not_ahead(today, on)
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
    _step(scope, drive, verb, on, note)
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


def _step(scope: Scope, drive: Drive, verb: str, on: date, note: str = "") -> None:
    by = acted(scope, timezone.now())
    DriveStep.objects.create(drive=drive, verb=verb, stage=drive.stage, on=on, note=note[:400], **by)
