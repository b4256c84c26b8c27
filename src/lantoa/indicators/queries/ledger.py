"""The lines of the ledger: which of them stand, and how far it reaches."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import connection
from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Value

from lantoa.indicators.models import Double, Fact, Statement

# Writers at work hold a lock of this class whose number is the sequence from which they go on (operations.posting).
WRITERS = 7_205_759 << 40

_SETTLED = """
    SELECT LEAST(max(seq), (
        SELECT min((classid::bigint << 32 | objid::bigint) - %s) FROM pg_locks
        WHERE locktype = 'advisory' AND objsubid = 1 AND pid <> pg_backend_pid()
          AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
          AND (classid::bigint << 32 | objid::bigint) BETWEEN %s AND %s
    )) FROM indicators_fact
"""


def head() -> int:
    """The sequence up to which the ledger is settled, 0 while it is empty: no line at or below it is still to come.

    On PostgreSQL writers do not wait for each other, so a line of a lower sequence may be committed after one of a
    higher: what those at work may still write lies beyond. (The locks are looked at after the lines, in one statement.)
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(_SETTLED, [WRITERS, WRITERS, WRITERS + (1 << 40) - 1])
            return cursor.fetchone()[0] or 0
    return Fact.objects.aggregate(last=Max("seq"))["last"] or 0


def amounts() -> QuerySet[Fact]:
    """The lines that say an amount: neither reversals nor eliminations, taken back or not."""
    # Nearly every line eliminates nothing, but SQLite would look for these by the index of that column.
    return Fact.objects.alias(nothing=F("eliminates_id") + Value(0)).filter(sign=1, nothing__isnull=True)


def standing(upto: int | None = None) -> QuerySet[Fact]:
    """Amounts that were not taken back, as of a sequence."""
    return _not_reversed(amounts(), upto)


def eliminations(upto: int | None = None) -> QuerySet[Fact]:
    """Eliminations that were not taken back, as of a sequence."""
    return _not_reversed(Fact.objects.filter(sign=-1, eliminates__isnull=False), upto)


def standing_lines(upto: int | None = None) -> QuerySet[Fact]:
    """Both of them."""
    # Not "reversal_of is null": SQLite would go through the index of that column, which holds nearly every line.
    own = Q(sign=1, eliminates__isnull=True) | Q(sign=-1, eliminates__isnull=False)
    return _not_reversed(Fact.objects.filter(own), upto)


def _not_reversed(lines: QuerySet[Fact], upto: int | None) -> QuerySet[Fact]:
    back = Fact.objects.filter(reversal_of=OuterRef("pk"))
    if upto is not None:
        # Not "seq up to it": SQLite would take that for a reason to go through every line.
        back, lines = back.filter(seq__lte=upto), lines.alias(at=F("seq") + Value(0)).filter(at__lte=upto)
    return lines.filter(~Exists(back))


def facts_of_source(kind: str, uuids: Collection[UUID]) -> QuerySet[Fact]:
    """The standing facts that these records posted, with what a page shows of them joined."""
    return (
        standing()
        .filter(source_kind=kind, source_uuid__in=uuids)
        .select_related("indicator", "unit", "citation__text__file", "confirmed_by")
        .order_by("indicator__position", "indicator__code", "seq")
    )


def statement(uuid: UUID) -> Statement | None:
    """One reported figure with its indicator, unit and citation."""
    return Statement.objects.select_related("indicator", "unit", "citation__text__file").filter(uuid=uuid).first()


def doubles_among(uuids: Collection[UUID]) -> set[UUID]:
    """Those of these that are decisions on doubles."""
    return set(Double.objects.filter(uuid__in=uuids).values_list("uuid", flat=True))


def statements_among(uuids: Collection[UUID]) -> set[UUID]:
    """Those of these that are reported figures."""
    return set(Statement.objects.filter(uuid__in=uuids).values_list("uuid", flat=True))
