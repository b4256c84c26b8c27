"""What to call a paper: the name that it gives itself."""

from __future__ import annotations

import re

from lantoa.vietnamese.text import clean

TYPES = (
    *("BÁO CÁO", "KẾ HOẠCH", "CÔNG VĂN", "TỜ TRÌNH", "THÔNG BÁO", "QUYẾT ĐỊNH", "NGHỊ QUYẾT", "HƯỚNG DẪN", "CHỈ THỊ"),
    *("BIÊN BẢN", "ĐĂNG KÝ MÔ HÌNH", "BẢN ĐĂNG KÝ", "CHƯƠNG TRÌNH", "ĐỀ ÁN", "PHIẾU ĐĂNG KÝ"),
)
_NUMBER = re.compile(r"^Số:?\s*(\d+\s*[-–/]\s*[A-ZĐ][\w/\-–]*)", re.IGNORECASE)
_NO_TITLE = re.compile(r"\d{1,2}[/:]\d{1,2}|^(?:cập nhật|ngày |đăng |thứ |nguồn|ảnh|http)", re.IGNORECASE)
FIRST_LINES, MOST_WORDS, LONGEST = 40, 40, 220


def title_of(text: str) -> str:
    """Type and subject of an official paper with its number, the headline of an article, or "" where unclear."""
    lines = [line for raw in text.split("\n", 400)[:400] if (line := " ".join(clean(raw).split()))][:FIRST_LINES]
    return _official(lines) or _headline(lines)


def _official(lines: list[str]) -> str:
    for at, line in enumerate(lines):
        kind = next((one for one in TYPES if line.upper().startswith(one) and line[: len(one)].isupper()), None)
        if kind is None:
            continue
        words = [line[len(kind) :].strip(" :")]
        for more in lines[at + 1 : at + 4]:
            goes_on = not words[-1] or words[-1].endswith(_UNFINISHED)
            if not (more[0].islower() or (goes_on and not more.isupper() and more[0].isalpha())):
                break
            words.append(more)
        number = next((found[1] for one in lines[:at] if (found := _NUMBER.match(one))), "")
        subject = " ".join(word for word in words if word)
        name = (
            f"{kind.capitalize()} {subject}".strip()
            if subject.islower() or not subject.isupper()
            else kind.capitalize()
        )
        return f"{number.replace(' ', '')}: {name}"[:LONGEST] if number else name[:LONGEST]
    return ""


def _headline(lines: list[str]) -> str:
    for line in lines[:8]:
        count = len(line.split())
        if 5 <= count <= MOST_WORDS and line[-1] not in ".,;:" and not _NO_TITLE.search(line):
            return line[:LONGEST]
    return ""
