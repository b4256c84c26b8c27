"""A list that somebody filled in or typed: the rows of its first sheet, whether it is a template of ours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lantoa.common import forms_in_excel
from lantoa.common.workbooks import MEDIA_TYPE
from lantoa.reading.inputs import sheets
from lantoa.reading.inputs.refusals import Unreadable

MOST_ROWS, FILE_BYTES = 2_000, 5 * 1024 * 1024
Line = tuple[int, Sequence[str]]


class UnreadableListError(ValueError):
    """The file is no list that can be read; its words are for people."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a list as they came, lines counted from 1; ``is_ours`` for a template that was filled in."""

    name: str
    lines: list[Line]
    is_ours: bool


def sheet_of(name: str, data: bytes, *, mark: str, version: int) -> Sheet:
    """The rows of the first sheet that says anything; UnreadableListError for what cannot be read.

    ``mark`` and ``version`` are those of our template today: an older one is refused by name.
    """
    if len(data) > FILE_BYTES:
        raise UnreadableListError("Tệp quá lớn: mỗi tệp nhận đến 2.000 dòng và 5 MB. Hãy chia thành nhiều tệp.")
    try:
        found = sheets.every_sheet(name, data)
    except Unreadable as error:
        raise UnreadableListError(error.vi) from error
    hidden = dict(found).get(forms_in_excel.HIDDEN)
    marked = hidden[0][1][:2] if hidden else []
    if marked[:1] == [mark] and marked[1:] != [str(version)]:
        raise UnreadableListError("Mẫu này là bản cũ. Hãy tải mẫu mới trên trang này rồi chép các dòng sang.")
    shown = [one for one in found if one[0] not in (forms_in_excel.HIDDEN, forms_in_excel.GUIDE)]
    if not shown:
        raise UnreadableListError("Tệp chưa có dòng nào.")
    title, lines = shown[0]
    if len(lines) > MOST_ROWS:
        raise UnreadableListError("Danh sách quá dài: mỗi tệp nhận đến 2.000 dòng. Hãy chia thành nhiều tệp.")
    return Sheet(title, list(lines), marked[:1] == [mark])


def media_type_of(data: bytes) -> str:
    """What a list that could be read is, by its first bytes."""
    if data.startswith(b"PK"):
        return MEDIA_TYPE
    return "application/vnd.ms-excel" if data.startswith(b"\xd0\xcf") else "text/csv"
