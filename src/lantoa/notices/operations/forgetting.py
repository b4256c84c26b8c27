"""Blanking whom notices were sent to, when a person asks that their data be erased."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from lantoa.common.scopes import Scope
from lantoa.history.operations import record
from lantoa.notices.models import Delivery


@transaction.atomic
def forget(*, scope: Scope, deliveries: QuerySet[Delivery], about: UUID) -> int:
    """Takes names and addresses out of deliveries; what was said and what became of it stay. Gives how many.

    Whoever calls has checked that the scope may act on all that is held of the person.
    """
    number = 0
    # An e-mail that is still on its way needs its address until it has arrived or was given up.
    done = deliveries.exclude(channel="email", user__isnull=True, settled_at__isnull=True)
    for one in done.select_for_update(of=("self",)):
        # The key that told one recipient from another holds the address too; an e-mail without an account needs one.
        key = one.recipient if one.user_id else f"forgotten:{one.pk}"
        address = "" if one.user_id or one.channel != "email" else f"da-xoa-{one.pk}@invalid"
        number += Delivery.objects.filter(pk=one.pk).update(recipient=key, name="", address=address)
    if number:
        record(scope=scope, verb="forget", kind="person_request", uuid=about, data={"deliveries": number})
    return number
