"""PDF files that hold text; what was scanned is said to be so, page by page."""

import re
import zlib
from collections.abc import Iterator

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium_c  # type: ignore[import-untyped]

from lantoa.reading.inputs import limits
from lantoa.reading.inputs.decoding import Decoded
from lantoa.reading.inputs.refusals import Caution, caution, refuse

EXTRACTOR = "pdf/1"

_ACTIVE = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia)\b")
_STREAM = re.compile(rb"stream\r?\n")
_PACKED = re.compile(rb"/(FlateDecode|Fl|LZWDecode|LZW|RunLengthDecode|RL)\b")
_LISTED_PAGES = 20


def read(data: bytes) -> Decoded:
    """Return the text layer, pages parted by an empty line; raises Unreadable."""
    _refuse_bombs(data)
    document = _opened(data)
    try:
        if len(document) > limits.PDF_PAGES:
            raise refuse("too_large")
        pages = list(_pages(document))
        without_text = [number for number, (text, has_image) in enumerate(pages, 1) if not text and has_image]
        texts = [text for text, _ in pages if text]
        if without_text and not texts:
            raise refuse("scanned")
        return Decoded("\n\n".join(texts), _cautions(data, document, without_text))
    finally:
        document.close()


def _opened(data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = getattr(error, "err_code", None) in (pdfium_c.FPDF_ERR_PASSWORD, pdfium_c.FPDF_ERR_SECURITY)
        raise refuse("encrypted" if locked else "damaged") from error


def _pages(document: pdfium.PdfDocument) -> Iterator[tuple[str, bool]]:
    length = 0
    for number in range(len(document)):
        try:
            page = document[number]
        except pdfium.PdfiumError:
            yield "", False
            continue
        text = _page_text(page, number + 1)
        length += len(text)
        if length > limits.TEXT_CHARACTERS:
            raise refuse("too_large")
        yield text, not text and _has_image(page)
        page.close()


def _page_text(page: pdfium.PdfPage, number: int) -> str:
    layer = page.get_textpage()
    raw = layer.get_text_bounded()
    layer.close()
    # PDFium marks a hyphen at the end of a line by U+FFFE or U+0002.
    raw = (
        raw.replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\ufffe", "-")
        .replace("\x02", "-")
        .replace("\x00", "")
    )
    lines = [line.strip() for line in raw.split("\n")]
    lines = [line for line in lines if line]
    for end in (0, -1):
        if lines and lines[end].strip("- ") == str(number):
            del lines[end]
    return "\n".join(_paragraphs(lines))


def _paragraphs(lines: list[str]) -> Iterator[str]:
    """Join the lines of a paragraph: a line that is nearly full runs on where the next begins with a small letter."""
    full = max((len(line) for line in lines), default=0) * 0.7
    held = ""
    last_length = 0
    for line in lines:
        runs_on = (
            held
            and last_length >= full
            and held[-1] not in ".!?:;"
            and (line[0].islower() or line[0].isdigit())
        )
        if held and not runs_on:
            yield held
            held = ""
        held = f"{held} {line}" if held else line
        last_length = len(line)
    if held:
        yield held


def _has_image(page: pdfium.PdfPage) -> bool:
    return any(True for _ in page.get_objects(filter=(pdfium_c.FPDF_PAGEOBJ_IMAGE,), max_depth=5))


def _cautions(data: bytes, document: pdfium.PdfDocument, without_text: list[int]) -> tuple[Caution, ...]:
    found: tuple[Caution, ...] = ()
    if _ACTIVE.search(data) or document.count_attachments():
        found += (caution("active_content"),)
    if without_text:
        listed = ", ".join(str(number) for number in without_text[:_LISTED_PAGES])
        found += (
            caution("some_pages_scanned", pages=listed + ("…" if len(without_text) > _LISTED_PAGES else "")),
        )
    return found


def _refuse_bombs(data: bytes) -> None:
    """Unpack every stream that is no picture, keeping nothing, and stop where one would flood the memory."""
    total = 0
    for found in _STREAM.finditer(data):
        head = data[max(0, found.start() - 600) : found.start()]
        head = head[head.rfind(b" obj") + 1 :]
        if b"/Image" in head:
            continue
        if len(_PACKED.findall(head)) > 1:
            raise refuse("zip_bomb")
        if b"/FlateDecode" in head or b"/Fl" in head:
            total += _unpacked_size(data, found.end())
            if total > limits.ZIP_TOTAL_BYTES:
                raise refuse("zip_bomb")


def _unpacked_size(data: bytes, start: int) -> int:
    unpacker, size, at = zlib.decompressobj(), 0, start
    pending = b""
    try:
        while not unpacker.eof and (pending or at < len(data)):
            if not pending:
                pending, at = data[at : at + 16384], at + 16384
            size += len(unpacker.decompress(pending, 1024 * 1024))
            pending = unpacker.unconsumed_tail
            if size > limits.PDF_STREAM_BYTES:
                raise refuse("zip_bomb")
    except zlib.error:
        return size
    return size
