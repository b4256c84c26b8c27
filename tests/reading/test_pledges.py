"""What people and units undertake is read from lists and sentences; nothing else is taken for it."""

import pytest

from lantoa.reading import Deed, read

LIST = (
    "DANH SÁCH ĐĂNG KÝ LÀM THEO NĂM 2026\n\n"
    "TT\tHọ và tên\tNội dung đăng ký\tChỉ tiêu\tThời hạn\n"
    "1\tTrần Thị Mận\tMỗi tháng giúp một hộ neo đơn dọn vườn\t12 buổi\t31/12/2026\n"
    "2\tLê Văn Ổi\tTrồng 200 cây hoa ven đường ấp\t\ttháng 6/2026\n"
    "\t\tKhông đổ rác xuống kênh\t\t\n"
    "\tTổng cộng\t2 người đăng ký\t\t\n"
)


def told(text: str) -> list[tuple[str, bool, list[str]]]:
    return [(one.who, one.is_person, [deed.what for deed in one.deeds]) for one in read(text).pledges]


def test_a_list_gives_each_person_with_what_they_undertake() -> None:
    first, second = read(LIST).pledges
    assert (first.who, first.is_person) == ("Trần Thị Mận", True)
    assert first.deeds == (Deed(what="Mỗi tháng giúp một hộ neo đơn dọn vườn", measure="12 buổi", due="2026-12-31"),)
    assert [(deed.what, deed.measure, deed.due) for deed in second.deeds] == [
        ("Trồng 200 cây hoa ven đường ấp", "200 cây", "2026-06"),
        ("Không đổ rác xuống kênh", None, None),
    ]
    for one in (first, second):
        assert LIST[one.start : one.end] == one.surface


def test_a_list_of_units_gives_each_unit() -> None:
    text = (
        "TT\tChi bộ\tNội dung đăng ký làm theo\n1\tChi bộ ấp Mía\tLàm 300 m hàng rào cây xanh\n"
        "2\tChi bộ ấp Dừa\tMỗi quý một buổi đọc sách cùng thiếu nhi\n"
    )
    assert told(text) == [
        ("Chi bộ ấp Mía", False, ["Làm 300 m hàng rào cây xanh"]),
        ("Chi bộ ấp Dừa", False, ["Mỗi quý một buổi đọc sách cùng thiếu nhi"]),
    ]


@pytest.mark.parametrize(
    ("text", "who", "what"),
    [
        ("Chi bộ ấp Mía đăng ký trồng 500 m đường hoa trước ngày 30/4/2026.", "Chi bộ ấp Mía", "trồng 500 m đường hoa"),
        ("Chi bộ ấp Mía đã đăng ký thực hiện việc: vớt rác kênh mỗi tháng.", "Chi bộ ấp Mía", "vớt rác kênh mỗi"),
        (
            "Đồng chí Trần Thị Mận, Bí thư Chi bộ, đăng ký giúp hai hộ nghèo sửa nhà.",
            "Trần Thị Mận",
            "giúp hai hộ nghèo sửa nhà",
        ),
    ],
)
def test_a_sentence_says_who_registers_what(text: str, who: str, what: str) -> None:
    ((found, _, deeds),) = told(text)
    assert found == who
    assert deeds[0].startswith(what)


@pytest.mark.parametrize(
    "text",
    [
        "Chi bộ ấp Mía đăng ký mô hình “Đường hoa”.",
        "Có 15 mô hình đăng ký trong năm 2026.",
        "Xã An Phúc đăng ký thi đua năm 2026.",
        "Mô hình của Chi bộ ấp Mía đăng ký từ năm 2025 đã hoàn thành.",
        "Ủy ban nhân dân xã tiếp nhận hồ sơ đăng ký kinh doanh của bà con.",
        "TT\tTên mô hình\tNội dung đăng ký\tĐơn vị\n1\tĐường hoa\tTrồng hoa ven đường ấp\tChi bộ ấp Mía\n",
        "TT\tHọ và tên\tChức vụ\n1\tTrần Thị Mận\tBí thư\n",
    ],
)
def test_what_is_no_pledge_is_left_alone(text: str) -> None:
    assert told(text) == []


def test_a_list_above_a_long_sentence_is_no_menu() -> None:
    text = "CHI BỘ ẤP MÍA\n" + LIST + "\nChi bộ ấp Mía đăng ký giữ sạch 2 km đường ấp trong suốt cả năm 2026 này.\n"
    assert [one[0] for one in told(text)] == ["Trần Thị Mận", "Lê Văn Ổi", "Chi bộ ấp Mía"]
