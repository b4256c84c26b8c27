"""Keeping files, their texts and citations."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from lantoa.common.errors import Unable
from lantoa.common.scopes import Scope
from lantoa.files import photos, rules
from lantoa.files.models import Citation, StoredFile, TextVersion
from lantoa.files.queries import QUARANTINE, orphans, path_of
from lantoa.history.operations import record, redact
from lantoa.history.queries import of_record
from lantoa.reading.inputs import Extracted
from lantoa.reading.inputs.limits import FILE_BYTES

MOST_SCAN_BYTES = FILE_BYTES


@transaction.atomic
def keep(*, scope: Scope, name: str, data: bytes, media_type: str) -> StoredFile:
    """Keeps the bytes (once) and gives their record. On disk before in the table: a row never lacks its file."""
    digest = hashlib.sha256(data).hexdigest()
    known = StoredFile.objects.filter(sha256=digest).first()
    if known:
        return known
    _write(path_of(digest), data)
    columns = {"size": len(data), "name": name[:300], "media_type": media_type, "added_at": timezone.now()}
    stored, is_new = StoredFile.objects.get_or_create(sha256=digest, defaults=columns | {"added_by_id": scope.actor_id})
    # Someone may have brought the same bytes in the same moment.
    if not is_new:
        return stored
    record(scope=scope, verb="keep", kind="file", uuid=stored.uuid, data={"name": stored.name, "sha256": digest})
    return stored


class UnableToKeepPhoto(Unable):
    """What was brought is no photo that we can clean."""


def keep_photo(*, scope: Scope, name: str, data: bytes) -> StoredFile:
    """Keeps a photo (JPEG or PNG) without what the camera wrote into it: place, time, telephone. For what has to stay
    as sharp as it was taken: a paper, a proof."""
    return _kept_photo(scope, name, data, photos.cleaned)


def keep_picture(*, scope: Scope, name: str, data: bytes) -> StoredFile:
    """The same for a picture that people look at on a page: upright, and no larger than a page shows it."""
    return _kept_photo(scope, name, data, photos.scaled)


def _kept_photo(scope: Scope, name: str, data: bytes, clean: Callable[[bytes], tuple[bytes, str]]) -> StoredFile:
    if len(data) > photos.MOST_BYTES:
        raise UnableToKeepPhoto(_("The photo is larger than 10 MB. Take it again in a lower quality."))
    try:
        cleaned, media_type = clean(data)
    except photos.NotAPhotoError as error:
        raise UnableToKeepPhoto(
            _("This file is not a photo that can be kept. Take a photo of the paper, or save it as JPG or PNG.")
        ) from error
    return keep(scope=scope, name=name, data=cleaned, media_type=media_type)


class UnableToKeepScan(Unable):
    """What was brought is no signed paper that can be kept."""


def keep_scan(*, scope: Scope, name: str, data: bytes) -> StoredFile:
    """Keeps a signed paper: a PDF as it is, a photo (JPEG or PNG) without what the camera wrote into it."""
    if len(data) > MOST_SCAN_BYTES:
        raise UnableToKeepScan("Giấy đính kèm lớn quá 20 MB; hãy chụp hoặc quét lại nhỏ hơn.")
    if data.startswith(b"%PDF-"):
        return keep(scope=scope, name=name, data=data, media_type="application/pdf")
    try:
        return keep_photo(scope=scope, name=name, data=data)
    except UnableToKeepPhoto as error:
        raise UnableToKeepScan("Giấy đính kèm phải là tệp PDF hoặc ảnh (.jpg, .png).") from error


def keep_text(*, file: StoredFile, extracted: Extracted) -> TextVersion:
    """Keeps what an extractor took out of a file; the same text by the same extractor is kept once."""
    digest = hashlib.sha256(rules.bytes_of_text(extracted.text)).hexdigest()
    version, _made = TextVersion.objects.get_or_create(
        file=file,
        extractor=extracted.extractor,
        sha256=digest,
        defaults={
            "text": extracted.text,
            "cautions": [{"code": c.code, "vi": c.vi, "en": c.en} for c in extracted.warnings],
            "made_at": timezone.now(),
        },
    )
    return version


def cite(*, text: TextVersion, start: int, end: int) -> Citation:
    """The citation of a stretch; ValueError when it lies outside the text."""
    if not 0 <= start < end <= len(text.text):
        raise ValueError(f"[{start}, {end}) is not inside a text of {len(text.text)} code points")
    citation, _made = Citation.objects.get_or_create(text=text, start=start, end=end)
    return citation


@transaction.atomic
def erase(*, scope: Scope, file: StoredFile, instead: str, why: str) -> None:
    """Removes the bytes of a file that must not be kept, its name, and what was read out of it; nothing can bring them
    back. Whatever points to the file then finds the sentence ``instead``.

    The one exception from "nothing is ever deleted": what the law forbids to keep. Citations would hold a text, so this
    is for files of which nothing was cited.
    """
    held = StoredFile.objects.select_for_update().get(pk=file.pk)
    former = path_of(held.sha256)
    # With its own name in it no two of them are the same bytes.
    data = f"{instead} ({held.uuid})\n".encode()
    digest = hashlib.sha256(data).hexdigest()
    _write(path_of(digest), data)
    for text in TextVersion.objects.filter(file=held, citations__isnull=True).order_by("pk"):
        # What somebody rests on came in before the file was known to be forbidden: it is for a person to look at.
        with suppress(ProtectedError), transaction.atomic():
            text.delete()
    events, words = list(of_record("file", held.uuid)), [held.name]
    held.sha256, held.size, held.name, held.media_type = digest, len(data), f"{instead}.txt"[:300], "text/plain"
    held.save(update_fields=["sha256", "size", "name", "media_type"])
    redact(scope=scope, events=events, words=words, fields=["name", "sha256"], about=held.uuid, why=why)
    record(scope=scope, verb="erase", kind="file", uuid=held.uuid, data={"why": why})
    transaction.on_commit(lambda: former.unlink(missing_ok=True))


def set_orphans_aside(*, now: datetime) -> Iterator[str]:
    """Moves files that no row knows into the folder of quarantine, one by one; says which. Nothing is ever deleted."""
    aside = Path(settings.FILES_ROOT) / QUARANTINE
    for path in orphans(now):
        aside.mkdir(exist_ok=True)
        to = aside / (path.parent.name + path.name)
        number = 1
        while to.exists():
            number += 1
            to = aside / f"{path.parent.name}{path.name}.{number}"
        path.rename(to)
        yield f"Đã chuyển tệp {path.parent.name}/{path.name} vào {QUARANTINE}/{to.name}."


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix="draft-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(draft).replace(path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
