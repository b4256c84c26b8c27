import pytest

from lantoa.reading.titles import LONGEST, is_numbered, title_of

HEAD = "ĐẢNG BỘ TỈNH PHÚ LỘC\nĐẢNG ỦY XÃ BÌNH LÁ\n*\n"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            HEAD + "Số 12-BC/ĐU\nĐẢNG CỘNG SẢN VIỆT NAM\nBình Lá, ngày 03 tháng 6 năm 2024\n\nBÁO CÁO\n"
            "kết quả phong trào thi đua\nsáu tháng đầu năm 2024\n-----\n\nThực hiện kế hoạch của xã.",
            "Báo cáo 12-BC/ĐU: kết quả phong trào thi đua sáu tháng đầu năm 2024",
        ),
        (
            "BÁO CÁO NHANH CỦA ẤP BẾN LÁ\nTháng 5 năm 2024\n\nKính gửi: Đảng ủy xã. Tôi ở ấp Bến Lá.",
            "Báo cáo nhanh của ấp Bến Lá",
        ),
        (
            HEAD + "Số: 05 - KH/ĐU\n\nKẾ HOẠCH\nLàm đường hoa năm 2024\n\nI- MỤC ĐÍCH\n",
            "Kế hoạch 05-KH/ĐU: Làm đường hoa năm 2024",
        ),
        (
            "CHI BỘ ẤP MỘT\n\nĐĂNG KÝ MÔ HÌNH\n“Hũ gạo nghĩa tình” năm 2024\n",
            "Đăng ký mô hình “Hũ gạo nghĩa tình” năm 2024",
        ),
        (
            HEAD + "Số 64-CV/ĐU\nV/v đôn đốc các mô hình chậm\n\nKính gửi: Các chi bộ",
            "Công văn 64-CV/ĐU: về việc đôn đốc các mô hình chậm",
        ),
        (
            "Trang chủ\nGiới thiệu\nThứ Sáu, 20/11/2024, 06:12\n\nNhững cây cầu ở xã Bình Lá\n\nSáng nay…",
            "Những cây cầu ở xã Bình Lá",
        ),
        (
            "BÁO PHÚ LỘC\nXây dựng Đảng  |  Thứ Sáu, 20/11/2024\n\nCả ấp cùng trồng hoa\nBà con vui.",
            "Cả ấp cùng trồng hoa",
        ),
        ("[15/11/2024 18:47] Lê Mận: Sáng nay Đoàn xã ra quân dọn kênh ạ", "Sáng nay Đoàn xã ra quân dọn kênh ạ"),
        (
            "HỘI LIÊN HIỆP PHỤ NỮ XÃ BÌNH LÁ ĐÔNG\nBáo cáo công tác hội năm 2024\n\nNăm 2024, Hội trao 9 suất quà.",
            "Báo cáo công tác hội năm 2024",
        ),
        ("", None),
        ("12/5/2024\n---\nBáo\n", None),
    ],
)
def test_a_paper_is_called_by_its_kind_number_and_subject_or_by_its_headline(text, title):
    assert title_of(text) == title


def test_a_long_title_is_cut_at_a_word():
    title = title_of("BÁO CÁO\nkết quả " + "học tập và làm theo gương Bác " * 10 + "\n")
    assert title is not None
    assert len(title) <= LONGEST
    assert title.endswith("…")
    assert title[:-1].split()[-1] in {"học", "tập", "và", "làm", "theo", "gương", "Bác"}


@pytest.mark.parametrize(
    ("text", "has_number"),
    [
        (HEAD + "Số 12-BC/ĐU\n\nBÁO CÁO\nkết quả phong trào thi đua\n", True),
        (HEAD + "Số 64-CV/ĐU\nV/v đôn đốc các mô hình chậm\n\nKính gửi: Các chi bộ", True),
        ("TRÍCH BIÊN BẢN\nhọp chi bộ ấp Một\n\nThực hiện Kế hoạch số 05-KH/ĐU", False),
        ("Cả ấp cùng trồng hoa\nBà con vui.", False),
        ("", False),
    ],
)
def test_a_paper_bears_its_number_above_its_kind_or_abstract(text: str, *, has_number: bool) -> None:
    assert is_numbered(text) is has_number
