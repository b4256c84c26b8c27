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
        ("Xã đã hiến trên 2.208m2 đất.", "trên 2.208m2", 2208, "m2", "trên"),
        ("Xã đã hiến 2208m2 đất.", "2208m2", 2208, "m2", None),
        ("Bà con hiến hơn 26.500m 2 đất.", "hơn 26.500m 2", 26500, "m2", "hơn"),
        ("Bà con hiến 320 m² đất.", "320 m²", 320, "m2", None),
        ("Sửa 30.9 km đường.", "30.9 km", Decimal("30.9"), "km", None),
        ("Trồng 54.577ha rừng.", "54.577ha", 54577, "ha", None),
        ("Làm gần 21km đường.", "gần 21km", 21, "km", "gần"),
        ("Góp 2 tỷ 285 triệu đồng.", "2 tỷ 285 triệu đồng", 2_285_000_000, "VND", None),
        ("Kinh phí gần 01 tỷ đồng.", "gần 01 tỷ đồng", 1_000_000_000, "VND", "gần"),
        ("Quỹ có 1,5 tỉ đồng.", "1,5 tỉ đồng", 1_500_000_000, "VND", None),
        ("Mỗi suất 500.000đ tiền mặt.", "500.000đ", 500_000, "VND", None),
        ("Tập huấn cho189 hội viên trong xã.", "189 hội viên", 189, "người", None),
        ("Có khoảng 40 ngàn thanh niên tham gia.", "khoảng 40 ngàn thanh niên", 40_000, "người", "khoảng"),
        ("Đã có 53.414 lượt người nghe.", "53.414 lượt người", 53_414, "lượt người", None),
        ("Góp hơn 40.000 ngày công lao động.", "hơn 40.000 ngày công lao động", 40_000, "ngày công", "hơn"),
        ("Giúp 90 hộ nghèo, cận nghèo, khó khăn vay vốn.", "90 hộ nghèo, cận nghèo, khó khăn", 90, "hộ", None),
        ("Dựng hơn 70 cây cầu bê tông ở ấp.", "hơn 70 cây cầu bê tông", 70, "cây cầu", "hơn"),
        ("Sửa 06 cầu, cống trong vụ.", "06 cầu, cống", 6, "cầu, cống", None),
        ("Khen 70 tập thể, cá nhân trong đợt này.", "70 tập thể, cá nhân", 70, "tập thể, cá nhân", None),
        ("Tỷ lệ đạt 98,5% số hộ.", "98,5%", Decimal("98.5"), "%", None),
        ("Tặng 298 chiếc quạt điện cho hội viên.", "298 chiếc quạt điện", 298, "chiếc", None),
        ("Xây 416 “Mái ấm tình thương” cho hội viên.", "416 “Mái ấm tình thương”", 416, "căn nhà", None),
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
    reading = read("Nạo vét 10.6 kênh mương.")
    assert reading.quantities[0].unit is None
    assert reading.quantities[0].value == Decimal("10.6")
    assert "unit-missing" in {doubt.code for doubt in reading.doubts}


def test_money_without_its_word_is_read_with_a_doubt():
    reading = read("Vận động được trên 52 tỷ, vượt kế hoạch.")
    assert reading.quantities[0].value == 52_000_000_000
    assert [doubt.code for doubt in reading.doubts] == ["money-unsaid"]


def test_comrades_are_people_and_not_money():
    assert [(item.value, item.unit) for item in read("Có 5 đồng chí dự họp.").quantities] == [(5, "người")]
