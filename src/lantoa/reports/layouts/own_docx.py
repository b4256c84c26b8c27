"""A report in a unit's own Word file: what its template may name, what is wrong with one, and one filled.

A template is a stranger's file: it is opened only in a process of its own, may name what is listed here and nothing
else, and runs no loop and no call.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from importlib.util import find_spec

from lantoa.reading.inputs import Unreadable
from lantoa.reading.inputs.checks import kind_of
from lantoa.reports.layouts import apart, word
from lantoa.reports.layouts.template_names import values
from lantoa.reports.rules import Report

MEDIA_TYPE = word.MEDIA_TYPE
BOUNDS = apart.Bounds(memory=512 * apart.MEGABYTE, seconds=5)
LARGEST = 5 * apart.MEGABYTE


class UnableToUseTemplate(apart.UnableToMakeFile):
    """The template cannot be filled; ``problems`` are its faults in words, one each."""

    def __init__(self, problems: list[str]) -> None:
        """Keeps the faults, and says them all."""
        super().__init__("Mẫu Word chưa dùng được. " + " ".join(problems))
        self.problems = problems


def check_template(data: bytes, *, codes: Collection[str] | None = None) -> list[str]:
    """What is wrong with a template, in Vietnamese: each says where, and what to do. An empty list: it can be used.

    ``codes`` are the indicators that `so_lieu` may name; None leaves them unchecked.
    """
    if find_spec("docxtpl") is None:
        return ["Máy chủ chưa cài phần đọc mẫu Word (docxtpl). Hãy báo người quản trị cài lại Lan Tỏa cho đủ phần."]
    if len(data) > LARGEST:
        return [
            f"Tệp quá lớn (trên {LARGEST // apart.MEGABYTE} MB). Hãy bỏ bớt hình ảnh trong mẫu rồi lưu lại thành .docx."
        ]
    try:
        if kind_of(data).key != "docx":
            return ["Đây không phải tệp Word (.docx). Hãy mở mẫu bằng Word, chọn Lưu thành, loại “Word Document”."]
        told = apart.made("check_template", data, bounds=BOUNDS, codes=None if codes is None else sorted(codes))
    except Unreadable as refusal:
        return [refusal.vi]
    except apart.TooMuch:
        return [_TOO_MUCH]
    found: list[str] = json.loads(told)
    return found


def write(report: Report, template: bytes, *, public_url: str) -> bytes:
    """The template filled with the report; every number opens at its address, and all of them are listed at the end.

    UnableToUseTemplate says the faults of a template that cannot be filled.
    """
    problems = check_template(template)
    if problems:
        raise UnableToUseTemplate(problems)
    try:
        return apart.made(
            "fill_template", template, bounds=BOUNDS, report=report, names=values(report), public_url=public_url
        )
    except apart.TooMuch as error:
        raise UnableToUseTemplate([_TOO_MUCH]) from error
    except apart.Failed as error:
        raise UnableToUseTemplate(list(error.said)) from error


_TOO_MUCH = "Mẫu quá phức tạp hoặc bị hỏng nên không mở được. Hãy mở bằng Word, lưu thành tệp mới rồi gửi lại."
