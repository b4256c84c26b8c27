"""What is held of a person: gifts and looked-after entries under the name, whom they look after, what they did."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import Q

from lantoa.contributions import operations, rules
from lantoa.contributions.models import Cared, CareStep, DriveStep, Gift, Help
from lantoa.contributions.operations import care
from lantoa.contributions.rules import care as care_rules
from lantoa.organisations import queries as organisations
from lantoa.organisations.person_sections import acts_section, steps_of
from lantoa.organisations.queries.personal_data import Subject, rows_of
from lantoa.organisations.rules.personal_data import Item, Section

BY_NAME = "Có thể trùng họ tên"


def units(people: Collection[int]) -> dict[int, set[int]]:
    """The units for which these people look after somebody; givers and who is looked after are names, not people."""
    found: dict[int, set[int]] = {}
    for person, unit in Cared.objects.filter(carer_person__in=people).values_list("carer_person", "owner_unit"):
        if person is not None:
            found.setdefault(person, set()).add(unit)
    return found


def held(subject: Subject) -> list[Section]:
    """What is surely theirs, and what stands under the same name: whether it is the same person, somebody must look."""
    gifts = list(Gift.objects.filter(_named(subject, "giver")).select_related("drive").order_by("pk"))
    cared = list(Cared.objects.filter(_named(subject, "name")).order_by("pk"))
    helps = list(Help.objects.filter(_named(subject, "what")).select_related("cared").order_by("pk"))
    theirs = list(Cared.objects.filter(carer_person__in=rows_of(subject.person)).order_by("pk"))
    asked = {one.drive.owner_unit_id for one in gifts} | {one.owner_unit_id for one in (*cared, *theirs)}
    names = organisations.names_on(asked | {one.cared.owner_unit_id for one in helps}, subject.today)
    looked: dict[str, Any] = {
        "purpose": "Theo dõi việc giúp đỡ hộ, học sinh khó khăn",
        "source": "Đơn vị nhận giúp đỡ ghi",
    }
    return [
        Section(
            code="gifts_named",
            title="Khoản đóng góp ghi cùng họ tên",
            columns=("Người góp", "Cuộc vận động", "Đơn vị"),
            items=tuple(
                Item((one.giver, one.drive.name, names.get(one.drive.owner_unit_id, "—")), one.drive.owner_unit_id)
                for one in gifts
            ),
            purpose="Ghi nhận, công khai đóng góp khi người góp đồng ý",
            source="Đơn vị vận động ghi khi nhận",
            fate="by_hand",
            basis=f"{BY_NAME}; hãy mở cuộc vận động và chọn “Bỏ tên người góp”; số đã góp vẫn giữ",
            is_sure=False,
        ),
        Section(
            code="cared_named",
            title="Hộ, học sinh được giúp đỡ ghi cùng họ tên",
            columns=("Loại", "Họ tên", "Từ ngày", "Đơn vị"),
            items=tuple(
                Item(
                    (
                        care_rules.KINDS[one.kind],
                        one.name,
                        f"{one.from_on:%d/%m/%Y}",
                        names.get(one.owner_unit_id, "—"),
                    ),
                    one.owner_unit_id,
                )
                for one in cared
            ),
            fate="by_hand",
            basis=f"{BY_NAME}; đơn vị lập danh sách mở mục ấy và chọn “Bỏ hẳn họ tên” hoặc “Không hiện họ tên”; "
            "số đã giúp vẫn giữ",
            is_sure=False,
            **looked,
        ),
        Section(
            code="helps_named",
            title="Lần giúp đỡ có nhắc họ tên",
            columns=("Ngày", "Nội dung", "Đơn vị"),
            items=tuple(
                Item((f"{one.on:%d/%m/%Y}", one.what, names.get(one.cared.owner_unit_id, "—")), one.cared.owner_unit_id)
                for one in helps
            ),
            fate="by_hand",
            basis=f"{BY_NAME}; nội dung do người viết, hãy xem từng mục",
            is_sure=False,
            **looked,
        ),
        Section(
            code="caring",
            title="Hộ, học sinh mà người này nhận giúp đỡ",
            columns=("Loại", "Từ ngày", "Tình trạng", "Đơn vị"),
            items=tuple(
                Item(
                    (
                        care_rules.KINDS[one.kind],
                        f"{one.from_on:%d/%m/%Y}",
                        care_rules.STAGES[one.stage],
                        names.get(one.owner_unit_id, "—"),
                    ),
                    one.owner_unit_id,
                )
                for one in theirs
            ),
            fate="erased",
            basis="Hộ, học sinh và những gì đã giúp còn nguyên, không còn ghi ai nhận giúp",
            **looked,
        ),
        _acts(subject),
    ]


def _acts(subject: Subject) -> Section:
    drives = steps_of(subject, DriveStep.objects.select_related("drive"))
    reviews = steps_of(subject, CareStep.objects.select_related("cared"))
    verbs = rules.VERBS | {"start": "Mở cuộc vận động"}
    told = [(one.at, verbs.get(one.verb, one.verb), one.drive.name, one.drive.owner_unit_id) for one in drives]
    called = care_rules.VERBS | {"begin": "Nhận giúp đỡ"}
    # Whom it was about is not told to who asks about the officer.
    told += [
        (one.at, called.get(one.verb, one.verb), care_rules.KINDS[one.cared.kind], one.cared.owner_unit_id)
        for one in reviews
    ]
    return acts_section(
        "contribution_acts",
        title="Việc người này đã làm với cuộc vận động đóng góp, với hộ và học sinh được giúp đỡ",
        column="Về",
        purpose="Biết ai đã mở, quyết toán, xem lại",
        acts=told,
    )


def _named(subject: Subject, field: str) -> Q:
    some = Q(pk__in=())
    for name in subject.telling:
        some |= Q(**{f"{field}__contains": name})
    return some


def erase(*, subject: Subject, chosen: Collection[str], about: UUID, why: str) -> None:
    """What is surely theirs. Under the same name may stand another person: that is taken out by hand."""
    if "caring" in chosen:
        care.forget_carer(scope=subject.scope, people=rows_of(subject.person), about=about)
    if "contribution_acts" in chosen:
        operations.forget_actor(scope=subject.scope, person=subject.person, about=about)


def hide(*, subject: Subject, on: object) -> None:
    """Nothing by itself: a name in a list may be another person's; it is kept out of sight by hand, at its entry."""
