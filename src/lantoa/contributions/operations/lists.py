"""Gifts come in from a list in Excel: all rows or none, everything wrong at once, no row twice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from lantoa.common.scopes import Scope
from lantoa.contributions import list_sheets
from lantoa.contributions.list_sheets import UnableToReadGifts
from lantoa.contributions.models import Drive, Gift
from lantoa.contributions.operations.checking import UnableToKeepContribution, check, writable
from lantoa.contributions.operations.gifts import GiftSaid, columns_of, told_of
from lantoa.contributions.rules import listed
from lantoa.contributions.rules.listed import Row, Wrong
from lantoa.history.operations import record_many
from lantoa.indicators import operations as ledger
from lantoa.pledges.rules.columns import Layout
from lantoa.reading.inputs.lists import Sheet


@dataclass(frozen=True, slots=True)
class Examined:
    """A list as it was understood: gifts that are new by their numbers, how many had been taken in, what is wrong."""

    new: list[tuple[UUID, Row]]
    had: int
    wrong: list[Wrong]
    sheet: Sheet
    layout: Layout


def examine_gifts(*, scope: Scope, drive: Drive, data: bytes, name: str, today: date) -> Examined:
    """What taking a list in would do, and everything that is wrong with it; changes nothing.

    UnableToReadGifts for a file that is no list of gifts.
    """
    check(scope, drive.owner_unit_id)
    sheet = list_sheets.sheet_of(name, data)
    layout = listed.layout([cells for _, cells in sheet.lines])
    if layout is None:
        raise UnableToReadGifts(
            "Không thấy hàng tiêu đề có cột “Số lượng” (hoặc “Số tiền”) và cột “Ngày”. "
            "Hãy ghi tiêu đề cho hai cột ấy, hoặc tải mẫu trên trang này."
        )
    found = listed.understood(sheet.lines, layout, today)
    if not found.rows and not found.wrong:
        raise UnableToReadGifts("Danh sách chưa ghi khoản góp nào.")
    numbered = listed.numbered(drive.uuid, found.rows)
    known = set(Gift.objects.filter(drive=drive).values_list("uuid", flat=True))
    new = [(uuid, row) for uuid, row in numbered if uuid not in known]
    return Examined(new, len(numbered) - len(new), found.wrong, sheet, layout)


@transaction.atomic
def load_gifts(*, scope: Scope, drive: Drive, data: bytes, name: str, today: date) -> int:
    """Takes a list in and gives how many gifts are new. The same list again writes nothing."""
    ledger.one_after_another(drive.uuid)
    drive = writable(scope, drive, "gift")
    found = examine_gifts(scope=scope, drive=drive, data=data, name=name, today=today)
    if found.wrong:
        raise UnableToKeepContribution(f"Có {len(found.wrong)} ô sai; chưa nhận dòng nào.")
    made = []
    for uuid, row in found.new:
        said = GiftSaid(
            row.kind,
            row.quantity,
            row.giver,
            row.givers,
            row.unit,
            promised_on=row.on if row.is_promised else None,
            received_on=None if row.is_promised else row.on,
            worth=row.worth,
        )
        named_on = row.on if row.may_be_named else None
        made.append(Gift(uuid=uuid, drive=drive, named_on=named_on, **columns_of(said, today)))
    Gift.objects.bulk_create(made, batch_size=500)
    acts = ((drive.uuid, told_of(one, ()) | {"named": bool(one.named_on), "listed": True}) for one in made)
    record_many(scope=scope, verb="give", kind="drive", acts=acts)
    return len(made)
