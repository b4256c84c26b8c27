"""An outline, or a report of before, as a Word file or whatever else gives a text."""

from __future__ import annotations

from lantoa.reading.inputs import Unreadable, checks, extract, extract_at_once, limits, marked
from lantoa.reading.inputs.refusals import refuse
from lantoa.reports.outlines.building import MOST_SECTIONS, sections_of
from lantoa.reports.outlines.lines import Line, of_text, of_word
from lantoa.reports.outlines.proposal import Proposal
from lantoa.reports.outlines.telling import kind_of
from lantoa.reports.outlines.trimming import body


def read(name: str, data: bytes, kind: str = "") -> Proposal:
    """The same as ``read_at_once``, however long it takes."""
    found = read_at_once(name, data, kind, patiently=True)
    assert found is not None  # one who waits is told
    return found


def read_at_once(name: str, data: bytes, kind: str = "", *, patiently: bool = False) -> Proposal | None:
    """The outline of a .docx, .doc, .pdf, .txt …; ``kind`` is what a person said that it is, "" for: see yourself.

    None where reading takes longer than a person should wait for a page: old Word files, pictures. Raises Unreadable,
    and nothing else, whatever the bytes are.
    """
    found = _lines(name, data, patiently=patiently)
    return of_lines(found[0], kind, tuple(found[1])) if found else None


def of_lines(lines: list[Line], kind: str = "", notes: tuple[str, ...] = ()) -> Proposal:
    """The outline of a paper's lines."""
    told, why = kind_of(lines)
    title, opening, rest = body(lines)
    sections = sections_of(rest, kind or told, title)
    if len(sections) >= MOST_SECTIONS:
        notes += (f"Chỉ đọc {MOST_SECTIONS} mục đầu.",)
    return Proposal(kind or told, title, opening, sections, notes if kind else (why, *notes))


def _lines(name: str, data: bytes, *, patiently: bool) -> tuple[list[Line], list[str]] | None:
    if len(data) > limits.FILE_BYTES:
        raise refuse("too_large")
    try:
        is_word = bool(data.strip()) and checks.checked_kind(name, data).key == "docx"
        if is_word and (found := of_word(marked.lines(data))):
            return found, []
    except Unreadable:
        raise
    except Exception as error:  # parsers fail with a dozen classes: this is the one boundary
        raise refuse("damaged") from error
    extracted = extract(name, data) if patiently else extract_at_once(name, data)
    if extracted is None:
        return None
    return of_text(extracted.text), [caution.vi for caution in extracted.warnings]
