"""What the papers that came in say of a person. Papers are originals: a person decides what becomes of them."""

from __future__ import annotations

import json
from collections.abc import Collection

from django.db.models import Q, TextField
from django.db.models.functions import Cast

from lantoa.intake.models import Finding, Learned, Paper
from lantoa.organisations import queries as organisations
from lantoa.organisations.queries.personal_data import Subject
from lantoa.organisations.rules.personal_data import Item, Section


def units(people: Collection[int]) -> dict[int, set[int]]:
    """None: a paper names people only by their words."""
    return {}


def held(subject: Subject) -> list[Section]:
    """The papers in which the name stands, and the items that were read there."""
    texts, words, lessons = Q(pk__in=()), Q(pk__in=()), Q(pk__in=())
    for name in subject.telling:
        lessons |= Q(words__contains=name) | Q(meant__contains=name)
        texts |= Q(text__text__contains=name) | Q(title__contains=name)
        # SQLite stores JSON with its letters escaped.
        for spelled in (name, json.dumps(name)[1:-1]):
            words |= Q(as_read__contains=spelled) | Q(as_drafted__contains=spelled)
    papers = Paper.objects.filter(texts).select_related("text").order_by("pk")
    as_text = Finding.objects.annotate(as_read=Cast("read", TextField()), as_drafted=Cast("draft", TextField()))
    findings = as_text.filter(words).select_related("paper").order_by("pk")
    learned = Learned.objects.filter(lessons).order_by("pk")
    ids = {
        *papers.values_list("unit", flat=True),
        *findings.values_list("paper__unit", flat=True),
        *learned.values_list("unit", flat=True),
    }
    names = organisations.names_on(ids, subject.today)
    common = {
        "purpose": "Lưu văn bản gốc làm căn cứ của số liệu",
        "source": "Văn bản đơn vị gửi đến",
        "fate": "by_hand",
        "is_sure": False,
    }
    return [
        Section(
            code="papers",
            title="Văn bản có nhắc họ tên",
            columns=("Văn bản", "Đơn vị tiếp nhận", "Số lần nhắc"),
            items=tuple(
                Item((one.title, names.get(one.unit_id, "—"), str(_times(one, subject.telling))), one.unit_id)
                for one in papers
            ),
            basis="Văn bản gốc không tự xóa; hãy xem từng văn bản, có thể là người khác trùng họ tên",
            **common,  # type: ignore[arg-type]
        ),
        Section(
            code="findings",
            title="Mục đọc được có nhắc họ tên",
            columns=("Mục", "Văn bản", "Đơn vị tiếp nhận"),
            items=tuple(
                Item((_words(one), one.paper.title, names.get(one.paper.unit_id, "—")), one.paper.unit_id)
                for one in findings
            ),
            basis="Đọc ra từ văn bản gốc, đi cùng văn bản; hãy xem và quyết định cùng văn bản đó",
            **common,  # type: ignore[arg-type]
        ),
        Section(
            code="lessons",
            title="Điều đã học có nhắc họ tên",
            columns=("Chữ đã học", "Đơn vị"),
            items=tuple(Item((one.words, names.get(one.unit_id, "—")), one.unit_id) for one in learned),
            basis="Học từ quyết định khi xem văn bản; gỡ được tại trang Điều đã học",
            **common,  # type: ignore[arg-type]
        ),
    ]


def _times(paper: Paper, names: Collection[str]) -> int:
    # The title is the first line of the text where there is one.
    whole = paper.text.text if paper.text else paper.title
    return sum(whole.count(name) for name in names)


def _words(finding: Finding) -> str:
    said: str = finding.read.get("surface", "")
    return said[:200]
