"""People as pages and workbooks show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from lantoa.common import workbooks
from lantoa.common.scopes import Scope
from lantoa.organisations import people_wording as wording
from lantoa.organisations import queries
from lantoa.organisations.models import Membership, Person, Post, Unit
from lantoa.organisations.rules import PARTS


@dataclass(slots=True)
class Held:
    """A post or a membership of someone, as a line; ``unit_name`` is the unit's name on the span's last day."""

    unit: Unit
    unit_name: str
    words: str
    from_on: date
    to_on: date | None
    is_head: bool = False
    is_post: bool = True
    source: str = ""
    pk: int = 0
    may_change: bool = False
    is_now: bool = True


@dataclass(slots=True)
class Row:
    """Someone in a list, with what they hold that the scope may see."""

    person: Person
    held: list[Held] = field(default_factory=list)
    birth_year: int | None = None


def rows(people: Iterable[Person], scope: Scope, day: date, *, ever: bool = False) -> list[Row]:
    """People with their posts and memberships in reach; four queries, however many people."""
    shown = list(people)
    held = courses([one.pk for one in shown], scope, day)
    within = queries.inside(scope)
    units = queries.units_of_people([one.pk for one in shown])

    def row(one: Person) -> Row:
        lines = [line for line in held[one.pk] if ever or line.is_now]
        # A bare membership says nothing beside a post in the same unit.
        posted = {line.unit.pk for line in lines if line.is_post}
        lines = [line for line in lines if line.is_post or line.unit.pk not in posted]
        is_open = within is None or bool(units[one.pk] & within)
        return Row(one, lines, one.birth_year if is_open else None)

    return [row(one) for one in shown]


def courses(ids: list[int], scope: Scope, day: date) -> dict[int, list[Held]]:
    """The posts and memberships of people that the scope may see, what holds today first, then the latest."""
    posts = _within(Post.objects.filter(person__in=ids), scope.units("read")).select_related("unit")
    members = _within(Membership.objects.filter(person__in=ids), queries.inside(scope)).select_related("unit")
    spans: list[Any] = [*posts, *members]
    names = queries.names_at((one.unit_id, min(one.to_on or day, day)) for one in spans)
    found: dict[int, list[Held]] = {pk: [] for pk in ids}
    for one in spans:
        is_post = isinstance(one, Post)
        found[one.person_id].append(
            Held(
                unit=one.unit,
                unit_name=names[one.unit_id, min(one.to_on or day, day)],
                words=one.title if is_post else str(wording.MEMBERSHIPS[one.kind]),
                from_on=one.from_on,
                to_on=one.to_on,
                is_head=is_post and one.is_head,
                is_post=is_post,
                source=one.source,
                pk=one.pk,
                may_change=scope.may("manage", one.unit_id),
                is_now=one.from_on <= day and (one.to_on is None or one.to_on >= day),
            )
        )
    for lines in found.values():
        lines.sort(key=lambda one: (not one.is_now, not one.is_head, not one.is_post, -one.from_on.toordinal(), one.pk))
    return found


def _within(spans: QuerySet[Any], units: frozenset[int] | None) -> QuerySet[Any]:
    return spans if units is None else spans.filter(unit__in=units)


def as_workbook(people: Iterable[Person], scope: Scope, day: date) -> bytes:
    """The list as an Excel workbook: one line a person and unit."""
    listed = rows(people, scope, day)
    columns = [
        (_("No."), 6),
        (_("Full name"), 30),
        (_("Birth year"), 10),
        (_("Post held"), 34),
        (_("Head (x)"), 10),
        (_("Unit"), 40),
        (_("From the day"), 14),
    ]

    def cells() -> Iterable[list[workbooks.Cell]]:
        for number, row in enumerate(listed, start=1):
            for line in row.held:
                head = "x" if line.is_head else None
                yield [
                    number,
                    row.person.full_name,
                    row.birth_year,
                    line.words,
                    head,
                    line.unit_name,
                    line.from_on,
                ]
            if not row.held:
                yield [number, row.person.full_name, row.birth_year]

    return workbooks.workbook(
        sheet=_("People"),
        title=_("People"),
        columns=[workbooks.Column(heading, width) for heading, width in columns],
        rows=cells(),
        notes=[_("As on %s") % f"{day:%d/%m/%Y}"],
    )


def template() -> bytes:
    """An empty list with the headings that are understood, and one example to overwrite."""
    columns = [
        ("Họ và tên", 30),
        ("Năm sinh", 10),
        ("Chức vụ", 30),
        ("Đơn vị", 36),
        ("Từ ngày", 14),
        ("Đến ngày", 14),
        ("Người đứng đầu", 16),
    ]
    return workbooks.workbook(
        sheet="Danh sách",
        title="Danh sách người của đơn vị",
        columns=[workbooks.Column(heading, width) for heading, width in columns],
        rows=[],
        notes=[
            "Ghi từ dòng ngay dưới tiêu đề; chỉ bắt buộc cột Họ và tên. Người đứng đầu: ghi x.",
            "Đơn vị: ghi mã hoặc tên (cả tên cũ); để trống là đơn vị đã chọn khi tải danh sách lên.",
            "Không ghi dân tộc, tôn giáo, số căn cước: phần mềm không lưu các thông tin này.",
        ],
    )


def people_of_unit(unit: Unit, scope: Scope, day: date) -> dict[str, Any]:
    """What the section "people of the unit" shows; ``people_of_unit`` is None where the scope may not read the unit."""
    if not scope.may("read", unit.pk):
        return {"people_of_unit": None}
    posts = list(queries.posts_in(unit.pk, day))
    is_inside = queries.may_see_inside(scope, unit.pk)
    members = queries.memberships_in(unit.pk, day) if is_inside else None
    return {
        "people_of_unit": {
            "unit": unit,
            "posts": posts,
            "heads": [one for one in posts if one.is_head],
            "members": members.count() if members is not None else None,
            "may_manage": scope.may("manage", unit.pk),
        }
    }


def covered(consent: Any) -> list[str]:
    """What a consent covers, in words."""
    return [str(wording.PARTS[part]) for part in PARTS if getattr(consent, f"covers_{part}")]
