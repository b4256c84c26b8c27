"""What may happen to a paper and to a finding. Plain Python."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

# A paper: what has become of it so far.
PAPER_STAGES = {
    "waiting": "Chờ đọc",
    "reading": "Đang đọc",
    "review": "Chờ xác nhận",
    "done": "Đã xong",
    "unreadable": "Không đọc được",
    "secret": "Có độ mật, đã từ chối",
}
SECRET_SAID = (
    "Văn bản có dấu độ mật nên không được tiếp nhận; tệp và nội dung không được lưu lại. "
    "Hãy quản lý theo quy định về bảo vệ bí mật nhà nước."
)
PAPER_TABLE: Mapping[tuple[str, str], str] = {
    ("", "receive"): "waiting",
    ("waiting", "begin"): "reading",
    ("reading", "begin"): "reading",  # a worker that died is begun again
    ("reading", "found"): "review",
    ("reading", "refuse"): "unreadable",
    # It bears a stamp of secrecy: nothing leads out of that.
    ("waiting", "turn_away"): "secret",
    ("reading", "turn_away"): "secret",
    ("unreadable", "turn_away"): "secret",
    ("unreadable", "begin"): "reading",
    ("unreadable", "type"): "waiting",
    ("review", "read_again"): "waiting",
    ("review", "close"): "done",
    ("done", "reopen"): "review",
}

# An item of a batch: before it is a paper, or instead of it.
ITEM_STAGES = {"queued": "Chờ mở", "refused": "Không nhận được", "known": "Đã có từ trước", **PAPER_STAGES}
ITEM_FAILED = ("refused", "unreadable")
ITEM_UNDER_WAY = ("queued", "waiting", "reading")

# A finding: nothing enters a register from any stage but by accept or join.
FINDING_STAGES = {
    "new": "Chờ xác nhận",
    "later": "Để sau",
    "accepted": "Đã nhận",
    "joined": "Đã ghép",
    "rejected": "Đã bỏ",
}
FINDING_TABLE: Mapping[tuple[str, str], str] = {
    ("new", "accept"): "accepted",
    ("new", "join"): "joined",
    ("new", "reject"): "rejected",
    ("new", "put_off"): "later",
    ("later", "accept"): "accepted",
    ("later", "join"): "joined",
    ("later", "reject"): "rejected",
    ("rejected", "take_up"): "new",
    ("later", "take_up"): "new",
    ("accepted", "undo"): "new",
    ("joined", "undo"): "new",
}
OPEN = ("new", "later")
SETTLED = ("accepted", "joined")
CERTAIN = 0.85


def after(table: Mapping[tuple[str, str], str], stage: str, verb: str) -> str | None:
    """The stage that a verb leads to, or None where it may not be used."""
    return table.get((stage, verb))


def finding_verbs(stage: str) -> list[str]:
    """The verbs that may be used on a finding at a stage."""
    return [verb for (known, verb) in FINDING_TABLE if known == stage]


# What was learned from decisions: in use, switched off, removed. A correction may teach again what was removed.
LEARNED_STAGES = {"on": "Đang dùng", "off": "Đã tắt", "removed": "Đã gỡ"}
LEARNED_TABLE: Mapping[tuple[str, str], str] = {
    ("", "teach"): "on",
    ("on", "teach"): "on",
    ("off", "teach"): "off",
    ("removed", "teach"): "on",
    # The decision that taught it was undone: it counts as taught once less.
    ("on", "take_back"): "on",
    ("off", "take_back"): "off",
    ("removed", "take_back"): "removed",
    ("on", "switch_off"): "off",
    ("off", "switch_on"): "on",
    ("on", "remove"): "removed",
    ("off", "remove"): "removed",
}
LEARNED_SORTS = {
    "unit": "Tên gọi của đơn vị",
    "practice": "Tên gọi của mô hình",
    "indicator": "Chữ chỉ một chỉ tiêu",
    "group": "Tên tổ, nhóm, câu lạc bộ",
    "heading": "Tên cột trong bảng",
    "wrong": "Không phải mục cần ghi",
}
# These mean what they mean only in the papers about one unit ("xã nhà", the columns that its clerk uses).
OF_ONE_SENDER = ("unit", "heading")
# One rejection may be about that one paper; the second is about the words.
TIMES_NEEDED: Mapping[str, int] = {"wrong": 2}


@dataclass(frozen=True, slots=True)
class Lesson:
    """One thing learned: words (as ``key``) of a sort and kind mean the target, for the papers about a sender.

    ``far`` counts the steps up from the unit whose papers are read to the one that learned it, ``times`` how often it
    was taught.
    """

    id: int
    sort: str
    kind: str
    key: str
    sender: int
    target: str
    stage: str
    times: int
    far: int = 0

    @property
    def is_ripe(self) -> bool:
        """Whether it would be used if nothing contradicted it."""
        return self.stage == "on" and self.times >= TIMES_NEEDED.get(self.sort, 1)


def in_use(lessons: Iterable[Lesson]) -> tuple[list[Lesson], list[Lesson]]:
    """Those that are used, and those that are not because they contradict one another.

    What a unit learned itself comes before what one above it learned. Words taught in two ways by one unit are used in
    neither until a person chooses.
    """
    by_words: dict[tuple[object, ...], list[Lesson]] = defaultdict(list)
    for one in lessons:
        if one.is_ripe:
            by_words[one.sort, one.kind, one.key, one.sender if one.sort in OF_ONE_SENDER else 0].append(one)
    used: list[Lesson] = []
    torn: list[Lesson] = []
    for same in by_words.values():
        nearest = _nearest(same)
        (used if len({one.target for one in nearest}) == 1 else torn).extend(nearest)
    return used, torn


def _nearest(lessons: Sequence[Lesson]) -> list[Lesson]:
    far = min(one.far for one in lessons)
    return [one for one in lessons if one.far == far]
