"""XML as a stream of starts, ends and letters: constant memory, no entities, nothing fetched."""

from collections.abc import Iterable
from typing import Protocol
from xml.parsers import expat

from lantoa.reading.inputs import limits
from lantoa.reading.inputs.refusals import refuse

_PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w:",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w:",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m:",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m:",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc:",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r:",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r:",
    "http://schemas.openxmlformats.org/package/2006/relationships": "",
}


class Listener(Protocol):
    """What hears the events; names come as "w:p", or "?:x" outside the namespaces that matter here."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def letters(self, text: str) -> None:
        """Text stands in the element that began last."""


class _Names(dict[str, str]):
    def __missing__(self, qualified: str) -> str:
        namespace, _, local = qualified.rpartition("|")
        short = _PREFIXES.get(namespace, "?:" if namespace else "") + local
        if len(self) < 10_000:
            self[qualified] = short
        return short


def listen(pieces: Iterable[bytes], listener: Listener) -> None:
    """Feed XML to the listener; raises Unreadable for what is damaged, too large, or declares entities."""
    parser = expat.ParserCreate(namespace_separator="|")
    parser.buffer_text = True
    names, counts = _Names(), [0, 0]

    def start(name: str, attributes: dict[str, str]) -> None:
        counts[0] += 1
        counts[1] += 1
        if counts[0] > limits.XML_ELEMENTS:
            raise refuse("too_large")
        if counts[1] > limits.XML_DEPTH:
            raise refuse("damaged")
        listener.start(names[name], {names[key]: value for key, value in attributes.items()} if attributes else {})

    def end(name: str) -> None:
        counts[1] -= 1
        listener.end(names[name])

    def doctype(*_declaration: object) -> None:
        # The packages of Office never hold one; whoever adds one wants entities expanded or files fetched.
        raise refuse("damaged")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = listener.letters
    parser.StartDoctypeDeclHandler = doctype
    try:
        for piece in pieces:
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise refuse("damaged") from error
