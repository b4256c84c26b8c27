"""The doors that many addresses of the rights matrix share: who comes in, who sees the record, what acting takes."""

from __future__ import annotations

from tests.house.expecting import OPENS, SIGN_IN, Row

WRITES = "take_in|confirm|report|approve|manage"
SENT = Row("official", sees=WRITES, at_home=True)
ACT_ON_SENT = Row("official", "post", sees=WRITES, at_home=True)
# Only what oneself made, or what lies in one's own session.
MINE = Row("official:accounts", "post", sees="nobody")
DRAFT = Row("official:manage", sees="nobody")
OWN_ACCOUNT, WAY_IN = Row("official", is_own=True), Row("everyone", is_own=True)
# Who works with a unit sees who belongs to it.
INSIDE = "confirm|manage"
REGULATE = Row("official:regulate", "both")
PUBLIC, SIGNED_IN, READ = Row("everyone"), Row("official"), Row("official:read")
PAPER = Row("official:read", sees="read")
# A figure of an indicator that is not public is for every official who reads anything; its record for who reads there.
CLOSED_FIGURE = Row("everyone", guest=SIGN_IN, needs="read")
# Units are no secret: a wrong one is said, with the form to choose another.
REPORT = Row("official:report", sees="report", unknown=OPENS)
OWN_REPORT = Row("official:report", sees="report")
CORRECT_OUTLINE = Row("official:report", "both", sees="report")
ACT_ON_OUTLINE = Row("official:report", "post", sees="report")
KEEP_PAPER = Row("official:confirm|answer", "post", sees="confirm|answer")
ANSWER = Row("official:answer", "post", sees="read", acts="answer")
RIGHT = Row("official:manage|inspect", sees="manage|inspect")
CHANGE_RIGHT = Row("official:manage", "post", sees="manage")
