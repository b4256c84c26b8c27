"""Exemplary people and groups, what was said of them, the steps they took, and on what basis they are shown."""

import uuid

from django.db import models
from django.db.models import F, Q

from lantoa.exemplars import rules
from lantoa.files.models import StoredFile
from lantoa.history.models import Acted
from lantoa.organisations.models import Consent, Person, Unit
from lantoa.practices.models import Field, Practice


class Told(models.Model):
    """What is told of an exemplar."""

    known_as = models.CharField(max_length=200, blank=True)
    headline = models.CharField(max_length=200, blank=True)
    story = models.TextField(blank=True)
    results = models.TextField(blank=True)
    photo = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    photo_says = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True


class Exemplar(Told):
    """A person, a group or a whole unit worth following (điển hình).

    Who: a person of the register, a name as typed, or the owner unit itself. ``forgotten_on``: everything that tells of
    them was taken out for good; that there was one, and its steps, stay.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=6, choices=list(rules.KINDS.items()))
    owner_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=200, blank=True)
    folded = models.CharField(max_length=500, db_index=True)
    is_minor = models.BooleanField(default=False)
    from_year = models.PositiveSmallIntegerField()
    to_year = models.PositiveSmallIntegerField(null=True, blank=True)
    fields = models.ManyToManyField(Field, blank=True, related_name="+")
    practices = models.ManyToManyField(Practice, blank=True, related_name="+")
    stage = models.CharField(max_length=9, choices=list(rules.STAGES.items()), default="proposed")
    proposed_on = models.DateField(db_index=True)
    amended_on = models.DateField(null=True, blank=True)
    forgotten_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=rules.KINDS), name="an_exemplar_is_of_a_known_kind"),
            models.CheckConstraint(condition=Q(stage__in=rules.STAGES), name="an_exemplar_is_at_a_known_stage"),
            models.CheckConstraint(
                condition=Q(forgotten_on__isnull=False)
                | Q(kind="person", person__isnull=False, name="")
                | (Q(kind="person", person__isnull=True) & ~Q(name=""))
                | (Q(kind="group", person__isnull=True) & ~Q(name=""))
                | Q(kind="unit", person__isnull=True, name=""),
                name="an_exemplar_is_somebody",
            ),
            models.CheckConstraint(
                condition=Q(forgotten_on__isnull=True) | Q(stage="withdrawn"), name="a_forgotten_exemplar_is_withdrawn"
            ),
            models.CheckConstraint(
                condition=Q(to_year__isnull=True) | Q(to_year__gte=F("from_year")),
                name="the_years_of_an_exemplar_end_after_they_begin",
            ),
        ]


class FormerText(Told):
    """What was told of an exemplar before it was amended; ``number`` counts from 1."""

    exemplar = models.ForeignKey(Exemplar, models.PROTECT, related_name="former")
    number = models.PositiveSmallIntegerField()
    until_on = models.DateField()
    why = models.CharField(max_length=400)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["exemplar", "number"], name="a_former_text_has_its_own_number")]


class Basis(models.Model):
    """Why an exemplar may be shown: a written consent, or a decision that was published.

    Of a person of the register the basis is kept with the person too (``consent``): who takes it back there is shown no
    more here. ``given_by`` is the parent or guardian of a child, or who speaks for a group.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    exemplar = models.ForeignKey(Exemplar, models.PROTECT, related_name="bases")
    kind = models.CharField(max_length=8, choices=list(rules.BASES.items()))
    consent = models.ForeignKey(Consent, models.PROTECT, null=True, blank=True, related_name="+")
    given_on = models.DateField()
    covers_story = models.BooleanField(default=False)
    covers_photo = models.BooleanField(default=False)
    given_by = models.CharField(max_length=200, blank=True)
    is_by_parent = models.BooleanField(default=False)
    child_agreed = models.BooleanField(default=False)
    taken_by = models.CharField(max_length=200, blank=True)
    paper = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    number = models.CharField(max_length=80, blank=True)
    issuer = models.CharField(max_length=200, blank=True)
    commends = models.CharField(max_length=400, blank=True)
    link = models.URLField(max_length=400, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=rules.BASES), name="a_basis_is_of_a_known_kind"),
            models.CheckConstraint(
                condition=(Q(kind="consent") & ~Q(taken_by="")) | (Q(kind="decision") & ~Q(number="") & ~Q(issuer="")),
                name="a_basis_can_be_shown",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gte=F("given_on")),
                name="a_basis_is_withdrawn_after_it_was_given",
            ),
        ]


class ExemplarStep(Acted):
    """That a verb moved an exemplar on a day. ``reason`` is a code; ``note`` is for those within alone."""

    exemplar = models.ForeignKey(Exemplar, models.PROTECT, related_name="steps")
    verb = models.CharField(max_length=13)
    stage = models.CharField(max_length=9, choices=list(rules.STAGES.items()))
    on = models.DateField()
    reason = models.CharField(max_length=8, blank=True)
    note = models.CharField(max_length=400, blank=True)
    basis = models.ForeignKey(Basis, models.PROTECT, null=True, blank=True, related_name="+")
