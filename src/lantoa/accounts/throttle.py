"""Counts addresses that no link has: tokens cannot be guessed, but nobody shall try for long either."""

from __future__ import annotations

from axes.helpers import get_client_ip_address
from django.core.cache import cache
from django.http import HttpRequest

MOST_MISSES = 30
WITHIN = 15 * 60


def is_paused(request: HttpRequest) -> bool:
    """Whether too many unknown tokens came from this address in the last quarter of an hour."""
    return int(cache.get(_key(request), 0)) >= MOST_MISSES


def count_miss(request: HttpRequest) -> None:
    """One more unknown token from this address. Links that are known and have ended are not counted."""
    cache.add(_key(request), 0, WITHIN)
    cache.incr(_key(request))


def _key(request: HttpRequest) -> str:
    return f"accounts.misses:{get_client_ip_address(request)}"
