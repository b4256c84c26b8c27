"""What a plan says, as a plain value that is frozen when it is approved, and how two such values differ. Plain Python.

A person stands in it by number alone, never by name: names are looked up when it is shown, so that one who asks to be
forgotten is forgotten here too.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

Content = Mapping[str, Any]

# What is compared, in the order in which it is told; people's fields are marked.
_HEAD = {
    "name": "Tên kế hoạch",
    "period": "Thời gian",
    "stands_in": "Căn cứ",
    "papers": "Văn bản căn cứ trong sổ",
    "parent": "Kế hoạch cấp trên",
    "themes": "Chuyên đề",
}
_TASK = {
    "group": "Nhóm nhiệm vụ",
    "name": "Nội dung",
    "unit": "Đơn vị thực hiện",
    "responsible": "Người chịu trách nhiệm",
    "assigned": "Người được giao",
    "from_on": "Bắt đầu",
    "due_on": "Hạn",
    "themes": "Chuyên đề",
    "agenda": "Đưa vào sinh hoạt, kiểm tra",
}
_TARGET = {
    "group": "Nhóm nhiệm vụ",
    "indicator": "Chỉ tiêu",
    "unit": "Đơn vị",
    "wording": "Mức giao",
    "period": "Kỳ",
    "owner": "Người theo dõi",
    "responsible": "Người đứng đầu chịu trách nhiệm",
}
_PEOPLE = frozenset({"responsible", "assigned", "owner"})
UNKNOWN = "(không còn thông tin)"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs: how ("added", "removed", "changed"), what ("plan", "task", "target"), its name, and each
    field with what it said before and says now."""

    how: str
    what: str
    name: str
    fields: tuple[tuple[str, str, str], ...] = ()


def digest(content: Content) -> str:
    """The hash of a content, whatever the order of its keys."""
    said = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()


def people_in(content: Content) -> set[str]:
    """The numbers of everybody that a content names."""
    rows = [*content.get("tasks", ()), *content.get("targets", ())]
    named = [row.get(name) for row in rows for name in _PEOPLE]
    flat = [one for some in named for one in (some if isinstance(some, list) else [some])]
    return {one for one in flat if one}


def compare(before: Content, after: Content, people: Mapping[str, str] | None = None) -> list[Difference]:
    """How two contents differ, the plan itself first, then its tasks and targets in the order of the later one."""
    names = people or {}
    head = _fields(before["head"], after["head"], _HEAD, names)
    found = [Difference("changed", "plan", after["head"]["name"], head)] if head else []
    for key, what, labels in (("tasks", "task", _TASK), ("targets", "target", _TARGET)):
        found += _rows(before.get(key, ()), after.get(key, ()), what, labels, names)
    return found


def _rows(
    before: Sequence[Content], after: Sequence[Content], what: str, labels: Mapping[str, str], names: Mapping[str, str]
) -> list[Difference]:
    old, new = {row["uuid"]: row for row in before}, {row["uuid"]: row for row in after}
    found = []
    for uuid, row in new.items():
        if uuid not in old:
            found.append(Difference("added", what, called(row)))
        elif fields := _fields(old[uuid], row, labels, names):
            found.append(Difference("changed", what, called(row), fields))
    return found + [Difference("removed", what, called(row)) for uuid, row in old.items() if uuid not in new]


def called(row: Content) -> str:
    """What a task or a target is called in a sentence."""
    return str(row["name"]) if "name" in row else f"{row['indicator']}, {row['unit']}: {row['wording']}"


def _fields(
    old: Content, new: Content, labels: Mapping[str, str], names: Mapping[str, str]
) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (label, said(key, old.get(key), names), said(key, new.get(key), names))
        for key, label in labels.items()
        if old.get(key) != new.get(key)
    )


def said(key: str, value: Any, names: Mapping[str, str]) -> str:
    """A field of a content in words."""
    if not value:
        return "—"
    if key in _PEOPLE:
        some = value if isinstance(value, list) else [value]
        return ", ".join(names.get(one, UNKNOWN) for one in some)
    if key in ("from_on", "due_on"):
        return f"{date.fromisoformat(value):%d/%m/%Y}"
    if key == "agenda":
        return "; ".join(f"{row['words']} ({row['period']}, {row['unit']})" for row in value)
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)
