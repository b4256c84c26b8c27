"""A paper with a degree of secrecy is turned away, and nothing of it stays: neither bytes, nor text, nor name."""

from __future__ import annotations

from pathlib import PurePosixPath

from django.db import transaction
from django.utils import timezone

from lantoa.common.scopes import Scope
from lantoa.files import operations as files
from lantoa.files.models import StoredFile
from lantoa.history.operations import record, redact
from lantoa.history.queries import of_record
from lantoa.intake import queries, rules
from lantoa.intake.models import Batch, BatchItem, Paper, PaperStep
from lantoa.vietnamese.text import fold

TITLE = "Văn bản có độ mật"
WHY = "Văn bản có độ mật, không được lưu"


@transaction.atomic
def turn_away(*, scope: Scope, paper: Paper) -> None:
    """Ends a paper that was kept before it could be read. What stays is that one was refused, whose it was, when."""
    for one in Paper.objects.select_for_update().filter(file=paper.file_id).order_by("pk"):
        stage = rules.after(rules.PAPER_TABLE, queries.stage_of(one), "turn_away")
        if stage is None:
            continue
        former = one.title
        Paper.objects.filter(pk=one.pk).update(title=TITLE, folded=fold(TITLE), text=None, doubts=[], chrome=[])
        events = list(of_record("paper", one.uuid))
        redact(scope=scope, events=events, words=[former], fields=["title"], about=one.uuid, why=WHY)
        said, now = rules.SECRET_SAID, timezone.now()
        PaperStep.objects.create(paper=one, verb="turn_away", stage=stage, at=now, by_id=scope.actor_id, note=said)
        record(scope=scope, verb="turn_away", kind="paper", uuid=one.uuid, data={"why": WHY})
        for item in BatchItem.objects.filter(paper=one).select_related("batch"):
            forget_name(scope, item)
    files.erase(scope=scope, file=paper.file, instead=TITLE, why=WHY)


@transaction.atomic
def refuse_item(*, scope: Scope, item: BatchItem) -> None:
    """Ends an item of a batch that was read at once: its bytes go, and its name. An archive goes when it is emptied."""
    BatchItem.objects.filter(pk=item.pk).update(refusal=rules.SECRET_SAID)
    forget_name(scope, item)
    if not item.member:
        files.erase(scope=scope, file=item.file, instead=TITLE, why=WHY)


@transaction.atomic
def erase_emptied(*, scope: Scope, batch: Batch, archive: str) -> None:
    """Once all members of an archive are taken in, one that held a secret paper goes."""
    if BatchItem.objects.filter(batch=batch, paper=None, refusal="").exists():
        return
    held = BatchItem.objects.filter(batch=batch, name=TITLE, file__media_type=archive).exclude(member="")
    for file in StoredFile.objects.filter(pk__in=held.values("file")).order_by("pk"):
        BatchItem.objects.filter(file=file, name=TITLE).update(member="")
        files.erase(scope=scope, file=file, instead=TITLE, why=WHY)


def forget_name(scope: Scope, item: BatchItem) -> None:
    """The name of a file may tell what is in it; so may that of a batch which is named by it."""
    batch = item.batch
    if batch.title in {PurePosixPath(item.name).stem, item.name}:
        redact(
            scope=scope,
            events=list(of_record("batch", batch.uuid)),
            words=[batch.title],
            fields=["title"],
            about=batch.uuid,
            why=WHY,
        )
        Batch.objects.filter(pk=batch.pk).update(title=TITLE)
    BatchItem.objects.filter(pk=item.pk).update(name=TITLE)
