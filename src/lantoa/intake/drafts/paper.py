"""All drafts of one paper: in the order of the text, each thing once, doubts beside what they touch."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any

from lantoa.intake.drafts import commendations, directives, mentions, pledges, practices
from lantoa.intake.drafts.amounts import Draft, amount
from lantoa.intake.drafts.known import Known, Setting
from lantoa.intake.drafts.taught import CERTAINTY_OF_WRONG, wrong_key
from lantoa.reading import findings as read
from lantoa.vietnamese.text import fold

# reading's lists → the kind of a finding, in the order that decides ties of place.
KINDS = {
    "models": "model",
    "commendations": "commendation",
    "quantities": "quantity",
    "documents": "document",
    "units": "unit",
    "people": "person",
    "activities": "activity",
    "dates": "date",
    "pledges": "pledge",
}
_SECOND = "Văn bản đã có số lũy kế khác của cùng việc, cùng ngày; sổ chỉ lấy số lũy kế sau cùng, không cộng hai số."
TELLING = 1000
_TWICE = ("indicator", "point", "low", "high", "exactness")


@dataclass(slots=True)
class Drafted:
    """One finding with its draft. ``same_as`` is the position of the first mention of the same thing."""

    position: int
    kind: str
    item: read.Finding
    draft: dict[str, Any]
    doubts: list[dict[str, str]] = field(default_factory=list)
    same_as: int | None = None
    # However sure the reader is.
    most_certain: float = 1.0
    # How sure the draft is where it says more than the reader's one finding.
    sure: float | None = None

    @property
    def certainty(self) -> float:
        """How sure one may be, 0 to 1."""
        return min(self.item.certainty if self.sure is None else self.sure, self.most_certain)

    @property
    def read(self) -> dict[str, Any]:
        """The reader's own fields as JSON values."""
        return {name: _plain(value) for name, value in asdict(self.item).items()}


def draft_all(reading: read.Reading, known: Known, setting: Setting) -> list[Drafted]:
    """Every finding of a reading as a draft, by place in the text; the same reading gives the same list."""
    rows = [
        (item.start, -item.end, order, index, item)
        for order, name in enumerate(KINDS)
        for index, item in enumerate(getattr(reading, name))
    ]
    rows.sort(key=lambda row: row[:4])
    names = list(KINDS)
    places = {(names[order], index): position for position, (_, _, order, index, _) in enumerate(rows)}
    firsts: dict[tuple[str, str], int] = {}
    drafted: list[Drafted] = []
    own = directives.own_number(reading)
    for position, (_, _, order, _, item) in enumerate(rows):
        kind = KINDS[names[order]]
        one = Drafted(position, kind, item, {})
        one.same_as = _same_as(one, reading, places, firsts)
        if own is not None and item is own:
            made = directives.directive(own, reading, known)
            one.kind, one.sure = "directive", directives.certainty(made)
        else:
            made = _draft(item, reading, _owners(item, reading, places), known, setting)
        one.draft = made.draft | ({"notes": made.notes} if made.notes else {})
        one.doubts = _doubts_on(item, reading) + made.doubts
        _rejected_before(one, known)
        drafted.append(one)
    _point_to_firsts(drafted)
    _said_twice(drafted)
    return drafted


def loose_doubts(reading: read.Reading) -> list[read.Doubt]:
    """The reader's doubts that touch no finding: they are shown for the paper as a whole."""
    stretches = [(item.start, item.end) for name in KINDS for item in getattr(reading, name)]
    return [doubt for doubt in reading.doubts if not any(_touch(doubt, start, end) for start, end in stretches)]


def _draft(item: read.Finding, reading: read.Reading, owners: list[int], known: Known, setting: Setting) -> Draft:
    match item:
        case read.Model():
            return practices.practice(item, reading, known, setting)
        case read.Quantity():
            return amount(item, reading, owners, known, setting)
        case read.Commendation():
            return commendations.commendation(item, reading, setting)
        case read.Pledge():
            return pledges.pledge(item, known, setting)
    return _mention(item, known)


def _mention(item: read.Finding, known: Known) -> Draft:
    match item:
        case read.Document():
            return mentions.document(item)
        case read.Unit():
            return mentions.unit(item, known)
        case read.Person():
            return mentions.person(item, known)
        case read.Activity():
            return mentions.activity(item)
        case read.Date():
            return mentions.day(item)
    raise TypeError(f"no draft for {type(item).__name__}")


def _same_as(
    one: Drafted, reading: read.Reading, places: dict[tuple[str, int], int], firsts: dict[tuple[str, str], int]
) -> int | None:
    if isinstance(one.item, read.Quantity):
        for index, praise in enumerate(reading.commendations):
            if commendations.says(praise, one.item):
                return places["commendations", index]
        for index, pledged in enumerate(reading.pledges):
            # What somebody undertakes is nothing reached, and no target of the unit.
            if pledged.start <= one.item.start and one.item.end <= pledged.end:
                return places["pledges", index]
        return None
    key = _key(one.item)
    if key is None:
        return None
    first = firsts.setdefault((one.kind, key), one.position)
    return first if first != one.position else None


def _key(item: read.Finding) -> str | None:
    match item:
        case read.Model():
            return fold(practices.name_of(item))
        case read.Document():
            return (
                f"{item.type} {item.number} {item.issuer if not item.number else ''}"
                if item.number
                else fold(item.surface)
            )
        case read.Unit():
            return fold(item.resolved or item.surface)
        case read.Person() | read.Activity():
            return fold(item.surface)
        case read.Date():
            return item.value
    return None


def _owners(item: read.Finding, reading: read.Reading, places: dict[tuple[str, int], int]) -> list[int]:
    """The positions of the practices that an amount belongs to."""
    if not isinstance(item, read.Quantity):
        return []
    return [places["models", index] for index in item.models if index < len(reading.models)]


def _rejected_before(one: Drafted, known: Known) -> None:
    meant = known.taught.wrong.get((one.kind, wrong_key(one.kind, one.read)))
    if meant:
        one.most_certain = CERTAINTY_OF_WRONG
        one.draft.setdefault("lessons", []).append(meant.lesson)
        why = f"Những lần trước mục như thế này đã bị bỏ ({meant.target} lần): có thể không phải mục cần ghi."
        one.doubts.append({"code": "rejected_before", "why": why})


def _point_to_firsts(drafted: list[Drafted]) -> None:
    for one in drafted:
        owners = one.draft.get("practices")
        if owners:
            firsts = [drafted[position].same_as for position in owners]
            heads = [position if first is None else first for position, first in zip(owners, firsts, strict=True)]
            one.draft["practices"] = list(dict.fromkeys(heads))


def _said_twice(drafted: list[Drafted]) -> None:
    """The same amount again in one paper, or a second running total that the ledger would read instead of the first."""
    seen: dict[tuple[tuple[str, ...], str | int], Drafted] = {}
    running: dict[tuple[str, ...], Drafted] = {}
    for one in drafted:
        if one.draft["register"] not in ("amount", "commendation") or one.same_as is not None:
            continue
        if one.draft["register"] == "amount" and one.draft["indicator"]:
            amount_ = tuple(str(one.draft[part]) for part in _TWICE)
            # For the same unit, of the same practice, or too large to be the same by chance: a table and the text
            # above it often say one thing.
            whose = [one.draft["unit"], *one.draft["practices"], *(["*"] if _is_telling(one.draft) else [])]
            same = [seen[amount_, who] for who in whose if (amount_, who) in seen]
            if same:
                one.draft["twice"] = same[0].position
                one.doubts.append({"code": "twice", "why": "Văn bản này nói số này hai lần: nhận cả hai sẽ cộng đôi."})
            seen |= {(amount_, who): one for who in whose if (amount_, who) not in seen}
        if one.draft["is_cumulative"]:
            what = one.draft.get("indicator") or one.draft["register"]
            key = (what, one.draft["unit"], one.draft["to_on"], str(one.draft.get("practices")))
            if running.setdefault(key, one) is not one:
                one.doubts.append({"code": "second_running", "why": _SECOND})


def _is_telling(draft: dict[str, Any]) -> bool:
    return Decimal(draft["point"] or draft["low"] or 0) >= TELLING


def _doubts_on(item: read.Finding, reading: read.Reading) -> list[dict[str, str]]:
    touching = (doubt for doubt in reading.doubts if _touch(doubt, item.start, item.end))
    return [{"code": doubt.code or "reader", "why": doubt.why} for doubt in touching]


def _touch(doubt: read.Doubt, start: int, end: int) -> bool:
    return doubt.start < end and start < doubt.end


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        whole = value.to_integral_value()
        return int(whole) if whole == value else float(value)
    return list(value) if isinstance(value, tuple) else value
