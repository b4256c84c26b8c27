import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from lantoa.reading import read
from lantoa.reading.lexicons import default_lexicons
from lantoa.reading.source import Source
from lantoa.reading.tokens import key_of, tokens_of


def words(text: str) -> list[str]:
    return [token.nfc for token in tokens_of(text)]


def test_words_glued_to_numbers_come_apart():
    assert words("cho215 hội viên, 3415m2") == ["cho", "215", "hội", "viên", ",", "3415", "m", "2"]


def test_a_byline_glued_to_a_tag_comes_apart_at_its_capital():
    assert words("Thu LụaTAG:") == ["Thu", "Lụa", "TAG", ":"]
    assert words("Minh MậnBÁO BIỂN") == ["Minh", "Mận", "BÁO", "BIỂN"]


def test_an_apostrophe_inside_a_name_does_not_split_it():
    assert words("Đăk S’Lum, K'tir") == ["Đăk", "S’Lum", ",", "K'tir"]


def test_old_and_new_tone_placement_have_one_key():
    assert key_of("hoà") == key_of("hòa") == "hòa"
    assert key_of("uỷ") == key_of("Ủy")
    assert key_of("quý") == "quý"
    assert key_of("toàn") == "toàn"


def test_offsets_give_back_decomposed_text_and_no_break_spaces():
    text = unicodedata.normalize("NFD", "Huyện\u00a0ủy Cẩm Lĩnh tặng 5 suất quà")
    reading = read(text)
    assert [unit.surface for unit in reading.units] == [unicodedata.normalize("NFD", "Huyện\u00a0ủy Cẩm Lĩnh")]
    assert reading.quantities[0].surface == unicodedata.normalize("NFD", "5 suất quà")


def test_a_zero_width_space_inside_a_word_is_not_part_of_its_key():
    assert tokens_of("tr\u200bang")[0].key == "trang"


def test_a_long_line_that_goes_on_in_lower_case_is_one_sentence():
    text = "Nhân dân trong xã đã hiến đất, góp công và góp tiền để cùng nhau làm\nđường, dựng cầu."
    assert {token.sentence for token in tokens_of(text)} == {0}


def test_text_set_in_lines_of_one_width_reads_like_whole_paragraphs():
    text = (
        "Trong năm qua, Hội Nông dân xã Bình Sa đã tích cực vận động hội viên, nông dân đóng góp hơn\n"
        "450 triệu đồng cùng nhiều ngày công lao động để mở rộng đường, trong đó có hộ ông Nguyễn\n"
        "Văn Lập và nhiều hộ khác; đồng thời phối hợp với Hội Liên hiệp Phụ nữ xã, Đoàn Thanh niên\n"
        "xã trồng hoa hai bên đường, giữ gìn vệ sinh môi trường, được nhân dân trong xã và Huyện ủy\n"
        "Cẩm Lĩnh đánh giá cao, nhiều nơi về học tập kinh nghiệm để nhân rộng ra toàn huyện trong\n"
        "thời gian tới."
    )
    reading = read(text)
    assert [quantity.surface for quantity in reading.quantities] == ["hơn\n450 triệu đồng"]
    assert [person.surface for person in reading.people] == ["Nguyễn\nVăn Lập"]
    assert "Huyện ủy\nCẩm Lĩnh" in {unit.surface for unit in reading.units}


def test_an_abbreviation_does_not_end_a_sentence():
    assert {token.sentence for token in tokens_of("Đoàn đến TP. Bến Nghé")} == {0}


def test_quotation_marks_of_every_kind_pair_up():
    for text in ("“a b”", '"a b"', "''a b''", "“a b“", '"a b”', "«a b»"):
        assert len(Source(text, default_lexicons()).quotes) == 1, text


@given(st.text(alphabet="aáà ủỷ0123.,-/%“”\"'’\n\u0301\u00a0\u200bABĐ;:()", max_size=200))
def test_surfaces_are_always_the_text_between_their_offsets(text: str):
    reading = read(text)
    for kind in ("documents", "units", "people", "models", "quantities", "commendations", "activities", "dates"):
        for item in getattr(reading, kind):
            assert text[item.start : item.end] == item.surface
            assert 0 <= item.certainty <= 1
            assert item.rule
