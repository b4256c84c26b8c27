"""What may follow what in the life of an exemplar, and on what basis one may be shown. Plain Python."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

KINDS = {
    "person": "Cá nhân",
    "group": "Nhóm, tổ, câu lạc bộ, hộ gia đình",
    "unit": "Cả đơn vị",
}
STAGES = {
    "proposed": "Mới đề xuất",
    "confirmed": "Đơn vị đã xác nhận",
    "published": "Đã công khai",
    "withdrawn": "Đã gỡ",
}
# (stage now, verb) → stage after. A further basis may join one that is public already.
TABLE: Mapping[tuple[str, str], str] = {
    ("proposed", "confirm"): "confirmed",
    ("proposed", "withdraw"): "withdrawn",
    ("confirmed", "publish"): "published",
    ("confirmed", "withdraw"): "withdrawn",
    ("published", "add_basis"): "published",
    ("published", "take_off"): "confirmed",
    ("published", "withdraw"): "withdrawn",
    ("withdrawn", "propose_again"): "proposed",
}
# What each verb asks of a role, any one of these.
NEEDED: Mapping[str, tuple[str, ...]] = {
    "propose": ("take_in", "confirm"),
    "amend": ("confirm",),
    "confirm": ("confirm",),
    "publish": ("confirm", "approve"),
    "add_basis": ("confirm", "approve"),
    # Whoever may show it, or looks after people's data, may stop showing it.
    "take_off": ("confirm", "approve", "manage"),
    "withdraw": ("confirm", "approve", "manage"),
    "propose_again": ("confirm",),
    "forget": ("confirm", "manage"),
}
VERBS = {
    "propose": "Đề xuất",
    "confirm": "Đơn vị xác nhận",
    "publish": "Công khai",
    "add_basis": "Thêm căn cứ",
    "take_off": "Tạm thôi công khai",
    "withdraw": "Gỡ",
    "propose_again": "Đề xuất lại",
    "amend": "Sửa nội dung",
    "forget": "Xóa nội dung",
}
BASES = {"consent": "Văn bản đồng ý", "decision": "Quyết định đã công bố"}
REASONS = {
    "consent": "Người được nêu gương (hoặc cha, mẹ, người giám hộ) rút sự đồng ý",
    "decision": "Quyết định làm căn cứ bị thu hồi, hủy bỏ",
    "untrue": "Thông tin chưa đúng hoặc không còn đúng",
    "other": "Lý do khác",
}
# Reasons that take the bases away, so that a new one is needed before anything is shown again.
ENDS_BASES = ("consent", "decision")


def after(stage: str, verb: str) -> str | None:
    """The stage that the verb leads to, or None where it may not be used."""
    return TABLE.get((stage, verb))


def open_verbs(stage: str) -> list[str]:
    """The verbs that may be used now."""
    return [verb for (now, verb) in TABLE if now == stage]


@dataclass(frozen=True, slots=True)
class Covered:
    """What a basis lets be shown besides the name: the story and the picture."""

    story: bool
    photo: bool


def shown(bases: Iterable[Covered]) -> Covered | None:
    """All that the standing bases let be shown together; None when there is none, so that nothing is."""
    found = list(bases)
    if not found:
        return None
    return Covered(any(one.story for one in found), any(one.photo for one in found))


def may_be_child(birth_year: int | None, year: int, child_under: int) -> bool:
    """Whether somebody born in a year may still be a child: in the year of that birthday nobody knows."""
    return birth_year is not None and year - birth_year <= child_under


def lacking(kind: str, *, is_minor: bool, by_parent: bool, child_agreed: bool, has_giver: bool) -> str:
    """What keeps a basis from being one, as a code; empty when nothing does.

    A child is shown only on the written consent of a parent or guardian, and on the child's own where it is old enough
    to be asked; a decision alone does not replace that.
    """
    if is_minor and kind != "consent":
        return "parent"
    if is_minor and not (by_parent and has_giver):
        return "parent"
    if is_minor and not child_agreed:
        return "child"
    return ""
