"""Files that wait for their confirmation: kept by the product, named in the session, never sent back by the browser."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from django.http import Http404

from lantoa.common.workbooks import MEDIA_TYPE
from lantoa.files import operations as files
from lantoa.files import queries as kept_files
from lantoa.files.models import StoredFile
from lantoa.organisations.access import Request

SESSION_KEY = "tree_drafts"
MOST_WAITING = 5


@dataclass(frozen=True, slots=True)
class Draft:
    """A file that was brought, and the paper by which it is to be loaded."""

    uuid: UUID
    name: str
    paper: str
    data: bytes


def keep(
    request: Request, name: str, data: bytes, paper: str, key: str = SESSION_KEY, *, media_type: str = MEDIA_TYPE
) -> UUID:
    """Keeps a file for this session; of many only the latest wait. ``key`` tells files of different kinds apart."""
    stored = files.keep(scope=request.scope, name=name, data=data, media_type=media_type)
    waiting: dict[str, dict[str, str]] = request.session.get(key, {})
    uuid = uuid4()
    waiting[str(uuid)] = {"sha256": stored.sha256, "name": name, "paper": paper}
    request.session[key] = dict(list(waiting.items())[-MOST_WAITING:])
    return uuid


def get(request: Request, uuid: UUID, key: str = SESSION_KEY) -> Draft:
    """The draft of that number in this very session; Http404 otherwise."""
    one = request.session.get(key, {}).get(str(uuid))
    stored = StoredFile.objects.filter(sha256=one["sha256"]).first() if one else None
    if stored is None:
        raise Http404
    return Draft(uuid, one["name"], one["paper"], kept_files.bytes_of(stored))


def drop(request: Request, uuid: UUID, key: str = SESSION_KEY) -> None:
    """The draft was loaded or is wanted no more."""
    waiting = request.session.get(key, {})
    waiting.pop(str(uuid), None)
    request.session[key] = waiting
