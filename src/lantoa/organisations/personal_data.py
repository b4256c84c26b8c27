"""What this concept holds of a person, and what the history says of them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from lantoa.history import queries as history
from lantoa.history.models import Event
from lantoa.organisations import queries
from lantoa.organisations.models import Grant, Person, PersonRequest, Post
from lantoa.organisations.operations import personal_data as operations
from lantoa.organisations.queries.personal_data import Subject, accounts_of, name_of
from lantoa.organisations.rules.personal_data import REQUEST_STAGES, REQUESTS, Item, Section
from lantoa.regulations import queries as regulations

HERE = "Cán bộ nhập khi đăng ký đơn vị, người và quyền"


def kept_because(what: str, today: date) -> str:
    """On which basis something is not erased, from the dated rules."""
    said: str = regulations.on("personal-data-kept", today).value[what]
    return said


def units(people: Collection[int]) -> dict[int, set[int]]:
    """The units in which these people hold or held a post, or act in a role."""
    found: dict[int, set[int]] = {}
    for model in (Post, Grant):
        rows = model._default_manager.filter(person__in=people).values_list("person_id", "unit_id")
        for person, unit in rows:
            found.setdefault(person, set()).add(unit)
    return found


def held(subject: Subject) -> list[Section]:
    """Everything here that is tied to the person, and what only bears the same name."""
    return [
        _person(subject),
        _posts(subject),
        _accounts(subject),
        _grants(subject),
        _requests(subject),
        _told(subject),
        _mentioned(subject),
    ]


def erase(*, subject: Subject, chosen: Collection[str], about: UUID, why: str) -> None:
    """Blanks the person, their account, and their names in the history, as chosen."""
    scope, person = subject.scope, subject.person
    # While the account still tells which acts were the person's own.
    if "history" in chosen:
        operations.redact(scope=scope, events=list(told_of(person)), names=subject.names, about=about, why=why)
    if "mentions" in chosen:
        events = list(mentions_of(subject))
        operations.redact(scope=scope, events=events, names=subject.telling, about=about, why=why)
    if "account" in chosen:
        operations.erase_accounts(scope=scope, person=person)
    if "person" in chosen:
        operations.blank(scope=scope, subject=subject)


def correct(*, subject: Subject, full_name: str) -> None:
    """The person's name here and on their accounts."""
    operations.rename(scope=subject.scope, person=subject.person, full_name=full_name)


def told_of(person: Person) -> Any:
    """The events about the person and those that they themselves did."""
    accounts = list(accounts_of(person))
    asked = PersonRequest.objects.filter(person=person).values_list("uuid", flat=True)
    return history.of_person([person.uuid, *asked, *(one.uuid for one in accounts)], [one.pk for one in accounts])


def mentions_of(subject: Subject) -> Any:
    """Further events in which only the same name stands."""
    own = told_of(subject.person).values("seq")
    return history.saying(subject.telling).exclude(seq__in=own)


def _person(subject: Subject) -> Section:
    person = subject.person
    rows = [("Họ và tên", name_of(person))]
    shown = {"id", "uuid", "full_name", "folded", "sort_key"}
    for column in Person._meta.concrete_fields:
        value = getattr(person, column.attname)
        if column.name not in shown and not column.is_relation and value not in (None, "", False):
            rows.append((str(column.verbose_name), f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)))
    return Section(
        code="person",
        title="Thông tin về người",
        columns=("Mục", "Nội dung"),
        items=tuple(Item(row) for row in rows) if subject.names else (),
        purpose="Ghi người giữ chức vụ, người có mô hình",
        source=HERE,
        fate="erased",
    )


def _posts(subject: Subject) -> Section:
    posts = list(Post.objects.filter(person=subject.person).order_by("from_on", "pk"))
    names = queries.names_at((one.unit_id, one.from_on) for one in posts)
    return Section(
        code="posts",
        title="Chức vụ",
        columns=("Chức vụ", "Đơn vị", "Từ ngày", "Đến ngày"),
        items=tuple(
            Item((one.title, names[one.unit_id, one.from_on], _day(one.from_on), _day(one.to_on)), one.unit_id)
            for one in posts
        ),
        purpose="Biết ai giữ chức vụ nào, ai ký báo cáo",
        source=HERE,
        basis=kept_because("posts", subject.today),
    )


def _accounts(subject: Subject) -> Section:
    accounts = list(accounts_of(subject.person))
    still = Q(to_on__isnull=True) | Q(to_on__gte=subject.today)
    acting = Grant.objects.filter(still, user__in=accounts).exists()
    basis = "Tài khoản còn vai trò đang dùng; hãy kết thúc các vai trò rồi mới xóa" if acting else ""
    return Section(
        code="account",
        title="Tài khoản đăng nhập",
        columns=("Tên đăng nhập", "Họ và tên", "Thư điện tử", "Đăng nhập lần cuối"),
        items=tuple(
            Item((one.username, one.full_name, one.email or "—", _moment(one.last_login)))
            for one in accounts
            if one.is_active
        ),
        purpose="Đăng nhập và làm việc trong hệ thống",
        source="Cán bộ quản lý tài khoản nhập",
        fate="by_hand" if acting else "erased",
        basis=basis,
    )


def _grants(subject: Subject) -> Section:
    grants = list(Grant.objects.filter(person=subject.person).select_related("user").order_by("from_on", "pk"))
    names = queries.names_at((one.unit_id, one.from_on) for one in grants)
    return Section(
        code="grants",
        title="Quyền đã được giao",
        columns=("Vai trò", "Đơn vị", "Từ ngày", "Đến ngày"),
        items=tuple(
            Item((one.role, names[one.unit_id, one.from_on], _day(one.from_on), _day(one.to_on)), one.unit_id)
            for one in grants
        ),
        purpose="Biết ai được làm gì, ở đâu, đến khi nào",
        source=HERE,
        basis=kept_because("grants", subject.today),
    )


def _requests(subject: Subject) -> Section:
    asked = PersonRequest.objects.filter(person=subject.person).order_by("asked_on", "pk")
    return Section(
        code="requests",
        title="Yêu cầu về dữ liệu cá nhân đã gửi",
        columns=("Yêu cầu", "Ngày yêu cầu", "Kết quả"),
        items=tuple(
            Item((REQUESTS[one.kind], _day(one.asked_on), REQUEST_STAGES[one.stage]), one.unit_id) for one in asked
        ),
        purpose="Giải quyết yêu cầu đúng hạn",
        source="Chính người đó yêu cầu",
        basis=kept_because("requests", subject.today),
    )


def _told(subject: Subject) -> Section:
    return Section(
        code="history",
        title="Nhật ký: việc liên quan đến người này và việc người này đã làm",
        columns=("Lúc", "Người làm", "Việc", "Hồ sơ"),
        items=tuple(_event(one) for one in told_of(subject.person)),
        purpose="Truy xét ai đã làm gì, lúc nào",
        source="Hệ thống tự ghi",
        fate="erased",
        basis="Dòng nhật ký còn nguyên, chỉ họ tên trong đó được thay bằng “[đã xóa]”",
    )


def _mentioned(subject: Subject) -> Section:
    everywhere = subject.scope.units("manage") is None
    events = mentions_of(subject)
    # What other units did is theirs: here only how often.
    items = tuple(map(_event, events)) if everywhere else _how_many(events.count())
    return Section(
        code="mentions",
        title="Nhật ký: nơi khác có nhắc họ tên này",
        columns=("Lúc", "Người làm", "Việc", "Hồ sơ"),
        items=items,
        purpose="Truy xét ai đã làm gì, lúc nào",
        source="Hệ thống tự ghi",
        fate="erased" if everywhere else "by_hand",
        basis="Có thể là người khác trùng họ tên; chỉ chọn sau khi đã xem"
        if everywhere
        else "Có thể là người khác trùng họ tên; cấp quản lý toàn hệ thống xem và quyết định",
        is_sure=False,
    )


def _how_many(number: int) -> tuple[Item, ...]:
    return (Item(("—", "—", f"{number} việc", "—")),) if number else ()


def _event(one: Event) -> Item:
    by = one.payload.actor_name if hasattr(one, "payload") else "—"
    return Item((_moment(one.at), by, one.verb, f"{one.kind} {one.record}"))


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else "—"


def _moment(moment: Any) -> str:
    return f"{timezone.localtime(moment):%d/%m/%Y %H:%M}" if moment else "—"
