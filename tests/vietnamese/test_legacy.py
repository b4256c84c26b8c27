"""Text typed in the fonts of before Unicode."""

import subprocess
from shutil import which

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.vietnamese.legacy import (
    _TCVN3,
    _VNI,
    from_tcvn3,
    from_vni,
    looks_like_tcvn3,
    looks_like_vni,
    looks_vietnamese,
)
from lantoa.vietnamese.text import nfc

TCVN3 = {
    "Céng hßa x· héi": "Cộng hòa xã hội",
    "B¸o c¸o kÕt qu¶ häc tËp vµ lµm theo": "Báo cáo kết quả học tập và làm theo",
    "§¶ng bé x· t\u00adëng nhí ng\u00adêi trång c©y": "Đảng bộ xã tưởng nhớ người trồng cây",
    "CéNG HßA X· HéI": "CỘNG HÒA Xã HỘI",
}
VNI = {
    "Coäng hoøa xaõ hoäi chuû nghóa": "Cộng hòa xã hội chủ nghĩa",
    "Ñoäc laäp - Töï do - Haïnh phuùc": "Độc lập - Tự do - Hạnh phúc",
    "ÑAÛNG BOÄ XAÕ, naêm möôi ngöôøi": "ĐẢNG BỘ XÃ, năm mươi người",
}
VIETNAMESE = [
    "Ủy ban nhân dân xã Hòa Bình",
    "Hà Nam",
    "Đảng bộ và nhân dân cùng làm cầu nông thôn, trên 52 tỷ đồng; diện tích 2.208 m² và 25°C",
    "UBND xã, MTTQ và các đoàn thể",
    "Uỷ ban thường vụ (nhiệm kỳ 2020-2025)",
]
UNMARKED = ["bao cao ket qua hoc tap va lam theo tam guong dao duc", "Uy ban nhan dan xa Hoa Binh"]
OTHERS = [
    "",
    "123 456",
    "We can do so in the ban on 50 µm and 20 µm filters © 2022 for £5m and £m",
    "We met to see the man in the inn; no one can go on to do more than he did",
    "L'été, le château était près de la forêt; bientôt « très » déjà où ça. Né à Noël, plutôt tôt.",
    "Für die Größe möchte ich schöne Grüße übermitteln",
    "Não são às três mães; já está é só à luz do avô",
    "El señor del año niño está aquí también más allá",
    "Det är på en ö i ån någonstans",
    "中华人民共和国",
    "Þetta er íslenska og það er gaman að læra hana",
]


@pytest.mark.parametrize(("typed", "meant"), TCVN3.items())
def test_tcvn3_is_recognised_and_converted(typed, meant):
    assert looks_like_tcvn3(typed)
    assert not looks_like_vni(typed)
    assert from_tcvn3(typed) == meant


@pytest.mark.parametrize(("typed", "meant"), VNI.items())
def test_vni_is_recognised_and_converted(typed, meant):
    assert looks_like_vni(typed)
    assert not looks_like_tcvn3(typed)
    assert from_vni(typed) == meant


@pytest.mark.parametrize("text", VIETNAMESE + UNMARKED)
def test_vietnamese_is_known_and_not_taken_for_an_old_font(text):
    assert looks_vietnamese(text)
    assert not looks_like_tcvn3(text)
    assert not looks_like_vni(text)


@pytest.mark.parametrize("text", OTHERS)
def test_other_languages_are_none_of_these(text):
    assert not looks_vietnamese(text)
    assert not looks_like_tcvn3(text)
    assert not looks_like_vni(text)


@pytest.mark.skipif(which("iconv") is None, reason="needs iconv, whose table of TCVN 5712 is independent of ours")
def test_the_table_is_that_of_iconv():
    typed = "\n".join(_TCVN3).encode("latin-1")
    done = subprocess.run(["iconv", "-f", "TCVN5712-1", "-t", "UTF-8"], input=typed, capture_output=True, check=True)
    assert nfc(done.stdout.decode()).split("\n") == list(_TCVN3.values())


def test_both_tables_reach_every_vietnamese_letter():
    letters = {nfc(base + tone) for base in "aăâeêioôơuưy" for tone in ("", *"\u0300\u0309\u0303\u0301\u0323")} | {"đ"}
    assert letters - set("aeiouy") == {letter for letter in _TCVN3.values() if letter.islower()}
    assert letters - set("aeiouy") == {letter for letter in _VNI.values() if letter.islower()}


@given(st.text() | st.text(alphabet=[chr(code) for code in range(0x20, 0x100)]))
def test_any_text_can_be_judged_and_converted(text):
    looks_vietnamese(text)
    looks_like_tcvn3(text)
    looks_like_vni(text)
    from_tcvn3(text)
    from_vni(text)
