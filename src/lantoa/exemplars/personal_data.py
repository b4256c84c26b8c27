"""What is held of people as exemplars."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from lantoa.exemplars import operations, queries, rules
from lantoa.exemplars.models import Basis, Exemplar, ExemplarStep
from lantoa.organisations import queries as organisations
from lantoa.organisations.person_sections import acts_section, steps_of
from lantoa.organisations.queries.personal_data import Subject, rows_of
from lantoa.organisations.rules.personal_data import Item, Section

PURPOSE = "Nêu gương, học tập điển hình trong phong trào"
SOURCE = "Đơn vị đề xuất, người được nêu gương hoặc quyết định đã công bố"


def units(people: Collection[int]) -> dict[int, set[int]]:
    """The units whose exemplars these people are."""
    found: dict[int, set[int]] = {}
    for one in queries.of_people(people):
        found.setdefault(one.person_id or 0, set()).add(one.owner_unit_id)
    return found


def held(subject: Subject) -> list[Section]:
    """The person as an exemplar; others of the same name, or in whose words or bases it stands; what they did here."""
    own = list(queries.of_people([row.pk for row in rows_of(subject.person)]))
    named = _named(subject, {one.pk for one in own})
    names = organisations.names_on({one.owner_unit_id for one in (*own, *named)}, subject.today)
    return [
        Section(
            code="exemplars",
            title="Điển hình: người này được nêu gương",
            columns=("Tóm tắt", "Việc đã làm, kết quả", "Đơn vị", "Tình trạng", "Ảnh"),
            items=tuple(
                Item(
                    (
                        one.headline,
                        " ".join(part for part in (one.story, one.results) if part),
                        names.get(one.owner_unit_id, "—"),
                        rules.STAGES[one.stage],
                        "Có" if one.photo_id else "Không",
                    ),
                    one.owner_unit_id,
                )
                for one in own
            ),
            purpose=PURPOSE,
            source=SOURCE,
            fate="erased",
            basis="Chỉ còn biết đã có một điển hình của đơn vị và ngày các bước; tên, câu chuyện, ảnh, giấy bị xóa",
        ),
        Section(
            code="exemplars_named",
            title="Điển hình có ghi cùng họ tên",
            columns=("Tên, tóm tắt", "Đơn vị"),
            items=tuple(
                Item(
                    (" – ".join(part for part in (one.name, one.headline) if part), names.get(one.owner_unit_id, "—")),
                    one.owner_unit_id,
                )
                for one in named
            ),
            purpose=PURPOSE,
            source=SOURCE,
            fate="by_hand",
            basis="Có thể trùng họ tên; hãy mở điển hình, gỡ rồi chọn “Xóa hẳn nội dung”, hoặc sửa nội dung",
            is_sure=False,
        ),
        acts_section(
            "exemplar_acts",
            title="Việc người này đã làm với hồ sơ điển hình",
            column="Điển hình",
            purpose="Biết ai đã đề xuất, xác nhận, công khai, gỡ",
            acts=(
                (one.at, rules.VERBS.get(one.verb, one.verb), str(one.exemplar.uuid)[:8], one.exemplar.owner_unit_id)
                for one in steps_of(subject, ExemplarStep.objects.select_related("exemplar"))
            ),
        ),
    ]


def erase(*, subject: Subject, chosen: Collection[str], about: UUID, why: str) -> None:
    """Withdraws and empties the person's own, and takes their name off what they did, as chosen."""
    if "exemplars" in chosen:
        for one in queries.of_people([row.pk for row in rows_of(subject.person)]):
            by: dict[str, Any] = {"scope": subject.scope, "exemplar": one, "today": subject.today}
            if one.stage != "withdrawn":
                operations.withdraw(**by, reason="other", note="Theo yêu cầu của người ấy")
            operations.forget(**by, about=about)
    if "exemplar_acts" in chosen:
        operations.forget_actor(scope=subject.scope, person=subject.person, about=about)


def hide(*, subject: Subject, on: date) -> None:
    """What is shown of the person is withdrawn."""
    operations.hide(scope=subject.scope, person=subject.person, today=on)


def _named(subject: Subject, own: Collection[int]) -> list[Exemplar]:
    """Exemplars in which a name that tells the person stands written, the bases too."""
    some, told = Q(pk__in=()), Q(pk__in=())
    for name in subject.telling:
        for column in ("name", "known_as", "headline", "story", "results"):
            some |= Q(**{f"{column}__contains": name})
        told |= Q(given_by__contains=name) | Q(taken_by__contains=name) | Q(commends__contains=name)
    some |= Q(pk__in=Basis.objects.filter(told).values("exemplar"))
    return list(Exemplar.objects.filter(some).exclude(pk__in=own).order_by("pk"))
