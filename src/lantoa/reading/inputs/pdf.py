"""PDF files that hold text; what was scanned is said to be so, page by page."""

import re
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from lantoa.reading.inputs import limits
from lantoa.reading.inputs.decoding import Decoded
from lantoa.reading.inputs.refusals import Caution, caution, refuse

EXTRACTOR = "pdf/1"

_ACTIVE = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia)\b")
_STREAM = re.compile(rb"stream\r?\n")
_PACKED = re.compile(rb"/(FlateDecode|Fl|LZWDecode|LZW|RunLengthDecode|RL)\b")
_LISTED_PAGES = 20
_NEARLY_FULL, _FULL = 0.7, 0.85
# "2. Kết quả", "1.1. Việc đã làm", "a) Đất", "II- HẠN CHẾ", "- Các chi bộ" begin anew, whatever stands before.
_NEW_POINT = re.compile(r"(\d+(\.\d+)*|[a-zđ]|[IVX]+)[.)-]\s|[-–+*•]")
# PDFium keeps global state: two threads at once would crash the process.
_ONE_AT_A_TIME = threading.Lock()


def read(data: bytes) -> Decoded:
    """Return the text layer, pages parted by an empty line; raises Unreadable."""
    _refuse_bombs(data)
    with _ONE_AT_A_TIME, closing(_opened(data)) as document:
        if len(document) > limits.PDF_PAGES:
            raise refuse("too_large")
        pages = list(_pages(document))
        pictures = [page.number for page in pages if page.is_picture]
        texts = [page.text for page in pages if page.text]
        if pictures and not texts:
            raise refuse("scanned")
        if not texts and any(page.is_damaged for page in pages):
            raise refuse("damaged")
        return Decoded("\n\n".join(texts), _cautions(data, document, pictures))


@dataclass(frozen=True)
class _Page:
    number: int
    text: str
    is_picture: bool = False
    is_damaged: bool = False


def _opened(data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = getattr(error, "err_code", None) in (pdfium_c.FPDF_ERR_PASSWORD, pdfium_c.FPDF_ERR_SECURITY)
        raise refuse("encrypted" if locked else "damaged") from error


def _pages(document: pdfium.PdfDocument) -> Iterator[_Page]:
    length, until = 0, time.thread_time() + limits.PDF_SECONDS
    for index in range(len(document)):
        page = _page(document, index)
        length += len(page.text)
        if length > limits.TEXT_CHARACTERS or time.thread_time() > until:
            raise refuse("too_large")
        yield page


def _page(document: pdfium.PdfDocument, index: int) -> _Page:
    try:
        with closing(document[index]) as page:
            text = _page_text(page, index + 1)
            return _Page(index + 1, text, is_picture=not text and _has_image(page))
    except pdfium.PdfiumError:
        return _Page(index + 1, "", is_damaged=True)


def _page_text(page: pdfium.PdfPage, number: int) -> str:
    with closing(page.get_textpage()) as layer:
        raw: str = layer.get_text_bounded()
    # PDFium marks a hyphen at the end of a line by U+FFFE or U+0002.
    raw = raw.replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe", "-").replace("\x02", "-").replace("\x00", "")
    lines = [line.strip() for line in raw.split("\n")]
    lines = [line for line in lines if line]
    for end in (0, -1):
        if lines and lines[end].strip("- ") == str(number):
            del lines[end]
    return "\n".join(_paragraphs(lines))


def _paragraphs(lines: list[str]) -> Iterator[str]:
    """Join the lines of a paragraph; how full a line is tells whether it runs on."""
    widest = max((len(line) for line in lines), default=0)
    held = ""
    share = 0.0
    for line in lines:
        if held and _runs_on(held, line, share):
            held = f"{held} {line}"
        else:
            if held:
                yield held
            held = line
        share = len(line) / widest
    if held:
        yield held


def _runs_on(before: str, line: str, share: float) -> bool:
    if before[-1] in ".!?:;" or _NEW_POINT.match(line):
        return False
    begins_anew = line[0].isupper() or not line[0].isalnum()
    return share >= (_FULL if begins_anew else _NEARLY_FULL)


def _has_image(page: pdfium.PdfPage) -> bool:
    return any(True for _ in page.get_objects(filter=(pdfium_c.FPDF_PAGEOBJ_IMAGE,), max_depth=5))


def _cautions(data: bytes, document: pdfium.PdfDocument, without_text: list[int]) -> tuple[Caution, ...]:
    found: tuple[Caution, ...] = ()
    if _ACTIVE.search(data) or document.count_attachments():
        found += (caution("active_content"),)
    if without_text:
        listed = ", ".join(str(number) for number in without_text[:_LISTED_PAGES])
        found += (caution("some_pages_scanned", pages=listed + ("…" if len(without_text) > _LISTED_PAGES else "")),)
    return found


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
