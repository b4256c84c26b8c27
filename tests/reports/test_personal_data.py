"""What reports hold of a person who asks, and what becomes of it."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from lantoa.organisations.queries.personal_data import Subject
from lantoa.organisations.rules.personal_data import ERASED_NAME, Section
from lantoa.reports import operations, personal_data
from lantoa.reports.models import Report, Step, Version
from lantoa.reports.outlines import operations as outlines
from tests.cast import TODAY, Cast
from tests.organisations.asking import make_person
from tests.reports.owing import asked, begun

NAME = "Trần Thị Bích Liên"


@pytest.fixture
def subject(cast: Cast) -> Subject:
    return Subject(make_person(cast, NAME), (NAME,), cast.product, TODAY)


def written(cast: Cast, unit: str = "an-phuc") -> Report:
    """A report in whose third section the name stands."""
    one = begun(cast, asked(cast), unit)
    part = one.parts.get(position=3)
    operations.write(scope=cast.product, part=part, turn=part.turn, lines=[(f"Bà {NAME} nuôi heo đất.",)])
    return one


def held(subject: Subject) -> dict[str, Section]:
    return {section.code: section for section in personal_data.held(subject) if section.items}


def cells(subject: Subject, code: str) -> list[Any]:
    return [item.cells for item in held(subject)[code].items]


def test_nothing_is_held_of_somebody_whom_no_report_names(cast: Cast, subject: Subject) -> None:
    operations.advance(scope=cast.product, report=begun(cast, asked(cast)), verb="submit", at=timezone.now())
    assert held(subject) == {}
    assert personal_data.units([subject.person.pk]) == {}


def test_a_draft_that_names_a_person_is_found_for_its_writer_to_change(cast: Cast, subject: Subject) -> None:
    written(cast)
    assert list(held(subject)) == ["report_drafts"]
    ((report, unit, section, stage),) = cells(subject, "report_drafts")
    assert (report, unit, stage) == ("Báo cáo định kỳ, năm 2022", "Xã An Phúc", "Đang soạn")
    assert section.startswith("3. ")
    found = held(subject)["report_drafts"]
    assert (found.fate, found.is_sure) == ("by_hand", False)
    assert found.units == {cast.units["an-phuc"].pk}


def test_what_was_sent_is_kept_on_a_basis_of_law(cast: Cast, subject: Subject) -> None:
    operations.advance(scope=cast.product, report=written(cast), verb="submit", at=timezone.now())
    assert list(held(subject)) == ["reports_sent"]
    assert cells(subject, "reports_sent")[0][:3] == ("Báo cáo định kỳ, năm 2022", "Xã An Phúc", "1")
    found = held(subject)["reports_sent"]
    assert found.fate == "kept"
    assert "lưu trữ" in found.basis


def test_an_erasure_leaves_what_was_sent_with_its_hash(cast: Cast, subject: Subject) -> None:
    operations.advance(scope=cast.product, report=written(cast), verb="submit", at=timezone.now())
    before = Version.objects.get()
    personal_data.erase(subject=subject, chosen=set(held(subject)), about=uuid4(), why="theo yêu cầu")
    after = Version.objects.get()
    assert (after.content, after.digest) == (before.content, before.digest)


def test_a_correction_brings_the_words_back_to_those_that_can_be_changed(cast: Cast, subject: Subject) -> None:
    one = written(cast)
    operations.advance(scope=cast.product, report=one, verb="submit", at=timezone.now())
    operations.advance(scope=cast.product, report=one, verb="correct", at=timezone.now(), note=f"bỏ tên bà {NAME}")
    assert set(held(subject)) == {"reports_sent", "report_drafts", "report_remarks"}
    assert cells(subject, "report_remarks")[0][2:] == ("Đính chính", f"bỏ tên bà {NAME}")
    part = one.parts.get(position=3)
    operations.restore(scope=cast.product, part=part, turn=part.turn)
    assert set(held(subject)) == {"reports_sent", "report_remarks"}


def test_every_version_of_an_outline_that_names_a_person_is_found(cast: Cast, subject: Subject) -> None:
    text = f"BÁO CÁO NĂM 2021\nI- KẾT QUẢ\n1. Nêu gương\nBà {NAME} nuôi heo đất giúp trẻ em nghèo.\nII- KIẾN NGHỊ\n"
    said: dict[str, Any] = {"unit": cast.units["an-phuc"], "name": "bc.txt", "data": text.encode(), "kind": "past"}
    outline, _ = outlines.keep(scope=cast.product, **said)
    outlines.rename(scope=cast.product, outline=outline, name="Khung cũ", kind="past")
    assert [one[2] for one in cells(subject, "outlines_named")] == ["Bản cũ", "Bản cuối"]


def test_who_did_something_with_a_report_is_told_so_and_may_be_forgotten(cast: Cast) -> None:
    scope = cast.scope(cast.lan)
    begun(cast, asked(cast), scope=scope)
    person = make_person(cast, cast.lan.full_name)
    cast.lan.grants.update(person=person)
    subject = Subject(person, (cast.lan.full_name,), cast.product, TODAY)
    assert [one[1:] for one in cells(subject, "report_acts")] == [("Bắt đầu soạn", "Báo cáo định kỳ, năm 2022")]
    personal_data.erase(subject=subject, chosen=(), about=uuid4(), why="theo yêu cầu")
    assert Step.objects.get().actor_name == cast.lan.full_name
    personal_data.erase(subject=subject, chosen={"report_acts"}, about=uuid4(), why="theo yêu cầu")
    assert Step.objects.get().actor_name == ERASED_NAME
    assert "report_acts" not in held(subject)


def test_it_asks_the_database_as_often_however_much_there_is(
    cast: Cast, subject: Subject, django_assert_max_num_queries: Any
) -> None:
    operations.advance(scope=cast.product, report=written(cast), verb="submit", at=timezone.now())
    written(cast, "tan-loi")
    with django_assert_max_num_queries(40) as first:
        before = held(subject)
    operations.advance(scope=cast.product, report=written(cast, "tan-loi"), verb="submit", at=timezone.now())
    written(cast)
    with django_assert_max_num_queries(len(first)):
        after = held(subject)
    assert len(after["reports_sent"].items) > len(before["reports_sent"].items)
