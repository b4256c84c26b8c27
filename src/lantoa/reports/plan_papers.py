"""A plan as a paper: what it says as a plain value in, a paper out. Nothing is said that the plan does not say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from lantoa.common.periods import Period
from lantoa.plans.rules import contents
from lantoa.reports.letterhead import Body, in_sentence, issuing, letterhead, recipients, signature
from lantoa.reports.rules import Block, Column, Heading, Paragraph, Report, Row, Table, cell, listed

Content = Mapping[str, Any]
AGENDAS = {
    "meeting": "NỘI DUNG ĐƯA VÀO SINH HOẠT",
    "inspection": "NỘI DUNG ĐƯA VÀO CHƯƠNG TRÌNH KIỂM TRA, GIÁM SÁT",
}
_ROMAN = ("I", "II", "III", "IV", "V")
# A heading of tasks that bears a number of its own.
_NUMBERED = re.compile(r"^\s*(?:[IVX]+|\d+|[a-zđ](?=\s*[.)]))\s*[.)\-–]\s*")


@dataclass(frozen=True, slots=True)
class PlanTold:
    """A plan to be written: what it says, the names of those in it, who issues it, on which day; a draft says so."""

    content: Content
    people: Mapping[str, str]
    body: Body
    period: Period
    on: date
    is_draft: bool = False


def write(told: PlanTold) -> Report:
    """The whole paper; the same values always give the same one."""
    name = str(told.content["head"]["name"])
    abstract = re.sub(r"^kế hoạch\s+", "", name, flags=re.IGNORECASE)
    return Report(
        title=name,
        letterhead=letterhead(told.body, kind="KH", on=told.on),
        kind="KẾ HOẠCH",
        abstract=abstract + ("\n(Dự thảo)" if told.is_draft else ""),
        body=tuple(_body(told)),
        signature=signature(told.body),
        recipients=recipients(told.body),
        period=told.period,
        upto=0,
        on=told.on,
    )


def _body(told: PlanTold) -> Iterable[Block]:
    yield from _opening(told)
    parts = [("CHỈ TIÊU", _targets(told)), ("NHIỆM VỤ", _tasks(told))]
    parts += [(title, _agenda(told, kind)) for kind, title in AGENDAS.items()]
    said = [(title, blocks) for title, blocks in parts if blocks]
    for number, (title, blocks) in zip(_ROMAN, said, strict=False):
        yield Heading(1, f"{number}- {title}")
        yield from blocks


def _opening(told: PlanTold) -> list[Block]:
    head = told.content["head"]
    # Words beside linked papers mostly name those very papers.
    bases = list(head.get("papers") or ([head["stands_in"]] if head.get("stands_in") else ()))
    before = [f"căn cứ {listed(bases)}"] if bases else []
    before += [f"thực hiện “{head['parent']}”"] if head.get("parent") else []
    words = ", ".join(before)
    issuer = issuing(told.body.name)
    opening = f"{words[:1].upper()}{words[1:]}, {in_sentence(issuer)}" if words else issuer
    said = f"{opening} ban hành kế hoạch {told.period.label()} như sau:"
    found: list[Block] = [Paragraph((said,))]
    if head.get("themes"):
        found.append(Paragraph((f"Chuyên đề, cuộc vận động: {listed(list(head['themes']))}.",)))
    return found


def _targets(told: PlanTold) -> list[Block]:
    rows = told.content.get("targets", ())
    if not rows:
        return []
    columns = (
        Column("TT", 6, centred=True),
        Column("Chỉ tiêu", 38),
        Column("Đơn vị", 28),
        Column("Mức giao", 16, centred=True),
        Column("Kỳ", 12, centred=True),
    )
    lines = [
        Row((cell(str(at)), cell(row["indicator"]), cell(row["unit"]), cell(row["wording"]), cell(row["period"])))
        for at, row in enumerate(rows, start=1)
    ]
    return [Table("Chỉ tiêu giao cho các đơn vị", columns, tuple(lines))]


def _tasks(told: PlanTold) -> list[Block]:
    rows = told.content.get("tasks", ())
    order: dict[str, int] = {}
    for row in rows:
        order.setdefault(row["group"], len(order))
    held = sorted(rows, key=lambda row: order[row["group"]])
    found: list[Block] = []
    for number, (group, some) in enumerate(groupby(held, key=lambda row: str(row["group"])), start=1):
        if group:
            found.append(Heading(2, f"{number}. {_NUMBERED.sub('', group, count=1)}"))
        found.append(_task_table(told, group, list(some)))
    return found


def _task_table(told: PlanTold, group: str, rows: Sequence[Content]) -> Table:
    columns = (
        Column("TT", 6, centred=True),
        Column("Nội dung công việc", 46),
        Column("Đơn vị, người thực hiện", 32),
        Column("Thời gian", 16, centred=True),
    )
    lines = [
        Row((cell(str(at)), cell(row["name"]), _who(told, row), cell(_when(told, row))))
        for at, row in enumerate(rows, start=1)
    ]
    return Table(f"Công việc: {group}" if group else "Công việc", columns, tuple(lines))


def _who(told: PlanTold, row: Content) -> tuple[tuple[str, ...], ...]:
    lines = [str(row["unit"])]
    if row.get("responsible"):
        lines.append(f"Chịu trách nhiệm: {_said(told, 'responsible', row)}")
    if row.get("assigned"):
        lines.append(f"Thực hiện: {_said(told, 'assigned', row)}")
    return tuple((line,) for line in lines)


def _when(told: PlanTold, row: Content) -> str:
    due = _said(told, "due_on", row)
    return f"{_said(told, 'from_on', row)} – {due}" if row.get("from_on") else due


def _agenda(told: PlanTold, kind: str) -> list[Block]:
    items = [item for row in told.content.get("tasks", ()) for item in row.get("agenda", ()) if item["kind"] == kind]
    ends = [*";" * (len(items) - 1), "."]
    return [
        Paragraph((f"- {item['words']} ({item['period']}, {item['unit']}){end}",), is_item=True)
        for item, end in zip(items, ends, strict=False)
    ]


def _said(told: PlanTold, key: str, row: Content) -> str:
    return contents.said(key, row[key], told.people)
