"""Many take a number of one book at once: ``python -m tests.directives.crowd``, on the database of the environment."""

from __future__ import annotations

import threading
from datetime import date
from uuid import uuid4

from lantoa.cli.django import start

WRITERS, EACH = 8, 3


def main() -> None:
    """Eight take three each, and a congress is recorded and withdrawn among them."""
    start()
    from django.db import connection

    from lantoa.common.scopes import Identity, everything
    from lantoa.directives import operations
    from lantoa.organisations import operations as organisations

    scope, on = everything("kiểm thử"), date(2000, 1, 1)
    top = organisations.found_unit(scope=scope, code="hu", name="Huyện ủy", unit_class="party_committee", on=on)
    unit = organisations.found_unit(
        scope=scope, code="du", name="Đảng ủy", unit_class="party_committee", on=on, parents={"party": top}
    )
    wrong: list[str] = []

    def take() -> None:
        paper = operations.Paper("BC", True, date(2026, 3, 1), "Báo cáo")
        try:
            for _ in range(EACH):
                operations.take_number(scope=scope, unit=unit.pk, paper=paper, given_to=Identity("report", uuid4()))
        except Exception as error:
            wrong.append(repr(error))
        finally:
            connection.close()

    def meet() -> None:
        try:
            said = {"term": "2020–2025", "closed_on": date(2020, 1, 1), "today": date(2026, 3, 1)}
            operations.record_congress(scope=scope, unit=unit.pk, **said)
        except Exception as error:
            wrong.append(repr(error))
        finally:
            connection.close()

    threads = [*(threading.Thread(target=take) for _ in range(WRITERS)), threading.Thread(target=meet)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert not wrong, wrong


if __name__ == "__main__":
    main()
