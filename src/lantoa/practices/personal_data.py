"""What the register of practices holds of a person."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Q

from lantoa.organisations import queries as organisations
from lantoa.organisations.person_sections import kept_because
from lantoa.organisations.queries.personal_data import Subject
from lantoa.organisations.rules.personal_data import Item, Section
from lantoa.practices import operations, queries
from lantoa.practices.models import Practice
from lantoa.practices.rules import STAGES


def units(people: Collection[int]) -> dict[int, set[int]]:
    """The units in which these people have a practice."""
    found: dict[int, set[int]] = {}
    for person, unit in Practice.objects.filter(owner_person__in=people).values_list("owner_person", "owner_unit"):
        if person is not None:
            found.setdefault(person, set()).add(unit)
    return found


def held(subject: Subject) -> list[Section]:
    """The practices that are the person's own, and those whose words hold the same name."""
    own = queries.register().filter(owner_person=subject.person)
    some = Q(pk__in=())
    for name in subject.telling:
        some |= Q(name__contains=name) | Q(summary__contains=name) | Q(owner_group__contains=name)
    named = Practice.objects.filter(some).order_by("sort_key", "pk")
    names = organisations.names_on((one.owner_unit_id for one in named), subject.today)
    return [
        Section(
            code="practices",
            title="Mô hình của người này",
            columns=("Mô hình", "Đơn vị", "Ngày đăng ký", "Tình trạng", "Công khai"),
            items=tuple(
                Item(
                    (
                        one.name,
                        one.owner_name,
                        f"{one.registered_on:%d/%m/%Y}" if one.registered_on else "—",
                        STAGES.get(one.life, one.life),
                        "Có" if one.is_public else "Không",
                    ),
                    one.owner_unit_id,
                )
                for one in own
            ),
            purpose="Theo dõi, tổng hợp, nhân rộng mô hình học tập và làm theo Bác",
            source="Đơn vị đăng ký hoặc văn bản gửi đến",
            basis=kept_because("practices", subject.today),
        ),
        Section(
            code="practices_named",
            title="Mô hình có nhắc họ tên trong tên gọi hoặc nội dung",
            columns=("Mô hình", "Đơn vị"),
            items=tuple(Item((one.name, names.get(one.owner_unit_id, "—")), one.owner_unit_id) for one in named),
            purpose="Theo dõi, tổng hợp, nhân rộng mô hình học tập và làm theo Bác",
            source="Đơn vị đăng ký hoặc văn bản gửi đến",
            fate="by_hand",
            basis="Tên gọi và nội dung do người viết; hãy xem từng mô hình và quyết định sửa hay giữ",
            is_sure=False,
        ),
    ]


def hide(*, subject: Subject, on: date) -> None:
    """Nothing of the person's own stays on the portal without a basis."""
    operations.take_off_for(scope=subject.scope, person=subject.person, on=on, why="Theo yêu cầu của người có mô hình")
