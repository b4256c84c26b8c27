"""What happens to a practice and to its outcomes."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from lantoa.common.errors import Unable
from lantoa.common.periods import Period
from lantoa.common.quantities import Quantity
from lantoa.common.scopes import Scope
from lantoa.files.models import Citation
from lantoa.history.operations import record
from lantoa.indicators import operations as ledger
from lantoa.indicators import queries as figures
from lantoa.organisations import queries as organisations
from lantoa.organisations.models import Person, Unit
from lantoa.organisations.operations import add_person
from lantoa.organisations.queries.personal_data import is_restricted
from lantoa.plans.models import Theme
from lantoa.practices import queries, rules
from lantoa.practices.models import Field, Outcome, PilotTerm, Practice, PracticeStage, PracticeYear
from lantoa.practices.operations import telling
from lantoa.vietnamese.text import clean, fold, sort_key

DATA = Path(__file__).parent.parent / "data"
PUBLISHING = queries.PUBLISHING
COUNTED = {"collective": "mo-hinh-tap-the", "individual": "mo-hinh-ca-nhan"}


class UnableToChangePractice(Unable):
    """The practice cannot be changed so, or not by this person."""


@dataclass(frozen=True, slots=True)
class Registration:
    """What someone says of a practice when registering it.

    ``new_person`` is the full name of an owner who is not known yet; ``owner_person`` one who is.
    """

    name: str
    kind: str
    owner_unit: Unit
    registered_on: date
    started_on: date | None = None
    owner_person: Person | None = None
    new_person: str = ""
    owner_group: str = ""
    summary: str = ""
    fields: Collection[Field] = field(default_factory=tuple)
    themes: Collection[Theme] = field(default_factory=tuple)
    citation: Citation | None = None
    paper: str = ""


@transaction.atomic
def register(*, scope: Scope, registration: Registration, uuid: UUID | None = None) -> Practice:
    """A practice enters the register on a day and counts from it, whole and in each of its fields.

    The same ``uuid`` again gives the practice that stands already.
    """
    said = registration
    ledger.one_after_another(uuid)
    if uuid and (known := queries.practice(uuid)):
        check(scope, known.owner_unit_id)
        return known
    check(scope, said.owner_unit.pk)
    name = clean(said.name).strip()
    if not name:
        raise UnableToChangePractice("Hãy ghi tên mô hình.")
    if said.kind not in rules.KINDS:
        raise UnableToChangePractice("Hãy chọn mô hình tập thể hay cá nhân.")
    owner = said.owner_person
    if owner is None and said.new_person:
        owner = add_person(scope=scope, full_name=said.new_person, unit=said.owner_unit)
    practice = Practice.objects.create(
        uuid=uuid or uuid4(),
        name=name[:400],
        folded=fold(name)[:400],
        sort_key=sort_key(name),
        kind=said.kind,
        owner_unit=said.owner_unit,
        owner_person=owner,
        owner_group=clean(said.owner_group).strip(),
        summary=said.summary,
        started_on=said.started_on or said.registered_on,
        citation=said.citation,
        registered_at=timezone.now(),
    )
    practice.fields.set(said.fields)
    practice.themes.set(_serving(said.themes))
    _enter(practice, "life", "registered", said.registered_on, paper=said.paper)
    PracticeYear.objects.create(
        practice=practice, year=said.registered_on.year, kind="new", registered_on=said.registered_on
    )
    _count(scope, practice, said)
    data = {"name": name, "kind": said.kind, "unit": said.owner_unit.code, "on": said.registered_on}
    record(scope=scope, verb="register", kind="practice", uuid=practice.uuid, data=data)
    return practice


@transaction.atomic
def advance(
    *,
    scope: Scope,
    practice: Practice,
    verb: str,
    on: date,
    decided_by: Unit | None = None,
    paper: str = "",
    note: str = "",
) -> None:
    """Uses a verb of the table on a practice from a day on; UnableToChangePractice where it may not follow."""
    try:
        track = rules.track_of(verb)
    except StopIteration:
        raise UnableToChangePractice("Không có việc nào như vậy.") from None
    check(scope, practice.owner_unit_id, *rules.NEEDED[track])
    if verb == "publish" and practice.owner_person_id and is_restricted(practice.owner_person_id):
        raise UnableToChangePractice(
            "Người có mô hình này đã yêu cầu hạn chế xử lý dữ liệu của mình. "
            "Hãy giải quyết yêu cầu đó trước khi đưa mô hình lên cổng."
        )
    # The practice is locked, not its stage: a track that begins has no stage to lock yet.
    Practice.objects.select_for_update().get(pk=practice.pk)
    now = practice.stages.filter(track=track, to_on__isnull=True).first()
    next_stage = rules.after(track, now.stage if now else rules.NOTHING, verb)
    if next_stage is None:
        stage = rules.STAGES[now.stage].lower() if now else "chưa có"
        raise UnableToChangePractice(f"Không thể “{rules.VERBS[verb].lower()}” khi mô hình {stage}.")
    if verb == "end" and not note.strip():
        raise UnableToChangePractice("Hãy ghi lý do kết thúc mô hình.")
    if verb == "close_pilot" and now and not note.strip() and not _is_reviewed(now):
        raise UnableToChangePractice("Hãy ghi đánh giá kết quả làm điểm.")
    if next_stage == "public":
        _check_basis(practice, on)
    last = now or practice.stages.filter(track=track).order_by("-from_on", "-pk").first()
    if last and on < (first := rules.earliest(last.from_on, last.to_on)):
        raise UnableToChangePractice(f"Ngày phải từ {first:%d/%m/%Y} trở đi.")
    if now:
        # What a pilot showed is kept with its days: no stage follows that could hold it.
        kept = now.note if next_stage else "; ".join(filter(None, [now.note, note.strip()]))[:400]
        PracticeStage.objects.filter(pk=now.pk).update(to_on=rules.last_day(now.from_on, on), note=kept)
    if next_stage:
        _enter(practice, track, next_stage, on, decided_by=decided_by, paper=paper[:200], note=note[:400])
    data = {"on": on, "paper": paper, "note": note, "decided_by": decided_by.code if decided_by else ""}
    record(scope=scope, verb=verb, kind="practice", uuid=practice.uuid, data=data)
    if track == "life":
        telling.arrange(practice=practice.pk, today=on)


@transaction.atomic
def set_themes(*, scope: Scope, practice: Practice, themes: Collection[Theme]) -> None:
    """Says which themes and campaigns a practice serves: none, one or several. The history keeps which it served."""
    check(scope, practice.owner_unit_id)
    Practice.objects.select_for_update().get(pk=practice.pk)
    before = {one.pk: one for one in practice.themes.all()}
    wanted = {one.pk: one for one in themes}
    if before.keys() == wanted.keys():
        return
    _serving(one for pk, one in wanted.items() if pk not in before)
    practice.themes.set(wanted.values())
    served = sorted(one.name for one in wanted.values())
    data = {"themes": served, "before": sorted(one.name for one in before.values())}
    record(scope=scope, verb="serve", kind="practice", uuid=practice.uuid, data=data)


@dataclass(frozen=True, slots=True)
class Result:
    """An amount that came of one practice or of several together."""

    practices: Collection[Practice]
    amount: ledger.Amount
    about: str = ""


@transaction.atomic
def add_outcome(*, scope: Scope, result: Result, uuid: UUID | None = None) -> Outcome:
    """Keeps an outcome and posts it once, however many practices share it."""
    ledger.one_after_another(uuid)
    if uuid and (known := queries.outcome(uuid)):
        check(scope, known.unit_id)
        return known
    if not result.practices:
        raise UnableToChangePractice("Hãy chọn mô hình có kết quả này.")
    for unit in {result.amount.unit.pk, *(one.owner_unit_id for one in result.practices)}:
        check(scope, unit)
    outcome = Outcome.objects.create(uuid=uuid or uuid4(), about=result.about[:400], **ledger.measured(result.amount))
    outcome.practices.set(result.practices)
    _post(scope, outcome, result)
    data = {"wording": outcome.wording, "practices": [str(one.uuid) for one in result.practices]}
    record(scope=scope, verb="add", kind="outcome", uuid=outcome.uuid, data=data)
    return outcome


@transaction.atomic
def withdraw_outcome(*, scope: Scope, outcome: Outcome, why: str) -> None:
    """Takes an outcome's fact back, once and with the reason. The outcome stays and says so."""
    check(scope, outcome.unit_id)
    if not why.strip():
        raise UnableToChangePractice("Hãy ghi lý do rút kết quả này.")
    facts = list(figures.facts_of_source("outcome", [outcome.uuid]))
    if not facts:
        raise UnableToChangePractice("Kết quả này đã được rút trước đó.")
    for fact in facts:
        ledger.reverse(scope=scope, fact=fact, why=why)
    record(scope=scope, verb="withdraw", kind="outcome", uuid=outcome.uuid, data={"why": why})


@transaction.atomic
def withdraw(*, scope: Scope, practice: Practice, why: str) -> None:
    """Takes a practice that was registered by mistake out of the register, with its counts and the reason.

    It keeps a single day on each track, so that no list shows it; UnableToChangePractice while outcomes stand.
    """
    check(scope, practice.owner_unit_id)
    if not why.strip():
        raise UnableToChangePractice("Hãy ghi lý do rút mô hình này.")
    outcomes = practice.outcomes.values_list("uuid", flat=True)
    if figures.facts_of_source("outcome", list(outcomes)).exists():
        raise UnableToChangePractice("Mô hình đã có kết quả trong sổ; hãy rút các kết quả đó trước.")
    if queries.is_joined(practice):
        raise UnableToChangePractice("Mô hình đang có việc nhân rộng; hãy hủy các việc đó trước.")
    for fact in figures.facts_of_source("practice", [practice.uuid]):
        ledger.reverse(scope=scope, fact=fact, why=why)
    practice.stages.filter(to_on__isnull=True).update(to_on=F("from_on"))
    record(scope=scope, verb="withdraw", kind="practice", uuid=practice.uuid, data={"why": why})


@transaction.atomic
def take_off_for(*, scope: Scope, person: Person, on: date, why: str) -> None:
    """Takes published practices of a person off the portal that may be published no more, at the person's wish.

    Whoever manages the unit may do so.
    """
    person.refresh_from_db()
    if organisations.may_publish(person, PUBLISHING, on) is not None:
        return
    shown = PracticeStage.objects.filter(practice__owner_person=person, track="public", to_on__isnull=True)
    for stage in shown.select_for_update(of=("self",)).select_related("practice"):
        if not scope.may("manage", stage.practice.owner_unit_id):
            raise UnableToChangePractice("Tài khoản này không được rút mô hình của đơn vị này khỏi cổng công khai.")
        PracticeStage.objects.filter(pk=stage.pk).update(to_on=rules.last_day(stage.from_on, on))
        data = {"on": on, "why": why}
        record(scope=scope, verb="take_off_portal", kind="practice", uuid=stage.practice.uuid, data=data)


@transaction.atomic
def load_fields(*, folder: Path = DATA) -> int:
    """Adds or updates the fields of work, and the parts of the two practice counts for each of them."""
    rows = tomllib.loads((folder / "fields.toml").read_text(encoding="utf-8"))["field"]
    for position, row in enumerate(rows):
        one, _ = Field.objects.update_or_create(
            code=row["code"], defaults={"name": row["name"], "heard_as": row["heard_as"], "position": position}
        )
        for code in COUNTED.values():
            whole = figures.indicator(code)
            ledger.define_part(whole=whole, code=one.code, name=f"{whole.name}: {one.name}", part=one.name)
    return len(rows)


def check(scope: Scope, unit: int, *needed: str) -> None:
    """Refuses whoever may not change the practices of a unit."""
    if not any(scope.may(verb, unit) for verb in needed or ("confirm",)):
        raise UnableToChangePractice("Tài khoản này không được thay đổi mô hình của đơn vị đã chọn.")


def _serving(themes: Iterable[Theme]) -> list[Theme]:
    """The themes, none of them withdrawn."""
    served = list(themes)
    for one in served:
        if one.ended_as == "withdrawn":
            raise UnableToChangePractice(f"“{one.name}” đã rút; hãy chọn chuyên đề, cuộc vận động khác.")
    return served


def _check_basis(practice: Practice, on: date) -> None:
    """What a person does is published only on that person's consent or on a decision that was published."""
    person = practice.owner_person
    if person is not None and organisations.may_publish(person, PUBLISHING, on) is None:
        raise UnableToChangePractice(
            f"Chưa có căn cứ để công khai mô hình của {person.full_name}. Hãy ghi sự đồng ý của người ấy, hoặc quyết "
            "định đã công bố, ở trang của người ấy rồi công khai."
        )


def _is_reviewed(pilot: PracticeStage) -> bool:
    return PilotTerm.objects.filter(stage=pilot, reviewed_on__isnull=False).exists()


def _enter(practice: Practice, track: str, stage: str, on: date, **how: object) -> None:
    PracticeStage.objects.create(practice=practice, track=track, stage=stage, from_on=on, **how)


def _count(scope: Scope, practice: Practice, said: Registration) -> None:
    """One fact for the whole count and one for each field's part: parts never add into the whole."""
    day = Period(said.registered_on, said.registered_on)
    code = COUNTED[said.kind]
    for counted in [code, *(f"{code}--{one.code}" for one in said.fields)]:
        amount = ledger.Amount(figures.indicator(counted), said.owner_unit, day, Quantity.of(1), citation=said.citation)
        ledger.post(scope=scope, amount=amount, source=ledger.Source("practice", practice.uuid, practice.name))


def _post(scope: Scope, outcome: Outcome, result: Result) -> None:
    names = "; ".join(one.name for one in result.practices)
    label = f"{result.about} ({names})" if result.about else names
    source = ledger.Source("outcome", outcome.uuid, label, line=rules.series(one.uuid for one in result.practices))
    ledger.post(scope=scope, amount=result.amount, source=source)
