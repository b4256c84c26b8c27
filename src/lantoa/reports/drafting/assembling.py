"""A report put together from its parts: as it would be sent at this moment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from lantoa.common.periods import Period
from lantoa.reports.drafting.doubts import doubts_about
from lantoa.reports.drafting.filling import TABLES, blocks_of
from lantoa.reports.drafting.values import figured
from lantoa.reports.letterhead import Body, in_sentence, issuing, letterhead, numbered, recipients, signature
from lantoa.reports.material import Material
from lantoa.reports.rules import MISSING, Block, Figured, Heading, Paragraph, Report, Run, Table, outlines, prose
from lantoa.reports.rules.outlines import Section
from lantoa.reports.rules.prose import ITEM, Token

UNWRITTEN = "…"


@dataclass(frozen=True, slots=True)
class Portion:
    """A section with what was written in it: ``prose`` None while it writes itself, ``dropped`` kinds left out."""

    section: Section
    prose: Sequence[prose.Line] | None = None
    dropped: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Draft:
    """A portion as it reads now: its lines with figure tokens, and the blocks of its tables."""

    portion: Portion
    lines: tuple[prose.Line, ...]
    tables: tuple[Block, ...]

    @property
    def is_own(self) -> bool:
        """Whether somebody wrote it."""
        return self.portion.prose is not None

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands there yet though something is asked for."""
        return not self.lines and not self.tables


def draft(portion: Portion, told: Material) -> Draft:
    """What a portion says now."""
    fills = [one for one in portion.section.fills if one.kind not in portion.dropped]
    filled = [(one.kind, blocks_of(portion.section, one, told)) for one in fills]
    written = [block for kind, blocks in filled if kind not in TABLES for block in blocks]
    lines = portion.prose
    if lines is None:
        lines = [_as_line(block) for block in written if isinstance(block, Paragraph)]
    tables = [block for kind, blocks in filled if kind in TABLES for block in blocks]
    return Draft(portion, tuple(lines), tuple(tables))


def drafts(portions: Iterable[Portion], told: Material) -> tuple[list[Draft], Material]:
    """What all portions say now, with the material of which they say it: what is doubtful of the figures in any of
    them is known once they are there, and said where coverage is."""
    found = [draft(one, told) for one in portions]
    told = replace(told, doubts=doubts_about(_codes_in(found), told))
    again = [outlines.says_coverage([one.portion.section]) for one in found]
    return [draft(one.portion, told) if is_anew else one for one, is_anew in zip(found, again, strict=True)], told


def _codes_in(found: Iterable[Draft]) -> set[str]:
    """The indicators whose amounts of the period stand in drafts."""
    said: list[tuple[str, str]] = []
    for one in found:
        said += [(token.indicator, token.what) for token in prose.tokens(one.lines) if not token.is_elsewhere]
        cells = [cell for table in one.tables if isinstance(table, Table) for row in table.rows for cell in row.cells]
        runs = [run for cell in cells for line in cell for run in line]
        said += [(run.indicator, run.what) for run in runs if isinstance(run, Figured)]
    return {code for code, what in said if what in ("in_period", "share", "doubles")}


def opening(told: Material, about: str, named: Period) -> str:
    """The sentence with which a report begins: who reports what (``about``: "kết quả thực hiện …")."""
    return f"{issuing(told.gathered.body.name)} báo cáo {about} {named.label()} như sau:"


def _as_line(block: Paragraph) -> prose.Line:
    return tuple(
        Token(run.indicator, run.what) if isinstance(run, Figured) and run.indicator else str(run) for run in block.runs
    )


def assembled(
    drafts: Iterable[Draft],
    told: Material,
    *,
    about: str,
    named: Period,
    number: str = "",
    padded_to: int = 2,
    layout: str = "issuer",
    addressees: Sequence[str] = (),
) -> Report:
    """The whole report as a plain value. ``about`` is what it reports ("kết quả thực hiện …"); ``number`` that of the
    paper where it has one; ``layout`` "party" or "state", else that of whoever issues it; ``addressees`` stand in place
    of those that follow from the issuer, before the line that says where a copy is kept."""
    body = told.gathered.body
    if layout != "issuer":
        body = replace(body, is_party=layout == "party")
    on = told.gathered.on
    head = letterhead(body, kind="BC", on=on)
    if number.isascii() and number.isdigit():
        head = replace(head, number=numbered(head.number, int(number), padded_to=padded_to))
    unit = in_sentence(told.gathered.unit)
    blocks: list[Block] = []
    for one in drafts:
        section = one.portion.section
        if one.is_empty and section.is_by_itself:
            continue
        if not section.is_opening and (section.heading or section.number):
            blocks.append(Heading(section.level, section.title))
        blocks += blocks_of_draft(one, told)
        if one.is_empty and _wants_words(section):
            blocks.append(Paragraph((UNWRITTEN,)))
    return Report(
        title=f"Báo cáo {about} {named.label()} – {unit}",
        letterhead=head,
        kind="BÁO CÁO",
        abstract=f"{about} {named.label()}",
        body=tuple(blocks),
        signature=signature(body),
        recipients=_recipients(body, addressees),
        period=told.gathered.period,
        upto=told.gathered.upto,
        on=on,
        tree=told.gathered.tree,
    )


def blocks_of_draft(one: Draft, told: Material) -> list[Block]:
    """What stands under the heading of a section, its figures at their present values."""
    return [*(Paragraph(runs_of(line, told), is_item=_is_item(line)) for line in one.lines), *one.tables]


def _recipients(body: Body, addressees: Sequence[str]) -> tuple[str, ...]:
    usual = recipients(body)
    if not addressees:
        return usual
    ending = "," if body.is_party else ";"
    named = (line.lstrip("-– ").rstrip(",;. ") for line in addressees)
    return (*(f"- {name}{ending}" for name in named if name), usual[-1])


def _wants_words(section: Section) -> bool:
    """A heading of chapters that only holds others needs no words of its own."""
    return section.level > 1 or bool(section.asks or section.fills)


def _is_item(line: prose.Line) -> bool:
    return bool(line) and isinstance(line[0], str) and line[0].startswith(ITEM)


def runs_of(line: prose.Line, told: Material) -> tuple[Run, ...]:
    """A line with its figures at their present values; one typed over says so."""
    return tuple(piece if isinstance(piece, str) else _run(piece, told) for piece in line)


def _run(token: Token, told: Material) -> Run:
    found = figured(token, told)
    if found is None:
        return token.typed or MISSING
    if not token.typed:
        return found
    return Figured(token.typed, found.path, found.quantity, found.unit, found.indicator, found.what, token.why)
