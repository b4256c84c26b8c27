"""Conditions on hundreds of ids. As parameters they cost more than to look for the rows."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models.expressions import RawSQL


def listed(ids: Collection[int]) -> str:
    """The numbers as SQL within brackets; for none a list that holds nothing."""
    return ", ".join(f"{one:d}" for one in ids) or "NULL"


def among(ids: Collection[int]) -> Any:
    """The same on the right of ``__in``."""
    return RawSQL(listed(ids), ())
