"""Numbers in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.vietnamese.number_words import read_words, write_words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (4, "bốn"),
        (10, "mười"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (55, "năm mươi lăm"),
        (101, "một trăm linh một"),
        (105, "một trăm linh năm"),
        (110, "một trăm mười"),
        (1_005, "một nghìn không trăm linh năm"),
        (40_000, "bốn mươi nghìn"),
        (1_000_050, "một triệu không trăm năm mươi"),
        (2_285_000_000, "hai tỷ hai trăm tám mươi lăm triệu"),
        (1_200_000_000_000, "một nghìn hai trăm tỷ"),
        (-7, "âm bảy"),
    ],
)
def test_numbers_have_these_words(number, words):
    assert write_words(number) == words
    assert read_words(words) == number


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("Một trăm lẻ năm", 105),
        ("hai mươi bốn", 24),
        ("hai tư", 24),
        ("ba lăm", 35),
        ("bốn chục ngàn", 40_000),
        ("ba tỉ", 3 * 10**9),
        ("hai triệu rưỡi", 2_500_000),
        ("một trăm rưỡi", 150),
        ("hai vạn", 20_000),
        ("BẢY MƯƠI  BẢY", 77),
        ("một nghìn hai mươi", 1_020),
    ],
)
def test_other_ways_to_say_a_number_are_understood(words, number):
    assert read_words(words) == number


@pytest.mark.parametrize(
    "words",
    [
        "",
        "năm hai",
        "mốt",
        "mươi",
        "trăm",
        "tỷ",
        "một triệu hai",
        "một tỷ năm",
        "nghìn triệu",
        "hai nghìn ba triệu",
        "một trăm hai",
        "hai mươi mười",
        "không mươi",
        "một một",
        "năm nay",
        "linh",
        "âm",
        "âm âm một",
        "một tỷ tỷ",
    ],
)
def test_what_is_no_settled_number_is_none(words):
    assert read_words(words) is None


@given(st.integers(min_value=0, max_value=10**15 - 1) | st.integers(min_value=1 - 10**18, max_value=10**18 - 1))
def test_words_read_as_the_number_that_was_written(number):
    words = write_words(number)
    assert read_words(words) == number
    assert read_words(words.replace("linh", "lẻ").replace("nghìn", "ngàn").replace("tỷ", "tỉ").upper()) == number


def test_a_number_without_settled_words_is_refused():
    with pytest.raises(ValueError, match="too large"):
        write_words(10**18)
    with pytest.raises(ValueError, match="too large"):
        write_words(10**5000)


WORDS = "không một mốt hai ba bốn tư năm lăm mười mươi trăm linh nghìn triệu tỷ rưỡi vạn âm chục"


@given(st.text() | st.lists(st.sampled_from(WORDS.split())).map(" ".join))
def test_reading_takes_any_words(text):
    read = read_words(text)
    assert read is None or read_words(write_words(read)) == read
