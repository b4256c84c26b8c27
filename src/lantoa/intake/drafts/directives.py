"""The number at the head of a paper → the paper itself as it would enter the book of papers, with its chain."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from lantoa.directives.rules.papers import code_of
from lantoa.intake.drafts.amounts import Draft
from lantoa.intake.drafts.known import Known, KnownPaper, KnownUnit, bare_name
from lantoa.intake.drafts.words import paragraph, plain
from lantoa.reading import findings as read
from lantoa.reading.titles import title_of
from lantoa.vietnamese.text import clean, fold

OWN = "own number"
# No paper says its number later, or its day further from it.
HEAD = 1_500
SURE, UNSURE = 0.95, 0.7
MOST_CARRIED_OUT = 20
_OPENING = 8_000
_BASES = ("căn cứ", "thực hiện", "tiếp tục thực hiện", "triển khai", "thi hành", "theo", "trên cơ sở", "để thực hiện")
_SECTION = re.compile(r"^[ \t]*(?:[IVX]+[ \t]*[-./–]|1[ \t]*[.)]|(?:Điều|ĐIỀU)[ \t]+1\b|PHẦN\b|Phần )", re.MULTILINE)
_DAY = re.compile(r"ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})", re.IGNORECASE)
_MOTTO = re.compile(r"cộng h[oò]a xã hội|độc lập\b|đảng cộng sản việt nam", re.IGNORECASE)
_PLACES = ("xa ", "phuong ", "thi tran ", "dac khu ", "huyen ", "quan ", "tinh ", "thanh pho ")
_LONGEST_ISSUER = 300


def own_number(reading: read.Reading) -> read.Document | None:
    """The document that is the paper's own number: the first one, at its head."""
    found = next((one for one in reading.documents if one.rule == OWN), None)
    return found if found and found.number and found.start < HEAD else None


def directive(item: read.Document, reading: read.Reading, known: Known) -> Draft:
    """The draft of the paper itself."""
    text = reading.text
    code = code_of(item.number or "")
    made = Draft({"register": "directive", "code": code.text if code else (item.number or "")[:60]})
    name, unit = _issuer(text, item, known)
    dated_on = _day(text, item)
    made.draft |= {
        "issuer": unit.code if unit else "",
        "issuer_name": unit.name if unit else name,
        "dated_on": dated_on,
        "abstract": _abstract(text, made.draft["code"]),
    }
    if name and not unit:
        made.doubt("issuer", f"“{name}” chưa có trong cây đơn vị: hãy xem lại cơ quan ban hành.")
    if not dated_on:
        made.doubt("day", "Chưa thấy ngày ban hành ở đầu văn bản.")
    _carry_out(made, item, reading, known)
    _known_already(made, known)
    return made


def certainty(made: Draft) -> float:
    """Sure where number, issuer and day were read so that nothing is to be guessed."""
    draft = made.draft
    return SURE if code_of(draft["code"]) and draft["issuer"] and draft["dated_on"] else UNSURE


def state_of(entry: Mapping[str, Any]) -> str:
    """Of a paper that is carried out: "known" to the book, "new" where it can be entered, "thin" where it cannot."""
    if entry.get("uuid"):
        return "known"
    whole = code_of(entry.get("code") or "") and entry.get("dated_on") and (entry["issuer"] or entry["issuer_name"])
    return "new" if whole else "thin"


def known_paper(entry: Mapping[str, Any], known: Known) -> KnownPaper | None:
    """The paper of the book that is meant, where exactly one has this number and all else that was said.

    Without its day, only one that stands in the unit's own book is meant: numbers begin anew each term and year.
    """
    rows = [one for one in known.papers.get(fold(entry["code"])[:60], ()) if entry["dated_on"] in ("", one.dated_on)]
    if entry["issuer"] or entry["issuer_name"]:
        name = bare_name(entry["issuer_name"])
        rows = [
            one
            for one in rows
            if (one.issuer == entry["issuer"] if one.issuer and entry["issuer"] else bare_name(one.issuer_name) == name)
        ]
    if not entry["dated_on"]:
        rows = [one for one in rows if one.is_ours]
    return rows[0] if len(rows) == 1 else None


def issuer_of(name: str, units: Iterable[KnownUnit]) -> KnownUnit | None:
    """The one unit that is called so, or that is meant by the beginning of its name ("Đảng ủy xã" of one's own)."""
    words = bare_name(name)
    if not words:
        return None
    every = [(bare_name(one.name), one) for one in units]
    found = {one.code: one for own, one in every if own == words}
    found = found or {one.code: one for own, one in every if own.startswith(f"{words} ")}
    return next(iter(found.values())) if len(found) == 1 else None


def entry(code: str, *, dated_on: str, name: str, known: Known) -> dict[str, Any]:
    """One paper that is carried out, as a draft keeps it: linked to the book where that knows it."""
    unit = issuer_of(name, known.issuers)
    made: dict[str, Any] = {
        "code": code[:60],
        "dated_on": dated_on,
        "issuer": unit.code if unit else "",
        "issuer_name": unit.name if unit else name[:_LONGEST_ISSUER],
        "uuid": "",
    }
    if found := known_paper(made, known):
        made |= {"uuid": found.uuid, "issuer": found.issuer, "issuer_name": found.issuer_name}
        made["dated_on"] = found.dated_on
    return made


def _carry_out(made: Draft, own: read.Document, reading: read.Reading, known: Known) -> None:
    found: dict[str, dict[str, Any]] = {}
    for item in _bases(own, reading):
        code = code_of(item.number or "")
        if code is None or code.text == made.draft["code"]:
            continue
        one = entry(code.text, dated_on=_whole_day(item.date), name=_one_line(item.issuer or ""), known=known)
        if one["dated_on"] and made.draft["dated_on"] and one["dated_on"] > made.draft["dated_on"]:
            made.notes.append(f"{code.text} đề ngày sau văn bản này nên không gắn.")
            continue
        kept = found.setdefault(code.text, one | {"kind": item.type})
        if state_of(kept) == "thin" and state_of(one) != "thin":
            found[code.text] = one | {"kind": item.type}
        if not made.draft.get("stands_in"):
            left, right = paragraph(reading.text, item.start, item.end)
            made.draft["stands_in"] = _one_line(reading.text[left:right])[:400]
        if not _whole_day(item.date) and one["uuid"]:
            made.doubt("undated", f"Văn bản không ghi ngày của {code.text}: gắn với văn bản cùng số trong sổ.")
    made.draft["carries_out"] = list(found.values())[:MOST_CARRIED_OUT]
    made.draft.setdefault("stands_in", "")


def _bases(own: read.Document, reading: read.Reading) -> list[read.Document]:
    """The numbered papers that the opening names as what this one rests on: "Căn cứ …", "Thực hiện …"."""
    section = _SECTION.search(reading.text, own.end)
    stop = min(section.start() if section else len(reading.text), _OPENING)
    found = []
    for item in reading.documents:
        if item.number and own.end <= item.start < stop:
            left, _ = paragraph(reading.text, item.start, item.end)
            if plain(reading.text[left : item.end]).startswith(tuple(plain(word) for word in _BASES)):
                found.append(item)
    return found


def _issuer(text: str, item: read.Document, known: Known) -> tuple[str, KnownUnit | None]:
    """Who issued it, from the lines above its number: as a name, and as a unit that is called so."""
    pieces = (" ".join(piece.split()) for piece in re.split(r"[\n\t\r\f\v]+", text[: item.start]))
    lines = [one for one in pieces if re.search(r"\w", one) and not _MOTTO.match(one)][-3:]
    if not lines:
        return "", None
    # "ỦY BAN NHÂN DÂN / XÃ AN PHÚC" is no commune: the name goes over two lines.
    over_two = len(lines) > 1 and fold(lines[-1]).startswith(_PLACES)
    tried = [] if over_two else [lines[-1]]
    tried += [" ".join(lines[-2:]), " ".join(lines[-1:] + lines[-2:-1]), " ".join(lines[-3:])]
    for words in dict.fromkeys(tried):
        if unit := _called(words, known):
            return unit.name, unit
    if over_two and (place := _called(lines[-1], known)):
        return f"{lines[-2].capitalize()} {place.name[:1].lower()}{place.name[1:]}"[:_LONGEST_ISSUER], None
    return _as_written(tried[0], text)[:_LONGEST_ISSUER], None


def _called(words: str, known: Known) -> KnownUnit | None:
    """The one unit of that very name."""
    exact = {one.code: one for one in known.issuers if bare_name(one.name) == bare_name(words)}
    return next(iter(exact.values())) if len(exact) == 1 else None


def _as_written(loud: str, text: str) -> str:
    """A name in capitals as the text writes it elsewhere; as it stands where it does not."""
    for found in re.finditer(re.escape(loud), text[:20_000], re.IGNORECASE):
        if found[0] != loud:
            return found[0][:1].upper() + found[0][1:]
    return loud


def _day(text: str, item: read.Document) -> str:
    """The day at the head: the first one that is written out near the number."""
    for found in _DAY.finditer(text, max(0, item.start - 600), item.end + 600):
        try:
            return date(int(found[3]), int(found[2]), int(found[1])).isoformat()
        except ValueError:
            return ""
    return ""


def _whole_day(said: str | None) -> str:
    """A day of the date notation that is whole; "" for a month, a year, nothing."""
    try:
        return date.fromisoformat(said or "").isoformat()
    except ValueError:
        return ""


def _abstract(text: str, code: str) -> str:
    """What the paper is about: its title without its kind and number."""
    title = title_of(text) or ""
    head, colon, subject = title.partition(": ")
    said = subject if colon and code in head.replace(" ", "") else title
    said = said.strip()
    return said[:1].upper() + said[1:] if code not in said.replace(" ", "") else ""


def _known_already(made: Draft, known: Known) -> None:
    """The paper of the book that it is beyond doubt (accepting joins it), or those that it may be."""
    draft = made.draft
    same = known.papers.get(fold(draft["code"])[:60], ())
    for one in same:
        its, own = (one.issuer, draft["issuer"]) if draft["issuer"] else (one.issuer_name, draft["issuer_name"])
        if fold(its) == fold(own) and one.dated_on == draft["dated_on"]:
            draft["match"] = one.as_record()
            return
    likely = [one for one in same if one.is_ours or (draft["issuer"] and one.issuer == draft["issuer"])]
    if likely:
        draft["likely"] = [one.as_record() for one in likely[:3]]
        why = f"Sổ đã có {draft['code']} của {likely[0].issuer_name}. Nếu là một, hãy ghép vào."
        made.doubt("likely", why)


def _one_line(text: str) -> str:
    return " ".join(clean(text).split())
