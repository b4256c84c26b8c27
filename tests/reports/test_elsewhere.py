"""Figures of other units and periods in the prose of a report: put in by words, checked, live, frozen, opened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lantoa.common.periods import Period
from lantoa.common.quantities import Quantity
from lantoa.indicators import operations as ledger
from lantoa.indicators import queries as figures
from lantoa.organisations import operations as organisations
from lantoa.reports import elsewhere, operations, queries
from lantoa.reports.models import Report
from lantoa.reports.operations import UnableToChangeReport
from lantoa.reports.rules import Figured, frozen, prose
from lantoa.reports.rules.prose import Token, Wish
from tests.cast import LONG_AGO, TODAY, Cast
from tests.reports.owing import asked, begun

BRIDGES = "cau-xay-moi"


@pytest.fixture
def lan(client: Client, cast: Cast) -> Client:
    """The clerk of An Phúc."""
    client.force_login(cast.lan)
    return client


def tell(cast: Cast, unit: str, number: int, period: str = "2022", *, cumulative: bool = False) -> None:
    amount = ledger.Amount(
        figures.indicator(BRIDGES),
        cast.units[unit],
        Period.parse(period),
        Quantity.of(number),
        is_cumulative=cumulative,
    )
    ledger.state(scope=cast.product, amount=amount)


def write(client: Client, one: Report, text: str, why: str = "") -> str:
    """What the page says once the sentence with which a report begins was written so."""
    turn = queries.parts_of(one)[0].turn
    address = reverse("reports:section", args=[one.uuid, 0])
    answer = client.post(address, {"turn": str(turn), "text": text, "why": why}, follow=True)
    return answer.content.decode()


def said(one: Report) -> list[Figured]:
    return [run for run in queries.written(one, TODAY).paper.body[0].runs if isinstance(run, Figured)]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("words", "wish"),
    [
        ("cau-xay-moi", Wish(BRIDGES, "in_period", "", "")),
        ("cau-xay-moi của Thôn Đông", Wish(BRIDGES, "in_period", "Thôn Đông", "")),
        ("cau-xay-moi; kỳ năm 2021", Wish(BRIDGES, "in_period", "", "năm 2021")),
        ("cau-xay-moi của xã Kỳ Anh, kỳ quý I/2021", Wish(BRIDGES, "in_period", "xã Kỳ Anh", "quý I/2021")),
        ("cau-xay-moi:luy-ke của Sở Văn hóa, Thể thao", Wish(BRIDGES, "cumulative", "Sở Văn hóa, Thể thao", "")),
        ("cau-xay-moi:la của an-phuc", Wish(BRIDGES, "", "an-phuc", "")),
        ("phụ lục 1 của xã", None),
        ("3 cây cầu", None),
    ],
)
def test_what_a_bracket_asks_for_is_read(words: str, wish: Wish | None) -> None:
    assert prose.wish_of(words) == wish


def test_tokens_of_other_units_and_periods_are_stored_and_read_back() -> None:
    lines: list[prose.Line] = [("Có ", Token(BRIDGES, unit="u", period="2021"), Token(BRIDGES))]
    assert prose.from_data(prose.as_data(lines)) == lines
    # What was stored before there were any reads the same, and is written the same.
    assert set(prose.as_data(lines)[0][2]) == {"indicator", "what", "typed", "why"}


def test_figures_below_above_and_of_other_periods_stand_open_and_follow_the_ledger(lan: Client, cast: Cast) -> None:
    tell(cast, "an-phuc-1", 2)
    tell(cast, "an-phuc-1", 1, "2021-Q1")
    tell(cast, "tan-loi", 4)
    one = begun(cast, asked(cast))
    text = (
        f"Thôn xây [{BRIDGES} của Thôn Đông], quý I năm trước [{BRIDGES} của an-phuc-1; kỳ quý I năm 2021]; "
        f"xã năm trước [{BRIDGES}; kỳ 2021]; cả huyện [{BRIDGES} của huyện bến lau], xã [{BRIDGES}]."
    )
    write(lan, one, text)
    assert [run.text for run in said(one)] == [f"{n} cây cầu" for n in (2, 1, 1, 6, 2)]
    tell(cast, "an-phuc-1", 3)
    assert [run.text for run in said(one)] == [f"{n} cây cầu" for n in (5, 1, 1, 9, 5)]
    for run in said(one):
        assert run.text in lan.get(run.path).content.decode()
    # Shown again as values, they come back as the same figures.
    shown = lan.get(reverse("reports:section", args=[one.uuid, 0])).context["form"]["text"].value()
    before = queries.parts_of(one)[0].prose
    write(lan, one, shown)
    assert queries.parts_of(one)[0].prose == before


def test_only_the_reports_own_figures_are_taken_for_its_own(lan: Client, cast: Cast) -> None:
    tell(cast, "an-phuc", 2)
    one = begun(cast, asked(cast))
    write(lan, one, f"[{BRIDGES} của xã An Phúc; kỳ năm 2022] và [{BRIDGES} của huyện Bến Lau].")
    own, other = said(one)
    assert own.what == "in_period"
    assert other.what.startswith("in_period@")


def test_a_sent_report_keeps_them_and_says_when_they_changed(lan: Client, cast: Cast) -> None:
    tell(cast, "an-phuc-1", 2, "2021")
    one = begun(cast, asked(cast))
    write(lan, one, f"Năm trước thôn xây [{BRIDGES} của Thôn Đông; kỳ năm 2021].")
    operations.advance(scope=cast.product, report=one, verb="submit", at=timezone.now())
    tell(cast, "an-phuc-1", 5, "2021")
    version = queries.last_version(one)
    assert version is not None
    paper = queries.paper_of(version)
    assert "Năm trước thôn xây 2 cây cầu." in [line for _heading, line in frozen.lines_of(paper)]
    page = lan.get(reverse("reports:paper", args=[one.uuid])).content.decode()
    assert "7 cây cầu" in page


def test_one_typed_over_needs_a_reason_and_stays_that_figure(lan: Client, cast: Cast) -> None:
    tell(cast, "an-phuc-1", 2, "2021")
    one = begun(cast, asked(cast))
    write(lan, one, f"Năm trước thôn xây [{BRIDGES} của Thôn Đông; kỳ năm 2021].")
    page = write(lan, one, "Năm trước thôn xây [3 cây cầu].")
    assert "3 cây cầu ≠ 2 cây cầu" in page
    write(lan, one, "Năm trước thôn xây [3 cây cầu].", why="sổ thiếu")
    (token,) = prose.tokens(queries.written(one, TODAY).drafts[0].lines)
    assert (token.typed, token.why, token.period) == ("3 cây cầu", "sổ thiếu", "2021")
    assert said(one)[0].path.split("/")[5] == "2021"


@pytest.mark.parametrize(
    ("bracket", "says"),
    [
        (f"{BRIDGES} của Thôn Không Có", "Không thấy đơn vị “Thôn Không Có”"),
        # A neighbour is neither below nor above.
        (f"{BRIDGES} của xã Tân Lợi Thượng", "Không thấy đơn vị “xã Tân Lợi Thượng”"),
        (f"{BRIDGES} của tan-loi", "Không thấy đơn vị “tan-loi”"),
        (f"{BRIDGES}; kỳ năm ngoái", "Hãy ghi kỳ của số liệu"),
        (f"{BRIDGES}:la", "Phần sau mã “cau-xay-moi” chưa đúng"),
        (f"{BRIDGES}:ke-hoach của Thôn Đông", "chỉ lấy được số trong kỳ"),
        ("cau-khong-co của Thôn Đông", "Không có chỉ tiêu nào mang mã “cau-khong-co”"),
        (f"{BRIDGES} của đông", "Có nhiều đơn vị mang tên “đông”"),
    ],
)
def test_what_cannot_be_put_in_is_said_and_what_was_typed_stays(
    lan: Client, cast: Cast, bracket: str, says: str
) -> None:
    organisations.found_unit(
        scope=cast.product,
        code="an-phuc-2",
        name="Thôn Đông Hạ",
        unit_class="village",
        on=LONG_AGO,
        parents={"place": cast.units["an-phuc"]},
    )
    one = begun(cast, asked(cast))
    address = reverse("reports:section", args=[one.uuid, 0])
    answer = lan.post(address, {"turn": "0", "text": f"Có [{bracket}] đã xong."})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert says in page
    assert f"Có [{bracket}] đã xong." in page
    assert one.parts.filter(position=0).first() is None


def test_no_more_periods_than_are_gathered_at_once(lan: Client, cast: Cast) -> None:
    one = begun(cast, asked(cast))
    some = " ".join(f"[{BRIDGES}; kỳ {year}]" for year in range(2010, 2011 + elsewhere.MOST_PERIODS))
    assert "nhiều nhất 6 kỳ khác" in write(lan, one, some)


def test_the_operation_itself_refuses_units_that_may_not_be_named(cast: Cast) -> None:
    one = begun(cast, asked(cast))
    opening, neighbour = queries.parts_of(one)[0], str(cast.units["tan-loi"].uuid)
    for unit in (neighbour, "0" * 8 + "-0000-0000-0000-" + "0" * 12):
        with pytest.raises(UnableToChangeReport, match="không được xem"):
            operations.write(scope=cast.scope(cast.lan), part=opening, turn=0, lines=[(Token(BRIDGES, unit=unit), ".")])
    above = Token(BRIDGES, unit=str(cast.units["song-trang"].uuid))
    operations.write(scope=cast.scope(cast.lan), part=opening, turn=0, lines=[(above, ".")])
    assert prose.tokens(queries.written(one, date(2026, 11, 23)).drafts[0].lines) == [above]


def test_many_units_are_asked_for_with_as_many_queries_as_one(
    cast: Cast, django_assert_num_queries: Callable[..., object]
) -> None:
    one = begun(cast, asked(cast))
    told = queries.written(one, TODAY).told
    some = [Token(BRIDGES, unit=str(cast.units[code].uuid)) for code in ("an-phuc-1", "ben-lau", "song-trang", "vn")]
    with django_assert_num_queries(_count(lambda: elsewhere.gathered(some[:1], told))):  # type: ignore[attr-defined]
        assert len(elsewhere.gathered(some, told)) == 4


def _count(work: Callable[[], object]) -> int:

    with CaptureQueriesContext(connection) as context:
        work()
    return len(context)
