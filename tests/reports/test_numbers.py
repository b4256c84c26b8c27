"""A report takes its number from the book of whoever issues it; every version keeps its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lantoa.common.checks import Look
from lantoa.directives import checks as book_checks
from lantoa.directives import operations as directives
from lantoa.directives.models import Number
from lantoa.directives.operations import Paper, UnableToNumber
from lantoa.reports import checks, operations, queries
from lantoa.reports.models import Report, Version
from tests.cast import TODAY, Cast
from tests.reports.owing import asked, begun
from tests.workers import Place, a_place

DAY = date(2023, 1, 20)


def send(cast: Cast, one: Report, number: str = "", on: date = DAY, **more: Any) -> Version:
    scope = more.pop("scope", cast.product)
    operations.advance(scope=scope, report=one, verb="submit", at=timezone.now(), number=number, dated_on=on)
    version = queries.last_version(one)
    assert version is not None
    return version


def test_the_number_is_taken_from_the_book_of_whoever_issues_the_report(cast: Cast) -> None:
    one = begun(cast, asked(cast))
    version = send(cast, one, "7", scope=cast.scope(cast.lan))
    line = Number.objects.get()
    assert (line.unit, line.kind, line.number, line.dated_on) == (cast.units["du-an-phuc"], "BC", 7, DAY)
    assert (line.given_kind, line.given_uuid) == ("report", one.uuid)
    assert (version.number, version.dated_on) == ("7", DAY)
    assert line.about == queries.paper_of(version).title


def test_a_place_and_its_party_body_number_from_one_book(cast: Cast) -> None:
    send(cast, begun(cast, asked(cast)), "7")
    own = begun(cast, asked(cast, "hu-ben-lau", line="party"), unit="du-an-phuc")
    assert queries.written(own, TODAY).next_number == 8


def test_a_report_without_a_number_takes_none(cast: Cast) -> None:
    version = send(cast, begun(cast, asked(cast)))
    assert (version.number, Number.objects.count()) == ("", 0)


def test_a_number_with_a_letter_stands_on_the_paper_alone(cast: Cast) -> None:
    assert send(cast, begun(cast, asked(cast)), "46a").number == "46a"
    assert not Number.objects.exists()


def test_a_number_of_another_paper_is_refused_and_nothing_is_sent(cast: Cast) -> None:
    of = asked(cast)
    send(cast, begun(cast, of), "7")
    second = begun(cast, of, period="2022-Q4")
    with pytest.raises(UnableToNumber, match="Số 07-BC đã cấp cho “Báo cáo kết quả học tập và làm theo năm 2022"):
        send(cast, second, "7")
    second.refresh_from_db()
    assert (second.stage, second.number) == ("drafting", "")


def test_a_correction_takes_a_number_of_its_own_and_both_papers_keep_theirs(cast: Cast) -> None:
    one = begun(cast, asked(cast))
    first = send(cast, one, "7")
    operations.advance(scope=cast.product, report=one, verb="correct", at=timezone.now(), note="sai số")
    one.refresh_from_db()
    assert queries.written(one, TODAY).next_number == 8
    second = send(cast, one, "8", date(2023, 2, 1))
    first.refresh_from_db()
    assert [(each.number, each.dated_on) for each in (first, second)] == [("7", DAY), ("8", date(2023, 2, 1))]
    heads = [queries.paper_of(each).letterhead.number for each in (first, second)]
    assert heads == ["Số 07-BC/ĐU", "Số 08-BC/ĐU"]
    assert set(Number.objects.values_list("given_uuid", flat=True)) == {one.uuid}


def test_one_that_was_returned_goes_out_again_under_its_number(cast: Cast) -> None:
    one = begun(cast, asked(cast))
    send(cast, one, "7")
    operations.advance(scope=cast.product, report=one, verb="return", at=timezone.now(), note="thiếu biểu")
    assert send(cast, one, "7", date(2023, 1, 25)).number == "7"
    assert Number.objects.count() == 1


def test_a_congress_recorded_later_changes_no_paper_that_was_sent(cast: Cast) -> None:
    version = send(cast, begun(cast, asked(cast)), "7")
    body = cast.units["du-an-phuc"].pk
    said = {"term": "2020–2025", "closed_on": date(2020, 8, 12), "today": TODAY}
    directives.record_congress(scope=cast.product, unit=body, **said)
    before = version.content
    version.refresh_from_db()
    assert (version.content, version.number) == (before, "7")
    assert Number.objects.get().series_from == date(2020, 8, 13)


def test_a_report_of_a_party_organ_runs_on_across_years_and_begins_anew_after_its_congress(cast: Cast) -> None:
    of = asked(cast, "hu-ben-lau", line="party")
    body = cast.units["du-an-phuc"].pk

    def sent(period: str, on: date) -> str:
        one = begun(cast, of, unit="du-an-phuc", period=period)
        Report.objects.filter(pk=one.pk).update(dated_on=on)
        one.refresh_from_db()
        version = send(cast, one, str(queries.written(one, TODAY).next_number), on)
        return queries.paper_of(version).letterhead.number

    assert sent("2023", date(2024, 1, 5)) == "Số 01-BC/ĐU"
    assert sent("2024", date(2025, 1, 5)) == "Số 02-BC/ĐU"
    assert sent("2025-Q1", date(2025, 4, 5)) == "Số 03-BC/ĐU"
    said = {"term": "2025–2030", "closed_on": date(2025, 7, 9), "today": TODAY}
    directives.record_congress(scope=cast.product, unit=body, **said)
    assert sent("2025-Q3", date(2025, 10, 5)) == "Số 01-BC/ĐU"
    assert sent("2025", date(2026, 1, 5)) == "Số 02-BC/ĐU"


def test_the_page_offers_the_next_number_and_says_which_paper_has_a_used_one(client: Client, cast: Cast) -> None:
    client.force_login(cast.lan)
    paper = Paper("BC", True, date(2026, 2, 1), "Báo cáo trên giấy")
    directives.note_given_elsewhere(
        scope=cast.product, unit=cast.units["du-an-phuc"].pk, paper=paper, number=45, today=TODAY
    )
    one = begun(cast, asked(cast))
    page = client.get(reverse("reports:paper", args=[one.uuid]))
    assert page.context["form"]["number"].value() == "46"
    assert reverse("directives:book", args=[cast.units["du-an-phuc"].uuid]) in page.content.decode()
    address = reverse("reports:advance", args=[one.uuid])
    answer = client.post(address, {"verb": "submit", "number": "45", "dated_on": "01/03/2026"})
    assert answer.status_code == 422
    assert "Số 45-BC cấp ngoài phần mềm cho “Báo cáo trên giấy”" in answer.content.decode()
    assert client.post(address, {"verb": "submit", "number": "46", "dated_on": "01/03/2026"}).status_code == 302
    version = client.get(reverse("reports:version", args=[one.uuid, 1])).content.decode()
    assert "Văn bản số 46 ngày 01/03/2026" in version


def test_the_doctor_finds_a_number_that_is_not_in_the_book(cast: Cast) -> None:
    send(cast, begun(cast, asked(cast)), "7")
    assert list(checks.numbers.run(Look(timezone.now()))) == []
    assert list(book_checks.series.run(Look(timezone.now()))) == []
    Number.objects.update(number=9, series_from=date(2020, 1, 1))
    (missing,) = checks.numbers.run(Look(timezone.now()))
    assert "Số 7 của bản đã gửi không có trong sổ" in missing.what
    assert len(list(book_checks.series.run(Look(timezone.now())))) == 1


@pytest.fixture
def place(tmp_path_factory: pytest.TempPathFactory, kept_database: str) -> Iterator[Place]:
    yield from a_place(tmp_path_factory, kept_database)


@pytest.mark.heavy  # Django works out the whole house for each step back and forth
@pytest.mark.django_db
def test_what_was_sent_before_there_was_a_book_enters_it_and_a_number_given_twice_is_noted(place: Place) -> None:
    place.run("tests.reports.sent_before_numbers", "make")
    place.run("tests.reports.sent_before_numbers", "look")
