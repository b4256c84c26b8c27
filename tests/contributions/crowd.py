"""Joint gifts cross: ``python -m tests.contributions.crowd``, on the database of the environment."""

from __future__ import annotations

import threading
from datetime import date

from lantoa.cli.django import start

EACH = 15


def main() -> None:
    """Two write gifts to two drives, each gift shared with the other drive, in opposite directions; AssertionError
    where one of them is thrown out or a gift is missing."""
    start()
    from django.db import connection

    from lantoa.common.quantities import Quantity
    from lantoa.common.scopes import everything
    from lantoa.contributions import operations
    from lantoa.contributions.models import Drive, Gift
    from lantoa.contributions.operations import DriveSaid, GiftSaid
    from lantoa.organisations import operations as organisations

    scope, on = everything("kiểm thử"), date(2026, 1, 5)
    unit = organisations.found_unit(scope=scope, code="hu", name="Huyện ủy", unit_class="party_committee", on=on)
    drives = [operations.start(scope=scope, said=DriveSaid(unit, name, on)) for name in ("Làm lộ", "Bắc cầu")]
    wrong: list[str] = []
    together = threading.Barrier(2)

    def give(drive: Drive, other: Drive) -> None:
        said = GiftSaid("money", Quantity.of(5), received_on=on, also_for=[other])
        try:
            for _ in range(EACH):
                together.wait(60)
                operations.give(scope=scope, drive=drive, said=said, today=on)
        except Exception as error:
            wrong.append(repr(error))
            together.abort()
        finally:
            connection.close()

    threads = [threading.Thread(target=give, args=pair) for pair in (drives, drives[::-1])]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert not wrong, wrong
    assert Gift.objects.count() == 2 * EACH


if __name__ == "__main__":
    main()
