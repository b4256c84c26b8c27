"""What a numbered paper is, where it stands, and which papers it may carry out. Plain Python."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

STAGES = {"issued": "Đang có hiệu lực", "replaced": "Đã được thay thế", "withdrawn": "Đã thu hồi"}
# (stage, verb) → stage after; "" is before the paper stands in any book.
TABLE: Mapping[tuple[str, str], str] = {
    ("", "record"): "issued",
    ("issued", "correct"): "issued",
    ("issued", "replace"): "replaced",
    ("issued", "withdraw"): "withdrawn",
    ("replaced", "restore"): "issued",
    ("withdrawn", "restore"): "issued",
}
VERBS = {
    "record": "Vào sổ",
    "correct": "Sửa thông tin",
    "replace": "Thay thế",
    "withdraw": "Thu hồi",
    "restore": "Khôi phục hiệu lực",
}
WITH_REASON = frozenset({"correct", "withdraw", "restore"})

# "23-KH/TU" (Party), "156/QĐ-UBND", "30/2020/NĐ-CP" (State); dashes and spaces as people type them.
_PARTY = re.compile(r"(\d{1,5})-([A-ZĐ][A-ZĐa-zđ]{0,4})(?:/([A-ZĐa-zđ0-9.]{1,20}))?")
_STATE = re.compile(r"(\d{1,5})/(?:(\d{4})/)?([A-ZĐ][A-ZĐa-zđ]{0,4}\d*)(?:-([A-ZĐa-zđ0-9.&-]{1,20}))?")
_DASHES = str.maketrans({"–": "-", "—": "-", "‑": "-", "−": "-"})


@dataclass(frozen=True, slots=True)
class Code:
    """The number and symbol of a paper, taken apart: "23-KH/TU" is (23, "KH", whole "23-KH/TU")."""

    number: int
    kind: str
    text: str


def code_of(words: str) -> Code | None:
    """The number and symbol as typed, in their usual writing; None for what is none ("Số: 23 – KH/TU" is)."""
    text = unicodedata.normalize("NFC", words).translate(_DASHES)
    text = re.sub(r"\s+", "", re.sub(r"^\s*[Ss]ố\s*[:.]?", "", text))
    if found := _PARTY.fullmatch(text):
        return Code(int(found[1]), found[2].upper(), text)
    if found := _STATE.fullmatch(text):
        return Code(int(found[1]), found[3].upper(), text)
    return None


# "7/UBND-VX": an official letter of the State bears its issuer where other papers bear their kind.
LETTER = "CV"


def kind_of(code: Code, known: Iterable[str]) -> str:
    """The kind of a paper as the rules spell it ("CTr", however typed); one that they do not know as it was typed."""
    spelled = {kind.upper(): kind for kind in known}
    if code.kind in spelled:
        return spelled[code.kind]
    is_letter = "/" in code.text and not _PARTY.fullmatch(code.text)
    return LETTER if is_letter else code.kind


def after(stage: str, verb: str) -> str | None:
    """The stage that the verb leads to, or None where it may not be used."""
    return TABLE.get((stage, verb))


def open_verbs(stage: str) -> list[str]:
    """The verbs that may be used now."""
    return [verb for (now, verb) in TABLE if now == stage]


def goes_round(links: Iterable[tuple[int, int]], lower: int, uppers: Collection[int]) -> int | None:
    """The one of ``uppers`` that carries out ``lower`` itself, straight or through others; None where none does.

    ``links`` are (lower, upper). A paper cannot carry out what carries it out.
    """
    above: dict[int, list[int]] = {}
    for low, up in links:
        above.setdefault(low, []).append(up)
    for upper in uppers:
        seen, left = set[int](), [upper]
        while left:
            one = left.pop()
            if one == lower:
                return upper
            if one not in seen:
                seen.add(one)
                left.extend(above.get(one, ()))
    return None


def deepest_of(links: Collection[tuple[int, int]]) -> dict[int, int]:
    """For each paper that carries out others, the one of them under which it is drawn: the lowest in the chain.

    ``links`` are (lower, upper) and close no ring.
    """
    above: dict[int, list[int]] = {}
    for lower, upper in links:
        above.setdefault(lower, []).append(upper)
    depth: dict[int, int] = {}

    def deep(pk: int) -> int:
        if pk not in depth:
            depth[pk] = 1 + max(map(deep, above[pk])) if pk in above else 0
        return depth[pk]

    return {lower: max(uppers, key=lambda upper: (deep(upper), -upper)) for lower, uppers in above.items()}
