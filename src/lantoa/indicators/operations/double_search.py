"""Keeping the table of likely doubles: done in the background, while lists and counts are right at every moment.

Who asks takes the rows of all amounts to which nothing happened since, and looks at the others anew. So a step here
changes nothing that anyone sees. What is to be looked at is noted first, then looked at, then written by one short
transaction: what happens in between is looked at by the next step.
"""

from __future__ import annotations

from uuid import uuid4

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from lantoa.indicators import queries
from lantoa.indicators.models import Double, DoubleSearch, LikelyDouble, LikelyHead
from lantoa.indicators.queries import double_search
from lantoa.organisations import queries as organisations

# Lines of the ledger of one step, and amounts of one statement.
LINES, AMOUNTS, ROWS = 5_000, 1_000, 5_000


def search_doubles(*, most: int = LINES) -> int:
    """Brings the table of likely doubles up to the ledger's end; gives how many steps that took."""
    steps = 0
    while step(most):
        steps += 1
    return steps


def forget_doubles() -> None:
    """Makes the table of no account; the ledger is gone through until it is searched anew."""
    DoubleSearch.objects.all().delete()


def step(most: int) -> bool:
    """Takes in so many lines at most; whether there was anything to do."""
    begun = {"seen": queries.head(), "restructured": organisations.last_restructuring()}
    since = DoubleSearch.objects.get_or_create(pk=1, defaults=begun)[0]
    upto = max(since.upto, min(queries.head(), since.upto + most))
    restructured = organisations.last_restructuring()
    decided = dict(double_search.unheeded().values_list("pk", "ended_at"))
    others = sorted(double_search.stirred(since, upto=upto) or ())
    if not others and not decided and (upto, restructured) == (since.upto, since.restructured):
        return False
    parts = [set(others[at : at + AMOUNTS]) for at in range(0, len(others), AMOUNTS)]
    found = {row for some in parts for row in double_search.candidates(some)}
    with transaction.atomic():
        # Who else took the step at the same time has written the same or more.
        now = DoubleSearch.objects.filter(pk=1, stamp=since.stamp)
        if not now.update(upto=upto, restructured=restructured, stamp=uuid4()):
            return True
        left = set[int]()
        for some in parts:
            rows_of = LikelyDouble.objects.filter(other__in=some)
            left |= set(rows_of.values_list("head", flat=True).distinct())
            rows_of.delete()
        rows = (LikelyDouble(head_id=head, other_id=other, depth=depth) for head, other, depth in found)
        LikelyDouble.objects.bulk_create(rows, batch_size=ROWS)
        heads = {head for head, _, _ in found}
        new = (LikelyHead(head_id=head) for head in heads - left)
        LikelyHead.objects.bulk_create(new, batch_size=ROWS, ignore_conflicts=True)
        gone = LikelyHead.objects.filter(~Exists(LikelyDouble.objects.filter(head=OuterRef("head"))))
        organisations.in_chunks(gone, "head", left - heads, _delete)
        for is_over in (False, True):
            pks = [pk for pk, ended_at in decided.items() if (ended_at is not None) == is_over]
            Double.objects.filter(pk__in=pks, ended_at__isnull=not is_over).update(is_heeded=True)
    return True


def _delete(rows: QuerySet[LikelyHead]) -> None:
    rows.delete()
