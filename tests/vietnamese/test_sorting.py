"""The order of the Vietnamese alphabet, as bytes."""

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.vietnamese.text import person_sort_key, sort_key

IN_ORDER = [
    [
        "An",
        "Ăn",
        "Ân",
        "Bình",
        "Cúc",
        "Dũng",
        "Đào",
        "Em",
        "Êm",
        "Oanh",
        "Ô",
        "Ơn",
        "Út",
        "Ưng",
        "Vũ",
        "Xuân",
        "Yên",
    ],
    ["ma", "Ma", "mà", "mả", "mã", "má", "mạ", "mà ca", "mạ em", "mai", "măng", "mâm"],
    ["An", "An Bình", "An Đông", "Anh", "Ánh", "ảo", "áo"],
    ["", " ", "-", "(", "1", "2", "9", "a", "z", "Ω"],
    ["hoa", "hoà", "hoá", "hòa"],
    ["tổ 1", "tổ dân phố"],
    ["m", "m2", "m²", "m2 đất", "m3", "mét"],
]


def shuffled(words):
    return random.Random(5).sample(words, len(words))


@pytest.mark.parametrize("words", IN_ORDER, ids=lambda words: words[1])
def test_words_sort_as_in_a_dictionary(words):
    assert sorted(shuffled(words), key=sort_key) == words


def test_tones_have_this_order():
    words = ["ma", "mà", "mả", "mã", "má", "mạ"]
    assert sorted(shuffled(words), key=sort_key) == words


def test_tones_count_only_among_words_of_the_same_letters():
    words = ["Hạ Lan", "Hà Tây", "Hạ Tây", "Hát"]
    assert sorted(shuffled(words), key=sort_key) == words


def test_case_counts_last():
    words = ["an", "An", "AN", "àn", "ân"]
    assert sorted(shuffled(words), key=sort_key) == words


@given(st.text(), st.text())
def test_the_order_is_total(one, other):
    same = unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other)
    assert (sort_key(one) == sort_key(other)) == same


@given(st.text())
def test_both_forms_of_unicode_have_one_key(text):
    assert sort_key(unicodedata.normalize("NFD", text)) == sort_key(unicodedata.normalize("NFC", text))


@given(st.text(min_size=1))
def test_a_beginning_comes_before_the_whole(text):
    assert sort_key("") < sort_key("xã") < sort_key("xã " + text)


def test_people_are_listed_by_given_name_then_family_then_middle():
    names = [
        "Lê Thị An",
        "Nguyễn Văn An",
        "Trần Thị Ánh",
        "Đỗ Văn Bình",
        "Trần Hà",
        "Lê Hạ",
        "Phạm Đức Hải",
        "Nguyễn Thị Hồng Tuyến",
        "Nguyễn Thị Lan Tuyến",
        "Ưng",
    ]
    assert sorted(shuffled(names), key=person_sort_key) == names


def test_a_name_in_capitals_stands_beside_the_same_name():
    names = ["Lê Văn An", "LÊ VĂN AN", "Ngô Văn An", "NGÔ VĂN AN"]
    assert sorted(shuffled(names), key=person_sort_key) == names


@given(st.text())
def test_any_name_has_a_key(name):
    assert person_sort_key(name)
