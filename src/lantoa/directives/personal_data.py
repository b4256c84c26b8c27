"""What the book of numbers says of a person: only words that people wrote."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q

from lantoa.directives.models import Congress, Number
from lantoa.organisations import queries as organisations
from lantoa.organisations.person_sections import kept_because
from lantoa.organisations.queries.personal_data import Subject
from lantoa.organisations.rules.personal_data import Item, Section


def units(people: Collection[int]) -> dict[int, set[int]]:
    """None: the book is about papers."""
    return {}


def held(subject: Subject) -> list[Section]:
    """The lines of the book in which the name stands."""
    papers, whys = Q(pk__in=()), Q(pk__in=())
    for name in subject.telling:
        papers |= Q(about__contains=name)
        whys |= Q(withdrawn_why__contains=name)
    given = list(Number.objects.filter(papers | whys).order_by("pk"))
    closed = list(Congress.objects.filter(whys).order_by("pk"))
    names = organisations.names_on({*(one.unit_id for one in given), *(one.unit_id for one in closed)}, subject.today)
    rows = [(f"{one.number:02d}-{one.kind}", one.about, one.withdrawn_why, one.unit_id) for one in given]
    rows += [("Đại hội", one.term, one.withdrawn_why, one.unit_id) for one in closed]
    return [
        Section(
            code="paper_numbers",
            title="Sổ số văn bản có nhắc họ tên",
            columns=("Số", "Cấp cho", "Lý do bỏ", "Đơn vị"),
            items=tuple(Item((said, about, why, names[unit]), unit) for said, about, why, unit in rows),
            purpose="Biết mỗi số văn bản đã cấp cho văn bản nào",
            source="Người lập văn bản, người ghi sổ viết",
            basis=kept_because("papers", subject.today),
            is_sure=False,
        )
    ]
