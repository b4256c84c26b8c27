"""What a process has worked out of the tree, kept until the tree changes."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import TypeVar
from uuid import UUID

from django.conf import settings

from lantoa.organisations.models import TreeStamp

Key = TypeVar("Key", bound=Hashable)
Found = TypeVar("Found")


def tree_stamp() -> UUID | None:
    """The name of the tree as it is now, None before there is any; another one after each change."""
    return TreeStamp.objects.values_list("stamp", flat=True).first()


def kept(make: Callable[[Key], Found], *, most: int) -> Callable[[Key], Found]:
    """The same question, answered from memory for the ``most`` keys asked last while the tree stays as it is.

    ``make`` may ask nothing but the tree (ancestry, counterparts, days of units) and has to give values that nobody
    changes. One query where the answer is known.
    """

    @lru_cache(maxsize=most)
    def remembered(_stamp: UUID | None, key: Key) -> Found:
        return make(key)

    def asked(key: Key) -> Found:
        if not settings.TREE_KEPT:
            return make(key)
        # The stamp first: an answer may be newer than the name under which it is kept, never older.
        return remembered(tree_stamp(), key)

    return asked
