"""What a person decides in one paper makes the next one better; all of it can be seen, switched off and removed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from lantoa.common.periods import Period
from lantoa.history.models import Event
from lantoa.intake import learned, operations, personal_data, queries
from lantoa.intake.models import Learned, LearnedStep, LearnedUse, Paper
from lantoa.intake.queries import FindingNow
from lantoa.organisations.queries.personal_data import Subject
from tests.cast import Cast
from tests.intake.test_views import decide, signed_in
from tests.intake.writing import finding, take
from tests.organisations.asking import make_person
from tests.practices.making import make_practice

MAY, JUNE = Period.parse("2022-05"), Period.parse("2022-06")


def report(month: int, clubs: int, flags: int) -> str:
    """A paper of An Phúc: who did something by a name of its own, an amount that no indicator hears, a movement."""
    return (
        f"Báo cáo tháng {month}\n\nMô hình “Thắp sáng đường quê” do Chi bộ thôn nhà thực hiện dài 2 km.\n"
        f"Đã lắp {flags} cột cờ dọc đường làng.\nMô hình “Chung tay vì cộng đồng {'a' * clubs}” được hưởng ứng.\n"
    )


def corrected(one: FindingNow, **more: Any) -> dict[str, Any]:
    return {**one.draft, **more}


def test_a_paper_after_three_corrections_is_right_by_itself_and_as_before_once_they_are_switched_off(
    cast: Cast,
) -> None:
    first, client = take(cast, report(5, 1, 40), user=cast.lan, period=MAY), signed_in(cast.lan)
    lit, flags = finding(first, "model", "Thắp sáng"), finding(first, "quantity", "40")
    before = lit.draft["owner_unit"]
    assert before != "an-phuc-1"
    assert flags.draft["indicator"] != "duong-thap-sang"
    form = {
        "edited": "1", "name": "Thắp sáng đường quê", "kind": "collective", "unit": "an-phuc-1", "owner_group": "",
        "registered_on": "01/05/2022",
    }  # fmt: skip
    assert decide(client, lit, "accept", **form).status_code == 302
    form = {
        "edited": "1", "indicator": "cau-xay-moi", "amount": "40", "unit": "an-phuc", "period": "05/2022",
        "is_cumulative": "", "about": "cột cờ",
    }  # fmt: skip
    assert decide(client, flags, "accept", **form).status_code == 302
    assert {one.sort for one in Learned.objects.all()} == {"unit", "indicator"}

    second = take(cast, report(6, 2, 65), user=cast.lan, period=JUNE)
    lit, flags = finding(second, "model", "Thắp sáng"), finding(second, "quantity", "65")
    assert lit.draft["owner_unit"] == "an-phuc-1"
    assert flags.draft["indicator"] == "cau-xay-moi"
    assert "no_indicator" not in [doubt["code"] for doubt in flags.doubts]
    assert any("Theo điều đã học" in note for note in lit.draft["notes"])
    assert LearnedUse.objects.filter(finding__paper=second).count() >= 2

    page = client.get(reverse("intake:learned")).content.decode()
    assert "Chi bộ thôn" in page
    assert first.title in page
    for one in Learned.objects.all():
        client.post(reverse("intake:change_lesson", args=[one.uuid]), {"verb": "switch_off"})
    third = take(cast, report(7, 3, 70), user=cast.lan, period=Period.parse("2022-07"))
    assert finding(third, "model", "Thắp sáng").draft["owner_unit"] == before
    assert finding(third, "quantity", "70").draft["indicator"] != "cau-xay-moi"


def test_words_joined_to_a_unit_mean_it_in_the_papers_of_that_sender_only(cast: Cast) -> None:
    paper = take(cast, "Hội Cựu chiến binh xã góp 3 triệu đồng.", user=cast.lan)
    named = finding(paper, "unit", "Cựu chiến binh")
    record = f"unit:{cast.units['an-phuc-1'].uuid}"
    assert decide(signed_in(cast.lan), named, "join", record=record).status_code == 302
    again = take(cast, "Hội Cựu chiến binh xã góp 9 triệu đồng.", user=cast.lan)
    assert finding(again, "unit", "Cựu chiến binh").draft["match"]["uuid"] == str(cast.units["an-phuc-1"].uuid)
    elsewhere = take(cast, "Hội Cựu chiến binh xã góp 7 triệu đồng.", user=cast.minh, unit="tan-loi")
    assert "match" not in finding(elsewhere, "unit", "Cựu chiến binh").draft


def test_a_practice_joined_by_another_name_is_joined_by_itself_the_next_time(cast: Cast) -> None:
    practice = make_practice(cast, "an-phuc", "Đường quê sáng đèn")
    paper = take(cast, "Xã An Phúc thực hiện mô hình “Điện sáng nông thôn”.", user=cast.lan)
    one = finding(paper, "model")
    operations.join(
        scope=cast.scope(cast.lan), finding=one, record=operations.learning.Identity("practice", practice.uuid)
    )
    again = take(cast, "Tiếp tục mô hình “Điện sáng nông thôn” tại xã An Phúc.", user=cast.lan)
    assert finding(again, "model").draft["match"]["uuid"] == str(practice.uuid)


def test_one_rejection_teaches_nothing_the_second_does_and_an_acceptance_ends_it(cast: Cast) -> None:
    scope = cast.scope(cast.lan)

    def said(number: int) -> FindingNow:
        paper = take(cast, f"Xã An Phúc thực hiện mô hình “Chung sức đồng lòng” lần thứ {number}.", user=cast.lan)
        return finding(paper, "model")

    first, second = said(1), said(2)
    assert not second.doubts
    operations.reject(scope=scope, finding=first)
    assert "rejected_before" not in {doubt["code"] for doubt in said(3).doubts}
    operations.reject(scope=scope, finding=second)
    doubted = said(4)
    assert "rejected_before" in {doubt["code"] for doubt in doubted.doubts}
    assert doubted.certainty < 0.5
    assert not operations.is_certain(doubted)
    operations.accept(scope=scope, finding=doubted)
    assert "rejected_before" not in {doubt["code"] for doubt in said(5).doubts}


def test_a_decision_that_is_undone_teaches_nothing_more(cast: Cast) -> None:
    scope = cast.scope(cast.lan)
    papers = [take(cast, f"Xã An Phúc làm mô hình “Chung sức đồng lòng” lần {n}.", user=cast.lan) for n in (1, 2)]
    for paper in papers:
        operations.reject(scope=scope, finding=finding(paper, "model"))
    operations.take_up(scope=scope, finding=finding(papers[0], "model"))
    third = take(cast, "Xã An Phúc làm mô hình “Chung sức đồng lòng” lần 3.", user=cast.lan)
    assert "rejected_before" not in {doubt["code"] for doubt in finding(third, "model").doubts}
    operations.reject(scope=scope, finding=finding(papers[0], "model"))
    fourth = take(cast, "Xã An Phúc làm mô hình “Chung sức đồng lòng” lần 4.", user=cast.lan)
    assert "rejected_before" in {doubt["code"] for doubt in finding(fourth, "model").doubts}

    paper = take(cast, "Hội Cựu chiến binh xã góp 3 triệu đồng.", user=cast.lan)
    record = operations.learning.Identity("unit", cast.units["an-phuc-1"].uuid)
    operations.join(scope=scope, finding=finding(paper, "unit", "Cựu"), record=record)
    operations.undo_last(scope=scope, paper=paper)
    again = take(cast, "Hội Cựu chiến binh xã góp 9 triệu đồng.", user=cast.lan)
    assert "match" not in finding(again, "unit", "Cựu").draft


def test_a_group_that_was_typed_in_is_read_as_a_unit(cast: Cast) -> None:
    text = "Mô hình “Hẻm hoa” dài 2 km.\nTay Chèo Bến Lở quyên góp 5 triệu đồng."
    paper = take(cast, text, user=cast.lan)
    assert not [one for one in queries.findings(paper) if "Tay Chèo" in one.read["surface"] and one.kind == "unit"]
    one = finding(paper, "model")
    draft = corrected(one, owner_group="Tay Chèo Bến Lở")
    operations.correct(scope=cast.scope(cast.lan), finding=one, draft=draft)
    again = take(cast, text + "\nTháng sau.", user=cast.lan)
    assert finding(again, "unit", "Tay Chèo Bến Lở").read["surface"] == "Tay Chèo Bến Lở"
    assert learned.lessons().get(sort="group").used == 1


def test_the_columns_that_a_person_named_are_known_in_the_next_paper_of_the_sender(cast: Cast) -> None:
    table = (
        "Sổ theo dõi\n\nMã\tViệc hay trong xã\tAi làm\tGhi nhận\nA1\tVườn thuốc nam\tHội Đông y\t{}\n"
        "A2\tHẻm hoa\tẤp 2\t3 km\n"
    )
    paper, client = take(cast, table.format("12 hộ"), user=cast.lan), signed_in(cast.lan)
    assert not [one for one in queries.findings(paper) if one.kind == "model"]
    address = reverse("intake:columns", args=[paper.uuid])
    page = client.get(address).content.decode()
    assert "Việc hay trong xã" in page
    answer = client.post(address, {"c0": "none", "c1": "practice", "c2": "owner", "c3": "result"}, follow=True)
    assert "đang được đọc lại" in answer.content.decode()
    operations.read_paper(paper=queries.papers().get(pk=paper.pk))
    names = [one.draft["name"] for one in queries.findings(paper) if one.kind == "model"]
    assert names == ["Vườn thuốc nam", "Hẻm hoa"]
    again = take(cast, table.format("20 hộ"), user=cast.lan)
    assert len([one for one in queries.findings(again) if one.kind == "model"]) == 2
    assert learned.lessons().get(key="viec hay trong xa").used == 4
    # Once something is decided, a paper is not read again under the eyes of who reviews it.
    operations.reject(scope=cast.scope(cast.lan), finding=finding(again, "model"))
    with pytest.raises(operations.UnableToClose, match="không đọc lại"):
        operations.read_again(scope=cast.scope(cast.lan), paper=again)


def test_words_taught_in_two_ways_are_used_in_neither_until_a_person_chooses(cast: Cast) -> None:
    scope = cast.scope(cast.lan)
    for number, unit in enumerate(("an-phuc-1", "cb-dong")):
        paper = take(cast, f"Hội Cựu chiến binh xã góp {number + 3} triệu đồng.", user=cast.lan)
        named = finding(paper, "unit", "Cựu chiến binh")
        record = operations.learning.Identity("unit", cast.units[unit].uuid)
        operations.join(scope=scope, finding=named, record=record)
    text = "Hội Cựu chiến binh xã góp {} triệu đồng."
    assert "match" not in finding(take(cast, text.format(30), user=cast.lan), "unit", "Cựu").draft
    client = signed_in(cast.lan)
    assert client.get(reverse("intake:learned")).content.decode().count("Dạy hai cách khác nhau") == 2
    chosen = Learned.objects.get(target=str(cast.units["cb-dong"].uuid))
    client.post(reverse("intake:change_lesson", args=[chosen.uuid]), {"verb": "choose"})
    found = finding(take(cast, text.format(31), user=cast.lan), "unit", "Cựu")
    assert found.draft["match"]["uuid"] == str(cast.units["cb-dong"].uuid)


def test_a_correction_corrected_again_teaches_only_the_last(cast: Cast) -> None:
    paper = take(cast, report(5, 1, 40), user=cast.lan)
    one = finding(paper, "model", "Thắp sáng")
    for unit in ("an-phuc-1", "cb-dong"):
        again = queries.finding(cast.product, one.uuid)
        assert again
        operations.correct(scope=cast.scope(cast.lan), finding=again, draft=corrected(again, owner_unit=unit))
    now = {lesson.target: lesson.stage for lesson in learned.lessons().filter(sort="unit")}
    assert now == {str(cast.units["an-phuc-1"].uuid): "off", str(cast.units["cb-dong"].uuid): "on"}


def test_a_figure_given_to_another_unit_teaches_no_new_meaning_of_a_units_own_name(cast: Cast) -> None:
    paper = take(cast, "Xã Tân Lợi Thượng đã xây mới 3 cây cầu bê tông.", user=cast.lan)
    one = finding(paper, "quantity")
    operations.correct(scope=cast.scope(cast.lan), finding=one, draft=corrected(one, unit="an-phuc-1"))
    assert not Learned.objects.filter(sort="unit").exists()


def test_lessons_are_history_and_belong_to_those_who_confirm(cast: Cast) -> None:
    paper = take(cast, "Bảng\n\nTên việc\tGhi nhận\nHẻm hoa\t3 km\n", user=cast.lan)
    operations.learn_headings(scope=cast.scope(cast.lan), paper=paper, roles={"Tên việc": "practice"})
    one = Learned.objects.get()
    with pytest.raises(operations.UnableToChangeLesson):
        operations.change_lesson(scope=cast.scope(cast.minh), lesson=one, verb="switch_off")
    with pytest.raises(operations.UnableToChangeLesson):
        operations.learn_headings(scope=cast.scope(cast.minh), paper=paper, roles={"Tên việc": "owner"})
    with pytest.raises(operations.UnableToChangeLesson):
        operations.learn_headings(scope=cast.scope(cast.lan), paper=paper, roles={"Tên việc": "gì đó"})
    assert signed_in(cast.minh).get(reverse("intake:learned")).content.decode().count("Tên việc") == 0
    operations.change_lesson(scope=cast.scope(cast.lan), lesson=one, verb="remove", why="nhầm")
    assert not learned.readable(cast.scope(cast.lan)).exists()
    assert [event.verb for event in Event.objects.filter(kind="lesson").order_by("pk")] == ["teach", "remove"]
    with pytest.raises(DatabaseError), transaction.atomic():
        LearnedStep.objects.all().delete()


def test_the_list_takes_as_many_queries_for_fifty_lessons_as_for_five(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    client, counts = signed_in(cast.lan), []
    paper = take(cast, "Bảng\n\nTên việc\tGhi nhận\nHẻm hoa\t3 km\n", user=cast.lan)
    for upto in (5, 50):
        heads = {f"Cột {number}": "result" for number in range(upto)}
        operations.learn_headings(scope=cast.scope(cast.lan), paper=paper, roles=heads)
        client.get(reverse("intake:learned"))
        with django_assert_max_num_queries(40) as counted:
            assert client.get(reverse("intake:learned")).status_code == 200
        counts.append(len(counted))
    assert counts[0] == counts[1]


def test_a_paper_about_nothing_learned_is_read_as_ever(cast: Cast) -> None:
    paper = take(cast, report(5, 1, 40))
    assert not LearnedUse.objects.exists()
    assert Paper.objects.get(pk=paper.pk)


def test_a_lesson_that_names_a_person_is_told_to_them(cast: Cast) -> None:
    paper = take(cast, "Mô hình “Hẻm hoa” dài 2 km.", user=cast.lan)
    one = finding(paper, "model")
    operations.correct(
        scope=cast.scope(cast.lan), finding=one, draft=corrected(one, owner_group="Nhóm bà Trần Thị Bích Liên")
    )
    person = make_person(cast, "Trần Thị Bích Liên", "an-phuc")
    subject = Subject(person, (person.full_name,), cast.product, date(2026, 5, 20))
    (lessons,) = (section for section in personal_data.held(subject) if section.code == "lessons")
    assert [item.cells[0] for item in lessons.items] == ["Nhóm bà Trần Thị Bích Liên"]
