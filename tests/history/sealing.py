"""Sealing while others write: ``python -m tests.history.sealing``, on the database of the environment."""

from __future__ import annotations

import threading
from uuid import uuid4

from lantoa.cli.django import start

WRITERS, ACTS = 3, 60


def main() -> None:
    """Three write, one seals; AssertionError where an event stands outside the seals or the chain is broken."""
    start()
    from django.db import close_old_connections, transaction

    from lantoa.common.scopes import everything
    from lantoa.history import operations, verifying
    from lantoa.history.models import Event, Seal

    def write(name: str) -> None:
        for at in range(ACTS):
            try:
                with transaction.atomic():
                    operations.record(scope=everything(name), verb="try", kind="thing", uuid=uuid4(), data={"at": at})
                    # Every seventh act fails after it was written down: its number is given out again.
                    if at % 7 == 6:
                        raise KeyError
            except KeyError:
                pass
        close_old_connections()

    def seal() -> None:
        while any(one.is_alive() for one in writers):
            operations.seal(most=9)
        while operations.seal(most=9):
            pass
        close_old_connections()

    writers = [threading.Thread(target=write, args=(f"người {one}",)) for one in range(WRITERS)]
    sealer = threading.Thread(target=seal)
    for one in [*writers, sealer]:
        one.start()
    for one in [*writers, sealer]:
        one.join()
    sealed = sum(Event.objects.filter(seq__range=(s.first_seq, s.last_seq)).count() for s in Seal.objects.all())
    assert sealed == Event.objects.count() == WRITERS * (ACTS - ACTS // 7)
    assert verifying.first_broken() is None
    assert Seal.objects.count() > 3


if __name__ == "__main__":
    main()
