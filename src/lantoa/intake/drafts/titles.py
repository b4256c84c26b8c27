"""What to call a paper: the name that it gives itself."""

from __future__ import annotations

import re

from lantoa.vietnamese.text import clean

TYPES = (
    *("BÁO CÁO", "KẾ HOẠCH", "CÔNG VĂN", "TỜ TRÌNH", "THÔNG BÁO", "QUYẾT ĐỊNH", "NGHỊ QUYẾT", "HƯỚNG DẪN", "CHỈ THỊ"),
    *("TRÍCH BIÊN BẢN", "BIÊN BẢN", "ĐĂNG KÝ MÔ HÌNH", "BẢN ĐĂNG KÝ", "CHƯƠNG TRÌNH", "ĐỀ ÁN", "PHIẾU ĐĂNG KÝ"),
)
FIRST_LINES, MOST_WORDS, LONGEST = 40, 40, 220
_NUMBER = re.compile(r"^Số:?\s*(\d+\s*[-–/]\s*[A-ZĐ][\w/\-–]*)", re.IGNORECASE)
_NO_TITLE = re.compile(
    r"\d{1,2}[/:]\d{1,2}|^(?:cập nhật|ngày |đăng |thứ |nguồn|source|ảnh|http|đang có)", re.IGNORECASE
)
_UNFINISHED = (",", "phong cách", " và", " của", " về", " năm", " theo")


def title_of(text: str) -> str:
    """Type and subject of an official paper with its number, the headline of an article, or "" where unclear."""
    lines = [line for raw in text.split("\n", 400)[:400] if (line := " ".join(clean(raw).split()))][:FIRST_LINES]
    return _official(lines) or _headline(lines)


def _official(lines: list[str]) -> str:
    for at, line in enumerate(lines):
        kind = next((one for one in TYPES if line.startswith(one)), None)
        if kind is None:
            continue
        subject = _subject(line[len(kind) :].strip(" :"), lines[at + 1 : at + 4])
        number = next((found[1].replace(" ", "") for one in lines[:at] if (found := _NUMBER.match(one))), "")
        if subject or number:
            called = kind if subject.isupper() else kind.capitalize()
            return f"{number}: {called} {subject}".removeprefix(": ").strip()[:LONGEST]
    return ""


def _subject(first: str, following: list[str]) -> str:
    """The lines of the subject: each begins small, or carries on an unfinished one."""
    words = [first]
    for line in following:
        goes_on = words[-1].endswith(_UNFINISHED) and line[0].isalpha() and not line.isupper()
        if not (line[0].islower() or goes_on):
            break
        words.append(line)
    return " ".join(word for word in words if word)


def _headline(lines: list[str]) -> str:
    for line in lines[:8]:
        count = len(line.split())
        if 5 <= count <= MOST_WORDS and line[-1] not in ".,;:" and not line.isupper() and not _NO_TITLE.search(line):
            return line[:LONGEST]
    return ""
