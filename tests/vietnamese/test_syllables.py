"""What a Vietnamese syllable may look like."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.vietnamese.syllables import is_syllable

SYLLABLES = (
    "quý quả quốc quyết quần quê giã gì giếng giữ nghiêng ngoẻo khuỷu khuya thuở yêu ý Ủy uỷ hòa hoà "
    "đường Nguyễn toàn xoong quạt xuân ưu duong nguoi viet"
)


@pytest.mark.parametrize("word", SYLLABLES.split())
def test_these_are_syllables(word):
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["", "tôt", "cể", "kà", "ngế", "été", "là-bas", "Việtnam", "1", "không2", "áá", "iêu"])
def test_these_are_none(word):
    assert not is_syllable(word)


@given(st.text())
def test_any_text_can_be_asked_about(text):
    assert is_syllable(text) in (True, False)
