from decimal import Decimal

import pytest

from lantoa.reading import Quantity, read


def only(text: str) -> Quantity:
    found = read(text).quantities
    assert len(found) == 1, [item.surface for item in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "surface", "value", "unit", "qualifier"),
    [
        ("Xã đã hiến trên 3.415m2 đất.", "trên 3.415m2", 3415, "m2", "trên"),
        ("Xã đã hiến 3415m2 đất.", "3415m2", 3415, "m2", None),
        ("Bà con hiến hơn 17.300m 2 đất.", "hơn 17.300m 2", 17300, "m2", "hơn"),
        ("Bà con hiến 320 m² đất.", "320 m²", 320, "m2", None),
        ("Sửa 18.7 km đường.", "18.7 km", Decimal("18.7"), "km", None),
        ("Trồng 31.208ha rừng.", "31.208ha", 31208, "ha", None),
        ("Làm gần 21km đường.", "gần 21km", 21, "km", "gần"),
        ("Góp 3 tỷ 450 triệu đồng.", "3 tỷ 450 triệu đồng", 3_450_000_000, "VND", None),
        ("Kinh phí gần 01 tỷ đồng.", "gần 01 tỷ đồng", 1_000_000_000, "VND", "gần"),
        ("Quỹ có 1,5 tỉ đồng.", "1,5 tỉ đồng", 1_500_000_000, "VND", None),
        ("Mỗi suất 500.000đ tiền mặt.", "500.000đ", 500_000, "VND", None),
        ("Tập huấn cho215 hội viên trong xã.", "215 hội viên", 215, "người", None),
        ("Có khoảng 40 ngàn thanh niên tham gia.", "khoảng 40 ngàn thanh niên", 40_000, "người", "khoảng"),
        ("Đã có 21.650 lượt người nghe.", "21.650 lượt người", 21_650, "lượt người", None),
        ("Góp hơn 25.000 ngày công lao động.", "hơn 25.000 ngày công lao động", 25_000, "ngày công", "hơn"),
        ("Giúp 40 hộ nghèo, cận nghèo, neo đơn vay vốn.", "40 hộ nghèo, cận nghèo, neo đơn", 40, "hộ", None),
        ("Dựng hơn 12 cây cầu bê tông ở ấp.", "hơn 12 cây cầu bê tông", 12, "cây cầu", "hơn"),
        ("Sửa 06 cầu, cống trong vụ.", "06 cầu, cống", 6, "cầu, cống", None),
        ("Khen 70 tập thể, cá nhân trong đợt này.", "70 tập thể, cá nhân", 70, "tập thể, cá nhân", None),
        ("Tỷ lệ đạt 98,5% số hộ.", "98,5%", Decimal("98.5"), "%", None),
        ("Tặng 40 chiếc xe đạp cho hội viên.", "40 chiếc xe đạp", 40, "chiếc", None),
        ("Xây 12 “Mái ấm nông dân” cho hội viên.", "12 “Mái ấm nông dân”", 12, "căn nhà", None),
        ("Tiết kiệm 1.000 đồng/ngày.", "1.000 đồng/ngày", 1000, "VND/ngày", None),
        ("Quét dọn hai tuyến đường của thôn.", "hai tuyến đường", 2, "tuyến đường", None),
        ("Hằng tháng trao ba suất quà.", "ba suất quà", 3, "suất", None),
    ],
)
def test_an_amount_is_read_in_base_units(text, surface, value, unit, qualifier):
    found = only(text)
    assert (found.surface, found.value, found.unit, found.qualifier) == (surface, value, unit, qualifier)
    assert (found.low, found.high) == (None, None)


@pytest.mark.parametrize(
    ("text", "low", "high", "unit", "qualifier"),
    [
        ("Đạt 85-90% kế hoạch.", 85, 90, "%", None),
        ("Mỗi đợt có khoảng 50-70 cán bộ, chiến sĩ về thôn.", 50, 70, "người", "khoảng"),
        ("Mỗi nhà góp từ 3 đến 5 triệu đồng.", 3_000_000, 5_000_000, "VND", None),
        ("Đã có hàng trăm mô hình ra đời.", 100, 999, "mô hình", "hàng"),
        ("Thu hút hàng chục ngàn người đến xem.", 10_000, 99_999, "người", "hàng"),
    ],
)
def test_a_range_has_two_ends_and_no_value(text, low, high, unit, qualifier):
    found = only(text)
    assert (found.value, found.low, found.high, found.unit, found.qualifier) == (None, low, high, unit, qualifier)


def test_a_part_of_a_total_keeps_the_total_in_its_words():
    found = only("Đến nay xã đạt 16/19 tiêu chí.")
    assert found.value == 16
    assert found.unit == "tiêu chí"
    assert "19" in (found.measures or "")


@pytest.mark.parametrize(
    "text",
    [
        "Sau 4 năm thực hiện, phong trào đã lan rộng.",
        "Lúc 7 giờ 30 phút, mọi người có mặt.",
        "Đây là lần thứ 5 hội thi mở ra.",
        "Dọc quốc lộ 53 có nhiều hoa.",
        "Chỉ thị số 05 được quán triệt.",
        "Trung đoàn 841 giúp dân.",
        "Phong trào “5 xung kích lập nghiệp” lan rộng.",
        "Phòng, chống dịch Covid-19 trong thôn.",
        "Một số hộ còn khó khăn.",
        "Ông năm nay 58 tuổi.",
        "Bài đăng lúc 10:58 hôm qua.",
    ],
)
def test_durations_orders_names_and_clock_times_are_no_amounts(text):
    assert read(text).quantities == ()


def test_workdays_are_counted_but_days_are_not():
    assert [item.unit for item in read("Trong 3 ngày, bà con góp 300 ngày công.").quantities] == ["ngày công"]


def test_a_fraction_of_what_cannot_be_divided_lacks_its_unit():
    reading = read("Nạo vét 7.4 kênh mương.")
    assert reading.quantities[0].unit is None
    assert reading.quantities[0].value == Decimal("7.4")
    assert "unit-missing" in {doubt.code for doubt in reading.doubts}


def test_money_without_its_word_is_read_with_a_doubt():
    reading = read("Vận động được trên 8 tỷ, vượt kế hoạch.")
    assert reading.quantities[0].value == 8_000_000_000
    assert [doubt.code for doubt in reading.doubts] == ["money-unsaid"]


def test_comrades_are_people_and_not_money():
    assert [(item.value, item.unit) for item in read("Có 5 đồng chí dự họp.").quantities] == [(5, "người")]
