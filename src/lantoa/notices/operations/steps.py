"""The one way a delivery goes from stage to stage: under a lock, by a verb of the table, with a step kept."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from lantoa.notices import rules
from lantoa.notices.models import Delivery, Step


def locked(pk: int) -> tuple[Delivery, str]:
    """The delivery, held until the transaction ends, and its stage."""
    # The stage is asked for after the lock is ours: in one query it could be the one from before another's step.
    delivery = Delivery.objects.select_for_update().get(pk=pk)
    last = delivery.steps.order_by("-number").first()
    return delivery, last.stage if last else "waiting"


def step(
    delivery: Delivery,
    verb: str,
    *,
    at: datetime,
    actor: int | None = None,
    note: str = "",
    try_at: datetime | None = None,
) -> str | None:
    """Keeps the step of a locked delivery and gives the new stage; None, and nothing kept, where the verb may not be
    used. Only a message that was handed over stays in its worker's hands."""
    last = delivery.steps.order_by("-number").first()
    new = rules.after(delivery.channel, last.stage if last else "waiting", verb)
    if new is None:
        return None
    number = last.number + 1 if last else 1
    Step.objects.create(delivery=delivery, number=number, verb=verb, stage=new, at=at, actor_id=actor, note=note[:300])
    changed: dict[str, Any] = {"settled_at": at if new in rules.SETTLED else None}
    if new == "handed_over":
        changed["claimed_at"] = at
    else:
        changed |= {"claimed_at": None, "claimed_by": ""}
    if try_at is not None:
        changed["try_at"] = try_at
    Delivery.objects.filter(pk=delivery.pk).update(**changed)
    return new
