"""A paper that was entered by mistake leaves the book again. Only while nothing rests on it."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from lantoa.common.scopes import Scope
from lantoa.directives import queries
from lantoa.directives.models import Copy, Directive, Implementation, Number
from lantoa.directives.operations.papers import UnableToChangeDirective
from lantoa.files.models import StoredFile
from lantoa.history.operations import record
from lantoa.organisations.models import Unit
from lantoa.vietnamese.text import clean


@transaction.atomic
def unrecord(*, scope: Scope, directive: Directive, why: str) -> None:
    """Takes a paper out of the books, its number out of the book of numbers; the history keeps its head and reason.

    UnableToChangeDirective while another paper carries it out, it was sent or answers, or another unit has it too.
    """
    held = _held(scope, directive, why)
    if said := queries.what_rests_on(held):
        raise UnableToChangeDirective(said)
    why = clean(why).strip()[:400]
    data = {
        "code": held.code,
        "issuer": held.issuer_name,
        "on": held.dated_on,
        "abstract": held.abstract,
        "carries_out": [link.upper.code for link in held.uppers.select_related("upper").order_by("pk")],
        "file": str(held.file.uuid) if held.file else "",
        "why": why,
    }
    # The number may be given again: the book keeps the line, with the reason why it was dropped.
    Number.objects.filter(given_kind="directive", given_uuid=held.uuid).update(
        given_kind="", given_uuid=None, withdrawn_at=timezone.now(), withdrawn_why=why
    )
    record(scope=scope, verb="unrecord", kind="directive", uuid=held.uuid, data=data)
    for rows in (held.uppers, held.copies, held.steps):
        rows.all().delete()
    try:
        held.delete()
    except ProtectedError as error:
        # Records above, which are not known here: plans.
        raise UnableToChangeDirective(
            f"Đang có kế hoạch gắn với văn bản {held.code}. Hãy bỏ chọn văn bản này ở kế hoạch trước."
        ) from error


@transaction.atomic
def take_back_entry(
    *,
    scope: Scope,
    directive: Directive,
    unit: Unit,
    why: str,
    has_copy: bool = False,
    uppers: Sequence[Directive] = (),
    file: StoredFile | None = None,
) -> None:
    """A paper that stood before stays; what one entry of it brought goes: the unit's copy, links, the file."""
    held = _held(scope, directive, why, unit.pk)
    for upper in uppers:
        if queries.answers_with(held, upper):
            raise UnableToChangeDirective(
                f"Văn bản {held.code} đang là trả lời cho văn bản {upper.code}. Hãy rút lại trả lời trước."
            )
    gone = Implementation.objects.filter(lower=held, upper__in=[one.pk for one in uppers])
    data = {
        "carries_out": [link.upper.code for link in gone.select_related("upper").order_by("pk")],
        "copy_in": unit.code if has_copy else "",
        "file": str(file.uuid) if file else "",
        "why": clean(why).strip(),
    }
    gone.delete()
    if has_copy:
        Copy.objects.filter(directive=held, unit=unit).delete()
    if file and held.file_id == file.pk:
        Directive.objects.filter(pk=held.pk).update(file=None)
    record(scope=scope, verb="take_back", kind="directive", uuid=held.uuid, data=data)


def _held(scope: Scope, directive: Directive, why: str, unit: int | None = None) -> Directive:
    held = Directive.objects.select_for_update().get(pk=directive.pk)
    if not queries.may_change(held, scope) and not (unit and queries.keeps_book(scope, unit)):
        raise UnableToChangeDirective("Tài khoản này không được đưa văn bản này ra khỏi sổ.")
    if not why.strip():
        raise UnableToChangeDirective("Hãy ghi rõ lý do.")
    return held
