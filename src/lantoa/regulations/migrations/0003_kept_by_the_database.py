"""The database refuses two rules of one code on one day and changes of what is append-only; what stands so far was shipped."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from lantoa.history.append_only import append_only
from lantoa.history.no_overlap import no_overlap


def remember_what_shipped(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Before this migration nobody could change a rule, so each stands as it was shipped."""
    regulation, shipped = apps.get_model("regulations", "Regulation"), apps.get_model("regulations", "Shipped")
    for one in regulation.objects.all():
        content = {
            "title": one.title,
            "effective_to": one.effective_to.isoformat() if one.effective_to else None,
            "source": one.source,
            "source_number": "",
            "source_date": None,
            "standing": one.standing,
            "value": one.value,
        }
        shipped.objects.create(code=one.code, effective_from=one.effective_from, content=content, settled=content)


class Migration(migrations.Migration):
    dependencies = [("regulations", "0002_calendar_and_deadlines")]
    operations = [
        migrations.RunPython(remember_what_shipped, migrations.RunPython.noop),
        no_overlap("regulations_regulation", ["code"], first="effective_from", last="effective_to"),
        append_only("regulations_calendarchange"),
        append_only("regulations_deadlinemove"),
    ]
