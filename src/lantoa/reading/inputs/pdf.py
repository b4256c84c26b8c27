"""PDF files: the text of their pages, and which of them are only pictures."""

import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from lantoa.reading.inputs import limits, paragraphs, pdf_page
from lantoa.reading.inputs.refusals import refuse

_ACTIVE = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia)\b")
_STREAM = re.compile(rb"stream\r?\n")
_PACKED = re.compile(rb"/(FlateDecode|Fl|LZWDecode|LZW|RunLengthDecode|RL)\b")
_FEWEST_RUNNING, _SHARE_RUNNING = 3, 0.6
_FIGURES = re.compile(r"\d+")


def read(data: bytes) -> dict[str, Any]:
    """The text of every page, the numbers of the pages that are only pictures, and the codes of cautions.

    To be called apart only. Raises Unreadable.
    """
    _refuse_bombs(data)
    with closing(_opened(data)) as document:
        if len(document) > limits.PDF_PAGES:
            raise refuse("too_large")
        pages = list(_pages(document))
        pictures = [page.number for page in pages if page.is_picture]
        if not pictures and not any(page.lines for page in pages) and any(page.is_damaged for page in pages):
            raise refuse("damaged")
        active = bool(_ACTIVE.search(data) or document.count_attachments())
        return {"pages": _texts(pages), "pictures": pictures, "active": active}


def picture(data: bytes, number: int) -> tuple[int, int, bytes]:
    """A page as a picture in grey: its width, height, and a byte a point, row by row. To be called apart only."""
    with closing(_opened(data)) as document, closing(document[number - 1]) as page:
        longest = max(page.get_size())
        scale = min(limits.PICTURE_DPI / 72, limits.PICTURE_SIDE / max(longest, 1))
        bitmap = page.render(scale=scale, grayscale=True)
        rows = memoryview(bitmap.buffer).cast("B")
        wide, high, stride = bitmap.width, bitmap.height, bitmap.stride
        return wide, high, b"".join(bytes(rows[y * stride : y * stride + wide]) for y in range(high))


@dataclass(frozen=True)
class _Page:
    number: int
    lines: Sequence[str]
    is_picture: bool = False
    is_damaged: bool = False


def _opened(data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = getattr(error, "err_code", None) in (pdfium_c.FPDF_ERR_PASSWORD, pdfium_c.FPDF_ERR_SECURITY)
        raise refuse("encrypted" if locked else "damaged") from error


def _pages(document: pdfium.PdfDocument) -> Iterator[_Page]:
    length = 0
    for index in range(len(document)):
        page = _page(document, index)
        length += sum(map(len, page.lines))
        if length > limits.TEXT_CHARACTERS:
            raise refuse("too_large")
        yield page


def _page(document: pdfium.PdfDocument, index: int) -> _Page:
    try:
        with closing(document[index]) as page:
            lines = pdf_page.lines(page)
            return _Page(index + 1, lines, is_picture=not lines and pdf_page.has_picture(page))
    except pdfium.PdfiumError:
        return _Page(index + 1, (), is_damaged=True)


def _texts(pages: Sequence[_Page]) -> list[str]:
    """The text of every page without its number and what stands over or under all of them."""
    heads = [_running(pages, 0), _running(pages, -1)]
    texts = []
    for page in pages:
        lines = list(page.lines)
        for end, running in zip((0, -1), heads, strict=True):
            while lines and (lines[end].strip("- ") == str(page.number) or _bare(lines[end]) in running):
                del lines[end]
        texts.append("\n".join(paragraphs.joined(lines)))
    return texts


def _running(pages: Sequence[_Page], end: int) -> frozenset[str]:
    """What the first or the last line of most pages says, figures aside."""
    often = Counter(_bare(page.lines[end]) for page in pages if page.lines and "\t" not in page.lines[end])
    most = max(_FEWEST_RUNNING, len(pages) * _SHARE_RUNNING)
    return frozenset(words for words, times in often.items() if words and times >= most)


def _bare(line: str) -> str:
    return _FIGURES.sub("", line).strip("- /|")


def _refuse_bombs(data: bytes) -> None:
    """Unpack every stream that is no picture, keeping nothing, and stop where one would flood the memory."""
    total = 0
    for number, found in enumerate(_STREAM.finditer(data)):
        if number > limits.PDF_STREAMS:
            raise refuse("too_large")
        head = data[max(0, found.start() - 600) : found.start()]
        head = head[head.rfind(b" obj") + 1 :]
        if b"/Image" in head:
            continue
        if len(_PACKED.findall(head)) > 1:
            raise refuse("zip_bomb")
        if b"/FlateDecode" in head or b"/Fl" in head:
            cap = limits.PDF_FONT_BYTES if b"/Length1" in head else limits.PDF_STREAM_BYTES
            total += _unpacked_size(data, found.end(), cap)
            if total > limits.PDF_TOTAL_BYTES:
                raise refuse("zip_bomb")


def _unpacked_size(data: bytes, start: int, cap: int) -> int:
    unpacker, size, at = zlib.decompressobj(), 0, start
    pending = b""
    try:
        while not unpacker.eof and (pending or at < len(data)):
            if not pending:
                pending, at = data[at : at + 16384], at + 16384
            size += len(unpacker.decompress(pending, 1024 * 1024))
            pending = unpacker.unconsumed_tail
            if size > cap:
                raise refuse("zip_bomb")
    except zlib.error:
        return size
    return size
