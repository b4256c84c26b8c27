"""PDF files as papers: the text of their pages, and what Tesseract reads of those that are pictures."""

from __future__ import annotations

import base64
from collections.abc import Sequence

from lantoa.reading.inputs import apart, limits, pictures
from lantoa.reading.inputs.decoding import Decoded
from lantoa.reading.inputs.refusals import Caution, caution, refuse

EXTRACTOR = "pdf/2"
_LISTED = 20


def read(data: bytes, *, patiently: bool = True) -> Decoded | None:
    """The text, pages parted by an empty line; raises Unreadable.

    None where a page is to be read from its picture and one should not wait for that.
    """
    found = apart.parse("pdf", data)
    texts: list[str] = found["pages"]
    scanned: list[int] = found["pictures"]
    read_from: list[int] = []
    if scanned and pictures.program() and len(scanned) <= limits.PICTURE_PAGES:
        if not patiently:
            return None
        for number in scanned:
            texts[number - 1] = _read_picture(data, number)
        read_from = [number for number in scanned if texts[number - 1]]
    if scanned and not any(texts):
        raise refuse("picture" if pictures.program() else "scanned")
    cautions: list[Caution] = [caution("active_content")] if found["active"] else []
    if read_from:
        cautions.append(caution("read_from_pictures"))
    if unread := [number for number in scanned if number not in read_from]:
        cautions.append(caution("some_pages_scanned", pages=_listed(unread)))
    return Decoded(_joined(texts), tuple(cautions))


def _read_picture(data: bytes, number: int) -> str:
    drawn = apart.parse("pdf_picture", data, number=number)
    return pictures.text_of(pictures.grey(drawn["wide"], drawn["high"], base64.b64decode(drawn["points"])))


def _listed(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers[:_LISTED])) + ("…" if len(numbers) > _LISTED else "")


def _joined(texts: Sequence[str]) -> str:
    """The pages in one; a table that goes on over a page's end goes on, its heads said once, a row cut by it whole."""
    whole: list[str] = []
    for text in filter(None, texts):
        lines = text.split("\n")
        columns = lines[0].count("\t")
        if not whole or not columns or columns != whole[-1].count("\t"):
            whole += ["", *lines] if whole else lines
            continue
        first = len(whole) - 1
        while first and whole[first - 1].count("\t") == columns:
            first -= 1
        if lines[0] == whole[first]:
            del lines[0]
        elif lines[0].startswith("\t"):
            # A row without a number is the rest of one that was cut.
            whole[-1] = "\t".join(map(_together, whole[-1].split("\t"), lines.pop(0).split("\t")))
        whole += lines
    return "\n".join(whole)


def _together(above: str, below: str) -> str:
    return f"{above} {below}".strip()
