"""The outline (đề cương) that a report follows: its sections, what each asks for, what the registers fill in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

# Levels as papers number them: "I-", "1.", "a)", "-".
DEEPEST = 4

# What the registers can fill a section with. Those of FIGURED name indicators; the others need none.
FILLS = {
    "sentence": "Câu có số liệu",
    "figures": "Bảng số liệu: trong kỳ, cùng kỳ, kế hoạch",
    "by_unit": "Bảng số liệu theo đơn vị",
    "registered": "Số mô hình đăng ký",
    "registered_by_unit": "Bảng mô hình đăng ký theo đơn vị",
    "registered_by_field": "Bảng mô hình đăng ký theo lĩnh vực",
    "practices": "Danh sách mô hình và kết quả",
    "honours": "Biểu dương, khen thưởng",
    "commended": "Danh sách khen thưởng",
    "papers": "Danh mục giấy tờ đã dùng",
    "coverage": "Đơn vị đã báo cáo, chưa báo cáo; số liệu còn phải xem lại",
    "asked_table": "Bảng theo mẫu của cấp trên",
}
FIGURED = frozenset({"sentence", "figures", "by_unit"})


@dataclass(frozen=True, slots=True)
class AskedTable:
    """A table that the outline gives empty: its caption, its column headings from left to right (those of several rows
    joined by " – "), and the words of the first columns of its rows where it names them."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Fill:
    """Something of the registers that stands in a section: the codes of the indicators it is about (none: of all that
    have figures), or the number of the section's asked table (``at``) that it fills.

    Of an asked table ``indicators`` holds one code for each of its columns, then one for each of its rows, '' for none.
    """

    kind: str
    indicators: tuple[str, ...] = ()
    at: int = 0

    def by_columns(self, table: AskedTable) -> tuple[str, ...]:
        """The indicators of the columns of the asked table, by position."""
        return self.indicators[: len(table.columns)]

    def by_rows(self, table: AskedTable) -> tuple[str, ...]:
        """The indicators of the rows of the asked table, by position."""
        return self.indicators[len(table.columns) :]


@dataclass(frozen=True, slots=True)
class Section:
    """One heading with what lies under it up to the next.

    ``level`` counts from 1; ``number`` is as printed ("I-", "2.1.", "a)"), empty for none. ``asks`` is what whoever is
    above wants said there. ``prose`` is what last year's report said there: a seed to read, not to take figures from.
    """

    level: int
    number: str
    heading: str
    asks: str = ""
    tables: tuple[AskedTable, ...] = ()
    fills: tuple[Fill, ...] = ()
    prose: str = ""

    @property
    def title(self) -> str:
        """Number and heading as one line."""
        return f"{self.number} {self.heading}".strip()

    @property
    def is_opening(self) -> bool:
        """Whether it is the sentence with which a report begins, under no heading."""
        return self == OPENING

    @property
    def is_by_itself(self) -> bool:
        """Whether no outline asked for it: with nothing to say it is not there."""
        return self in (OPENING, CLOSING)


def as_data(sections: Iterable[Section]) -> list[dict[str, Any]]:
    """The sections as JSON; ``from_data`` gives the same back."""
    return [
        {
            "level": one.level,
            "number": one.number,
            "heading": one.heading,
            "asks": one.asks,
            "prose": one.prose,
            "tables": [
                {"caption": t.caption, "columns": list(t.columns), "rows": [list(row) for row in t.rows]}
                for t in one.tables
            ],
            "fills": [{"kind": f.kind, "indicators": list(f.indicators), "at": f.at} for f in one.fills],
        }
        for one in sections
    ]


def from_data(data: Iterable[Mapping[str, Any]]) -> tuple[Section, ...]:
    """The sections that ``as_data`` wrote; KeyError or TypeError for anything else."""
    return tuple(
        Section(
            level=int(one["level"]),
            number=one["number"],
            heading=one["heading"],
            asks=one["asks"],
            prose=one["prose"],
            tables=tuple(
                AskedTable(t["caption"], tuple(t["columns"]), tuple(tuple(row) for row in t["rows"]))
                for t in one["tables"]
            ),
            fills=tuple(Fill(f["kind"], tuple(f["indicators"]), f["at"]) for f in one["fills"]),
        )
        for one in data
    )


def with_fills(section: Section, fills: Iterable[Fill]) -> Section:
    """The same section, filled with these."""
    return replace(section, fills=tuple(fills))


def levelled(sections: Iterable[Section]) -> tuple[Section, ...]:
    """The sections with no level left out: a section lies at most one deeper than the one before it."""
    found: list[Section] = []
    for one in sections:
        deepest = found[-1].level + 1 if found else 1
        found.append(replace(one, level=max(1, min(one.level, deepest, DEEPEST))))
    return tuple(found)


def moved(sections: Sequence[Section], at: int, *, up: bool) -> tuple[list[Section], int] | None:
    """The sections with one, and all under it, past its neighbour of the same level, and its new place; None where
    there is no such neighbour."""
    end = _end(sections, at)
    if up:
        before = next((n for n in range(at - 1, -1, -1) if sections[n].level <= sections[at].level), None)
        if before is None or sections[before].level < sections[at].level:
            return None
        return [*sections[:before], *sections[at:end], *sections[before:at], *sections[end:]], before
    if end >= len(sections) or sections[end].level < sections[at].level:
        return None
    after = _end(sections, end)
    return [*sections[:at], *sections[end:after], *sections[at:end], *sections[after:]], at + after - end


def _end(sections: Sequence[Section], at: int) -> int:
    """One past the last section under the one at that place."""
    level = sections[at].level
    return next((n for n in range(at + 1, len(sections)) if sections[n].level <= level), len(sections))


# Where nothing is given: how an interim or final review of the programme is built, after papers of this kind.
USUAL: tuple[Section, ...] = (
    Section(1, "I-", "CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO, QUÁN TRIỆT, TRIỂN KHAI"),
    Section(2, "1.", "Việc ban hành văn bản", "Văn bản đã ban hành để lãnh đạo, chỉ đạo.", fills=(Fill("papers"),)),
    Section(2, "2.", "Việc tổ chức học tập, quán triệt", "Số hội nghị, số lượt người, tỷ lệ tham gia."),
    Section(1, "II-", "KẾT QUẢ THỰC HIỆN"),
    Section(2, "1.", "Học tập chuyên đề, sinh hoạt chi bộ"),
    Section(
        2,
        "2.",
        "Đăng ký và thực hiện mô hình",
        "Số mô hình tập thể, cá nhân; kết quả bằng số.",
        fills=(
            Fill("registered"),
            Fill("registered_by_unit"),
            Fill("registered_by_field"),
            Fill("practices"),
            Fill("figures"),
            Fill("coverage"),
        ),
    ),
    Section(2, "3.", "Việc nêu gương của người đứng đầu"),
    Section(2, "4.", "Giải quyết những vấn đề bức xúc, đơn thư"),
    Section(2, "5.", "Tuyên truyền, nhân rộng"),
    Section(2, "6.", "Kiểm tra, giám sát"),
    Section(2, "7.", "Sơ kết, biểu dương, khen thưởng", fills=(Fill("honours"), Fill("commended"))),
    Section(1, "III-", "ĐÁNH GIÁ CHUNG"),
    Section(2, "1.", "Ưu điểm"),
    Section(2, "2.", "Hạn chế, khuyết điểm"),
    Section(2, "3.", "Nguyên nhân"),
    Section(2, "4.", "Bài học kinh nghiệm"),
    Section(1, "IV-", "PHƯƠNG HƯỚNG, NHIỆM VỤ, GIẢI PHÁP"),
    Section(1, "V-", "KIẾN NGHỊ, ĐỀ XUẤT"),
)

# What every report begins and ends with of itself; the latter unless its outline asks for it somewhere.
OPENING = Section(1, "", "Câu mở đầu", fills=(Fill("opening"),))
CLOSING = Section(1, "", "Về số liệu của báo cáo", fills=(Fill("coverage"),))


def says_coverage(sections: Iterable[Section]) -> bool:
    """Whether one of them says which units have reported, and what is doubtful."""
    return any(fill.kind == "coverage" for one in sections for fill in one.fills)
