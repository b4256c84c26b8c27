"""What holds of links and of ways to sign in, in plain Python."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

# 256 bits: nobody guesses it, and it is still short enough for one line of Zalo.
TOKEN_BYTES = 32
INVITATION_DAYS = 7
LINK_DAYS = 7
MOST_LINK_DAYS = 31
# A program works on for long; a year later somebody looks at its key again.
KEY_DAYS = 365
MOST_KEY_DAYS = 400
# A calendar program asks several times a day: an address that none has asked for in so long was forgotten.
FEED_IDLE = timedelta(days=400)
# A session never outlives a working day, however long its link stands.
LONGEST_SESSION = timedelta(hours=12)

# The ways to sign in that a person's own list names.
METHODS = ("password", "password_code", "password_key", "recovery", "passkey", "office", "link", "demo")


def new_token() -> str:
    """A secret to be put into an address; shown once, never kept."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def digest_of(token: str) -> str:
    """What is kept of a token. Its 256 bits are random, so a plain hash is as good as a slow one."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def state_of(
    at: datetime, *, expires_at: datetime, revoked_at: datetime | None, used_at: datetime | None = None
) -> str:
    """ "revoked", "used", "expired" or "open": the first that holds, in the order in which a person must know it."""
    if revoked_at is not None:
        return "revoked"
    if used_at is not None:
        return "used"
    return "expired" if at >= expires_at else "open"


def is_forgotten(made_on: date, last_used_on: date | None, today: date) -> bool:
    """Whether the address of a calendar ended by itself, for nobody has asked for it in so long."""
    return today - max(made_on, last_used_on or made_on) > FEED_IDLE


def session_ends_in(at: datetime, expires_at: datetime) -> int:
    """Seconds that a session by link may last: until the link ends, never longer than a working day."""
    return max(1, int(min(expires_at - at, LONGEST_SESSION).total_seconds()))


def may_open(path: str, limits: Mapping[str, Any]) -> bool:
    """Whether a session by link may open the address: below one of its paths, or anywhere when none are named."""
    paths = limits.get("paths") or []
    return not paths or any(path == one or path.startswith(one.rstrip("/") + "/") for one in paths)


def method_of(records: Sequence[Mapping[str, Any]]) -> str:
    """How a person signed in, by what allauth wrote down on the way (``{"method": "mfa", "type": "totp"}``…)."""
    seen = {(one.get("method", ""), one.get("type", "")) for one in records if not one.get("reauthenticated")}
    if any(one.get("passwordless") for one in records):
        return "passkey"
    if ("mfa", "recovery_codes") in seen:
        return "recovery"
    if any(method == "socialaccount" for method, _ in seen):
        return "office"
    if ("mfa", "webauthn") in seen:
        return "password_key"
    return "password_code" if ("mfa", "totp") in seen else "password"
