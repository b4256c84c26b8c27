import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

ROLES = (
    "clerk",
    "head",
    "approver",
    "adviser",
    "inspector",
    "council",
    "manager",
    "system_admin",
    "reader",
    "branch_secretary",
    "member",
)


def name_each_grant(apps, schema_editor):
    grants = apps.get_model("organisations", "Grant").objects.using(schema_editor.connection.alias)
    for pk in grants.filter(uuid__isnull=True).values_list("pk", flat=True):
        grants.filter(pk=pk).update(uuid=uuid.uuid4())


def province_becomes_adviser(apps, schema_editor):
    grants = apps.get_model("organisations", "Grant").objects.using(schema_editor.connection.alias)
    grants.filter(role="province").update(role="adviser")


def adviser_becomes_province(apps, schema_editor):
    grants = apps.get_model("organisations", "Grant").objects.using(schema_editor.connection.alias)
    grants.filter(role="adviser").update(role="province")


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0005_people"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AddField("grant", "uuid", models.UUIDField(null=True, editable=False)),
        migrations.RunPython(name_each_grant, migrations.RunPython.noop),
        migrations.AlterField("grant", "uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
        migrations.AddField("grant", "ended_on", models.DateField(blank=True, null=True)),
        migrations.AddField(
            "grant",
            "paper",
            models.CharField(blank=True, help_text="The decision that it rests on", max_length=200),
        ),
        migrations.RemoveConstraint("grant", "a_grant_has_a_known_role"),
        migrations.RunPython(province_becomes_adviser, adviser_becomes_province),
        migrations.AddConstraint(
            "grant",
            models.CheckConstraint(condition=models.Q(("role__in", ROLES)), name="a_grant_has_a_known_role"),
        ),
        migrations.CreateModel(
            name="Delegation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("verbs", models.JSONField(help_text="The verbs that may be used, a list of words")),
                ("from_on", models.DateField()),
                ("to_on", models.DateField()),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("why", models.CharField(help_text="The paper or the reason that it rests on", max_length=200)),
                (
                    "grant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="delegations",
                        to="organisations.grant",
                    ),
                ),
                (
                    "to_user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="delegations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.unit"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("to_on__gte", models.F("from_on"))),
                        name="a_delegation_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("why", ""), _negated=True), name="a_delegation_has_a_reason"
                    ),
                ]
            },
        ),
    ]
