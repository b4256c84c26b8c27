"""What a person decides of a finding. Each verb checks the table, who may, and writes a step and the history."""

from __future__ import annotations

from datetime import date
from decimal import InvalidOperation
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lantoa.common.errors import Unable
from lantoa.common.scopes import Identity, Scope
from lantoa.directives import queries as directives
from lantoa.directives.models import Directive
from lantoa.history.operations import record as write_down
from lantoa.intake import acts, queries, rules
from lantoa.intake.drafts import is_whole, missing
from lantoa.intake.drafts.goals import is_goal
from lantoa.intake.models import Finding, FindingStep, Paper
from lantoa.intake.operations import directives as entering
from lantoa.intake.operations import learning, registers, undertaking
from lantoa.intake.operations.registers import UnableToAccept
from lantoa.intake.queries import FindingNow
from lantoa.practices import queries as practice_register
from lantoa.practices.models import Practice

MISSING = {
    "indicator": "chỉ tiêu",
    "number": "con số",
    "unit": "đơn vị",
    "owner_unit": "đơn vị có mô hình",
    "period": "kỳ (từ ngày, đến ngày)",
    "from_on": "từ ngày",
    "to_on": "đến ngày",
    "name": "tên mô hình",
    "kind": "tập thể hay cá nhân",
    "registered_on": "ngày đăng ký",
    "code": "số, ký hiệu",
    "issuer": "cơ quan ban hành",
    "dated_on": "ngày văn bản",
    "abstract": "trích yếu",
    "plan": "kế hoạch có chỉ tiêu này",
    "person": "người đăng ký",
    "year": "năm đăng ký",
    "deeds": "việc đăng ký",
}
JOINS = {
    "practice": ("practice",),
    "amount": ("outcome", "statement"),
    "commendation": ("statement",),
    "directive": ("directive",),
    "pledge": (),
    "mention": ("unit", "person"),
}
# What a record is known by: another one is another record.
_IDENTITY = ("name", "owner_unit", "code", "issuer", "issuer_name", "dated_on")


class UnableToDecide(Unable):
    """This person may not decide it, or it stands where the verb may not be used."""


class UnableToJoin(Unable):
    """There is no such record, or it is of another kind."""


class UnableToUndo(Unable):
    """Something rests on the record by now."""


@transaction.atomic
def accept(
    *, scope: Scope, finding: Finding, draft: dict[str, Any] | None = None, today: date | None = None
) -> FindingNow:
    """Enters the draft into its register with its citation. Sent twice, it enters once.

    An amount takes along practices of the same paper that are not accepted yet but could be.
    """
    now = _locked(scope, finding)
    if now.stage in rules.SETTLED:
        return now
    with acts.one_act():
        return _accept(scope, now, draft, today)


def _accept(scope: Scope, now: FindingNow, draft: dict[str, Any] | None, today: date | None) -> FindingNow:
    _next(now, "accept")
    if draft is not None:
        now = _corrected(scope, now, draft)
    match = now.draft.get("match")
    if match and now.draft["register"] == "practice":
        return join(scope=scope, finding=now, record=Identity("practice", UUID(match["uuid"])))
    if lacking := missing(now.draft):
        words = ", ".join(MISSING[part] for part in dict.fromkeys(lacking))
        raise UnableToAccept(f"Chưa nhận được vì còn thiếu: {words}. Bấm “Sửa” để điền.")
    if today and (now.draft.get("registered_on") or "") > today.isoformat():
        raise UnableToAccept("Ngày đăng ký mô hình chưa đến; hãy sửa ngày rồi nhận.")
    learning.from_acceptance(scope=scope, finding=now)
    if now.draft["register"] == "directive":
        return _enter_directive(scope, now, today)
    return _settle(scope, now, "accept", _enter(scope, now, today or timezone.localdate()))


@transaction.atomic
def join(*, scope: Scope, finding: Finding, record: Identity, today: date | None = None) -> FindingNow:
    """Says that the finding is a record that stands already: nothing new enters. A paper of the book gets the file."""
    now = _locked(scope, finding)
    if now.stage == "joined" and now.record == record.uuid:
        return now
    _next(now, "join")
    if record.kind not in JOINS[now.draft["register"]]:
        raise UnableToJoin("Không thể ghép mục này vào loại bản ghi đó.")
    if not registers.may_join(scope, record):
        raise UnableToJoin("Không tìm thấy bản ghi để ghép; có thể đã được rút khỏi sổ.")
    learning.from_joining(scope=scope, finding=now, record=record)
    if now.draft["register"] == "directive":
        return _enter_directive(scope, now, today, into=directives.directive(record.uuid))
    return _settle(scope, now, "join", record)


@transaction.atomic
def reject(*, scope: Scope, finding: Finding, why: str = "") -> FindingNow:
    """Says that nothing of it shall enter."""
    rejected = _move(scope, finding, "reject", why)
    learning.from_rejection(scope=scope, finding=rejected)
    return rejected


@transaction.atomic
def put_off(*, scope: Scope, finding: Finding, why: str = "") -> FindingNow:
    """Leaves it for later."""
    return _move(scope, finding, "put_off", why)


@transaction.atomic
def take_up(*, scope: Scope, finding: Finding) -> FindingNow:
    """Opens again what was rejected or put off."""
    opened = _move(scope, finding, "take_up", "")
    learning.take_back(scope=scope, finding=opened, sorts=("wrong",))
    return opened


@transaction.atomic
def undo(*, scope: Scope, finding: Finding, why: str = "") -> FindingNow:
    """Takes back what was accepted or joined: its facts are reversed, the finding is open again."""
    now = _locked(scope, finding)
    _next(now, "undo")
    _nothing_rests_on(now)
    reason = why.strip() or f"Hoàn tác khi xác nhận “{now.paper.title}”"
    if now.draft["register"] == "directive":
        entering.leave(scope, now, reason[:400])
    elif now.record_kind in undertaking.KINDS:
        undertaking.leave(scope, now, reason[:400], timezone.localdate())
    elif now.stage == "accepted":
        registers.leave(scope, now, reason[:400])
    else:
        learning.take_back(scope=scope, finding=now, sorts=("unit", "practice"))
    Finding.objects.filter(pk=now.pk).update(record_kind="", record=None)
    return _step(scope, now, "undo", note=why)


@transaction.atomic
def undo_last(*, scope: Scope, paper: Paper) -> list[FindingNow]:
    """Takes back the last act of this person on a paper, all of it or nothing; gives its findings.

    Done again, it goes one act further back. UnableToUndo where nothing is left or something rests on it.
    """
    Paper.objects.select_for_update().filter(pk=paper.pk).first()
    act = acts.last_act(paper, scope.actor_id)
    if act is None:
        raise UnableToUndo("Không còn việc nào của đồng chí trên văn bản này để hoàn tác.")
    back: list[FindingNow] = []
    with acts.one_act():
        # The last step first: a practice goes only after the figures that rest on it.
        for finding in act.findings:
            now = queries.findings(paper).get(pk=finding)
            verb = undo if acts.way_back(now.stage) == "undo" else take_up
            back.append(verb(scope=scope, finding=now))
    return back


@transaction.atomic
def correct(*, scope: Scope, finding: Finding, draft: dict[str, Any]) -> FindingNow:
    """Keeps what was typed, whole or not."""
    return _corrected(scope, _locked(scope, finding), draft)


@transaction.atomic
def set_apart(*, scope: Scope, finding: Finding) -> FindingNow:
    """A further mention turns out to be a thing of its own."""
    now = _locked(scope, finding)
    Finding.objects.filter(pk=now.pk).update(same_as=None)
    write_down(scope=scope, verb="set_apart", kind="finding", uuid=now.uuid)
    return _again(now)


def accept_all_certain(*, scope: Scope, paper: Paper, kind: str = "", today: date | None = None) -> int:
    """Accepts, one by one, what is certain and undecided (of one kind), practices first; gives how many."""
    found = queries.heads(paper).filter(stage="new").select_related("citation", "paper")
    if kind:
        found = found.filter(kind=kind)
    certain = sorted(filter(is_certain, found), key=lambda one: one.draft["register"] != "practice")
    count = 0
    with acts.one_act():
        for one in certain:
            if _owners_waiting(one):
                continue
            try:
                accept(scope=scope, finding=one, today=today)
            except Unable:
                continue
            count += 1
    return count


def is_certain(finding: Finding) -> bool:
    """Whether it may be accepted unread: whole, and the reader sure without a doubt or a person's own correction."""
    sure = finding.certainty >= rules.CERTAIN and not finding.doubts
    return (
        is_whole(finding.draft) and (sure or bool(finding.draft.get("corrected"))) and not finding.draft.get("likely")
    )


def _locked(scope: Scope, finding: Finding) -> FindingNow:
    # The paper, not the finding alone: accepting an amount may accept practices of the same paper, and two people
    # who begin at different ends must not wait for each other.
    Paper.objects.select_for_update().filter(pk=finding.paper_id).first()
    now = _again(finding)
    if not scope.may("confirm", now.paper.unit_id):
        raise UnableToDecide("Tài khoản này không được xác nhận văn bản của đơn vị này.")
    if queries.stage_of(now.paper) != "review":
        raise UnableToDecide("Văn bản này chưa đọc xong hoặc đã kết thúc; hãy mở lại văn bản rồi quyết định.")
    return now


def _again(finding: Finding) -> FindingNow:
    return queries.findings(finding.paper).select_related("citation", "paper__unit").get(pk=finding.pk)


def _next(now: FindingNow, verb: str) -> str:
    if now.same_as_id is not None:
        raise UnableToDecide("Chỗ này được quyết định cùng lần nhắc đầu tiên; hãy tách riêng nếu là mục khác.")
    stage = rules.after(rules.FINDING_TABLE, now.stage, verb)
    if stage is None:
        raise UnableToDecide(f"Mục này {rules.FINDING_STAGES[now.stage].lower()}, không làm được việc vừa chọn.")
    return stage


def _move(scope: Scope, finding: Finding, verb: str, note: str) -> FindingNow:
    now = _locked(scope, finding)
    if any(known == verb and to == now.stage for (_, known), to in rules.FINDING_TABLE.items()):
        return now
    return _step(scope, now, verb, note=note)


def _step(scope: Scope, now: FindingNow, verb: str, note: str = "") -> FindingNow:
    stage = _next(now, verb)
    at = timezone.now()
    FindingStep.objects.create(
        finding=now, act=acts.now(), verb=verb, stage=stage, at=at, by_id=scope.actor_id, note=note[:400]
    )
    after = _again(now)
    data = {"paper": str(now.paper.uuid), "read": now.read.get("surface", "")[:200], "why": note}
    if after.record:
        data |= {"record_kind": after.record_kind, "record": str(after.record)}
    write_down(scope=scope, verb=verb, kind="finding", uuid=now.uuid, data=data)
    return after


def _settle(scope: Scope, now: FindingNow, verb: str, record: Identity | None) -> FindingNow:
    if record:
        Finding.objects.filter(pk=now.pk).update(record_kind=record.kind, record=record.uuid)
    return _step(scope, now, verb)


def _corrected(scope: Scope, now: FindingNow, draft: dict[str, Any]) -> FindingNow:
    if now.stage not in rules.OPEN:
        raise UnableToDecide("Chỉ sửa được mục chưa quyết định; hãy hoàn tác trước.")
    whole = now.draft | draft | {"register": now.draft["register"], "corrected": True}
    if any(whole.get(part) != now.draft.get(part) for part in _IDENTITY):
        whole.pop("match", None)
    if whole["register"] == "directive":
        whole["carries_out"] = entering.looked_up(now.paper, whole.get("carries_out") or [])
    learning.from_correction(scope=scope, finding=now, draft=whole)
    Finding.objects.filter(pk=now.pk).update(draft=whole)
    write_down(scope=scope, verb="correct", kind="finding", uuid=now.uuid, data={"draft": draft})
    return _again(now)


def _enter_directive(scope: Scope, now: FindingNow, today: date | None, *, into: Directive | None = None) -> FindingNow:
    """One paper is one record: what stands in a book is joined, and gets what this one adds."""
    try:
        record, is_new = entering.enter(scope, now, today=today or timezone.localdate(), into=into)
    except ValueError as error:
        raise UnableToAccept("Có ngày ghi chưa đúng. Bấm “Sửa” để xem lại.") from error
    return _settle(scope, now, "accept" if is_new else "join", record)


def _enter(scope: Scope, now: FindingNow, today: date) -> Identity | None:
    try:
        match now.draft["register"]:
            case "practice":
                return registers.enter_practice(scope, now)
            case "pledge":
                return undertaking.enter_pledge(scope, now, today)
            case "amount" if is_goal(now.draft):
                return undertaking.enter_goal(scope, now)
            case "amount":
                return registers.enter_amount(scope, now, _owners(scope, now))
            case "commendation":
                return registers.enter_commendation(scope, now)
    except (InvalidOperation, ValueError) as error:
        raise UnableToAccept("Có chỗ ghi chưa đúng (số hoặc ngày). Bấm “Sửa” để xem lại.") from error
    match = now.draft.get("match")
    return Identity(match["kind"], UUID(match["uuid"])) if match else None


def _owners(scope: Scope, now: FindingNow) -> list[Practice]:
    """The practices that an amount belongs to; those that could be accepted are, first."""
    owners: list[Practice] = []
    for one in queries.findings(now.paper).filter(position__in=now.draft.get("practices", [])):
        head = one
        if head.stage in rules.OPEN:
            name = head.draft.get("name", "")
            if head.draft.get("likely") or not is_whole(head.draft):
                raise UnableToAccept(f"Số này thuộc mô hình “{name}”. Hãy nhận hoặc ghép mô hình đó trước.")
            head = accept(scope=scope, finding=head)
        practice = head.record and practice_register.practice(head.record)
        if not practice:
            name = head.draft.get("name", "")
            raise UnableToAccept(
                f"Mô hình “{name}” đã bỏ. Hãy sửa mục này: chọn mô hình khác hoặc không thuộc mô hình nào."
            )
        owners.append(practice)
    return owners


def _owners_waiting(finding: Finding) -> bool:
    positions = [] if is_goal(finding.draft) else finding.draft.get("practices") or []
    found = queries.findings(finding.paper).filter(position__in=positions) if positions else ()
    return any(one.stage not in rules.SETTLED for one in found)


def _nothing_rests_on(now: FindingNow) -> None:
    # What was joined, or only named, leaves the record where it stands.
    made = now.stage == "accepted" and now.draft["register"] != "mention"
    if made and now.record and queries.settled_elsewhere(now.record, now).filter(kind=now.kind).exists():
        raise UnableToUndo("Mục khác đã ghép vào bản ghi này; hãy hoàn tác mục đó trước.")
    if now.draft["register"] == "practice":
        amounts = queries.heads(now.paper).filter(kind="quantity", stage__in=rules.SETTLED)
        if any(now.position in (one.draft.get("practices") or []) for one in amounts):
            raise UnableToUndo("Mô hình này đã có số liệu ghi vào sổ; hãy hoàn tác các số liệu đó trước.")
