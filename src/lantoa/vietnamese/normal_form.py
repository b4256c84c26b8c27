"""Unicode's composed form (NFC), made in linear time."""

import re
import unicodedata

_MANY_MARKS = re.compile(r"[^\w\s]{31}")


def nfc(text: str) -> str:
    """The text in Unicode's composed form, in which everything is stored."""
    if text.isascii() or unicodedata.is_normalized("NFC", text):
        return text
    if _MANY_MARKS.search(text):
        text = _with_marks_ordered(text)
    return unicodedata.normalize("NFC", text)


def _with_marks_ordered(text: str) -> str:
    # unicodedata orders a run of marks in quadratic time: 100,000 marks on one letter would hang a worker.
    ordered: list[str] = []
    marks: list[str] = []
    for char in text:
        if unicodedata.combining(char):
            marks.append(char)
            continue
        if marks:
            ordered += sorted(marks, key=unicodedata.combining)
            marks = []
        ordered.append(char)
    return "".join(ordered + sorted(marks, key=unicodedata.combining))
