from django.db import migrations

from lantoa.organisations.no_overlap import no_overlap


class Migration(migrations.Migration):
    dependencies = [("organisations", "0002_succession")]
    operations = [
        no_overlap("organisations_unitname", ["unit_id"]),
        no_overlap("organisations_unitparent", ["unit_id", "line"]),
        no_overlap("organisations_unitcontact", ["unit_id"]),
    ]
