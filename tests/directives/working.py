"""What the test of killed tellers has other processes do: ``python -m tests.directives.working prepare|tell``.

The settings are named by the environment; what needs them is imported once Django has begun.
"""

from __future__ import annotations

import sys
from datetime import timedelta

from lantoa.cli.django import start

BRANCHES = 150


def prepare() -> None:
    """A commune with many branches, each with its secretary, and a paper that asks them all by today."""
    from django.utils import timezone

    from lantoa.accounts.operations import make_account
    from lantoa.directives import operations
    from lantoa.directives.operations import Call, Header
    from lantoa.organisations import operations as organisations
    from tests.cast import LONG_AGO, assemble

    cast, today = assemble(), timezone.localdate()
    commune = cast.units["du-an-phuc"]
    for number in range(BRANCHES):
        parents = {"place": cast.units["an-phuc"], "party": commune}
        branch = organisations.found_unit(
            scope=cast.product,
            code=f"cb-{number}",
            name=f"Chi bộ {number}",
            unit_class="party_branch",
            on=LONG_AGO,
            parents=parents,
        )
        user = make_account(username=f"bithu{number}", full_name=f"Bí thư {number}", password=None)
        organisations.grant(
            scope=cast.product,
            user=user,
            unit=branch,
            role="branch_secretary",
            on=LONG_AGO,
            to_on=today + timedelta(days=400),
        )
    header = Header("5-KH/ĐU", "Kế hoạch năm", today, issuer=commune)
    paper, _new = operations.record_directive(scope=cast.product, unit=commune, header=header, today=today)
    call = Call("direct", "party", classes=["party_branch"], due_on=today)
    operations.send(scope=cast.product, directive=paper, sender=commune, call=call, today=today)


def tell() -> None:
    """Tells and reminds whoever is left, as the worker's tasks do; at an hour at which people may be reminded."""
    from django.utils import timezone

    from lantoa.directives import operations

    noon, within = timezone.localtime().replace(hour=12), timedelta(minutes=1)
    operations.tell_sent(at=noon, within=within)
    operations.remind_stages(at=noon, within=within)


if __name__ == "__main__":
    start()
    {"prepare": prepare, "tell": tell}[sys.argv[1]]()
