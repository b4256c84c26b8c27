"""Reading: a text and word lists in, findings out. Plain Python, usable alone."""

from lantoa.reading.findings import (
    KINDS,
    Activity,
    Commendation,
    Date,
    Deed,
    Document,
    Doubt,
    Finding,
    Model,
    Person,
    Pledge,
    Quantity,
    Reading,
    Unit,
)
from lantoa.reading.lexicons import Lexicons, Phrases, default_lexicons
from lantoa.reading.reader import read
from lantoa.reading.titles import is_numbered, title_of

__all__ = [
    "KINDS",
    "Activity",
    "Commendation",
    "Date",
    "Deed",
    "Document",
    "Doubt",
    "Finding",
    "Lexicons",
    "Model",
    "Person",
    "Phrases",
    "Pledge",
    "Quantity",
    "Reading",
    "Unit",
    "default_lexicons",
    "is_numbered",
    "read",
    "title_of",
]
