"""A person asks that their data be erased."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from lantoa.activities.models import ActivityStep, Attendance, Entry, Juror, SignUp, Tally
from lantoa.activities.operations.moving import KIND
from lantoa.common.scopes import Scope
from lantoa.history.operations import BLANK, record
from lantoa.organisations import operations as organisations
from lantoa.organisations.models import Person
from lantoa.organisations.queries.personal_data import accounts_of
from lantoa.organisations.rules.personal_data import ERASED_NAME


@transaction.atomic
def forget(*, scope: Scope, people: Collection[Person], about: UUID) -> int:
    """Of who came only numbers are left: why somebody was excused goes, and that they had signed up; gives at how many
    activities. The name itself goes with the person."""
    rows = list(Attendance.objects.filter(person__in=people).select_related("activity"))
    Attendance.objects.filter(person__in=people, state="excused").update(reason=BLANK)
    touched = {row.activity.uuid for row in rows}
    touched |= set(SignUp.objects.filter(person__in=people).values_list("activity__uuid", flat=True))
    SignUp.objects.filter(person__in=people).delete()
    Entry.objects.filter(person__in=people).exclude(by_words="").update(by_words=BLANK)
    for juror in Juror.objects.filter(person__in=people):
        Juror.objects.filter(pk=juror.pk).update(name=f"{BLANK} {juror.position + 1}")
    for uuid in sorted(touched):
        record(scope=scope, verb="forget", kind=KIND, uuid=uuid, data={"request": str(about)})
    return len(touched)


@transaction.atomic
def forget_actor(*, scope: Scope, person: Person, about: UUID) -> int:
    """What the person did with activities stays, without their name: in steps, and beside the numbers that they wrote
    down. Gives how many."""
    mine = Tally.objects.filter(counted_by__in=accounts_of(person)).exclude(counted_by_name=ERASED_NAME)
    number = mine.update(counted_by_name=ERASED_NAME)
    if number:
        record(scope=scope, verb="forget", kind="person_request", uuid=about, data={"tallies": number})
    steps = organisations.forget_actor(
        scope=scope, person=person, about=about, steps=(ActivityStep,), said="activity_steps"
    )
    return number + steps
