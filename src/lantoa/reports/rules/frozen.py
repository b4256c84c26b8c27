"""A report as JSON for ever: what was sent is written once and read back as the same value. Plain Python."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Any

from lantoa.common.periods import Period
from lantoa.common.quantities import Exactness, Quantity
from lantoa.reports.rules.values import (
    Block,
    Column,
    Figured,
    Heading,
    HeldRule,
    Letterhead,
    Line,
    Named,
    Paragraph,
    Report,
    Row,
    Run,
    Signature,
    Table,
)


def as_data(report: Report) -> dict[str, Any]:
    """The whole report as plain JSON values."""
    rule = report.layout
    # Versions of before the rule was kept have no such key; they are laid out by the rule of their day.
    layout = {"layout": asdict(rule) | {"effective_from": rule.effective_from.isoformat()}} if rule else {}
    return layout | {
        "title": report.title,
        "letterhead": asdict(report.letterhead),
        "kind": report.kind,
        "abstract": report.abstract,
        "body": [_block_as_data(block) for block in report.body],
        "signature": asdict(report.signature),
        "recipients": list(report.recipients),
        "period": [report.period.from_on.isoformat(), report.period.to_on.isoformat()],
        "upto": report.upto,
        "on": report.on.isoformat(),
        "tree": report.tree.isoformat() if report.tree else None,
    }


def from_data(data: Mapping[str, Any]) -> Report:
    """The report that ``as_data`` wrote."""
    return Report(
        title=data["title"],
        letterhead=Letterhead(**data["letterhead"]),
        kind=data["kind"],
        abstract=data["abstract"],
        body=tuple(_block(block) for block in data["body"]),
        signature=Signature(**data["signature"]),
        recipients=tuple(data["recipients"]),
        period=Period(*map(date.fromisoformat, data["period"])),
        upto=data["upto"],
        on=date.fromisoformat(data["on"]),
        tree=date.fromisoformat(data["tree"]) if data["tree"] else None,
        layout=_rule(data["layout"]) if "layout" in data else None,
    )


def digest(data: Mapping[str, Any]) -> str:
    """SHA-256 of the JSON, the same however its keys are ordered."""
    return hashlib.sha256(
        json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    ).hexdigest()


def _rule(data: Mapping[str, Any]) -> HeldRule:
    return HeldRule(data["code"], date.fromisoformat(data["effective_from"]), data["value"])


def _block_as_data(block: Block) -> dict[str, Any]:
    if isinstance(block, Heading):
        return {"heading": block.text, "level": block.level}
    if isinstance(block, Paragraph):
        return {"paragraph": _line_as_data(block.runs), "is_item": block.is_item}
    if block.beyond:
        raise ValueError("a report of which rows were only counted is not frozen")
    return {
        "table": block.caption,
        "columns": [asdict(column) for column in block.columns],
        "rows": [
            {"cells": [[_line_as_data(line) for line in cell] for cell in row.cells], "is_total": row.is_total}
            for row in block.rows
        ],
    }


def _block(data: Mapping[str, Any]) -> Block:
    if "heading" in data:
        return Heading(data["level"], data["heading"])
    if "paragraph" in data:
        return Paragraph(_line(data["paragraph"]), data["is_item"])
    rows = tuple(
        Row(tuple(tuple(_line(line) for line in cell) for cell in row["cells"]), row["is_total"])
        for row in data["rows"]
    )
    return Table(data["table"], tuple(Column(**column) for column in data["columns"]), rows)


def _line_as_data(line: Line) -> list[Any]:
    return [_run_as_data(run) for run in line]


def _run_as_data(run: Run) -> Any:
    if isinstance(run, Figured):
        amount = {name: None if end is None else str(end) for name, end in _ends(run.quantity).items()}
        said = {"exactness": str(run.quantity.exactness), "said": run.quantity.said}
        return {
            "figure": run.text,
            "path": run.path,
            "amount": amount | said,
            "unit": run.unit,
            "indicator": run.indicator,
            "what": run.what,
            "why": run.why,
        }
    return {"named": run.text, "path": run.path} if isinstance(run, Named) else run


def _ends(quantity: Quantity) -> dict[str, Decimal | None]:
    return {"point": quantity.point, "low": quantity.low, "high": quantity.high}


def _line(data: Sequence[Any]) -> Line:
    return tuple(_run(run) for run in data)


def _run(data: Any) -> Run:
    if isinstance(data, str):
        return data
    if "named" in data:
        return Named(data["named"], data["path"])
    amount = data["amount"]
    point, low, high = (None if amount[n] is None else Decimal(amount[n]) for n in ("point", "low", "high"))
    quantity = Quantity(point, low, high, Exactness(amount["exactness"]), amount["said"])
    return Figured(data["figure"], data["path"], quantity, data["unit"], data["indicator"], data["what"], data["why"])


def lines_of(report: Report) -> list[tuple[str, str]]:
    """Every line of the body as text, with the heading under which it stands."""
    found: list[tuple[str, str]] = []
    heading = ""
    for block in report.body:
        if isinstance(block, Heading):
            heading = block.text
            found.append((heading, block.text))
        elif isinstance(block, Paragraph):
            found.append((heading, "".join(map(str, block.runs)).strip()))
        else:
            for row in block.rows:
                cells = ("; ".join("".join(map(str, line)) for line in cell) for cell in row.cells)
                found.append((heading, f"{block.caption}: " + " | ".join(cells)))
    return found


def changes(before: Report, after: Report) -> list[dict[str, str]]:
    """What differs between two versions, line by line: where ("heading"), "before" and "after", either may be empty."""
    old, new = lines_of(before), lines_of(after)
    found = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        gone, come = old[i1:i2], new[j1:j2]
        for at in range(max(len(gone), len(come))):
            was, now = (side[at] if at < len(side) else ("", "") for side in (gone, come))
            found.append({"heading": now[0] or was[0], "before": was[1], "after": now[1]})
    return found
