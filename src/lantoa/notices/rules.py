"""What may happen to a notice on its way, and when it is tried again. Plain Python."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from lantoa.common.scopes import Scope

CHANNELS = ("in_product", "email", "zalo_text")
USUAL = ("in_product", "email")

# Where a delivery may stand. "uncertain": handed to the mail server, and no answer was ever written down.
STAGES = ("waiting", "handed_over", "accepted", "refused", "uncertain", "dropped", "passed_on", "withdrawn")
SETTLED = frozenset({"accepted", "refused", "uncertain", "dropped", "passed_on", "withdrawn"})
NEEDS_A_LOOK = frozenset({"uncertain", "refused", "dropped"})

_TAKEN_BACK = {("waiting", "withdraw"): "withdrawn", ("withdrawn", "restore"): "waiting"}
TABLES: Mapping[str, Mapping[tuple[str, str], str]] = {
    # What stands in the product is delivered by its row: nothing can stop between sending and noting it.
    "in_product": _TAKEN_BACK,
    "zalo_text": {**_TAKEN_BACK, ("waiting", "pass_on"): "passed_on"},
    "email": {
        **_TAKEN_BACK,
        ("waiting", "hand_over"): "handed_over",
        ("waiting", "fail"): "waiting",
        ("waiting", "refuse"): "refused",
        ("waiting", "drop"): "dropped",
        ("handed_over", "accept"): "accepted",
        ("handed_over", "fail"): "waiting",
        ("handed_over", "refuse"): "refused",
        ("handed_over", "doubt"): "uncertain",
        # A worker that was only slow brings the server's answer after another one had begun to doubt.
        ("uncertain", "accept"): "accepted",
        ("waiting", "accept"): "accepted",
        ("uncertain", "arrive"): "accepted",
        ("uncertain", "send_again"): "waiting",
        ("refused", "send_again"): "waiting",
        ("dropped", "send_again"): "waiting",
    },
}

# Whoever may do one of these in a unit may write to its people.
WRITING = ("report", "manage")

# A claim that is older belongs to a worker that died. Longer than the slowest answer a mail server may take.
LEASE = timedelta(minutes=3)
# A mail server that says "later" is asked again after so long, then at the last pace until it is too late.
PACES = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))
# A reminder that comes days late misleads: by then it is given up.
TOO_LATE_AFTER = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Recipient:
    """To whom: an account (its id), or an e-mail address or a bare name outside the product."""

    user: int | None = None
    address: str = ""
    name: str = ""

    @property
    def key(self) -> str:
        """What makes the same recipient the same: the account, else the address, else the name."""
        if self.user is not None:
            return f"user:{self.user}"
        return f"mail:{self.address.lower()}" if self.address else f"name:{self.name}"

    def ways(self, channels: Collection[str]) -> list[str]:
        """Those of the channels that can reach this recipient. Where it is left to the product by which, a bare name is
        reached by a text that somebody passes on."""
        if channels == USUAL and self.user is None and not self.address:
            channels = ("zalo_text",)
        possible = {
            "in_product": self.user is not None,
            "email": self.user is not None or bool(self.address),
            "zalo_text": True,
        }
        return [channel for channel in CHANNELS if channel in channels and possible[channel]]


@dataclass(frozen=True, slots=True)
class Message:
    """What is said. ``link`` is a path of this site or empty; ``unit`` the id of the unit that it concerns."""

    kind: str
    subject: str
    text: str
    link: str = ""
    unit: int | None = None


@dataclass(frozen=True, slots=True)
class ReminderStage:
    """A reminder so many days after the due day (before it when negative), and how it begins."""

    code: str
    days: int
    words: str


def after(channel: str, stage: str, verb: str) -> str | None:
    """The stage that a verb leads to, or None where it may not be used."""
    return TABLES[channel].get((stage, verb))


def may_send_for(scope: Scope, unit: int | None) -> bool:
    """Whether the role may write in the name of a unit: it has some verb there besides looking on."""
    return any(scope.may(verb, unit) for verb in scope.reach if verb not in _LOOKING_ON)


# Reading, inspecting and keeping the accounts say nothing in a unit's name.
_LOOKING_ON = frozenset({"read", "inspect", "accounts"})


def sending_reach(scope: Scope) -> frozenset[int] | None:
    """The units to whose people the role may write: those that it reports for or manages; None means all."""
    reached: frozenset[int] = frozenset()
    for verb in WRITING:
        units = scope.units(verb)
        if units is None:
            return None
        reached |= units
    return reached


def next_try(failures: int, due_at: datetime, at: datetime) -> datetime | None:
    """When to ask the mail server again after so many failures (at least 1); None when that would be too late."""
    when = at + PACES[min(failures, len(PACES)) - 1]
    return None if is_too_late(due_at, when) else when


def is_too_late(due_at: datetime, at: datetime) -> bool:
    """Whether a message that was due then should no longer go out."""
    return at - due_at > TOO_LATE_AFTER


def is_own_path(link: str) -> bool:
    """Whether a link is empty or a path of this site: "/x", never "//host", a backslash or a control character."""
    if not link:
        return True
    plain = not any(sign <= " " or sign == "\\" for sign in link)
    return plain and link.startswith("/") and not link.startswith("//")


def stages_of(value: Mapping[str, object]) -> list[ReminderStage]:
    """The stages as the data of the rule "reminder-stages" holds them."""
    rows = value["stages"]
    assert isinstance(rows, list)
    return [ReminderStage(str(row["code"]), int(row["days"]), str(row["text"])) for row in rows]


def days_to_come(stages: Iterable[ReminderStage], due_on: date, today: date) -> list[tuple[ReminderStage, date]]:
    """Each stage with its day, the earliest first; those whose day has passed are left out.

    "7 days left", said three days before, would be untrue.
    """
    days = [(stage, due_on + timedelta(days=stage.days)) for stage in stages]
    return sorted(((stage, day) for stage, day in days if day >= today), key=lambda one: (one[1], one[0].code))
