"""The pages of rules: open to anybody, changed by the administrator."""

from __future__ import annotations

import json
from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from lantoa.regulations import operations, queries
from lantoa.regulations.models import Regulation, Shipped
from tests.cast import Cast
from tests.regulations.making import ADMIN, administrator, client_of, text

pytestmark = pytest.mark.django_db
FORMAT = "party-paper-format"
BANDS = "evaluation-bands"
# What every form of a rule sends beside its value.
SOURCE = {"source": "Văn bản mới", "source_number": "9-QĐ/TW", "source_date": "1/6/2026", "standing": "secondary"}


def said(answer: HttpResponse) -> str:
    return answer.content.decode()


def sent(url: str, client: Client, **changed: str | list[str]) -> dict[str, str | list[str]]:
    """Everything that the form of a page holds, as a browser would send it, with some of it changed."""
    form = client.get(url).context["form"]
    data: dict[str, str | list[str]] = {}
    for field in form:
        value = field.value()
        if isinstance(value, bool) or value is None:
            if value:
                data[field.html_name] = "on"
        elif isinstance(value, list):
            data[field.html_name] = [str(one) for one in value]
        else:
            data[field.html_name] = f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)
    return data | changed


def name_of(client: Client, url: str, label: str, at: int = 0) -> str:
    """The name of the field that bears a label."""
    return [field.html_name for field in client.get(url).context["form"] if field.label == label][at]


def test_the_list_is_open_to_anybody_and_says_source_standing_and_value() -> None:
    answer = Client().get(reverse("regulations:list"))
    assert answer.status_code == 200
    for words in ("Hướng dẫn 05-HD/VPTW", "Theo nguồn thứ cấp", "từ 27/05/2026", "trái 30 mm", "Chưa đối chiếu"):
        assert words in said(answer)
    assert "Thêm quy định" not in said(answer)


def test_a_day_is_looked_up_and_what_is_no_day_asks_for_today() -> None:
    then = said(Client().get(reverse("regulations:list"), {"ngay": "26/5/2026"}))
    assert "từ 03/04/2018 đến 26/05/2026" in then
    assert "Đây là các quy định áp dụng vào ngày 26/05/2026" in then
    assert "Thang điểm đánh giá" in then
    assert "Thang điểm đánh giá" not in said(Client().get(reverse("regulations:list"), {"ngay": "1/1/2020"}))
    wrong = Client().get(reverse("regulations:list"), {"ngay": "31/2/2026"})
    assert wrong.status_code == 200
    assert 'value="31/2/2026"' in said(wrong)
    assert "error-summary" in said(wrong)


def test_the_list_takes_as_many_queries_for_50_rules_as_for_5() -> None:
    def number() -> int:
        with CaptureQueriesContext(connection) as seen:
            Client().get(reverse("regulations:list"))
        return len(seen)

    few = number()
    for at in range(50):
        operations.add_version(scope=ADMIN, code=f"rule-{at}", text=text(at), from_on=date(2020, 1, 1), why="x")
    assert number() == few


def test_the_list_goes_to_excel() -> None:
    answer = Client().get(reverse("regulations:workbook"), {"ngay": "26/05/2026"})
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert rows[0][0] == "Quy định áp dụng vào ngày 26/05/2026"
    codes = [row[-1] for row in rows]
    assert FORMAT in codes
    assert len([code for code in codes if code]) == sum(len(held) for _, held in queries.held_on(date(2026, 5, 26))) + 1


def test_the_page_of_a_rule_shows_every_version_and_its_history_to_officials_only(cast: Cast) -> None:
    rule = queries.on(FORMAT, date(2026, 6, 1))
    operations.correct(scope=ADMIN, rule=rule, text=text({"font": "Tinos"}), why="Đổi phông chữ")
    public = said(Client().get(reverse("regulations:rule", args=[FORMAT])))
    assert "từ 03/04/2018 đến 26/05/2026" in public
    assert "Đổi phông chữ" not in public
    official = said(client_of(cast, "reader", "xem").get(reverse("regulations:rule", args=[FORMAT])))
    assert "Đổi phông chữ" in official
    assert "Quản trị" in official
    assert "Nội dung trước khi sửa" in official
    assert Client().get(reverse("regulations:rule", args=["khong-co"])).status_code == 404


def test_two_versions_stand_side_by_side() -> None:
    rule = queries.on(FORMAT, date(2026, 6, 1))
    value = rule.value | {"font": "Tinos", "margins": rule.value["margins"] | {"left": 35}}
    operations.correct(scope=ADMIN, rule=rule, text=text(value, title=rule.title, source=rule.source), why="Thử")
    url = reverse("regulations:compare", args=[FORMAT])
    rows = {row.name: row for row in Client().get(url).context["rows"]}
    assert (rows["Phông chữ"].old, rows["Phông chữ"].new) == ("Times New Roman", "Tinos")
    assert (rows["Lề trang › trái"].old, rows["Lề trang › trái"].new) == ("30 mm", "35 mm")
    assert not rows["Lề trang › phải"].differs
    limits = Client().get(reverse("regulations:compare", args=["petitions-complaints"])).context["rows"]
    assert ("Giải quyết lần hai › vụ việc phức tạp", "60 ngày", "60 ngày") in [(r.name, r.old, r.new) for r in limits]
    for words in ("?cu=x&moi=2026-05-27", "?cu=2018-04-03&moi=2018-04-03", "?moi=2018-04-03", "?cu=9999-99-99"):
        assert Client().get(url + words).status_code == 200


@pytest.mark.parametrize("page", ["new", "add", "correct", "end", "offer"])
def test_only_the_administrator_meets_the_editor(cast: Cast, page: str) -> None:
    arguments = {"new": [], "add": [FORMAT]}.get(page, [FORMAT, "2026-05-27"])
    url = reverse(f"regulations:{page}", args=arguments)
    assert Client().get(url).status_code == 302
    for role in ("clerk", "approver", "adviser", "inspector", "reader"):
        client = client_of(cast, role, f"thu-{role}-{page}")
        assert client.get(url).status_code == client.post(url).status_code == 403
    assert Regulation.objects.filter(code=FORMAT).count() == 2


def test_a_new_version_is_typed_field_by_field_and_closes_the_former_one(cast: Cast) -> None:
    client, url = administrator(cast), reverse("regulations:add", args=[BANDS])
    points = name_of(client, url, "Từ (điểm)", 1)
    data = sent(url, client, **SOURCE, from_on="1/7/2026", why="Quy định mới", title="Thang điểm mới", **{points: "75"})
    answer = client.post(url, data, follow=True)
    assert "Đã lưu nội dung mới" in said(answer)
    new = queries.on(BANDS, date(2026, 7, 1))
    assert [row["points_from"] for row in new.value["levels"]] == [90, 75, 50, 0]
    assert new.value["conditions"] == queries.on(BANDS, date(2026, 6, 30)).value["conditions"]
    assert (new.source_number, new.source_date) == ("9-QĐ/TW", date(2026, 6, 1))
    assert queries.on(BANDS, date(2026, 6, 30)).effective_to == date(2026, 6, 30)


def test_a_row_is_added_to_a_table_and_half_a_row_is_pointed_at(cast: Cast) -> None:
    client, url = administrator(cast), reverse("regulations:correct", args=[BANDS, "2025-08-30"])
    level, points = name_of(client, url, "Mức xếp loại", 4), name_of(client, url, "Từ (điểm)", 4)
    half = client.post(url, sent(url, client, why="Thêm mức", **{level: "Đặc biệt xuất sắc"}))
    assert half.context["form"].errors == {points: ["Hãy điền đủ cả dòng, hoặc để trống cả dòng."]}
    assert "Đặc biệt xuất sắc" in said(half)
    client.post(url, sent(url, client, why="Thêm mức", **{level: "Đặc biệt xuất sắc", points: "98"}))
    levels = queries.on(BANDS, date(2026, 6, 1)).value["levels"]
    assert levels[-1] == {"level": "Đặc biệt xuất sắc", "points_from": 98}
    assert len(levels) == 5


def test_every_error_stands_beside_its_field_and_what_was_typed_is_kept(cast: Cast) -> None:
    client, url = administrator(cast), reverse("regulations:correct", args=["privacy-requests", "2026-01-01"])
    days = name_of(client, url, "Số ngày")
    answer = client.post(url, sent(url, client, source="", why="", source_date="32/13/2026", **{days: "hai ngày"}))
    errors = answer.context["form"].errors
    assert set(errors) == {days, "source", "why", "source_date"}
    assert "hai ngày" in said(answer)
    assert "32/13/2026" in said(answer)
    assert queries.on("privacy-requests", date(2026, 1, 1)).value["acknowledge"]["days"] == 2


@pytest.mark.parametrize(
    "rule",
    [*("reminder-stages", "commendation-party-amounts", "weekly-days-off", "petitions-complaints"), FORMAT, BANDS],
)
def test_sending_a_form_as_it_stands_changes_no_value(cast: Cast, rule: str) -> None:
    one = queries.on(rule, date(2026, 11, 1))
    client = administrator(cast)
    url = reverse("regulations:correct", args=[rule, one.effective_from.isoformat()])
    client.post(url, sent(url, client, why="Ghi rõ nguồn", source="Nguồn khác"))
    again = queries.on(rule, date(2026, 11, 1))
    assert again.source == "Nguồn khác"
    assert again.value == one.value
    assert json.dumps(again.value) == json.dumps(one.value), "whole numbers stay whole, in the same order"


def test_a_decimal_is_typed_with_a_comma(cast: Cast) -> None:
    client = administrator(cast)
    url = reverse("regulations:correct", args=["commendation-party-amounts", "2025-12-29"])
    times = name_of(client, url, "Bằng (lần mức lương cơ sở)")
    client.post(url, sent(url, client, why="Nâng mức thưởng", **{times: "0,75"}))
    assert queries.on("commendation-party-amounts", date(2026, 1, 1)).value["awards"][0]["times_base_pay"] == 0.75


@pytest.mark.parametrize(
    "value", ["{", "", '{"a": NaN}', '{"a": 1e999}', '{"a": "\\u0000"}', '{"a": "\\ud800"}', "[" * 9000, "\x00"]
)
def test_json_that_cannot_be_kept_is_pointed_at_and_kept_on_the_page(cast: Cast, value: str) -> None:
    client, url = administrator(cast), reverse("regulations:new")
    data = SOURCE | {"code": "reports-own", "title": "x", "from_on": "1/1/2026", "why": "x", "value": value}
    answer = client.post(url, data)
    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == {"value"}
    assert not Regulation.objects.filter(code="reports-own").exists()


def test_a_rule_of_a_new_name_is_added_as_json(cast: Cast) -> None:
    client, url = administrator(cast), reverse("regulations:new")
    value = '{"reply": {"days": 5, "counting": "working"}}'
    data = SOURCE | {
        "code": "response-own",
        "title": "Trả lời",
        "from_on": "1/1/2026",
        "why": "Quy chế",
        "value": value,
    }
    for taken in ("lich", FORMAT):
        answer = client.post(url, data | {"code": taken})
        assert set(answer.context["form"].errors) == {"code"}
    assert client.post(url, data).status_code == 302
    assert queries.on("response-own", date(2026, 6, 1)).value == {"reply": {"days": 5, "counting": "working"}}
    by_json = reverse("regulations:correct", args=["response-own", "2026-01-01"]) + "?dang=json"
    client.post(by_json, sent(by_json, client, why="Thêm gia hạn", value='{"reply": 6}'))
    assert queries.on("response-own", date(2026, 6, 1)).value == {"reply": 6}


def test_a_refusal_is_said_above_the_form(cast: Cast) -> None:
    client, url = administrator(cast), reverse("regulations:add", args=[BANDS])
    answer = client.post(url, sent(url, client, from_on="30/8/2025", why="x"))
    assert "Đã có nội dung áp dụng từ ngày 30/08/2025" in said(answer)


def test_a_rule_is_ended_on_its_page(cast: Cast) -> None:
    client, url = administrator(cast), reverse("regulations:end", args=["response-default", "2025-07-01"])
    assert client.post(url, {"on": "", "why": ""}).status_code == 200
    assert client.post(url, {"on": "31/12/2026", "why": "Có quy chế riêng"}).status_code == 302
    assert queries.on("response-default", date(2026, 12, 31)).effective_to == date(2026, 12, 31)
    for wrong in ("2025-07-02", "x", "99999-01-01"):
        assert client.get(reverse("regulations:end", args=["response-default", wrong])).status_code == 404


def test_a_newer_text_is_compared_and_taken_over_or_declined(cast: Cast) -> None:
    client, url = administrator(cast), reverse("regulations:rule", args=["response-default"])
    shipped = Shipped.objects.get(code="response-default")
    newer = shipped.content | {"value": {"reply": {"days": 15, "counting": "calendar", "rolls": True}}}
    Shipped.objects.filter(pk=shipped.pk).update(content=newer)
    page = said(client.get(url))
    assert "Bản cập nhật phần mềm có nội dung mới hơn" in page
    assert "Bản cập nhật phần mềm" not in said(Client().get(url))
    assert "Bản cập nhật phần mềm" in said(client.get(reverse("regulations:list")))
    offer = reverse("regulations:offer", args=["response-default", "2025-07-01"])
    assert "lý do" in said(client.post(offer, {"act": "take", "why": ""}, follow=True))
    client.post(offer, {"act": "take", "why": "Đã đối chiếu"})
    assert queries.on("response-default", date(2026, 6, 1)).value["reply"]["days"] == 15
    assert client.post(offer, {"act": "decline", "why": "x"}).status_code == 404
