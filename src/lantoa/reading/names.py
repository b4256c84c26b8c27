"""Runs of capitalised words: what a name of a place, a body or a person is made of."""

from __future__ import annotations

from lantoa.reading.source import Source
from lantoa.reading.tokens import WORD


def name_end(source: Source, i: int, most: int = 5) -> int:
    """One past the run of capitalised words that begins at token ``i`` (``i`` itself if there is none).

    The run stays in one sentence and in one style: it does not pass from "Ánh" to "BÁO", nor over a glued seam.
    """
    first = source.at(i)
    if first is None or not first.capital:
        return i
    j = i + 1
    shouted = first.shouted
    while j < len(source.tokens) and j - i < most:
        token = source.tokens[j]
        if token.kind != WORD or not token.capital or not token.spaced or not source.same_sentence(i, j):
            break
        if len(token.nfc) > 1 and token.shouted != shouted:
            break
        if token.paragraph != first.paragraph:
            break
        j += 1
    # The first half of a word that goes on in small letters is no part of a name: "Đoàn Khoa Văn hóa".
    following = source.at(j)
    if j > i + 1 and following is not None and following.spaced and not following.capital:
        return j - ((source.key(j - 1), following.key) in HALVED)
    return j


HALVED = frozenset(
    tuple(word.split())
    for word in (
        "văn hóa", "công nghiệp", "công nghệ", "nông nghiệp", "kinh tế", "giáo dục", "khoa học", "kỹ thuật",
        "nghệ thuật", "thể thao", "du lịch", "sư phạm", "y tế", "thương mại", "tài chính", "chính trị", "hành chính",
        "dân vận", "truyền thông", "lao động",
    )
)  # fmt: skip


def before_person(source: Source, i: int, end: int, most: int) -> int:
    """Where a place's name ends when a person's name follows it without a mark ("Cẩm Lĩnh Nguyễn Văn An")."""
    run = name_end(source, i, most + 5)
    for k in range(i + 1, run - 1):
        if source.listed("common_surnames", k) and run - k >= 2 and k < end and run - i > 3:
            return k
    return end


def name_keys(source: Source, i: int, j: int) -> tuple[str, ...]:
    """The keys of a run: how two mentions of one name are compared."""
    return tuple(source.tokens[k].key for k in range(i, j))


def title_case(text: str) -> str:
    """A name in capitals as it is written elsewhere ("CẨM LĨNH" → "Cẩm Lĩnh"); any other unchanged."""
    return " ".join(word.capitalize() for word in text.split()) if text.isupper() else text
