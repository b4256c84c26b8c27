"""The pages of intake, as an official meets them: plain requests first, htmx on top."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from lantoa.accounts.models import User
from lantoa.common.periods import Period
from lantoa.indicators import queries as figures
from lantoa.intake import operations, queries
from lantoa.intake.models import Paper
from lantoa.organisations import operations as organisations
from tests.cast import Cast
from tests.intake.writing import BRIDGES, JOINT, accept_everything, finding, take


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def page_of(paper: Paper) -> str:
    return reverse("intake:paper", args=[paper.uuid])


def decide(client: Client, one: Any, verb: str, *, htmx: bool = False, **more: Any) -> Any:
    headers = {"HX-Request": "true"} if htmx else {}
    return client.post(reverse("intake:decide", args=[one.uuid]), {"verb": verb, **more}, headers=headers)


def taking_in(client: Client, **said: Any) -> Any:
    form = {
        "pasted": "",
        "title": "",
        "unit": "an-phuc",
        "about": "",
        "year": "2022",
        "part": "",
        "from_on": "",
        "to_on": "",
    }
    return client.post(reverse("intake:new"), form | said)


def test_the_list_takes_as_many_queries_for_fifty_papers_as_for_five(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(cast.lan)
    counts = []
    for upto in (5, 50):
        for number in range(Paper.objects.count(), upto):
            take(cast, f"Mô hình “Hẻm sạch {number}” dài 2 km.", user=cast.lan)
        client.get(reverse("intake:list"))
        with django_assert_max_num_queries(60) as asked:
            response = client.get(reverse("intake:list"))
        counts.append(len(asked))
        assert response.content.decode().count("paper-row") == upto
    assert counts[0] == counts[1]


def test_the_review_takes_as_many_queries_for_many_items_as_for_few(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(cast.lan)
    counts = []
    for times in (1, 12):
        text = "\n".join(f"Mô hình “Hẻm sạch {n}” đã xây {n + 1} cây cầu, hiến {n + 2} m2 đất." for n in range(times))
        paper = take(cast, text, user=cast.lan)
        client.get(page_of(paper))
        with django_assert_max_num_queries(60) as asked:
            client.get(page_of(paper))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_list_is_narrowed_by_words_without_marks_by_stage_and_by_year(cast: Cast) -> None:
    take(cast, BRIDGES, user=cast.lan, title="Báo cáo bắc cầu")
    take(cast, JOINT, user=cast.lan, title="Thắp sáng")
    client = signed_in(cast.lan)
    assert client.get(reverse("intake:list"), {"q": "bac cau"}).content.decode().count("paper-row") == 1
    assert client.get(reverse("intake:list"), {"stage": "done"}).content.decode().count("paper-row") == 0
    assert client.get(reverse("intake:list"), {"year": "1999"}).status_code == 200


def test_a_paper_of_another_commune_is_not_there_for_me(cast: Cast) -> None:
    paper = take(cast, BRIDGES, user=cast.lan)
    client = signed_in(cast.minh)
    for name in ("paper", "file", "text"):
        assert client.get(reverse(f"intake:{name}", args=[paper.uuid])).status_code == 404
    for name in ("settle", "close"):
        assert client.post(reverse(f"intake:{name}", args=[paper.uuid])).status_code == 404
    assert decide(client, finding(paper, "model"), "accept").status_code == 404
    assert "paper-row" not in client.get(reverse("intake:list")).content.decode()
    assert client.get(reverse("intake:decide", args=[uuid4()])).status_code == 404


def test_a_file_is_taken_in_read_and_shown_with_its_stretches(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    client = signed_in(cast.lan)
    with django_capture_on_commit_callbacks(execute=True):
        response = taking_in(client, papers=SimpleUploadedFile("bao-cao.txt", BRIDGES.encode()), part="H1")
    paper = Paper.objects.get()
    assert response.headers["Location"] == page_of(paper)
    assert Period(paper.from_on, paper.to_on) == Period.parse("2022-H1")
    shown = client.get(page_of(paper)).content.decode()
    assert "trên 52 tỷ đồng</a></mark>" in shown
    assert "Góp sức bắc cầu" in shown


def test_pasted_words_are_a_paper_named_by_their_own_title(cast: Cast) -> None:
    client = signed_in(cast.lan)
    taking_in(
        client, pasted="Xóm Đông nhắn tin báo cáo kết quả\r\nĐã xây 2 cây cầu.", from_on="1/2/2022", to_on="28-02-2022"
    )
    paper = Paper.objects.get()
    assert paper.title == "Xóm Đông nhắn tin báo cáo kết quả"
    assert (paper.from_on.month, paper.to_on.day) == (2, 28)


def test_the_same_paper_again_leads_to_the_one_that_is_there(cast: Cast) -> None:
    paper = take(cast, BRIDGES, user=cast.lan)
    client = signed_in(cast.lan)
    response = taking_in(client, papers=SimpleUploadedFile("lan-hai.txt", BRIDGES.encode()))
    assert response.headers["Location"] == page_of(paper)
    assert "không nhập lần hai" in client.get(page_of(paper)).content.decode()
    assert Paper.objects.count() == 1


def test_a_bad_file_is_refused_in_the_form_and_what_was_typed_stays(cast: Cast) -> None:
    files = [SimpleUploadedFile("rong.txt", b""), SimpleUploadedFile("tot.txt", JOINT.encode())]
    response = taking_in(signed_in(cast.lan), papers=files, title="Tên đã gõ", pasted="")
    shown = response.content.decode()
    assert response.status_code == 422
    assert "rong.txt: Tệp không có chữ nào" in shown
    assert 'value="Tên đã gõ"' in shown
    assert "Các văn bản này đã được tiếp nhận" in shown
    assert Paper.objects.count() == 1


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"pasted": "x", "from_on": "1/1/2022"},
        {"pasted": "x", "from_on": "2/1/2022", "to_on": "1/1/2022"},
        {"pasted": "x", "unit": "tan-loi"},
    ],
    ids=["nothing brought", "one day", "days swapped", "a unit out of reach"],
)
def test_a_form_that_makes_no_sense_comes_back(cast: Cast, said: dict[str, str]) -> None:
    response = taking_in(signed_in(cast.lan), **said)
    assert response.status_code == 422
    assert not Paper.objects.exists()


def test_a_waiting_paper_shows_how_far_it_is_and_goes_on_by_itself(cast: Cast) -> None:
    paper, _ = operations.take_in(
        scope=cast.scope(cast.lan),
        name="a.txt",
        data=BRIDGES.encode(),
        unit=cast.units["an-phuc"],
        period=Period.year(2022),
    )
    client = signed_in(cast.lan)
    shown = client.get(page_of(paper)).content.decode()
    assert 'hx-trigger="every 1s"' in shown
    assert '<noscript><meta http-equiv="refresh"' in shown
    asked = {"headers": {"HX-Request": "true"}}
    assert "<html" not in client.get(page_of(paper) + "?doc=1", **asked).content.decode()
    operations.read_paper(paper=paper)
    assert client.get(page_of(paper) + "?doc=1", **asked).headers["HX-Refresh"] == "true"


def test_each_verb_works_by_a_plain_post_and_leads_to_the_next_open_item(cast: Cast) -> None:
    paper = take(cast, BRIDGES, user=cast.lan)
    client = signed_in(cast.lan)
    one = finding(paper, "quantity", "70 cây cầu")
    after = {"put_off": "later", "take_up": "new", "accept": "accepted", "undo": "new", "reject": "rejected"}
    for verb, stage in after.items():
        response = decide(client, one, verb)
        assert response.status_code == 302, verb
        assert "#c-" in response.headers["Location"]
        assert queries.findings(paper).get(pk=one.pk).stage == stage
    following = decide(client, finding(paper, "quantity", "52 tỷ"), "put_off").headers["Location"]
    assert following == f"{page_of(paper)}#c-{finding(paper, 'quantity', '21km').position}"


def test_a_refusal_is_shown_on_the_card(cast: Cast) -> None:
    paper = take(cast, "Xã An Phúc thu gom được 12 con trâu.", user=cast.lan)
    response = decide(signed_in(cast.lan), finding(paper, "quantity"), "accept")
    assert response.status_code == 422
    assert "Chưa nhận được vì còn thiếu: chỉ tiêu" in response.content.decode()
    assert decide(signed_in(cast.lan), finding(paper, "quantity"), "bay").status_code == 422


CORRECTED = {
    "edited": "1",
    "indicator": "cay-trong",
    "amount": "gần 1.200 cây",
    "unit": "an-phuc",
    "period": "quý I/2022",
    "about": "cây ven lộ",
}


def test_a_figure_is_corrected_as_one_would_say_it_and_accepted(cast: Cast) -> None:
    paper = take(cast, "Xã An Phúc thu gom được 12 con trâu.", user=cast.lan)
    client = signed_in(cast.lan)
    one = finding(paper, "quantity")
    form = client.get(page_of(paper), {"sua": str(one.uuid)}).content.decode()
    assert 'name="amount"' in form
    assert decide(client, one, "accept", **CORRECTED).status_code == 302
    view = figures.View(Period.parse("2022-Q1"))
    found = figures.figure(figures.indicator("cay-trong"), cast.units["vn"].pk, view).in_period
    assert found is not None
    assert (found.point, found.said) == (1200, "gần")


def test_what_cannot_be_understood_comes_back_as_typed_with_a_reason(cast: Cast) -> None:
    paper = take(cast, "Xã An Phúc thu gom được 12 con trâu.", user=cast.lan)
    response = decide(
        signed_in(cast.lan),
        finding(paper, "quantity"),
        "correct",
        **CORRECTED | {"amount": "nhiều lắm", "period": "hôm kia"},
    )
    shown = response.content.decode()
    assert response.status_code == 422
    assert 'value="nhiều lắm"' in shown
    assert "Không hiểu" in shown


def test_a_practice_and_a_commendation_are_corrected_in_their_own_forms(cast: Cast) -> None:
    paper = take(cast, BRIDGES, user=cast.lan)
    client = signed_in(cast.lan)
    said = {
        "edited": "1",
        "name": "Bắc cầu dân sinh",
        "kind": "individual",
        "unit": "an-phuc-1",
        "registered_on": "5/3/2022",
    }
    decide(client, finding(paper, "model"), "accept", **said)
    assert finding(paper, "model").stage == "accepted"
    said = {"edited": "1", "collectives": "7", "unit": "an-phuc", "period": "2022", "is_cumulative": ""}
    decide(client, finding(paper, "commendation"), "correct", **said)
    draft = finding(paper, "commendation").draft
    assert (draft["collectives"], draft["individuals"], draft["corrected"]) == ("7", None, True)


def test_an_item_is_joined_to_a_record_found_by_name(cast: Cast) -> None:
    accept_everything(cast, take(cast, BRIDGES, user=cast.lan), cast.lan)
    later = take(cast, "Mô hình “Bắc cầu” xây thêm 5 cây cầu.", user=cast.lan)
    one = finding(later, "model")
    client = signed_in(cast.lan)
    shown = client.get(page_of(later), {"ghep": str(one.uuid), "tim": "gop suc"}).content.decode()
    record = shown.split('name="record" value="')[1].split('"')[0]
    decide(client, one, "join", record=record)
    assert finding(later, "model").stage == "joined"
    assert decide(client, finding(later, "quantity"), "join", record="gì đó").status_code == 422


def test_a_unit_and_a_person_are_joined_to_those_whom_the_register_knows(cast: Cast) -> None:
    organisations.add_person(scope=cast.product, full_name="Nguyễn Văn Tám")
    paper = take(cast, "Ông Nguyễn Văn Tám ở xã Tân Hội Trung đến thăm Xã An Phúc.", user=cast.lan)
    client = signed_in(cast.lan)
    for kind, words, record in (("unit", "an phuc", "unit:"), ("person", "nguyen van tam", "person:")):
        one = finding(paper, kind)
        shown = client.get(page_of(paper), {"ghep": str(one.uuid), "tim": words}).content.decode()
        offered = shown.split('name="record" value="')[1].split('"')[0]
        assert offered.startswith(record)
        decide(client, one, "join", record=offered)
        assert finding(paper, kind).stage == "joined"


def test_with_htmx_only_the_card_the_counter_and_its_kin_come_back(cast: Cast) -> None:
    paper = take(cast, BRIDGES, user=cast.lan)
    client = signed_in(cast.lan)
    one = finding(paper, "quantity", "70 cây cầu")
    shown = decide(client, one, "accept", htmx=True).content.decode()
    assert "<html" not in shown
    assert f'id="c-{one.position}"' in shown
    assert f'id="c-{finding(paper, "model").position}"' in shown
    assert 'id="counter"' in shown
    address = reverse("intake:decide", args=[finding(paper, "commendation").uuid])
    form = client.get(address, {"sua": str(finding(paper, "commendation").uuid)}, headers={"HX-Request": "true"})
    assert 'name="collectives"' in form.content.decode()
    assert client.get(address).status_code == 302


def test_a_further_mention_is_set_apart_from_the_form(cast: Cast) -> None:
    text = "Nổi bật là mô hình “Hạt gạo thơm” của xã.\nNăm sau, mô hình “Hạt gạo thơm” được duy trì."
    paper = take(cast, text, user=cast.lan)
    client = signed_in(cast.lan)
    second = [one for one in queries.findings(paper) if one.kind == "model"][1]
    first = client.get(page_of(paper), {"sua": str(finding(paper, "model").uuid)}).content.decode()
    assert str(second.uuid) in first
    decide(client, second, "set_apart")
    assert queries.findings(paper).get(pk=second.pk).same_as is None


def test_all_certain_items_are_accepted_at_once_and_the_paper_is_finished(cast: Cast) -> None:
    paper = take(cast, BRIDGES, user=cast.lan)
    client = signed_in(cast.lan)
    assert "Nhận tất cả mục chắc chắn" in client.get(page_of(paper)).content.decode()
    client.post(reverse("intake:settle", args=[paper.uuid]), {"kind": "commendation"})
    assert finding(paper, "commendation").stage == "accepted"
    assert finding(paper, "unit").stage == "new"
    close = reverse("intake:close", args=[paper.uuid])
    assert client.post(close).headers["Location"] == page_of(paper)
    for one in queries.heads(paper).filter(stage="new"):
        decide(client, one, "reject")
    assert "Kết thúc văn bản này" in client.get(page_of(paper)).content.decode()
    assert client.post(close).headers["Location"] == reverse("intake:list")
    assert "Mở lại" in client.get(page_of(paper)).content.decode()
    client.post(close, {"verb": "reopen"})
    assert queries.stage_of(paper) == "review"


def test_the_file_comes_back_as_it_was_brought_and_never_opens_within_the_site(cast: Cast) -> None:
    paper = take(cast, BRIDGES, user=cast.lan, name="báo cáo.txt")
    client = signed_in(cast.lan)
    response = client.get(reverse("intake:file", args=[paper.uuid]))
    assert b"".join(response.streaming_content) == BRIDGES.encode()  # type: ignore[attr-defined]
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["Content-Type"] == "application/octet-stream"
    text = client.get(reverse("intake:text", args=[paper.uuid]))
    assert text.content.decode() == BRIDGES
    assert text.headers["Content-Type"] == "text/plain; charset=utf-8"


def test_a_reader_sees_the_paper_but_no_buttons(cast: Cast) -> None:
    paper = take(cast, BRIDGES, user=cast.lan)
    client = signed_in(cast.dung)
    assert 'name="verb"' in client.get(page_of(paper)).content.decode()
    for one in queries.heads(paper):
        operations.put_off(scope=cast.product, finding=one)
    operations.close(scope=cast.product, paper=paper)
    assert 'value="accept"' not in client.get(page_of(paper)).content.decode()
