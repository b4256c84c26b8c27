"""Every question about numbered papers that others may ask."""

from lantoa.directives.queries.numbers import (
    NextNumber,
    book,
    congress,
    congresses,
    given_to,
    is_party_body,
    kinds,
    next_number,
    next_numbers,
    number,
    numbering,
    series_in,
    series_on,
    term_of,
)

__all__ = [
    "NextNumber",
    "book",
    "congress",
    "congresses",
    "given_to",
    "is_party_body",
    "kinds",
    "next_number",
    "next_numbers",
    "number",
    "numbering",
    "series_in",
    "series_on",
    "term_of",
]
