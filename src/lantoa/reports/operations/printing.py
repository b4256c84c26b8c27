"""Printing a long PDF in several goes, each a task of its own: what is printed stays when a worker is stopped."""

from __future__ import annotations

import json
import zlib

from django.db import transaction
from django.utils import timezone

from lantoa.reports import outgoing
from lantoa.reports.layouts import pdf
from lantoa.reports.models import Making, Pages
from lantoa.reports.rules import Report as Paper
from lantoa.reports.rules import frozen
from lantoa.reports.rules.makings import UNDER_WAY


def keep_paper(making: Making, paper: Paper) -> None:
    """Every go prints the same paper, whatever is written in the registers meanwhile."""
    making.paper = zlib.compress(json.dumps(frozen.as_data(paper), ensure_ascii=False).encode())
    making.to_print = len(outgoing.sheets(paper).units)
    making.save(update_fields=["paper", "to_print"])


def kept_paper(making: Making) -> Paper | None:
    """The paper of which pages are printed; None before any are."""
    return None if making.paper is None else frozen.from_data(json.loads(zlib.decompress(making.paper)))


def print_on(making: Making, paper: Paper) -> bytes | None:
    """Prints some more pages; the whole PDF once all of them are there."""
    sheets = outgoing.sheets(paper)
    if making.printed < len(sheets.units):
        more = pdf.piece(sheets, making.printed, making.pages + 1)
        if not _keep(making, more):
            return None
    if making.printed < len(sheets.units):
        return None
    return pdf.joined([bytes(one.content) for one in making.pieces.order_by("printed_from")])


@transaction.atomic
def _keep(making: Making, more: pdf.Piece) -> bool:
    """Of two that printed the same pages the first counts."""
    still = Making.objects.filter(pk=making.pk, stage__in=UNDER_WAY, printed=making.printed)
    # Whoever comes this far was not ended by it: attempts are counted from here on.
    values = {"printed": more.at, "pages": more.page - 1, "attempts": 0, "seen_at": timezone.now()}
    if not still.update(**values):
        return False
    Pages.objects.create(making=making, printed_from=making.printed, content=more.data)
    making.printed, making.pages = more.at, more.page - 1
    return True
