"""The list of who is looked after as an Excel workbook, for those who need the names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from lantoa.common import workbooks
from lantoa.contributions import wording
from lantoa.contributions.care_pages import CaredLine


def names(lines: Sequence[CaredLine], today: date) -> bytes:
    """Every row as the list shows it: a pupil by initials."""
    headings = (
        (_("No."), 6),
        (_("Household or pupil"), 12),
        (_("Name"), 30),
        (_("Hamlet, address"), 28),
        (_("Why"), 28),
        (_("Who looks after them"), 36),
        (_("From day"), 13),
        (_("To be looked at again on"), 16),
        (_("Stage"), 20),
    )
    return workbooks.workbook(
        sheet=_("Looked after"),
        title=_("Households and pupils looked after"),
        columns=[workbooks.Column(heading, width) for heading, width in headings],
        rows=(
            [
                number,
                str(wording.CARED[one.cared.kind]),
                one.name or None,
                one.cared.hamlet or None,
                one.why,
                one.carer or None,
                one.cared.from_on,
                one.cared.review_on if one.cared.stage == "open" else None,
                str(wording.CARE_STAGES[one.cared.stage]),
            ]
            for number, one in enumerate(lines, start=1)
        ),
        notes=[_("Written on %s.") % f"{today:%d/%m/%Y}"],
    )
