"""What is measured, and the ledger of facts."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from lantoa.common.periods import Period
from lantoa.common.quantities import Exactness, Quantity
from lantoa.files.models import Citation
from lantoa.indicators import rules
from lantoa.organisations.models import Unit
from lantoa.organisations.rules import WHOLE, piece


class Indicator(models.Model):
    """One thing that is measured. The catalogue is data (indicators/data/*.toml).

    ``whole`` makes it a part of another one (mô hình tập thể in one field): parts never add into the whole,
    for a practice may lie in several fields.

    A ratio is what ``numerator`` and ``denominator`` roll up to, in percent; what was reported as a percentage itself
    stands alone.

    What is not divisible (practices: half of one is none) stays whole on the map of a day even where shares are stated.
    """

    code = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    unit = models.CharField(max_length=40, help_text="As printed behind the number: đồng, km, m², người …")
    decimals = models.PositiveSmallIntegerField(default=0)
    over_places = models.CharField(max_length=8, choices=list(rules.ADDING.items()), default="sum")
    over_time = models.CharField(max_length=8, choices=list(rules.ADDING.items()), default="sum")
    is_divisible = models.BooleanField(
        default=True, help_text="Whether an amount of a unit that was split may be divided by the stated shares"
    )
    whole = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    part = models.CharField(max_length=120, blank=True)
    numerator = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    denominator = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    confused_with = models.TextField(blank=True, help_text="What it may be mistaken for, and how they differ")
    heard_as = models.JSONField(default=list, help_text="Words by which a paper names it; the reader proposes by them")
    is_public = models.BooleanField(default=False)
    position = models.PositiveIntegerField(default=1000)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(over_places__in=rules.ADDING), name="adds_over_places_somehow"),
            models.CheckConstraint(condition=Q(over_time__in=rules.ADDING), name="adds_over_time_somehow"),
            models.CheckConstraint(
                condition=Q(over_places="ratio", over_time="ratio", numerator__isnull=False, denominator__isnull=False)
                | (~Q(over_places="ratio") & ~Q(over_time="ratio") & Q(numerator=None, denominator=None)),
                name="a_ratio_has_a_numerator_and_a_denominator",
            ),
        ]

    @property
    def adds(self) -> bool:
        """Whether amounts simply add, over places and over time: then totals are kept, and doubles matter."""
        return self.over_places == self.over_time == "sum"

    @property
    def may_be_divided(self) -> bool:
        """Whether a part of an amount counts at a unit; else the amount counts only where all of it does."""
        return self.is_divisible and self.over_places == "sum"


class Measured(models.Model):
    """An amount of an indicator over a period: integers at the indicator's scale, with the ends that are known."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", help_text="Whom the amount was reported for")
    from_on = models.DateField()
    to_on = models.DateField()
    value = models.BigIntegerField(null=True)
    low = models.BigIntegerField(null=True)
    high = models.BigIntegerField(null=True)
    exactness = models.CharField(max_length=10, choices=[(e.value, e.value) for e in Exactness])
    said = models.CharField(max_length=40, blank=True)
    is_cumulative = models.BooleanField(default=False)
    citation = models.ForeignKey(Citation, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(condition=Q(to_on__gte=F("from_on")), name="%(class)s_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(low__isnull=True) | Q(high__isnull=True) | Q(high__gte=F("low")),
                name="%(class)s_low_is_not_above_high",
            ),
            models.CheckConstraint(
                condition=Q(exactness__in=[e.value for e in Exactness]), name="%(class)s_says_how_exact"
            ),
            models.CheckConstraint(
                condition=Q(exactness="range", value__isnull=True) | (~Q(exactness="range") & Q(value__isnull=False)),
                name="%(class)s_has_a_point_unless_a_range",
            ),
        ]

    @property
    def period(self) -> Period:
        """The days that the amount is about."""
        return Period(self.from_on, self.to_on)

    @property
    def quantity(self) -> Quantity:
        """The amount in the indicator's unit. Reads ``indicator``: join it in lists."""

        return self.part(((0, WHOLE),))

    def part(self, stretches: Iterable[tuple[int, int]]) -> Quantity:
        """The part of the amount that these stretches of the whole stand for (organisations.rules.piece)."""

        def real(stored: int | None) -> Decimal | None:
            taken = None if stored is None else sum(piece(stored, start, end) for start, end in stretches)
            return rules.unscaled(taken, self.indicator.decimals)

        return Quantity(real(self.value), real(self.low), real(self.high), Exactness(self.exactness), self.said)

    @property
    def wording(self) -> str:
        """The amount as a report says it."""
        return rules.write_quantity(self.quantity, self.indicator.unit)


class Fact(Measured):
    """One line of the ledger. Never changed, never deleted (triggers).

    A reversal takes a line back, with the other sign. An elimination leaves an amount out, at a unit under which the
    same is counted already (Double): a line of that unit with sign −1. So every sum is that of sign × amount.

    The source is plain (kind, id, line, label): the ledger knows no concept above it.
    """

    seq = models.BigAutoField(primary_key=True)
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # As every amount's, with a name by which the ledger is joined with itself through the tree (queries.doubles).
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", related_query_name="fact", help_text="Whom the amount was reported for"
    )
    sign = models.SmallIntegerField(default=1)
    reversal_of = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="reversed_by")
    eliminates = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="eliminations")
    source_kind = models.CharField(max_length=20)
    source_uuid = models.UUIDField()
    source_line = models.CharField(max_length=40, blank=True)
    source_label = models.CharField(max_length=400)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField()

    class Meta(Measured.Meta):
        constraints = [
            *Measured.Meta.constraints,
            models.CheckConstraint(
                condition=Q(sign=1, eliminates__isnull=True, reversal_of__isnull=True)
                | Q(sign=-1, eliminates__isnull=True, reversal_of__isnull=False)
                | Q(sign=-1, eliminates__isnull=False, reversal_of__isnull=True)
                | Q(sign=1, eliminates__isnull=False, reversal_of__isnull=False),
                name="only_a_reversal_or_an_elimination_takes_away",
            ),
        ]
        indexes = [
            models.Index(fields=["indicator", "unit", "from_on", "to_on"], name="fact_by_unit_and_time"),
            models.Index(fields=["source_kind", "source_uuid"], name="fact_by_source"),
            # Running totals are few beside the rest, and every figure asks for them.
            models.Index(
                fields=["indicator", "unit", "to_on"], name="fact_cumulative", condition=Q(is_cumulative=True)
            ),
            # And those of a report for those of many units and of every indicator.
            models.Index(
                fields=["unit", "indicator", "to_on"], name="fact_cumulative_of_unit", condition=Q(is_cumulative=True)
            ),
            # Every figure asks for the last of them.
            models.Index(fields=["seq"], name="fact_taken_away", condition=Q(sign=-1)),
            models.Index(fields=["source_line", "indicator"], name="fact_by_line", condition=~Q(source_line="")),
        ]


class Statement(Measured):
    """A reported figure that belongs to no single practice ("toàn xã có 12 mô hình"): posts exactly one fact."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    about = models.CharField(max_length=400, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
