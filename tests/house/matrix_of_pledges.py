"""The rows of the rights matrix for pledges."""

from __future__ import annotations

from dataclasses import replace

from tests.house.expecting import Row

_PLEDGE = Row("official:read", sees="confirm|manage|answer")
_KEEP_PLEDGE = Row("official:answer|take_in", "post", sees="confirm|manage|answer", acts="answer")
_ANSWER_PLEDGE = Row("official:answer", "post", sees="confirm|manage|answer", acts="answer")

PLEDGES: dict[str, Row] = {
    # What people undertake is personal: by name inside the unit, elsewhere only counted. One's own is for oneself.
    "pledges:list": Row("official:read"),
    "pledges:workbook": Row("official:read"),
    "pledges:mine": Row("official:take_in"),
    "pledges:coverage": Row("official:read", sees="read"),
    "pledges:coverage_workbook": Row("official:read", sees="read"),
    # Without a person behind it a role that only brings in its own has nothing to register.
    "pledges:new": Row("official:answer|take_in", "both", sees="read"),
    "pledges:many": Row("official:answer", "both", sees="answer"),
    "pledges:load": Row("official:answer", "both", sees="answer"),
    "pledges:template": Row("official:answer", sees="answer"),
    # What came in is named in one's own session alone.
    "pledges:list_read": Row("official:answer", "both", sees="nobody"),
    "pledges:marked": Row("official:answer", sees="nobody"),
    "pledges:filed": Row("official:answer", "both", sees="answer"),
    "pledges:confirm_all": Row("official:answer", "post", sees="answer"),
    "pledges:pledge": _PLEDGE,
    "pledges:photo": Row("official:read", sees="nobody"),
    "pledges:paper": Row("official:read", sees="nobody"),
    "pledges:edit": replace(_KEEP_PLEDGE, methods="both"),
    "pledges:assess": replace(_KEEP_PLEDGE, methods="both"),
    "pledges:send": _KEEP_PLEDGE,
    "pledges:reasoned": _KEEP_PLEDGE,
    "pledges:progress": _KEEP_PLEDGE,
    "pledges:confirm": _ANSWER_PLEDGE,
    "pledges:close": _ANSWER_PLEDGE,
    "pledges:carry_over": _ANSWER_PLEDGE,
}
