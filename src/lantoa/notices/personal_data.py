"""What the notices hold of a person: what was sent to them, by which way."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from lantoa.notices import operations
from lantoa.notices.models import Delivery
from lantoa.organisations.queries.personal_data import Subject, accounts_of
from lantoa.organisations.rules.personal_data import Item, Section

CHANNELS = {"in_product": "Trong hệ thống", "email": "Thư điện tử", "zalo_text": "Zalo"}


def units(people: Collection[int]) -> dict[int, set[int]]:
    """None: a notice is addressed to an account or a name."""
    return {}


def held(subject: Subject) -> list[Section]:
    """What was sent to the person's accounts, and what was sent to somebody of the same name without an account."""
    sent = Delivery.objects.select_related("notice").order_by("pk")
    common = {
        "columns": ("Lúc", "Nội dung", "Đường gửi", "Gửi đến"),
        "purpose": "Nhắc việc, báo tin",
        "source": "Người gửi thông báo nhập",
        "fate": "erased",
        "basis": "Thông báo còn nguyên; tên và địa chỉ của người nhận được xóa",
    }
    own = sent.filter(user__in=accounts_of(subject.person))
    named = sent.filter(_named(subject))
    return [
        Section(
            code="notices",
            title="Thông báo đã gửi cho người này",
            items=tuple(map(_item, own)),
            **common,  # type: ignore[arg-type]
        ),
        Section(
            code="notices_named",
            title="Thông báo đã gửi cho người trùng họ tên",
            items=tuple(map(_item, named)),
            is_sure=False,
            **common,  # type: ignore[arg-type]
        ),
    ]


def erase(*, subject: Subject, chosen: Collection[str], about: UUID, why: str) -> None:
    """Blanks names and addresses of the deliveries chosen."""
    if "notices" in chosen:
        accounts = [one.pk for one in accounts_of(subject.person)]
        operations.forget(scope=subject.scope, deliveries=Delivery.objects.filter(user__in=accounts), about=about)
    if "notices_named" in chosen:
        named = Delivery.objects.filter(_named(subject))
        operations.forget(scope=subject.scope, deliveries=named, about=about)


def _named(subject: Subject) -> Q:
    """Somebody without an account stands there by the name alone, or by "name (post, unit)" (notices/addressees)."""
    by_name = Q(name__in=subject.telling)
    for name in subject.telling:
        by_name |= Q(name__startswith=f"{name} (")
    return by_name & Q(user__isnull=True)


def _item(one: Delivery) -> Item:
    where = ", ".join(part for part in (one.name, one.address) if part) or "Tài khoản"
    sent = f"{timezone.localtime(one.due_at):%d/%m/%Y %H:%M}"
    return Item((sent, one.notice.subject, CHANNELS.get(one.channel, one.channel), where), one.notice.unit_id)
