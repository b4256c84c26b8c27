"""The pages of reports."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from docx import Document

from lantoa.indicators import queries as ledger
from lantoa.reports.practices_summary import write
from tests.cast import Cast
from tests.reports.scene import play, registered, told

BACKEND = "django.contrib.auth.backends.ModelBackend"
ADDRESS = "/bao-cao/mo-hinh/?unit=an-phuc&period=2022"


@pytest.fixture
def lan(cast: Cast, client: Client) -> Client:
    client.force_login(cast.lan, backend=BACKEND)
    return client


def fixed(client: Client, address: str = ADDRESS) -> str:
    """The address with the sequence and the day in it."""
    answer = client.get(address)
    assert answer.status_code == 302
    return answer["Location"]


def test_choosing_leads_to_an_address_that_holds_the_sequence_and_the_day(cast: Cast, lan: Client) -> None:
    play(cast)
    page = lan.get("/bao-cao/")
    assert "Xã An Phúc (an-phuc)" in page.content.decode()
    assert "Tân Lợi" not in page.content.decode()
    answer = lan.get("/bao-cao/", {"unit": "Xã An Phúc (an-phuc)", "period": "2022-M9"})
    words = parse_qs(urlsplit(answer["Location"]).query)
    assert (words["unit"], words["period"], words["upto"]) == (["an-phuc"], ["2022-M9"], [str(ledger.head())])
    assert lan.get(answer["Location"]).status_code == 200


@pytest.mark.parametrize("typed", ["an-phuc", "xã an phúc", "XA AN PHUC", "Xã An Phúc (an-phuc)"])
def test_a_unit_is_found_by_code_or_by_name_without_marks(cast: Cast, lan: Client, typed: str) -> None:
    answer = lan.get("/bao-cao/", {"unit": typed, "period": "2026"})
    assert "unit=an-phuc&" in answer["Location"]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"unit": "Xã Nào Đó"}, "Không có đơn vị nào"),
        ({"unit": "Xã Tân Lợi Thượng (tan-loi)"}, "Không có đơn vị nào"),
        ({"unit": "Đông"}, "Có nhiều đơn vị phù hợp"),
        ({"period": "other"}, "Hãy ghi cả ngày đầu và ngày cuối"),
        ({"period": "other", "from_on": "31/12/2022", "to_on": "01/01/2022"}, "Ngày cuối không được trước ngày đầu"),
    ],
)
def test_what_was_typed_wrongly_comes_back_with_the_reason(
    cast: Cast, lan: Client, typed: dict[str, str], says: str
) -> None:
    page = lan.get("/bao-cao/", {"unit": "an-phuc", "period": "2026"} | typed)
    assert page.status_code == 200
    assert says in page.content.decode()


def test_other_days_are_a_period_like_any(cast: Cast, lan: Client) -> None:
    days = {"unit": "an-phuc", "period": "other", "from_on": "05/01/2022", "to_on": "31/03/2022"}
    assert "period=2022-01-05..2022-03-31" in lan.get("/bao-cao/", days)["Location"]


def test_the_page_has_every_number_as_a_link_and_the_words_of_the_report(cast: Cast, lan: Client) -> None:
    play(cast)
    address = fixed(lan)
    page = lan.get(address).content.decode()
    for figure in write(told(cast)).figures():
        assert f'<a class="figure" href="{figure.path}">{figure.text}</a>' in page
    assert "ĐẢNG ỦY XÃ AN PHÚC" in page
    assert "chưa có số liệu" in page
    assert "Tổng hợp mô hình năm 2022 – xã An Phúc" in page


def test_names_are_shown_as_text(cast: Cast, lan: Client) -> None:
    registered(cast, "<script>alert(1)</script>", "an-phuc-1", date(2022, 1, 1))
    page = lan.get(fixed(lan)).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_word_and_excel_come_as_files_with_names_for_old_and_new_browsers(cast: Cast, lan: Client) -> None:
    play(cast)
    query = urlsplit(fixed(lan)).query
    for part, ending in (("word", "docx"), ("excel", "xlsx")):
        answer = lan.get(f"/bao-cao/mo-hinh/{part}/?{query}")
        assert answer.status_code == 200
        said = answer["Content-Disposition"]
        assert said.startswith(f"attachment; filename=\"bao-cao-mo-hinh_an-phuc_2022.{ending}\"; filename*=UTF-8''")
        assert "B%C3%A1o%20c%C3%A1o" in said
        assert said.isascii()
        assert answer.content[:2] == b"PK"


def test_the_file_has_the_numbers_of_the_page(cast: Cast, lan: Client) -> None:
    play(cast)
    query = urlsplit(fixed(lan)).query
    page = lan.get(f"/bao-cao/mo-hinh/?{query}").content.decode()
    word = Document(BytesIO(lan.get(f"/bao-cao/mo-hinh/word/?{query}").content))
    targets = [rel.target_ref for rel in word.part.rels.values() if rel.is_external]
    assert targets
    for target in targets:
        assert f'href="{target.removeprefix("http://localhost:8000")}"' in page


@pytest.mark.parametrize("part", ["", "word/", "excel/"])
@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("unit=an-phuc&period=nam-nay", "Không hiểu kỳ báo cáo “nam-nay”"),
        ("unit=khong-co&period=2022", "Không có đơn vị nào mang mã “khong-co”"),
        ("unit=an-phuc&period=2022&upto=99", "Sổ số liệu chưa có dòng “99”"),
        ("", "Không hiểu kỳ báo cáo"),
    ],
)
def test_a_wrong_address_gives_the_form_again_with_the_reason(
    cast: Cast, lan: Client, part: str, query: str, says: str
) -> None:
    page = lan.get(f"/bao-cao/mo-hinh/{part}?{query}")
    assert page.status_code == 400
    assert says in page.content.decode()
    assert 'name="period"' in page.content.decode()


def test_a_day_before_any_known_layout_is_refused_in_words(cast: Cast, lan: Client) -> None:
    page = lan.get("/bao-cao/mo-hinh/word/?unit=an-phuc&period=2012&on=2012-12-31")
    assert page.status_code == 400
    assert "Chưa có quy định" in page.content.decode()


@pytest.mark.parametrize("part", ["", "word/", "excel/"])
def test_the_neighbours_report_is_not_to_be_found(cast: Cast, lan: Client, part: str) -> None:
    assert lan.get(f"/bao-cao/mo-hinh/{part}?unit=tan-loi&period=2022").status_code == 404


@pytest.mark.parametrize("address", ["/bao-cao/", ADDRESS])
def test_strangers_are_asked_to_sign_in(cast: Cast, client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 302
    assert "/tai-khoan/" in answer["Location"]


@pytest.mark.parametrize("part", ["", "word/", "excel/"])
@pytest.mark.parametrize(
    "query",
    [
        "unit=%00&period=2022",
        "unit=aaaaaaaa-aaaa-aaaa-aaaa-zzzzzzzzzzzz&period=2022",
        "unit=an-phuc&period=%00",
        "unit=an-phuc&period=0000",
        "unit=an-phuc&period=0001&on=9999-12-31",
        "unit=an-phuc&period=9999&on=0001-01-01",
        "unit=an-phuc&period=0001..9999&upto=0&on=2022-01-01",
        "unit=an-phuc&period=2022-02-29&on=2022-01-01",
        "unit=an-phuc&period=2024-02-29&on=2024-02-29",
        "unit=an-phuc&period=2022&upto=99999999999999999999&on=2022-01-01",
    ],
)
def test_no_address_breaks_the_site(cast: Cast, lan: Client, part: str, query: str) -> None:
    assert lan.get(f"/bao-cao/mo-hinh/{part}?{query}").status_code in (200, 302, 400)


@pytest.mark.parametrize("typed", ["\x00", "(", "aaaaaaaa-aaaa-aaaa-aaaa-zzzzzzzzzzzz", "%", "x" * 400])
def test_no_name_breaks_the_form(cast: Cast, lan: Client, typed: str) -> None:
    assert lan.get("/bao-cao/", {"unit": typed, "period": "2026"}).status_code == 200
