import pytest

from lantoa.reading import read


@pytest.mark.parametrize(
    ("text", "level", "collectives", "individuals", "total"),
    [
        ("Có 4 tập thể, 5 cá nhân được khen thưởng cấp tỉnh.", "tỉnh", 4, 5, None),
        ("Hội Nông dân huyện đã tặng giấy khen cho 20 tập thể, 15 cá nhân xuất sắc.", "huyện", 20, 15, None),
        ("UBND tỉnh đã trao bằng khen cho 1 tập thể và 7 cá nhân.", "tỉnh", 1, 7, None),
        ("Dịp này có 15 tập thể và 38 cá nhân được Huyện ủy Cẩm Lĩnh tặng giấy khen.", "huyện", 15, 38, None),
        ("Đã có 70 tập thể, cá nhân được biểu dương, khen thưởng.", None, None, None, 70),
    ],
)
def test_praise_is_read_with_its_counts_and_level(text, level, collectives, individuals, total):
    (praise,) = read(text).commendations
    found = (praise.level, praise.collectives, praise.individuals, praise.total)
    assert found == (level, collectives, individuals, total)


def test_counts_without_praise_are_no_commendation():
    assert read("Có 4 tập thể, 5 cá nhân đăng ký làm theo.").commendations == ()


def test_several_levels_in_one_sentence_are_several_commendations():
    text = "Toàn huyện có 4 tập thể, 4 cá nhân được khen thưởng cấp tỉnh; 20 tập thể, 49 cá nhân khen thưởng cấp huyện."
    assert [(item.level, item.collectives) for item in read(text).commendations] == [("tỉnh", 4), ("huyện", 20)]
