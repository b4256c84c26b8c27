"""Keeping a unit's own Word template, and ceasing to use it."""

from __future__ import annotations

import hashlib
from pathlib import PurePath

from django.db import transaction
from django.utils import timezone

from lantoa.common.errors import Unable
from lantoa.common.scopes import Scope
from lantoa.files import operations as files
from lantoa.history.operations import record
from lantoa.indicators import queries as indicators
from lantoa.organisations.models import Unit
from lantoa.reports.layouts import own_docx
from lantoa.reports.models import PaperTemplate
from lantoa.vietnamese.text import clean


class UnableToKeepTemplate(Unable):
    """The template cannot be kept or changed; ``problems`` are the reasons, one each."""

    def __init__(self, *problems: str) -> None:
        """Keeps the reasons, and says them all."""
        super().__init__(" ".join(problems))
        self.problems = problems


def keep_template(*, scope: Scope, unit: Unit, name: str, data: bytes, title: str = "") -> PaperTemplate:
    """Keeps a Word file as a template of the unit, if a report can be filled into it; ``title`` else the file's name.

    The same bytes again give the template that stands. UnableToKeepTemplate says every fault; then nothing is kept.
    """
    if not scope.may("report", unit.pk):
        raise UnableToKeepTemplate("Tài khoản này không được giữ mẫu của đơn vị này.")
    # In a process of its own for some seconds: never while a transaction keeps others waiting.
    problems = own_docx.check_template(data, codes={one.code for one in indicators.catalogue()})
    if problems:
        raise UnableToKeepTemplate(*problems)
    with transaction.atomic():
        # The unit's row is the gate: of two that bring the same file one waits and finds it.
        Unit.objects.select_for_update().get(pk=unit.pk)
        digest = hashlib.sha256(data).hexdigest()
        known = PaperTemplate.objects.filter(unit=unit.pk, file__sha256=digest, ended_at__isnull=True).first()
        if known:
            return known
        file = files.keep(scope=scope, name=name, data=data, media_type=own_docx.MEDIA_TYPE)
        made = PaperTemplate.objects.create(
            unit_id=unit.pk,
            name=_named(title, name),
            file=file,
            made_by_id=scope.actor_id,
            made_at=timezone.now(),
        )
        said = {"name": made.name, "unit": unit.code, "sha256": digest}
        record(scope=scope, verb="keep", kind="paper_template", uuid=made.uuid, data=said)
    return made


def _named(title: str, file: str) -> str:
    stem = PurePath(file.replace("\\", "/")).stem.replace("_", " ")
    return (clean(title).strip() or clean(stem).strip() or "Mẫu Word")[:200]


@transaction.atomic
def end_template(*, scope: Scope, template: PaperTemplate, why: str) -> None:
    """The template is offered no more; its file stays."""
    held = PaperTemplate.objects.select_for_update().get(pk=template.pk)
    if not scope.may("report", held.unit_id):
        raise UnableToKeepTemplate("Tài khoản này không được thôi dùng mẫu của đơn vị này.")
    if held.ended_at or not why.strip():
        raise UnableToKeepTemplate("Mẫu này đã thôi dùng rồi." if held.ended_at else "Hãy ghi lý do thôi dùng mẫu này.")
    held.ended_at, held.ended_why = timezone.now(), why.strip()[:400]
    held.save(update_fields=["ended_at", "ended_why"])
    record(scope=scope, verb="end", kind="paper_template", uuid=held.uuid, data={"why": held.ended_why})
