"""The database itself refuses changes of the ledger."""

from django.db import migrations

from lantoa.history.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("indicators", "0001_initial")]
    operations = [append_only("indicators_fact")]
