import pytest

from lantoa.reading import read


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        (
            "Ông Phan Thế Mẫn, Trưởng Ban Tuyên giáo Huyện ủy Cẩm Lĩnh cho biết.",
            "Phan Thế Mẫn",
            "Trưởng Ban Tuyên giáo Huyện ủy Cẩm Lĩnh",
        ),
        (
            "Đồng chí Đoàn Văn Lực - Phó Bí thư Thường trực Huyện ủy phát biểu.",
            "Đoàn Văn Lực",
            "Phó Bí thư Thường trực Huyện ủy",
        ),
        ("Đ/c Lê Quan Trí, Phó trưởng Ban Tuyên giáo dự.", "Lê Quan Trí", "Phó trưởng Ban Tuyên giáo"),
        ("Chủ tịch UBND tỉnh - Dương Thành Mẫn trao quà.", "Dương Thành Mẫn", "Chủ tịch UBND tỉnh"),
        (
            "Thượng tá Nguyễn Trung Lập - Chỉ huy trưởng Ban CHQS huyện Cẩm Lĩnh nói.",
            "Nguyễn Trung Lập",
            "Thượng tá, Chỉ huy trưởng Ban CHQS huyện Cẩm Lĩnh",
        ),
        ("Gặp chị Lãnh Thị Mận trong vườn.", "Lãnh Thị Mận", None),
    ],
)
def test_a_person_has_the_role_that_stands_beside(text, name, role):
    (person,) = read(text).people
    assert (person.surface, person.role) == (name, role)


def test_a_list_of_guests_is_read_one_by_one():
    text = "Dự lễ có các đồng chí: Dương Thành Mẫn - Chủ tịch UBND tỉnh; Lê Minh Lực - Trưởng Ban Dân vận Tỉnh ủy."
    people = read(text).people
    assert [person.surface for person in people] == ["Dương Thành Mẫn", "Lê Minh Lực"]
    assert people[1].role == "Trưởng Ban Dân vận Tỉnh ủy"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Hội đã hoàn thành tốt mọi nhiệm vụ được giao. Mai Hoàng", "Mai Hoàng"),
        ("Phong trào ngày càng lan tỏa rộng khắp.\n\nHuỳnh Lụa", "Huỳnh Lụa"),
        ("Phong trào ngày càng lan tỏa rộng khắp.\n\nM.X", "M.X"),
        ("Phong trào ngày càng lan tỏa./.\n\nBài và ảnh: Ngọc Mận", "Ngọc Mận"),
    ],
)
def test_a_byline_is_an_author(text, name):
    (person,) = read(text).people
    assert person.surface == name
    assert "tác giả" in (person.role or "")


@pytest.mark.parametrize(
    "text",
    ["Tấm gương đạo đức Hồ Chí Minh sáng mãi.", "Mở rộng mặt đường Nguyễn Hữu Lộc.", "Học tập Bác Hồ kính yêu."],
)
def test_streets_and_the_leader_whom_the_movement_is_named_after_are_not_marked(text):
    assert read(text).people == ()


def test_a_post_with_its_place_in_brackets_leads_to_the_name():
    (person,) = read("Phó Bí thư Chi bộ kiêm Trưởng thôn Hòa Sa (xã Bình Sa) Nguyễn Thức cùng dân làm đường.").people
    assert (person.surface, person.role) == ("Nguyễn Thức", "Phó Bí thư Chi bộ kiêm Trưởng thôn Hòa Sa")


def test_names_in_a_list_are_all_read():
    text = "Hội giúp các cháu Trần Thị Mỹ Hiền (lớp 8), Lê Mạnh Hùng (lớp 7), Phan Thiên Bảo (lớp 4)."
    assert [person.surface for person in read(text).people] == ["Trần Thị Mỹ Hiền", "Lê Mạnh Hùng", "Phan Thiên Bảo"]


def test_half_a_word_is_no_name():
    assert not read("Xã tiếp nhận 60 bạn sinh viên Đoàn Khoa Văn hóa và Truyền thông đến giúp.").people


def test_who_leads_the_women_of_a_hamlet_has_the_whole_post():
    (person,) = read("Chị Nguyễn Thị Hiền, Chi hội trưởng phụ nữ thôn Hòa Sa 2 cho hay.").people
    assert person.role == "Chi hội trưởng phụ nữ thôn Hòa Sa 2"
