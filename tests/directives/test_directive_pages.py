"""The pages of papers: entering one, sending it, answering it, seeing who has."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from lantoa.directives import operations
from lantoa.directives.models import Directive
from lantoa.directives.operations import Call
from lantoa.notices.models import Notice
from tests.browsing import page, queries_of, signed_in
from tests.cast import TODAY, Cast
from tests.directives.scene import asked, central, issued, sent
from tests.files.test_photos import JPEG

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_todays_morning")]


def url(name: str, *args: object) -> str:
    return reverse(f"directives:{name}", args=args)


def head(cast: Cast, **changed: Any) -> dict[str, Any]:
    return {
        "uuid": str(uuid4()),
        "unit": str(cast.units["song-trang"].uuid),
        "code": "Số: 23 - KH/TU",
        "issuer_name": "Tỉnh ủy Sông Trăng",
        "dated_on": "2/3/2026",
        "abstract": "Thực hiện Chỉ thị trong năm 2026",
        "is_open": "on",
    } | changed


def test_a_paper_is_entered_with_its_file_and_what_it_carries_out(cast: Cast) -> None:
    browser, upper = signed_in(cast), central(cast)
    assert "05-CT/TW" in page(browser, url("new"))
    file = SimpleUploadedFile("ke-hoach.txt", "Kế hoạch".encode())
    answer = browser.post(url("new"), head(cast, uppers=[str(upper.uuid)], file=file))
    one = Directive.objects.get(code="23-KH/TU")
    assert answer.headers["Location"] == url("paper", one.uuid)
    shown = page(browser, url("paper", one.uuid))
    assert shown.index("05-CT/TW") < shown.index("Văn bản cấp trên") + len(shown)
    assert browser.get(url("file", one.uuid)).content.decode() == "Kế hoạch"
    assert "05-CT/TW" in page(browser, url("list"), q="ke hoach nam 2026") or "23-KH/TU" in page(browser, url("list"))


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"code": "kế hoạch năm"}, "Hãy ghi số, ký hiệu"),
        ({"dated_on": "31/02/2026"}, "ngày/tháng/năm"),
        ({"dated_on": "1/1/2099"}, "không thể sau hôm nay"),
        ({"abstract": ""}, "Trích yếu"),
        ({"is_open": ""}, "độ mật không được đưa vào"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(cast: Cast, changed: dict[str, Any], words: str) -> None:
    answer = signed_in(cast).post(url("new"), head(cast, **changed))
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert words in shown
    assert "Tỉnh ủy Sông Trăng" in shown
    assert not Directive.objects.exists()


def test_a_file_with_a_stamp_of_secrecy_is_refused(cast: Cast) -> None:
    file = SimpleUploadedFile("ke-hoach.txt", "TỈNH ỦY\nMẬT\nKế hoạch".encode())
    answer = signed_in(cast).post(url("new"), head(cast, file=file))
    assert answer.status_code == 422
    assert "Tệp có dấu “MẬT”" in answer.content.decode()


def test_a_paper_is_sent_and_the_board_counts(cast: Cast) -> None:
    browser, plan = signed_in(cast), issued(cast.product, cast.units["song-trang"])
    assert "chi bộ" in page(browser, url("send", plan.uuid)).lower()
    way = f"{cast.units['song-trang'].uuid}.place"
    said = {"uuid": str(uuid4()), "sender": way, "of": "below", "classes": ["commune", "party_branch"]}
    answer = browser.post(url("send", plan.uuid), said | {"expects": "by_class", "due_on": "5/12/2026", "asks": ""})
    assert answer.headers["Location"] == url("board", plan.uuid)
    again = browser.post(url("send", plan.uuid), said | {"expects": "by_class", "due_on": "5/12/2026", "asks": ""})
    assert again.headers["Location"] == url("board", plan.uuid)
    shown = page(browser, url("board", plan.uuid))
    assert "0/3" in shown
    assert "Huyện Bến Lau" in shown
    assert "Xã An Phúc" in page(browser, url("board", plan.uuid), **{"don-vi": str(cast.units["ben-lau"].uuid)})
    assert "0/3" in page(browser, url("sent"))
    past = browser.post(url("send", plan.uuid), said | {"uuid": str(uuid4()), "expects": "paper", "due_on": "1/1/2026"})
    assert past.status_code == 422


def test_a_commune_answers_by_a_new_paper_and_only_once(cast: Cast) -> None:
    plan, browser = sent(cast), signed_in(cast, "lan")
    one = asked(plan, cast.units["an-phuc"])
    assert plan.code in page(browser, url("asked"))
    assert "văn bản cần trả lời" in page(browser, url("list"))
    empty = browser.post(url("answer_paper", one.uuid), {"uuid": str(uuid4()), "code": "11"})
    assert empty.status_code == 422
    said = {"code": "11/KH-UBND", "dated_on": "20/3/2026", "abstract": "Triển khai", "is_open": "on"}
    browser.post(url("acknowledge", one.uuid))
    assert asked(plan, cast.units["an-phuc"]).stage == "acknowledged"
    browser.post(url("answer_paper", one.uuid), said | {"uuid": str(uuid4())})
    assert asked(plan, cast.units["an-phuc"]).stage == "answered"
    browser.post(url("answer_paper", one.uuid), said | {"uuid": str(uuid4())})
    again = browser.post(url("answer_paper", one.uuid), said | {"code": "12/KH-UBND", "uuid": str(uuid4())})
    assert again.status_code == 422
    assert Directive.objects.filter(issuer=cast.units["an-phuc"]).count() == 1
    assert "11/KH-UBND" in page(signed_in(cast), url("answer", one.uuid))


def test_a_tick_with_a_photo_and_an_answer_that_is_returned(cast: Cast) -> None:
    plan, lan, dung = sent(cast), signed_in(cast, "lan"), signed_in(cast)
    one = asked(plan, cast.units["cb-dong"])
    photo = SimpleUploadedFile("anh.jpg", JPEG)
    lan.post(url("answer_done", one.uuid), {"done_on": "5/11/2026", "note": "Sinh hoạt tháng 11", "photo": photo})
    assert lan.get(url("photo", one.uuid)).headers["Content-Type"] == "image/jpeg"
    assert dung.post(url("reasoned", one.uuid, "tra-lai"), {"why": ""}).status_code == 422
    dung.post(url("reasoned", one.uuid, "tra-lai"), {"why": "Chưa rõ nội dung"})
    assert "Chưa rõ nội dung" in page(lan, url("answer", one.uuid))
    bad = lan.post(url("answer_done", one.uuid), {"done_on": "5/11/2099"})
    assert bad.status_code == 422
    dung.post(url("reasoned", one.uuid, "thoi-yeu-cau"), {"why": "Chi bộ đã sáp nhập"})
    dung.post(url("ask_again", one.uuid), {"due_on": "20/12/2026"})
    assert asked(plan, cast.units["cb-dong"]).stage == "waiting"


def test_the_missing_ones_are_named_reached_and_reminded_once(cast: Cast) -> None:
    plan, browser = sent(cast), signed_in(cast)
    shown = page(browser, url("missing", plan.uuid))
    assert "Còn 3 đơn vị chưa trả lời 23-KH/TU" in shown
    for _ in range(2):
        answer = browser.post(url("remind", plan.uuid), follow=True)
        assert "Đã nhắc 2 đơn vị" in answer.content.decode()
        assert "Chi bộ thôn Đông" in answer.content.decode()
    goes = [operations.do_chores(at=timezone.now(), within=timedelta(minutes=1)) for _ in range(2)]
    assert goes == [3, 0]  # in one of them there is nobody
    assert Notice.objects.count() == 2


def test_the_board_and_the_book_go_to_excel(cast: Cast) -> None:
    plan, browser = sent(cast), signed_in(cast)
    for address, words in ((url("board_workbook", plan.uuid), "Xã An Phúc"), (url("workbook"), "23-KH/TU")):
        book = CalamineWorkbook.from_filelike(BytesIO(browser.get(address).content))
        rows = book.get_sheet_by_index(0).to_python()
        assert any(words in map(str, row) for row in rows)


def test_a_paper_is_put_right_linked_ended_and_restored(cast: Cast) -> None:
    browser, plan, upper = signed_in(cast), issued(cast.product, cast.units["song-trang"]), central(cast)
    same = {
        "code": "24-KH/TU",
        "dated_on": "2/3/2026",
        "issuer_name": "Tỉnh Sông Trăng",
        "abstract": plan.abstract,
    }
    assert browser.post(url("correct", plan.uuid), same).status_code == 422
    browser.post(url("correct", plan.uuid), same | {"why": "Gõ nhầm"})
    browser.post(url("link", plan.uuid), {"upper": str(upper.uuid)})
    assert "05-CT/TW" in page(browser, url("paper", plan.uuid))
    browser.post(url("unlink", plan.uuid, upper.uuid))
    assert browser.post(url("end", plan.uuid), {"on": "1/11/2026"}).status_code == 422
    browser.post(url("end", plan.uuid), {"on": "1/11/2026", "why": "Không còn phù hợp"})
    assert "Đã thu hồi" in page(browser, url("paper", plan.uuid))
    browser.post(url("restore", plan.uuid), {"why": "Nhầm"})
    plan.refresh_from_db()
    assert (plan.stage, plan.code, plan.uppers.count()) == ("issued", "24-KH/TU", 0)


def test_pages_take_as_many_queries_for_many_as_for_few(cast: Cast) -> None:
    browser = signed_in(cast)
    plan = sent(cast, Call("chosen", units=[cast.units["ben-lau"].pk]))
    addresses = [url("list"), url("asked"), url("sent"), url("board", plan.uuid), url("missing", plan.uuid)]
    few = [queries_of(browser, address) for address in addresses]
    operations.send(
        scope=cast.product, directive=plan, sender=cast.units["song-trang"], call=Call("below"), today=TODAY
    )
    for number in range(30, 60):
        issued(cast.product, cast.units["song-trang"], code=f"{number}-KH/TU", carries_out=(plan,))
    assert [queries_of(browser, address) for address in addresses] == few
    assert max(few) <= 30
    assert queries_of(browser, url("paper", plan.uuid)) <= 30


def test_a_reader_sees_and_changes_nothing(cast: Cast) -> None:
    plan = sent(cast)
    minh = signed_in(cast, "minh")
    assert "Sửa thông tin" not in page(minh, url("paper", plan.uuid))
    assert minh.post(url("end", plan.uuid), {"why": "x", "on": "1/11/2026"}).status_code == 404
    assert minh.get(url("answer", asked(plan, cast.units["an-phuc"]).uuid)).status_code == 404
    assert minh.get(url("missing", plan.uuid)).status_code == 404
    assert Client().get(url("list")).status_code == 302
