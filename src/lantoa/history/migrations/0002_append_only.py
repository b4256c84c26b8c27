"""The database itself refuses changes of the history."""

from django.db import migrations

from lantoa.history.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("history", "0001_initial")]
    operations = [append_only("history_event")]
