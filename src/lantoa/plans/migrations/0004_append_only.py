"""The database itself refuses changes of what was approved."""

from django.db import migrations

from lantoa.history.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("plans", "0003_tasks")]
    operations = [append_only("plans_planversion")]
