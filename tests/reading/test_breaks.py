"""No finding reaches over a cell or a line: tabs and line ends break, only a wrapped line goes on."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lantoa.reading import KINDS, Reading, read
from lantoa.reading.inputs import extract
from lantoa.reading.tokens import BREAK, tokens_of

EXAMPLES = Path(__file__).parents[2] / "examples"
PAPERS = sorted(path for path in EXAMPLES.iterdir() if path.suffix in {".docx", ".html", ".txt"})
CELLS = [
    *("TT", "1", "2", "10", "STT", "Tên mô hình", "Mô hình", "Đơn vị chủ trì", "Lĩnh vực", "Kết quả", "Cộng", ""),
    *("Tuyến", "Hũ gạo", "“Hũ gạo", "nghĩa tình”", "mô hình", "Mô hình “Hũ gạo tình thương”", "Chi bộ ấp Bến Lá"),
    *("Hội", "Nông dân xã Bình Sa", "xã", "Bình Sa", "Cô Nguyễn Thị", "Mận", "Bí thư", "Tập thể", "cá nhân", "hơn"),
    *("3 tỷ", "450 triệu đồng", "hộ nghèo", "từ 5", "đến 7", "km", "12 hộ; 3 km", "16/19", "tiêu chí", "năm", "2026"),
    *("ngày 3 tháng", "4/2026", "Chỉ thị số", "05-CT/TW", "phong trào", "“Dân vận khéo”", "khen thưởng", "sinh hoạt"),
    *("hằng tháng", "được biểu dương", "4 tập thể", ",", "và", "trong đó", "Mục tiêu", "m", "2", "Số", "của", "do"),
]


def crossings(reading: Reading) -> list[str]:
    """The findings in which a break stands that ends a line or a cell. A pledge is a whole row: see below."""
    ends = [token.start for token in tokens_of(reading.text) if token.kind == BREAK]
    return [
        item.surface
        for kind in KINDS
        if kind not in ("doubts", "pledges")
        for item in getattr(reading, kind)
        if "\t" in item.surface or any(item.start <= end < item.end for end in ends)
    ]


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.stem)
def test_no_finding_of_an_example_paper_reaches_over_a_break(path: Path):
    assert crossings(read(extract(path.name, path.read_bytes()).text)) == []


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.stem)
def test_who_undertakes_and_each_deed_stand_in_one_cell(path: Path):
    reading = read(extract(path.name, path.read_bytes()).text)
    cells = [" ".join(cell.split()) for line in reading.text.split("\n") for cell in line.split("\t")]
    for one in reading.pledges:
        for part in (one.who, *(deed.what for deed in one.deeds)):
            assert any(part in cell for cell in cells), part


@settings(max_examples=300, deadline=None)
@given(st.lists(st.lists(st.sampled_from(CELLS), min_size=1, max_size=5), min_size=1, max_size=8))
def test_no_finding_of_a_table_reaches_over_a_break(rows: list[list[str]]):
    assert crossings(read("\n".join("\t".join(row) for row in rows))) == []


def test_a_row_after_a_long_cell_is_no_continuation_of_it():
    long = "khoảng 40 hộ dân ở hai bên tuyến lộ đã cùng nhau góp công, góp tiền mở rộng thêm"
    ends = [token for token in tokens_of(f"1\t{long}\ntổ hai\t5 hộ") if token.ends_line]
    assert len(ends) == 1


def test_a_wide_gap_in_a_line_ends_a_cell_as_a_tab_does():
    reading = read("NGƯỜI GHI BIÊN BẢN                    CHỦ TRÌ\nHội Nông dân          xã Bình Sa\n")
    assert [unit.surface for unit in reading.units] == ["xã Bình Sa"]
