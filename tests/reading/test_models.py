import pytest

from lantoa.reading import read


def names(text: str) -> list[str]:
    return [model.name for model in read(text).models]


def test_quoted_names_in_a_list_are_all_models():
    text = "Có các mô hình “Hũ gạo tình thương”, “Ánh sáng đường quê” và “Vườn hoa thay rác”."
    assert names(text) == ["Hũ gạo tình thương", "Ánh sáng đường quê", "Vườn hoa thay rác"]


def test_the_head_word_inside_the_quotes_is_not_part_of_the_name():
    (model,) = read("Hiệu quả là “mô hình đường ra đồng bãi” của Đảng ủy xã Quốc Lập.").models
    assert model.surface == "mô hình đường ra đồng bãi"
    assert model.name == "đường ra đồng bãi"
    assert model.owner == "Đảng ủy xã Quốc Lập"


def test_a_name_without_quotes_ends_before_its_owner():
    (model,) = read("Tiêu biểu là mô hình nuôi gà thả vườn của chị Nguyễn Thị Mận ở xã Thuận Lập.").models
    assert (model.name, model.owner, model.kind) == ("nuôi gà thả vườn", "Nguyễn Thị Mận", "cá nhân")


def test_a_list_without_quotes_is_read_item_by_item():
    text = "Có các mô hình như: Tổ hùn vốn mua giống, Tổ góp vốn xoay vòng, mô hình biến bãi rác thành vườn hoa."
    assert names(text) == ["Tổ hùn vốn mua giống", "Tổ góp vốn xoay vòng", "biến bãi rác thành vườn hoa"]


@pytest.mark.parametrize(
    "text",
    [
        "Nhiều mô hình hay được nhân rộng.",
        "Xây dựng các mô hình kinh tế, vườn mẫu.",
        "Có 30 mô hình tập thể đăng ký.",
        "Phong trào “Ba xây và ba chống” lan rộng.",
        "Tiếp tục nhân rộng mô hình này.",
    ],
)
def test_generic_words_and_movements_are_no_models(text):
    assert names(text) == []


def told(text: str) -> list[tuple[str, str | None, str | None, str | None, str | None]]:
    return [(item.name, item.kind, item.owner, item.year, item.replicated_from) for item in read(text).models]


@pytest.mark.parametrize(
    ("text", "owner", "kind"),
    [
        ("UBND xã Bình Sa đã tích cực triển khai mô hình “Vườn rau sạch”.", "UBND xã Bình Sa", "tập thể"),
        ("Ấp Bến Sậy với mô hình “Đường hoa” được khen.", "Ấp Bến Sậy", "tập thể"),
        ("Hội Phụ nữ xã Bình Sa (Cẩm Lĩnh) cũng làm tốt mô hình “Hũ gạo”.", "Hội Phụ nữ xã Bình Sa", "tập thể"),
        ("Chi bộ ấp Một, xã Bình Sa ra mắt mô hình “Hũ gạo tình thương”.", "Chi bộ ấp Một", "tập thể"),
        ("Mô hình “Hũ gạo tình thương” do Hội Phụ nữ xã Bình Sa thực hiện.", "Hội Phụ nữ xã Bình Sa", "tập thể"),
        ("Ông Nguyễn Văn Mận, Trưởng ấp Bến Sậy với mô hình cá nhân “Mỗi tuần một việc”.", "Nguyễn Văn Mận", "cá nhân"),
        ("Theo ý kiến của Hội Nông dân xã Bình Sa, mô hình “Hũ gạo tình thương” rất tốt.", None, None),
    ],
)  # fmt: skip
def test_who_does_a_practice_may_stand_before_it(text, owner, kind):
    assert [(item[2], item[1]) for item in told(text)] == [(owner, kind)]


def test_models_listed_before_one_owner_have_it_in_common():
    text = "Các mô hình “Hẻm hoa đẹp”, “Cổng nhà em” của Hội Nông dân xã Bình Sa và Đoàn Thanh niên xã Bình Sa."
    both = "Hội Nông dân xã Bình Sa; Đoàn Thanh niên xã Bình Sa"
    assert [item[2] for item in told(text)] == [both, both]


def test_a_practice_taken_over_belongs_to_who_takes_it_and_names_where_it_comes_from():
    text = "Từ năm 2023, Hội Phụ nữ xã Phú Mận nhân rộng mô hình “Heo đất” của Hội Phụ nữ xã Bình Sa."
    text = text.replace("Heo đất", "Nuôi heo đất")
    assert told(text) == [
        ("Nuôi heo đất", "tập thể", "Hội Phụ nữ xã Phú Mận", "2023", "Hội Phụ nữ xã Bình Sa"),
    ]


def test_a_practice_taken_over_under_a_new_name_is_a_practice_of_its_own():
    text = (
        "Theo ý kiến của Huyện ủy Cẩm Lĩnh, UBND xã Phú Mận nhân rộng mô hình “Ngày không hẹn” của phường Lá, "
        "lấy tên “Trả kết quả ngay”."
    ).replace("phường Lá", "phường Bến Lá")
    assert told(text) == [
        ("Ngày không hẹn", "tập thể", "phường Bến Lá", None, None),
        ("Trả kết quả ngay", "tập thể", "UBND xã Phú Mận", None, "phường Bến Lá"),
    ]


def test_a_known_name_in_quotes_is_the_practice_again_with_what_was_told_of_it():
    text = "Mô hình “Hũ gạo tình thương” của Chi bộ ấp Một ra mắt năm 2021. Nay “Hũ gạo tình thương” giúp 12 hộ."
    reading = read(text)
    assert [(item.name, item.owner, item.year) for item in reading.models] == [
        ("Hũ gạo tình thương", "Chi bộ ấp Một", "2021"),
        ("Hũ gạo tình thương", "Chi bộ ấp Một", "2021"),
    ]
    assert reading.quantities[0].models == (1,)


def test_a_name_on_the_line_under_the_head_is_a_model_and_the_targets_of_its_registration_are_its_own():
    reading = read("CHI BỘ ẤP MỘT\n\nĐĂNG KÝ MÔ HÌNH\n“Hũ gạo tình thương” năm 2024\n\nGiúp 12 hộ nghèo.\n")
    assert [item.name for item in reading.models] == ["Hũ gạo tình thương"]
    assert [(item.models, item.is_target) for item in reading.quantities] == [((0,), True)]


def test_a_list_of_quoted_names_ends_where_other_words_begin():
    text = "Có nhiều mô hình hiệu quả như: “Hũ gạo nghĩa tình”; “Vườn rau sạch”; công tác hội với mô hình: “Loa xanh”."
    assert names(text) == ["Hũ gạo nghĩa tình", "Vườn rau sạch", "Loa xanh"]
    text = "Nhiều mô hình mới, cách làm hay như: “Hũ gạo nghĩa tình”; Đoàn Thanh niên có mô hình “Sân chơi em nhỏ”."
    assert names(text) == ["Hũ gạo nghĩa tình", "Sân chơi em nhỏ"]


def test_a_quote_that_was_never_closed_ends_with_its_item():
    text = "Nhiều mô hình hay, việc làm tốt như: “Giỏi việc nhà, vững việc xã; “Bữa sáng sẻ chia”; “Góc học tập”."
    assert names(text) == ["Giỏi việc nhà, vững việc xã", "Bữa sáng sẻ chia", "Góc học tập"]


def test_single_marks_set_off_a_name_and_apostrophes_do_not():
    text = "Hội có mô hình 'Heo đất nghĩa tình', ‘Hũ gạo sẻ chia’ cách nhà văn hóa 5' đi bộ, do K'Brin và H'Hen giữ."
    assert names(text) == ["Heo đất nghĩa tình", "Hũ gạo sẻ chia"]


@pytest.mark.parametrize(
    "text",
    [
        "Từ khi thực hiện mô hình chính quyền địa phương 2 cấp, xã đổi mới cách làm.",
        "Đa dạng mô hình ý nghĩa ở thôn Hòa Sa.",
        "Hội giúp 21 chị thực hiện mô hình khởi nghiệp như chăn nuôi, mua bán.",
    ],
)
def test_ways_of_organising_and_kinds_of_practices_are_no_practice(text: str):
    assert not read(text).models
    assert not read(text).documents


def test_quotes_far_behind_the_head_or_without_a_comma_between_them_are_practices():
    text = "Chi hội có nhiều mô hình gây quỹ, lan tỏa yêu thương như: “Hũ gạo”, “Heo đất” “Mẹ thứ hai” và “Hẻm hoa”…"
    assert [one.name for one in read(text).models] == ["Hũ gạo", "Heo đất", "Mẹ thứ hai", "Hẻm hoa"]
    text = "Nổi bật là 2 mô hình “Ươm mầm hiếu học” triển khai 2 năm qua và “Hũ gạo nhà nông” triển khai gần 10 năm."
    assert [one.name for one in read(text).models] == ["Ươm mầm hiếu học", "Hũ gạo nhà nông"]
