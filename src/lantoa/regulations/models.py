"""Dated rules."""

from django.db import models
from django.db.models import F, Q


class Standing(models.TextChoices):
    """How sure we are of a rule."""

    CONFIRMED = "confirmed", "Đã đối chiếu văn bản gốc"
    SECONDARY = "secondary", "Theo nguồn thứ cấp"
    UNCONFIRMED = "unconfirmed", "Chưa đối chiếu"


class Regulation(models.Model):
    """One rule as it stood between two days: what it says (value), where it comes from, how sure we are."""

    code = models.SlugField(max_length=80)
    title = models.CharField(max_length=300)
    effective_from = models.DateField()
    effective_to = models.DateField(null=True, blank=True)
    source = models.TextField()
    standing = models.CharField(max_length=12, choices=Standing)
    value = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "effective_from"], name="one_rule_from_a_day"),
            models.CheckConstraint(
                condition=Q(effective_to__isnull=True) | Q(effective_to__gte=F("effective_from")),
                name="rule_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=Q(standing__in=Standing.values), name="rule_has_a_standing"),
        ]
