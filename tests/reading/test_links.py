from lantoa.reading import read


def test_an_amount_belongs_to_the_model_named_before_it_in_the_clause():
    reading = read(
        "Mô hình “Ánh sáng đường quê” đã vận động 35 triệu đồng; mô hình “Hũ gạo tình thương” giúp 40 hộ nghèo."
    )
    assert [quantity.models for quantity in reading.quantities] == [(0,), (1,)]


def test_an_amount_after_two_models_listed_together_is_joint():
    text = "Các mô hình “Hiến đất làm đường”, “Đường ra đồng bãi” của Đảng ủy xã Quốc Lập có kinh phí gần 01 tỷ đồng."
    (quantity,) = read(text).quantities
    assert quantity.models == (0, 1)


def test_an_amount_in_another_sentence_belongs_to_no_model():
    assert read("Mô hình “Ánh sáng đường quê” rất tốt. Huyện có 20 xã.").quantities[0].models == ()


def test_an_amount_has_the_unit_and_the_date_that_stand_nearest():
    reading = read("Năm 2021, UBND xã Bình Sa và UBND xã Phú Lập trao 50 suất quà.")
    (quantity,) = reading.quantities
    assert quantity.subject is not None
    assert reading.units[quantity.subject].surface == "UBND xã Phú Lập"
    assert quantity.period == "2021"
