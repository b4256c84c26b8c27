"""The number beside the bell."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from lantoa.notices import queries


def bell(request: HttpRequest) -> dict[str, Any]:
    """``unread_notices``: how many the person has not opened; one query, and only where it is shown."""

    # Templates call what they name: a plain number then, where a lazy object would be none to number filters.
    @cache
    def count() -> int:
        user = getattr(request, "user", None)
        return queries.unread_count(user.pk, timezone.now()) if user and user.is_authenticated else 0

    return {"unread_notices": count}
