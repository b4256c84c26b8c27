"""What belongs to an activity: topics of plans, pieces of a column, what a form sent before, people hidden since."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from lantoa.activities import operations, queries
from lantoa.activities.models import Activity, Attendance, Entry, Piece, Topic
from lantoa.activities.operations import EntrySaid, PersonSaid, SpeakerSaid, UnableToChangeActivity
from lantoa.activities.rules.counting import Count
from lantoa.history.models import Event
from lantoa.organisations.models import Restriction
from lantoa.organisations.operations import personal_data as hiding
from lantoa.plans import operations as plans
from lantoa.plans.operations import AgendaSaid
from tests.activities.making import CAME, make_activity, tick, total
from tests.browsing import page, signed_in
from tests.cast import TODAY, Cast
from tests.files.test_photos import with_camera
from tests.organisations.asking import ask
from tests.plans.making import approved, make_plan, make_task
from tests.pledges.making import account, make_members

pytestmark = pytest.mark.usefixtures("on_todays_morning")

NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))


def with_topics(cast: Cast, *words: str) -> Any:
    """A task of the commune that puts these topics on the meetings of November, in force."""
    plan = make_plan(cast, "du-an-phuc")
    task = make_task(cast, plan, "Sinh hoạt chuyên đề", unit="du-an-phuc", due_on=date(2026, 12, 31))
    for each in words:
        about = AgendaSaid("meeting", each, cast.units["du-an-phuc"], *NOVEMBER)
        plans.put_on_agenda(scope=cast.product, task=task, said=about)
    approved(cast, plan)
    return task


def shown(one: Activity) -> list[str]:
    return [item.words for item in queries.agenda_of(one, queries.kind(one))]


def test_a_topic_stands_on_the_first_meeting_to_come_until_it_came_up(cast: Cast) -> None:
    task = with_topics(cast, "Nêu gương")
    first, second = make_activity(cast, on=date(2026, 11, 5)), make_activity(cast, on=date(2026, 11, 19))
    assert (shown(first), shown(second)) == (["Nêu gương"], [])
    operations.advance(scope=cast.product, activity=first, verb="hold", today=TODAY)
    assert shown(second) == ["Nêu gương"], "it was held without it"
    operations.treat(scope=cast.product, activity=first, treated=[(task.uuid, "Nêu gương"), (uuid4(), "Lạ")])
    assert Topic.objects.get().plan_name == "Kế hoạch năm 2026"
    first.refresh_from_db()
    assert (shown(first), shown(second)) == (["Nêu gương"], [])
    operations.treat(scope=cast.product, activity=first, treated=[])
    assert not Topic.objects.exists()
    events = Event.objects.filter(record=first.uuid, verb="treat").order_by("seq")
    assert [event.payload.data["topics"] for event in events] == [["Nêu gương"], []]


def test_what_takes_no_topics_or_is_off_has_none(cast: Cast) -> None:
    with_topics(cast, "Nêu gương")
    assert shown(make_activity(cast, kind="lao-dong", title="Ra quân")) == []
    off = make_activity(cast, on=date(2026, 11, 26))
    operations.advance(scope=cast.product, activity=off, verb="cancel", today=TODAY, note="Trùng")
    off.refresh_from_db()
    assert shown(off) == []
    assert shown(make_activity(cast, on=date(2026, 11, 27))) == ["Nêu gương"], "the next one has it"
    assert shown(make_activity(cast, on=date(2026, 12, 5))) == [], "November is over"


def test_topics_are_ticked_with_who_came_and_the_page_says_which_did_not_come_up(cast: Cast) -> None:
    task = with_topics(cast, "Nêu gương", "Tiết kiệm")
    people = make_members(cast)
    one = make_activity(cast)
    dung = signed_in(cast)
    given = {"uuid": str(uuid4()), "form": "direct", f"came_{people[0].uuid}": "on"}
    given |= {"treated": f"{task.uuid}:Tiết kiệm"}
    secretary = Client()
    secretary.force_login(account(cast, "branch_secretary", people[0]))
    assert secretary.post(reverse("activities:roster", args=[one.uuid]), given).status_code == 302
    text = page(dung, reverse("activities:activity", args=[one.uuid]))
    assert (text.count("đã đưa vào sinh hoạt"), text.count("chưa đưa vào<")) == (1, 1)


def test_pieces_of_a_column_are_counted_taken_out_and_never_of_tomorrow(cast: Cast) -> None:
    column = make_activity(cast, "an-phuc", "chuyen-muc", title="Chuyên mục truyền thanh", is_held=True)
    act: dict[str, Any] = {"scope": cast.product, "activity": column, "today": TODAY, "outlet": "Đài xã"}
    uuid = uuid4()
    made = operations.add_piece(title="Người tốt", on=TODAY, uuid=uuid, **act)
    assert operations.add_piece(title="Người tốt", on=TODAY, uuid=uuid, **act) == made
    with pytest.raises(UnableToChangeActivity, match="sau hôm nay"):
        operations.add_piece(title="Mai", on=date(2026, 11, 24), **act)
    with pytest.raises(UnableToChangeActivity, match="https://"):
        operations.add_piece(title="Liên kết", on=TODAY, link="javascript:alert(1)", **act)
    with pytest.raises(UnableToChangeActivity, match="nơi đăng"):
        operations.add_piece(title="Không nơi", on=TODAY, **(act | {"outlet": " "}))
    with pytest.raises(UnableToChangeActivity, match="không có tin, bài"):
        operations.add_piece(title="Sai loại", on=TODAY, **(act | {"activity": make_activity(cast)}))
    lan = signed_in(cast, "lan")
    address = reverse("activities:piece", args=[column.uuid])
    given = {"uuid": str(uuid4()), "title": "Đường hoa", "outlet": "Trang xã", "on": "20/11/2026"}
    assert lan.post(address, given | {"link": "https://an-phuc.example/duong-hoa"}).status_code == 302
    assert lan.post(address, given | {"on": ""}).status_code == 422
    text = page(lan, reverse("activities:activity", args=[column.uuid]))
    assert "2 tin, bài" in text
    assert 'href="https://an-phuc.example/duong-hoa"' in text
    lan.post(reverse("activities:withdraw", args=[column.uuid, "tin-bai", made.uuid]))
    assert Piece.objects.filter(is_withdrawn=False).get().title == "Đường hoa"
    assert "1 tin, bài" in page(lan, reverse("activities:activity", args=[column.uuid]))


def test_the_number_of_a_form_that_went_to_another_activity_is_refused(cast: Cast) -> None:
    uuid = uuid4()
    contests = [make_activity(cast, "an-phuc", "hoi-thi", title=f"Thi {n}") for n in "ab"]
    said = EntrySaid(by_words="Em Lài")
    first = operations.add_entry(scope=cast.product, activity=contests[0], said=said, uuid=uuid)
    assert operations.add_entry(scope=cast.product, activity=contests[0], said=said, uuid=uuid) == first
    with pytest.raises(UnableToChangeActivity, match="hoạt động khác"):
        operations.add_entry(scope=cast.product, activity=contests[1], said=said, uuid=uuid)
    assert Entry.objects.count() == 1
    meetings = [make_activity(cast, "an-phuc", "gap-go-nhan-dan", title=f"Gặp dân {n}") for n in "ab"]
    columns = [make_activity(cast, "an-phuc", "chuyen-muc", title=f"Chuyên mục {n}") for n in "ab"]
    act: dict[str, Any] = {"scope": cast.product, "uuid": uuid}
    photo = {"role": "photo", "name": "a.jpg", "data": with_camera()}
    piece = {"title": "Bài", "outlet": "Đài", "on": TODAY, "today": TODAY}
    for operate, pair, given in (
        (operations.raise_matter, meetings, {"words": "Cống tắc"}),
        (operations.attach, meetings, photo),
        (operations.add_piece, columns, piece),
    ):
        operate(activity=pair[0], **given, **act)  # type: ignore[operator]
        with pytest.raises(UnableToChangeActivity, match="hoạt động khác"):
            operate(activity=pair[1], **given, **act)  # type: ignore[operator]
    speaker = SpeakerSaid(cast.units["an-phuc"], TODAY, new_person="Trần Văn Nói")
    operations.name_speaker(said=speaker, **act)
    with pytest.raises(UnableToChangeActivity, match="đơn vị khác"):
        operations.name_speaker(said=SpeakerSaid(cast.units["tan-loi"], TODAY, new_person="Trần Văn Nói"), **act)


def test_who_was_hidden_since_keeps_their_row_and_stays_in_the_numbers_when_a_roster_is_corrected(cast: Cast) -> None:
    people = make_members(cast, 4)
    one = make_activity(cast)
    sick = PersonSaid("excused", reason="Ốm đau")
    first = tick(cast, one, {people[0]: CAME, people[1]: CAME, people[2]: sick})
    asked = ask(cast, people[1], "restrict", unit="cb-dong")
    Restriction.objects.create(person=people[1], request=asked, full_name=people[1].full_name, from_on=TODAY)
    hiding.hide(person=people[1])
    assert people[1] not in [row.person for row in queries.roster(one, queries.kind(one))]
    again = tick(cast, one, {people[0]: CAME, people[2]: CAME}, before=[first.sending])
    assert again.count == Count(4, 0, 3)
    assert Attendance.objects.get(activity=one, person=people[1]).state == "came"
    assert Attendance.objects.filter(activity=one).count() == 4


def test_a_month_of_very_many_below_says_how_many_on_each_day(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lantoa.activities.views.listing.MOST_ENTRIES", 3)
    dung = signed_in(cast)
    month = {"thang": "2026-12", "duoi": "co", "unit": "song-trang"}
    for number in (1, 2):
        make_activity(cast, on=date(2026, 12, number), title=f"Họp {number}")
    assert "Họp 1" in page(dung, reverse("activities:calendar"), **month)
    many = [make_activity(cast, "an-phuc", on=date(2026, 12, 2), title=f"Thêm {n}") for n in range(3)]
    operations.advance(scope=cast.product, activity=many[0], verb="cancel", today=TODAY, note="Mưa")
    make_activity(cast, "tan-loi", on=date(2026, 11, 30), to_on=date(2026, 12, 3), title="Kéo dài")
    answer = dung.get(reverse("activities:calendar"), month)
    assert [(row.day, row.many, row.off) for row in answer.context["counts"]] == [
        (date(2026, 12, 1), 2, 0),
        (date(2026, 12, 2), 4, 1),
    ]
    text = answer.content.decode()
    assert "Họp 1" not in text
    assert "tu=02/12/2026&amp;den=02/12/2026&amp;khi=toi" in text or "tu=02%2F12%2F2026" in text
    listed = page(dung, reverse("activities:list"), unit="song-trang", tu="02/12/2026", den="02/12/2026", khi="toi")
    assert all(words in listed for words in ("Thêm 2", "Họp 2", "Kéo dài"))
    # Nobody counts what they may not read.
    lan = signed_in(cast, "lan").get(reverse("activities:calendar"), {"thang": "2026-12", "duoi": "co"})
    assert sum(row.many for row in lan.context["counts"]) == 5


def test_totals_in_the_thousands_are_written_with_dots(cast: Cast) -> None:
    one = make_activity(cast, "an-phuc", "hoi-nghi-hoc-tap", title="Học tập nghị quyết")
    total(cast, one, "an-phuc", Count(1200, 0, 1080))
    assert "1.080/1.200 (90%)" in page(signed_in(cast, "lan"), reverse("activities:list"))
