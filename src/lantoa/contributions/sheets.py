"""The book of a drive as an Excel workbook."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from lantoa.common import workbooks
from lantoa.contributions import pages, queries, wording
from lantoa.contributions.models import Drive


def gifts(drive: Drive, *, may_name: bool, today: date) -> bytes:
    """Every gift that stands; the name only for who keeps the book or where its giver agreed to it."""
    found = queries.book(drive)
    rows = [*found.gifts, *found.joint]
    joint = {one.pk for one in found.joint}
    headings = (
        (_("No."), 6),
        (_("Who gives"), 34),
        (_("Number of givers"), 10),
        (_("What is given"), 18),
        (_("How much is given"), 26),
        (_("Promised on"), 13),
        (_("Received on"), 13),
        (_("Note"), 30),
    )
    return workbooks.workbook(
        sheet=_("Gifts"),
        title=drive.name,
        columns=[workbooks.Column(heading, width) for heading, width in headings],
        rows=(
            [
                number,
                one.giver if may_name or one.is_named else None,
                one.givers,
                str(wording.KINDS[one.kind]),
                pages.said(one.quantity, one.counted_in),
                one.promised_on,
                one.received_on,
                _("Joint gift, not split") if one.pk in joint else None,
            ]
            for number, one in enumerate(rows, start=1)
        ),
        notes=[_("Written on %s.") % f"{today:%d/%m/%Y}"],
    )
