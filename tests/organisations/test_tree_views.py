"""Loading a tree on the page: the template, every wrong cell, preview and confirmation; drafts are one's own."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lantoa.accounts.operations import make_account
from lantoa.organisations import operations, queries, trees
from lantoa.organisations.models import Change, Unit
from tests.cast import LONG_AGO, TODAY, Cast, secured
from tests.organisations.workbooks import filled, part, row

LOAD = reverse("organisations:load")
PAPER = "Quyết định số 5/QĐ-UBND"


def client_of(cast: Cast, name: str, role: str = "manager") -> Client:
    user = make_account(username=name, full_name="Người Quản Lý", password=None)
    operations.grant(scope=cast.product, user=user, unit=cast.units["an-phuc"], role=role, on=LONG_AGO)
    client = Client()
    client.force_login(secured(user), backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def manager(cast: Cast) -> Client:
    return client_of(cast, "ql")


def send(client: Client, data: bytes, paper: str = PAPER) -> HttpResponse:
    answer: HttpResponse = client.post(LOAD, {"file": SimpleUploadedFile("cay.xlsx", data), "paper": paper})  # type: ignore[assignment]
    return answer


def test_a_file_is_previewed_then_loaded_as_it_was_seen(cast: Cast, manager: Client) -> None:
    draft = send(manager, filled([row("thon-tay", "Thôn Tây"), row("an-phuc-1", "Thôn Đông")]))["Location"]
    assert not Unit.objects.filter(code="thon-tay").exists()
    page = manager.get(draft).content.decode()
    assert "Thôn Tây" in page
    assert "Chưa có gì thay đổi" in page
    digest = page.split('name="digest" value="')[1].split('"')[0]
    done = manager.post(draft, {"digest": digest})
    change = Change.objects.get()
    assert done["Location"] == reverse("organisations:changed", args=[change.uuid])
    assert (change.paper, change.asked["units"]) == (PAPER, ["thon-tay"])
    assert "Thôn Tây" in manager.get(done["Location"]).content.decode()
    assert manager.get(draft).status_code == 404


def test_something_else_than_was_seen_is_shown_again_and_not_done(cast: Cast, manager: Client) -> None:
    draft = send(manager, filled([row("thon-tay", "Thôn Tây")]))["Location"]
    for digest in ("", "khác"):
        answer = manager.post(draft, {"digest": digest})
        assert answer.status_code == 422
        assert "Hãy xem lại" in answer.content.decode()
    assert not Unit.objects.filter(code="thon-tay").exists()


def test_every_wrong_cell_is_shown_and_the_marked_file_is_offered(cast: Cast, manager: Client) -> None:
    rows = [row("thon-tay", "Thôn Tây", email="x"), row("thon-nam", "", from_on="32/13/2025")]
    draft = send(manager, filled(rows))["Location"]
    page = manager.get(draft).content.decode()
    assert "3 ô cần sửa" in page
    for words in ("Dòng 2, cột E-mail", "Dòng 3, cột Tên", "Dòng 3, cột Từ ngày"):
        assert words in page
    assert 'name="digest"' not in page
    marked = manager.get(draft + "danh-dau.xlsx")
    assert part(marked.content, "xl/comments1.xml").count("<comment ") == 3
    assert manager.post(draft, {"digest": "x"}).status_code == 422
    assert not Unit.objects.filter(code="thon-tay").exists()


def test_a_file_that_is_no_template_and_a_missing_paper_come_back_with_words(cast: Cast, manager: Client) -> None:
    answer = send(manager, b"abc")
    assert answer.status_code == 422
    assert "Chỉ nhận tệp Excel" in answer.content.decode()
    answer = send(manager, filled([row("a", "Thôn A")]), paper="")
    assert answer.status_code == 422
    assert manager.post(LOAD).status_code == 422
    kept = send(manager, b"abc", paper="Số 7/QĐ")
    assert "Số 7/QĐ" in kept.content.decode()


def test_the_same_file_again_says_that_there_is_nothing_to_do(cast: Cast, manager: Client) -> None:
    draft = send(manager, filled([row("an-phuc-1", "Thôn Đông")]))["Location"]
    assert "đúng như hiện nay" in manager.get(draft).content.decode()
    digest = operations.examine(scope=cast.product, data=filled([row("an-phuc-1", "Thôn Đông")])).digest
    assert manager.post(draft, {"digest": digest})["Location"] == LOAD
    assert not Change.objects.exists()


def test_a_draft_belongs_to_whoever_brought_it(cast: Cast, manager: Client) -> None:
    draft = send(manager, filled([row("thon-tay", "Thôn Tây")]))["Location"]
    other = client_of(cast, "khac")
    assert other.get(draft).status_code == 404
    assert other.post(draft, {"digest": "x"}).status_code == 404
    assert other.get(draft + "danh-dau.xlsx").status_code == 404
    assert manager.get(reverse("organisations:draft", args=[uuid4()])).status_code == 404


def test_only_managers_see_the_pages(cast: Cast) -> None:
    clerk = client_of(cast, "vp", role="clerk")
    assert clerk.get(LOAD).status_code == 403
    assert LOAD not in clerk.get(reverse("organisations:list")).content.decode()
    assert LOAD in client_of(cast, "ql-2").get(reverse("organisations:list")).content.decode()


def test_the_template_offers_every_class(cast: Cast, manager: Client) -> None:
    template = manager.get(reverse("organisations:template"))
    assert template["Content-Disposition"] == 'attachment; filename="mau-nhap-don-vi.xlsx"'
    assert template.content[:2] == b"PK"
    strings = part(template.content, "xl/sharedStrings.xml")
    assert all(f">{kind.name}<" in strings for kind in operations.kinds())
    assert trees.template(operations.kinds())[:2] == b"PK"


def test_a_preview_takes_as_many_queries_for_fifty_rows_as_for_five(cast: Cast, manager: Client) -> None:
    def asked(number: int) -> int:
        draft = send(manager, filled([row(f"t-{at}", f"Thôn {at}") for at in range(number)]))["Location"]
        manager.get(draft)
        with CaptureQueriesContext(connection) as seen:
            assert f"Thôn {number - 1}" in manager.get(draft).content.decode()
        return len(seen)

    assert asked(5) == asked(50)


def test_units_that_were_loaded_are_found_on_the_pages(cast: Cast, manager: Client) -> None:
    data = filled([row("thon-tay", "Thôn Tây", from_on=date(2026, 1, 1))])
    operations.load_tree(scope=cast.product, data=data, name="cay.xlsx", paper=PAPER)
    unit = queries.unit("thon-tay", TODAY)
    page = manager.get(reverse("organisations:unit", args=[unit.uuid])).content.decode()
    assert "Thôn Tây" in page
