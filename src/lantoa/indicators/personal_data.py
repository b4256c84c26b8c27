"""What the ledger says of a person: only words beside the figures."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q

from lantoa.indicators.models import Fact, Measured, Statement, Target
from lantoa.organisations import queries as organisations
from lantoa.organisations.person_sections import kept_because
from lantoa.organisations.queries.personal_data import Subject
from lantoa.organisations.rules.personal_data import Item, Section


def units(people: Collection[int]) -> dict[int, set[int]]:
    """None: the ledger is about units."""
    return {}


def held(subject: Subject) -> list[Section]:
    """The lines whose words hold the name."""
    labels, abouts, plans = Q(pk__in=()), Q(pk__in=()), Q(pk__in=())
    for name in subject.telling:
        labels |= Q(source_label__contains=name)
        abouts |= Q(about__contains=name)
        plans |= Q(stands_in__contains=name) | Q(ended_why__contains=name)
    facts = list(Fact.objects.filter(labels, sign=1).select_related("indicator").order_by("seq"))
    said = list(Statement.objects.filter(abouts).select_related("indicator").order_by("pk"))
    given = list(Target.objects.filter(plans).select_related("indicator").order_by("pk"))
    names = organisations.names_at((one.unit_id, one.to_on) for one in [*facts, *said, *given])
    rows: list[tuple[Measured, str]] = [(one, one.source_label) for one in facts]
    rows += [(one, one.about) for one in said]
    rows += [(one, " – ".join(words for words in (one.stands_in, one.ended_why) if words)) for one in given]
    return [
        Section(
            code="ledger",
            title="Sổ số liệu có nhắc họ tên trong lời ghi",
            columns=("Lời ghi", "Chỉ tiêu", "Đơn vị"),
            items=tuple(
                Item((words, one.indicator.name, names[one.unit_id, one.to_on]), one.unit_id) for one, words in rows
            ),
            purpose="Biết mỗi con số từ đâu ra",
            source="Lời ghi khi xác nhận số liệu",
            basis=kept_because("ledger", subject.today),
            is_sure=False,
        )
    ]
