"""The rows of the rights matrix for what people give."""

from __future__ import annotations

from dataclasses import replace

from tests.house.expecting import ABSENT, Row

_READ = Row("official:read", sees="read")
_KEEP = Row("official:confirm", "both", sees="read", acts="confirm")
_ACT = replace(_KEEP, methods="post")

CONTRIBUTIONS: dict[str, Row] = {
    "contributions:list": Row("official:read"),
    "contributions:new": Row("official:confirm", "both"),
    "contributions:drive": _READ,
    "contributions:workbook": _READ,
    "contributions:gift": _KEEP,
    "contributions:spending": _KEEP,
    "contributions:work": _KEEP,
    "contributions:advance": _ACT,
    "contributions:change": _ACT,
    "contributions:savers_list": Row("official:read"),
    "contributions:new_savers": Row("official:confirm", "post"),
    # A group is read by many; the form on its page is for who keeps the unit's book.
    "contributions:savers": Row("official:read", "both", sees="read", acts="confirm"),
    "contributions:withdraw_round": _ACT,
    # A photo is the public's while its drive is.
    "contributions:photo": Row("everyone", sees="nobody", guest=ABSENT),
    "portal:drives": Row("everyone"),
    "portal:drive|public": Row("everyone"),
    "portal:drive|not public": Row("everyone", sees="nobody", guest=ABSENT),
}
