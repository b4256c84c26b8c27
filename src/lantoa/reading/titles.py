"""What a person would call a paper: its kind, its number and its subject; a headline; the first words of a message."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise, zip_longest

from lantoa.reading.chrome import chrome_of
from lantoa.reading.lexicons import default_lexicons
from lantoa.reading.source import Source

LONGEST = 140
FIRST_LINES = 40
MOST_CHARACTERS = 20_000  # no paper says its name later
MOST_SUBJECT_LINES = 4
_KINDS = (
    *("BÁO CÁO NHANH", "BÁO CÁO", "KẾ HOẠCH", "TỜ TRÌNH", "THÔNG BÁO", "QUYẾT ĐỊNH", "NGHỊ QUYẾT", "HƯỚNG DẪN"),
    *("CHỈ THỊ", "KẾT LUẬN", "QUY ĐỊNH", "QUY CHẾ", "TRÍCH BIÊN BẢN", "BIÊN BẢN", "CHƯƠNG TRÌNH", "ĐỀ ÁN"),
    *("BẢN ĐĂNG KÝ", "PHIẾU ĐĂNG KÝ", "ĐĂNG KÝ", "CÔNG VĂN", "CÔNG ĐIỆN", "DANH SÁCH", "BIỂU TỔNG HỢP", "GIẤY MỜI"),
    *("BẢN CAM KẾT", "GIAO ƯỚC THI ĐUA", "BẢN GIAO ƯỚC"),
)
_PLANS = (
    "KẾ HOẠCH",
    "CHƯƠNG TRÌNH",
    "ĐĂNG KÝ",
    "BẢN ĐĂNG KÝ",
    "PHIẾU ĐĂNG KÝ",
    "BẢN CAM KẾT",
    "GIAO ƯỚC",
    "BẢN GIAO ƯỚC",
)
_NUMBER = re.compile(r"^số\s*:?\s*(\d+)\s*([-–/])\s*([A-ZĐ][\w/–-]*(?:\s*[/–-]\s*[A-ZĐ]\w*)*)", re.IGNORECASE)
_ABSTRACT = re.compile(r"^(?:v/v|về việc)\s*:?\s+\S", re.IGNORECASE)
_AROUND = "“”\"'().,;:"
_PLACES = frozenset(["xã", "phường", "ấp", "thôn", "huyện", "tỉnh", "quận", "trấn", "khóm", "xóm", "buôn", "bon"])
_EMPTY_BRACKETS = re.compile(r"\(\s*\)")
_SECTION = re.compile(r"^(?:[IVX]+\s*[-./–]|\d+\s*[.)/])\s")
_RULE = re.compile(r"^[\s\W_]*$")
_MENU = re.compile(
    r"^(?:trang chủ|giới thiệu|tin tức|liên hệ|đăng nhập|đăng ký$|menu|home|tìm kiếm|sơ đồ|rss|english|hotline|"
    r"source|nguồn|http|www|cập nhật|ngày đăng|thứ (?:hai|ba|tư|năm|sáu|bảy)\b|chủ nhật,|retrieved|skip to|"
    r"ảnh:|tags?:)",
    re.IGNORECASE,
)
_STAMP = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{1,2}:\d{2}")
_SENDER = re.compile(r"^\s*\[[^\]]{4,40}\]\s*[^:]{1,40}:\s*")
_ORGANS = re.compile(
    r"^(?:đảng bộ|đảng ủy|đảng uỷ|đảng cộng sản|tỉnh ủy|huyện ủy|thành ủy|chi bộ|ủy ban|ubnd|hội |ban |cộng hòa|"
    r"độc lập|đoàn |liên đoàn|mttq|sở |phòng |trường |công an|báo |cổng |trang thông tin)",
    re.IGNORECASE,
)
_OPEN_ENDS = (",", " và", " về", " của", " theo", " phong cách", " năm", " việc", " tư tưởng", " –", " -")


def title_of(text: str) -> str | None:
    """The title of a paper, at most LONGEST characters, on one line; None when nothing serves."""
    source = Source(text[:MOST_CHARACTERS], default_lexicons())
    chrome = chrome_of(source)
    lines = _first_lines(text[chrome[0][1] :] if chrome and chrome[0][0] == 0 else text)
    said = _official(lines) or _letter(lines) or _message(lines) or _headline(lines)
    if not said:
        return None
    cased = _sentence_case(said, _names(unicodedata.normalize("NFC", text[:MOST_CHARACTERS])))
    return _cut(cased[:1].upper() + cased[1:])


def is_plan(text: str) -> bool:
    """Whether a whole paper (without the chrome before it) speaks of what is to come: a plan, a registration."""
    at = _kind_at(_first_lines(text))
    return at is not None and at[1] in _PLANS


def is_registration(text: str) -> bool:
    """Whether a whole paper registers what its writer will do."""
    at = _kind_at(_first_lines(text))
    return at is not None and at[1].endswith("ĐĂNG KÝ")


def is_numbered(text: str) -> bool:
    """Whether a paper (without the chrome before it) bears the number under which it was issued."""
    lines = _first_lines(text)
    at = _kind_at(lines)
    # An official letter has no kind line; its abstract follows its number, or stands beside it.
    before = at[0] if at else next((n + 2 for n, line in enumerate(lines) if _ABSTRACT.match(line)), 0)
    return _number(lines[:before]) != ""


def _first_lines(text: str) -> list[str]:
    pieces = re.split(r"[\n\t\r\f\v]+", unicodedata.normalize("NFC", text[:MOST_CHARACTERS]))
    lines = (" ".join(piece.split()) for piece in pieces)
    return [line for line in lines if line][:FIRST_LINES]


def _kind_at(lines: list[str]) -> tuple[int, str] | None:
    """The line that says the kind of paper, in capitals or alone, and the kind."""
    for at, line in enumerate(lines):
        for kind in _KINDS:
            if line.startswith(kind) and not line[len(kind) :][:1].isalpha():
                return at, kind
            if line.upper() == kind and at < FIRST_LINES // 2:
                return at, kind
        if len(line) > LONGEST * 2:
            return None
    return None


def _official(lines: list[str]) -> str | None:
    found = _kind_at(lines)
    if found is None:
        return None
    at, kind = found
    subject = _subject(lines[at][len(kind) :].strip(" :.-–"), lines[at + 1 :])
    number = _number(lines[:at])
    called = kind.capitalize()
    if not number:
        return f"{called} {subject}".strip() if subject else None
    return f"{called} {number}: {subject}" if subject else f"{called} {number}"


def _subject(first: str, following: list[str]) -> str:
    """The lines of the abstract: each begins small, or goes on with one that is not finished; or all in capitals."""
    said = [first] if first else []
    for line in following[: MOST_SUBJECT_LINES + 1]:
        if (
            _RULE.match(line)
            or _SECTION.match(line)
            or line.lower().startswith(("kính gửi", "căn cứ", "thực hiện kế hoạch"))
        ):
            break
        goes_on = line[0].islower() or (said and said[-1].endswith(_OPEN_ENDS)) or line[0] in '“"('
        shouted = line.isupper() and (not said or said[-1].isupper()) and not _ORGANS.match(line)
        if not (goes_on or shouted or (not said and len(line) <= LONGEST and not line.endswith("."))):
            break
        said.append(line)
        if len(said) == MOST_SUBJECT_LINES or len(line) > LONGEST:
            break
    return " ".join(said)


def _sentence_case(part: str, names: set[tuple[str, str]]) -> str:
    """Runs of words in capitals in lower case; names keep theirs as the text or a word like "xã" shows them."""
    words = part.split()
    bare = [word.strip(_AROUND) for word in words]
    loud = [len(word) > 1 and word.isalpha() and word.isupper() for word in bare]
    run = [loud[k] and (loud[k - 1 : k] == [True] or loud[k + 1 : k + 2] == [True]) for k in range(len(words))]
    low = [word.lower() for word in bare]
    named = {k for n, pair in enumerate(pairwise(low)) if pair in names for k in (n, n + 1)}
    named |= {k for n, word in enumerate(low) if word in _PLACES and loud[n] for k in (n + 1, n + 2)}
    return " ".join(
        (word.capitalize() if k in named else word.lower()) if run[k] else word for k, word in enumerate(words)
    )


def _names(text: str) -> set[tuple[str, str]]:
    """Neighbouring words that the text writes with a capital each."""
    words = [word.strip(_AROUND) for word in text.split()]
    return {(a.lower(), b.lower()) for a, b in pairwise(words) if _titled(a) and _titled(b)}


def _titled(word: str) -> bool:
    return word[:1].isupper() and (len(word) == 1 or word[1:].islower())


def _number(lines: list[str]) -> str:
    for line in lines:
        if found := _NUMBER.match(line):
            return f"{found[1]}{found[2]}{found[3]}".replace(" ", "").replace("–", "-")
    return ""


def _letter(lines: list[str]) -> str | None:
    """An official letter has no kind line: its number and its "V/v …"."""
    for at, line in enumerate(lines):
        if _ABSTRACT.match(line):
            subject = re.sub(r"^v/v\s*:?\s*", "về việc ", line, flags=re.IGNORECASE)
            number = _number(lines[: at + 2])
            more = [after for after in lines[at + 1 : at + 3] if after[0].islower()]
            said = " ".join([subject, *more])
            return f"Công văn {number}: {said}" if number else f"Công văn {said}"
    return None


def _message(lines: list[str]) -> str | None:
    if not lines or not _SENDER.match(lines[0]):
        return None
    said = _SENDER.sub("", lines[0]).strip()
    return said or None


def _headline(lines: list[str]) -> str | None:
    """The first line with words enough that is no menu entry, no date, no body's name in a letterhead."""
    for line, after in zip_longest(lines, lines[1:], fillvalue=""):
        words = [word for word in line.split() if any(letter.isalpha() for letter in word)]
        if len(words) < 4 or "|" in line or _MENU.match(line) or (_STAMP.search(line) and len(line) < 60):
            continue
        # A body's name is short, or stands above what it writes ("Báo cáo công tác hội năm 2026").
        if _ORGANS.match(line) and line.isupper() and (len(words) <= 8 or after.upper().startswith(_KINDS)):
            continue
        return line
    return None


def _cut(title: str) -> str:
    title = _EMPTY_BRACKETS.sub("", title).strip(" :;,-–")
    if len(title) <= LONGEST:
        return title
    return title[: LONGEST - 1].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"
