"""The list of exemplars as an Excel workbook."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from lantoa.common import workbooks
from lantoa.exemplars import wording
from lantoa.exemplars.pages import years
from lantoa.exemplars.queries import ShownExemplar


def exemplars(rows: Iterable[ShownExemplar], today: date) -> bytes:
    """These exemplars; of what is gone nothing but that it is."""
    headings = (
        (_("No."), 6),
        (_("Exemplar"), 34),
        (_("Who it is"), 20),
        (_("Unit"), 30),
        (_("Fields"), 28),
        (_("Years"), 14),
        (_("In one sentence"), 50),
        (_("Stage"), 20),
    )
    return workbooks.workbook(
        sheet=_("Exemplars"),
        title=_("Exemplars"),
        columns=[workbooks.Column(heading, width) for heading, width in headings],
        rows=(
            [
                number,
                _("(withdrawn)") if one.is_gone else one.called,
                str(wording.KINDS[one.kind]),
                one.owner_name,
                "; ".join(field.name for field in one.fields.all()),
                years(one),
                None if one.is_gone else one.headline,
                str(wording.STAGES["withdrawn" if one.is_gone else one.stage]),
            ]
            for number, one in enumerate(rows, start=1)
        ),
        notes=[_("Written on %s.") % f"{today:%d/%m/%Y}"],
    )
