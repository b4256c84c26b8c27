"""Every change of what is told of a practice beyond its registration."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from django.db import transaction

from lantoa.common.errors import refuse_ahead
from lantoa.common.scopes import Scope
from lantoa.files.models import StoredFile
from lantoa.history.operations import record
from lantoa.indicators import operations as ledger
from lantoa.practices import dossier_rules as rules
from lantoa.practices.dossier_models import Examination, Goal, PilotTerm, PracticeDetail, Proof
from lantoa.practices.models import Outcome, Practice
from lantoa.practices.operations.practices import Registration, UnableToChangePractice, check, register
from lantoa.vietnamese.text import clean

MOST_WORDS = 4000


@transaction.atomic
def register_with_aims(*, scope: Scope, registration: Registration, aims: str, uuid: UUID | None = None) -> Practice:
    """A practice enters the register with what it aims at; the other parts may come later."""
    is_new = uuid is None or not Practice.objects.filter(uuid=uuid).exists()
    practice = register(scope=scope, registration=registration, uuid=uuid)
    if is_new and aims.strip():
        describe(scope=scope, practice=practice, told={"aims": aims})
    return practice


@transaction.atomic
def describe(*, scope: Scope, practice: Practice, told: Mapping[str, str]) -> bool:
    """Tells some of rules.PARTS; the history keeps what stood there before. Gives whether anything changed."""
    check(scope, practice.owner_unit_id)
    Practice.objects.select_for_update().get(pk=practice.pk)
    if unknown := told.keys() - rules.PARTS.keys():
        raise ValueError(f"no such parts: {sorted(unknown)}")
    detail, _ = PracticeDetail.objects.get_or_create(practice=practice)
    words = {name: clean(text).strip()[:MOST_WORDS] for name, text in told.items()}
    before = {name: getattr(detail, name) for name in words if getattr(detail, name) != words[name]}
    if not before:
        return False
    PracticeDetail.objects.filter(pk=detail.pk).update(**{name: words[name] for name in before})
    data = {"parts": sorted(before), "before": {name: text for name, text in before.items() if text}}
    record(scope=scope, verb="describe", kind="practice", uuid=practice.uuid, data=data)
    return True


@transaction.atomic
def set_goal(*, scope: Scope, practice: Practice, amount: ledger.Amount, uuid: UUID | None = None) -> Goal:
    """What the practice means to reach of an indicator in a period; one goal an indicator and period."""
    ledger.one_after_another(uuid)
    check(scope, practice.owner_unit_id)
    if uuid and (known := Goal.objects.filter(uuid=uuid).select_related("practice").first()):
        check(scope, known.practice.owner_unit_id)
        return known
    Practice.objects.select_for_update().get(pk=practice.pk)
    same = practice.goals.filter(indicator=amount.indicator, withdrawn_on=None)
    if same.filter(from_on=amount.period.from_on, to_on=amount.period.to_on).exists():
        raise UnableToChangePractice("Đã có mục tiêu của chỉ tiêu này trong kỳ ấy; hãy rút mục tiêu cũ trước.")
    goal = Goal.objects.create(uuid=uuid or uuid4(), practice=practice, **ledger.measured(amount))
    data = {"goal": goal.uuid, "indicator": amount.indicator.code, "from_on": goal.from_on, "to_on": goal.to_on}
    record(scope=scope, verb="set_goal", kind="practice", uuid=practice.uuid, data=data)
    return goal


@transaction.atomic
def prove(
    *, scope: Scope, outcome: Outcome, file: StoredFile, says: str, on: date, today: date, uuid: UUID | None = None
) -> Proof:
    """Adds a picture or a paper that proves a result."""
    ledger.one_after_another(uuid)
    check(scope, outcome.unit_id)
    if uuid and (known := Proof.objects.filter(uuid=uuid, outcome=outcome).first()):
        return known
    words = clean(says).strip()[:200]
    if not words:
        raise UnableToChangePractice("Hãy ghi minh chứng này cho thấy điều gì.")
    refuse_ahead(on, today, UnableToChangePractice)
    proof = Proof.objects.create(uuid=uuid or uuid4(), outcome=outcome, file=file, says=words, on=on)
    data = {"proof": proof.uuid, "file": file.uuid, "on": on}
    record(scope=scope, verb="prove", kind="outcome", uuid=outcome.uuid, data=data)
    return proof


@dataclass(frozen=True, slots=True)
class Examined:
    """That a body looked at a practice, and what it concluded."""

    body: str
    on: date
    conclusion: str
    reason: str = ""
    paper: str = ""


@transaction.atomic
def examine(*, scope: Scope, practice: Practice, said: Examined, today: date, uuid: UUID | None = None) -> Examination:
    """Notes what a body concluded of a practice. It moves no stage: a practice lives on without being recognised."""
    ledger.one_after_another(uuid)
    check(scope, practice.owner_unit_id, "confirm", "approve")
    if uuid and (known := Examination.objects.filter(uuid=uuid, practice=practice).first()):
        return known
    words = {name: clean(getattr(said, name)).strip() for name in ("body", "reason", "paper")}
    if not words["body"] or said.conclusion not in rules.CONCLUSIONS:
        raise UnableToChangePractice("Hãy ghi cơ quan thẩm định và chọn kết luận.")
    if said.conclusion != "recognised" and not words["reason"]:
        raise UnableToChangePractice("Hãy ghi lý do, hoặc những điều cần hoàn thiện.")
    refuse_ahead(said.on, today, UnableToChangePractice)
    mark = Examination.objects.create(
        uuid=uuid or uuid4(),
        practice=practice,
        body=words["body"][:200],
        on=said.on,
        conclusion=said.conclusion,
        reason=words["reason"][:400],
        paper=words["paper"][:200],
    )
    data = {"mark": mark.uuid, "body": mark.body, "on": said.on, "conclusion": said.conclusion, "paper": mark.paper}
    record(scope=scope, verb="examine", kind="practice", uuid=practice.uuid, data=data)
    return mark


@transaction.atomic
def withdraw_mark(*, scope: Scope, mark: Goal | Proof | Examination, why: str, today: date) -> None:
    """Takes a mark that was wrong away, with the reason. It stays and says so."""
    if isinstance(mark, Proof):
        kind, uuid, unit, verbs = "outcome", mark.outcome.uuid, mark.outcome.unit_id, ["confirm"]
    else:
        kind, uuid, unit, verbs = "practice", mark.practice.uuid, mark.practice.owner_unit_id, ["confirm"]
    if isinstance(mark, Examination):
        verbs.append("approve")
    check(scope, unit, *verbs)
    words = clean(why).strip()[:400]
    if not words:
        raise UnableToChangePractice("Hãy ghi lý do rút.")
    model = type(mark)
    if not model._default_manager.filter(pk=mark.pk, withdrawn_on=None).update(withdrawn_on=today, why=words):
        raise UnableToChangePractice("Mục này đã được rút trước đó.")
    data = {"mark": mark.uuid, "what": model._meta.model_name, "why": words}
    record(scope=scope, verb="withdraw_mark", kind=kind, uuid=uuid, data=data)


@transaction.atomic
def plan_pilot(*, scope: Scope, practice: Practice, until: date) -> PilotTerm:
    """Says until when a practice is to be a pilot; the day may be moved until it was reviewed."""
    check(scope, practice.owner_unit_id, "confirm", "approve")
    stage = practice.stages.select_for_update().filter(track="pilot", to_on__isnull=True).first()
    if stage is None:
        raise UnableToChangePractice("Mô hình này hiện không làm điểm.")
    if until < stage.from_on:
        raise UnableToChangePractice(f"Ngày kết thúc làm điểm phải từ {stage.from_on:%d/%m/%Y} trở đi.")
    term, _ = PilotTerm.objects.get_or_create(stage=stage, defaults={"from_on": stage.from_on, "planned_to_on": until})
    if term.reviewed_on:
        raise UnableToChangePractice("Đợt làm điểm này đã được đánh giá.")
    PilotTerm.objects.filter(pk=term.pk).update(planned_to_on=until)
    record(scope=scope, verb="plan_pilot", kind="practice", uuid=practice.uuid, data={"until": until})
    term.refresh_from_db()
    return term


@transaction.atomic
def review_pilot(*, scope: Scope, practice: Practice, on: date, verdict: str, review: str, today: date) -> PilotTerm:
    """What was learnt from the last time as a pilot, and what is to become of it. The mark itself is closed apart."""
    check(scope, practice.owner_unit_id, "confirm", "approve")
    last = practice.stages.filter(track="pilot").order_by("-from_on", "-pk").first()
    term = PilotTerm.objects.select_for_update().filter(stage=last).first() if last else None
    if term is None:
        raise UnableToChangePractice("Hãy ghi thời hạn làm điểm trước khi đánh giá.")
    words = clean(review).strip()[:MOST_WORDS]
    if verdict not in rules.VERDICTS or not words:
        raise UnableToChangePractice("Hãy ghi nhận xét và chọn: nhân rộng, tiếp tục hay dừng.")
    if term.reviewed_on:
        raise UnableToChangePractice("Đợt làm điểm này đã được đánh giá.")
    refuse_ahead(on, today, UnableToChangePractice)
    if on < term.from_on:
        raise UnableToChangePractice(f"Ngày đánh giá phải từ {term.from_on:%d/%m/%Y} trở đi.")
    PilotTerm.objects.filter(pk=term.pk).update(reviewed_on=on, verdict=verdict, review=words)
    record(scope=scope, verb="review_pilot", kind="practice", uuid=practice.uuid, data={"on": on, "verdict": verdict})
    term.refresh_from_db()
    return term
