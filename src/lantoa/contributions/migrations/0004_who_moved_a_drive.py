"""Steps written before say who took them and when: from the history, which kept both; else only the day."""

from collections import defaultdict
from datetime import datetime, time
from typing import Any

from django.db import migrations
from django.utils import timezone


def tell_who(apps: Any, schema_editor: Any) -> None:
    """Joins the steps of each drive with its events, verb by verb in their order."""
    steps = apps.get_model("contributions", "DriveStep")
    events = apps.get_model("history", "Event")
    payloads = apps.get_model("history", "Payload")
    for drive in apps.get_model("contributions", "Drive").objects.order_by("pk").iterator(chunk_size=500):
        told: dict[str, list[Any]] = defaultdict(list)
        for event in events.objects.filter(kind="drive", record=drive.uuid).order_by("seq"):
            told[event.verb].append(event)
        for step in steps.objects.filter(drive=drive).order_by("pk"):
            event = told[step.verb].pop(0) if told[step.verb] else None
            if event is None:
                step.at = timezone.make_aware(datetime.combine(step.on, time()))
            else:
                payload = payloads.objects.filter(pk=event.pk).first()
                step.actor_id, step.role, step.at = event.actor_id, event.role[:30], event.at
                step.actor_name = payload.actor_name if payload else ""
            step.save()


class Migration(migrations.Migration):
    dependencies = [
        ("contributions", "0003_looked_after"),
        ("history", "0001_initial"),
    ]

    operations = [migrations.RunPython(tell_who, migrations.RunPython.noop)]
