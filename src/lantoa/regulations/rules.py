"""How the value of a rule is read out. Plain Python."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from lantoa.vietnamese.numbers import write_number

# What the keys of the data files mean, in words for people.
WORDS = {
    "abstract": "Trích yếu",
    "acknowledge": "Trả lời đã nhận yêu cầu",
    "after": "cách đoạn sau",
    "body": "Nội dung",
    "bold": "chữ đậm",
    "bottom": "dưới",
    "by_processor": "khi qua bên xử lý dữ liệu",
    "code": "mã",
    "correct": "Chỉnh sửa",
    "counting": "cách tính",
    "days": "số ngày",
    "delete": "Xóa",
    "extension": "được gia hạn",
    "first_line": "thụt dòng đầu",
    "font": "Phông chữ",
    "grants": "Quyền đã giao",
    "head": "dòng đầu cỡ chữ",
    "height": "cao",
    "hour": "Giờ nhắc",
    "issuer": "Tên cơ quan ban hành",
    "italic": "chữ nghiêng",
    "items": "các dòng sau cỡ chữ",
    "kind": "Tên loại văn bản",
    "ledger": "Sổ số liệu",
    "left": "trái",
    "line": "giãn dòng",
    "margins": "Lề trang",
    "motto": "Tiêu đề",
    "number": "Số, ký hiệu",
    "object": "Phản đối xử lý",
    "page": "Khổ giấy",
    "place_and_date": "Địa danh, ngày tháng",
    "posts": "Chức vụ",
    "practices": "Mô hình",
    "provide": "Cung cấp bản sao",
    "recipients": "Nơi nhận",
    "requests": "Yêu cầu về dữ liệu cá nhân",
    "restrict": "Hạn chế xử lý",
    "right": "phải",
    "signature": "Chữ ký",
    "size": "cỡ chữ",
    "stages": "Các lần nhắc",
    "superior": "Tên cơ quan cấp trên",
    "times": "số lần",
    "top": "trên",
    "view": "Xem",
    "width": "rộng",
    "withdraw": "Rút lại sự đồng ý",
}
# Lengths in millimetres, sizes and spaces between lines in points.
_MEASURES = dict.fromkeys(("width", "height", "top", "bottom", "left", "right", "first_line"), " mm") | dict.fromkeys(
    ("line", "after"), " pt"
)


def readable(value: Any) -> list[tuple[str, str]]:
    """A rule's value as lines of name and words; a bare value is one line without a name."""
    if not isinstance(value, dict):
        return [("", said(value))]
    return [(name_of(key), _line(key, part)) for key, part in value.items()]


def name_of(key: str) -> str:
    """A key in words; an unknown one with its dashes as spaces."""
    return WORDS.get(key, key.replace("_", " "))


def said(value: Any) -> str:
    """A value in words: có and không, 1.234,5, lists with commas."""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, int | float):
        return write_number(Decimal(str(value)))
    if isinstance(value, list):
        return ", ".join(said(part) for part in value)
    if isinstance(value, dict):
        return "; ".join(_parts(value))
    return str(value)


def _line(key: str, value: Any) -> str:
    return said(value) if isinstance(value, dict) else said(value) + _MEASURES.get(key, "")


def _parts(value: dict[str, Any]) -> Iterator[str]:
    for key, part in value.items():
        if part is True:
            yield name_of(key)
        elif key in ("text", "word"):
            yield f"ghi “{part}”"
        elif part is not False:
            yield f"{name_of(key)} {_line(key, part)}"
