"""People, their posts and the units that they belong to."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction

from lantoa.common.scopes import Scope
from lantoa.history.operations import record
from lantoa.organisations import queries, rules
from lantoa.organisations.models import Membership, Person, Post, Unit
from lantoa.organisations.operations.checking import UnableToChangeUnits, check
from lantoa.vietnamese.text import clean, fold, person_sort_key

OLDEST, YOUNGEST = 120, 5


class UnableToChangePeople(UnableToChangeUnits):
    """A person, post or membership cannot be changed so, or not by this person."""


@transaction.atomic
def add_person(*, scope: Scope, full_name: str, birth_year: int | None = None, unit: Unit | None = None) -> Person:
    """A person by one full name. Two people may share it; joining is offered, never done by itself.

    ``unit`` is the one that enters them: its people may see the person before there is any post or membership.
    """
    name = name_of(full_name)
    person = Person.objects.create(
        full_name=name, folded=fold(name), sort_key=person_sort_key(name), birth_year=birth_year, known_in=unit
    )
    data = {"full_name": name, "unit": unit.code if unit else "", "birth_year": birth_year}
    record(scope=scope, verb="add", kind="person", uuid=person.uuid, data=data)
    return person


@transaction.atomic
def correct_person(
    *, scope: Scope, person: Person, full_name: str, birth_year: int | None, why: str, today: date
) -> None:
    """Corrects the spelling of a name or the birth year; what was written before stays in the history."""
    check_person(scope, person)
    name, reason = name_of(full_name), clean(why).strip()
    if not reason:
        raise UnableToChangePeople("Hãy ghi lý do đính chính.")
    if birth_year is not None and not today.year - OLDEST <= birth_year <= today.year - YOUNGEST:
        raise UnableToChangePeople(
            f"Năm sinh phải trong khoảng từ {today.year - OLDEST} đến {today.year - YOUNGEST}; hãy xem lại."
        )
    before = {"full_name": person.full_name, "birth_year": person.birth_year}
    after = {"full_name": name, "birth_year": birth_year}
    if before == after:
        return
    Person.objects.filter(pk=person.pk).update(**after, folded=fold(name), sort_key=person_sort_key(name))
    person.refresh_from_db()
    data = {"before": before, "after": after, "why": reason}
    record(scope=scope, verb="correct", kind="person", uuid=person.uuid, data=data)


@transaction.atomic
def appoint(
    *,
    scope: Scope,
    person: Person,
    unit: Unit,
    title: str,
    on: date,
    is_head: bool = False,
    to_on: date | None = None,
    source: str = "",
) -> Post:
    """A post in a unit from a day on. Two heads at a time are possible; the pages warn of them."""
    check(scope, unit)
    _one_and_the_same(person)
    said = clean(title).strip()
    if not said:
        raise UnableToChangePeople("Hãy ghi chức vụ.")
    _in_order(on, to_on)
    same = Post.objects.filter(person=person, unit=unit, folded=fold(said)[:200])
    span = rules.Span(on, to_on or rules.FOREVER)
    if any(span.meet(rules.Span(one.from_on, one.to_on or rules.FOREVER)) for one in same):
        raise UnableToChangePeople(f"{person.full_name} đã giữ chức vụ “{said}” ở đơn vị này trong thời gian ấy.")
    post = Post.objects.create(
        person=person,
        unit=unit,
        title=said[:200],
        folded=fold(said)[:200],
        is_head=is_head,
        from_on=on,
        to_on=to_on,
        source=clean(source).strip()[:200],
    )
    data = {"unit": unit.code, "title": said, "on": on, "to_on": to_on, "is_head": is_head, "source": post.source}
    record(scope=scope, verb="appoint", kind="person", uuid=person.uuid, data=data)
    return post


@transaction.atomic
def end_post(*, scope: Scope, post: Post, last_on: date, why: str = "") -> None:
    """Lets a post end with a day, which it still holds."""
    check(scope, post.unit)
    if last_on < post.from_on:
        raise UnableToChangePeople(f"Ngày cuối không được trước ngày bắt đầu ({post.from_on:%d/%m/%Y}).")
    before = post.to_on
    Post.objects.filter(pk=post.pk).update(to_on=last_on)
    data = {"unit": post.unit.code, "title": post.title, "last_on": last_on, "before": before, "why": why}
    record(scope=scope, verb="end_post", kind="person", uuid=post.person.uuid, data=data)


@transaction.atomic
def mark_head(*, scope: Scope, post: Post, is_head: bool) -> None:
    """Says whether whoever holds a post is the head of the unit."""
    check(scope, post.unit)
    if post.is_head == is_head:
        return
    Post.objects.filter(pk=post.pk).update(is_head=is_head)
    data = {"unit": post.unit.code, "title": post.title, "is_head": is_head}
    record(scope=scope, verb="mark_head", kind="person", uuid=post.person.uuid, data=data)


@transaction.atomic
def join_unit(
    *,
    scope: Scope,
    person: Person,
    unit: Unit,
    on: date,
    kind: str = "member",
    to_on: date | None = None,
    source: str = "",
) -> Membership:
    """A person belongs to a unit from a day on; the database refuses the same membership twice on one day."""
    check(scope, unit)
    _one_and_the_same(person)
    _in_order(on, to_on)
    if kind not in rules.MEMBERSHIPS:
        raise UnableToChangePeople("Hãy chọn người này là thành viên, cán bộ hay cộng tác viên.")
    try:
        with transaction.atomic():
            made = Membership.objects.create(
                person=person, unit=unit, kind=kind, from_on=on, to_on=to_on, source=clean(source).strip()[:200]
            )
    except IntegrityError as error:
        words = rules.MEMBERSHIPS[kind].lower()
        raise UnableToChangePeople(f"{person.full_name} đã là {words} của đơn vị này trong thời gian ấy.") from error
    data = {"unit": unit.code, "kind": kind, "on": on, "to_on": to_on, "source": made.source}
    record(scope=scope, verb="join_unit", kind="person", uuid=person.uuid, data=data)
    return made


@transaction.atomic
def leave_unit(*, scope: Scope, membership: Membership, last_on: date, why: str = "") -> None:
    """Lets a membership end with a day, which it still holds."""
    check(scope, membership.unit)
    if last_on < membership.from_on:
        raise UnableToChangePeople(f"Ngày cuối không được trước ngày bắt đầu ({membership.from_on:%d/%m/%Y}).")
    try:
        with transaction.atomic():
            Membership.objects.filter(pk=membership.pk).update(to_on=last_on)
    except IntegrityError as error:
        raise UnableToChangePeople("Thời gian này trùng với một lần tham gia khác; hãy xem lại ngày.") from error
    data = {"unit": membership.unit.code, "kind": membership.kind, "last_on": last_on, "before": membership.to_on}
    record(scope=scope, verb="leave_unit", kind="person", uuid=membership.person.uuid, data={**data, "why": why})


def check_person(scope: Scope, *people: Person) -> None:
    """UnableToChangePeople unless the scope manages a unit of each of these people."""
    for person in people:
        if not queries.may_manage_person(scope, person):
            raise UnableToChangePeople("Tài khoản này không được thay đổi thông tin của người này.")


def name_of(typed: str) -> str:
    """A full name in one spelling; UnableToChangePeople when nothing is left."""
    name = " ".join(clean(typed).split())
    if not name:
        raise UnableToChangePeople("Hãy ghi họ và tên.")
    if len(name) > 200:
        raise UnableToChangePeople("Họ và tên dài quá 200 ký tự; hãy xem lại.")
    return name


def _one_and_the_same(person: Person) -> None:
    if person.joined_into_id is not None:
        raise UnableToChangePeople("Người này đã được ghép vào một người khác; hãy mở trang của người được giữ lại.")


def _in_order(from_on: date, to_on: date | None) -> None:
    if to_on is not None and to_on < from_on:
        raise UnableToChangePeople("Ngày cuối không được trước ngày bắt đầu; hãy xem lại hai ngày này.")
