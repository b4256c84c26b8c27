"""What stands around the body of a State body's paper. The record gives ranges; what we like is chosen inside them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lantoa.reports.layouts.frame import Frame, Said, Sheet, Text, lines
from lantoa.reports.rules import Report, capitalised

RULE = "papers-format-state"
LEFT_CELL = 65.0  # millimetres; the country's name in 13 points needs 96 on the right
ROOM = 4  # empty lines for the seal and the hand

Layout = Mapping[str, Any]

# What is written where the record leaves a choice: millimetres, points, shares of the words above a line. Wide pages
# hold wide tables. An older text of the record may say nothing of some of them.
_LIKED: dict[str, float] = {
    "margins.top": 20,
    "margins.bottom": 20,
    "margins.left": 30,
    "margins.right": 15,
    "superior.size": 13,
    "issuer.size": 13,
    "issuer.rule": 0.4,
    "motto.size": 13,
    "words.size": 14,
    "place_and_date.size": 14,
    "kind.size": 14,
    "abstract.size": 14,
    "abstract.rule": 0.4,
    "body.size": 14,
    "body.first_line": 12.7,
    "body.after": 6,
    "body.spacing": 1.15,
    "signature.size": 14,
    "page_number.size": 14,
}


def chosen(layout: Layout, name: str) -> float:
    """What a measure ("body.size") is on our papers: as we like it, but never outside what the record allows."""
    part, key = name.split(".")
    said, liked = layout.get(part, {}).get(key), _LIKED.get(name, 0)
    if said is None:
        return liked
    if not isinstance(said, Mapping):
        return float(said)
    return min(max(liked, float(said.get("least", liked))), float(said.get("most", liked)))


def frame(report: Report, layout: Layout) -> Frame:
    """The frame of a report; ``layout`` is the value of the regulation RULE that held on its day."""
    head, sign, page = report.letterhead, report.signature, layout["page"]

    def said(text: str, part: str, **more: Any) -> Said:
        look = layout.get(part, {})
        return Said(text, chosen(layout, f"{part}.size"), look.get("bold", False), look.get("italic", False), **more)

    def ruled(text: str, part: str, **more: Any) -> list[Said]:
        """Several lines, the last with a solid line below."""
        *above, last = text.split("\n")
        return [*(said(one, part) for one in above), said(last, part, rule=chosen(layout, f"{part}.rule"), **more)]

    motto, words = layout["motto"], layout.get("words", {})
    margins = {side: chosen(layout, f"margins.{side}") for side in ("top", "bottom", "left", "right")}
    number = head.number.replace("Số:", layout["number"]["word"], 1)
    sizes, signing = layout["recipients"], chosen(layout, "signature.size")
    return Frame(
        sheet=Sheet(
            page["width"],
            page["height"],
            **margins,
            font=layout["font"],
            number=chosen(layout, "page_number.size"),
        ),
        text=Text(
            chosen(layout, "body.size"),
            chosen(layout, "body.first_line"),
            chosen(layout, "body.after"),
            chosen(layout, "body.spacing"),
            is_exact=False,
        ),
        left_cell=LEFT_CELL,
        left=lines([said(one, "superior") for one in head.superior.split("\n")], ruled(head.issuer, "issuer")),
        right=(
            said(motto.get("text", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), "motto"),
            Said(words.get("text", "Độc lập - Tự do - Hạnh phúc"), chosen(layout, "words.size"), bold=True, rule=1),
        ),
        number=lines(said(number, "number", before=6)),
        dated=lines(said(head.place_and_date, "place_and_date", before=6)),
        title=(said(report.kind, "kind", before=18), *ruled(capitalised(report.abstract), "abstract", after=12)),
        recipients=(
            Said("Nơi nhận:", sizes["head"], bold=True, italic=True),
            *(Said(one, sizes["items"]) for one in report.recipients),
        ),
        signature=(
            *lines([Said(one, signing, bold=True) for one in sign.on_behalf.split("\n")]),
            *lines(Said(sign.title, signing, bold=True)),
            *[Said("", signing)] * ROOM,
            Said(sign.name, signing, bold=True),
        ),
    )
