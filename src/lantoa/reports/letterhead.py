"""How a body names itself on its papers: superior, symbol, place, signature, recipients. Plain Python."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from lantoa.reports import councils
from lantoa.reports.rules import Letterhead, Signature, capitalised
from lantoa.vietnamese.dates import write_long_date

# A committee as its name begins: its symbol, how its organisation's name begins, how it signs.
COMMITTEES = {
    "Tỉnh ủy": ("TU", "Đảng bộ tỉnh"),
    "Thành ủy": ("TU", "Đảng bộ thành phố"),
    "Huyện ủy": ("HU", "Đảng bộ huyện"),
    "Quận ủy": ("QU", "Đảng bộ quận"),
    "Thị ủy": ("ThU", "Đảng bộ thị xã"),
    "Đảng ủy": ("ĐU", "Đảng bộ"),
    "Chi bộ": ("CB", "Chi bộ"),
}
# Words before the proper name of a place. The longer ones first.
PLACE_WORDS = (
    *("thành phố", "thị trấn", "thị xã", "đặc khu", "khu phố", "tổ dân phố"),
    *("tỉnh", "quận", "huyện", "phường", "xã", "thôn", "ấp", "bản", "buôn", "xóm", "khóm"),
)
# "Tỉnh ủy", "Xã đoàn", "Xã đội" are bodies, not places.
_PLACE = re.compile(rf"({'|'.join(PLACE_WORDS)}) +(?!(?:ủy|uỷ|đoàn|đội|hội)\b)(?=\S)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Body:
    """Who issues: the name on the day, the name of the body above (empty for none), the place, the head."""

    name: str
    superior: str
    place: str
    is_party: bool
    head_title: str = ""
    head_name: str = ""


def committee_of(name: str) -> str:
    """How a committee's name begins ("Đảng ủy"), or nothing for other bodies."""
    return next((word for word in COMMITTEES if name.casefold().startswith(word.casefold())), "")


def organisation_of(name: str) -> str:
    """The Party organisation that a committee leads: "Huyện ủy Bến Lau" → "Đảng bộ huyện Bến Lau"."""
    word = committee_of(name)
    return COMMITTEES[word][1] + name[len(word) :] if word else name


def issuing(name: str) -> str:
    """An organisation speaks through its committee: "Đảng bộ xã An Phúc" → "Đảng ủy xã An Phúc"."""
    for word, (_, organisation) in COMMITTEES.items():
        if organisation != "Đảng bộ" and name.startswith(organisation):
            return word + name[len(organisation) :]
    return re.sub(r"^Đảng bộ\b", "Đảng ủy", name)


def proper_name(place: str) -> str:
    """The place without its class, as papers are dated: "xã An Phúc" → "An Phúc"; "Phường 1" stays."""
    bare = _PLACE.sub("", place, count=1) if _PLACE.match(place) else place
    return capitalised(place) if bare[:1].isdigit() else bare


def in_sentence(name: str) -> str:
    """A place within a sentence: "Xã An Phúc" → "xã An Phúc"; bodies keep their capital."""
    return name[:1].lower() + name[1:] if _PLACE.match(name) else name


def letterhead(body: Body, *, kind: str, on: date) -> Letterhead:
    """The head of a paper of a kind ("BC"), its number left to be filled in."""
    name = issuing(body.name)
    word = committee_of(name)
    superior = organisation_of(body.superior) if word else body.superior
    council = councils.of(name)
    if council:
        # A People's Committee or Council writes under nobody's name, in two lines.
        superior, name = "", councils.in_two_lines(name)
    return Letterhead(
        superior=councils.in_two_lines(superior).upper(),
        issuer=name.upper(),
        number=_number(kind, COMMITTEES[word][0] if word else council, is_party=body.is_party),
        place_and_date=f"{proper_name(body.place)}, {write_long_date(on)}",
        is_party=body.is_party,
    )


def _number(kind: str, symbol: str, *, is_party: bool) -> str:
    """Party: "Số      -BC/ĐU"; State: "Số:      /BC-UBND"."""
    if is_party:
        return f"Số      -{kind}/{symbol}" if symbol else f"Số      -{kind}"
    return f"Số:      /{kind}-{symbol}" if symbol else f"Số:      /{kind}"


def numbered(number: str, count: int, *, padded_to: int) -> str:
    """A head's number with its blank filled in: "Số      -BC/ĐU" and 9 → "Số 09-BC/ĐU"."""
    return re.sub(r"^(Số:?)\s+(?=[-/])", rf"\g<1> {count:0{padded_to}d}", number)


def signature(body: Body) -> Signature:
    """A committee or council signs together (T/M, TM.), by its head or a deputy; other bodies sign by their head."""
    name = issuing(body.name)
    word = committee_of(name)
    title = body.head_title.upper()
    if word:
        title = "PHÓ BÍ THƯ" if title.startswith("PHÓ BÍ THƯ") else "BÍ THƯ"
        return Signature(f"T/M {word.upper()}", title, body.head_name)
    if councils.of(name):
        return Signature(*councils.signing(name, title), body.head_name)
    return Signature(councils.in_place_of(title), title, body.head_name)


def recipients(body: Body) -> tuple[str, ...]:
    """To whom it goes; the last line says where a copy is kept."""
    if not body.is_party:
        above = [f"- {capitalised(body.superior)} (để báo cáo);"] if body.superior else []
        return (*above, "- Lưu: VT.")
    word = committee_of(issuing(body.name))
    above = [f"- {capitalised(body.superior)} (để báo cáo),"] if body.superior else []
    kept = {"": "- Lưu.", "Chi bộ": "- Lưu Chi bộ."}.get(word, f"- Lưu Văn phòng {word}.")
    return (*above, kept)
