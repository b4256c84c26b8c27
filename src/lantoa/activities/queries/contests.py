"""A contest with its scores and ranking."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from lantoa.activities.models import Activity, Criterion, Entry, Juror, Score
from lantoa.activities.rules import contests
from lantoa.activities.rules.contests import Ranked


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything of a contest: ``ranked`` in order; ``scores`` by entry, juror and criterion (ids), in tenths;
    ``missing``: how many scores are still to be given."""

    entries: list[Entry]
    jurors: list[Juror]
    criteria: list[Criterion]
    scores: dict[tuple[int, int, int], int]
    ranked: list[Ranked[int]]
    missing: int

    @property
    def is_final(self) -> bool:
        """Whether every juror scored every entry by every criterion."""
        return bool(self.entries and self.jurors and self.criteria) and not self.missing

    def mean(self, entry: int) -> Decimal | None:
        """What an entry comes to, in points; None while nobody scored it wholly."""
        return contests.points(next(one.mean for one in self.ranked if one.entry == entry))


def sheet(one: Activity) -> Sheet:
    """The contest; four queries, however many entries."""
    rows = Entry.objects.filter(activity=one, is_withdrawn=False).select_related("person", "unit")
    entries = list(rows.order_by("position", "pk"))
    jurors = list(Juror.objects.filter(activity=one).order_by("position", "pk"))
    criteria = list(Criterion.objects.filter(activity=one).order_by("position", "pk"))
    given = Score.objects.filter(entry__in=entries).values_list("entry", "juror", "criterion", "tenths")
    scores = {(entry, juror, criterion): tenths for entry, juror, criterion, tenths in given}
    sheets: dict[int, list[int]] = {}
    for entry in entries:
        sheets[entry.pk] = []
        for juror in jurors:
            own = [scores.get((entry.pk, juror.pk, criterion.pk)) for criterion in criteria]
            # Half a score says nothing yet: only whole ones are compared.
            if own and None not in own:
                sheets[entry.pk].append(sum(part or 0 for part in own))
    missing = len(entries) * len(jurors) * len(criteria) - len(scores)
    return Sheet(entries, jurors, criteria, scores, contests.rank(sheets), missing)
