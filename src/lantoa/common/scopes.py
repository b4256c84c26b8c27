"""Who acts, and over which part of the tree. A plain value, made in organisations/, handed down as an argument."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Scope:
    """What one person may do in one role today.

    ``reach`` holds, per verb (one of ``VERBS``), the ids of every unit the verb may be used on; None means every unit
    there is. ``actor_id`` is the account's id, None for the product itself (loading the demo, timed work), and
    ``actor_name`` is how history names them. Who acts by delegation bears the name of whoever delegated and the
    delegation's UUID. Who enters on behalf of another ("nhập hộ") names that person in ``on_behalf_of``, and the file
    with the photo of the paper. History keeps both.
    """

    actor_id: int | None
    actor_name: str
    role: str = ""
    home_unit_id: int | None = None
    reach: dict[str, frozenset[int] | None] = field(default_factory=dict)
    on_behalf_of: str = ""
    paper: UUID | None = None
    delegated_by: str = ""
    delegation: UUID | None = None

    def may(self, verb: str, unit_id: int | None) -> bool:
        """Whether the verb may be used on the unit (a record without a unit needs reach over all)."""
        if verb not in self.reach:
            return False
        units = self.reach[verb]
        return units is None or unit_id in units

    def units(self, verb: str) -> frozenset[int] | None:
        """The units a list may show for this verb; None means all, an empty set means none."""
        return self.reach.get(verb, frozenset())


# read what lies in reach; take papers in; answer for a unit (to what comes from above, for what its people undertake);
# confirm what enters the registers; report; approve what a unit above decides; inspect who holds which right; manage
# units, people and rights; accounts: invite and make links; regulate: dated rules
VERBS = ("read", "take_in", "answer", "confirm", "report", "approve", "inspect", "manage", "accounts", "regulate")


@dataclass(frozen=True, slots=True)
class Identity:
    """A record's public name: what kind of thing and its UUID. Printed in addresses, so it never changes."""

    kind: str
    uuid: UUID


# Whoever is not signed in.
NOBODY = Scope(None, "")


def everything(name: str) -> Scope:
    """The scope of the product itself: every verb on every unit."""
    return Scope(None, name, role="system", reach=dict.fromkeys(VERBS))
