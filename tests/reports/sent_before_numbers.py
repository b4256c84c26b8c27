"""A database as it was before versions had numbers: ``python -m tests.reports.sent_before_numbers make|look``."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from importlib import import_module

from lantoa.cli.django import start

AT = date(2023, 1, 20)
# Period, the number in the database of before, whether it is a correction of the one before. The second 7 is a mistake.
SENT = (("2022-Q1", "7"), ("2022-Q2", "7"), ("2022-Q3", "8"), ("2022-Q4", ""), ("2022", "46a"))


def make() -> None:
    """Five reports were sent, and the migration is still to come."""
    start()
    from django.core.management import call_command
    from django.utils import timezone

    from lantoa.directives.models import Number
    from lantoa.reports import operations
    from lantoa.reports.models import Report, Version
    from lantoa.reports.rules import frozen
    from tests.cast import assemble
    from tests.reports.owing import asked, begun

    cast = assemble()
    of = asked(cast)
    for at, (period, number) in enumerate(SENT):
        one = begun(cast, of, period=period)
        given = "107" if (period, number) == ("2022-Q2", "7") else number
        said = {"at": timezone.now() + timedelta(minutes=at), "number": given, "dated_on": AT}
        operations.advance(scope=cast.product, report=one, verb="submit", **said)
    twice = Version.objects.get(report__number="107")
    twice.content["letterhead"]["number"] = "Số 07-BC/ĐU"
    twice.digest = frozen.digest(twice.content)
    twice.save()
    Report.objects.filter(number="107").update(number="7")
    # Q3 was corrected afterwards, under the number that it had.
    third = Report.objects.get(number="8")
    operations.advance(scope=cast.product, report=third, verb="correct", at=timezone.now(), note="sai số")
    said = {"at": timezone.now() + timedelta(minutes=9), "number": "8", "dated_on": AT + timedelta(days=5)}
    operations.advance(scope=cast.product, report=third, verb="submit", **said)
    Number.objects.all().delete()
    call_command("migrate", "reports", "0005", verbosity=0)


def look() -> None:
    """What the migration made of them."""
    start()
    from django.core.management import call_command

    call_command("migrate", "reports", verbosity=0)
    from django.apps import apps

    from lantoa.directives.models import Number
    from lantoa.history import queries as history
    from lantoa.history.rules import digest_of
    from lantoa.organisations.models import Unit
    from lantoa.reports.models import Report, Version
    from lantoa.reports.rules import frozen

    rows = Version.objects.select_related("report").order_by("made_at")
    assert [(one.number, one.dated_on) for one in rows] == [
        *((number, AT) for _period, number in SENT),
        ("8", AT + timedelta(days=5)),
    ]
    assert all(frozen.digest(one.content) == one.digest for one in rows), "no frozen paper changed"
    body = Unit.objects.get(code="du-an-phuc")
    book = Number.objects.order_by("number")
    assert [(one.number, one.unit_id, one.runs, one.series_from) for one in book] == [
        (7, body.pk, "term", date.min),
        (8, body.pk, "term", date.min),
    ]
    first, second = Report.objects.filter(number="7").order_by("pk")
    assert (book[0].given_uuid, book[0].given_kind) == (first.uuid, "report")
    (event,) = [one for one in history.of_record("report", second.uuid) if one.verb == "number_twice"]
    assert event.payload.data["given_to"] == f"report {first.uuid}"
    (taken,) = history.of_record("number", book[0].uuid)
    said = {"actor": taken.payload.actor_name, "data": taken.payload.data}
    assert digest_of(taken.payload.salt, said) == taken.digest
    # Once more changes nothing.
    import_module("lantoa.reports.migrations.0006_numbering").fill(apps, None)
    assert Number.objects.count() == 2


if __name__ == "__main__":
    {"make": make, "look": look}[sys.argv[1]]()
