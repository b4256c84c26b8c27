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


def subjects(text: str) -> list[str | None]:
    reading = read(text)
    return [None if item.subject is None else reading.units[item.subject].surface for item in reading.quantities]


def test_the_unit_with_which_a_clause_begins_is_the_one_that_the_amount_is_about():
    assert subjects("Ấp Bến Sậy cùng Hội Nông dân xã Bình Sa xây 2 cây cầu.") == ["Ấp Bến Sậy"]
    assert subjects("- Khu phố 2: góp 30 triệu đồng cho Hội Nông dân xã Bình Sa.") == ["Khu phố 2"]


def test_units_that_each_stand_beside_an_amount_share_it_out():
    assert subjects("Khu phố 1 được 120 m2, khu phố 2 được 180 m2, cộng chung 300 m2.") == [
        "Khu phố 1",
        "khu phố 2",
        None,
    ]
    assert subjects("Bà con hiến 300 m2 đất: khu phố 1 là 120 m2, khu phố 2 là 180 m2.") == [
        None,
        "khu phố 1",
        "khu phố 2",
    ]


def test_a_letterhead_and_a_unit_only_spoken_of_are_no_subject():
    text = "ĐẢNG BỘ TỈNH PHÚ LỘC\nĐẢNG ỦY XÃ BÌNH SA\n\nBÁO CÁO\nTheo góp ý của Tỉnh ủy Phú Lộc. Năm nay giúp 5 hộ."
    assert subjects(text) == [None]


def test_under_a_heading_that_is_a_models_name_amounts_belong_to_it():
    reading = read("1. Mô hình “Hũ gạo tình thương”\nTrong quý giúp 12 hộ.\n2. Việc khác\nSửa 3 km đường.")
    assert [item.models for item in reading.quantities] == [(0,), ()]
