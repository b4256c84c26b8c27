"""The outlines that reports follow."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from lantoa.files.models import StoredFile
from lantoa.organisations.models import Unit
from lantoa.reports.rules import outlines as rules

ASKED, PAST, USUAL = "asked", "past", "usual"
KINDS = {
    ASKED: "Đề cương, biểu do cấp trên gửi",
    PAST: "Theo báo cáo kỳ trước",
    USUAL: "Khung thông dụng",
}
READ, WAITING, UNREADABLE = "read", "waiting", "unreadable"
READING = (READ, WAITING, UNREADABLE)


class Outline(models.Model):
    """One version of an outline. Never changed: whoever corrects it makes the next version, which replaces this one.

    ``source`` is the file that this version was read from. While that has not been read (``reading``), or cannot be,
    there are no sections, and ``notes`` say why; a person may still make them by hand. A version with a reason in
    ``withdrawn_why`` ends the chain: the outline is not offered any more, what followed it stays as it was.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    series = models.UUIDField(default=uuid4, db_index=True, editable=False)
    name = models.CharField(max_length=400)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", help_text="Who asks by it, or who keeps it")
    kind = models.CharField(max_length=12, choices=list(KINDS.items()))
    source = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    reading = models.CharField(max_length=10, choices=[(one, one) for one in READING], default=READ)
    opening = models.TextField(blank=True, help_text="What stands before the first heading: until when, which figures")
    sections = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    change = models.CharField(max_length=300, blank=True, help_text="What this version changed, in Vietnamese")
    withdrawn_why = models.CharField(max_length=400, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=list(KINDS)), name="an_outline_is_of_a_known_kind"),
            models.CheckConstraint(condition=Q(reading__in=READING), name="an_outline_is_read_or_waits"),
        ]
        indexes = [models.Index(fields=["unit", "made_at"], name="outline_by_unit")]

    @property
    def whole(self) -> tuple[rules.Section, ...]:
        """Its sections as plain values."""
        return rules.from_data(self.sections)

    @property
    def is_withdrawn(self) -> bool:
        """Whether it is not offered any more."""
        return bool(self.withdrawn_why)
