"""How gifts add up, what is left, and what may follow what in a drive. Plain Python."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from lantoa.common.quantities import Exactness, Quantity, from_ends, total

KINDS = {"money": "Tiền", "land": "Đất hiến", "workdays": "Ngày công", "materials": "Vật tư, hiện vật"}
# What each kind is counted in; materials say it themselves.
UNITS = {"money": "đồng", "land": "m²", "workdays": "ngày công", "materials": ""}
WORKS = {
    "road": "Đường",
    "bridge": "Cầu",
    "house": "Nhà",
    "lighting": "Đường được thắp sáng",
    "fund": "Quỹ",
    "other": "Công trình khác",
}
MEASURES = {
    "road": "km",
    "bridge": "cây cầu",
    "house": "căn nhà",
    "lighting": "km",
    "fund": "quỹ",
    "other": "công trình",
}
# What the ledger counts of a settled drive, by kind of gift and of work. The worth of materials is somebody's estimate
# and stays out of it.
COUNTED_GIFTS = {"money": "nguon-luc", "land": "dat-hien", "workdays": "ngay-cong"}
COUNTED_WORKS = {
    "road": "duong-lam-moi",
    "bridge": "cau-xay-moi",
    "house": "nha-xay-sua",
    "lighting": "duong-thap-sang",
}
STAGES = {"open": "Đang nhận đóng góp", "closed": "Đã kết thúc nhận đóng góp", "settled": "Đã quyết toán"}
# (stage now, verb) → stage after.
TABLE: Mapping[tuple[str, str], str] = {
    ("open", "close"): "closed",
    ("closed", "reopen"): "open",
    ("closed", "settle"): "settled",
    ("settled", "correct"): "closed",
}
# (is public now, verb) → is public after.
SHOWING: Mapping[tuple[bool, str], bool] = {(False, "publish"): True, (True, "take_off_portal"): False}
VERBS = {
    "close": "Kết thúc nhận đóng góp",
    "reopen": "Mở lại nhận đóng góp",
    "settle": "Quyết toán",
    "correct": "Mở lại quyết toán để sửa",
    "publish": "Đưa lên trang công khai",
    "take_off_portal": "Rút khỏi trang công khai",
}
# Which records may still be written at a stage.
WRITABLE = {"open": {"gift", "spending", "work"}, "closed": {"spending", "work"}, "settled": set[str]()}
# The verb by which a stage gives way to the one before it.
REOPENING = {"settled": "correct", "closed": "reopen"}


def after(stage: str, verb: str) -> str | None:
    """The stage that the verb leads to, or None where it may not be used."""
    return TABLE.get((stage, verb))


def open_verbs(stage: str, *, is_public: bool) -> list[str]:
    """The verbs that may be used now."""
    found = [verb for (now, verb) in TABLE if now == stage]
    return found + [verb for (now, verb) in SHOWING if now == is_public]


def opens_again(stage: str, what: str) -> list[str]:
    """The verbs, one after the other, after which such records may be written again; none where they may be now."""
    found: list[str] = []
    while what not in WRITABLE[stage]:
        verb = REOPENING[stage]
        found.append(verb)
        stage = TABLE[stage, verb]
    return found


@dataclass(frozen=True, slots=True)
class Line:
    """A gift as it is added up: of what kind, how much, in which unit; whether it has come, and is for several."""

    kind: str
    quantity: Quantity
    unit: str
    is_received: bool
    is_joint: bool = False


@dataclass(frozen=True, slots=True)
class Sum:
    """All of one kind and unit: what has come, what was promised and is awaited, both together."""

    kind: str
    unit: str
    received: Quantity | None
    awaited: Quantity | None
    given: Quantity


def sums(lines: Iterable[Line]) -> list[Sum]:
    """One sum for each kind and unit, kinds in their order; units never mix."""
    groups: dict[tuple[str, str], list[Line]] = {}
    for one in lines:
        groups.setdefault((one.kind, one.unit), []).append(one)
    found = []
    for kind, unit in sorted(groups, key=lambda key: (list(KINDS).index(key[0]), key[1])):
        some = groups[kind, unit]
        given = total(one.quantity for one in some)
        assert given is not None
        received = total(one.quantity for one in some if one.is_received)
        found.append(Sum(kind, unit, received, total(one.quantity for one in some if not one.is_received), given))
    return found


@dataclass(frozen=True, slots=True)
class Account:
    """Money of one drive: received, spent, left. ``left`` is None where it cannot be said."""

    received: Quantity | None
    spent: int
    left: Quantity | None
    # Spent beyond what was received for certain: to be made up from elsewhere.
    over: int = 0
    # Joint money is for several drives and never split: nobody can say how much of it is this one's.
    joint: Quantity | None = None


def account(lines: Iterable[Line], spent: Iterable[int]) -> Account:
    """Left is received less spent, to the đồng where all is exact, else with the bound that is known."""
    money = [one for one in lines if one.kind == "money" and one.is_received]
    received = total(one.quantity for one in money if not one.is_joint)
    joint = total(one.quantity for one in money if one.is_joint)
    out = sum(spent)
    base = received or Quantity.of(0)
    less = [None if end is None else end - out for end in (base.point, base.low, base.high)]
    if base.exactness is Exactness.EXACT and base.point is not None:
        short = max(0, out - int(base.point))
        # Whatever came jointly may have paid for it.
        if short:
            return Account(received, out, None, 0 if joint else short, joint)
    known = less[0] if less[0] is not None else less[1]
    left = None if known is None or known < 0 else from_ends(less[0], less[1], less[2], {base.said})
    return Account(received, out, left, 0, joint)


def is_whole(kind: str, point: Decimal | None) -> bool:
    """Money is counted in whole đồng."""
    return kind != "money" or point is None or point == point.to_integral_value()


SAVERS = {"insurance": "Tổ tiết kiệm mua bảo hiểm y tế", "savings": "Tổ tiết kiệm", "rotating": "Tổ góp vốn xoay vòng"}

# What was paid in, as the ledger counts it: a fact a round.
COUNTED_SAVINGS = "tien-tiet-kiem"


def runs_short(rounds: Iterable[tuple[int, int]]) -> bool:
    """Whether, in the order of days, ever more was paid out than had been paid in."""
    held = 0
    for came, went in rounds:
        held += came - went
        if held < 0:
            return True
    return False
