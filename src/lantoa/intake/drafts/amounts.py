"""A quantity that was read → an amount that would enter the ledger."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from lantoa.common.quantities import Exactness, Quantity
from lantoa.indicators.rules import scaled
from lantoa.intake.drafts import goals, proposing, times
from lantoa.intake.drafts.known import Known, KnownUnit, Setting, match_unit
from lantoa.intake.drafts.taught import amount_key
from lantoa.intake.drafts.words import bare, holds, plain, sentence
from lantoa.reading import findings as read
from lantoa.vietnamese.text import clean, fold

QUALIFIERS: dict[Exactness, tuple[str, ...]] = {
    Exactness.AT_LEAST: ("trên", "hơn", "ít nhất", "tối thiểu", "không dưới", "vượt", "trở lên", "quá"),
    Exactness.JUST_UNDER: ("gần", "ngót", "dưới", "không quá", "tối đa"),
    Exactness.ABOUT: ("khoảng", "ước", "ước khoảng", "ước tính", "ước đạt", "chừng", "độ", "tầm", "xấp xỉ"),
}
_FOLDED = {fold(word): kind for kind, words in QUALIFIERS.items() for word in words}
_RATE = ("mỗi", "bình quân", "trung bình", "hằng tháng", "hàng tháng", "hằng tuần", "hàng tuần", "trên người")
NEAR = 60
# Every registered practice counts here by itself.
COUNTED = ("mo-hinh-tap-the", "mo-hinh-ca-nhan")
# Named beside an amount, but nobody whose figures are reported.
_NO_REPORTERS = ("đường", "trung ương", "cơ quan báo chí")


@dataclass(slots=True)
class Draft:
    """A draft with what is to be said about it."""

    draft: dict[str, Any]
    doubts: list[dict[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def follow(self, lesson: str, said: str, meant: str) -> None:
        """Notes that it is so because a person taught it."""
        if lesson and lesson not in self.draft.setdefault("lessons", []):
            self.draft["lessons"].append(lesson)
            self.notes.append(f"Theo điều đã học: “{said}” là {meant}.")

    def doubt(self, code: str, why: str) -> None:
        """Adds a reason to look twice."""
        self.doubts.append({"code": code, "why": why})


def exactness(item: read.Quantity) -> Exactness | None:
    """How exact the source was; None for a qualifier that nobody knows."""
    if item.low is not None and item.high is not None:
        return Exactness.RANGE
    if item.value is None:
        return Exactness.AT_LEAST if item.low is not None else Exactness.JUST_UNDER
    if not item.qualifier:
        return Exactness.EXACT
    return _FOLDED.get(fold(item.qualifier))


def amount(item: read.Quantity, reading: read.Reading, practices: list[int], known: Known, setting: Setting) -> Draft:
    """The draft of an amount; ``practices`` are the positions of the practices that it belongs to."""
    left, right = sentence(reading.text, item.start, item.end)
    around = reading.text[left:right]
    near = reading.text[max(left, item.start - NEAR) : min(right, item.end + NEAR)]
    owners = " ; ".join(reading.models[index].name for index in item.models if index < len(reading.models))
    said = proposing.Said(item.measures or "", owners, near, around)
    made = Draft({"register": "amount", "practices": practices, "about": _about(item)})
    found = _taught(made, item, known) or proposing.propose(item.unit, said, known.indicators)
    _indicator(made, item, found)
    _quantity(made, item, found)
    _unit(made, item, reading, known, setting)
    _period(made, item, reading, setting)
    _manner(made, item, reading, plain(around))
    if item.is_target:
        made.draft |= {"is_target": True, "plan": "", "direction": goals.direction(made.draft["exactness"])}
    return made


def _taught(made: Draft, item: read.Quantity, known: Known) -> proposing.Proposal | None:
    """The indicator that a person chose for these words before."""
    meant = known.taught.indicators.get(amount_key({"unit": item.unit, "measures": item.measures}))
    found = next((one for one in known.indicators if meant and one.code == meant.target), None)
    if not (meant and found):
        return None
    made.follow(meant.lesson, _about(item), f"chỉ tiêu “{found.name}”")
    return proposing.Proposal(found, proposing.SURE)


def _about(item: read.Quantity) -> str:
    """What the paper says it is, with the amount in its place."""
    surface = " ".join(clean(item.surface).split())
    words = item.measures or ""
    return (words.replace("…", surface) if "…" in words else words or surface)[:400]


def _indicator(made: Draft, item: read.Quantity, found: proposing.Proposal | None) -> None:
    made.draft["indicator"] = found.indicator.code if found else ""
    if found is None:
        made.doubt("no_indicator", "Chưa rõ đây là chỉ tiêu nào: hãy chọn chỉ tiêu, hoặc bỏ nếu không cần ghi.")
    elif found.rival:
        made.doubt("rival", f"Có thể là “{found.indicator.name}” hoặc “{found.rival.name}”: hãy chọn một.")
    elif found.score < proposing.SURE:
        made.doubt("weak_indicator", f"Chỉ tiêu “{found.indicator.name}” chỉ được đoán từ những chữ xung quanh.")
    if found and found.indicator.code in COUNTED:
        made.doubt("counted", "Sổ tự đếm các mô hình đã đăng ký: nhận cả tổng số này thì có thể cộng đôi.")


def _quantity(made: Draft, item: read.Quantity, found: proposing.Proposal | None) -> None:
    times_ = proposing.factor(item.unit, found.indicator.unit) if found else Decimal(1)
    how = exactness(item)
    if how is None:
        how = Exactness.ABOUT
        made.doubt("qualifier", f"Chưa rõ chữ “{item.qualifier}” là hơn hay kém: tạm ghi là khoảng.")
    ends = {"point": item.value, "low": item.low, "high": item.high}
    if item.value is None and how is not Exactness.RANGE:
        ends = {"point": item.low if item.low is not None else item.high, "low": None, "high": None}
    for end, value in ends.items():
        made.draft[end] = None if value is None else as_text(value * times_)
    made.draft |= {"exactness": how.value, "said": item.qualifier or ""}
    if how is Exactness.EXACT:
        made.draft["said"] = ""
    if found and not fits(made.draft, found.indicator.decimals):
        made.doubt(
            "finer", f"“{found.indicator.name}” ghi đến {found.indicator.decimals} chữ số thập phân: số này lẻ hơn."
        )


def _unit(made: Draft, item: read.Quantity, reading: read.Reading, known: Known, setting: Setting) -> None:
    made.draft["unit"] = setting.about.code
    if item.subject is None:
        return
    named = reading.units[item.subject]
    if named.kind in _NO_REPORTERS:
        return
    name = named.resolved or named.surface
    match = match_unit(name, known)
    if match and (match[1] or match[0] == setting.about):
        made.draft["unit"] = match[0].code
        made.follow(match[0].lesson, name, match[0].name)
        if not match[0].lesson and not _is_about(name, setting.about):
            made.doubt(
                "subject",
                f"Ghi cho “{match[0].name}” theo câu trong văn bản; nếu là số của {setting.about.name}, hãy sửa.",
            )
    elif not _is_about(name, setting.about):
        made.doubt("subject", f"Văn bản nói số này của “{name}”, tạm ghi cho {setting.about.name}.")


def _is_about(name: str, about: KnownUnit) -> bool:
    """Whether a name means the unit itself or a body of its level: "Huyện ủy X" of "huyện X", never "xã X"."""
    said, own = bare(name), bare(about.name).split()
    return bare(name) in bare(about.name) or (f" {own[0]} " in said and f" {' '.join(own[1:])} " in said)


def _period(made: Draft, item: read.Quantity, reading: read.Reading, setting: Setting) -> None:
    found = times.when(reading.text, item.start, item.end, item.period, setting.period)
    made.draft |= {
        "from_on": found.period.from_on.isoformat(),
        "to_on": found.period.to_on.isoformat(),
        "is_cumulative": found.is_cumulative,
    }
    if found.doubt:
        made.doubt("cumulative", found.doubt)
    if not setting.period.contains(found.period) and not found.is_cumulative:
        made.doubt("other_period", f"Số này thuộc {found.period.label()}, ngoài kỳ của văn bản.")


def _manner(made: Draft, item: read.Quantity, reading: read.Reading, around: str) -> None:
    if item.is_target:
        made.doubt(
            "target",
            "Có thể là chỉ tiêu đặt ra, chưa phải kết quả đã làm được: hãy chọn kế hoạch, hoặc cho biết là kết quả.",
        )
    if item.part_of is not None:
        whole = " ".join(clean(reading.quantities[item.part_of].surface).split())
        made.doubt("part", f"Có thể là một phần của “{whole}”: nhận cả hai sẽ cộng đôi.")
    if word := holds(around, _RATE):
        made.doubt("rate", f"Câu có “{word}”: có thể là mức bình quân, không phải tổng số.")


def as_text(value: Decimal) -> str:
    """A plain decimal: never an exponent, no needless zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def as_quantity(draft: dict[str, Any]) -> Quantity | None:
    """The amount of a draft, or None where it is not whole; ValueError for a range with swapped ends."""
    point, low, high = (Decimal(draft[end]) if draft.get(end) else None for end in ("point", "low", "high"))
    how = Exactness(draft.get("exactness") or "exact")
    if how is Exactness.RANGE:
        return None if low is None or high is None else Quantity.between(low, high, draft.get("said", ""))
    return None if point is None else Quantity.of(point, how, draft.get("said", ""))


def fits(draft: dict[str, Any], decimals: int) -> bool:
    """Whether the amount is no finer than the indicator's scale."""
    try:
        for end in ("point", "low", "high"):
            scaled(Decimal(draft[end]) if draft.get(end) else None, decimals)
    except ValueError:
        return False
    return True
