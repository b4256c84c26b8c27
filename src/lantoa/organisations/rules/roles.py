"""What each role may do."""

from __future__ import annotations

from collections.abc import Mapping

# What each role may do on the units under it. Rights by stage and delegation are a table of their own later.
ROLES: Mapping[str, frozenset[str]] = {
    "clerk": frozenset({"read", "take_in", "confirm", "report"}),
    "head": frozenset({"read", "take_in", "confirm", "report"}),
    "province": frozenset({"read", "take_in", "confirm", "report"}),
    "manager": frozenset({"read", "manage", "accounts", "regulate"}),
    "reader": frozenset({"read"}),
    "system_admin": frozenset({"accounts"}),
}

# Who holds one of these signs in with a second step.
STRONG_ROLES = frozenset({"head", "manager", "system_admin"})
