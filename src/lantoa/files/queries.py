"""Finding kept files and reading what they say."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db.models import ManyToOneRel

from lantoa.files import rules
from lantoa.files.models import Citation, StoredFile, TextVersion

# An upload writes its file first and its row when all of it has succeeded.
YOUNG = timedelta(hours=1)
QUARANTINE = "cach-ly"


def path_of(sha256: str) -> Path:
    """Where the bytes of a hash lie; no part of a user's file name is ever part of it."""
    return Path(settings.FILES_ROOT) / sha256[:2] / sha256[2:]


def file(uuid: UUID) -> StoredFile | None:
    """The file with that UUID. Who may see it is for the concept that keeps it to say."""
    return StoredFile.objects.filter(uuid=uuid).first()


def hash_of(path: Path) -> str:
    """The hash of a file's bytes, however many they are."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def orphans(now: datetime) -> Iterator[Path]:
    """Files on disk that no row knows: left over by work that was cut off. Those an hour young may still get one."""
    for folder in sorted(Path(settings.FILES_ROOT).glob("[0-9a-f][0-9a-f]")):
        paths = {folder.name + path.name: path for path in folder.iterdir() if path.is_file()}
        kept = StoredFile.objects.filter(sha256__startswith=folder.name).values_list("sha256", flat=True)
        for name in sorted(paths.keys() - set(kept)):
            if paths[name].stat().st_mtime < (now - YOUNG).timestamp():
                yield paths[name]


def bytes_of(file: StoredFile) -> bytes:
    """The bytes as they were brought."""
    return path_of(file.sha256).read_bytes()


def is_used(file: StoredFile) -> bool:
    """Whether any row of any concept still points to the file."""
    pointing = [one for one in StoredFile._meta.get_fields(include_hidden=True) if isinstance(one, ManyToOneRel)]
    return any(one.related_model._base_manager.filter(**{one.field.name: file}).exists() for one in pointing)


def excerpt_of(citation: Citation) -> rules.Excerpt:
    """The cited stretch with its sentence. Reads citation.text: join it in lists."""
    return rules.excerpt(citation.text.text, citation.start, citation.end)


def excerpts_of(citations: Collection[Citation]) -> dict[int, rules.Excerpt]:
    """The excerpts of many citations by id, each text read once; one query. Needs no join of the texts."""
    texts = dict(TextVersion.objects.filter(pk__in={one.text_id for one in citations}).values_list("pk", "text"))
    return {one.pk: rules.excerpt(texts[one.text_id], one.start, one.end) for one in citations}
