"""Plain text files: the text is the file, letter for letter, since citations point into it."""

from lantoa.reading.inputs.decoding import Decoded, decode

EXTRACTOR = "plain/1"


def read(data: bytes) -> Decoded:
    """Return the text of a plain text file; raises Unreadable."""
    return decode(data)
