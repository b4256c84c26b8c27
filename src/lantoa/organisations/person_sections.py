"""What this concept holds of a person, section by section."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, TypeVar

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from lantoa.history import queries as history
from lantoa.history.models import Acted, Event
from lantoa.organisations import queries, rules
from lantoa.organisations.models import Grant, Membership, Person, PersonRequest, Post, RosterDraft
from lantoa.organisations.queries.personal_data import Subject, accounts_of, name_of, rows_of
from lantoa.organisations.rules.personal_data import ERASED_NAME, REQUEST_STAGES, REQUESTS, Item, Section
from lantoa.regulations import queries as regulations

LABELS = {"birth_year": "Năm sinh"}
UNSAID = "Quy định mã personal-data-kept ở đây chưa nêu căn cứ giữ lại; hãy bổ sung"
Step = TypeVar("Step", bound=Acted)
HERE = "Cán bộ nhập khi đăng ký đơn vị, người và quyền"


def kept_because(what: str, today: date) -> str:
    """On which basis something is not erased, from the dated rules."""
    # A host that wrote the rule anew may not know yet what a newer concept asks of it.
    said: str = regulations.on("personal-data-kept", today).value.get(what, UNSAID)
    return said


def acts_section(
    code: str, *, title: str, column: str, purpose: str, acts: Iterable[tuple[datetime, str, str, int]]
) -> Section:
    """What a person did in a concept: moment, verb, with what, in which unit. Erasing takes the name alone."""
    return Section(
        code=code,
        title=title,
        columns=("Lúc", "Việc", column),
        items=tuple(
            Item((f"{timezone.localtime(at):%d/%m/%Y %H:%M}", verb, what), unit)
            for at, verb, what, unit in sorted(acts, key=lambda act: act[0])
        ),
        purpose=purpose,
        source="Hệ thống tự ghi",
        fate="erased",
        basis="Việc đã làm còn nguyên, chỉ họ tên người làm được thay",
    )


def steps_of(subject: Subject, rows: QuerySet[Step]) -> QuerySet[Step]:
    """Those steps that the person took and whose name still stands there."""
    return rows.filter(actor__in=accounts_of(subject.person)).exclude(actor_name=ERASED_NAME)


def told_of(person: Person) -> Any:
    """The events about the person and those that they themselves did."""
    accounts = list(accounts_of(person))
    rows = rows_of(person)
    asked = PersonRequest.objects.filter(person__in=rows).values_list("uuid", flat=True)
    own = [*(one.uuid for one in rows), *asked, *(one.uuid for one in accounts)]
    return history.of_person(own, [one.pk for one in accounts])


def about_of(person: Person) -> Any:
    """The events about the person alone, all of whose words are about them."""
    return history.of_person([one.uuid for one in rows_of(person)], []).filter(kind="person")


def mentions_of(subject: Subject) -> Any:
    """Further events in which only the same name stands."""
    own = told_of(subject.person).values("seq")
    return history.saying(subject.telling).exclude(seq__in=own)


def person(subject: Subject) -> Section:
    """The name, and what tells namesakes apart."""
    person = subject.person
    rows = [("Họ và tên", name_of(person))]
    shown = {"id", "uuid", "full_name", "folded", "sort_key", "is_restricted"}
    for column in Person._meta.concrete_fields:
        value = getattr(person, column.attname)
        if column.name not in shown and not column.is_relation and value not in (None, "", False):
            rows.append(
                (
                    LABELS.get(column.name, str(column.verbose_name)),
                    f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value),
                )
            )
    return Section(
        code="person",
        title="Thông tin về người",
        columns=("Mục", "Nội dung"),
        items=tuple(Item(row) for row in rows) if subject.names else (),
        purpose="Ghi người giữ chức vụ, người có mô hình",
        source=HERE,
        fate="erased",
    )


def posts(subject: Subject) -> Section:
    """The posts held."""
    posts = list(Post.objects.filter(person__in=rows_of(subject.person)).order_by("from_on", "pk"))
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


def memberships(subject: Subject) -> Section:
    """What the person belongs to."""
    spans = list(Membership.objects.filter(person__in=rows_of(subject.person)).order_by("from_on", "pk"))
    names = queries.names_at((one.unit_id, one.from_on) for one in spans)
    return Section(
        code="memberships",
        title="Tham gia tổ chức",
        columns=("Tổ chức", "Tư cách", "Từ ngày", "Đến ngày", "Theo"),
        items=tuple(
            Item(
                (
                    names[one.unit_id, one.from_on],
                    rules.MEMBERSHIPS[one.kind],
                    _day(one.from_on),
                    _day(one.to_on),
                    one.source or "—",
                ),
                one.unit_id,
            )
            for one in spans
        ),
        purpose="Biết ai thuộc tổ chức nào để giao việc, điểm danh",
        source=HERE,
        fate="erased",
    )


def consents(subject: Subject) -> Section:
    """On what basis something was published."""
    return Section(
        code="consents",
        title="Sự đồng ý, quyết định làm căn cứ công khai",
        columns=("Mục đích", "Căn cứ", "Ngày", "Rút ngày", "Thể hiện"),
        items=tuple(
            Item(
                (
                    rules.PURPOSES[one.purpose],
                    rules.BASES[one.basis],
                    _day(one.given_on),
                    _day(one.withdrawn_on),
                    one.evidence or one.decision or "—",
                )
            )
            for one in queries.consents_of(subject.person.pk)
        ),
        purpose="Chứng minh căn cứ của việc công khai",
        source="Chính người đó đồng ý, hoặc quyết định đã công bố",
        basis=kept_because("consents", subject.today),
    )


def lists(subject: Subject) -> Section:
    """Lists of people that were uploaded and are not written yet: they are text, so only the same words are found."""
    drafts = RosterDraft.objects.filter(written_at__isnull=True).annotate(text=Cast("lines", TextField()))
    some = Q(pk__in=())
    for name in subject.telling:
        # SQLite stores JSON with its letters escaped.
        some |= Q(text__contains=name) | Q(text__contains=json.dumps(name)[1:-1])
    return Section(
        code="lists",
        title="Danh sách đang nhập dở có họ tên này",
        columns=("Tệp", "Ngày gửi lên"),
        items=tuple(Item((one.name, _moment(one.made_at)), one.unit_id) for one in drafts.filter(some).order_by("pk")),
        purpose="Nhập danh sách từ Excel",
        source="Cán bộ gửi lên",
        fate="by_hand",
        basis="Hãy ghi xong hoặc bỏ danh sách đang nhập dở",
        is_sure=False,
    )


def accounts(subject: Subject) -> Section:
    """The accounts that act in the person's name."""
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


def grants(subject: Subject) -> Section:
    """The rights that were given."""
    grants = list(
        Grant.objects.filter(person__in=rows_of(subject.person)).select_related("user").order_by("from_on", "pk")
    )
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


def requests(subject: Subject) -> Section:
    """What the person asked before."""
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


def told(subject: Subject) -> Section:
    """What the history tells of the person, and what they did."""
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


def mentioned(subject: Subject) -> Section:
    """Where the history has only the same name."""
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
