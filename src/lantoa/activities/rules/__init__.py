"""What may follow what in the life of an activity, and what its kinds are. Plain Python."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

STAGES = {"planned": "Dự kiến", "held": "Đã tổ chức", "postponed": "Đã hoãn", "cancelled": "Đã hủy"}
TABLE: Mapping[tuple[str, str], str] = {
    ("planned", "hold"): "held",
    ("planned", "move"): "planned",
    ("planned", "postpone"): "postponed",
    ("planned", "cancel"): "cancelled",
    ("postponed", "move"): "planned",
    ("postponed", "cancel"): "cancelled",
    ("held", "reopen"): "planned",
    ("cancelled", "restore"): "planned",
}
VERBS = {
    "plan": "Lên lịch",
    "hold": "Ghi nhận đã tổ chức",
    "move": "Dời ngày",
    "postpone": "Hoãn",
    "cancel": "Hủy",
    "reopen": "Ghi nhận lại là chưa tổ chức",
    "restore": "Tổ chức trở lại",
}
WITH_REASON = frozenset({"move", "postpone", "cancel", "reopen", "restore"})
# Who is expected: by name from dated memberships, or nobody in particular.
BASES = {
    "members": "Đảng viên, hội viên của đơn vị",
    "cadres": "Cán bộ của đơn vị",
    "households": "Đại diện các hộ",
    "open": "Mọi người",
}
BY_NAME = frozenset({"members", "cadres"})
ROLES_OF_FILES = {"minutes": "Biên bản", "material": "Tài liệu", "photo": "Ảnh"}
SPEAKERS = {"reporter": "Báo cáo viên", "propagandist": "Tuyên truyền viên"}
LEVELS = {"central": "Trung ương", "province": "Cấp tỉnh", "commune": "Cấp xã"}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of activity, as the rule of the day says it: its name, who is expected, which fields its form shows."""

    code: str
    name: str
    base: str = "open"
    content: bool = True
    topics: bool = False
    raised: bool = False
    speaker: bool = False
    pieces: bool = False
    contest: bool = False
    public: bool = False

    @property
    def is_by_name(self) -> bool:
        """Whether those who are expected are known by name."""
        return self.base in BY_NAME


def kind_of(row: Mapping[str, Any]) -> Kind:
    """A row of the rule as a kind; a base that nobody knows is open."""
    known = {one.name: row[one.name] for one in fields(Kind) if one.name in row}
    known["name"] = row.get("called") or row["code"]
    if known.get("base") not in BASES:
        known["base"] = "open"
    return Kind(**known)


def after(stage: str, verb: str) -> str | None:
    """The stage that the verb leads to, or None where it may not be used."""
    return TABLE.get((stage, verb))


def open_verbs(stage: str) -> list[str]:
    """The verbs that may be used at a stage, in the order of the table."""
    return [verb for known, verb in TABLE if known == stage]
