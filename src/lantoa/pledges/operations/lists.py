"""Pledges come in from a list in Excel: all rows or none, everything wrong at once, the same file twice once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from lantoa.common.periods import Period
from lantoa.common.scopes import Scope
from lantoa.files.models import StoredFile
from lantoa.organisations.models import Person
from lantoa.organisations.queries import NamedUnit
from lantoa.plans.rules.rows import Known
from lantoa.pledges import list_sheets
from lantoa.pledges.list_sheets import UnableToReadList
from lantoa.pledges.operations.many import MOST, Registered, register_listed
from lantoa.pledges.operations.moving import UnableToChangePledge, check
from lantoa.pledges.operations.writing import DeedSaid, check_period
from lantoa.pledges.queries import lists as queries
from lantoa.pledges.rules import columns, listed
from lantoa.pledges.rules.listed import Against, Wrong


@dataclass(frozen=True, slots=True)
class Entry:
    """What a list says of one person: in which unit, which deeds; ``has`` whether there is a pledge already."""

    person: Person
    unit: NamedUnit
    deeds: list[DeedSaid] = field(default_factory=list)
    has: bool = False


@dataclass(frozen=True, slots=True)
class Examined:
    """A list as it was understood, and the rows as they came with what is wrong with them."""

    entries: list[Entry]
    wrong: list[Wrong]
    left: int
    sheet: list_sheets.Sheet
    layout: columns.Layout

    @property
    def new(self) -> list[Entry]:
        """Those who have no pledge of the period yet."""
        return [one for one in self.entries if not one.has]


def examine_list(
    *, scope: Scope, unit: NamedUnit, data: bytes, name: str, days: Period, span: str, today: date
) -> Examined:
    """What taking a list in would do, and everything that is wrong with it; changes nothing.

    UnableToReadList for a file that is no list of pledges.
    """
    check(scope, unit.pk, None, today, own=False)
    check_period(span, days)
    sheet = list_sheets.sheet_of(name, data)
    layout = columns.layout([cells for _, cells in sheet.lines])
    if layout is None:
        raise UnableToReadList(
            "Không thấy hàng tiêu đề có cột “Họ và tên” và cột “Việc đăng ký” (hoặc “Nội dung đăng ký”). "
            "Hãy ghi tiêu đề cho hai cột ấy, hoặc tải mẫu trên trang này."
        )
    names = {layout.name(cells) for _, cells in sheet.lines[layout.row + 1 :]}
    near = queries.near(scope, unit, today, days, names)
    themes = Known((uuid, one.name, ()) for uuid, one in near.themes.items())
    found = listed.understood(sheet.lines, layout, Against(near.listed, themes, days, unit.code))
    has = queries.have_one([one.pk for one in near.units.values()], span, days)
    entries: dict[str, Entry] = {}
    for row in found.rows:
        where, who = near.units[row.unit], near.people[row.person]
        one = entries.setdefault(row.person, Entry(who, where, has=(where.pk, who.pk) in has))
        theme = near.themes.get(row.theme)
        one.deeds.append(DeedSaid(row.what, row.due_on, row.amount, row.counted_in, theme))
    if not entries and not found.wrong:
        raise UnableToReadList("Danh sách chưa ghi việc nào. Hãy ghi vào cột “Việc đăng ký” rồi gửi lại.")
    in_units = Counter(one.unit.name for one in entries.values())
    if many := [name for name, people in in_units.items() if people > MOST]:
        raise UnableToReadList(
            f"Danh sách có hơn {MOST} người của {', '.join(many[:3])}. "
            f"Hãy chia thành các danh sách nhiều nhất {MOST} người của một đơn vị rồi gửi từng danh sách."
        )
    return Examined(list(entries.values()), found.wrong, found.left, sheet, layout)


@transaction.atomic
def load_list(
    *,
    scope: Scope,
    unit: NamedUnit,
    data: bytes,
    name: str,
    days: Period,
    span: str,
    today: date,
    sending: UUID,
    is_confirmed: bool = False,
    paper: StoredFile | None = None,
) -> Registered:
    """Takes a list in, each person in the own unit. Whoever has a pledge of the period keeps it as it stands."""
    found = examine_list(scope=scope, unit=unit, data=data, name=name, days=days, span=span, today=today)
    if found.wrong:
        raise UnableToChangePledge(f"Có {len(found.wrong)} ô sai; chưa đăng ký cho ai.")
    by_unit: dict[int, list[Entry]] = {}
    for one in found.entries:
        by_unit.setdefault(one.unit.pk, []).append(one)
    said: dict[str, Any] = {"days": days, "span": span, "today": today, "sending": sending, "paper": paper}
    said["is_confirmed"] = is_confirmed
    done = []
    # Always in the same order: two who send at once wait for one another instead of standing still.
    for _, some in sorted(by_unit.items()):
        lines = [(one.person, one.deeds) for one in some]
        done.append(register_listed(scope=scope, unit=some[0].unit, lines=lines, **said))
    return Registered(sum(one.made for one in done), tuple(name for one in done for name in one.had))
