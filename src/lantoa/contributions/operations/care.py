"""Every change of who is looked after. History says what was done, never of whom: a name can be taken out for good."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from lantoa.common.periods import Period
from lantoa.common.quantities import Quantity
from lantoa.common.scopes import Scope
from lantoa.contributions.models import Cared, CareStep, CareYear, Help
from lantoa.contributions.operations.checking import UnableToKeepContribution, not_ahead
from lantoa.contributions.queries import care as queries
from lantoa.contributions.rules import care as rules
from lantoa.history.operations import acted, record
from lantoa.indicators import operations as ledger
from lantoa.indicators import queries as figures
from lantoa.organisations.models import Person, Unit
from lantoa.vietnamese.text import clean

MOST = 10**12


@dataclass(frozen=True, slots=True)
class CaredSaid:
    """Who is to be looked after, why (a code of the dated rule), by whom."""

    unit: Unit
    kind: str
    name: str
    reason: str
    from_on: date
    hamlet: str = ""
    carer_unit: Unit | None = None
    carer_person: Person | None = None


@dataclass(frozen=True, slots=True)
class HelpSaid:
    """What was given or done on a day."""

    kind: str
    on: date
    amount: Decimal | None = None
    counted_in: str = ""
    what: str = ""


@transaction.atomic
def look_after(*, scope: Scope, said: CaredSaid, today: date, uuid: UUID | None = None) -> Cared:
    """Enters who is looked after. The same ``uuid`` again gives the one that stands."""
    ledger.one_after_another(uuid)
    _check_keeps(scope, said.unit.pk)
    if uuid and (known := Cared.objects.filter(uuid=uuid).first()):
        _check_keeps(scope, known.owner_unit_id)
        return known
    reasons = queries.reasons(said.from_on)
    name = clean(said.name).strip()[:120]
    if not name:
        raise UnableToKeepContribution("Hãy ghi tên chủ hộ hoặc họ tên học sinh.")
    if said.kind not in reasons.kinds.get(said.reason, ()):
        raise UnableToKeepContribution("Hãy chọn lý do giúp đỡ phù hợp với hộ hoặc học sinh.")
    not_ahead(today, said.from_on)
    cared = Cared.objects.create(
        uuid=uuid or uuid4(),
        owner_unit=said.unit,
        kind=said.kind,
        name=name,
        hamlet=clean(said.hamlet).strip()[:200],
        reason=said.reason,
        carer_unit=said.carer_unit,
        carer_person=said.carer_person,
        from_on=said.from_on,
        review_on=rules.next_review(said.from_on, reasons.review_months),
    )
    _step(scope, cared, "begin", said.from_on)
    data = {"kind": said.kind, "reason": said.reason, "unit": said.unit.code, "on": said.from_on}
    record(scope=scope, verb="look_after", kind="care", uuid=cared.uuid, data=data)
    return cared


@transaction.atomic
def give_help(*, scope: Scope, cared: Cared, said: HelpSaid, today: date, uuid: UUID | None = None) -> Help:
    """Writes what was given or done: by who keeps the register or looks after this very household or pupil."""
    ledger.one_after_another(uuid)
    cared = _needed(scope, cared, today)
    if uuid and (known := Help.objects.filter(uuid=uuid).select_related("cared").first()):
        _needed(scope, known.cared, today)
        return known
    if cared.stage != "open":
        raise UnableToKeepContribution(f"“{rules.STAGES[cared.stage]}”: hãy ghi giúp đỡ trở lại trước.")
    if said.kind not in rules.GIVEN:
        raise UnableToKeepContribution("Hãy chọn đã giúp bằng tiền, hiện vật, ngày công hay thăm hỏi.")
    if not cared.from_on <= said.on <= today:
        raise UnableToKeepContribution(f"Ngày giúp phải từ {cared.from_on:%d/%m/%Y} đến hôm nay.")
    amount = None if said.kind == "visit" else said.amount
    unit = rules.UNITS[said.kind] or clean(said.counted_in).strip()[:60]
    if said.kind != "visit" and (amount is None or not 0 < amount <= MOST or not unit):
        raise UnableToKeepContribution("Hãy ghi đã giúp bao nhiêu, ví dụ: 500.000; 2 ngày công; 10 kg gạo.")
    if said.kind == "money" and amount != amount.to_integral_value():  # type: ignore[union-attr]  # asked just above
        raise UnableToKeepContribution("Số tiền ghi đến đồng, không có số lẻ.")
    given = Help.objects.create(
        uuid=uuid or uuid4(),
        cared=cared,
        kind=said.kind,
        on=said.on,
        amount=amount,
        counted_in=unit if amount is not None else "",
        what=clean(said.what).strip()[:120],
    )
    data = {"kind": said.kind, "amount": str(amount or ""), "unit": unit, "on": said.on, "help": str(given.uuid)}
    record(scope=scope, verb="help", kind="care", uuid=cared.uuid, data=data)
    return given


@transaction.atomic
def withdraw_help(*, scope: Scope, given: Help, why: str, today: date) -> None:
    """Takes a line that was wrong out of the totals, with the reason. It stays and says so."""
    cared = _needed(scope, given.cared, today)
    if not why.strip():
        raise UnableToKeepContribution("Hãy ghi lý do rút dòng này.")
    if not Help.objects.filter(pk=given.pk, withdrawn_on=None).update(withdrawn_on=today, why=why[:400]):
        raise UnableToKeepContribution("Dòng này đã được rút trước đó.")
    record(scope=scope, verb="withdraw_help", kind="care", uuid=cared.uuid, data={"help": str(given.uuid), "why": why})


@transaction.atomic
def review(*, scope: Scope, cared: Cared, verb: str, on: date, today: date, because: str = "") -> Cared:
    """Looks at it again: it goes on, is out of difficulty, ends because of one of the dated reasons, or begins anew."""
    _check_keeps(scope, cared.owner_unit_id)
    cared = Cared.objects.select_for_update().get(pk=cared.pk)
    stage = rules.after(cared.stage, verb)
    if stage is None:
        raise UnableToKeepContribution(f"Không thể làm việc này khi “{rules.STAGES[cared.stage].lower()}”.")
    last = cared.steps.order_by("-on", "-pk").first()
    if on > today or (last and on < last.on):
        begin = last.on if last else cared.from_on
        raise UnableToKeepContribution(f"Ngày phải từ {begin:%d/%m/%Y} đến hôm nay.")
    reasons = queries.reasons(on)
    if verb == "end" and because not in reasons.ends:
        raise UnableToKeepContribution("Hãy chọn vì sao thôi giúp đỡ.")
    cared.stage, cared.to_on = stage, None if stage == "open" else on
    if stage == "open":
        cared.review_on = rules.next_review(on, reasons.review_months)
    days = {"to_on": cared.to_on, "review_on": cared.review_on}
    Cared.objects.filter(pk=cared.pk).update(stage=stage, **days)
    _step(scope, cared, verb, on, because if verb == "end" else "")
    record(scope=scope, verb=verb, kind="care", uuid=cared.uuid, data={"on": on, "because": because})
    return cared


@transaction.atomic
def tell_opened(*, scope: Scope, cared: Iterable[Cared], unit: UUID, how: str) -> None:
    """Writes that names were read: of which entries, how (list, page, workbook). Whoever asks later is told by whom."""
    shown = [str(one.uuid) for one in cared]
    if shown:
        record(scope=scope, verb="read_names", kind="care_names", uuid=unit, data={"how": how, "entries": shown})


@transaction.atomic
def hide_name(*, scope: Scope, cared: Cared, is_hidden: bool, today: date) -> None:
    """Keeps the name out of every list and page while its use is restricted, or shows it again."""
    _check_keeps(scope, cared.owner_unit_id, also="manage")
    Cared.objects.filter(pk=cared.pk).update(hidden_on=today if is_hidden else None)
    record(scope=scope, verb="hide_name" if is_hidden else "show_name", kind="care", uuid=cared.uuid)


@transaction.atomic
def forget_name(*, scope: Scope, cared: Cared, why: str) -> None:
    """Takes name and hamlet out for good; what was given stays, so that everything still adds up."""
    _check_keeps(scope, cared.owner_unit_id, also="manage")
    Cared.objects.filter(pk=cared.pk).update(name="", hamlet="")
    # What was done may say of whom.
    cared.helps.update(what="")
    record(scope=scope, verb="forget_name", kind="care", uuid=cared.uuid, data={"why": why})


@transaction.atomic
def forget_carer(*, scope: Scope, people: Iterable[Person], about: UUID) -> int:
    """These people look after nobody by name any more. Whoever calls has checked that the scope may act on them."""
    number = Cared.objects.filter(carer_person__in=list(people)).update(carer_person=None)
    if number:
        record(scope=scope, verb="forget", kind="person_request", uuid=about, data={"carers": number})
    return number


@transaction.atomic
def count_year(*, scope: Scope, unit: Unit, year: int, today: date) -> CareYear:
    """Puts a year's totals into the figures: households, pupils, money, workdays. Once more takes the former back."""
    ledger.one_after_another(unit.uuid)
    if unit.pk != scope.home_unit_id or not scope.may("confirm", unit.pk):
        raise UnableToKeepContribution("Tài khoản này không được chốt số liệu của đơn vị đã chọn.")
    if year > today.year:
        raise UnableToKeepContribution("Chưa đến năm này.")
    sums = rules.year_of(queries.lines_of_year(unit.pk, year))
    if not sums:
        raise UnableToKeepContribution(f"Năm {year} chưa ghi lần giúp đỡ nào.")
    found, is_new = CareYear.objects.get_or_create(unit=unit, year=year, defaults={"posted_on": today})
    if not is_new:
        for fact in queries.posted(found):
            ledger.reverse(scope=scope, fact=fact, why="Chốt lại số liệu của năm")
        CareYear.objects.filter(pk=found.pk).update(posted_on=today)
    # A year that is still running is told up to the day.
    days = Period(date(year, 1, 1), min(date(year, 12, 31), today))
    source = ledger.Source("care_year", found.uuid, f"Giúp đỡ hộ, học sinh khó khăn năm {year}")
    for key, code in rules.COUNTED.items():
        if key in sums:
            amount = ledger.Amount(figures.indicator(code), unit, days, Quantity.of(sums[key]))
            ledger.post(scope=scope, amount=amount, source=source)
    told = {key: str(value) for key, value in sums.items()}
    record(scope=scope, verb="count_year", kind="care_year", uuid=found.uuid, data={"year": year, "sums": told})
    return found


def _step(scope: Scope, cared: Cared, verb: str, on: date, because: str = "") -> None:
    CareStep.objects.create(
        cared=cared, verb=verb, stage=cared.stage, on=on, because=because, **acted(scope, timezone.now())
    )


def _needed(scope: Scope, cared: Cared, today: date) -> Cared:
    """The entry, locked, for who needs to know it."""
    if queries.one(scope, cared.uuid, today) is None:
        raise UnableToKeepContribution("Chỉ đơn vị lập danh sách và người nhận giúp đỡ mới ghi được.")
    return Cared.objects.select_for_update().get(pk=cared.pk)


def _check_keeps(scope: Scope, unit: int, *, also: str = "") -> None:
    if not (queries.may_keep(scope, unit) or (also and scope.may(also, unit))):
        raise UnableToKeepContribution("Chỉ cán bộ của chính đơn vị lập danh sách mới làm được việc này.")
