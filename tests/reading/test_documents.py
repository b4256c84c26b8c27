import pytest

from lantoa.reading import read


@pytest.mark.parametrize(
    ("text", "surface", "kind", "number"),
    [
        ("Thực hiện Chỉ thị số 05-CT/TW của Bộ Chính trị.", "Chỉ thị số 05-CT/TW", "Chỉ thị", "05-CT/TW"),
        ("Thực hiện Chỉ thị 05 – CT/TW đã lâu.", "Chỉ thị 05 – CT/TW", "Chỉ thị", "05-CT/TW"),
        ("Theo kế hoạch số 09-KH/HU vừa ra.", "kế hoạch số 09-KH/HU", "Kế hoạch", "09-KH/HU"),
        ("Theo Nghị định số 16/2013/NĐ-CP hiện hành.", "Nghị định số 16/2013/NĐ-CP", "Nghị định", "16/2013/NĐ-CP"),
        ("Quyết định 2114/QĐ-UBND công nhận xã.", "Quyết định 2114/QĐ-UBND", "Quyết định", "2114/QĐ-UBND"),
        ("Quy định số 08-QĐi/TW về nêu gương.", "Quy định số 08-QĐi/TW", "Quy định", "08-QĐi/TW"),
        ("Hướng dẫn số: 29 - HD/BTG của ban.", "Hướng dẫn số: 29 - HD/BTG", "Hướng dẫn", "29-HD/BTG"),
    ],
)
def test_a_numbered_paper_has_its_number_normalised(text, surface, kind, number):
    (paper,) = read(text).documents
    assert (paper.surface, paper.type, paper.number) == (surface, kind, number)


def test_a_short_reference_takes_number_issuer_and_date_of_the_full_one():
    text = "Kế hoạch số 12-KH/HU ngày 3/2/2022 của Huyện ủy Cẩm Lĩnh đã ra. Kế hoạch 12 được phổ biến."
    full, short = read(text).documents
    assert (short.surface, short.number) == ("Kế hoạch 12", "12-KH/HU")
    assert (short.issuer, short.date) == ("Huyện ủy Cẩm Lĩnh", "2022-02-03")
    assert full.date == "2022-02-03"


def test_a_well_known_short_reference_is_completed_with_a_doubt():
    reading = read("Xã học tập Chỉ thị 05 rất nghiêm túc.")
    assert reading.documents[0].number == "05-CT/TW"
    assert [doubt.code for doubt in reading.doubts] == ["number-known"]


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("Gắn với Nghị quyết Trung ương 4 (khóa XII) về Đảng.", "Nghị quyết Trung ương 4 (khóa XII)"),
        ("Gắn với Nghị quyết Trung ương 4 khoá XII về Đảng.", "Nghị quyết Trung ương 4 khoá XII"),
        (
            "Thực hiện Nghị quyết Đại hội Đảng bộ huyện lần thứ XXI đề ra.",
            "Nghị quyết Đại hội Đảng bộ huyện lần thứ XXI",
        ),
        ("Theo Nghị quyết Hội nghị Trung ương 8 khóa XII.", "Nghị quyết Hội nghị Trung ương 8 khóa XII"),
    ],
)
def test_a_resolution_is_told_by_its_session(text, surface):
    (paper,) = read(text).documents
    assert (paper.surface, paper.number) == (surface, None)


def test_several_numbers_after_one_kind_are_several_papers():
    papers = read("Các Kế hoạch số 09-KH/HU, số 10-KH/HU được ban hành.").documents
    assert [paper.number for paper in papers] == ["09-KH/HU", "10-KH/HU"]
    assert papers[1].surface == "số 10-KH/HU"


@pytest.mark.parametrize(
    "text", ["Xây dựng kế hoạch 5 năm.", "Theo nghị quyết, kế hoạch đề ra.", "Các chỉ thị, nghị quyết của cấp trên."]
)
def test_generic_words_are_no_papers(text):
    assert read(text).documents == ()


def test_who_issued_a_paper_may_stand_before_it():
    (paper,) = read("Tỉnh ủy Phú Lộc đã ban hành Kế hoạch số 69-KH/TU về việc này.").documents
    assert paper.issuer == "Tỉnh ủy Phú Lộc"
