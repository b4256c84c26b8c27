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
