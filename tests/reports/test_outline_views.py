"""The pages of outlines, as an official meets them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from lantoa.accounts.models import User
from lantoa.reports.models import Outline
from lantoa.reports.outlines import operations
from tests.cast import Cast
from tests.reports.outline_papers import OUTLINE, TABLES, TEXT


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def client(cast: Cast) -> Client:
    return signed_in(cast.lan)


def bring(client: Client, data: bytes = TEXT.encode(), name: str = "de-cuong.txt", **more: str) -> Any:
    form = {"paper": SimpleUploadedFile(name, data), "unit": "an-phuc", "kind": "", "title": ""}
    return client.post(reverse("reports:new_outline"), form | more)


def last() -> Outline:
    return Outline.objects.latest("pk")


def page(client: Client, name: str, *more: Any) -> str:
    answer = client.get(reverse(f"reports:{name}", args=[last().uuid, *more]))
    assert answer.status_code == 200
    return answer.content.decode()


def section(**said: Any) -> dict[str, Any]:
    return {
        "number": "1.",
        "heading": "Ban hành văn bản",
        "level": "2",
        "asks": "",
        "fills": [],
        "indicators": [],
    } | said


def test_an_outline_comes_in_and_shows_what_fills_each_section_and_why(client: Client) -> None:
    answer = bring(client, OUTLINE.read_bytes(), OUTLINE.name)
    assert answer.status_code == 302
    html = page(client, "outline")
    assert "Nhận là đề cương vì" in html
    assert "I- CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO" in html
    assert "Vì có “ban hành văn bản” trong tiêu đề." in html
    assert "7 mục chưa có số liệu trong sổ: cần viết tay" in html
    assert html.count("Cần viết tay") == 7


def test_the_same_file_leads_to_the_outline_that_is_there(client: Client) -> None:
    bring(client)
    answer = client.post(
        reverse("reports:new_outline"),
        {"paper": SimpleUploadedFile("khac.txt", TEXT.encode()), "unit": "an-phuc"},
        follow=True,
    )
    assert "Tệp này đã được đọc trước đây" in answer.content.decode()
    assert Outline.objects.count() == 1


def test_without_a_file_the_form_says_what_is_missing(client: Client) -> None:
    answer = client.post(reverse("reports:new_outline"), {"unit": "an-phuc"})
    assert answer.status_code == 422
    assert "Hãy chọn tệp đề cương, biểu số liệu hoặc báo cáo năm trước." in answer.content.decode()


def test_a_broken_file_is_kept_and_its_page_says_what_to_do(client: Client) -> None:
    bring(client, b"PK\x03\x04 hong", "de-cuong.docx")
    html = page(client, "outline")
    assert "Tệp đã được giữ lại nhưng chưa đọc được" in html
    assert "Thêm mục vào cuối" in html
    file = client.get(reverse("reports:outline_file", args=[last().uuid]))
    assert b"".join(file.streaming_content) == b"PK\x03\x04 hong"  # type: ignore[attr-defined]
    assert "attachment" in file["Content-Disposition"]


def test_the_usual_sections_are_taken_with_one_touch(client: Client) -> None:
    client.post(reverse("reports:usual_outline"), {"unit": "an-phuc"})
    assert "Khung thông dụng" in page(client, "outline")


def test_a_section_is_put_right_on_its_own_page(client: Client) -> None:
    bring(client)
    first = last()
    html = page(client, "outline_section", 1)
    assert "Vì có “ban hành văn bản” trong tiêu đề." in html
    address = reverse("reports:outline_section", args=[first.uuid, 1])
    said = section(heading="Văn bản của cấp ủy", fills=["sentence", "by_unit"], indicators=["cau-xay-moi"])
    answer = client.post(address, said)
    assert answer.url == reverse("reports:outline", args=[last().uuid]) + "#m-1"
    changed = last().whole[1]
    assert changed.title == "1. Văn bản của cấp ủy"
    assert [(fill.kind, fill.indicators) for fill in changed.fills] == [
        ("sentence", ("cau-xay-moi",)),
        ("by_unit", ("cau-xay-moi",)),
    ]
    assert "Do người lập chọn." in page(client, "outline")
    assert "Đã có bản mới hơn" in client.get(reverse("reports:outline", args=[first.uuid])).content.decode()


def test_what_was_typed_stays_when_it_cannot_be_saved(client: Client) -> None:
    bring(client)
    address = reverse("reports:outline_section", args=[last().uuid, 1])
    answer = client.post(address, section(heading="", asks="Nêu rõ từng việc"))
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "Hãy ghi tên mục." in html
    assert "Nêu rõ từng việc" in html
    first = last()
    client.post(address, section(heading="Khác"))
    answer = client.post(reverse("reports:outline_section", args=[first.uuid, 1]), section(heading="Chậm hơn"))
    assert answer.status_code == 422
    assert "Đã có bản mới hơn của đề cương này" in answer.content.decode()
    assert "Chậm hơn" in answer.content.decode()


def test_sections_are_added_moved_and_left_out(client: Client) -> None:
    bring(client)
    client.post(reverse("reports:add_outline_section", args=[last().uuid, 2]), section(number="2.", heading="Học tập"))
    assert [one.heading for one in last().whole][1:3] == ["Ban hành văn bản", "Học tập"]
    client.post(reverse("reports:arrange_outline_section", args=[last().uuid, 2]), {"verb": "up"})
    assert last().whole[1].heading == "Học tập"
    client.post(reverse("reports:arrange_outline_section", args=[last().uuid, 1]), {"verb": "drop"})
    assert "Học tập" not in [one.heading for one in last().whole]
    assert len(re.findall(r"<li><(?:a|strong)", page(client, "outline").rpartition("Các bản")[2])) == 4


def test_indicators_of_a_table_are_chosen_from_the_catalogue(client: Client) -> None:
    bring(client, TABLES.read_bytes(), TABLES.name)
    html = page(client, "outline_table", 0, 0)
    assert "2 Buổi đối thoại với nhân dân (buổi)" in html
    fill = last().whole[0].fills[0]
    table = last().whole[0].tables[0]
    chosen = {f"row_{n}": code for n, code in enumerate(fill.by_rows(table))} | {"row_11": "luot-nguoi"}
    client.post(reverse("reports:outline_table", args=[last().uuid, 0, 0]), chosen)
    assert last().whole[0].fills[0].by_rows(table)[11] == "luot-nguoi"
    client.post(reverse("reports:outline_table", args=[last().uuid, 0, 0]), {})
    assert last().whole[0].fills == ()


def test_tables_a_name_and_an_end_are_given_on_the_page_of_the_outline(client: Client) -> None:
    bring(client)
    form = {"tables": SimpleUploadedFile(TABLES.name, TABLES.read_bytes())}
    client.post(reverse("reports:add_outline_tables", args=[last().uuid]), form)
    assert last().whole[-1].number == "Biểu số 02"
    client.post(reverse("reports:rename_outline", args=[last().uuid]), {"name": "Đề cương năm", "kind": "asked"})
    assert last().name == "Đề cương năm"
    answer = client.post(reverse("reports:withdraw_outline", args=[last().uuid]), {"why": ""})
    assert answer.status_code == 422
    assert "Hãy ghi lý do trong vài chữ." in answer.content.decode()
    client.post(reverse("reports:withdraw_outline", args=[last().uuid]), {"why": "Có đề cương mới"})
    assert "Có đề cương mới" in page(client, "outline")
    assert "Sửa đề cương" not in page(client, "outline")


def test_a_file_without_tables_is_refused_with_the_reason(client: Client) -> None:
    bring(client)
    form = {"tables": SimpleUploadedFile("a.xlsx", b"PK\x03\x04 hong")}
    answer = client.post(reverse("reports:add_outline_tables", args=[last().uuid]), form)
    assert answer.status_code == 422
    assert "Tệp bị hỏng" in answer.content.decode()


def test_the_list_takes_as_many_queries_for_fifty_outlines_as_for_five(
    cast: Cast, client: Client, django_assert_max_num_queries: Any
) -> None:
    counts = []
    for upto in (5, 50):
        for _ in range(Outline.objects.count(), upto):
            operations.keep_usual(scope=cast.scope(cast.lan), unit=cast.units["an-phuc"])
        client.get(reverse("reports:outlines"))
        with django_assert_max_num_queries(40) as asked:
            answer = client.get(reverse("reports:outlines"))
        counts.append(len(asked))
        assert answer.content.decode().count("outline-row") == upto
    assert counts[0] == counts[1]


def test_nobody_opens_the_outline_of_a_unit_beside_ones_own(cast: Cast, client: Client) -> None:
    bring(client)
    other = signed_in(cast.minh)
    for name, more in (("outline", ()), ("outline_file", ()), ("outline_section", (0,)), ("outline_table", (0, 0))):
        assert other.get(reverse(f"reports:{name}", args=[last().uuid, *more])).status_code == 404
    assert last().name not in other.get(reverse("reports:outlines")).content.decode()


def test_sections_that_are_not_there_are_not_found(client: Client) -> None:
    bring(client)
    for name, more in (("outline_section", (99,)), ("add_outline_section", (99,)), ("outline_table", (0, 9))):
        assert client.get(reverse(f"reports:{name}", args=[last().uuid, *more])).status_code == 404
