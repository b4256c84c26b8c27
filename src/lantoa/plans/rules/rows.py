"""The rows of a plan's Excel file: what each cell must hold, and everything that is wrong with a file at once.

Plain Python: units, people and themes come as texts that stand for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID, uuid5

from lantoa.vietnamese.dates import read_date
from lantoa.vietnamese.text import clean, fold


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file; ``about`` is what the guide says of it."""

    key: str
    heading: str
    width: int
    about: str


COLUMNS = (
    Column("key", "Mã dòng (không sửa)", 4, "Cột ẩn, để gửi lại cùng tệp không nhập hai lần."),
    Column("group", "Nhóm nhiệm vụ", 30, "Đề mục, ví dụ: I. Công tác tuyên truyền. Có thể để trống."),
    Column("name", "Nội dung công việc", 60, "Bắt buộc."),
    Column("unit", "Đơn vị thực hiện", 34, "Chọn trong danh sách. Để trống thì là đơn vị có kế hoạch."),
    Column("responsible", "Người chịu trách nhiệm", 34, "Chọn trong danh sách. Để trống thì là người đứng đầu đơn vị."),
    Column("assigned", "Người được giao", 34, "Nhiều người thì cách nhau bằng dấu chấm phẩy."),
    Column("from_on", "Từ ngày", 13, "Ngày/tháng/năm. Có thể để trống."),
    Column("due_on", "Hạn hoàn thành", 15, "Ngày/tháng/năm, trong thời gian của kế hoạch. Bắt buộc."),
    Column("themes", "Chuyên đề, cuộc vận động", 34, "Nhiều chuyên đề thì cách nhau bằng dấu chấm phẩy."),
)
HEADINGS = {column.key: column.heading for column in COLUMNS}
DAYS = frozenset({"from_on", "due_on"})
Say = Callable[[str, str], None]
LONGEST = {"name": 600, "group": 300}


@dataclass(frozen=True, slots=True)
class Cells:
    """One row as it came: its line in the sheet, the values by column."""

    line: int
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True, order=True)
class Wrong:
    """What is wrong with a cell."""

    line: int
    column: str
    said: str

    @property
    def heading(self) -> str:
        """The column as people read it."""
        return HEADINGS[self.column]


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it was understood: units, people and themes by what stands for them."""

    line: int
    key: UUID
    spare: UUID
    group: str
    name: str
    unit: str
    responsible: str
    assigned: tuple[str, ...]
    from_on: date | None
    due_on: date
    themes: tuple[str, ...]


class Known:
    """The texts that stand for something ("Nguyễn Văn An (Bí thư, Chi bộ ấp Đông)" → number), marks and case aside.

    A shorter text (the bare name) stands for it too, where it stands for one alone.
    """

    def __init__(self, offered: Iterable[tuple[str, str, Sequence[str]]]) -> None:
        """Each is what it stands for, the text offered, and shorter texts."""
        self._by: dict[str, set[str]] = {}
        for one, text, shorter in offered:
            for words in (text, *shorter):
                self._by.setdefault(fold(clean(words)), set()).add(one)

    def find(self, text: str) -> str | None:
        """What the text stands for; None where nothing, or more than one thing, does."""
        found = self._by.get(fold(text), set())
        return next(iter(found)) if len(found) == 1 else None

    def is_unclear(self, text: str) -> bool:
        """Whether the text may mean more than one."""
        return len(self._by.get(fold(text), ())) > 1


@dataclass(frozen=True, slots=True)
class Against:
    """What a file is read against: the plan and its days, and what cells may name. ``own`` stands for its own unit;
    ``taken`` are numbers of rows that another plan has, whose file this one was."""

    plan: UUID
    from_on: date
    to_on: date
    own: str
    units: Known
    people: Known
    themes: Known
    taken: frozenset[UUID] = frozenset()


def understood(cells: Sequence[Cells], against: Against) -> tuple[list[Row], list[Wrong]]:
    """The rows as they are meant, and everything that is wrong, cell by cell in the order of the file."""
    wrong: list[Wrong] = []
    rows = [row for one in cells if (row := _row(one, against, wrong)) is not None]
    seen: dict[UUID, int] = {}
    kept = []
    for row in rows:
        # A row that was copied brought its number along: of two the second goes by what it says.
        one = replace(row, key=row.spare) if row.key in seen else row
        if one.key in seen:
            wrong.append(Wrong(row.line, "name", f"trùng với dòng {seen[one.key]}"))
        seen.setdefault(one.key, row.line)
        kept.append(one)
    return kept, _by_cell(wrong)


def _by_cell(wrong: Iterable[Wrong]) -> list[Wrong]:
    """One for each cell, with all that is wrong with it, in the order of the file."""
    said: dict[tuple[int, str], list[str]] = {}
    for one in sorted(wrong):
        said.setdefault((one.line, one.column), []).append(one.said)
    return [Wrong(line, column, "; ".join(words)) for (line, column), words in said.items()]


def _row(cells: Cells, against: Against, wrong: list[Wrong]) -> Row | None:
    said = {column.key: text_of(cells.values.get(column.key)) for column in COLUMNS if column.key not in DAYS}
    before = len(wrong)

    def bad(column: str, words: str) -> None:
        wrong.append(Wrong(cells.line, column, words))

    if not said["name"]:
        bad("name", "chưa ghi nội dung công việc")
    for column, most in LONGEST.items():
        if len(said[column]) > most:
            bad(column, f"dài quá {most} chữ cái")
    unit = against.own
    if said["unit"] and (unit := against.units.find(said["unit"]) or "") == "":
        bad("unit", f"“{said['unit']}” không phải đơn vị có kế hoạch hay đơn vị trực tiếp bên dưới")
    people = {
        column: _many(said[column], against.people, bad, column, "người có chức vụ ở các đơn vị của kế hoạch")
        for column in ("responsible", "assigned")
    }
    if len(people["responsible"]) > 1:
        bad("responsible", "chỉ ghi một người")
    themes = _many(said["themes"], against.themes, bad, "themes", "chuyên đề, cuộc vận động đang áp dụng")
    days = {column: day_of(cells.values.get(column), bad, column) for column in sorted(DAYS)}
    due, first = days["due_on"], days["from_on"]
    if due is None and not any(one.line == cells.line and one.column == "due_on" for one in wrong[before:]):
        bad("due_on", "chưa ghi hạn hoàn thành")
    if due is not None and not against.from_on <= due <= against.to_on:
        bad("due_on", f"ngoài thời gian của kế hoạch ({against.from_on:%d/%m/%Y} – {against.to_on:%d/%m/%Y})")
    if due is not None and first is not None and first > due:
        bad("from_on", "đứng sau hạn hoàn thành")
    if len(wrong) > before or due is None:
        return None
    spare = _spare_key(said, due, against.plan)
    return Row(
        cells.line,
        key if (key := number_of(said["key"])) and key not in against.taken else spare,
        spare,
        said["group"],
        said["name"],
        unit,
        next(iter(people["responsible"]), ""),
        people["assigned"],
        first,
        due,
        themes,
    )


def text_of(value: object) -> str:
    """A cell as text, in one spelling; a whole number without its point."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(clean(str(value)).split())


def _many(text: str, known: Known, bad: Say, column: str, what: str) -> tuple[str, ...]:
    found = []
    for words in (part.strip() for part in text.split(";")):
        if not words:
            continue
        one = known.find(words)
        if one is None:
            unclear = "có nhiều mục trùng tên, hãy chọn trong danh sách"
            bad(column, f"“{words}”: {unclear if known.is_unclear(words) else f'không thấy {what}'}")
        elif one not in found:
            found.append(one)
    return tuple(found)


def day_of(value: object, bad: Say, column: str) -> date | None:
    """The day in a cell; None for an empty one, and for one that is none, which ``bad`` is told."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = text_of(value)
    if not text:
        return None
    read = read_date(text)
    if read is None:
        bad(column, f"“{text}” không phải là ngày; hãy ghi ngày/tháng/năm")
    return read


def number_of(text: object) -> UUID | None:
    """The number of a row, as the template gave it."""
    try:
        return UUID(text_of(text))
    except ValueError:
        return None


def _spare_key(said: Mapping[str, str], due: date, plan: UUID) -> UUID:
    """The number of a row that was added by hand: it follows from what the row says."""
    return uuid5(plan, "|".join((fold(said["group"]), fold(said["name"]), fold(said["unit"]), due.isoformat())))
