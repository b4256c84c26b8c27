"""What drives hold of a person: gifts written under the name."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q

from lantoa.contributions.models import Gift
from lantoa.organisations import queries as organisations
from lantoa.organisations.queries.personal_data import Subject
from lantoa.organisations.rules.personal_data import Item, Section


def units(people: Collection[int]) -> dict[int, set[int]]:
    """None for certain: a giver is a name as it was written, never a person of the register."""
    return {}


def held(subject: Subject) -> list[Section]:
    """Gifts under the same name; whether it is the same person, somebody must look."""
    some = Q(pk__in=())
    for name in subject.telling:
        some |= Q(giver__contains=name)
    found = list(Gift.objects.filter(some).select_related("drive").order_by("pk"))
    names = organisations.names_on({one.drive.owner_unit_id for one in found}, subject.today)
    return [
        Section(
            code="gifts_named",
            title="Khoản đóng góp ghi cùng họ tên",
            columns=("Người góp", "Cuộc vận động", "Đơn vị"),
            items=tuple(
                Item((one.giver, one.drive.name, names.get(one.drive.owner_unit_id, "—")), one.drive.owner_unit_id)
                for one in found
            ),
            purpose="Ghi nhận, công khai đóng góp khi người góp đồng ý",
            source="Đơn vị vận động ghi khi nhận",
            fate="by_hand",
            basis="Có thể trùng họ tên; hãy mở cuộc vận động và chọn “Bỏ tên người góp”; số đã góp vẫn giữ",
            is_sure=False,
        )
    ]


def erase(*, subject: Subject, chosen: Collection[str], about: UUID, why: str) -> None:
    """Nothing by itself: the same name may be another person's; a name is taken out by hand at its gift."""


def hide(*, subject: Subject, on: object) -> None:
    """Nothing by itself, for the same reason."""
