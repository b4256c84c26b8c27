from django.db import migrations, models

from lantoa.history.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("history", "0002_append_only")]
    operations = [
        migrations.AddField(model_name="seal", name="marks", field=models.BinaryField(default=bytes)),
        append_only("history_seal"),
    ]
