"""The rows of the rights matrix for what people give."""

from __future__ import annotations

from dataclasses import replace

from tests.house.expecting import ABSENT, Row

_READ = Row("official:read", sees="read")
_KEEP = Row("official:confirm", "both", sees="read", acts="confirm")
_ACT = replace(_KEEP, methods="post")
# Who is looked after is known by name to the unit's own officials alone (and to who looks after them), never above.
_CARED = Row("official:take_in", sees="answer", at_home=True)
_HELP = replace(_CARED, methods="post")
_REVIEW = Row("official:answer", "post", sees="answer", at_home=True)

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
    "contributions:load_gifts": _KEEP,
    "contributions:gifts_template": Row("official:confirm", sees="read"),
    # What came in is named in one's own session alone.
    "contributions:gifts_read": Row("official:confirm", "both", sees="nobody"),
    "contributions:gifts_marked": Row("official:confirm", sees="nobody"),
    "contributions:correct": _KEEP,
    # Names stand on a voucher; this line has none.
    "contributions:voucher": Row("official:confirm", sees="nobody"),
    "contributions:savers_list": Row("official:read"),
    "contributions:new_savers": Row("official:confirm", "post"),
    # A group is read by many; the form on its page is for who keeps the unit's book.
    "contributions:savers": Row("official:read", "both", sees="read", acts="confirm"),
    "contributions:withdraw_round": _ACT,
    "contributions:care": Row("official:read"),
    "contributions:care_names": Row("official:take_in"),
    "contributions:care_workbook": Row("official:take_in"),
    "contributions:new_cared": Row("official:answer", "both"),
    "contributions:cared": _CARED,
    "contributions:give_help": _HELP,
    "contributions:withdraw_help": _HELP,
    "contributions:review_care": _REVIEW,
    "contributions:change_cared_name": _REVIEW,
    "contributions:count_care_year": Row("official:confirm", "post"),
    "contributions:care_year": _READ,
    # A photo is the public's while its drive is.
    "contributions:photo": Row("everyone", sees="nobody", guest=ABSENT),
    "portal:drives": Row("everyone"),
    "portal:drive|public": Row("everyone"),
    "portal:drive|not public": Row("everyone", sees="nobody", guest=ABSENT),
}
