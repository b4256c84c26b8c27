"""No text, however unlucky, holds up a worker."""

import time

import pytest

from lantoa.vietnamese import dates, legacy, money, numbers, text

UNLUCKY = [
    "1" * 10_000,
    "1." * 5_000,
    "1.234" * 2_000,
    "1 " * 5_000,
    "123 " * 2_500 + "x",
    "a\u0301\u0323" * 3_333,
    "\u0323\u0301" * 5_000,
    "oà" * 5_000,
    "hoà " * 2_500,
    "một " * 2_500,
    "tỷ triệu " * 1_100,
    "từ " * 3_333,
    "2016-" * 2_000,
    "ngày " * 2_000,
    "- " * 5_000,
    "é " * 5_000,
    "Céng " * 2_000,
    "\u200b" * 10_000,
    "CÉ" * 5_000,
]
READERS = [
    text.clean,
    text.fold,
    text.sort_key,
    text.person_sort_key,
    text.place_tones,
    numbers.read_number,
    numbers.read_words,
    money.read_money,
    dates.read_date,
    dates.read_partial_date,
    legacy.looks_like_tcvn3,
    legacy.looks_like_vni,
    legacy.from_tcvn3,
    legacy.from_vni,
    legacy.looks_vietnamese,
]


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.__name__)
def test_ten_thousand_characters_take_no_time(reader):
    before = time.perf_counter()
    for unlucky in UNLUCKY:
        reader(unlucky)
    assert time.perf_counter() - before < 60  # a guard against running away, not a measure
