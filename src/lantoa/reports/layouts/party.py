"""What stands around the body of a Party paper; sizes and margins come from the dated record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lantoa.reports.layouts.frame import Frame, Said, Sheet, Text, lines
from lantoa.reports.rules import Report

RULE = "party-paper-format"
LEFT_CELL = 72.0  # millimetres; what is left of the text's width goes to the motto
ROOM = 4  # empty lines for the seal and the hand

Layout = Mapping[str, Any]


def frame(report: Report, layout: Layout) -> Frame:
    """The frame of a report; ``layout`` is the value of the regulation RULE that held on its day."""
    head, sign, body, sizes = report.letterhead, report.signature, layout["body"], layout["recipients"]
    motto, margins, page = layout["motto"], layout["margins"], layout["page"]
    number = head.number.replace("Số", layout["number"]["word"], 1)
    signing = layout["signature"]["size"]
    return Frame(
        sheet=Sheet(page["width"], page["height"], **margins, font=layout["font"], number=body["size"]),
        text=Text(body["size"], body["first_line"], body["after"], body["line"], is_exact=True),
        left_cell=LEFT_CELL,
        left=lines(
            [_said(part, layout["superior"]) for part in head.superior.split("\n")],
            [_said(part, layout["issuer"]) for part in head.issuer.split("\n")],
            _said("*", layout["number"]),
        ),
        right=lines(_said(motto["text"], motto, rule=1) if head.is_party else None),
        number=lines(_said(number, layout["number"])),
        dated=lines(_said(head.place_and_date, layout["place_and_date"])),
        title=(
            _said(report.kind, layout["kind"], before=18),
            *(_said(part, layout["abstract"]) for part in report.abstract.split("\n")),
            Said("-----", body["size"], after=12),
        ),
        recipients=(
            Said("Nơi nhận:", sizes["head"], underline=True),
            *(Said(one, sizes["items"]) for one in report.recipients),
        ),
        signature=(
            *lines([Said(part, signing, bold=True) for part in sign.on_behalf.split("\n")]),
            *lines(Said(sign.title, signing)),
            *[Said("", signing)] * ROOM,
            Said(sign.name, signing, bold=True),
        ),
    )


def _said(text: str, look: Mapping[str, Any], *, rule: float = 0, before: float = 0) -> Said:
    bold, italic = look.get("bold", False), look.get("italic", False)
    return Said(text, look["size"], bold=bold, italic=italic, rule=rule, before=before)
