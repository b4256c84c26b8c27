"""What the test of a killed worker has another process do: ``python -m tests.reports.working ask FORM``."""

from __future__ import annotations

import sys
from datetime import date

from lantoa.cli.django import start


def ask(form: str) -> None:
    """A commune with its practices and its own year report, and somebody who asks for a file of it."""
    from django.contrib.auth import get_user_model
    from django.utils import timezone

    from lantoa.common.scopes import everything
    from lantoa.organisations import operations as organisations
    from lantoa.organisations import queries as units
    from lantoa.practices import operations as practices
    from lantoa.reports import operations, queries
    from lantoa.reports.models import Making

    scope, today = everything("kiểm thử"), date(2026, 11, 25)
    organisations.load_classes()
    unit = organisations.found_unit(
        scope=scope, code="an-phuc", name="Xã An Phúc", unit_class="commune", on=date(2000, 1, 1), parents={}
    )
    for at in range(60):
        said = practices.Registration(f"Mô hình {at}", "collective", unit, date(2026, 1 + at % 12, 5))
        practices.register(scope=scope, registration=said)
    of = operations.ask_for(
        scope=scope,
        asking=operations.Asking(
            asker=unit,
            name="Báo cáo năm",
            about="kết quả năm",
            due_days=10,
            from_on=date(2026, 1, 1),
            cadences=["year"],
            reporters="own",
        ),
    )
    stretch = queries.stretch_of(of, "2026")
    assert stretch is not None
    named = units.unit("an-phuc", today)
    report = operations.start(scope=scope, of=of, unit=named, stretch=stretch, today=today)
    made, _ = operations.ask_for_file(scope=scope, report=report, form=form, at=timezone.now())
    user = get_user_model().objects.create(username="lan", full_name="Trần Thị Lan")
    Making.objects.filter(pk=made.pk).update(asked_by=user)


if __name__ == "__main__":
    start()
    ask(sys.argv[2])
