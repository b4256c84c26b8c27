"""What numbered papers and their book say of a person: words that people wrote, and who did what."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q

from lantoa.directives import operations
from lantoa.directives.models import Addressee, AddresseeStep, Congress, Directive, DirectiveStep, Number
from lantoa.directives.rules import papers as paper_rules
from lantoa.directives.rules import sendings
from lantoa.organisations import queries as organisations
from lantoa.organisations.person_sections import acts_section, kept_because, steps_of
from lantoa.organisations.queries.personal_data import Subject
from lantoa.organisations.rules.personal_data import Item, Section


def units(people: Collection[int]) -> dict[int, set[int]]:
    """None: the book is about papers."""
    return {}


def held(subject: Subject) -> list[Section]:
    """The lines of the book and the papers in which the name stands, and what the person did with papers."""
    return [*_numbers(subject), _papers(subject), _acts(subject)]


def _numbers(subject: Subject) -> list[Section]:
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


def _papers(subject: Subject) -> Section:
    heads = Directive.objects.filter(_naming(subject, "abstract", "issuer_name", "steps__note")).distinct()
    told = Addressee.objects.filter(_naming(subject, "note", "steps__note")).select_related("directive").distinct()
    rows = [(one.code, one.abstract, one.recorded_in_id) for one in heads.order_by("pk")]
    rows += [(one.directive.code, one.note, one.unit_id) for one in told.order_by("pk")]
    names = organisations.names_on({unit for _, _, unit in rows}, subject.today)
    return Section(
        code="papers_named",
        title="Văn bản, trả lời văn bản có nhắc họ tên",
        columns=("Văn bản", "Nội dung", "Đơn vị"),
        items=tuple(Item((code, words[:300], names[unit]), unit) for code, words, unit in rows),
        purpose="Biết văn bản nào đã ban hành, đơn vị nào đã triển khai thế nào",
        source="Người vào sổ, người trả lời viết",
        fate="by_hand",
        basis="Trích yếu như in trên văn bản; hãy xem có đúng người không rồi sửa thông tin hoặc rút lại trả lời",
        is_sure=False,
    )


def _acts(subject: Subject) -> Section:
    did = steps_of(subject, DirectiveStep.objects.select_related("directive"))
    about = steps_of(subject, AddresseeStep.objects.select_related("addressee__directive"))
    acts = [(one.at, paper_rules.VERBS[one.verb], one.directive.code, one.directive.recorded_in_id) for one in did]
    acts += [(one.at, sendings.VERBS[one.verb], one.addressee.directive.code, one.addressee.unit_id) for one in about]
    return acts_section(
        "paper_acts",
        title="Việc người này đã làm với văn bản",
        column="Văn bản",
        purpose="Biết ai đã vào sổ, gửi, trả lời văn bản",
        acts=acts,
    )


def erase(*, subject: Subject, chosen: Collection[str], about: UUID, why: str) -> None:
    """The steps stay; the name of who did them does not."""
    if "paper_acts" in chosen:
        operations.forget_actor(scope=subject.scope, person=subject.person, about=about)


def _naming(subject: Subject, *columns: str) -> Q:
    found = Q(pk__in=())
    for name in subject.telling:
        for column in columns:
            found |= Q(**{f"{column}__contains": name})
    return found
