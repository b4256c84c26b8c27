import pytest

from lantoa.reading import read


def units(text: str) -> list[tuple[str, str]]:
    return [(unit.surface, unit.kind) for unit in read(text).units]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ban Tuyên giáo Huyện ủy Cẩm Lĩnh cho biết.", [("Ban Tuyên giáo Huyện ủy Cẩm Lĩnh", "ban đảng")]),
        ("Ban Thường vụ (BTV) Huyện ủy Cẩm Lĩnh họp.", [("Ban Thường vụ (BTV) Huyện ủy Cẩm Lĩnh", "ban thường vụ")]),
        ("Đảng ủy xã Bình Sa và UBND xã Bình Sa.", [("Đảng ủy xã Bình Sa", "đảng ủy"), ("UBND xã Bình Sa", "ubnd")]),
        ("Hội LHPN huyện Cẩm Lĩnh tổ chức.", [("Hội LHPN huyện Cẩm Lĩnh", "hội")]),
        ("Công an huyện Cẩm Lĩnh giúp dân.", [("Công an huyện Cẩm Lĩnh", "công an")]),
        ("Chi bộ xóm Tân Mỹ 3 vừa họp.", [("Chi bộ xóm Tân Mỹ 3", "chi bộ")]),
        ("Hội Nông dân TX.Bến Trà sơ kết.", [("Hội Nông dân TX.Bến Trà", "hội")]),
        ("Ban Chấp hành Trung ương Hội Nông dân Việt Nam họp.",
         [("Ban Chấp hành Trung ương Hội Nông dân Việt Nam", "hội")]),
        ("Theo Bộ Chính trị khóa XII thì vậy.", [("Bộ Chính trị khóa XII", "trung ương")]),
        ("Tại thôn Minh Lập, xã Tiên Sa.", [("thôn Minh Lập", "thôn"), ("xã Tiên Sa", "xã")]),
        ("trường THCS Cẩm Lĩnh đổi mới.", [("trường THCS Cẩm Lĩnh", "trường")]),
    ],
)  # fmt: skip
def test_the_longest_name_is_one_unit_and_places_stay_apart(text, expected):
    assert units(text) == expected


def test_names_listed_after_one_noun_are_units_of_their_own():
    assert units("Vườn mẫu của các xã Quang Sa, Bàn Lập và Đồng Mỹ phát triển.") == [
        ("xã Quang Sa", "xã"),
        ("Bàn Lập", "xã"),
        ("Đồng Mỹ", "xã"),
    ]


def test_a_place_in_brackets_is_one_level_up():
    found = read("Ở xã Kỳ Lập (Cẩm Lĩnh) có chợ.").units
    assert [(unit.surface, unit.kind, unit.resolved) for unit in found][1] == ("Cẩm Lĩnh", "huyện", "huyện Cẩm Lĩnh")


def test_a_body_of_a_level_is_resolved_by_the_place_of_the_text():
    found = read("Huyện ủy Cẩm Lĩnh họp. UBND huyện báo cáo.").units
    assert found[1].surface == "UBND huyện"
    assert found[1].resolved == "UBND huyện Cẩm Lĩnh"


def test_a_known_place_is_found_without_its_noun_but_not_inside_a_quoted_name():
    text = "Cẩm Lĩnh làm theo Bác. Nhân dân huyện Cẩm Lĩnh vui mừng. Trang “Cẩm Lĩnh Ngày Mới” đăng bài."
    assert units(text) == [("Cẩm Lĩnh", "huyện"), ("huyện Cẩm Lĩnh", "huyện")]


def test_a_second_syllable_in_lower_case_belongs_to_the_name_that_the_text_shows_elsewhere():
    assert units("Lễ ở xã Định thành đạt chuẩn. Người dân xã Định Thành vui.")[0] == ("xã Định thành", "xã")


@pytest.mark.parametrize(
    "text",
    [
        "Các chi, đảng bộ cơ sở thực hiện tốt.",
        "UBND các xã, thị trấn báo cáo.",
        "Xây dựng đời sống xã hội.",
        "Đạt chuẩn xã NTM kiểu mẫu.",
        "Trong đó có 10 chi bộ thôn.",
        "Cải thiện môi trường Việt.",
    ],
)
def test_generic_bodies_are_no_units(text):
    assert units(text) == []


def test_a_person_after_a_post_is_not_taken_into_the_place():
    reading = read("Bí thư Huyện ủy Cẩm Lĩnh Nguyễn Thanh Mẫn trao quà.")
    assert [unit.surface for unit in reading.units] == ["Huyện ủy Cẩm Lĩnh"]
    assert [person.surface for person in reading.people] == ["Nguyễn Thanh Mẫn"]


def test_a_headline_in_capitals_ends_its_name_where_the_text_does():
    text = "HỘI NÔNG DÂN XÃ PHÚ LẬP TỔ CHỨC HỘI NGHỊ\nHội Nông dân xã Phú Lập vừa tổ chức hội nghị."
    assert units(text)[0] == ("HỘI NÔNG DÂN XÃ PHÚ LẬP", "hội")


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("Trung đoàn bộ binh 812 tổ chức hội nghị.", "Trung đoàn bộ binh 812"),
        ("Tiểu đoàn Công binh 31 giúp dân gặt lúa.", "Tiểu đoàn Công binh 31"),
        ("Ban Thường vụ Đảng ủy khối các cơ quan tỉnh chỉ đạo.", "Ban Thường vụ Đảng ủy khối các cơ quan tỉnh"),
        ("Đảng bộ Khối Doanh nghiệp tỉnh phát động.", "Đảng bộ Khối Doanh nghiệp tỉnh"),
        ("Quà được trao cho Chi hội Vĩnh Sa hôm qua.", "Chi hội Vĩnh Sa"),
        ("Việc làm của Chi đoàn thôn Đông Sa lan xa.", "Chi đoàn thôn Đông Sa"),
    ],
)
def test_bodies_with_an_arm_a_bloc_or_a_branch_are_read_whole(text: str, surface: str):
    assert surface in [unit.surface for unit in read(text).units]


def test_old_districts_are_known_without_their_head_word_unless_somebody_bears_the_name():
    (unit,) = read("Hàng chục hộ ở Ba Bể đã hiến đất.").units
    assert (unit.surface, unit.kind) == ("Ba Bể", "huyện")
    assert not read("Khen thưởng ông Phù Cát và chị Bù Đăng.").units
    assert not read("Bốn trường đều trên đường liên xã, tâm thế hòa bình, thống nhất.").units


def test_a_branch_in_general_is_no_unit():
    assert not read("Mỗi chi hội và chi đoàn đã trồng 200 cây; các chi hội tổ chức họp.").units


def test_quarters_that_have_only_a_number_are_units():
    found = units("Chi bộ khu dân cư số 4 họp. Khu dân cư số 2 của xã Bình Sa có 56 hộ.")
    assert ("Chi bộ khu dân cư số 4", "chi bộ") in found
    assert ("Khu dân cư số 2", "khu dân cư") in found
