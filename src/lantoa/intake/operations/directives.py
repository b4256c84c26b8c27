"""The paper itself enters the book of papers, with what it carries out and its file; and back out of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lantoa.common.errors import Unable
from lantoa.common.scopes import Identity, Scope
from lantoa.directives import operations as book
from lantoa.directives import queries as directives
from lantoa.directives.models import Directive
from lantoa.intake.drafts import Known
from lantoa.intake.drafts.directives import known_paper, state_of
from lantoa.intake.models import Finding, Paper
from lantoa.intake.operations.knowing import papers_of
from lantoa.intake.operations.registers import UnableToAccept, key_of
from lantoa.organisations import queries as organisations
from lantoa.organisations.models import Unit


def enter(scope: Scope, finding: Finding, *, today: date, into: Directive | None = None) -> tuple[Identity, bool]:
    """Enters the paper of a draft, or gives a known one (``into``) what the draft adds; gives it and whether it is new.

    What it carries out and nobody has entered yet is entered first, as it was read. A paper of which too little is
    known is left out.
    """
    draft, paper = finding.draft, finding.paper
    header = _head_of(into) if into else _header(draft)
    unit = book_for(paper, header.issuer)
    uppers, made = _uppers(scope, paper, unit, draft, today)
    before = into or _standing(unit, header)
    had = set(before.uppers.values_list("upper__uuid", flat=True)) if before else set[UUID]()
    had_copy = bool(before and directives.in_books_among([before], [unit.pk]))
    one, is_new = book.record_directive(
        scope=scope,
        unit=unit,
        header=header,
        today=today,
        carries_out=[upper for upper in uppers if into is None or upper.pk != into.pk],
        stands_in=draft.get("stands_in") or "",
        file=paper.file,
        uuid=None if before else key_of(finding),
    )
    if into and one.pk != into.pk:
        raise UnableToAccept("Văn bản trong sổ vừa được sửa. Hãy tải lại trang rồi ghép lại.")
    entered = {
        "is_new": is_new,
        "unit": unit.pk,
        "made": [str(upper.uuid) for upper in made],
        "linked": [str(upper.uuid) for upper in uppers if upper.uuid not in had],
        "copy": not had_copy,
        "file": one.file_id == paper.file_id and not (before and before.file_id),
    }
    Finding.objects.filter(pk=finding.pk).update(draft=draft | {"entered": entered})
    return Identity("directive", one.uuid), is_new


def leave(scope: Scope, finding: Finding, why: str) -> None:
    """Takes back what entering brought: the paper where it was new, else its copy, links and file; and what was entered
    along with it, unless something else rests on that by now."""
    one = directives.directive(finding.record) if finding.record else None
    entered: dict[str, Any] = finding.draft.get("entered") or {}
    if one is None or not entered:
        return
    if entered["is_new"]:
        book.unrecord(scope=scope, directive=one, why=why)
    else:
        book.take_back_entry(
            scope=scope,
            directive=one,
            unit=Unit.objects.get(pk=entered["unit"]),
            why=why,
            has_copy=entered["copy"],
            uppers=_by_uuid(entered["linked"]),
            file=finding.paper.file if entered["file"] else None,
        )
    for upper in reversed(_by_uuid(entered["made"])):
        try:
            with transaction.atomic():
                book.unrecord(scope=scope, directive=upper, why=why)
        except Unable:
            continue
    Finding.objects.filter(pk=finding.pk).update(
        draft={key: value for key, value in finding.draft.items() if key != "entered"}
    )


def looked_up(paper: Paper, carries_out: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Papers that are carried out, each linked to the book where that knows it by now."""
    known = Known(papers=papers_of(paper, {one["code"] for one in carries_out if one.get("code")}))
    found = []
    for one in carries_out:
        linked = known_paper(one, known)
        found.append(one | {"uuid": linked.uuid if linked else ""})
    return found


def book_for(paper: Paper, issuer: Unit | None) -> Unit:
    """The book that a paper enters: of the unit that took it in, or of its body that issued it."""
    books = directives.own_units(paper.unit_id, timezone.localdate(paper.taken_in_at))
    if issuer and issuer.pk != paper.unit_id and issuer.pk in {one.pk for one in books}:
        return Unit.objects.get(pk=issuer.pk)
    return paper.unit


def _uppers(
    scope: Scope, paper: Paper, unit: Unit, draft: dict[str, Any], today: date
) -> tuple[list[Directive], list[Directive]]:
    """What the paper carries out, and those of them that were entered for it."""
    uppers: list[Directive] = []
    made: list[Directive] = []
    for one in looked_up(paper, draft.get("carries_out") or []):
        if state_of(one) == "known":
            uppers += _by_uuid([one["uuid"]])
        elif state_of(one) == "new":
            what = one.get("kind") or "Văn bản"
            header = _header(one | {"abstract": f"{what} {one['code']} (chưa ghi trích yếu)"})
            upper, is_new = book.record_directive(scope=scope, unit=unit, header=header, today=today)
            uppers.append(upper)
            made += [upper] if is_new else []
    return uppers, made


def _header(draft: dict[str, Any]) -> book.Header:
    day = date.fromisoformat(draft["dated_on"])
    issuer = organisations.unit(draft["issuer"], day) if draft.get("issuer") else None
    return book.Header(draft["code"], draft["abstract"], day, issuer, draft.get("issuer_name") or "")


def _head_of(one: Directive) -> book.Header:
    return book.Header(one.code, one.abstract, one.dated_on, one.issuer, one.issuer_name)


def _standing(unit: Unit, header: book.Header) -> Directive | None:
    """The very paper, where it stands in a book."""
    for one in directives.known_by_code(header.code, header.dated_on):
        if one.issuer_key == book.issuer_key_of(unit, header):
            return one
    return None


def _by_uuid(uuids: Sequence[str]) -> list[Directive]:
    return [one for uuid in uuids if (one := directives.directive(UUID(uuid)))]
