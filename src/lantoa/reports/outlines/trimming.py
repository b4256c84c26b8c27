"""What of a paper is no part of its outline: letterhead, title, recipients, signature, page numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lantoa.reports.outlines.lines import Line
from lantoa.reports.outlines.numbers import ANNEX, PART, ROMAN, numbered

_PAGE = re.compile(r"[-–\s]*\d{1,3}[-–\s]*|trang\s+\d+(?:\s*/\s*\d+)?|[\W_]*", re.IGNORECASE)
_RECIPIENTS = re.compile(r"nơi\s+(?:nhận|gửi)\s*[:.]?$|nơi\s+nhận\s*:", re.IGNORECASE)
_SIGNED = re.compile(
    r"(?:T\s*/\s*M|TM\.|K\s*/\s*T|KT\.|T\s*/\s*L|TL\.|TUQ\.?)\s|(?:(?:PHÓ\s+)?(?:BÍ THƯ|CHỦ TỊCH|TRƯỞNG BAN|"
    r"CHÁNH VĂN PHÒNG|GIÁM ĐỐC|HIỆU TRƯỞNG)|NGƯỜI LẬP(?: BIỂU)?|THỦ TRƯỞNG ĐƠN VỊ|XÁC NHẬN CỦA .*)$"
)
_WITH = re.compile(r"\(?\s*(?:ban hành )?kèm theo\s.{0,160}(?:số|ngày)", re.IGNORECASE)
# A title in capitals, with which a paper or an annex to it begins.
TITLE = re.compile(
    r"(?:GỢI Ý\s+)?(?:ĐỀ CƯƠNG|MẪU\s+(?:ĐỀ CƯƠNG|BÁO CÁO)|KHUNG BÁO CÁO|BÁO CÁO|BIỂU (?:MẪU|TỔNG HỢP|SỐ LIỆU)|"
    r"BẢNG TỔNG HỢP|TỔNG HỢP|DANH SÁCH|PHỤ LỤC)\b"
)
OUTLINE = re.compile(r"^(?:GỢI Ý\s+)?(?:(?:MẪU\s+)?ĐỀ CƯƠNG|MẪU BÁO CÁO|KHUNG BÁO CÁO)\b")
_SPEECH = 15  # words of a sentence: letterhead and title have fewer in a line
_TITLE_LINES = 5
_FIRST_LINES = 40


def is_furniture(line: Line) -> bool:
    """A page number, a rule, or nothing."""
    return not line.cells and bool(_PAGE.fullmatch(line.text.replace("…", "").strip()))


def body(lines: Sequence[Line]) -> tuple[str, str, list[Line]]:
    """The title, what stands between it and the first heading, and the lines from there on without what ends a paper.

    Where an outline comes behind the letter that asks for it, the letter's paragraphs stand before the first heading.
    """
    kept = [line for line in lines if not is_furniture(line)]
    letter: list[Line] = []
    outline = next((n for n, line in enumerate(kept) if n and OUTLINE.match(line.text) and line.capitals), 0)
    if outline and any(_RECIPIENTS.match(line.text) or _SIGNED.match(line.text) for line in kept[:outline]):
        letter, kept = kept[:outline], kept[outline:]
    title, after = _title(kept)
    begins = next((n for n, line in enumerate(kept) if _begins(kept, n)), after)
    before = kept[:begins]
    if begins < after:
        title = ""
    opening = [line.text for line in [*letter, *before] if _is_speech(line)]
    return title, "\n".join(opening), list(_without_foot(kept[begins:]))


def _begins(lines: Sequence[Line], n: int) -> bool:
    """Whether the outline itself begins with this line: a number of a heading, a table, or a heading by style."""
    line = lines[n]
    if line.cells and sum(map(bool, line.cells)) > 1:
        return True
    if line.style and not TITLE.match(line.text):
        return True
    found = numbered(line.text)
    # "PHỤ LỤC 1" over "ĐỀ CƯƠNG báo cáo" is the outline's own name.
    if found and found.rank == ANNEX and any(OUTLINE.match(one.text.upper()) for one in lines[n + 1 : n + 4]):
        return False
    return found is not None and bool(found.rest or found.rank in (PART, ANNEX)) and _is_counted(found.number)


def _is_counted(number: str) -> bool:
    """Whether a number is a first one; a bullet or a lone "3." begins no outline."""
    bare = number.strip(" .)-–—/:").casefold()
    return bare in ("i", "a", "1", "1.1") or bare.startswith(("phần", "phụ lục", "biểu", "mẫu"))


def _title(lines: Sequence[Line]) -> tuple[str, int]:
    """The title with its lines as one ("" where there is none), and the line behind it."""
    first = lines[:_FIRST_LINES]
    at = next((n for n, line in enumerate(first) if TITLE.match(line.text.upper()) and line.words <= _SPEECH), None)
    if at is None:
        return "", 0
    said, end = [lines[at].text], at + 1
    for line in lines[end : at + _TITLE_LINES]:
        if _is_speech(line) or line.cells or line.text.startswith(("Kính gửi", "(")) or _WITH.match(line.text):
            break
        # Where nothing is set in the middle, a bold line that begins anew is the first heading.
        goes_on = line.centred or (not lines[at].centred and (line.text[:1].islower() or line.capitals))
        if not goes_on or _begins([line], 0):
            break
        said.append(line.text)
        end += 1
    return " ".join(said), end


def _is_titled(line: Line) -> bool:
    """Whether a title stands in a line, most of it in capitals."""
    letters = [char for char in line.text if char.isalpha()]
    return bool(TITLE.search(line.text)) and sum(map(str.isupper, letters)) * 5 > len(letters) * 3


def _is_speech(line: Line) -> bool:
    """Whether it is a sentence to be read, and not a line of letterhead, title or address."""
    return (
        not line.cells
        and line.words >= _SPEECH
        and not line.capitals
        and not line.bold
        and not _WITH.match(line.text)
        and not line.text.startswith("Kính gửi")
    )


def _without_foot(lines: Sequence[Line]) -> list[Line]:
    """Drops recipients and signature, up to where an annex begins."""
    found: list[Line] = []
    in_foot = False
    for n, line in enumerate(lines):
        number = numbered(line.text)
        if in_foot:
            begins = number is not None and number.rank in (ANNEX, PART)
            begins |= _is_titled(line) or (len(line.cells) > 2 and sum(map(bool, line.cells)) > 2)
            begins |= number is not None and number.rank == ROMAN and line.bold and _is_counted(number.number)
            in_foot = not begins
        if _RECIPIENTS.match(line.text) or (_SIGNED.match(line.text) and not line.cells and n):
            in_foot = True
        if not in_foot and not _WITH.match(line.text):
            found.append(line)
    return found
