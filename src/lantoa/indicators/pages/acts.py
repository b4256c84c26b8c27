"""What was done to a record of the ledger, in words, as its page lists it."""

from __future__ import annotations

from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lantoa.history import queries as history
from lantoa.history.models import Event

# By kind of record and verb of the history.
WORDS: dict[str, dict[str, Promise]] = {
    "statement": {"state": _("Entered in the ledger"), "withdraw": _("Taken back")},
    "target": {"set": _("Target given"), "replace": _("Replaced"), "withdraw": _("Target withdrawn")},
    "exemption": {"exempt": _("Noted that it does not apply"), "end": _("Taken back")},
    "double": {
        "count_once": _("Decided: already included"),
        "tell_apart": _("Decided: different things"),
        "count_details": _("Decided: the details alone count"),
        "end": _("Taken back"),
    },
}


def told(kind: str, record: UUID) -> list[tuple[Event, Promise | str]]:
    """Each event of a record with its words; a verb that has none speaks for itself."""
    return [(event, WORDS[kind].get(event.verb, event.verb)) for event in history.of_record(kind, record)]
