"""The rows of the rights matrix for what goes from unit to unit."""

from __future__ import annotations

from dataclasses import replace

from tests.house.expecting import Row

_READ = Row("official:read", sees="read")
_KEEP = Row("official:confirm", "both", sees="read", acts="confirm")
_ACT = replace(_KEEP, methods="post")

SPREADING: dict[str, Row] = {
    "practices:replications": Row("official:read"),
    "practices:worth_copying": Row("official:read"),
    "practices:lessons": Row("official:read"),
    "practices:lineage": _READ,
    "practices:replication": _READ,
    # What came by an order is answered by whoever confirms for the taker; whoever only reports orders and calls off.
    "practices:answer_replication": Row("official:confirm|report", "post", sees="read", acts="confirm"),
    "practices:start_replication": _ACT,
    "practices:check_replication": Row(
        "official:confirm|approve|report", "post", sees="read", acts="confirm|approve|report"
    ),
    # Any practice that one may know of may be asked for, or be given to those below.
    "practices:ask": Row("official:confirm", "both", sees="read"),
    "practices:order": Row("official:report", "both", sees="read"),
    "practices:offer": _KEEP,
    "practices:origin": _KEEP,
    "practices:add_lesson": _ACT,
    "practices:withdraw_lesson": _ACT,
}
