"""The rows of the rights matrix about plans and themes."""

from __future__ import annotations

from tests.house.expecting import Row

READ, PAPER = Row("official:read"), Row("official:read", sees="read")
WRITE, ACT = Row("official:confirm", "both", sees="read"), Row("official:confirm", "post", sees="read")

MATRIX: dict[str, Row] = {
    # What a unit is about applies below it, so it is no secret to whoever works with any unit.
    "themes:list": READ,
    "themes:new": Row("official:confirm", "both"),
    "themes:theme": READ,
    "themes:change": Row("official:confirm", "both", sees="confirm"),
    "themes:take_part": Row("official:confirm", "post", acts="confirm"),
    "themes:end": Row("official:confirm", "post", acts="confirm"),
    "plans:list": READ,
    "plans:new": Row("official:confirm", "both"),
    "plans:plan": PAPER,
    "plans:change": WRITE,
    "plans:advance": Row("official:confirm|approve", "post", sees="read", acts="confirm|approve"),
    "plans:new_task": WRITE,
    "plans:version": PAPER,
    "plans:compare": PAPER,
    "plans:task": PAPER,
    "plans:change_task": WRITE,
    "plans:remove_task": ACT,
    "plans:advance_task": Row("official:confirm|report", "post", sees="read", acts="confirm|report"),
    "plans:put_on_agenda": ACT,
    "plans:take_off_agenda": ACT,
    "plans:calendar": READ,
    "plans:workbook": PAPER,
    "reports:plan_docx": PAPER,
    "plans:load": WRITE,
    # Only what lies in one's own session.
    "plans:marked": Row("official:confirm", sees="nobody"),
    "plans:copy": WRITE,
    "plans:new_target": WRITE,
    "plans:change_target": WRITE,
    "plans:remove_target": ACT,
    "plans:share": WRITE,
}
