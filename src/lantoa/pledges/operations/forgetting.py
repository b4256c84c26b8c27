"""A person asks that their data be erased, or used no more."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from lantoa.common.scopes import Scope
from lantoa.history.operations import BLANK, record
from lantoa.organisations import operations as organisations
from lantoa.organisations.models import Person
from lantoa.pledges.models import CommitmentFiled, Deed, Pledge, PledgeStep, PledgeVersion, Progress
from lantoa.pledges.operations.moving import KIND
from lantoa.pledges.operations.telling import arrange


@transaction.atomic
def forget(*, scope: Scope, people: Collection[Person], about: UUID, at: datetime) -> int:
    """Nothing is left of what the people undertook but that there was something; gives how many pledges."""
    rows = list(Pledge.objects.filter(person__in=people).select_related("unit"))
    deeds = Deed.objects.filter(pledge__in=rows)
    days: dict[int, set[date]] = {}
    for of, day in deeds.values_list("pledge__unit", "due_on"):
        days.setdefault(of, set()).add(day)
    deeds.update(what=BLANK, amount=None, counted_in="", theme=None, outcome="", told="", is_struck=True)
    Progress.objects.filter(deed__pledge__in=rows).update(words=BLANK, photo=None)
    PledgeVersion.objects.filter(pledge__in=rows).update(deeds=[], why=BLANK)
    PledgeStep.objects.filter(pledge__in=rows).exclude(note="").update(note=BLANK)
    Pledge.objects.filter(pk__in=[one.pk for one in rows]).exclude(origin="paper").update(paper=None)
    Pledge.objects.filter(pk__in=[one.pk for one in rows], origin="paper").update(paper=None, origin="unit")
    CommitmentFiled.objects.filter(person__in=people).delete()
    for one in rows:
        record(scope=scope, verb="forget", kind=KIND, uuid=one.uuid, data={"request": str(about)})
    units = {one.unit_id: one.unit for one in rows}
    for pk, unit in units.items():
        arrange(unit=unit, days=days.get(pk, set()), at=at)
    return len(rows)


@transaction.atomic
def hide(*, person: Person, at: datetime) -> None:
    """Nobody is reminded any more of what a person undertook who asked that their data be not used."""
    rows = Pledge.objects.filter(person=person).select_related("unit")
    for one in rows:
        arrange(unit=one.unit, days=set(one.deeds.values_list("due_on", flat=True)), at=at)


def forget_actor(*, scope: Scope, person: Person, about: UUID) -> int:
    """What a person did with pledges of others stays, without their name. Gives how many acts."""
    return organisations.forget_actor(scope=scope, person=person, about=about, steps=(PledgeStep,), said="pledge_steps")
