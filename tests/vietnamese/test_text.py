"""Spelling: cleaning, folding, placing tones."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.vietnamese.text import clean, fold, may_name, nfc, place_tones

VIETNAMESE = st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằắặầấậèéẹềếệìíịòóọồốộờớợùúụừứựỳýỵ HÒẢỦY-,.\n")


@given(st.text())
def test_composing_agrees_with_unicode_from_either_form(text):
    assert nfc(text) == unicodedata.normalize("NFC", text) == nfc(unicodedata.normalize("NFD", text))


def test_a_flood_of_marks_is_composed_quickly():
    flood = "a" + "\u0301\u0323" * 100_000
    before = time.perf_counter()
    assert fold(flood) == "a"
    assert nfc(flood).startswith("ạ")
    assert time.perf_counter() - before < 60  # a guard against running away, not a measure


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Xã\u00a0Hòa\u2009Bình", "Xã Hòa Bình"),
        ("Hòa\u200b Bình\ufeff", "Hòa Bình"),
        ("xây dư\u00adng", "xây dưng"),
        ("a\u200d\u0301", "á"),
        ("dòng một\r\n\tdòng  hai\n", "dòng một\r\n\tdòng  hai\n"),
    ],
)
def test_cleaning_leaves_plain_spaces_and_nothing_unseen(typed, stored):
    assert clean(typed) == stored


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text):
    assert clean(clean(text)) == clean(text)
    assert clean(text).count("\n") == text.count("\n")


@pytest.mark.parametrize("typed", ["Uỷ ban", "Ủy  ban", "UY BAN", " uy\nban ", "U\u0309y ban"])
def test_spellings_of_one_word_fold_alike(typed):
    assert fold(typed) == "uy ban"


def test_folding_drops_every_mark_of_the_alphabet():
    assert fold("Đường về xã Lũng Cú, ăn ở hoà thuận") == "duong ve xa lung cu, an o hoa thuan"


@given(st.text())
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)


def test_folding_twice_changes_nothing_more_for_any_single_character():
    wrong = [hex(code) for code in range(0x20000) if fold(fold(chr(code))) != fold(chr(code))]
    assert wrong == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("hoà bình", "hòa bình"),
        ("Uỷ ban", "Ủy ban"),
        ("UỶ BAN", "ỦY BAN"),
        ("Thuý", "Thúy"),
        ("khoẻ", "khỏe"),
        ("loà xoà, goá, hoạ sĩ", "lòa xòa, góa, họa sĩ"),
        ("thuỷ-lợi", "thủy-lợi"),
        ("nguỵ", "ngụy"),
    ],
)
def test_open_syllables_have_two_places_for_the_tone(old, new):
    assert place_tones(old) == new
    assert place_tones(new, "old") == old


ONE_SPELLING = "quý quả quẻ giã già toàn hoàn hoạch hoài khuỷu khuya huỳnh thuyết của mùa lúa kịa cioè ngoẻo oẳn"


@pytest.mark.parametrize("word", ONE_SPELLING.split())
def test_other_syllables_have_one_spelling(word):
    assert place_tones(word) == place_tones(word, "old") == word


@given(VIETNAMESE)
def test_both_styles_lead_back_to_each_other(text):
    assert place_tones(place_tones(text, "old")) == place_tones(text)
    assert place_tones(place_tones(text), "old") == place_tones(text, "old")
    assert fold(place_tones(text)) == fold(text)


@given(st.text())
def test_placing_tones_takes_any_text(text):
    assert place_tones(place_tones(text)) == place_tones(text)


@pytest.mark.parametrize(
    ("written", "known", "may"),
    [
        ("Nguyễn Văn Hưng", "Nguyễn Văn Hùng", False),
        ("NGUYỄN VĂN HÙNG", "Nguyễn Văn Hùng", True),
        ("nguyen van hung", "Nguyễn Văn Hùng", True),
        ("Nguyên Van Hung", "Nguyễn Văn Hùng", False),
        ("Lê Thị Hoà", "Lê Thị Hòa", True),
    ],
)
def test_a_name_with_marks_is_that_of_nobody_spelt_otherwise(written: str, known: str, may: bool) -> None:
    assert may_name(written, known) == may
