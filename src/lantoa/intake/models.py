"""Papers that came in, what was read in them, and what a person decided."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from lantoa.files.models import Citation, StoredFile, TextVersion
from lantoa.intake import rules
from lantoa.organisations.models import Unit


class Paper(models.Model):
    """One paper brought in by one unit. The same bytes at the same unit are the same paper.

    ``about_unit`` and the period say for whom and when its figures count unless a draft says otherwise.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(max_length=300)
    folded = models.CharField(max_length=300)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    text = models.ForeignKey(TextVersion, models.PROTECT, null=True, blank=True, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", help_text="Who took it in")
    about_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    from_on = models.DateField()
    to_on = models.DateField()
    taken_in_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    taken_in_at = models.DateTimeField()
    # Of the reading, rebuilt by reading again: how far the worker is in percent, the stretches in which nothing
    # was read, and what the reader doubts about the paper where it found no item.
    progress = models.PositiveSmallIntegerField(default=0)
    chrome = models.JSONField(default=list)
    doubts = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "file"], name="one_paper_per_file_and_unit"),
            models.CheckConstraint(condition=Q(to_on__gte=F("from_on")), name="a_papers_period_is_in_order"),
        ]


class PaperStep(models.Model):
    """What became of a paper, when and by whom. The last step says where it stands."""

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="steps")
    verb = models.CharField(max_length=12)
    stage = models.CharField(max_length=12, choices=list(rules.PAPER_STAGES.items()))
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    note = models.TextField(blank=True)


class Finding(models.Model):
    """One thing that was read in a paper, as read; and the draft that a person may correct.

    ``read`` holds the reader's own fields (the JSON contract of reading/); ``draft`` what would enter a register
    (intake/drafts/ says in which form). A further mention of the same thing points to the first by ``same_as``
    and is decided with it.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="findings")
    kind = models.CharField(max_length=14)
    position = models.PositiveIntegerField()
    citation = models.ForeignKey(Citation, models.PROTECT, related_name="+")
    certainty = models.FloatField()
    rule = models.CharField(max_length=80, blank=True)
    doubts = models.JSONField(default=list)
    read = models.JSONField()
    draft = models.JSONField()
    same_as = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="mentions")
    record_kind = models.CharField(max_length=20, blank=True)
    record = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["paper", "position"], name="one_finding_per_position")]


class FindingStep(models.Model):
    """What a person decided of a finding, when. The last step says where it stands; none means new.

    Steps of one ``act`` were taken at one press of a button, and are taken back together.
    """

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="steps")
    act = models.UUIDField(null=True, db_index=True)
    verb = models.CharField(max_length=12)
    stage = models.CharField(max_length=10, choices=list(rules.FINDING_STAGES.items()))
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=400, blank=True)


class Learned(models.Model):
    """What people's decisions taught: that words mean something, for the papers of a unit and of those below it.

    ``sender`` is the unit in whose papers they mean it (rules.OF_ONE_SENDER), else the unit itself. ``target`` is the
    UUID of a unit or a practice, the code of an indicator, the role of a column, or nothing.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", help_text="Who learned it")
    sender = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    sort = models.CharField(max_length=10, choices=list(rules.LEARNED_SORTS.items()))
    kind = models.CharField(max_length=14, blank=True)
    key = models.CharField(max_length=300)
    target = models.CharField(max_length=80, blank=True)
    words = models.CharField(max_length=400)
    meant = models.CharField(max_length=400, blank=True, help_text="What the target was called then")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "sender", "sort", "kind", "key", "target"], name="a_lesson_is_kept_once"
            )
        ]


class LearnedStep(models.Model):
    """What became of a lesson: taught by a decision on a finding, switched off and on, removed. Append-only."""

    learned = models.ForeignKey(Learned, models.PROTECT, related_name="steps")
    verb = models.CharField(max_length=12)
    stage = models.CharField(max_length=10, choices=list(rules.LEARNED_STAGES.items()))
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    paper = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="+")
    finding = models.UUIDField(null=True)
    note = models.CharField(max_length=400, blank=True)


class LearnedUse(models.Model):
    """A finding whose draft a lesson shaped. Of the reading, rebuilt by reading again."""

    learned = models.ForeignKey(Learned, models.PROTECT, related_name="uses")
    finding = models.ForeignKey(Finding, models.CASCADE, related_name="lessons")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["learned", "finding"], name="a_lesson_is_used_once_a_finding")]


class Batch(models.Model):
    """Many papers brought at one go, for one unit and period. The same files brought again are the same batch."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(max_length=300)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", help_text="Who took it in")
    about_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    from_on = models.DateField()
    to_on = models.DateField()
    sha256 = models.CharField(
        max_length=64, help_text="Of the hashes of its files, and of whom and when they are about"
    )
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    is_unpacked = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "sha256"], name="one_batch_of_the_same_files")]


class BatchItem(models.Model):
    """A file of a batch, or a member of an archive in it; then the paper that it became, or why it became none."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="items")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=300)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    member = models.CharField(max_length=600, blank=True, help_text="The name in the archive, as the archive has it")
    paper = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="+")
    is_new = models.BooleanField(default=False, help_text="Whether the paper came in with this batch")
    refusal = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="one_item_per_number")]
