"""Where this installation keeps its state, and what the environment says about it."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

YES = frozenset({"1", "true", "yes", "on"})


def home() -> Path:
    """LANTOA_HOME, else var/ in a checkout, else the user's data folder. Made when missing."""
    checkout = Path(__file__).parents[3]
    if named := os.environ.get("LANTOA_HOME"):
        folder = Path(named).expanduser().resolve()
    elif (checkout / "pyproject.toml").exists():
        folder = checkout / "var"
    else:
        data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
        folder = Path(data) / "lantoa"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def secret_key(folder: Path) -> str:
    """LANTOA_SECRET_KEY, else a key made once and kept in the home, readable by its owner only."""
    if named := os.environ.get("LANTOA_SECRET_KEY"):
        return named
    path = folder / "secret_key"
    if not path.exists():
        draft = folder / f"secret_key.{os.getpid()}"
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(50))
        # link() refuses to replace: of two processes that start at once, the first one's key stands.
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text()


def database(folder: Path) -> dict[str, Any]:
    """LANTOA_DATABASE (postgresql://user:password@host:port/name), else SQLite in the home."""
    url = os.environ.get("LANTOA_DATABASE", "")
    if url.startswith("postgres"):
        parts = urlsplit(url)
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.path.lstrip("/"),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            # Compiling one question of a page takes longer than answering it.
            "OPTIONS": {"options": "-c jit=off"},
        }
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": folder / "lantoa.sqlite3",
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # FULL: a commit that was acknowledged survives a power cut.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        },
    }


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where e-mail is handed in. ``starttls`` turns encryption on after the greeting, ``encrypted`` from the start."""

    host: str
    port: int
    user: str
    password: str
    starttls: bool
    encrypted: bool


def mail_server(url: str) -> MailServer | None:
    """LANTOA_EMAIL_URL (smtp://user:password@host:port?tls=1, or smtps://…); None when it is empty, ValueError when it
    is something else."""
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise ValueError("LANTOA_EMAIL_URL: smtp://user:password@host:port?tls=1 or smtps://user:password@host:port")
    encrypted = parts.scheme == "smtps"
    starttls = not encrypted and parse_qs(parts.query).get("tls", [""])[0].lower() in YES
    port = parts.port or (465 if encrypted else 587 if starttls else 25)
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return MailServer(parts.hostname, port, user, password, starttls, encrypted)


def switch(name: str) -> bool:
    """Whether the variable says yes."""
    return os.environ.get(name, "").lower() in YES


def words(name: str, default: list[str]) -> list[str]:
    """A list from a comma-separated variable."""
    value = os.environ.get(name, "")
    return [word.strip() for word in value.split(",") if word.strip()] or default


def office_sign_in() -> list[dict[str, Any]]:
    """The authority's OpenID Connect provider as allauth takes it (LANTOA_OIDC_…); empty when none is named."""
    issuer = os.environ.get("LANTOA_OIDC_ISSUER", "").rstrip("/")
    if not issuer:
        return []
    return [
        {
            "provider_id": "co-quan",
            "name": os.environ.get("LANTOA_OIDC_NAME", "") or "tài khoản cơ quan",
            "client_id": os.environ.get("LANTOA_OIDC_CLIENT_ID", ""),
            "secret": os.environ.get("LANTOA_OIDC_SECRET", ""),
            "settings": {"server_url": issuer},
        }
    ]
