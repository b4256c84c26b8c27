"""The pages of amounts that may be told twice: what they offer, to whom, what a decision comes to."""

from __future__ import annotations

import random
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from lantoa.accounts.operations import make_account
from lantoa.common.periods import Period
from lantoa.common.quantities import Exactness, Quantity
from lantoa.indicators import operations, queries
from lantoa.indicators.models import Double, Fact
from lantoa.indicators.pages import doubles as double_pages
from lantoa.indicators.rules import doubles as double_rules
from lantoa.organisations import operations as organisations
from tests.cast import LONG_AGO, Cast
from tests.indicators.test_doubles import tell, three_details
from tests.indicators.test_finding_doubles import report
from tests.indicators.test_views import citation

LIST = "/so-lieu/trung/"


def client_of(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(getattr(cast, who), backend="django.contrib.auth.backends.ModelBackend")
    return client


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def at(fact: Fact | Double) -> str:
    return reverse("indicators:double", args=[fact.uuid])


def figure_at(cast: Cast, unit: str, period: str = "2024") -> str:
    view = queries.View(Period.parse(period))
    return queries.figure_path(queries.indicator("cau-xay-moi"), cast.units[unit], view)


def test_a_total_stands_in_the_list_beside_its_details_and_their_sum(cast: Cast) -> None:
    total, _ = three_details(cast)
    said = page(client_of(cast, "dung"), LIST)
    assert "1 trường hợp chờ quyết định" in said
    assert "20 cây cầu" in said
    assert "bên cạnh 3 số khác, cộng lại là 12 cây cầu" in said
    assert at(total) in said
    # Whose unit is the commune reads nothing of the district's own.
    assert "Không có gì chờ quyết định" in page(client_of(cast, "lan"), LIST)
    assert client_of(cast, "lan").get(at(total)).status_code == 404


def test_the_list_is_narrowed_by_indicator_and_unit(cast: Cast) -> None:
    three_details(cast)
    district, client = cast.units["ben-lau"].uuid, client_of(cast, "dung")
    for words, is_there in (
        (f"unit={district}", True),
        ("indicator=cau-xay-moi", True),
        ("indicator=nguon-luc", False),
    ):
        assert ("20 cây cầu" in page(client, f"{LIST}?{words}")) == is_there
    assert "20 cây cầu" in page(client, f"{LIST}?indicator=khong-co&unit=x")


def test_the_list_takes_as_many_queries_for_many_as_for_few(cast: Cast) -> None:
    client, counts = client_of(cast, "dung"), []
    for many in (1, 15):
        for year in range(2000 + many, 2000 + 2 * many):
            tell(cast, "ben-lau", Quantity.of(7), str(year))
            tell(cast, "an-phuc", Quantity.of(3), str(year))
        with CaptureQueriesContext(connection) as seen:
            said = page(client, LIST)
        counts.append(len(seen))
    assert said.count("cộng lại") + said.count("bên cạnh") >= 15
    assert counts[0] == counts[1]


def test_a_page_says_before_a_decision_what_the_figure_becomes_by_each(cast: Cast) -> None:
    total, _ = three_details(cast)
    said = page(client_of(cast, "dung"), at(total))
    for words in (
        "<strong>20 cây cầu</strong> (hiện nay 32 cây cầu)",
        "<strong>12 cây cầu</strong> (hiện nay",
        "giữ nguyên 32",
    ):
        assert words in said
    assert figure_at(cast, "ben-lau") in said


@pytest.mark.parametrize("seed", range(4))
def test_what_a_page_foretells_is_what_the_figure_is_then(cast: Cast, seed: int) -> None:
    dice = random.Random(seed)
    for _ in range(16):
        report(cast, dice)
    for _ in range(5):
        heads = list(queries.likely_doubles(cast.product))
        if not heads:
            return
        head = dice.choice(heads)
        shown = double_pages.of_likely(head, cast.product)
        choice = dice.choice(shown["choices"])
        if dice.random() < 0.5:
            operations.fold(today=date(2026, 1, 1))
        others = [line.fact for line, _ in shown["others"]]
        operations.decide_double(scope=cast.product, head=head, others=others, choice=choice.value)
        now = queries.figure(head.indicator, shown["at"].pk, shown["view"]).in_period
        assert double_pages.write_quantity(now, head.indicator.unit) == choice.then


def test_an_official_decides_and_takes_it_back_on_the_same_page(cast: Cast) -> None:
    total, details = three_details(cast)
    client = client_of(cast, "dung")
    sent: dict[str, Any] = {
        "choice": "included",
        "why": "Đã hỏi huyện",
        "other": [str(one.uuid) for one in details[:2]],
    }
    answer = client.post(at(total) + "quyet-dinh/", sent, follow=True)
    said = answer.content.decode()
    for words in ("Phạm Quốc Dũng", "Đã hỏi huyện", "Đã gồm: chỉ tính một lần.", "Huyện Bến Lau", "25 cây cầu"):
        assert words in said
    # What was not ticked still waits, beside a word of what was decided.
    left = page(client, at(total))
    assert "Một phần đã có quyết định" in left
    assert str(details[2].uuid) in left
    assert str(details[0].uuid) not in left
    decided = Double.objects.order_by("pk").last()
    assert decided is not None
    address = reverse("indicators:double", args=[decided.act])
    assert "Đã hỏi huyện" in page(client, at(decided))
    assert client.post(address + "huy/", {"why": ""}).status_code == 200
    assert Double.objects.filter(ended_at=None).count() == 2
    undone = client.post(address + "huy/", {"why": "Xã báo nhầm"}, follow=True).content.decode()
    assert "không còn hiệu lực" in undone
    assert "Xã báo nhầm" in undone
    assert "32 cây cầu" in page(client, figure_at(cast, "ben-lau"))


def test_a_decision_that_cannot_be_made_is_refused_in_words_and_nothing_is_kept(cast: Cast) -> None:
    total, details = three_details(cast)
    client, act = client_of(cast, "dung"), at(total) + "quyet-dinh/"
    other_year = tell(cast, "an-phuc", Quantity.of(1), "2020")
    for sent, words in (
        ({"choice": "included"}, "ít nhất một số"),
        ({"other": [str(details[0].uuid)]}, "Hãy chọn một trong ba cách."),
        ({"choice": "apart", "other": ["không phải số", str(other_year.uuid)]}, "không được cộng với nhau"),
        ({"choice": "nào đó", "other": [str(details[0].uuid)]}, "nào đó"),
    ):
        answer = client.post(act, sent)
        assert answer.status_code == 200
        assert words in answer.content.decode()
    assert not Double.objects.exists()


def test_who_reads_without_confirming_sees_everything_but_the_form(cast: Cast) -> None:
    total, details = three_details(cast)
    user = make_account(username="xem", full_name="Người Xem", password=None)
    organisations.grant(scope=cast.product, user=user, unit=cast.units["ben-lau"], role="reader", on=LONG_AGO)
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    said = page(client, at(total))
    assert "Người xác nhận số liệu của Huyện Bến Lau quyết định việc này" in said
    assert "Ghi quyết định" not in said
    assert client.post(at(total) + "quyet-dinh/", {"choice": "apart"}).status_code == 403
    decided = operations.tell_apart(scope=cast.product, kept=total, other=details[0])
    assert "Hủy quyết định này" not in page(client, at(decided))


def test_two_papers_that_tell_a_figure_of_one_unit_are_decided_there(cast: Cast) -> None:
    first, second = (tell(cast, "an-phuc", Quantity.of(9), "2023") for _ in range(2))
    said = page(client_of(cast, "lan"), at(first))
    assert "Hai văn bản cùng báo cáo số của một đơn vị" in said
    assert "Ghi quyết định" in said
    assert "Không có gì chờ quyết định" in page(client_of(cast, "lan"), at(second))
    assert client_of(cast, "minh").get(at(first)).status_code == 404


def test_what_is_left_out_behind_a_figure_says_so_with_its_decision(cast: Cast) -> None:
    total, details = three_details(cast)
    decided = operations.decide_double(scope=cast.product, head=total, others=details, choice="included")
    address = at(decided[0])
    said = page(client_of(cast, "dung"), figure_at(cast, "vn"))
    assert said.count("Đã tính trong số khác") == 3
    assert address in said
    assert "đã trừ số trùng" in page(client_of(cast, "dung"), figure_at(cast, "ben-lau"))
    everybody = page(Client(), figure_at(cast, "vn"))
    assert everybody.count("Đã tính trong số khác") == 3
    assert "/so-lieu/trung/" not in everybody
    # In the commune itself it counts.
    assert "Đã tính trong số khác" not in page(client_of(cast, "dung"), figure_at(cast, "an-phuc"))
    # Whose amount was left out above may read why.
    mine = client_of(cast, "minh")
    assert at(decided[1]) in page(mine, figure_at(cast, "vn"))
    assert "Không cộng thêm từ Huyện Bến Lau trở lên" in page(mine, at(decided[1]))
    book = client_of(cast, "dung").get(figure_at(cast, "vn") + "cac-so.xlsx").content
    rows = CalamineWorkbook.from_filelike(BytesIO(book)).get_sheet_by_index(0).to_python()
    told = {row[1]: (row[6], row[7], row[15]) for row in rows if str(row[1]).endswith("cây cầu")}
    assert told["20 cây cầu"] == (100.0, 20.0, "")
    assert told["3 cây cầu"] == (0.0, 0.0, "Có (xem quyết định)")


def test_a_figure_says_to_officials_alone_that_it_may_count_twice(cast: Cast) -> None:
    total, details = three_details(cast)
    for unit in ("ben-lau", "vn"):
        said = page(client_of(cast, "dung"), figure_at(cast, unit))
        assert "Có 1 số đứng sau số liệu này" in said
        assert at(total) in said
    for client, address in (
        (Client(), figure_at(cast, "vn")),
        (client_of(cast, "lan"), figure_at(cast, "vn")),
        (client_of(cast, "dung"), figure_at(cast, "an-phuc")),
        (client_of(cast, "dung"), figure_at(cast, "vn", "2024-Q1")),
    ):
        assert "đứng sau số liệu này có thể" not in page(client, address)
    operations.decide_double(scope=cast.product, head=total, others=details, choice="apart")
    assert "đứng sau số liệu này có thể" not in page(client_of(cast, "dung"), figure_at(cast, "vn"))


def test_the_desk_says_how_many_wait_for_who_may_decide(cast: Cast) -> None:
    three_details(cast)
    assert "1 trường hợp chờ quyết định" in page(client_of(cast, "dung"), "/ban-lam-viec/")
    assert "trường hợp chờ quyết định" not in page(client_of(cast, "lan"), "/ban-lam-viec/")
    assert LIST in page(client_of(cast, "dung"), "/so-lieu/")
    # However many units are within reach.
    assert double_pages.waiting(cast.product) == 1


def test_details_that_exceed_their_total_are_said_to_be_other_things(cast: Cast) -> None:
    total = tell(cast, "ben-lau", Quantity.of(5))
    tell(cast, "an-phuc", Quantity.of(8, Exactness.AT_LEAST, "trên"), "2024-Q1")
    assert "có lẽ là những việc khác nhau" in page(client_of(cast, "dung"), at(total))


def test_two_figures_of_one_paper_are_not_taken_for_one(cast: Cast) -> None:
    how, where, days = queries.indicator("cau-xay-moi"), cast.units["an-phuc"], Period.year(2022)
    cited = citation(cast)
    for paper in (cited, cited):
        amount = operations.Amount(how, where, days, Quantity.of(2), citation=paper)
        operations.state(scope=cast.product, amount=amount)
    assert not queries.likely_doubles(cast.product).exists()
    operations.state(scope=cast.product, amount=operations.Amount(how, where, days, Quantity.of(2)))
    assert queries.likely_doubles(cast.product).count() == 2


def test_the_days_that_hold_several_are_from_the_first_to_the_last() -> None:
    days = [(date(2024, 3, 1), date(2024, 5, 1)), (date(2024, 1, 1), date(2024, 4, 1))]
    assert double_rules.span(days) == (date(2024, 1, 1), date(2024, 5, 1))
