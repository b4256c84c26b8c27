"""Reading a filled-in plan back."""

from __future__ import annotations

from lantoa.organisations.trees.reading import Form, UnableToReadTree, sheets_of
from lantoa.plans.rules.rows import COLUMNS, Cells
from lantoa.plans.sheets.template import HIDDEN, MOST_ROWS, SHEET, TEMPLATE, VERSION

_FORM = Form(
    SHEET,
    HIDDEN,
    MOST_ROWS,
    "Tệp này không phải là mẫu kế hoạch. Hãy tải mẫu trên trang này, điền vào đó rồi gửi lại.",
    f"Tệp quá lớn: mỗi tệp nhận đến {MOST_ROWS:,} dòng và 5 MB. Hãy chia thành nhiều tệp.".replace(",", ".", 1),
)


def cells_of(data: bytes) -> list[Cells]:
    """The rows of a filled-in template, empty ones left out. UnableToReadTree for one that cannot be read."""
    sheets = sheets_of(data, _FORM)
    mark = [str(value).removesuffix(".0") for value in (sheets[HIDDEN] or [[]])[0][:2]]
    if mark[:1] != [TEMPLATE]:
        raise UnableToReadTree(_FORM.not_ours)
    if mark[1:] != [str(VERSION)]:
        raise UnableToReadTree("Mẫu này là bản cũ. Hãy tải mẫu mới trên trang này rồi chép các dòng sang.")
    headings, *lines = sheets[SHEET] or [[]]
    expected = [column.heading for column in COLUMNS]
    if [str(value).strip() for value in headings[: len(expected)]] != expected:
        raise UnableToReadTree("Tiêu đề các cột đã bị đổi. Hãy tải lại mẫu và chép các dòng sang.")
    rows = [
        Cells(at, {column.key: None if value == "" else value for column, value in zip(COLUMNS, line, strict=False)})
        for at, line in enumerate(lines, start=2)
        # Every row of the template bears a number of its own; one that says nothing else is empty.
        if any(value not in ("", None) for value in line[1 : len(COLUMNS)])
    ]
    if not rows:
        raise UnableToReadTree(f"Tệp chưa có dòng nào. Hãy điền vào trang “{SHEET}” rồi gửi lại.")
    return rows
