import pytest

from lantoa.reading import read


def parts(text: str) -> list[int | None]:
    return [item.part_of for item in read(text).quantities]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Toàn xã có 18 mô hình, trong đó 7 mô hình duy trì, 11 mô hình mới.", [None, 0, 0]),
        ("Trong 18 mô hình tập thể có 7 mô hình duy trì.", [None, 0]),
        ("Từ trước đến nay xây 9 cây cầu, riêng năm 2026 là 6 cây cầu.", [None, 0]),
        ("Trao 50 suất quà gồm 20 suất cho học sinh, 30 suất cho người già.", [None, 0, 0]),
        ("Bà con hiến 860 m2 đất: ấp Một 320 m2, ấp Hai 410 m2, ấp Ba 130 m2.", [None, 0, 0, 0]),
        ("Giúp 40 hộ (15 hộ nghèo, 25 hộ cận nghèo).", [None, 0, 0]),
        ("Có 2.500 hộ sản xuất giỏi; cấp tỉnh 150 hộ, cấp huyện 600 hộ.", [None, 0, 0]),
        ("Có 6 tuyến tự quản. Trong đó 2 tuyến mới.", [None, 0]),
    ],
)
def test_a_part_names_its_whole(text, expected):
    assert parts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Có 18 mô hình tập thể và 7 mô hình cá nhân.",
        "Trồng 5 tấn rau, bán 3 tấn.",
        "Thu 5 tấn rau (tăng 2 tấn so với năm trước).",
        "Giúp 40 hộ, trong đó vốn vay 200 triệu đồng.",
        "Đạt 95%, trong đó nữ chiếm 40%.",
        "Làm 28 km lộ bê tông; sửa chữa, nâng cấp 14 km đường.",
        "Có 5 hộ hiến đất, riêng ấp Hai 12 hộ.",
        "Xã A có 18 mô hình. Xã B có 7 mô hình.",
    ],
)
def test_amounts_that_stand_beside_each_other_are_no_parts(text):
    assert set(parts(text)) == {None}
