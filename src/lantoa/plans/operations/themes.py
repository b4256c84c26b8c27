"""Themes are set, corrected, ended or withdrawn. Whoever confirms what enters a unit's registers sets its themes, as
that person gives its targets: both are what the unit is to do, and a clerk writes both down from the same paper."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from lantoa.common.errors import Unable
from lantoa.common.periods import day_before
from lantoa.common.scopes import Scope
from lantoa.history.operations import record
from lantoa.organisations.models import Unit
from lantoa.plans import queries
from lantoa.plans.models import Participation, Theme
from lantoa.plans.rules import themes, years
from lantoa.vietnamese.text import clean, fold, sort_key


class UnableToChangeTheme(Unable):
    """The theme cannot be set or changed so, or not by this person."""


@dataclass(frozen=True, slots=True)
class ThemeSaid:
    """What somebody says of a theme."""

    unit: Unit
    kind: str
    name: str
    from_on: date
    to_on: date
    parent: Theme | None = None
    stands_in: str = ""
    text: str = ""


@transaction.atomic
def set_theme(*, scope: Scope, said: ThemeSaid, taking_part: Collection[Unit] = (), uuid: UUID | None = None) -> Theme:
    """A unit sets a theme, breakthrough, campaign or group of tasks. The same ``uuid`` again gives the one that stands.

    ``taking_part`` are the units of its own that a campaign has, from its first day on.
    """
    # One after another for each unit: two sends of one form would both hear that it does not stand yet.
    Unit.objects.select_for_update(no_key=True).get(pk=said.unit.pk)
    if uuid and (known := queries.theme(uuid)):
        _check(scope, known.unit_id)
        return known
    _check(scope, said.unit.pk)
    columns = _columns(said)
    one = Theme.objects.create(
        uuid=uuid or uuid4(), unit=said.unit, set_by_id=scope.actor_id, set_at=timezone.now(), **columns
    )
    record(scope=scope, verb="set", kind="theme", uuid=one.uuid, data=_told(one))
    if taking_part:
        set_taking_part(scope=scope, theme=one, units=taking_part, on=one.from_on)
    return one


@transaction.atomic
def change_theme(*, scope: Scope, theme: Theme, said: ThemeSaid) -> Theme:
    """Corrects what a theme says; the history keeps what it said before. Its unit stays."""
    one = _held(scope, theme)
    columns = _columns(said, own=one)
    if all(getattr(one, name) == value for name, value in columns.items()):
        return one
    before = _told(one)
    for name, value in columns.items():
        setattr(one, name, value)
    one.save(update_fields=list(columns))
    record(scope=scope, verb="change", kind="theme", uuid=one.uuid, data=_told(one) | {"before": before})
    return one


@transaction.atomic
def end_theme(*, scope: Scope, theme: Theme, how: str, why: str, on: date | None = None) -> None:
    """A theme is over before its last day ("ended", ``on`` is its last), or was set by mistake ("withdrawn")."""
    one = _held(scope, theme)
    if not why.strip():
        raise UnableToChangeTheme("Hãy ghi lý do.")
    if how not in themes.ENDS:
        raise UnableToChangeTheme("Hãy chọn kết thúc sớm hay rút.")
    if how == "ended" and (on is None or not one.from_on <= on <= one.to_on):
        raise UnableToChangeTheme(f"Ngày kết thúc phải từ {one.from_on:%d/%m/%Y} đến {one.to_on:%d/%m/%Y}.")
    if how == "withdrawn" and (below := queries.carried_out_below(one).first()):
        raise UnableToChangeTheme(f"“{below.name}” đang thực hiện nội dung này. Hãy kết thúc sớm thay cho rút.")
    one.ended_as, one.ended_on, one.ended_why = how, on if how == "ended" else None, why.strip()[:400]
    one.save(update_fields=["ended_as", "ended_on", "ended_why"])
    data = {"how": how, "on": one.ended_on, "why": one.ended_why}
    record(scope=scope, verb="end", kind="theme", uuid=one.uuid, data=data)


@transaction.atomic
def set_taking_part(*, scope: Scope, theme: Theme, units: Collection[Unit], on: date) -> None:
    """Says which units take part from a day on: the missing join, the others leave the day before."""
    one = _held(scope, theme)
    if one.kind != "campaign" and units:
        raise UnableToChangeTheme("Chỉ cuộc vận động, phong trào mới có danh sách đơn vị tham gia riêng.")
    if not one.from_on <= on <= one.to_on:
        raise UnableToChangeTheme(f"Ngày phải từ {one.from_on:%d/%m/%Y} đến {one.to_on:%d/%m/%Y}.")
    wanted = {unit.pk: unit for unit in units}
    rows = Participation.objects.filter(theme=one, to_on__isnull=True).select_related("unit")
    now = {row.unit_id: row for row in rows}
    gone, come = now.keys() - wanted.keys(), wanted.keys() - now.keys()
    if not gone and not come:
        return
    for unit in gone:
        # One that joined on that very day keeps the day: nothing is deleted.
        Participation.objects.filter(pk=now[unit].pk).update(to_on=max(now[unit].from_on, day_before(on)))
    Participation.objects.bulk_create(Participation(theme=one, unit_id=unit, from_on=on) for unit in sorted(come))
    joined, left = sorted(wanted[pk].code for pk in come), sorted(now[pk].unit.code for pk in gone)
    data = {"on": on, "joined": joined, "left": left}
    record(scope=scope, verb="take_part", kind="theme", uuid=one.uuid, data=data)


def _check(scope: Scope, unit: int) -> None:
    if not scope.may("confirm", unit):
        raise UnableToChangeTheme("Tài khoản này không được đặt chuyên đề, cuộc vận động cho đơn vị đã chọn.")


def _held(scope: Scope, theme: Theme) -> Theme:
    """The theme, locked; refused for one that is over."""
    _check(scope, theme.unit_id)
    one = Theme.objects.select_for_update(of=("self",)).select_related("unit", "parent").get(pk=theme.pk)
    if one.ended_as:
        raise UnableToChangeTheme(f"“{one.name}” {themes.ENDS[one.ended_as]} nên không sửa được nữa.")
    return one


def _columns(said: ThemeSaid, *, own: Theme | None = None) -> dict[str, Any]:
    name = clean(said.name).strip()
    if not name:
        raise UnableToChangeTheme("Hãy ghi tên gọi.")
    if said.kind not in themes.KINDS:
        raise UnableToChangeTheme("Hãy chọn loại: chuyên đề, khâu đột phá, cuộc vận động hay nhóm nhiệm vụ.")
    if said.to_on < said.from_on:
        raise UnableToChangeTheme("Ngày kết thúc đứng trước ngày bắt đầu.")
    if not years.are_thinkable(said.from_on, said.to_on):
        raise UnableToChangeTheme(f"Hãy ghi năm từ {years.FIRST} đến {years.LAST}.")
    _check_parent(said, own)
    return {
        "kind": said.kind,
        "name": name[:400],
        "folded": fold(name)[:400],
        "sort_key": sort_key(name),
        "from_on": said.from_on,
        "to_on": said.to_on,
        "parent": said.parent,
        "stands_in": clean(said.stands_in).strip()[:400],
        "text": clean(said.text).strip(),
    }


def _check_parent(said: ThemeSaid, own: Theme | None) -> None:
    above = said.parent
    if above is None or (own is not None and own.parent_id == above.pk):
        return
    if above.ended_as == "withdrawn":
        raise UnableToChangeTheme(f"“{above.name}” đã rút; hãy chọn nội dung khác của cấp trên.")
    if not queries.themes_during(said.unit.pk, said.from_on, said.to_on).filter(pk=above.pk).exists():
        raise UnableToChangeTheme(f"“{above.name}” không áp dụng cho đơn vị này trong thời gian đã ghi.")
    step: Theme | None = above
    while own is not None and step is not None:
        if step.pk == own.pk:
            raise UnableToChangeTheme("Nội dung này không thể thực hiện chính nó.")
        step = step.parent


def _told(one: Theme) -> dict[str, Any]:
    return {
        "name": one.name,
        "kind": one.kind,
        "from_on": one.from_on,
        "to_on": one.to_on,
        "parent": str(one.parent.uuid) if one.parent else "",
        "stands_in": one.stands_in,
        "text": one.text,
    }
