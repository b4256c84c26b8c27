import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("files", "0001_initial"),
        ("organisations", "0008_restructuring"),
        ("plans", "0004_append_only"),
        ("practices", "0002_themes"),
    ]

    operations = [
        migrations.CreateModel(
            name="Activity",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("kind", models.CharField(max_length=40)),
                ("title", models.CharField(max_length=300)),
                ("folded", models.CharField(db_index=True, max_length=300)),
                ("about", models.TextField(blank=True)),
                ("place", models.CharField(blank=True, max_length=200)),
                ("from_on", models.DateField()),
                ("to_on", models.DateField()),
                ("begins", models.TimeField(blank=True, null=True)),
                ("ends", models.TimeField(blank=True, null=True)),
                ("led_by", models.CharField(blank=True, max_length=200)),
                ("speaker_name", models.CharField(blank=True, max_length=200)),
                ("slot_on", models.DateField(blank=True, null=True)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("planned", "Dự kiến"),
                            ("held", "Đã tổ chức"),
                            ("postponed", "Hoãn"),
                            ("cancelled", "Hủy"),
                        ],
                        default="planned",
                        max_length=10,
                    ),
                ),
                ("minutes", models.TextField(blank=True)),
                ("made_at", models.DateTimeField()),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("practices", models.ManyToManyField(blank=True, related_name="activities", to="practices.practice")),
                ("themes", models.ManyToManyField(blank=True, related_name="activities", to="plans.theme")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.unit"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ActivityStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "verb",
                    models.CharField(
                        choices=[
                            ("plan", "Lên lịch"),
                            ("hold", "Ghi nhận đã tổ chức"),
                            ("move", "Dời ngày"),
                            ("postpone", "Hoãn"),
                            ("cancel", "Hủy"),
                            ("reopen", "Ghi nhận lại là chưa tổ chức"),
                            ("restore", "Tổ chức trở lại"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("planned", "Dự kiến"),
                            ("held", "Đã tổ chức"),
                            ("postponed", "Hoãn"),
                            ("cancelled", "Hủy"),
                        ],
                        max_length=10,
                    ),
                ),
                ("on", models.DateField(help_text="The day of the activity as it stood with this step")),
                ("note", models.CharField(blank=True, max_length=500)),
                ("actor_name", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="activities.activity"
                    ),
                ),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Series",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("rule", models.CharField(max_length=200)),
                ("from_on", models.DateField()),
                ("to_on", models.DateField(blank=True, null=True)),
                ("made_until_on", models.DateField()),
                ("made_at", models.DateTimeField()),
                (
                    "continues",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="continued_by",
                        to="activities.series",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.unit"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="activity",
            name="series",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="activities",
                to="activities.series",
            ),
        ),
        migrations.CreateModel(
            name="Speaker",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "role",
                    models.CharField(
                        choices=[("reporter", "Báo cáo viên"), ("propagandist", "Tuyên truyền viên")],
                        default="reporter",
                        max_length=12,
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[("central", "Trung ương"), ("province", "Cấp tỉnh"), ("commune", "Cấp xã")],
                        default="commune",
                        max_length=10,
                    ),
                ),
                ("from_on", models.DateField()),
                ("to_on", models.DateField(blank=True, null=True)),
                ("made_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.person"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.unit"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="activity",
            name="speaker",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="talks",
                to="activities.speaker",
            ),
        ),
        migrations.AddConstraint(
            model_name="series",
            constraint=models.CheckConstraint(
                condition=models.Q(("rule", ""), _negated=True), name="a_series_has_a_rule"
            ),
        ),
        migrations.AddConstraint(
            model_name="series",
            constraint=models.CheckConstraint(
                condition=models.Q(("to_on__isnull", True), ("to_on__gte", models.F("from_on")), _connector="OR"),
                name="a_series_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="speaker",
            constraint=models.CheckConstraint(
                condition=models.Q(("role__in", {"propagandist": "Tuyên truyền viên", "reporter": "Báo cáo viên"})),
                name="a_speaker_is_of_a_known_role",
            ),
        ),
        migrations.AddConstraint(
            model_name="speaker",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("level__in", {"central": "Trung ương", "commune": "Cấp xã", "province": "Cấp tỉnh"})
                ),
                name="a_speaker_is_of_a_known_level",
            ),
        ),
        migrations.AddConstraint(
            model_name="speaker",
            constraint=models.CheckConstraint(
                condition=models.Q(("to_on__isnull", True), ("to_on__gte", models.F("from_on")), _connector="OR"),
                name="a_speaker_ends_after_beginning",
            ),
        ),
        migrations.AddConstraint(
            model_name="speaker",
            constraint=models.UniqueConstraint(
                condition=models.Q(("to_on__isnull", True)),
                fields=("person", "unit", "role"),
                name="a_person_speaks_once_in_a_unit",
            ),
        ),
        migrations.AddIndex(
            model_name="activity",
            index=models.Index(fields=["unit", "from_on"], name="activity_of_a_unit"),
        ),
        migrations.AddIndex(
            model_name="activity",
            index=models.Index(fields=["from_on", "stage"], name="activity_by_day"),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("kind", ""), _negated=True), models.Q(("title", ""), _negated=True)),
                name="an_activity_says_what_it_is",
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("stage__in", {"cancelled": "Hủy", "held": "Đã tổ chức", "planned": "Dự kiến", "postponed": "Hoãn"})
                ),
                name="an_activity_stands_at_a_known_stage",
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(("to_on__gte", models.F("from_on"))), name="an_activity_ends_after_it_begins"
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends__isnull", True), ("begins__isnull", False), _connector="OR"),
                name="an_end_needs_a_beginning",
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("series__isnull", True), ("slot_on__isnull", True)),
                    models.Q(("series__isnull", False), ("slot_on__isnull", False)),
                    _connector="OR",
                ),
                name="a_slot_belongs_to_a_series",
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.UniqueConstraint(
                condition=models.Q(("series__isnull", False)), fields=("series", "slot_on"), name="one_activity_a_slot"
            ),
        ),
    ]
