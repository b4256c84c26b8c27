"""A person's copy of their own data: a zip with one JSON file for programs and one Excel file for people."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from lantoa.common import workbooks
from lantoa.organisations.queries.personal_data import Subject
from lantoa.organisations.rules.personal_data import Section

COLUMNS = (
    ("Nhóm dữ liệu", 34),
    ("Nội dung", 70),
    ("Lưu để làm gì", 34),
    ("Lấy từ đâu", 34),
    ("Ghi chú", 40),
)
_ONLY_ALIKE = "Chỉ trùng họ tên; có thể là của người khác"


def archive(subject: Subject, sections: Iterable[Section]) -> bytes:
    """The zip of all these sections."""
    shown = list(sections)
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as zipped:
        zipped.writestr("du-lieu.json", json.dumps(_as_json(subject, shown), ensure_ascii=False, indent=2))
        zipped.writestr("du-lieu.xlsx", _workbook(subject, shown))
    return file.getvalue()


def _as_json(subject: Subject, sections: list[Section]) -> dict[str, object]:
    return {
        "person": subject.names[0] if subject.names else "",
        "made_on": subject.today.isoformat(),
        "sections": [
            {
                "code": one.code,
                "title": one.title,
                "purpose": one.purpose,
                "source": one.source,
                "is_sure": one.is_sure,
                "on_erasure": {"fate": one.fate, "basis": one.basis},
                "rows": [dict(zip(one.columns, item.cells, strict=True)) for item in one.items],
            }
            for one in sections
        ],
    }


def _workbook(subject: Subject, sections: list[Section]) -> bytes:
    def rows() -> Iterator[tuple[str, ...]]:
        for one in sections:
            note = "; ".join(filter(None, ["" if one.is_sure else _ONLY_ALIKE, one.basis]))
            for item in one.items:
                content = "; ".join(f"{column}: {cell}" for column, cell in zip(one.columns, item.cells, strict=True))
                yield one.title, content, one.purpose, one.source, note

    name = subject.names[0] if subject.names else ""
    return workbooks.workbook(
        sheet="Dữ liệu",
        title=f"Dữ liệu cá nhân của {name}",
        columns=[workbooks.Column(heading, width) for heading, width in COLUMNS],
        rows=rows(),
        notes=[f"Lập ngày {subject.today:%d/%m/%Y}"],
    )
