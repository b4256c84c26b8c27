"""What a paper says will be done: a target becomes one of a plan or of the unit, a pledge enters its register."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from lantoa.common.periods import Period
from lantoa.common.scopes import Identity, Scope
from lantoa.indicators import operations as ledger
from lantoa.indicators import queries as figures
from lantoa.intake.drafts import goals
from lantoa.intake.drafts.amounts import as_quantity
from lantoa.intake.models import Finding
from lantoa.intake.operations.registers import UnableToAccept, amount_of, key_of
from lantoa.organisations import queries as organisations
from lantoa.plans import operations as plans
from lantoa.plans import queries as plan_register
from lantoa.pledges import operations as pledges
from lantoa.pledges import queries as pledge_register
from lantoa.pledges.operations import DeedSaid, PledgeSaid
from lantoa.pledges.rules.contents import read_measure

KINDS = ("plan_target", "target", "pledge")


def enter_goal(scope: Scope, finding: Finding) -> Identity:
    """Adds the amount to the plan that was picked, or gives it to the unit as a target of no plan."""
    draft = finding.draft
    quantity = as_quantity(draft)
    assert quantity is not None  # a whole draft has one
    amount = amount_of(scope, finding, draft["indicator"], quantity)
    direction = draft.get("direction") or "at_least"
    if draft["plan"] == goals.OF_THE_UNIT:
        goal = ledger.Goal(amount, direction, stands_in=finding.paper.title[:400], uuid=key_of(finding))
        return Identity("target", ledger.set_target(scope=scope, goal=goal).uuid)
    plan = plan_register.plan(UUID(draft["plan"]))
    if plan is None or not scope.may("confirm", plan.unit_id):
        raise UnableToAccept("Không tìm thấy kế hoạch đã chọn. Bấm “Sửa” để chọn kế hoạch khác.")
    said = plans.TargetSaid(
        amount.indicator, amount.unit, amount.period, amount.quantity, direction, amount.is_cumulative
    )
    return Identity("plan_target", plans.write_target(scope=scope, plan=plan, said=said, uuid=key_of(finding)).uuid)


def enter_pledge(scope: Scope, finding: Finding, today: date) -> Identity:
    """Registers the pledge in the own unit of whoever undertakes it, with the paper that says so."""
    draft = finding.draft
    days = Period.year(int(draft["year"]))
    unit = organisations.unit(draft["unit"], today)
    person = organisations.people().filter(uuid=draft["person"]).first() if draft.get("person") else None
    if draft.get("is_person") and person is None:
        raise UnableToAccept("Không tìm thấy người đăng ký. Bấm “Sửa” để chọn lại.")
    deeds = []
    for one in draft["deeds"]:
        measured = read_measure(one.get("measure") or "")
        if measured is None:
            raise UnableToAccept(f"“{one['measure']}” chưa phải chỉ tiêu. Bấm “Sửa”, ghi số rồi đến đơn vị tính.")
        due_on = date.fromisoformat(one["due_on"]) if one.get("due_on") else days.to_on
        deeds.append(DeedSaid(one["what"], due_on, *measured))
    said = PledgeSaid(unit, days, deeds, person, paper=finding.paper.file)
    made, _is_new = pledges.register(scope=scope, said=said, today=today, uuid=key_of(finding))
    return Identity("pledge", made.uuid)


def leave(scope: Scope, finding: Finding, why: str, today: date) -> None:
    """Takes back what was entered: the target out of its plan, the unit's target, the pledge, each with the reason."""
    record = finding.record
    if record is None:
        return
    if finding.record_kind == "plan_target" and (target := plan_register.target_in(record)):
        plans.remove_target(scope=scope, target=target)
    elif finding.record_kind == "target" and (goal := figures.target(record)) and goal.stands:
        ledger.withdraw_target(scope=scope, target=goal, why=why)
    elif finding.record_kind == "pledge" and (pledge := pledge_register.pledge(record)):
        pledges.advance(scope=scope, pledge=pledge, verb="drop", today=today, note=why)
