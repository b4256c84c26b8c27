"""What was sent keeps its own number and day, and the book of outgoing numbers knows of it."""

import re
import secrets
from datetime import date

from django.db import migrations, models
from django.utils import timezone

from lantoa.history.rules import digest_of
from lantoa.reports.letterhead import issuing

# "Số 07-BC/ĐU", "Số: 07/BC-UBND"; a paper without a number has a gap there.
NUMBERED = re.compile(r"^Số:?\s*(\d{1,5})(?=[-/])")
BY = "Nâng cấp phần mềm"


def fill(apps, schema_editor):
    """Every version takes its number and day from what was frozen; each is given once in the book, to the first that was
    sent with it. A later one with the same number keeps it on its paper, and its history says so."""
    version_of, number_of = apps.get_model("reports", "Version"), apps.get_model("directives", "Number")
    given = {
        (one.unit_id, one.kind, one.runs, one.series_from, one.number): one.given_uuid
        for one in number_of.objects.filter(withdrawn_at__isnull=True)
    }
    rows = version_of.objects.select_related("report").defer("changes").order_by("made_at", "pk")
    for one in rows.iterator(chunk_size=50):
        said, dated_on = _number(one), date.fromisoformat(one.content["on"])
        version_of.objects.filter(pk=one.pk).update(number=said, dated_on=dated_on)
        if said.isascii() and said.isdigit() and 0 < int(said) <= 99_999:
            _enter(apps, one, int(said), dated_on, given)


def _number(version):
    """As it was typed where that is still known, else as it stands in the head of the frozen paper."""
    printed = NUMBERED.match(version.content["letterhead"]["number"])
    typed = version.report.number
    if printed is None:
        # Only whole numbers are printed.
        return "" if typed.isascii() and typed.isdigit() else typed
    return typed if typed.isascii() and typed.isdigit() and int(typed) == int(printed[1]) else str(int(printed[1]))


def _enter(apps, version, number, dated_on, given):
    report, head = version.report, version.content["letterhead"]
    unit = _issuer(apps, report.unit_id, head["issuer"])
    # No congress is recorded yet: all of a term is one series.
    runs, series_from = ("term", date.min) if head["is_party"] else ("year", date(dated_on.year, 1, 1))
    key = (unit, "BC", runs, series_from, number)
    if key in given:
        if given[key] != report.uuid:
            said = {"number": number, "revision": version.revision, "dated_on": dated_on.isoformat()}
            _write(apps, "number_twice", "report", report.uuid, said | {"given_to": f"report {given[key]}"})
        return
    given[key] = report.uuid
    about = version.content["title"][:400]
    made = apps.get_model("directives", "Number").objects.create(
        unit_id=unit,
        kind="BC",
        runs=runs,
        series_from=series_from,
        number=number,
        dated_on=dated_on,
        given_kind="report",
        given_uuid=report.uuid,
        about=about,
        taken_by_id=version.made_by_id,
        taken_at=version.made_at,
    )
    said = {"kind": "BC", "number": number, "dated_on": dated_on.isoformat(), "about": about}
    _write(apps, "take", "number", made.uuid, said | {"given_to": f"report {report.uuid}"})


def _issuer(apps, unit, head):
    """The unit whose name stands at the head of the paper: a body of the place that reports, else the reporting unit."""
    parents = apps.get_model("organisations", "UnitParent")
    bodies = parents.objects.filter(parent=unit, line="place").values_list("unit", flat=True)
    names = apps.get_model("organisations", "UnitName").objects.filter(unit__in=[unit, *bodies]).order_by("pk")
    wanted = " ".join(head.split()).upper()
    found = [one.unit_id for one in names if wanted in (one.name.upper(), issuing(one.name).upper())]
    return unit if unit in found or not found else found[0]


def _write(apps, verb, kind, record, data):
    """One act in the history, as history.operations.record writes it."""
    salt = secrets.token_hex(16)
    digest = digest_of(salt, {"actor": BY, "data": data})
    event = apps.get_model("history", "Event").objects.create(
        at=timezone.now(), role="system", verb=verb, kind=kind, record=record, digest=digest
    )
    apps.get_model("history", "Payload").objects.create(event=event, salt=salt, actor_name=BY, data=data)


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0005_making"),
        ("directives", "0001_numbers"),
        ("history", "0003_marks"),
        ("organisations", "0008_restructuring"),
    ]

    operations = [
        migrations.AddField("version", "number", models.CharField(blank=True, default="", max_length=40), False),
        migrations.AddField("version", "dated_on", models.DateField(default=date.min), False),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
