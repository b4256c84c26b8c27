"""Dated rules: which one holds, and the page that shows them all."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lantoa.regulations import operations, queries, rules
from lantoa.regulations.models import Regulation
from lantoa.regulations.queries import UnableToFindRegulation

FORMAT = "party-paper-format"


@pytest.fixture
def loaded(db: None) -> int:
    return operations.load()


def test_loading_again_changes_nothing(loaded: int) -> None:
    assert operations.load() == loaded == Regulation.objects.count()


def test_each_day_has_the_rule_that_held_on_it(loaded: int) -> None:
    before, after = queries.on(FORMAT, date(2026, 5, 26)), queries.on(FORMAT, date(2026, 5, 27))
    assert before.effective_to == date(2026, 5, 26)
    assert after.effective_from == date(2026, 5, 27)
    with pytest.raises(UnableToFindRegulation, match="01/01/2000"):
        queries.on(FORMAT, date(2000, 1, 1))


def test_two_rules_of_one_name_never_begin_on_one_day(loaded: int) -> None:
    first = queries.on(FORMAT, date(2026, 5, 26))
    with pytest.raises(IntegrityError), transaction.atomic():
        Regulation.objects.create(
            code=FORMAT, title="x", effective_from=first.effective_from, source="x", standing="confirmed", value={}
        )


def test_the_page_is_open_to_anybody_and_says_source_standing_and_value(loaded: int) -> None:
    answer = Client().get(reverse("regulations:list"))
    said = answer.content.decode()
    assert answer.status_code == 200
    for words in ("Hướng dẫn 05-HD/VPTW", "Theo nguồn thứ cấp", "từ 03/04/2018 đến 26/05/2026", "trái 30 mm"):
        assert words in said


def test_the_page_takes_one_query_for_the_rules_however_many(loaded: int) -> None:
    def number() -> int:
        with CaptureQueriesContext(connection) as seen:
            Client().get(reverse("regulations:list"))
        return len(seen)

    few = number()
    for at in range(50):
        Regulation.objects.create(
            code=f"rule-{at}",
            title="Thử",
            effective_from=date(2020, 1, 1),
            source="Thử",
            standing="confirmed",
            value=at,
        )
    assert number() == few


@pytest.mark.parametrize(
    ("value", "lines"),
    [
        (5, [("", "5")]),
        ([1, 2.5], [("", "1, 2,5")]),
        (True, [("", "có")]),
        ({"page": {"width": 210, "height": 297}}, [("Khổ giấy", "rộng 210 mm; cao 297 mm")]),
        ({"issuer": {"size": 14, "bold": True, "italic": False}}, [("Tên cơ quan ban hành", "cỡ chữ 14; chữ đậm")]),
        ({"number": {"word": "Số"}}, [("Số, ký hiệu", "ghi “Số”")]),
        ({"late_days": 10}, [("late days", "10")]),
    ],
)
def test_a_value_is_read_out_in_words(value: object, lines: list[tuple[str, str]]) -> None:
    assert rules.readable(value) == lines
