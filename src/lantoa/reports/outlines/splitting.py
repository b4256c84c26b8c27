"""One line that begins like a heading: which of its words are the heading, and which only say what is asked there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile

from lantoa.reports.outlines.lines import BLANK, Line
from lantoa.reports.outlines.numbers import Numbered, numbered

LONGEST = 30  # words of a heading
# A heading that a paper only runs into its paragraph is short.
RUN_IN = 14
_NOTE = 4  # words in brackets that belong to the heading: "(nếu có)"
# How whoever is above asks: the first words of what is to be said.
ASKING = re.compile(
    r"\b(?:nêu(?: rõ)?|đánh giá|làm rõ|ghi rõ|nói rõ|thống kê|liệt kê|phân tích|báo cáo(?: rõ| cụ thể| kết quả| số)|"
    r"khái quát|tóm tắt|trình bày|đề nghị (?:nêu|báo cáo|đánh giá|các)|yêu cầu (?:nêu|báo cáo)|cần (?:nêu|làm rõ)|"
    r"so sánh|trong đó nêu|có (?:số liệu|minh chứng|ví dụ)|kèm theo (?:biểu|phụ lục|danh sách)|theo biểu|"
    r"số lượng|bao nhiêu|dẫn chứng|minh họa|lưu ý)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[^\W\d_]{2})[.;]\s+(?=[A-ZĐÀ-Ỹ(“\"])")
_ENDS = " .:;,–—-"


@dataclass(frozen=True, slots=True)
class Headed:
    """A line that may be a heading: its number (None for none), its heading, and the words behind that.

    ``marked`` says that typography sets it off, ``by`` what parts it from the rest: "type", "bracket", "colon",
    "sentence".
    """

    numbered: Numbered | None
    heading: str
    rest: str
    marked: bool
    by: str = ""

    @property
    def whole(self) -> bool:
        """Whether the line is nothing but a heading."""
        return not self.rest


def headed(line: Line) -> Headed:
    """The line split; what comes out need not be a heading yet."""
    number = numbered(line.text)
    words = number.rest if number else line.text
    marked = line.bold or line.capitals or line.style > 0
    if not marked and (bold := _first_bold(line, number)):
        return Headed(number, bold.strip(_ENDS), _behind(words, bold), True, "type")
    if slanted := _last_slanted(line):
        before = words.removesuffix(slanted)
        if before != words and len(before.split()) > 1:
            return Headed(number, _bare(before), _unwrapped(slanted), marked, "type")
    return Headed(number, *_by_marks(words, marked))


def _first_bold(line: Line, number: Numbered | None) -> str:
    """The bold words with which a line begins, where others follow."""
    bold = "".join(run.text for run in takewhile(lambda run: run.bold or not run.text.strip(), line.runs))
    words = " ".join(bold.split())
    if number:
        # The number itself may be all that is bold.
        words = " ".join((numbered(words) or Numbered("", 0, "")).rest.split())
    return words if len(words.split()) > 1 or words.endswith(":") else ""


def _behind(words: str, bold: str) -> str:
    return _unwrapped(words[len(bold) :].strip(" .:;–—-") if words.startswith(bold) else words)


def _last_slanted(line: Line) -> str:
    slanted = "".join(
        run.text for run in reversed(list(takewhile(lambda run: run.slanted or not run.text.strip(), line.runs[::-1])))
    )
    return " ".join(BLANK.sub("…", slanted).split()) if slanted.strip() and not line.slanted else ""


def _by_marks(words: str, marked: bool) -> tuple[str, str, bool, str]:
    """Heading, rest, whether it is marked, and what parts the two: brackets, a colon or the end of a sentence."""
    bracket, colon = words.find(" ("), words.find(": ")
    if bracket > 0 and words.rstrip(" .;:").endswith(")") and not 0 < colon < bracket:
        inside = words[bracket + 2 :].rstrip(" .;:")[:-1]
        if len(inside.split()) > _NOTE or ASKING.search(inside) or BLANK.search(inside):
            return _bare(words[:bracket]), inside.strip(), marked, "bracket"
    sentence = _SENTENCE.search(words)
    for at, by in ((colon, "colon"), (sentence.start() if sentence else -1, "sentence")):
        if at > 0 and len(words[:at].split()) <= LONGEST:
            return _bare(words[:at]), _unwrapped(words[at + 1 :]), marked, by
    return _bare(words), "", marked, ""


def _bare(heading: str) -> str:
    """A heading without the marks that end it; "…" stays where something is to be written in."""
    return heading.strip().rstrip(_ENDS).strip()


def _unwrapped(words: str) -> str:
    """Words without the one pair of brackets around them all."""
    words = words.strip()
    bare = words.rstrip(" .;")
    if bare.startswith("(") and bare.endswith(")") and bare.count("(") == 1:
        return bare[1:-1].strip()
    return words
