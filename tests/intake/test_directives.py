"""The paper itself: from the number at its head into the book of papers, with what it carries out, and back."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from lantoa.common.scopes import Identity
from lantoa.directives import operations as book
from lantoa.directives import queries as directives
from lantoa.directives.models import Copy, Directive, Implementation, Number
from lantoa.history.queries import of_record
from lantoa.intake import operations, queries
from lantoa.intake.models import Paper
from lantoa.intake.queries import FindingNow
from tests.cast import TODAY, Cast
from tests.directives.scene import asked, central, issued, sent
from tests.intake.test_views import decide, page_of, signed_in
from tests.intake.writing import finding, take

PLAN = """HUYỆN ỦY BẾN LAU
ĐẢNG ỦY XÃ AN PHÚC
*
Số 09-KH/ĐU
ĐẢNG CỘNG SẢN VIỆT NAM
An Phúc, ngày 12 tháng 3 năm 2026

KẾ HOẠCH
học tập và làm theo Bác năm 2026
-----

Căn cứ Chỉ thị số 05-CT/TW, ngày 15/5/2016 của Bộ Chính trị; Kế hoạch số 23-KH/TU, ngày 02/3/2026 của Ban Thường vụ \
Tỉnh ủy Sông Trăng; Hướng dẫn số 06-HD/BTGTU của Ban Tuyên giáo, Đảng ủy xã An Phúc xây dựng kế hoạch như sau:
I- MỤC ĐÍCH
1. Thực hiện Chỉ thị số 50-CT/TW, ngày 23/7/2025 của Bộ Chính trị trong từng chi bộ.
"""
DECISION = """ỦY BAN NHÂN DÂN
XÃ AN PHÚC
Số: 156/QĐ-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
An Phúc, ngày 5 tháng 1 năm 2026
QUYẾT ĐỊNH
về việc công nhận mô hình
Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ;
Điều 1. Công nhận.
"""


def own(paper: Paper) -> FindingNow:
    return finding(paper, "directive")


def accepted(cast: Cast, paper: Paper, **draft: Any) -> FindingNow:
    one = own(paper)
    return operations.accept(scope=cast.scope(cast.lan), finding=one, draft=draft or None, today=TODAY)


def entries(one: FindingNow) -> dict[str, tuple[str, str, bool]]:
    return {e["code"]: (e["issuer_name"], e["dated_on"], bool(e["uuid"])) for e in one.draft["carries_out"]}


def test_the_head_of_a_paper_and_what_it_rests_on_are_proposed(cast: Cast) -> None:
    known = central(cast)
    one = own(take(cast, PLAN, user=cast.lan))
    assert one.draft | {"carries_out": None, "stands_in": None} == {
        "register": "directive",
        "code": "09-KH/ĐU",
        "issuer": "du-an-phuc",
        "issuer_name": "Đảng ủy xã An Phúc",
        "dated_on": "2026-03-12",
        "abstract": "Học tập và làm theo Bác năm 2026",
        "carries_out": None,
        "stands_in": None,
    }
    assert entries(one) == {
        "05-CT/TW": ("Bộ Chính trị", "2016-05-15", True),
        "23-KH/TU": ("Ban Thường vụ Tỉnh ủy Sông Trăng", "2026-03-02", False),
        "06-HD/BTGTU": ("Ban Tuyên giáo", "", False),
    }
    assert one.draft["carries_out"][0]["uuid"] == str(known.uuid)
    assert one.draft["stands_in"].startswith("Căn cứ Chỉ thị số 05-CT/TW")
    assert operations.is_certain(one)


def test_accepting_enters_the_paper_its_file_and_its_chain_in_the_book_of_the_body_that_issued_it(cast: Cast) -> None:
    known = central(cast)
    paper = take(cast, PLAN, user=cast.lan)
    done = accepted(cast, paper)
    assert (done.stage, done.record_kind) == ("accepted", "directive")
    one = directives.directive(done.record)
    assert one is not None
    assert (one.code, one.issuer, one.recorded_in) == ("09-KH/ĐU", cast.units["du-an-phuc"], cast.units["du-an-phuc"])
    assert one.file == paper.file
    links = {link.upper.code: link for link in one.uppers.select_related("upper")}
    # The guide has no day: it is not entered, and nothing is made up for it.
    assert set(links) == {"05-CT/TW", "23-KH/TU"}
    assert links["05-CT/TW"].upper == known
    assert links["05-CT/TW"].stands_in.startswith("Căn cứ Chỉ thị")
    plan = links["23-KH/TU"].upper
    assert (plan.issuer_name, plan.dated_on) == ("Ban Thường vụ Tỉnh ủy Sông Trăng", date(2026, 3, 2))
    assert "chưa ghi trích yếu" in plan.abstract
    again = accepted(cast, paper)
    assert (again.record, Directive.objects.count()) == (one.uuid, 3)


def test_a_decision_of_the_state_is_of_the_committee_named_over_two_lines(cast: Cast) -> None:
    one = own(take(cast, DECISION, user=cast.lan))
    assert (one.draft["code"], one.draft["dated_on"]) == ("156/QĐ-UBND", "2026-01-05")
    assert (one.draft["issuer"], one.draft["issuer_name"]) == ("", "Ủy ban nhân dân xã An Phúc")
    assert entries(one) == {"30/2020/NĐ-CP": ("Chính phủ", "2020-03-05", False)}
    assert not operations.is_certain(one)


def test_a_paper_that_stands_in_the_book_gets_its_file_and_is_not_doubled(cast: Cast) -> None:
    before = issued(cast.product, cast.units["du-an-phuc"], code="09-KH/ĐU", on=date(2026, 3, 12))
    paper = take(cast, PLAN, user=cast.lan)
    assert own(paper).draft["match"]["uuid"] == str(before.uuid)
    done = accepted(cast, paper)
    assert (done.stage, done.record) == ("joined", before.uuid)
    before.refresh_from_db()
    assert before.file == paper.file
    assert before.uppers.count() == 2
    operations.undo(scope=cast.scope(cast.lan), finding=done)
    before.refresh_from_db()
    assert (before.file, before.uppers.count(), Directive.objects.count()) == (None, 0, 1)
    assert Copy.objects.filter(directive=before).count() == 1


def test_a_likely_paper_is_offered_and_joined_as_it_stands(cast: Cast) -> None:
    before = issued(cast.product, cast.units["du-an-phuc"], code="09-KH/ĐU", on=date(2026, 3, 10))
    paper = take(cast, PLAN, user=cast.lan)
    one = own(paper)
    assert [offer["uuid"] for offer in one.draft["likely"]] == [str(before.uuid)]
    assert not operations.is_certain(one)
    scope = cast.scope(cast.lan)
    done = operations.join(scope=scope, finding=one, record=Identity("directive", before.uuid), today=TODAY)
    before.refresh_from_db()
    assert (done.stage, before.file, before.dated_on) == ("joined", paper.file, date(2026, 3, 10))


def test_undoing_takes_the_paper_its_number_and_what_was_entered_with_it_out_again(cast: Cast) -> None:
    central(cast)
    paper = take(cast, PLAN, user=cast.lan)
    done = accepted(cast, paper)
    uuid = done.record
    assert Number.objects.filter(given_uuid=uuid).exists()
    back = operations.undo(scope=cast.scope(cast.lan), finding=done, why="Nhầm văn bản")
    assert (back.stage, back.record) == ("new", None)
    assert [one.code for one in Directive.objects.all()] == ["05-CT/TW"]
    assert not Implementation.objects.exists()
    number = Number.objects.get()
    assert (number.given_uuid, number.withdrawn_why) == (None, "Nhầm văn bản")
    assert uuid is not None
    assert "unrecord" in [event.verb for event in of_record("directive", uuid)]
    assert accepted(cast, paper).stage == "accepted"


@pytest.mark.parametrize("what", ["carried out", "sent", "answers"])
def test_what_others_rest_on_is_not_taken_out(cast: Cast, what: str) -> None:
    if what == "answers":
        plan = sent(cast, book.Call("below", classes=("party_committee",)), due_on=None)
        text = PLAN.replace("Ban Thường vụ Tỉnh ủy Sông Trăng", "Tỉnh Sông Trăng")
        done = accepted(cast, take(cast, text, user=cast.lan))
        assert asked(plan, cast.units["du-an-phuc"]).paper.uuid == done.record
    else:
        done = accepted(cast, take(cast, PLAN, user=cast.lan))
    assert done.record is not None
    one = directives.directive(done.record)
    assert one is not None
    if what == "carried out":
        issued(cast.product, cast.units["cb-dong"], code="01-KH/CB", on=date(2026, 4, 1), carries_out=(one,))
    if what == "sent":
        call = book.Call("below", line="party", classes=("party_branch",))
        book.send(scope=cast.product, directive=one, sender=cast.units["du-an-phuc"], call=call, today=TODAY)
    with pytest.raises(book.UnableToChangeDirective):
        operations.undo(scope=cast.scope(cast.lan), finding=done)
    assert Directive.objects.filter(pk=one.pk).exists()
    assert queries.findings(done.paper).get(pk=done.pk).stage == "accepted"


def test_who_may_not_confirm_enters_nothing(cast: Cast) -> None:
    one = own(take(cast, PLAN, user=cast.lan))
    with pytest.raises(operations.UnableToDecide):
        operations.accept(scope=cast.scope(cast.minh), finding=one, today=TODAY)
    assert not Directive.objects.exists()


def test_another_unit_has_its_copy_of_the_one_record(cast: Cast) -> None:
    done = accepted(cast, take(cast, PLAN, user=cast.lan))
    other = take(cast, PLAN, user=cast.dung, unit="ben-lau")
    joined = operations.accept(scope=cast.scope(cast.dung), finding=own(other), today=TODAY)
    assert (joined.stage, joined.record) == ("joined", done.record)
    assert set(Copy.objects.filter(directive__uuid=done.record).values_list("unit__code", flat=True)) == {
        "du-an-phuc",
        "ben-lau",
    }
    with pytest.raises(operations.UnableToUndo):
        operations.undo(scope=cast.scope(cast.lan), finding=done)


def test_the_page_shows_the_paper_itself_first_and_its_chain_is_seen_in_the_book(cast: Cast) -> None:
    central(cast)
    paper = take(cast, PLAN + "Mô hình “Góp sức bắc cầu” đã xây 3 cây cầu.", user=cast.lan)
    client = signed_in(cast.lan)
    html = client.get(page_of(paper)).content.decode()
    assert html.index("Vào sổ văn bản 09-KH/ĐU") < html.index("Góp sức bắc cầu</p>")
    assert "đã có trong sổ" in html
    assert "chưa đủ thông tin" in html
    assert decide(client, own(paper), "accept").status_code == 302
    done = own(paper)
    page = client.get(reverse("directives:paper", args=[done.record])).content.decode()
    assert "05-CT/TW" in page
    assert "23-KH/TU" in page
    assert "09-KH/ĐU" in client.get(reverse("directives:list")).content.decode()


def typed(**said: str) -> dict[str, str]:
    return {
        "edited": "1",
        "code": "09-KH/ĐU",
        "issuer_name": "Đảng ủy xã An Phúc",
        "dated_on": "13/03/2026",
        "abstract": "Kế hoạch năm",
        "carries_out": "23-KH/TU; 02/03/2026; Tỉnh ủy",
    } | said


def test_head_and_chain_may_be_corrected(cast: Cast) -> None:
    paper = take(cast, PLAN, user=cast.lan)
    client = signed_in(cast.lan)
    form = client.get(page_of(paper) + f"?sua={own(paper).uuid}").content.decode()
    assert "05-CT/TW; 15/05/2016; Bộ Chính trị" in form
    assert decide(client, own(paper), "accept", **typed()).status_code == 302
    one = directives.directive(own(paper).record)  # type: ignore[arg-type]
    assert one is not None
    assert (one.dated_on, one.abstract) == (date(2026, 3, 13), "Kế hoạch năm")
    assert [link.upper.issuer_name for link in one.uppers.all()] == ["Tỉnh ủy"]


@pytest.mark.parametrize(
    "said",
    [
        {"code": "9" * 60},
        {"code": "x" * 5000},
        {"code": "99999-KH/" + "Đ" * 50},
        {"dated_on": "31/02/2026"},
        {"dated_on": "01/01/9999"},
        {"dated_on": "01/01/0001"},
        {"dated_on": ""},
        {"issuer_name": ""},
        {"issuer_name": "x" * 400},
        {"abstract": " "},
        {"carries_out": "không phải số"},
        {"carries_out": "23-KH/TU; 99/99/2026; Tỉnh ủy"},
        {"carries_out": "23-KH/TU; 02/03/2027; Tỉnh ủy"},
        {"carries_out": "09-KH/ĐU; 13/03/2026; Đảng ủy xã An Phúc"},
        {"carries_out": "\n".join(f"{n}-KH/TU; 02/03/2026; Tỉnh ủy" for n in range(1, 40))},
        {"carries_out": ";" * 3000},
    ],
    ids=lambda said: " ".join(f"{key} {value[:20]}" for key, value in said.items()),
)
def test_hostile_words_are_kept_with_a_sentence(cast: Cast, said: dict[str, str]) -> None:
    paper = take(cast, PLAN, user=cast.lan)
    answer = decide(signed_in(cast.lan), own(paper), "accept", **typed(**said))
    assert answer.status_code in (302, 422)
    if answer.status_code == 422:
        assert not Directive.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        PLAN.replace("09-KH", "0" * 30 + "9-KH"),
        PLAN.replace("09-KH/ĐU", "99999999999-KH/ĐU"),
        PLAN.replace("12 tháng 3 năm 2026", "31 tháng 2 năm 2026"),
        PLAN.replace("ngày 12 tháng 3 năm 2026", "ngày    tháng    năm"),
        PLAN.replace("15/5/2016", "99/99/9999"),
        PLAN.replace("12 tháng 3 năm 2026", "12 tháng 3 năm 2050"),
        "Số 09-KH/ĐU\n",
        PLAN.replace("05-CT/TW", "09-KH/ĐU"),
    ],
)
def test_odd_heads_are_read_without_a_fall(cast: Cast, text: str) -> None:
    paper = take(cast, text, user=cast.lan)
    for one in queries.heads(paper).filter(kind="directive"):
        client = signed_in(cast.lan)
        assert client.get(page_of(paper)).status_code == 200
        assert decide(client, one, "accept").status_code in (302, 422)


def test_a_paper_named_without_its_day_is_linked_to_the_one_of_the_own_book_and_looked_at(cast: Cast) -> None:
    text = PLAN.replace(", ngày 15/5/2016 của Bộ Chính trị", "")
    central(cast)
    assert entries(own(take(cast, text, user=cast.lan)))["05-CT/TW"][2] is False
    accepted(cast, take(cast, PLAN, user=cast.lan))
    one = own(take(cast, text.replace("09-KH", "10-KH"), user=cast.lan))
    # The central paper stands in the province's book alone: it is not linked for its number only.
    assert entries(one)["05-CT/TW"][2] is False
    header = book.Header("05-CT/TW", "Học tập", date(2016, 5, 15), issuer_name="Bộ Chính trị")
    book.record_directive(scope=cast.product, unit=cast.units["an-phuc"], header=header, today=TODAY)
    again = own(take(cast, text.replace("09-KH", "11-KH"), user=cast.lan))
    assert entries(again)["05-CT/TW"] == ("Bộ Chính trị", "2016-05-15", True)
    assert not operations.is_certain(again)
