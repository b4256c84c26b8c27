"""What lines of a drive's book said before they were corrected, as the history keeps it; never who gave."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from lantoa.common.quantities import Exactness, Quantity
from lantoa.contributions import wording
from lantoa.contributions.models import Drive
from lantoa.contributions.pages import said, size_of
from lantoa.history import queries as history
from lantoa.history.models import Event
from lantoa.vietnamese.dates import write_date

# Of very many the latest are shown.
MOST = 100
Said = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a line says otherwise now; both are empty where only that it changed is known."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Correction:
    """A line that was corrected: when, by whom, why, what it is about, and what changed."""

    on: date
    by: str
    about: str
    why: str
    changes: list[Change]


def of(drive: Drive) -> list[Correction]:
    """The corrections of a drive's lines, the latest first; one query."""
    events = history.of_record("drive", drive.uuid).filter(verb__in=wording.CORRECTED, payload__isnull=False)
    return [_told(one) for one in events.order_by("-seq")[:MOST]]


def _told(event: Event) -> Correction:
    data = event.payload.data
    before, after = data.get("before", {}), data.get("after", {})
    changes = list(_changes(event.verb, before, after))
    if data.get("giver_changed"):
        # The history holds no name.
        changes.append(Change(str(wording.LINE_FIELDS["giver"]), "", ""))
    about = after.get("name") or after.get("what") or f"{_kind(wording.KINDS)(after)} {_amount(after)}".strip()
    on = timezone.localtime(event.at).date()
    return Correction(on, event.payload.actor_name, about, data.get("why", ""), changes)


def _changes(verb: str, before: Said, after: Said) -> Iterator[Change]:
    for name, words in _FIELDS[verb].items():
        if name in wording.FILES:
            # Whether there was one, and whether it is another.
            if before.get(name) != after.get(name):
                was, now = bool(before.get(name)), bool(after.get(name))
                told = (_("the former file"), _("another file")) if was and now else (_file(was), _file(now))
                yield Change(str(wording.LINE_FIELDS[name]), *told)
            continue
        was_said, now_said = words(before), words(after)
        if was_said != now_said:
            yield Change(str(wording.LINE_FIELDS[name]), was_said or _("left empty"), now_said or _("left empty"))


def _file(stands: bool) -> str:
    return _("a file") if stands else _("no file")


def _amount(one: Said) -> str:
    exactness = Exactness(one["exactness"]) if one.get("exactness") else Exactness.EXACT
    return said(Quantity.of(Decimal(one["amount"]), exactness), one.get("unit", "")) if one.get("amount") else ""


def _plain(name: str) -> Callable[[Said], str]:
    return lambda one: str(one.get(name) or "")


def _day(name: str) -> Callable[[Said], str]:
    return lambda one: write_date(date.fromisoformat(one[name])) if one.get(name) else ""


def _dong(name: str) -> Callable[[Said], str]:
    return lambda one: said(Quantity.of(one[name]), "đồng") if one.get(name) else ""


def _kind(called: Mapping[str, Any]) -> Callable[[Said], str]:
    return lambda one: str(called.get(one.get("kind", ""), ""))


def _size(one: Said) -> str:
    return size_of(one["kind"], Decimal(one["amount"])) if one.get("amount") else ""


_FIELDS: dict[str, dict[str, Callable[[Said], str]]] = {
    "correct_work": {
        "work_kind": _kind(wording.WORKS),
        "name": _plain("name"),
        "place": _plain("place"),
        "size": _size,
        "begun_on": _day("begun_on"),
        "finished_on": _day("finished_on"),
        "cost": _dong("cost"),
        "before": _plain("before"),
        "after": _plain("after"),
    },
    "correct_spending": {
        "what": _plain("what"),
        "money": _dong("amount"),
        "on": _day("on"),
        "paper": _plain("paper"),
        "voucher": _plain("voucher"),
    },
    "correct_gift": {
        "gift_kind": _kind(wording.KINDS),
        "amount": _amount,
        "givers": _plain("givers"),
        "worth": _dong("worth"),
        "promised_on": _day("promised_on"),
        "received_on": _day("received_on"),
        "voucher": _plain("voucher"),
    },
}
