"""The rows of the rights matrix for exemplary people and groups."""

from __future__ import annotations

from dataclasses import replace

from tests.house.expecting import ABSENT, Row

_READ = Row("official:read", sees="read")
_KEEP = Row("official:confirm", "both", sees="read", acts="confirm")

EXEMPLARS: dict[str, Row] = {
    "exemplars:list": Row("official:read"),
    "exemplars:workbook": Row("official:read"),
    "exemplars:new": Row("official:take_in|confirm", "both"),
    "exemplars:exemplar": _READ,
    "exemplars:photo": _READ,
    "exemplars:amend": _KEEP,
    "exemplars:publish": replace(_KEEP, audience="official:confirm|approve", acts="confirm|approve"),
    # Whoever looks after people's data may stop showing them.
    "exemplars:advance": Row("official:confirm|approve|manage", "post", sees="read", acts="confirm|approve|manage"),
    # The sample has no paper, so that nobody finds one.
    "exemplars:paper": Row("official:confirm|approve|manage", sees="nobody"),
    "portal:exemplars": Row("everyone"),
    "portal:exemplar|public": Row("everyone"),
    "portal:exemplar|not public": Row("everyone", sees="nobody", guest=ABSENT),
    "portal:exemplar_photo|public": Row("everyone"),
    "portal:exemplar_photo|not public": Row("everyone", sees="nobody", guest=ABSENT),
}
