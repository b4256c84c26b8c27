"""Taking a list of people in, and writing it: all of it or nothing, and never anything twice."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone

from lantoa.common.scopes import Scope
from lantoa.history.operations import record, record_many
from lantoa.organisations import queries, rules
from lantoa.organisations.models import Membership, Person, Post, RosterColumns, RosterDraft, Unit
from lantoa.organisations.operations.checking import check
from lantoa.organisations.operations.people import UnableToChangePeople
from lantoa.organisations.queries.rosters import LIKELY, WRONG, Plan, Planned, plan
from lantoa.organisations.rules import matching, rosters
from lantoa.reading.inputs import Unreadable, sheets
from lantoa.vietnamese.text import clean, fold, person_sort_key

# A list that nobody wrote is forgotten: it holds names for no purpose any more.
FORGOTTEN_AFTER = timedelta(days=30)
AT_ONCE = 500


class UnableToImportPeople(UnableToChangePeople):
    """A list of people cannot be read or written as it stands."""


@transaction.atomic
def take_in_roster(
    *, scope: Scope, unit: Unit, name: str, data: bytes, from_on: date, kind: str = "member"
) -> RosterDraft:
    """Reads a list for a unit into a draft; nothing is written yet. ``from_on`` counts where a row says no day."""
    check(scope, unit)
    if kind not in rules.MEMBERSHIPS:
        raise UnableToImportPeople("Hãy chọn người trong danh sách là thành viên, cán bộ hay cộng tác viên.")
    try:
        lines = sheets.rows(name, data)
    except Unreadable as error:
        raise UnableToImportPeople(error.vi) from error
    known = queries.known_columns(unit)
    top = rosters.heading_at([cells for _, cells in lines], known)
    headings, rest = lines[top][1], lines[top + 1 :]
    if not rest:
        raise UnableToImportPeople("Danh sách chỉ có dòng tiêu đề, không có người nào. Hãy kiểm tra lại tệp.")
    width = max([len(headings), *(len(cells) for _, cells in rest)])
    headings = [*headings, *[""] * (width - len(headings))]
    now = timezone.now()
    RosterDraft.objects.filter(written_at__isnull=True, made_at__lt=now - FORGOTTEN_AFTER).delete()
    return RosterDraft.objects.create(
        unit=unit,
        name=clean(name).strip()[:200] or "danh sách",
        sha256=hashlib.sha256(data).hexdigest(),
        headings=headings,
        lines=rest,
        columns=rosters.with_split_name(headings, rosters.proposed(headings, known), [cells for _, cells in rest]),
        kind=kind,
        from_on=from_on,
        made_by_id=scope.actor_id,
        made_at=now,
    )


@transaction.atomic
def set_columns(*, scope: Scope, draft: RosterDraft, columns: Sequence[str]) -> None:
    """Says what each column holds; the unit's next lists are read the same way."""
    check(scope, draft.unit)
    _open(draft)
    if len(columns) != len(draft.headings) or not set(columns) <= {rosters.IGNORED, *rosters.FIELDS}:
        raise UnableToImportPeople("Hãy chọn lại nội dung của từng cột.")
    if problem := rosters.missing(columns):
        raise UnableToImportPeople(problem)
    draft.columns = list(columns)
    RosterDraft.objects.filter(pk=draft.pk).update(columns=draft.columns)
    fields = queries.known_columns(draft.unit)
    fields |= {fold(heading): name for heading, name in zip(draft.headings, columns, strict=True) if heading}
    RosterColumns.objects.update_or_create(unit=draft.unit, defaults={"fields": fields})


@transaction.atomic
def choose(*, scope: Scope, draft: RosterDraft, choices: Mapping[int, str]) -> None:
    """Keeps what was chosen for some rows: "new", "skip", "row:N", a person's UUID; "" takes a choice back."""
    check(scope, draft.unit)
    kept = dict(_open(draft).choices)
    for row, value in choices.items():
        if value:
            kept[str(row)] = value[:40]
        else:
            kept.pop(str(row), None)
    draft.choices = kept
    RosterDraft.objects.filter(pk=draft.pk).update(choices=kept)


@transaction.atomic
def discard_roster(*, scope: Scope, draft: RosterDraft) -> None:
    """Forgets a list that was not written."""
    check(scope, draft.unit)
    _open(draft)
    RosterDraft.objects.filter(pk=draft.pk, written_at__isnull=True).delete()


@transaction.atomic
def write_roster(*, scope: Scope, draft: RosterDraft, today: date) -> Plan:
    """Writes the whole list, or nothing; gives what was done. UnableToImportPeople while anything waits or is wrong."""
    check(scope, draft.unit)
    draft = _open(draft)
    made = plan(draft, scope, today)
    if made.problem:
        raise UnableToImportPeople(made.problem)
    if many := len(made.of(WRONG)):
        raise UnableToImportPeople(f"Còn {many} dòng có lỗi nên chưa ghi dòng nào. Hãy sửa tệp rồi tải lại.")
    if many := len(made.of(LIKELY)):
        raise UnableToImportPeople(f"Còn {many} dòng cần chọn là người nào nên chưa ghi dòng nào.")
    source = f"Danh sách “{draft.name}”, nhập ngày {today:%d/%m/%Y}"[:200]
    try:
        with transaction.atomic():
            people = _people(made, draft)
            _spans(made, people, source)
            for row in made.rows:
                if row.birth_year:
                    Person.objects.filter(pk=_person(row, people).pk).update(birth_year=row.birth_year)
    except IntegrityError as error:
        raise UnableToImportPeople(
            "Trong lúc ghi đã có người khác sửa cùng những người này. Hãy xem lại rồi ghi."
        ) from error
    _tell(scope, made, people, draft, source)
    who = {str(row.entry.row): str(_person(row, people).uuid) for row in made.rows if row.who}
    # Who became whom stays, so that the same file makes nothing twice; what the rows said does not.
    RosterDraft.objects.filter(pk=draft.pk).update(lines=[], made=who, written_at=timezone.now())
    return made


def _open(draft: RosterDraft) -> RosterDraft:
    found = RosterDraft.objects.select_for_update().select_related("unit").filter(pk=draft.pk).first()
    if found is None or found.written_at is not None:
        raise UnableToImportPeople("Danh sách này đã được ghi hoặc đã bỏ. Hãy tải tệp lên lại nếu cần.")
    return found


def _people(made: Plan, draft: RosterDraft) -> dict[tuple[str, int], Person]:
    """Everyone in the list, by ("person", id) or ("new", row); those who are new are made."""
    fresh = {
        row.who: Person(
            uuid=uuid4(),
            full_name=row.entry.name,
            folded=fold(row.entry.name),
            sort_key=person_sort_key(row.entry.name),
            birth_year=row.entry.birth_year,
            known_in_id=row.unit_id,
        )
        for row in made.rows
        if row.who == (matching.NEW, row.entry.row)
    }
    Person.objects.bulk_create(fresh.values(), batch_size=AT_ONCE)
    known = sorted({row.who[1] for row in made.rows if row.who and row.who[0] == "person"})
    people: dict[tuple[str, int], Person] = {who: person for who, person in fresh.items() if who}
    for at in range(0, len(known), AT_ONCE):
        for one in Person.objects.filter(pk__in=known[at : at + AT_ONCE]):
            people["person", one.pk] = one
    return people


def _spans(made: Plan, people: Mapping[tuple[str, int], Person], source: str) -> None:
    def days(span: rules.Span) -> dict[str, date | None]:
        return {"from_on": span.from_on, "to_on": None if span.to_on == rules.FOREVER else span.to_on}

    Membership.objects.bulk_create(
        (
            Membership(
                person=_person(row, people), unit_id=row.unit_id, kind=row.kind, source=source, **days(row.membership)
            )
            for row in made.rows
            if row.membership and row.unit_id
        ),
        batch_size=AT_ONCE,
    )
    Post.objects.bulk_create(
        (
            Post(
                person=_person(row, people),
                unit_id=row.unit_id,
                title=row.entry.title,
                folded=fold(row.entry.title)[:200],
                is_head=row.entry.is_head,
                source=source,
                **days(row.post),
            )
            for row in made.rows
            if row.post and row.unit_id
        ),
        batch_size=AT_ONCE,
    )


def _tell(scope: Scope, made: Plan, people: Mapping[tuple[str, int], Person], draft: RosterDraft, source: str) -> None:
    codes = dict(Unit.objects.filter(pk__in={row.unit_id for row in made.rows}).values_list("pk", "code"))

    def said(row: Planned) -> tuple[UUID, dict[str, Any]]:
        entry = row.entry
        data = {
            "full_name": entry.name,
            "unit": codes.get(row.unit_id or 0, ""),
            "kind": row.kind if row.membership else "",
            "title": entry.title if row.post else "",
            "on": (row.membership or row.post or rules.Span(draft.from_on)).from_on,
            "to_on": entry.to_on,
            "is_head": entry.is_head,
            "birth_year": row.birth_year,
            "is_new": row.who == (matching.NEW, entry.row),
            "source": source,
        }
        return _person(row, people).uuid, data

    acts = [said(row) for row in made.rows if row.who and (row.membership or row.post or row.birth_year)]
    record_many(scope=scope, verb="import", kind="person", acts=acts)
    new = sum(data["is_new"] for _, data in acts)
    data = {"name": draft.name, "sha256": draft.sha256, "rows": len(made.rows), "changed": len(acts), "new": new}
    record(scope=scope, verb="import_people", kind="unit", uuid=draft.unit.uuid, data=data)


def _person(row: Planned, people: Mapping[tuple[str, int], Person]) -> Person:
    if row.who is None:
        raise LookupError(f"row {row.entry.row} is nobody")
    return people[row.who]
