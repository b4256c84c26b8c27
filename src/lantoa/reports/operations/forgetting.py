"""Taking out of reports who did something with them, when that person asks."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from lantoa.common.scopes import Scope
from lantoa.history.operations import record
from lantoa.organisations.models import Person
from lantoa.organisations.queries.personal_data import accounts_of
from lantoa.organisations.rules.personal_data import ERASED_NAME
from lantoa.reports.models import Step


@transaction.atomic
def forget_actor(*, scope: Scope, person: Person, about: UUID) -> int:
    """The steps of a person stay, without their name. Gives how many.

    Whoever calls has checked that the scope may act on all that is held of the person.
    """
    own = Step.objects.filter(actor__in=accounts_of(person)).exclude(actor_name=ERASED_NAME)
    number = own.update(actor_name=ERASED_NAME)
    if number:
        record(scope=scope, verb="forget", kind="person_request", uuid=about, data={"report_steps": number})
    return number
