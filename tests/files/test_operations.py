"""Keeping files."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from django.utils import timezone

from lantoa.common.scopes import everything
from lantoa.files import operations
from lantoa.files.models import StoredFile

PRODUCT = everything("kiểm thử")
BYTES = "Dân hiến 300 m² đất.".encode()


def keep(name: str) -> StoredFile:
    return operations.keep(scope=PRODUCT, name=name, data=BYTES, media_type="text/plain")


def test_the_same_bytes_are_kept_once_whatever_their_name(db: None) -> None:
    assert keep("mot.txt") == keep("hai.txt")


def test_the_same_bytes_brought_in_the_same_moment_are_kept_once(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def the_other_came_first(path: Path, data: bytes) -> None:
        digest = hashlib.sha256(data).hexdigest()
        StoredFile.objects.create(sha256=digest, size=len(data), name="hai.txt", added_at=timezone.now())

    monkeypatch.setattr(operations, "_write", the_other_came_first)
    assert keep("mot.txt").name == "hai.txt"
