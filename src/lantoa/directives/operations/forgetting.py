"""Taking out of papers who did something with them, when that person asks."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from lantoa.common.scopes import Scope
from lantoa.directives.models import AddresseeStep, DirectiveStep
from lantoa.history.operations import record
from lantoa.organisations.models import Person
from lantoa.organisations.queries.personal_data import accounts_of
from lantoa.organisations.rules.personal_data import ERASED_NAME


@transaction.atomic
def forget_actor(*, scope: Scope, person: Person, about: UUID) -> int:
    """The steps of a person stay, without their name. Gives how many.

    Whoever calls has checked that the scope may act on all that is held of the person.
    """
    own = {"actor__in": accounts_of(person)}
    number = sum(
        steps.filter(**own).exclude(actor_name=ERASED_NAME).update(actor_name=ERASED_NAME)
        for steps in (DirectiveStep.objects, AddresseeStep.objects)
    )
    if number:
        record(scope=scope, verb="forget", kind="person_request", uuid=about, data={"directive_steps": number})
    return number
