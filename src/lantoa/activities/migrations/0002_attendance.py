import uuid

import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("activities", "0001_initial"),
        ("files", "0001_initial"),
        ("organisations", "0008_restructuring"),
        ("plans", "0004_append_only"),
        ("practices", "0002_themes"),
    ]

    operations = [
        migrations.CreateModel(
            name="SignUp",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_on_behalf", models.BooleanField(default=False)),
                ("made_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sign_ups", to="activities.activity"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.person"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Tally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("is_by_name", models.BooleanField(default=False)),
                ("who", models.CharField(blank=True, max_length=200)),
                ("expected", models.PositiveIntegerField(blank=True, null=True)),
                ("excused", models.PositiveIntegerField(default=0)),
                ("direct", models.PositiveIntegerField(default=0)),
                ("online", models.PositiveIntegerField(default=0)),
                ("television", models.PositiveIntegerField(default=0)),
                ("video", models.PositiveIntegerField(default=0)),
                ("guests", models.PositiveIntegerField(default=0)),
                ("sending", models.UUIDField()),
                ("counted_by_name", models.CharField(max_length=200)),
                ("counted_at", models.DateTimeField()),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tallies", to="activities.activity"
                    ),
                ),
                (
                    "counted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
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
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[("came", "Có mặt"), ("excused", "Vắng có lý do"), ("absent", "Vắng")], max_length=8
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("direct", "Trực tiếp"),
                            ("online", "Trực tuyến"),
                            ("television", "Truyền hình"),
                            ("video", "Đĩa, video"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200)),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="attendance", to="activities.activity"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.person"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("activity", "person"), name="a_person_is_counted_once_for_an_activity"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", {"absent": "Vắng", "came": "Có mặt", "excused": "Vắng có lý do"})
                        ),
                        name="an_attendance_has_a_known_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "came"), ("form", ""), _connector="XOR"),
                        name="who_came_came_by_a_form",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "excused"), ("reason", ""), _connector="XOR"),
                        name="who_is_excused_has_a_reason",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="signup",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at__isnull", True)),
                fields=("activity", "person"),
                name="a_person_signs_up_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="tally",
            constraint=models.UniqueConstraint(
                fields=("activity", "unit"), name="a_unit_is_counted_once_for_an_activity"
            ),
        ),
        migrations.AddConstraint(
            model_name="tally",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_by_name", True)),
                fields=("activity",),
                name="names_of_an_activity_are_of_one_unit",
            ),
        ),
        migrations.AddConstraint(
            model_name="tally",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("excused", 0), ("expected__isnull", True), ("is_by_name", False)),
                    (
                        "expected__gte",
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("excused"), "+", models.F("direct")
                                    ),
                                    "+",
                                    models.F("online"),
                                ),
                                "+",
                                models.F("television"),
                            ),
                            "+",
                            models.F("video"),
                        ),
                    ),
                    _connector="OR",
                ),
                name="no_more_come_than_are_expected",
            ),
        ),
    ]
