"""Finding kept files and reading what they say."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from uuid import UUID

from django.conf import settings

from lantoa.files import rules
from lantoa.files.models import Citation, StoredFile, TextVersion


def path_of(sha256: str) -> Path:
    """Where the bytes of a hash lie; no part of a user's file name is ever part of it."""
    return Path(settings.FILES_ROOT) / sha256[:2] / sha256[2:]


def file(uuid: UUID) -> StoredFile | None:
    """The file with that UUID. Who may see it is for the concept that keeps it to say."""
    return StoredFile.objects.filter(uuid=uuid).first()


def bytes_of(file: StoredFile) -> bytes:
    """The bytes as they were brought."""
    return path_of(file.sha256).read_bytes()


def excerpt_of(citation: Citation) -> rules.Excerpt:
    """The cited stretch with its sentence. Reads citation.text: join it in lists."""
    return rules.excerpt(citation.text.text, citation.start, citation.end)


def excerpts_of(citations: Collection[Citation]) -> dict[int, rules.Excerpt]:
    """The excerpts of many citations by id, each text read once; one query. Needs no join of the texts."""
    texts = dict(TextVersion.objects.filter(pk__in={one.text_id for one in citations}).values_list("pk", "text"))
    return {one.pk: rules.excerpt(texts[one.text_id], one.start, one.end) for one in citations}
