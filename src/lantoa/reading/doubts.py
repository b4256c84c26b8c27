"""What a person should look at: said, never mended."""

from __future__ import annotations

from collections.abc import Sequence

from lantoa.reading.findings import Date, Document, Doubt, Quantity
from lantoa.reading.source import Source

MOST_PERCENT = 100


def doubts_of(
    source: Source, quantities: Sequence[Quantity], dates: Sequence[Date], documents: Sequence[Document]
) -> list[Doubt]:
    """All doubts in the order of the text. The messages are Vietnamese: the people who read papers here are."""
    doubts = [doubt for quantity in quantities for doubt in _about(quantity)]
    doubts += [_year_taken(date) for date in dates if date.rule == "year of the dateline"]
    doubts += [_number_guessed(paper) for paper in documents if paper.rule == "well-known number"]
    return sorted(doubts, key=lambda doubt: doubt.start)


def _about(quantity: Quantity) -> list[Doubt]:
    found = []
    at = (quantity.start, quantity.end)
    if quantity.unit is None:
        found.append(
            Doubt(start=at[0], end=at[1], code="unit-missing", why=f"Thiếu đơn vị tính: “{quantity.surface}”.")
        )
    if quantity.rule.endswith("ambiguous figures"):
        why = f"Dấu phân cách trong “{quantity.surface}” có thể đọc hai cách; đang đọc là {_shown(quantity)}."
        found.append(Doubt(start=at[0], end=at[1], code="ambiguous-figures", why=why))
    if quantity.unit == "%" and quantity.value is not None and quantity.value > MOST_PERCENT:
        found.append(Doubt(start=at[0], end=at[1], code="over-100", why=f"Tỷ lệ lớn hơn 100%: “{quantity.surface}”."))
    if quantity.rule == "money without its word":
        why = f"Không ghi “đồng”: “{quantity.surface}” đang được hiểu là tiền."
        found.append(Doubt(start=at[0], end=at[1], code="money-unsaid", why=why))
    return found


def _shown(quantity: Quantity) -> str:
    return f"{quantity.value:f}".replace(".", ",") if quantity.value is not None else ""


def _year_taken(date: Date) -> Doubt:
    why = f"“{date.surface}” không ghi năm; năm lấy theo ngày đăng bài."
    return Doubt(start=date.start, end=date.end, code="year-of-dateline", why=why)


def _number_guessed(paper: Document) -> Doubt:
    why = f"“{paper.surface}” không ghi đủ số, ký hiệu; số {paper.number} là suy từ cách gọi quen thuộc."
    return Doubt(start=paper.start, end=paper.end, code="number-known", why=why)
