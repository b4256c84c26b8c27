"""What each role may do, how far it reaches, and who may give it. The page "what a role may do" shows this table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Role:
    """One role.

    ``reaches_below``: its own unit and all below it on the grant's line, else its own unit alone. ``has_term``: it is
    held for a term of office, so its last day is always stated. ``delegable``: the verbs that its holder may let
    another account use for some days. ``is_strong``: signing in asks for more than a password. ``gives``: the roles
    that it may give within its reach; ``gives_below``: those that it may give on units below its own only.
    """

    verbs: frozenset[str] = frozenset()
    reaches_below: bool = True
    has_term: bool = False
    delegable: frozenset[str] = frozenset()
    is_strong: bool = False
    has_account: bool = True
    gives: frozenset[str] = frozenset()
    gives_below: frozenset[str] = frozenset()


_DAILY = frozenset({"read", "take_in", "answer", "confirm", "report"})
_CONTENT = frozenset(
    {"clerk", "head", "approver", "adviser", "inspector", "council", "reader", "branch_secretary", "member"}
)

ROLES: Mapping[str, Role] = {
    # cán bộ văn phòng: takes papers in and keeps the registers
    "clerk": Role(_DAILY, delegable=_DAILY),
    # người đứng đầu: the same, and decides
    "head": Role(_DAILY | {"approve"}, has_term=True, delegable=_DAILY | {"approve"}, is_strong=True),
    # cấp trên duyệt: decides on what units below ask for, enters nothing
    "approver": Role(
        frozenset({"read", "report", "approve"}), delegable=frozenset({"read", "report", "approve"}), is_strong=True
    ),
    # cán bộ ban tham mưu: compiles for a whole district or province
    "adviser": Role(_DAILY, delegable=_DAILY),
    # cán bộ kiểm tra, giám sát: sees everything and who holds which right, touches nothing
    "inspector": Role(frozenset({"read", "inspect"})),
    # thành viên hội đồng thi đua – khen thưởng: sits for a term, in person
    "council": Role(frozenset({"read"}), has_term=True),
    # quản lý đơn vị, người và quyền
    "manager": Role(
        frozenset({"read", "manage", "accounts", "regulate"}),
        is_strong=True,
        gives=_CONTENT,
        gives_below=frozenset({"manager"}),
    ),
    # quản trị hệ thống: keeps the machine and the accounts running, sees no content by being one; named on the host
    "system_admin": Role(frozenset({"accounts"}), is_strong=True),
    # chỉ xem
    "reader": Role(frozenset({"read"})),
    # by personal link: one's own branch, nothing below it
    "branch_secretary": Role(frozenset({"read", "take_in", "answer"}), reaches_below=False, has_term=True),
    "member": Role(frozenset({"read", "take_in"}), reaches_below=False),
    # người dân: no account at all; what is public is for everybody
    "citizen": Role(reaches_below=False, has_account=False),
}
# The roles that an account may be given.
GIVEN = tuple(code for code, role in ROLES.items() if role.has_account)
STRONG_ROLES = frozenset(code for code, role in ROLES.items() if role.is_strong)


def verbs_of(role: str) -> frozenset[str]:
    """What a role may do; nothing for one that is not known."""
    return ROLES[role].verbs if role in ROLES else frozenset()


def may_give(giver: str, role: str, *, at_home: bool) -> bool:
    """Whether who acts in one role may give another; ``at_home``: on the very unit in whose name they act.

    The product itself ("system": the command line of the host, the demonstration) may give every role.
    """
    if role not in GIVEN:
        return False
    if giver == "system":
        return True
    own = ROLES.get(giver, Role())
    return role in own.gives or (role in own.gives_below and not at_home)
