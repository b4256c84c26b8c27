import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("activities", "0002_attendance"),
        ("files", "0001_initial"),
        ("organisations", "0008_restructuring"),
        ("plans", "0004_append_only"),
        ("practices", "0002_themes"),
    ]

    operations = [
        migrations.CreateModel(
            name="Piece",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("title", models.CharField(max_length=300)),
                ("outlet", models.CharField(max_length=200)),
                ("on", models.DateField()),
                ("link", models.CharField(blank=True, max_length=500)),
                ("is_withdrawn", models.BooleanField(default=False)),
                ("made_at", models.DateTimeField()),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="pieces", to="activities.activity"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Raised",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("words", models.CharField(max_length=1000)),
                ("where", models.CharField(blank=True, max_length=200)),
                ("is_withdrawn", models.BooleanField(default=False)),
                ("made_at", models.DateTimeField()),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="raised", to="activities.activity"
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
            ],
        ),
        migrations.CreateModel(
            name="Topic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.CharField(max_length=400)),
                ("task", models.UUIDField()),
                ("plan_name", models.CharField(blank=True, max_length=400)),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="topics", to="activities.activity"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "role",
                    models.CharField(
                        choices=[("minutes", "Biên bản"), ("material", "Tài liệu"), ("photo", "Ảnh")], max_length=8
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=200)),
                ("is_withdrawn", models.BooleanField(default=False)),
                ("made_at", models.DateTimeField()),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="activities.activity",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
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
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("role__in", {"material": "Tài liệu", "minutes": "Biên bản", "photo": "Ảnh"})
                        ),
                        name="an_attachment_has_a_known_role",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="piece",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("title", ""), _negated=True), models.Q(("outlet", ""), _negated=True)),
                name="a_piece_says_what_where",
            ),
        ),
        migrations.AddConstraint(
            model_name="raised",
            constraint=models.CheckConstraint(
                condition=models.Q(("words", ""), _negated=True), name="what_was_raised_says_what"
            ),
        ),
        migrations.AddConstraint(
            model_name="topic",
            constraint=models.UniqueConstraint(
                fields=("activity", "task", "words"), name="a_topic_is_treated_once_at_a_meeting"
            ),
        ),
    ]
