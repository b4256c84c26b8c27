import json
import time

import pytest

from lantoa.reading import KINDS, Lexicons, Phrases, default_lexicons, read

SIZE = 200_000
# No measure but a guard against running away: under load, and traced for coverage, honest work takes many times longer.
SECONDS = 60.0


@pytest.mark.parametrize(
    "text",
    [
        "1" * SIZE,
        "1." * (SIZE // 2),
        "“" * (SIZE // 2) + "”" * (SIZE // 2),
        '"' * SIZE,
        "“a " * (SIZE // 3),
        "a" * SIZE,
        "A" * SIZE,
        "a" + "\u0301" * SIZE,
        "\u200b" * SIZE,
    ],
    ids=["digits", "dots", "nested", "neutral", "opened", "word", "capitals", "marks", "hidden"],
)
def test_no_input_takes_more_than_linear_time(text):
    read("")
    started = time.process_time()
    read(text)
    assert time.process_time() - started < SECONDS


@pytest.mark.parametrize(
    "unit",
    [
        "Đảng ủy xã Bình Sa và mô hình “Ánh sáng” có 3 tập thể, 4 cá nhân được khen thưởng cấp xã; ",
        "UBND xã Bình Sa nhân rộng mô hình “Ánh sáng” của xã Phú Mận, lấy tên “Đường sáng” và giúp 5 hộ. ",
        "TT\tTên mô hình\tĐơn vị\tKết quả\n1\tÁnh sáng đường quê\tHội Nông dân xã Bình Sa\t5 km; 3 hộ\n",
        "I- MỤC TIÊU\n1. Phấn đấu giúp 18 hộ, trong đó 5 hộ nghèo, 6 hộ cận nghèo.\n",
        "5 hộ\t",
    ],
)
def test_repeated_mentions_grow_linearly(unit):
    read(unit)
    seconds = []
    for times in (200, 800):
        started = time.process_time()
        read(unit * times)
        seconds.append(time.process_time() - started)
    assert seconds[1] < 12 * seconds[0] + 1


def test_a_reading_becomes_the_json_of_the_contract():
    entry = read("Năm 2020, Huyện ủy Cẩm Lĩnh trao 1,5 triệu đồng.").as_json("a.txt")
    assert entry["file"] == "a.txt"
    assert set(KINDS) <= set(entry)
    assert json.loads(json.dumps(entry))["quantities"][0]["value"] == 1_500_000


def test_an_organisations_own_units_are_found():
    own = Phrases({"Tổ Xanh Bình Sa": "tổ | Tổ Xanh của xã Bình Sa"})
    lists = default_lexicons()
    reading = read("Sáng nay Tổ Xanh Bình Sa ra quân.", Lexicons(lists.lists, lists.known_documents, units=own))
    assert [(unit.surface, unit.kind) for unit in reading.units] == [("Tổ Xanh Bình Sa", "tổ")]


def test_an_empty_text_reads_as_nothing():
    assert read("").as_json("x")["units"] == []
