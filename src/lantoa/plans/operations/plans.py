"""A plan begins, is written, submitted, returned or approved, amended, closed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from lantoa.common.errors import Unable
from lantoa.common.periods import Period
from lantoa.common.scopes import Identity, Scope
from lantoa.directives import queries as directives
from lantoa.directives.models import Directive
from lantoa.history.operations import acted, record
from lantoa.indicators.operations import Amount, Goal, set_targets, withdraw_target
from lantoa.indicators.queries import standing_targets
from lantoa.notices.operations import stop_reminding
from lantoa.organisations.models import Unit
from lantoa.plans import queries
from lantoa.plans.models import Plan, PlanStep, PlanTarget, PlanVersion, Task, Theme
from lantoa.plans.operations import discarding
from lantoa.plans.operations.telling import tell_step
from lantoa.plans.queries.snapshots import rows_of
from lantoa.plans.rules import contents, plans, years
from lantoa.vietnamese.text import clean, fold, sort_key

KIND = "plan"


class UnableToChangePlan(Unable):
    """The plan cannot be changed so, or not by this person."""


@dataclass(frozen=True, slots=True)
class PlanSaid:
    """What somebody says of a plan as a whole."""

    unit: Unit
    kind: str
    name: str
    from_on: date
    to_on: date
    parent: Plan | None = None
    stands_in: str = ""
    themes: Collection[Theme] = ()
    papers: Collection[Directive] = ()


@transaction.atomic
def start_plan(*, scope: Scope, said: PlanSaid, uuid: UUID | None = None) -> Plan:
    """A plan is begun, as a draft. The same ``uuid`` again gives the one that stands."""
    # One after another for each unit: two sends of one form would both hear that it does not stand yet.
    Unit.objects.select_for_update(no_key=True).get(pk=said.unit.pk)
    if uuid and (known := queries.plan(uuid)):
        _check(scope, "start", known.unit_id)
        return known
    _check(scope, "start", said.unit.pk)
    one = Plan.objects.create(
        uuid=uuid or uuid4(),
        unit=said.unit,
        made_by_id=scope.actor_id,
        made_at=timezone.now(),
        **_columns(said),
    )
    one.themes.set(said.themes)
    _rest_on(scope, one, said.papers)
    _step(scope, one, "start", timezone.now())
    return one


@transaction.atomic
def change_plan(*, scope: Scope, plan: Plan, said: PlanSaid) -> Plan:
    """Corrects what a plan says as a whole, while it may be written; its unit stays."""
    one = writable(scope, plan)
    columns = _columns(said, own=one)
    first, last = columns["from_on"], columns["to_on"]
    outside = one.tasks.filter(is_removed=False).exclude(due_on__range=(first, last)).order_by("due_on").first()
    if outside:
        raise UnableToChangePlan(
            f"Việc “{outside.name}” có hạn {outside.due_on:%d/%m/%Y}, ngoài thời gian của kế hoạch. "
            "Hãy sửa việc đó trước."
        )
    before = {name: getattr(one, name) for name in ("name", "kind", "from_on", "to_on", "stands_in")}
    for name, value in columns.items():
        setattr(one, name, value)
    one.save(update_fields=list(columns))
    one.themes.set(said.themes)
    before["papers"] = _rest_on(scope, one, said.papers)
    data = {"name": one.name, "before": before}
    record(scope=scope, verb="change", kind=KIND, uuid=one.uuid, data=data)
    return one


@transaction.atomic
def advance_plan(*, scope: Scope, plan: Plan, verb: str, at: datetime, note: str = "") -> Plan:
    """Uses a verb of the table on a plan (rules.plans); UnableToChangePlan where it may not follow.

    Throwing an amendment away ("discard") leaves the version in force as what the plan says, for good.

    Approving freezes the plan as it reads at this moment, as its next version, and gives the units their targets.
    Returning, amending, closing and opening again need a ``note``. Of an amendment the former text stays.
    """
    one = Plan.objects.select_for_update(of=("self",)).select_related("unit", "parent").get(pk=plan.pk)
    now = plans.after(one.stage, verb)
    if now is None:
        said = plans.VERBS.get(verb, verb).lower()
        raise UnableToChangePlan(f"Kế hoạch đang ở bước “{plans.STAGES[one.stage]}” nên không thể {said}.")
    _check(scope, verb, one.unit_id)
    if verb in plans.WITH_REASON and not note.strip():
        raise UnableToChangePlan("Hãy ghi rõ lý do hoặc ý kiến.")
    if verb == "submit" and not (queries.tasks_of(one).exists() or queries.targets_in(one).exists()):
        raise UnableToChangePlan("Kế hoạch chưa có việc hay chỉ tiêu nào. Hãy thêm trước khi trình.")
    version = _approve(scope, one, at) if verb == "approve" else None
    more: dict[str, Any] = {}
    if verb == "discard":
        note, more = _discard(scope, one, note, at)
    one.stage = now
    one.save(update_fields=["stage", "revision"])
    if verb == "close":
        _forget_reminders(scope, one, at)
    step = _step(scope, one, verb, at, note=clean(note).strip(), version=version, more=more)
    tell_step(scope=scope, plan=one, step=step, at=at)
    return one


def _discard(scope: Scope, one: Plan, note: str, at: datetime) -> tuple[str, dict[str, Any]]:
    """The rows read again as they were approved; gives what is to be said of it, and what the history keeps."""
    now, before = queries.content_of(one), queries.version(one, one.revision)
    names = queries.names_of_people(contents.people_in(now))
    changed = contents.compare(before.content, now, names) if before else []
    discarding.put_back(scope=scope, plan=one, version=before, at=at)
    said = f"{note.strip()} (Đã bỏ: {discarding.told(changed)}.)" if changed else note
    return said, {"discarded": now} if changed else {}


def _approve(scope: Scope, one: Plan, at: datetime) -> PlanVersion:
    """The next version; where nothing differs the one in force stays."""
    content = queries.content_of(one)
    digest = contents.digest(content)
    before = queries.version(one, one.revision)
    if before and before.digest == digest:
        return before
    one.revision += 1
    one.tasks.filter(since__isnull=True, is_removed=False).update(since=one.revision)
    one.targets.filter(since__isnull=True, is_removed=False).update(since=one.revision)
    version = PlanVersion.objects.create(
        plan=one,
        revision=one.revision,
        content=content,
        digest=digest,
        rows=rows_of(one),
        approved_by_id=scope.actor_id,
        approved_at=at,
    )
    _give_targets(scope, one)
    for task in one.tasks.filter(is_removed=True, reminded_for__isnull=False):
        stop_reminding(scope=scope, at=at, cause=Identity("task", task.uuid), why="đã đưa ra khỏi kế hoạch")
        Task.objects.filter(pk=task.pk).update(reminded_for=None)
    return version


def _give_targets(scope: Scope, one: Plan) -> None:
    """What the plan says becomes what its units were given; what it no longer says is taken back.

    Whoever approves a plan decides on its targets, whether or not that role enters anything in registers by itself.
    """
    rows = list(queries.targets_in(one))
    kept = {row.uuid for row in rows}
    stale = list(standing_targets().filter(source_kind=KIND, source_uuid=one.uuid))
    units = frozenset(row.unit_id for row in [*rows, *stale])
    deciding = replace(scope, reach={**scope.reach, "confirm": units})
    wanted = {(row.indicator_id, row.unit_id, row.from_on, row.to_on, row.is_cumulative) for row in rows}
    for old in stale:
        if (old.indicator_id, old.unit_id, old.from_on, old.to_on, old.is_cumulative) not in wanted:
            withdraw_target(scope=deciding, target=old, why=f"Không còn trong “{one.name}”")
    if kept:
        goals = [_goal(one, row) for row in rows]
        set_targets(scope=deciding, goals=goals, why=f"Theo “{one.name}”, bản {one.revision}")


def _goal(one: Plan, row: PlanTarget) -> Goal:
    amount = Amount(row.indicator, row.unit, row.period, row.quantity, row.is_cumulative, citation=row.citation)
    stands_in = one.stands_in or one.name
    return Goal(amount, row.direction, stands_in, source=Identity(KIND, one.uuid))


def _forget_reminders(scope: Scope, one: Plan, at: datetime) -> None:
    for task in one.tasks.filter(reminded_for__isnull=False):
        stop_reminding(scope=scope, at=at, cause=Identity("task", task.uuid), why="kế hoạch đã khép lại")
    one.tasks.filter(reminded_for__isnull=False).update(reminded_for=None)


def writable(scope: Scope, plan: Plan) -> Plan:
    """The plan, locked, for whoever may write it while it may be written; UnableToChangePlan otherwise."""
    one = Plan.objects.select_for_update(of=("self",)).select_related("unit", "parent").get(pk=plan.pk)
    if not scope.may("confirm", one.unit_id):
        raise UnableToChangePlan("Tài khoản này không được sửa kế hoạch của đơn vị này.")
    if one.stage not in plans.WRITABLE:
        raise UnableToChangePlan(_WHY_CLOSED[one.stage])
    return one


_WHY_CLOSED = {
    "submitted": "Kế hoạch đang trình duyệt, chưa sửa được. Người duyệt có thể trả lại để sửa.",
    "approved": "Kế hoạch đã duyệt. Muốn sửa, hãy bấm “Điều chỉnh”: bản đã duyệt vẫn được giữ nguyên.",
    "closed": "Kế hoạch đã khép lại, không sửa được nữa.",
}


def _check(scope: Scope, verb: str, unit: int) -> None:
    if not scope.may(plans.NEEDED[verb], unit):
        raise UnableToChangePlan("Tài khoản này không được làm việc đó với kế hoạch của đơn vị này.")


def _columns(said: PlanSaid, *, own: Plan | None = None) -> dict[str, Any]:
    name = clean(said.name).strip()
    if not name:
        raise UnableToChangePlan("Hãy ghi tên kế hoạch.")
    if said.kind not in plans.KINDS:
        raise UnableToChangePlan("Hãy chọn loại kế hoạch.")
    if said.to_on < said.from_on:
        raise UnableToChangePlan("Ngày kết thúc đứng trước ngày bắt đầu.")
    if not years.are_thinkable(said.from_on, said.to_on):
        raise UnableToChangePlan(f"Hãy ghi năm từ {years.FIRST} đến {years.LAST}.")
    _check_parent(said, own)
    for theme in said.themes:
        if theme.ended_as == "withdrawn":
            raise UnableToChangePlan(f"“{theme.name}” đã rút; hãy bỏ chọn.")
    return {
        "kind": said.kind,
        "name": name[:400],
        "folded": fold(name)[:400],
        "sort_key": sort_key(name),
        "from_on": said.from_on,
        "to_on": said.to_on,
        "parent": said.parent,
        "stands_in": clean(said.stands_in).strip()[:400],
    }


def _check_parent(said: PlanSaid, own: Plan | None) -> None:
    above = said.parent
    if above is None or (own is not None and own.parent_id == above.pk):
        return
    days = Period(said.from_on, said.to_on)
    if not queries.may_be_parent(said.unit.pk, days, own=own).filter(pk=above.pk).exists():
        raise UnableToChangePlan(
            f"“{above.name}” không phải kế hoạch của đơn vị này hay của cấp trên trong thời gian đã ghi, hoặc chưa "
            "được duyệt."
        )
    step: Plan | None = above
    while own is not None and step is not None:
        if step.pk == own.pk:
            raise UnableToChangePlan("Kế hoạch không thể thực hiện chính nó.")
        step = step.parent


def _rest_on(scope: Scope, one: Plan, wanted: Collection[Directive]) -> list[str]:
    """Links the papers on which a plan rests; gives the numbers of those before. New ones must be open to one."""
    before = list(one.papers.all())
    fresh = [paper.pk for paper in wanted if paper not in before]
    if fresh and directives.visible(scope).filter(pk__in=fresh).count() < len(set(fresh)):
        raise UnableToChangePlan("Có văn bản không nằm trong sổ mà tài khoản này được xem. Hãy chọn lại.")
    one.papers.set(wanted)
    return sorted(paper.code for paper in before)


def _step(
    scope: Scope,
    one: Plan,
    verb: str,
    at: datetime,
    *,
    note: str = "",
    version: PlanVersion | None = None,
    more: dict[str, Any] | None = None,
) -> PlanStep:
    made = PlanStep.objects.create(
        plan=one,
        verb=verb,
        stage=one.stage,
        note=note,
        version=version,
        **acted(scope, at),
    )
    data: dict[str, Any] = {"stage": one.stage, "note": note, "name": one.name, "unit": one.unit.code}
    data |= more or {}
    if version:
        data |= {"revision": version.revision, "digest": version.digest}
    record(scope=scope, verb=verb, kind=KIND, uuid=one.uuid, data=data)
    return made
