from django.core.management import call_command
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def make_cache(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The table that all processes share what they remember for minutes in (settings.CACHES)."""
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_invitations_links_sign_ins")]
    operations = [migrations.RunPython(make_cache, migrations.RunPython.noop)]
