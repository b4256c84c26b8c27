"""Papers cited: by number, by session, by a quoted name, or by who decided."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lantoa.reading.bodies import unit_at
from lantoa.reading.citations import Cited, completed, drafted
from lantoa.reading.findings import Date, Document
from lantoa.reading.source import Source
from lantoa.reading.tokens import BREAK, NUMBER, WORD

_DASHES = frozenset("-–—")
_SEPARATORS = frozenset("/") | _DASHES
_ROMAN = frozenset("ivxlc")
LONGEST_CODE = 12  # tokens
LONGEST_NAME = 30
_NO_PAPER = frozenset(["năm", "tháng", "ngày", "tuần", "quý", "mục", "nội", "nhiệm", "điểm", "khâu", "giải"])


def documents_of(source: Source, dates: Sequence[Date]) -> list[Document]:
    """All papers cited outside chrome, in order; short references take the number of the full one."""
    cited: list[Cited] = []
    i = 0
    while i < len(source.tokens):
        found = _cited_at(source, i) if source.readable[i] else None
        if found:
            cited += [found, *_more_numbers(source, found)]
            i = cited[-1].end
        else:
            i += 1
    by_start = {date.start: date for date in dates}
    drafts = [drafted(source, item, by_start) for item in cited]
    return completed(source, cited, drafts)


def _cited_at(source: Source, i: int) -> Cited | None:
    if own := _own_number(source, i):
        return own
    kind = source.match("document_kinds", i)
    if kind is None or not source.is_word(i):
        return None
    j, name = i + kind[0], kind[1]
    # "ĐA" stands for a kind of paper; "Đa dạng" does not.
    if kind[0] == 1 and len(source.tokens[i].nfc) == 2 and not source.tokens[i].shouted and name != "Luật":
        return None
    if source.tokens[i].shouted and len(source.tokens[i].nfc) <= 3 and not source.is_number(j):
        return None
    return (
        _numbered(source, i, j, name)
        or _session(source, i, j, name)
        or _quoted(source, i, j, name)
        or _decided(source, i, j, name)
        or _titled(source, i, j, name)
    )


def _own_number(source: Source, i: int) -> Cited | None:
    """The number at the head of a paper itself, on a line of its own: "Số 09-KH/HU"."""
    if source.key(i) != "số" or not source.is_capital(i) or (i and source.tokens[i - 1].kind != BREAK):
        return None
    j = i + 1 + (source.key(i + 1) in {":", "."})
    code = _code(source, j) if source.is_number(j) else None
    if code is None:
        return None
    kind = next((k for part in re.split(r"[-/]", code[1]) if (k := source.lexicons["document_kinds"].value(part))), "")
    short = code[1].split("-")[0].split("/")[0]
    return Cited(i, code[0], kind, code[1], "own number", short=short) if kind else None


def _numbered(source: Source, i: int, j: int, name: str) -> Cited | None:
    said_number = source.key(j) == "số"
    if said_number:
        j += 1 + (source.key(j + 1) in {":", "."})
    if not source.is_number(j) or not source.same_sentence(i, j):
        return None
    if code := _code(source, j):
        return Cited(i, code[0], name, code[1], "numbered", short=code[1].split("-")[0].split("/")[0])
    digits = source.tokens[j].nfc
    if not digits.isdecimal() or len(digits) > 4:
        return None
    if not said_number and (_counts_something(source, j + 1) or len(digits) > 3):
        return None
    return Cited(i, j + 1, name, None, "short number", short=digits)


def _counts_something(source: Source, j: int) -> bool:
    if source.key(j) in _NO_PAPER or source.key(j) in {"%", "/"} or source.is_number(j):
        return True
    return source.match("measures", j) is not None or source.match("scales", j) is not None


def _code(source: Source, j: int) -> tuple[int, str] | None:
    """ "05 – CT/TW", "16/2013/NĐ-CP": (the token after it, the number normalised). Letters are needed."""
    parts, letters, k = [source.tokens[j].nfc], False, j + 1
    if not parts[0].isdecimal():
        return None
    while k + 1 < len(source.tokens) and k - j < LONGEST_CODE:
        mark, part = source.tokens[k], source.tokens[k + 1]
        if mark.nfc not in _SEPARATORS and not _glued_letters(source, k, letters):
            break
        if mark.nfc not in _SEPARATORS:
            parts[-1] += mark.nfc
            k += 1
            continue
        if part.kind == NUMBER and mark.nfc == "/" and not letters and part.nfc.isdecimal():
            parts += ["/", part.nfc]
        elif part.kind == WORD and _code_word(part.nfc, letters) and not (letters and mark.spaced and mark.nfc != "/"):
            parts += ["-" if mark.nfc in _DASHES else "/", part.nfc]
            letters = True
        else:
            break
        k += 2
    return (k, "".join(parts)) if letters else None


def _glued_letters(source: Source, k: int, letters: bool) -> bool:
    """Whether a token only goes on with the word before ("QĐ" + "i", "GPTTĐT")."""
    token = source.tokens[k]
    return letters and token.kind in {WORD, NUMBER} and not token.spaced and len(token.nfc) <= 4


def _code_word(word: str, letters: bool) -> bool:
    return len(word) <= 12 and (word.isupper() or (word[0].isupper() and len(word) <= 4))


def _more_numbers(source: Source, first: Cited) -> list[Cited]:
    """The further numbers in "Kế hoạch số 09-KH/HU, số 10-KH/HU" or "các Chỉ thị 03, 05"."""
    found: list[Cited] = []
    end = first.end
    while first.short and len(found) < LONGEST_NAME and source.key(end) in {",", "và", ";"}:
        j = end + 1
        k = j + (source.key(j) == "số")
        if not source.is_number(k) or not source.same_sentence(first.start, k):
            break
        code = _code(source, k)
        if code:
            short = code[1].split("-")[0].split("/")[0]
            found.append(Cited(j, code[0], first.type, code[1], "numbered in a list", short=short))
        elif k > j and source.tokens[k].nfc.isdecimal():
            found.append(Cited(j, k + 1, first.type, None, "short number", short=source.tokens[k].nfc))
        else:
            break
        end = found[-1].end
    return found


def _session(source: Source, i: int, j: int, name: str) -> Cited | None:
    """ "Nghị quyết Trung ương 4 (khóa XII)", "Nghị quyết Đại hội Đảng bộ huyện lần thứ XXI"."""
    if name not in {"Nghị quyết", "Kết luận", "Chỉ thị", "Văn bản", "Báo cáo"}:
        return None
    first = source.key(j)
    two = f"{first} {source.key(j + 1)}"
    if two == "trung ương" or first in {"tw", "trw"}:
        return _plenum(source, i, j + (2 if two == "trung ương" else 1), name)
    if (source.key(j) == "hội" and source.key(j + 1) == "nghị") or two == "đại hội":
        return _congress(source, i, j, name)
    return None


def _plenum(source: Source, i: int, j: int, name: str) -> Cited | None:
    if source.key(j) == "lần" and source.key(j + 1) == "thứ":
        j += 2
    ordinal = source.is_number(j) or source.listed("numerals", j) or source.key(j) == "tư"
    if not ordinal:
        return None
    end, term = _term(source, j + 1)
    issuer = f"Ban Chấp hành Trung ương khóa {term}" if term else "Ban Chấp hành Trung ương"
    return Cited(i, end, name, None, "session", issuer=issuer)


def _term(source: Source, j: int) -> tuple[int, str | None]:
    """The end and the figures of "khóa XII", "(khóa XII)", "khóa XII"; nothing there gives (j, None)."""
    bracket = source.key(j) == "("
    k = j + bracket
    if source.key(k) in {"khóa"} and source.key(k + 1) and set(source.key(k + 1)) <= _ROMAN:
        end = k + 2
        while source.key(end) in {",", "và"} and source.key(end + 1) and set(source.key(end + 1)) <= _ROMAN:
            end += 2
        term = source.said(k + 1, end)
        return end + (bracket and source.key(end) == ")"), term
    return j, None


def _congress(source: Source, i: int, j: int, name: str) -> Cited | None:
    """Reads on to the ordinal; without one the words are generic."""
    k, ordinal = j + 2, False
    while k < len(source.tokens) and k - j < LONGEST_NAME and source.same_sentence(i, k):
        key = source.key(k)
        if (key, source.key(k + 1)) == ("trung", "ương") and source.is_number(k + 2) and not ordinal:
            return _plenum(source, i, k + 2, name)
        if (key, source.key(k + 1)) == ("lần", "thứ") and k + 2 < len(source.tokens):
            ordinal, k = True, k + 3
        elif source.tokens[k].shouted and set(key) <= _ROMAN and not ordinal:
            ordinal, k = True, k + 1
        elif (key, source.key(k + 1)) == ("của", "đảng") and ordinal:
            k += 2
        elif ordinal:
            break
        elif key in {",", ";", "và", "về", "."}:
            return None
        else:
            k += 1
    if not ordinal:
        return None
    if (issuer_at := unit_at(source, k)) and issuer_at.kind in {
        "trung ương",
        "đảng bộ",
        "tỉnh ủy",
        "huyện ủy",
    }:
        k = issuer_at.end
    end, _ = _term(source, k)
    return Cited(i, end, name, None, "session", issuer=source.said(j, k))


def _quoted(source: Source, i: int, j: int, name: str) -> Cited | None:
    quote = source.quote_at.get(j) or (source.quote_at.get(j + 1) if source.key(j) == ":" else None)
    if (
        quote is None
        or name not in {"Đề án", "Luật", "Kế hoạch", "Nghị quyết", "Quy chế"}
        or quote.words > LONGEST_NAME
    ):
        return None
    return Cited(i, quote.closing + 1, name, None, "quoted name")


def _decided(source: Source, i: int, j: int, name: str) -> Cited | None:
    """ "Quyết định của Chủ tịch UBND huyện Cẩm Lĩnh": one paper, told by who issued it."""
    if name not in {"Quyết định", "Chỉ thị", "Kết luận", "Công văn"} or source.key(j) != "của":
        return None
    if not source.is_capital(i):
        return None
    k = j + 1
    if role := source.match("roles", k):
        k += role[0]
    body = unit_at(source, k)
    if body is None:
        return None
    return Cited(i, body.end, name, None, "issuer", issuer=source.said(j + 1, body.end))


def _titled(source: Source, i: int, j: int, name: str) -> Cited | None:
    """ "Luật Đất đai năm 2013", "Đề án phát triển làng nghề": a name without number or quotes."""
    if not source.is_capital(i) or name not in {"Luật", "Đề án", "Pháp lệnh"}:
        return None
    if name != "Đề án" and not source.is_capital(j):
        return None
    k = j
    while k < len(source.tokens) and k - j < 14 and source.same_sentence(i, k):
        token = source.tokens[k]
        if token.kind != WORD or token.key in _TITLE_STOPS or (name != "Đề án" and token.key in {"và"}):
            break
        k += 1
    if name != "Đề án":
        k = min(k, j + 5)
    return Cited(i, k, name, None, "title") if k - j >= (1 if name != "Đề án" else 3) else None


_TITLE_STOPS = frozenset(
    [
        "được",
        "của",
        "do",
        "đã",
        "đang",
        "sẽ",
        "tại",
        "là",
        "có",
        "với",
        "trên",
        "trong",
        "giai",
        "theo",
        "năm",
        "cho",
        "từ",
        "đến",
        "ở",
        "này",
        "đó",
        "hlhpn",
        "ubnd",
        "một",
        "các",
        "để",
    ]
)
