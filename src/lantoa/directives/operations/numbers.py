"""Numbers are taken from a unit's book, noted where they were given elsewhere, and begin anew after a congress."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from lantoa.common.errors import Unable
from lantoa.common.scopes import Identity, Scope
from lantoa.directives.models import Congress, Number
from lantoa.directives.queries import numbers as queries
from lantoa.directives.rules import numbers as rules
from lantoa.history.operations import record
from lantoa.organisations.models import Unit
from lantoa.vietnamese.text import clean

MOST_NAMED = 5
LONGEST = 400


class UnableToNumber(Unable):
    """The number cannot be given, or not by this person; or a congress would make two numbers equal."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that gets a number: of which kind ("BC"), numbered as the Party or as the State does, of which day, and
    how the book calls it."""

    kind: str
    is_party: bool
    dated_on: date
    about: str


@transaction.atomic
def take_number(*, scope: Scope, unit: int, paper: Paper, given_to: Identity, number: int | None = None) -> Number:
    """Gives a paper that lies here the next number of its kind and series in the unit's book, or the ``number`` that is
    wished for. The same number again for the same paper is the one that it has.

    UnableToNumber says which paper has a number that was given already.
    """
    _check(scope, unit, paper, number)
    _held(unit)
    series = queries.series_on(unit, is_party=paper.is_party, on=paper.dated_on)
    follows = queries.next_number(unit, paper.kind, is_party=paper.is_party, on=paper.dated_on)
    if number is not None and (known := queries.in_series(unit, paper.kind, series).filter(number=number).first()):
        if (known.given_kind, known.given_uuid) == (given_to.kind, given_to.uuid):
            return known
        raise UnableToNumber(_taken(known, follows))
    wished = follows if number is None else number
    return _put(scope, unit, paper, series, wished, verb="take", given_to=given_to)


@transaction.atomic
def note_given_elsewhere(*, scope: Scope, unit: int, paper: Paper, number: int, today: date) -> Number:
    """Notes that a number was given on paper or in another program, so that it is not given again here; the next one
    follows the highest. UnableToNumber where a paper here, or another note, has it."""
    _check(scope, unit, paper, number)
    if paper.dated_on > today:
        raise UnableToNumber("Ngày văn bản ở sau hôm nay. Hãy ghi ngày của văn bản đã được cấp số.")
    _held(unit)
    series = queries.series_on(unit, is_party=paper.is_party, on=paper.dated_on)
    if known := queries.in_series(unit, paper.kind, series).filter(number=number).first():
        follows = queries.next_number(unit, paper.kind, is_party=paper.is_party, on=paper.dated_on)
        raise UnableToNumber(_taken(known, follows))
    return _put(scope, unit, paper, series, number, verb="note")


@transaction.atomic
def withdraw_note(*, scope: Scope, number: Number, why: str) -> None:
    """A number given elsewhere was noted wrongly: it may be given again. What a paper here bears stays."""
    if not scope.may("report", number.unit_id):
        raise UnableToNumber("Tài khoản này không được sửa sổ số văn bản của đơn vị này.")
    _held(number.unit_id)
    one = Number.objects.select_for_update().get(pk=number.pk)
    if not one.is_elsewhere:
        raise UnableToNumber("Số này đã ghi trên một văn bản lập ở đây nên không bỏ được.")
    if one.withdrawn_at:
        raise UnableToNumber("Số này đã được bỏ rồi.")
    one.withdrawn_at, one.withdrawn_why = timezone.now(), _reason(why)
    one.save(update_fields=["withdrawn_at", "withdrawn_why"])
    record(scope=scope, verb="withdraw", kind="number", uuid=one.uuid, data={"why": one.withdrawn_why})


@transaction.atomic
def record_congress(*, scope: Scope, unit: int, term: str, closed_on: date, today: date) -> Congress:
    """A congress of a Party organisation closed: papers of the day after belong to a series of their own, those that
    were numbered already too. Nothing on any paper changes."""
    if not scope.may("report", unit):
        raise UnableToNumber("Tài khoản này không được ghi đại hội của đơn vị này.")
    if not clean(term).strip():
        raise UnableToNumber("Hãy ghi tên nhiệm kỳ, ví dụ 2025–2030.")
    if closed_on > today:
        raise UnableToNumber("Đại hội chưa bế mạc. Hãy ghi sau ngày bế mạc.")
    if not queries.is_party_body(unit, closed_on):
        raise UnableToNumber("Đơn vị này không phải tổ chức đảng nên số văn bản tính theo năm, không theo nhiệm kỳ.")
    _held(unit)
    if known := queries.congresses(unit).filter(closed_on=closed_on).first():
        raise UnableToNumber(f"Đại hội bế mạc ngày {closed_on:%d/%m/%Y} đã ghi rồi, nhiệm kỳ {known.term}.")
    made = Congress.objects.create(
        unit_id=unit,
        term=clean(term).strip()[:60],
        closed_on=closed_on,
        recorded_by_id=scope.actor_id,
        recorded_at=timezone.now(),
    )
    count = _derive_anew(unit)
    data = {"term": made.term, "closed_on": closed_on, "moved": count}
    record(scope=scope, verb="record", kind="congress", uuid=made.uuid, data=data)
    return made


@transaction.atomic
def withdraw_congress(*, scope: Scope, congress: Congress, why: str) -> None:
    """A congress was recorded wrongly: what was numbered after it belongs to the term before again. UnableToNumber
    where two papers would then have the same number."""
    if not scope.may("report", congress.unit_id):
        raise UnableToNumber("Tài khoản này không được bỏ đại hội của đơn vị này.")
    _held(congress.unit_id)
    one = Congress.objects.select_for_update().get(pk=congress.pk)
    if one.withdrawn_at:
        raise UnableToNumber("Đại hội này đã được bỏ rồi.")
    one.withdrawn_at, one.withdrawn_why = timezone.now(), _reason(why)
    one.save(update_fields=["withdrawn_at", "withdrawn_why"])
    count = _derive_anew(one.unit_id)
    data = {"why": one.withdrawn_why, "moved": count}
    record(scope=scope, verb="withdraw", kind="congress", uuid=one.uuid, data=data)


def _derive_anew(unit: int) -> int:
    """The series of every number by the congresses that stand now. Gives how many moved."""
    rows = list(queries.standing(unit).filter(runs=rules.BY_TERM).order_by("pk"))
    book = [rules.Given(one.pk, one.kind, one.series, one.number, one.dated_on) for one in rows]
    moved, twice = rules.moved(book, queries.closed(unit))
    if twice:
        said = sorted({f"{one.number:02d}-{one.kind}" for one in twice})
        more = f" và {len(said) - MOST_NAMED} số khác" if len(said) > MOST_NAMED else ""
        raise UnableToNumber(
            f"Làm vậy thì hai văn bản của cùng một nhiệm kỳ mang một số: {', '.join(said[:MOST_NAMED])}{more}. "
            "Hãy xem lại ngày bế mạc đại hội, hoặc bỏ số đã ghi nhầm trước."
        )
    for from_on in sorted(set(moved.values())):
        Number.objects.filter(pk__in=[pk for pk, day in moved.items() if day == from_on]).update(series_from=from_on)
    return len(moved)


def _held(unit: int) -> None:
    """The unit's row is the gate of its book; what only names the unit need not wait."""
    Unit.objects.select_for_update(no_key=True).get(pk=unit)


def _check(scope: Scope, unit: int, paper: Paper, number: int | None) -> None:
    # Whoever answers for a unit numbers the paper that it answers with.
    if not scope.may("report", unit) and not scope.may("answer", unit):
        raise UnableToNumber("Tài khoản này không được lấy số văn bản của đơn vị này.")
    known = queries.kinds(paper.is_party, paper.dated_on)
    if not paper.kind or (known and paper.kind not in known):
        raise UnableToNumber(f"Không có loại văn bản nào viết tắt là “{paper.kind}”. Hãy chọn trong danh sách.")
    if number is not None and not 1 <= number <= rules.HIGHEST:
        raise UnableToNumber(f"Số văn bản là một số từ 1 đến {rules.HIGHEST}.")
    if not clean(paper.about).strip():
        raise UnableToNumber("Hãy ghi số này đã cấp cho văn bản nào.")


def _reason(why: str) -> str:
    if not (said := clean(why).strip()):
        raise UnableToNumber("Hãy ghi rõ lý do.")
    return said[:LONGEST]


def _taken(known: Number, follows: int) -> str:
    where = "cấp ngoài phần mềm" if known.is_elsewhere else "đã cấp"
    return (
        f"Số {known.number:02d}-{known.kind} {where} cho “{known.about}” ngày {known.dated_on:%d/%m/%Y}. "
        f"Hãy dùng số khác; số tiếp theo là {follows:02d}."
    )


def _put(
    scope: Scope,
    unit: int,
    paper: Paper,
    series: rules.Series,
    number: int,
    *,
    verb: str,
    given_to: Identity | None = None,
) -> Number:
    made = Number.objects.create(
        unit_id=unit,
        kind=paper.kind,
        runs=series.runs,
        series_from=series.from_on,
        number=number,
        dated_on=paper.dated_on,
        given_kind=given_to.kind if given_to else "",
        given_uuid=given_to.uuid if given_to else None,
        about=clean(paper.about).strip()[:LONGEST],
        taken_by_id=scope.actor_id,
        taken_at=timezone.now(),
    )
    data = {"kind": made.kind, "number": number, "dated_on": made.dated_on, "about": made.about}
    data |= {"given_to": f"{given_to.kind} {given_to.uuid}"} if given_to else {}
    record(scope=scope, verb=verb, kind="number", uuid=made.uuid, data=data)
    return made
