"""The paper on which a practice is passed on: one of the book where it is known there, else the words as typed."""

from __future__ import annotations

import re

from lantoa.common.scopes import Scope
from lantoa.directives import queries as directives
from lantoa.directives.models import Directive
from lantoa.vietnamese.dates import read_date, write_date
from lantoa.vietnamese.text import fold

MOST_OFFERED = 60
_DAY = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}")


def written(paper: Directive) -> str:
    """As a paper is offered and read back: "12-CV/BTGHU, 05/02/2018, Ban Tuyên giáo Huyện ủy"."""
    return f"{paper.code}, {write_date(paper.dated_on)}, {paper.issuer_name}"


def offered(scope: Scope) -> tuple[str, ...]:
    """The papers within reach that may be meant, the latest first; one query."""
    return tuple(written(one) for one in directives.visible(scope).filter(stage="issued")[:MOST_OFFERED])


def meant(words: str, scope: Scope) -> Directive | None:
    """The one paper within reach whose number, and day and issuer where they are said, stand in the words; None where
    there is none or more than one. At most three queries."""
    code, _, rest = words.partition(",")
    day = read_date(match[0]) if (match := _DAY.search(rest)) else None
    known = directives.known_by_code(code.strip(), day) if code.strip() else []
    allowed = directives.open_among(known, scope)
    found = [one for one in known if one.pk in allowed]
    named = [one for one in found if fold(one.issuer_name) in fold(rest)]
    chosen = named or found
    return chosen[0] if len(chosen) == 1 else None
