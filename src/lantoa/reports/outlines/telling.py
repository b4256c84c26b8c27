"""Whether a paper asks (an outline) or tells (a report of before), and by what one sees it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lantoa.reports.outlines.lines import BLANK, Line
from lantoa.reports.outlines.splitting import ASKING
from lantoa.reports.outlines.trimming import OUTLINE

ASKED, PAST = "asked", "past"
_DAYS_AND_PAPERS = re.compile(
    r"\d+\s*[-–/]\s*[\w/–-]*[A-ZĐ][\w/–-]*|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{1,2}/\d{4}"
    r"|(?:năm|ngày|tháng|quý|số|mục|biểu|khóa|điều)\s+\d+(?:[/-]\d+)*",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"\d+(?:[.,]\d+)*\s*(?:%|[^\W\d_])")
_DONE = re.compile(r"\b(?:đã|đạt|được|hoàn thành|tổ chức được|tăng|giảm|so với)\b", re.IGNORECASE)
_SPEECH = 18  # words
_TITLE = 6


def kind_of(lines: Sequence[Line]) -> tuple[str, str]:
    """ASKED or PAST, with a Vietnamese sentence that says why."""
    prose = [line for line in lines if not line.cells]
    titled = next((line.text for line in prose if OUTLINE.match(line.text.upper()) and line.capitals), "")
    asks = sum(bool(ASKING.search(line.text)) for line in prose)
    blanks = sum(bool(BLANK.search("".join(run.text for run in line.runs))) for line in lines)
    told = sum(_tells(line.text) for line in prose)
    amounts = sum(bool(_AMOUNT.search(_DAYS_AND_PAPERS.sub(" ", line.text))) for line in prose)
    reasons = [
        f"có tiêu đề “{titled[:60]}”" if titled else "",
        f"có {asks} chỗ nêu yêu cầu (nêu rõ, đánh giá…)" if asks else "",
        f"có {blanks} chỗ để trống" if blanks else "",
    ]
    why = "; ".join(filter(None, reasons)) or "không có câu nào kể kết quả kèm số liệu"
    # A sentence with a figure tells; a "nêu rõ" in a report of three pages asks nothing.
    if _TITLE * bool(titled) + asks + 2 * blanks >= told + amounts:
        return ASKED, f"Nhận là đề cương vì {why}."
    return PAST, f"Nhận là báo cáo đã viết vì có {max(told, amounts)} câu kể kết quả kèm số liệu."


def _tells(text: str) -> bool:
    """Whether a paragraph is a sentence with figures of its own, days and numbers of papers aside."""
    if len(text.split()) < _SPEECH or ASKING.match(text):
        return False
    return bool(_AMOUNT.search(_DAYS_AND_PAPERS.sub(" ", text)) and _DONE.search(text))
