"""What people may ask about their own data, until when it is answered, and what each concept says it holds."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

REQUESTS = {
    "export": "Xem, nhận bản sao dữ liệu",
    "correct": "Chỉnh sửa dữ liệu",
    "restrict": "Hạn chế xử lý dữ liệu",
    "withdraw": "Rút lại sự đồng ý công khai",
    "erase": "Xóa dữ liệu",
}
# The dated rule of the limits, and where that of each request and of the answer stands in its value.
RULE = "privacy-requests"
ANSWER = "acknowledge"
LIMITS = {"export": "provide", "correct": "correct", "restrict": "restrict", "withdraw": "withdraw", "erase": "delete"}
WAYS = {
    "in_person": "Trực tiếp tại cơ quan",
    "letter": "Đơn, công văn",
    "email": "Thư điện tử",
    "phone": "Điện thoại",
    "other": "Cách khác",
}
REQUEST_STAGES = {
    "received": "Mới nhận",
    "answered": "Đã trả lời, đang giải quyết",
    "done": "Đã thực hiện",
    "refused": "Đã từ chối",
}
OPEN_STAGES = ("received", "answered")
# (stage, verb) → stage after. An act that is done at once answers by being done.
REQUEST_TABLE: Mapping[tuple[str, str], str] = {
    ("", "receive"): "received",
    ("received", "answer"): "answered",
    ("received", "extend"): "received",
    ("answered", "extend"): "answered",
    ("received", "carry_out"): "done",
    ("answered", "carry_out"): "done",
    ("received", "refuse"): "refused",
    ("answered", "refuse"): "refused",
}
# The names that stand where a person's own may not or does not any more.
HIDDEN_NAME = "Người đang được hạn chế xử lý dữ liệu"
ERASED_NAME = "Người đã được xóa dữ liệu"


def after(stage: str, verb: str) -> str | None:
    """The stage that a verb leads to, or None where it may not be used."""
    return REQUEST_TABLE.get((stage, verb))


@dataclass(frozen=True, slots=True)
class Item:
    """One thing held of a person: its cells in words, and the unit whose matter it is (None: of the person alone)."""

    cells: tuple[str, ...]
    unit: int | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """What one concept holds of a person of one sort, why, where from, and what becomes of it when they ask to erase.

    ``fate``: "erased"; "kept", since a law obliges (``basis`` says which); "by_hand": a person must decide and do it
    (``basis`` says how). ``is_sure``: tied to this person; else only the same name was found, which others may bear.
    """

    code: str
    title: str
    columns: tuple[str, ...]
    items: tuple[Item, ...]
    purpose: str
    source: str
    fate: str = "kept"
    basis: str = ""
    is_sure: bool = True

    @property
    def units(self) -> frozenset[int]:
        """The units whose matter any of it is."""
        return frozenset(item.unit for item in self.items if item.unit is not None)

    def within(self, units: Collection[int] | None) -> Section:
        """The same with only what is the matter of these units or of no unit; None means all."""
        if units is None:
            return self
        return replace(self, items=tuple(one for one in self.items if one.unit is None or one.unit in units))


FATES = {"erased": "Sẽ xóa", "kept": "Giữ lại", "by_hand": "Cần người xem và xử lý"}


def kept_lines(sections: Iterable[Section], chosen: Collection[str]) -> list[str]:
    """What remains after an erasure and on which basis, a line a section."""
    return [
        f"{one.title} ({len(one.items)}): {one.basis or 'không được chọn để xóa'}"
        for one in sections
        if one.items and not (one.fate == "erased" and one.code in chosen)
    ]
