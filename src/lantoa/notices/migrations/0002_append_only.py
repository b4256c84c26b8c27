"""The database itself refuses changes of what happened to a delivery."""

from django.db import migrations

from lantoa.history.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("notices", "0001_initial")]
    operations = [append_only("notices_step")]
