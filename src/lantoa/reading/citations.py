"""What stands around a paper's citation: its issuer and date, and the full number of a short reference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lantoa.reading.bodies import unit_at
from lantoa.reading.findings import Date, Document
from lantoa.reading.source import Source
from lantoa.reading.tokens import NUMBER


@dataclass(frozen=True, slots=True)
class Cited:
    """A paper as the grammar found it: tokens, type, number as written in full, ``short`` its leading figures."""

    start: int
    end: int
    type: str
    number: str | None
    rule: str
    short: str | None = None
    issuer: str | None = None


def drafted(source: Source, item: Cited, dates: dict[int, Date]) -> Document:
    """The finding with the issuer and the date that stand beside it; ``dates`` by their first offset."""
    start, end, surface = source.span(item.start, item.end)
    date = _date_after(source, item.end, dates)
    issuer = item.issuer or _issuer_after(source, item.end) or _issuer_before(source, item.start)
    certainty = {"numbered": 0.98, "session": 0.95, "short number": 0.85}.get(item.rule, 0.7)
    return Document(
        start=start,
        end=end,
        surface=surface,
        type=item.type,
        number=item.number,
        issuer=issuer,
        date=date.value if date else None,
        certainty=certainty,
        rule=item.rule,
    )


def _date_after(source: Source, j: int, dates: dict[int, Date]) -> Date | None:
    for k in range(j, min(j + 3, len(source.tokens))):
        if date := dates.get(source.tokens[k].start):
            return date if len(date.value) == 10 else None
        if source.key(k) not in {",", "ngày", "("}:
            return None
    return None


def _issuer_after(source: Source, j: int) -> str | None:
    """The body in "… của Bộ Chính trị", over a date, a bracket or a second number."""
    for k in range(j, min(j + 22, len(source.tokens))):
        if not source.same_sentence(j, k) or source.key(k) in {"về", ";"}:
            return None
        if source.key(k) == "của":
            start = k + 1
            if role := source.match("roles", start):
                start += role[0]
            body = unit_at(source, start)
            return source.said(k + 1, body.end) if body else None
        if not _between_paper_and_issuer(source, k):
            return None
    return None


def _issuer_before(source: Source, i: int) -> str | None:
    """The body in "Huyện ủy Cẩm Lĩnh đã ban hành Kế hoạch số …", "Đảng ủy đề ra kế hoạch số …"."""
    if (source.key(i - 2), source.key(i - 1)) not in {("ban", "hành"), ("đề", "ra")}:
        return None
    end = i - 2
    while source.key(end - 1) in {"đã", "vừa", "cũng", "sớm", "kịp", "thời"}:
        end -= 1
    best = None
    for k in range(end - 1, max(end - 14, -1), -1):
        if not source.same_sentence(k, i):
            break
        body = unit_at(source, k)
        if body and body.end == end:
            best = source.said(k, end)
    return best


def _between_paper_and_issuer(source: Source, k: int) -> bool:
    token = source.tokens[k]
    if token.kind == NUMBER or token.nfc in {",", "(", ")", "/", "-", "–", "và"} or token.shouted:
        return True
    words = {"ngày", "tháng", "năm", "số", "chỉ", "thị", "kết", "luận", "nghị", "quyết", "kế", "hoạch"}
    return token.key in words


def _well_known_issuer(source: Source, paper: Document) -> str | None:
    short = (paper.number or "").partition("-")[0]
    known = source.lexicons.known_documents.get((paper.type.lower(), short))
    return known[1] if known and known[0] == paper.number else None


def completed(source: Source, cited: Sequence[Cited], drafts: Sequence[Document]) -> list[Document]:
    """Short references take number, issuer and date of the full mention of the same kind; others a well-known one."""
    full: dict[tuple[str, str], Document] = {}
    for item, draft in zip(cited, drafts, strict=True):
        if item.number and item.short:
            kept = full.setdefault((draft.type, item.short.lstrip("0")), draft)
            if kept.issuer is None and draft.issuer:
                full[draft.type, item.short.lstrip("0")] = draft
    done = []
    for item, draft in zip(cited, drafts, strict=True):
        if item.short is None:
            done.append(draft)
            continue
        known = full.get((draft.type, item.short.lstrip("0")))
        if known:
            issuer = draft.issuer or known.issuer or _well_known_issuer(source, known)
            done.append(replace(draft, number=known.number, issuer=issuer, date=draft.date or known.date))
            continue
        done.append(_well_known(source, draft, item.short))
    return done


def _well_known(source: Source, draft: Document, short: str) -> Document:
    """A short reference that no full one explains: as it is usually understood, else as written."""
    known = source.lexicons.known_documents.get((draft.type.lower(), short.zfill(2)))
    if known is None:
        return replace(draft, number=short, certainty=0.6)
    issuer = draft.issuer or known[1]
    return replace(draft, number=known[0], issuer=issuer, certainty=0.7, rule="well-known number")
