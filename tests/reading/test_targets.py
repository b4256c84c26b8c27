import pytest

from lantoa.reading import read


def aimed(text: str) -> list[bool]:
    return [item.is_target for item in read(text).quantities]


@pytest.mark.parametrize(
    "text",
    [
        "Năm 2025, xã phấn đấu xây mới 5 cây cầu.",
        "Mục tiêu là làm 6 km đường bê tông.",
        "Dự kiến cuối năm lắp 40 bóng đèn.",
        "Hội sẽ giúp 12 hộ nghèo vay vốn.",
        "Đề ra chỉ tiêu giúp 30 hộ khó khăn.",
        "Đến hết năm 2026, toàn xã có 9 km đường hoa.",
        "Mỗi chi bộ phải giúp tối thiểu 2 hộ khó khăn.",
        "Xã có kế hoạch sửa 7 căn nhà.",
        "Năm qua đã giúp người nghèo nhiều; năm tới phấn đấu giúp 30 hộ.",
    ],
)
def test_what_a_sentence_aims_at_is_a_target(text):
    assert aimed(text) == [True]


@pytest.mark.parametrize(
    "text",
    [
        "Xã đã xây mới 5 cây cầu.",
        "Kết quả đạt 120% kế hoạch.",
        "Bà con hiến 300 m2 đất, vượt chỉ tiêu đề ra.",
        "Thực hiện Kế hoạch số 09-KH/ĐU, xã mở 5 lớp học.",
        "Tính đến hết năm 2024, toàn xã có 9 km đường hoa.",
        "Đạt chỉ tiêu 30 hộ thoát nghèo.",
        "Có 15 mô hình đăng ký.",
        "Thực hiện chương trình mục tiêu quốc gia, xã làm 5 km đường.",
        "Ngày 20/3/2024, xã báo cáo. Đến cuối năm 2022, xã có 9 km đường hoa.",
    ],
)
def test_what_was_done_is_no_target(text):
    assert aimed(text) == [False]


REPORT = """BÁO CÁO
kết quả năm 2024

I- KẾT QUẢ THỰC HIỆN MỤC TIÊU, NHIỆM VỤ NĂM 2024
1. Giao thông
Toàn xã làm 3 km đường.
II- PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM 2025
1. Làm 6 km đường.
2. Giữ vững 8 mô hình đã có.
III- KHEN THƯỞNG
Có 4 tập thể được khen.
"""


def test_under_a_heading_of_what_is_to_come_amounts_are_targets_until_the_next_heading():
    assert [(item.surface, item.is_target) for item in read(REPORT).quantities] == [
        ("3 km", False),
        ("6 km", True),
        ("8 mô hình", True),
        ("4 tập thể", False),
    ]


def test_the_annex_after_the_signature_is_no_part_of_what_is_to_come():
    text = "II- NHIỆM VỤ NĂM 2025\n1. Làm 6 km đường.\n\nNơi nhận:\n- Lưu.\n\nPHỤ LỤC\nToàn xã làm 3 km đường.\n"
    assert aimed(text) == [True, False]


@pytest.mark.parametrize("kind", ["KẾ HOẠCH", "CHƯƠNG TRÌNH", "ĐĂNG KÝ MÔ HÌNH", "BẢN ĐĂNG KÝ"])
def test_a_plan_aims_unless_a_sentence_says_that_it_was_done(kind):
    text = f"CHI BỘ ẤP BẾN LÁ\n\n{kind}\nlàm theo gương Bác\n\nLàm 2 km đường. Năm trước chi bộ đã làm 1 km đường.\n"
    assert aimed(text) == [True, False]


def test_a_report_on_a_plan_is_no_plan():
    assert aimed("BÁO CÁO\nkết quả thực hiện Kế hoạch năm 2024\n\nToàn xã làm 2 km đường.\n") == [False]


def test_letters_in_capitals_head_numerals_and_end_what_stood_under_the_letter_before():
    text = "A. PHƯƠNG HƯỚNG NĂM 2025\nI. Kinh tế\n1. Trồng rau\nTrồng 5 ha rau.\nB. KHEN THƯỞNG\nKhen 4 tập thể."
    assert aimed(text) == [True, False]
