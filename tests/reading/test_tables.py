import pytest

from lantoa.reading import Reading, read

PRACTICES = """BÁO CÁO
kết quả các mô hình năm 2024

TT\tTên mô hình\tĐơn vị chủ trì\tLoại\tLĩnh vực\tBắt đầu\tKết quả
1\tĐường hoa nông thôn\tHội Phụ nữ xã Bình Lá\tTập thể, điểm\tMôi trường\t3/2022\t12 hộ; gần 2,5 km; 40 triệu đồng
2\tMô hình “Hũ gạo nghĩa tình”\tChi bộ ấp Bến Lá\tTập thể\tAn sinh\t2023\t350 kg gạo
3\tDạy chữ ban đêm (nhân rộng)\tThầy Nguyễn Văn Mận\tCá nhân\tGiáo dục\t2024\t15 học sinh
\tCộng\t\t\t\t\t27 hộ
"""


def rows(reading: Reading) -> list[tuple[str | None, ...]]:
    return [(item.name, item.kind, item.owner, item.field, item.year) for item in reading.models]


def test_every_row_under_a_head_of_practices_is_a_model():
    assert rows(read(PRACTICES)) == [
        ("Đường hoa nông thôn", "tập thể", "Hội Phụ nữ xã Bình Lá", "môi trường", "2022"),
        ("Hũ gạo nghĩa tình", "tập thể", "Chi bộ ấp Bến Lá", "an sinh", "2023"),
        ("Dạy chữ ban đêm", "cá nhân", "Nguyễn Văn Mận", "giáo dục", "2024"),
    ]


def test_the_amounts_of_a_row_belong_to_its_model_and_to_the_unit_that_owns_it():
    reading = read(PRACTICES)
    said = [
        (item.surface, item.models, None if item.subject is None else reading.units[item.subject].surface)
        for item in reading.quantities
    ]
    assert said[:4] == [
        ("12 hộ", (0,), "Hội Phụ nữ xã Bình Lá"),
        ("gần 2,5 km", (0,), "Hội Phụ nữ xã Bình Lá"),
        ("40 triệu đồng", (0,), "Hội Phụ nữ xã Bình Lá"),
        ("350 kg", (1,), "Chi bộ ấp Bến Lá"),
    ]
    assert said[4] == ("15 học sinh", (2,), None)


def test_a_row_of_totals_belongs_to_no_model():
    assert [item.models for item in read(PRACTICES).quantities if item.surface == "27 hộ"] == [()]


def test_the_number_of_a_row_counts_nothing():
    reading = read("STT\tMô hình\tKết quả\n1\tTuyến hẻm tự quản\t5 tuyến\n2\tNgôi nhà xanh\t3 tấn")
    assert [item.surface for item in reading.quantities] == ["5 tuyến", "3 tấn"]
    assert [item.name for item in reading.models] == ["Tuyến hẻm tự quản", "Ngôi nhà xanh"]


def test_a_row_without_a_name_goes_on_with_the_practice_above():
    reading = read(
        "TT\tTên mô hình, cách làm\tKết quả\n1\tVườn rau nhà trường\t20 hộ\n\t\t3 ha\n2\tTủ sách ấp\t90 cuốn sách"
    )
    assert [item.models for item in reading.quantities] == [(0,), (0,), (1,)]


def test_a_row_that_heads_others_is_no_model_and_tells_their_kind():
    reading = read(
        "TT\tMô hình\tNgười thực hiện\tKết quả\nI\tMô hình tập thể\t\t\n1\tVườn rau nhà trường\tTổ ba\t20 hộ\n"
        "II\tMô hình cá nhân\t\t\n1\tLớp học ban đêm\tTổ tư\t9 học sinh"
    )
    assert [(item.name, item.kind) for item in reading.models] == [
        ("Vườn rau nhà trường", "tập thể"),
        ("Lớp học ban đêm", "cá nhân"),
    ]


def test_a_column_of_aims_holds_targets_and_one_of_results_does_not():
    reading = read(
        "TT\tViệc\tChỉ tiêu\tKết quả\n1\tHiến đất\tít nhất 600 m2\t640 m2\n2\tGóp công\t300 ngày công\t315 ngày công"
    )
    assert [(item.surface, item.is_target) for item in reading.quantities] == [
        ("ít nhất 600 m2", True),
        ("640 m2", False),
        ("300 ngày công", True),
        ("315 ngày công", False),
    ]


def test_a_model_named_in_a_row_takes_the_owner_of_the_row():
    (model,) = read(
        "TT\tNội dung\tChủ trì\tThời hạn\n1\tMô hình “Thắp sáng ngõ quê”\tHội Nông dân xã Bình Lá\t30/9/2024"
    ).models
    assert (model.name, model.owner) == ("Thắp sáng ngõ quê", "Hội Nông dân xã Bình Lá")


def test_a_column_headed_by_a_unit_is_about_that_unit():
    reading = read("TT\tViệc\tXã Bình Lá\tXã Phú Mận\n1\tLàm đường\t5 km\t7 km\n2\tBắc cầu\t1 cây cầu\t2 cây cầu")
    named = [reading.units[item.subject].surface for item in reading.quantities if item.subject is not None]
    assert named == ["Xã Bình Lá", "Xã Phú Mận", "Xã Bình Lá", "Xã Phú Mận"]


@pytest.mark.parametrize(
    "text",
    [
        "Mô hình\nTên\tĐơn vị\n",
        "TT\tTên mô hình\n",
        "\tNăm 2024, xã làm tốt.\n\tNăm 2025, xã làm tốt hơn.",
        "TT\tHọ tên\n1\tNguyễn Văn Mận",
    ],
)
def test_lines_with_tabs_that_list_no_practice_give_none(text):
    assert read(text).models == ()


def figures(text: str) -> list[tuple[str, object, str | None, str | None]]:
    return [(item.surface, item.value, item.unit, item.qualifier) for item in read(text).quantities]


def test_a_bare_figure_takes_its_unit_from_the_head_of_its_column():
    text = "TT\tTên mô hình\tSố hộ\tKinh phí (triệu đồng)\n1\tVườn rau nhà trường\t20\ttrên 45\n\tCộng\t20\t45"
    assert figures(text) == [("20", 20, "hộ", None), ("trên 45", 45_000_000, "VND", "trên")]
    assert [item.models for item in read(text).quantities] == [(0,), (0,)]


def test_a_bare_figure_takes_its_unit_from_its_row_and_is_about_the_unit_at_the_head_but_sums_are_left_out():
    text = "TT\tNội dung\tXã Bình Lá\tXã Phú Mận\tCộng\n1\tĐất hiến (m2)\t400\tgần 60\t460\n2\tNgày công\t90\t10\t100"
    reading = read(text)
    assert [(item.surface, item.unit, reading.units[item.subject or 0].surface) for item in reading.quantities] == [
        ("400", "m2", "Xã Bình Lá"),
        ("gần 60", "m2", "Xã Phú Mận"),
        ("90", "ngày công", "Xã Bình Lá"),
        ("10", "ngày công", "Xã Phú Mận"),
    ]


def test_figures_of_which_nothing_tells_the_unit_are_left_alone():
    assert figures("TT\tTên mô hình\tBắt đầu\tGhi chú\n1\tVườn rau nhà trường\t2024\t7") == []
