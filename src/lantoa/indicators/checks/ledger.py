"""What `lantoa doctor` asks of the ledger: that facts, reversals, statements, sources and history agree."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import reduce
from itertools import islice
from typing import Any, TypeVar
from uuid import UUID

from django.conf import settings
from django.db.models import F, Model, Q, QuerySet
from django.utils.module_loading import import_string

from lantoa.common.checks import Break, Look, check
from lantoa.common.quantities import Exactness
from lantoa.history import queries as history
from lantoa.indicators import buckets, queries, rules
from lantoa.indicators.models import Fact, Fold, FoldedUnit, Measured, PeriodTotal, Statement, Total
from lantoa.indicators.queries import sums
from lantoa.organisations import queries as organisations
from lantoa.organisations.rules import LINES

AT_ONCE = 500
Row = TypeVar("Row", bound=Model)


@check("Sổ số liệu: mỗi bút toán và thứ tự ghi sổ")
def facts(look: Look) -> Iterator[Break]:
    """Amounts are in order, reversals mirror what they take back, later lines were written later."""
    look.expect(Fact.objects.count())
    for broken in Fact.objects.filter(_impossible()).order_by("seq").iterator():
        yield Break("Bút toán có số lượng, khoảng thời gian hoặc dấu không hợp lệ.", named(broken))
    latest = None
    for fact in Fact.objects.select_related("reversal_of").order_by("seq").iterator():
        look.see()
        if latest and fact.confirmed_at < latest:
            what = "Bút toán ghi ngày giờ sớm hơn bút toán đứng trước nó (đồng hồ máy chủ có thể đã lùi lại)."
            yield Break(what, named(fact), is_remark=True)
        latest = max(latest or fact.confirmed_at, fact.confirmed_at)
        taken = fact.reversal_of
        if taken and (taken.seq >= fact.seq or taken.sign == fact.sign or not same(taken, fact, rules.MIRRORED)):
            yield Break(f"Bút toán bỏ số không khớp bút toán số {taken.seq} mà nó bỏ.", named(fact))


def _impossible() -> Q:
    """What the database's own constraints forbid, asked again of the rows that are there."""
    return (
        Q(to_on__lt=F("from_on"))
        | Q(low__isnull=False, high__isnull=False, high__lt=F("low"))
        | ~Q(exactness__in=[one for one, _ in Measured._meta.get_field("exactness").choices or ()])
        | Q(exactness="range", value__isnull=False)
        | (~Q(exactness="range") & Q(value__isnull=True))
        | Q(sign=1, eliminates__isnull=True, reversal_of__isnull=False)
        | Q(sign=-1, eliminates__isnull=True, reversal_of__isnull=True)
        | Q(sign=1, eliminates__isnull=False, reversal_of__isnull=True)
        | Q(sign=-1, eliminates__isnull=False, reversal_of__isnull=False)
        | ~Q(sign__in=(1, -1))
    )


@check("Sổ số liệu: mỗi số liệu được báo cáo có đúng một bút toán")
def statements(look: Look) -> Iterator[Break]:
    """A statement posts one fact, with its own amount."""
    rows = Statement.objects.all()
    yield from one_fact_each(rows, "statement", look, lambda one: f"số liệu {one.uuid}")


def one_fact_each(rows: QuerySet[Any], kind: str, look: Look, name: Callable[[Any], str]) -> Iterator[Break]:
    """That every one of these measured records posted exactly one fact, with its own amount."""
    look.expect(rows.count())
    for some in in_parts(rows):
        posted: dict[UUID, list[Fact]] = {}
        for fact in queries.amounts().filter(source_kind=kind, source_uuid__in=[one.uuid for one in some]):
            posted.setdefault(fact.source_uuid, []).append(fact)
        for one in some:
            look.see()
            own = posted.get(one.uuid, [])
            if len(own) != 1:
                yield Break(f"Có {len(own)} bút toán, đáng lẽ đúng một.", name(one))
            elif not same(one, own[0], rules.AMOUNT):
                yield Break(f"Bút toán số {own[0].seq} ghi khác với hồ sơ của nó.", name(one))


@check("Sổ số liệu: hồ sơ đứng sau mỗi bút toán")
def sources(look: Look) -> Iterator[Break]:
    """The record that each fact comes from is there. Of a kind that names nobody to ask, only that is remarked."""
    look.expect(Fact.objects.count())
    unknown: set[str] = set()
    for some in in_parts(Fact.objects.all()):
        for kind in sorted({fact.source_kind for fact in some}):
            own = [fact for fact in some if fact.source_kind == kind]
            look.see(len(own))
            if kind not in settings.RECORDS:
                if kind not in unknown:
                    yield Break(f"Chưa kiểm tra được hồ sơ loại “{kind}”.", named(own[0]), is_remark=True)
                unknown.add(kind)
                continue
            there: Callable[[Collection[UUID]], set[UUID]] = import_string(settings.RECORDS[kind])
            found = there([fact.source_uuid for fact in own])
            for fact in own:
                if fact.source_uuid not in found:
                    yield Break("Không còn hồ sơ mà bút toán này dựa vào.", named(fact))


@check("Sổ số liệu: đối chiếu với nhật ký")
def told(look: Look) -> Iterator[Break]:
    """Every line of the ledger was written by an act that the history knows, and says what that act said."""
    look.expect(Fact.objects.count())
    for some in in_parts(Fact.objects.select_related("reversal_of", "indicator", "unit")):
        posted = {act.record: act for act in history.of_records("fact", [one.uuid for one in some], "post")}
        taken = [one.reversal_of.uuid for one in some if one.reversal_of]
        reversed_ = {act.record for act in history.of_records("fact", taken, "reverse")}
        for fact in some:
            look.see()
            if fact.reversal_of:
                if fact.reversal_of.uuid not in reversed_:
                    yield Break("Bút toán bỏ số này không có trong nhật ký.", named(fact))
            elif (act := posted.get(fact.uuid)) is None:
                yield Break("Bút toán này không có trong nhật ký.", named(fact))
            elif hasattr(act, "payload") and act.payload.data.get("row", rules.row_of(fact)) != rules.row_of(fact):
                yield Break(f"Bút toán này khác với điều nhật ký ghi ở sự kiện số {act.seq}.", named(fact))


@check("Sổ số liệu: các số cộng sẵn")
def totals(look: Look) -> Iterator[Break]:
    """The totals of each unit are what its lines add up to."""
    look.expect(FoldedUnit.objects.count())
    last = organisations.last_restructuring()
    for fold in Fold.objects.order_by("line", "is_map"):
        stirred = organisations.restructured_since(fold.restructured, fold.line, last)
        for some in in_parts(FoldedUnit.objects.filter(fold=fold).exclude(unit__in=stirred).select_related("unit")):
            units = {one.unit_id: one.unit.code for one in some}
            stored, within = (_kept(model, fold, units) for model in (Total, PeriodTotal))
            lines = sums.bucketed(fold, sums.signed(fold.upto), units)
            added = {(*row[:6], *(None if end is None else int(end) for end in row[6:])) for row in lines if row[6]}
            look.see(len(some))
            wrong = (stored ^ added) | (within ^ set(_within_periods(added, fold.cuts)))
            for unit in sorted({row[1] for row in wrong}):
                what = "Số cộng sẵn khác với tổng các bút toán. Hãy chạy lệnh: lantoa totals --rebuild"
                yield Break(what, f"{units[unit]}, tuyến {LINES[fold.line]}")


def _kept(model: type[Total] | type[PeriodTotal], fold: Fold, units: Collection[int]) -> set[tuple[Any, ...]]:
    kept = model.objects.filter(fold=fold, unit__in=units).exclude(count=0)
    return set(kept.values_list(*_TOTAL, "count", "value", "low", "high"))


def _within_periods(rows: Iterable[tuple[Any, ...]], cuts: list[int]) -> Iterator[tuple[Any, ...]]:
    """What rows by buckets come to in the usual periods."""
    found: dict[tuple[Any, ...], dict[tuple[str, str], list[int | None]]] = {}
    for indicator, unit, *kind, first, last, count, value, low, high in rows:
        for period in buckets.periods_around(first, last, cuts):
            wordings = found.setdefault((indicator, unit, period.from_on, period.to_on), {})
            wordings[*kind] = _plus(wordings.get((*kind,), [0, 0, 0, 0]), [count, value, low, high])
    for (indicator, unit, *days), wordings in found.items():
        left = {kind: ends for kind, ends in wordings.items() if ends[0]}
        if left:
            ends = reduce(_plus, left.values())
            words = {said for exactness, said in left if exactness != Exactness.EXACT} or {""}
            several = PeriodTotal.SEVERAL, words.pop() if len(words) == 1 else PeriodTotal.MIXED
            yield indicator, unit, *(next(iter(left)) if len(left) == 1 else several), *days, *ends


def _plus(one: list[int | None], other: list[int | None]) -> list[int | None]:
    return [None if a is None or b is None else a + b for a, b in zip(one, other, strict=True)]


_TOTAL = ("indicator", "unit", "exactness", "said", "first", "last")


def named(fact: Fact) -> str:
    """How a break names a line of the ledger."""
    return f"bút toán số {fact.seq}"


def same(one: Any, other: Any, columns: Collection[str]) -> bool:
    """Whether two rows say the same in these columns."""
    return all(getattr(one, column) == getattr(other, column) for column in columns)


def in_parts(rows: QuerySet[Row]) -> Iterator[list[Row]]:
    """Rows in the order of their keys, so many at a time."""
    found = rows.order_by("pk").iterator(chunk_size=AT_ONCE)
    while some := list(islice(found, AT_ONCE)):
        yield some
