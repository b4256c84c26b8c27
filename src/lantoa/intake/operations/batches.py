"""Many papers at one go: brought in a moment, unpacked and taken in one by one by the worker, nothing twice."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import PurePosixPath

from django.db import IntegrityError, transaction
from django.utils import timezone

from lantoa.common.errors import Unable
from lantoa.common.periods import Period
from lantoa.common.scopes import Scope, everything
from lantoa.files import operations as files
from lantoa.files import queries as kept_files
from lantoa.history.operations import record
from lantoa.intake import batches
from lantoa.intake.models import Batch, BatchItem
from lantoa.intake.operations import papers
from lantoa.intake.operations.secrecy import erase_emptied, refuse_item
from lantoa.notices.queue import enqueue
from lantoa.organisations import queries as organisations
from lantoa.organisations.models import Unit
from lantoa.reading.inputs import Unreadable, archive, checks, limits
from lantoa.reading.inputs.refusals import refuse

TASK = "lantoa.intake.tasks.work_batch"
_ARCHIVE = papers.ARCHIVE
_GONE = "Tệp nén chứa văn bản này đã được xóa vì có văn bản độ mật. Hãy gửi lại riêng tệp này."
_UNKNOWN = "application/octet-stream"
# What systems leave behind in folders and archives, and nobody wrote.
_DEBRIS = ("__MACOSX", "~$", ".", "Thumbs.db", "desktop.ini")


class UnableToBring(Unable):
    """The batch cannot be brought; nothing of it is kept."""


@transaction.atomic
def bring(
    *,
    scope: Scope,
    brought: Sequence[tuple[str, bytes]],
    unit: Unit,
    period: Period,
    about_unit: Unit | None = None,
    title: str = "",
) -> tuple[Batch, bool]:
    """Keeps many files, to be taken in by the worker; gives the batch and whether it is new.

    ``brought`` are names (with their folders) and bytes. UnableToBring when this person may not, or there is too much.
    """
    about = about_unit or unit
    if not (scope.may("take_in", unit.pk) and scope.may("take_in", about.pk)):
        raise UnableToBring("Tài khoản này không được tiếp nhận văn bản cho đơn vị đã chọn.")
    found = [(name, papers.without_camera(name, data, strict=False)) for name, data in brought if not is_debris(name)]
    _refuse_too_much([(name, len(data)) for name, data in found])
    hashes = sorted({hashlib.sha256(data).hexdigest() for _, data in found})
    about_what = f"{about.pk} {period.from_on} {period.to_on}"
    digest = hashlib.sha256("\n".join([about_what, *hashes]).encode()).hexdigest()
    known = Batch.objects.filter(unit=unit, sha256=digest).first()
    if known:
        return known, False
    try:
        with transaction.atomic():
            batch = Batch.objects.create(
                title=(title.strip() or _title(found))[:300],
                unit=unit,
                about_unit=about,
                from_on=period.from_on,
                to_on=period.to_on,
                sha256=digest,
                made_by_id=scope.actor_id,
                made_at=timezone.now(),
            )
    except IntegrityError:
        # Sent twice in the same moment.
        return Batch.objects.get(unit=unit, sha256=digest), False
    kept = [(name, files.keep(scope=scope, name=name, data=data, media_type=_media_type(data))) for name, data in found]
    BatchItem.objects.bulk_create(
        BatchItem(batch=batch, number=number, name=name[-300:], file=file)
        for number, (name, file) in enumerate(kept, start=1)
    )
    record(scope=scope, verb="bring", kind="batch", uuid=batch.uuid, data={"title": batch.title, "files": len(kept)})
    transaction.on_commit(partial(enqueue, TASK, batch.pk))
    return batch, True


def work(*, batch: Batch, today: date) -> Iterator[BatchItem]:
    """Unpacks the archives of a batch and takes its papers in, one by one; gives each item as it is done.

    Done twice, at the same time by two, or begun again after a stop, it comes to the same.
    """
    _unpack(batch)
    scope = _scope_of(batch, today)
    for item in BatchItem.objects.filter(batch=batch, paper=None, refusal="").order_by("number"):
        yield _take_in(scope, batch, item)
    erase_emptied(scope=scope, batch=batch, archive=_ARCHIVE)


@transaction.atomic
def retry(*, scope: Scope, batch: Batch) -> int:
    """Tries again what was refused or could not be read; gives how many."""
    if not scope.may("take_in", batch.unit_id):
        raise UnableToBring("Tài khoản này không được tiếp nhận văn bản cho đơn vị này.")
    failed = list(batches.failed(batch))
    BatchItem.objects.filter(pk__in=[one.pk for one in failed]).update(refusal="")
    for one in failed:
        if one.paper_id:
            transaction.on_commit(partial(enqueue, "lantoa.intake.tasks.read_paper", one.paper_id))
    if failed:
        record(scope=scope, verb="retry", kind="batch", uuid=batch.uuid, data={"items": len(failed)})
        transaction.on_commit(partial(enqueue, TASK, batch.pk))
    return len(failed)


def enqueue_unfinished() -> int:
    """Asks again for the work on every batch that a worker left; gives how many."""
    left = list(batches.unfinished().values_list("pk", flat=True))
    for pk in left:
        enqueue(TASK, pk)
    return len(left)


def is_debris(name: str) -> bool:
    """Whether a system left it behind."""
    return any(part.startswith(_DEBRIS) for part in name.replace("\\", "/").split("/") if part not in {".", ".."})


def _refuse_too_much(sizes: Sequence[tuple[str, int]]) -> None:
    if not sizes:
        raise UnableToBring("Không có tệp nào để tiếp nhận.")
    if len(sizes) > limits.BATCH_FILES:
        most = f"{limits.BATCH_FILES:,}".replace(",", ".")
        raise UnableToBring(f"Mỗi lần nhận tối đa {most} tệp. Hãy chia thành nhiều lần.")
    if sum(size for _, size in sizes) > limits.BATCH_BYTES:
        raise UnableToBring(
            f"Mỗi lần nhận tối đa {limits.BATCH_BYTES // limits.MEGABYTE} MB. Hãy chia thành nhiều lần."
        )


def _title(found: Sequence[tuple[str, bytes]]) -> str:
    """The archive, the folder that all lie in, or how many they are."""
    if len(found) == 1:
        return PurePosixPath(found[0][0]).stem
    tops = {name.replace("\\", "/").partition("/")[0] for name, _ in found if "/" in name.replace("\\", "/")}
    return tops.pop() if len(tops) == 1 else f"{len(found)} tệp"


def _media_type(data: bytes) -> str:
    try:
        kind = checks.kind_of(data)
    except Unreadable:
        return _UNKNOWN
    return _ARCHIVE if kind.key == "zip" else kind.media_type or _UNKNOWN


def _unpack(batch: Batch) -> None:
    """Puts the members of archives in their place, all at once: a stop in the middle leaves nothing half done."""
    with transaction.atomic():
        now = Batch.objects.select_for_update().get(pk=batch.pk)
        if now.is_unpacked:
            return
        items = list(BatchItem.objects.filter(batch=batch, file__media_type=_ARCHIVE).select_related("file"))
        last = BatchItem.objects.filter(batch=batch).count()
        for item in items:
            try:
                members = archive.members(_archive_bytes(item))
            except Unreadable as error:
                _note(item, refusal=error.vi)
                continue
            wanted = [(member, shown) for member, shown in members if not is_debris(shown)]
            if last + len(wanted) > limits.BATCH_FILES:
                _note(item, refusal=refuse("too_many_members", most=str(limits.BATCH_FILES)).vi)
                continue
            made = [
                BatchItem(batch=batch, number=number, name=f"{item.name}/{shown}"[-300:], file=item.file, member=member)
                for number, (member, shown) in enumerate(wanted, start=last + 1)
            ]
            BatchItem.objects.bulk_create(made)
            last += len(made)
            if made:
                BatchItem.objects.filter(pk=item.pk).delete()
            else:
                _note(item, refusal=refuse("empty").vi)
        Batch.objects.filter(pk=batch.pk).update(is_unpacked=True)


def _archive_bytes(item: BatchItem) -> bytes:
    if item.file.size > limits.ARCHIVE_BYTES:
        raise refuse("too_large")
    return kept_files.bytes_of(item.file)


def _take_in(scope: Scope, batch: Batch, item: BatchItem) -> BatchItem:
    with transaction.atomic():
        now = BatchItem.objects.select_for_update().select_related("file", "batch").get(pk=item.pk)
        if now.paper_id or now.refusal:
            return now
        if now.member and now.file.media_type != _ARCHIVE:
            return _note(now, refusal=_GONE)
        try:
            with transaction.atomic():
                data = kept_files.bytes_of(now.file)
                if now.member:
                    data = archive.member(data, now.member, limits.FILE_BYTES + 1)
                paper, is_new = papers.take_in(
                    scope=scope,
                    name=PurePosixPath(now.name).name,
                    data=data,
                    unit=batch.unit,
                    about_unit=batch.about_unit,
                    period=Period(batch.from_on, batch.to_on),
                )
        except Unreadable as error:
            return _note(now, refusal=error.vi)
        except papers.UnableToKeepSecret:
            refuse_item(scope=scope, item=now)
            return now
        except Unable as error:
            return _note(now, refusal=str(error))
        return _note(now, paper_id=paper.pk, is_new=is_new)


def _note(item: BatchItem, **values: object) -> BatchItem:
    for name, value in values.items():
        setattr(item, name, value)
    item.save(update_fields=[name.removesuffix("_id") for name in values])
    return item


def _scope_of(batch: Batch, today: date) -> Scope:
    """What whoever brought it may do today; the product's own batches may do all."""
    if batch.made_by is None:
        return everything("Trình đọc")
    return organisations.scope_for(batch.made_by, today)
