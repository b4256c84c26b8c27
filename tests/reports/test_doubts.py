"""What a draft says of itself: how it begins, which of its figures are less than sure, and that both may be changed."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lantoa.common.periods import Period
from lantoa.common.quantities import Exactness, Quantity
from lantoa.history import queries as history
from lantoa.indicators import operations as ledger
from lantoa.indicators import queries as figures
from lantoa.indicators.operations import double_search
from lantoa.organisations import queries as organisations
from lantoa.reports import operations, queries
from lantoa.reports.models import Part, Report
from lantoa.reports.operations import UnableToChangeReport
from lantoa.reports.operations.papers import SomebodyWroteMeanwhile
from lantoa.reports.pages import papers as pages
from lantoa.reports.rules import Heading, Paragraph
from lantoa.reports.rules.outlines import USUAL, Fill, Section
from lantoa.reports.rules.prose import Token
from tests.cast import TODAY, Cast
from tests.indicators.test_doubles import three_details
from tests.reports.owing import asked
from tests.reports.owing import begun as begun_in_commune

BRIDGES, LIGHTS = "cau-xay-moi", "duong-thap-sang"
CLOSING = "Về số liệu của báo cáo"
FIRST = Section(1, "I-", "CẦU ĐƯỜNG", fills=(Fill("sentence", (BRIDGES, LIGHTS)),))
ONE_CASE = "Có 1 trường hợp số liệu về cầu nông thôn xây mới có thể trùng nhau chưa được xem xét"


def begun(cast: Cast, *sections: Section) -> Report:
    """The district's own report of 2024, of these sections."""
    of = asked(cast, "ben-lau", reporters="own")
    stretch = queries.stretch_of(of, "2024")
    assert stretch is not None
    unit = organisations.unit("ben-lau", stretch.days.to_on)
    return operations.start(
        scope=cast.product, of=of, unit=unit, stretch=stretch, today=TODAY, sections=sections or [FIRST]
    )


def tell(cast: Cast, unit: str, quantity: Quantity, code: str = LIGHTS) -> None:
    amount = ledger.Amount(figures.indicator(code), cast.units[unit], Period.year(2024), quantity)
    ledger.state(scope=cast.product, amount=amount)


def text(one: Report) -> str:
    paragraphs = (block for block in queries.written(one, TODAY).paper.body if isinstance(block, Paragraph))
    return "\n".join("".join(map(str, block.runs)) for block in paragraphs)


def headings(one: Report) -> list[str]:
    return [block.text for block in queries.written(one, TODAY).paper.body if isinstance(block, Heading)]


def last(one: Report) -> Part:
    return queries.parts_of(one)[-1]


@pytest.mark.parametrize("is_kept", [False, True])
def test_likely_doubles_of_the_figures_said_stand_where_coverage_does_and_open(cast: Cast, is_kept: bool) -> None:
    three_details(cast)
    if is_kept:
        double_search.search_doubles()
    one = begun(cast)
    assert ONE_CASE in text(one)
    (cases,) = [run for run in queries.written(one, TODAY).paper.figures() if run.what == "doubles"]
    assert cases.text == "1 trường hợp"
    assert cases.path.startswith(f"{reverse('indicators:doubles')}?indicator={BRIDGES}&unit=")
    # Of figures that the report does not say nothing is doubted.
    assert "trùng nhau" not in text(begun_in_other_words(cast))


def begun_in_other_words(cast: Cast) -> Report:
    return begun(cast, Section(1, "I-", "ĐÈN ĐƯỜNG", fills=(Fill("sentence", (LIGHTS,)),)))


def test_what_was_decided_is_doubted_no_more(cast: Cast) -> None:
    total, details = three_details(cast)
    one = begun(cast)
    assert ONE_CASE in text(one)
    ledger.decide_double(scope=cast.product, head=total, others=details, choice="included", why="Đã gồm")
    assert "trùng nhau" not in text(one)


def test_sums_of_what_is_not_exact_are_said_to_be_bounds(cast: Cast) -> None:
    tell(cast, "an-phuc", Quantity.of(2, Exactness.AT_LEAST, "hơn"))
    one = begun(cast)
    # A single amount says its own word.
    assert "Tổng được cộng" not in text(one)
    tell(cast, "tan-loi", Quantity.of(3, Exactness.AT_LEAST, "trên"))
    said = "Tổng được cộng từ số liệu có chữ “hơn”, “trên” là mức thấp nhất, số thật có thể cao hơn: "
    assert said in text(one)
    assert (said, f"{_name(LIGHTS)} ", Token(LIGHTS), ".") in queries.written(one, TODAY).drafts[-1].lines


def _name(code: str) -> str:
    name = figures.indicator(code).name
    return name[:1].lower() + name[1:]


def test_exact_figures_that_nobody_doubts_are_not_spoken_of(cast: Cast) -> None:
    tell(cast, "an-phuc", Quantity.of(2))
    tell(cast, "tan-loi", Quantity.of(3))
    said = text(begun(cast))
    assert "trùng nhau" not in said
    assert "Tổng được cộng" not in said


def test_every_outline_ends_with_coverage_once(cast: Cast) -> None:
    assert headings(begun(cast)) == ["I- CẦU ĐƯỜNG", CLOSING]
    assert "Trong kỳ chưa có đơn vị trực thuộc nào có số liệu" in text(begun(cast))
    own = begun(cast, FIRST, Section(1, "II-", "SỐ LIỆU", fills=(Fill("coverage"),)))
    assert headings(own) == ["I- CẦU ĐƯỜNG", "II- SỐ LIỆU"]
    assert text(own).count("đơn vị trực thuộc nào có số liệu") == 1


def test_the_usual_sections_say_coverage_where_they_did(cast: Cast) -> None:
    found = text(begun_in_commune(cast, asked(cast)))
    assert found.count("đơn vị trực thuộc nào có số liệu") == 1
    assert CLOSING not in headings(begun_in_commune(cast, asked(cast), period="2022-Q1"))
    assert len(queries.parts_of(begun_in_commune(cast, asked(cast)))) == len(USUAL) + 1


def test_the_closing_may_be_struck_out_and_comes_back(cast: Cast) -> None:
    one = begun(cast)
    operations.write(scope=cast.product, part=last(one), turn=0, lines=[])
    assert CLOSING not in headings(one)
    assert "đơn vị trực thuộc" not in text(one)
    operations.restore(scope=cast.product, part=last(one), turn=last(one).turn)
    assert headings(one)[-1] == CLOSING


def test_the_opening_sentence_is_typed_over_with_live_figures_and_frozen(cast: Cast) -> None:
    tell(cast, "an-phuc", Quantity.of(2), BRIDGES)
    one = begun(cast)
    opening = queries.parts_of(one)[0]
    assert text(one).splitlines()[0].endswith("báo cáo kết quả học tập và làm theo năm 2024 như sau:")
    line = ("Thực hiện kế hoạch, huyện báo cáo việc xây ", Token(BRIDGES), ":")
    operations.write(scope=cast.product, part=opening, turn=0, lines=[line])
    assert text(one).splitlines()[0] == "Thực hiện kế hoạch, huyện báo cáo việc xây 2 cây cầu:"
    tell(cast, "tan-loi", Quantity.of(5), BRIDGES)
    assert text(one).splitlines()[0].endswith("việc xây 7 cây cầu:")
    operations.advance(scope=cast.product, report=one, verb="submit", at=timezone.now())
    version = queries.last_version(one)
    assert version is not None
    first = queries.paper_of(version).body[0]
    assert isinstance(first, Paragraph)
    assert "".join(map(str, first.runs)).endswith("việc xây 7 cây cầu:")


def test_writing_the_opening_asks_for_the_right_and_is_told_by_history(cast: Cast) -> None:
    one = begun(cast)
    opening = queries.parts_of(one)[0]
    with pytest.raises(UnableToChangeReport, match="không được sửa"):
        operations.write(scope=cast.scope(cast.lan), part=opening, turn=0, lines=[("Của xã.",)])
    assert one.parts.count() == 1
    operations.write(scope=cast.product, part=opening, turn=0, lines=[("Một.",)])
    with pytest.raises(SomebodyWroteMeanwhile):
        operations.write(scope=cast.product, part=opening, turn=0, lines=[("Hai.",)])
    event = history.of_record("report", one.uuid).select_related("payload").order_by("-pk")[0]
    assert event.verb == "write"
    assert event.payload.data["former"] == {"position": 0, "prose": None, "dropped": []}
    assert event.payload.data["now"] == [["Một."]]


def test_the_pages_let_both_be_written(cast: Cast, client: Client) -> None:
    client.force_login(cast.lan)
    one = begun_in_commune(cast, asked(cast))
    paper, address = reverse("reports:paper", args=[one.uuid]), reverse("reports:section", args=[one.uuid, 0])
    assert address in client.get(paper).content.decode()
    shown = client.get(address)
    assert shown.context["form"]["text"].value().endswith("năm 2022 như sau:")
    assert client.post(address, {"turn": "0", "text": "Xã báo cáo như sau:"}).status_code == 302
    assert "Xã báo cáo như sau:" in client.get(paper).content.decode()
    turn = queries.parts_of(one)[0].turn
    assert client.post(address, {"turn": str(turn), "text": ""}).status_code == 302
    page = client.get(paper).content.decode()
    assert "Xã báo cáo như sau:" not in page
    assert "Đã bỏ: báo cáo không có phần này." in page
    restored = client.post(address, {"turn": str(queries.parts_of(one)[0].turn), "restore": "1"})
    assert restored.status_code == 302
    assert "năm 2022 như sau:" in client.get(paper).content.decode()


@pytest.mark.parametrize("is_kept", [False, True])
@pytest.mark.parametrize("tree", [None, TODAY])
def test_the_number_opens_the_list_of_these_very_cases(
    cast: Cast, client: Client, is_kept: bool, tree: date | None
) -> None:
    three_details(cast)
    # A second case in the same days, others of another indicator, of other days and of a unit elsewhere.
    for unit, period, code in (
        ("an-phuc", "2024-H1", BRIDGES),
        ("an-phuc-1", "2024-Q1", BRIDGES),
        ("an-phuc", "2024", LIGHTS),
        ("an-phuc-1", "2024-Q1", LIGHTS),
        ("ben-lau", "2023", BRIDGES),
        ("an-phuc", "2023-Q1", BRIDGES),
        ("vn", "2024", BRIDGES),
    ):
        amount = ledger.Amount(figures.indicator(code), cast.units[unit], Period.parse(period), Quantity.of(2))
        ledger.state(scope=cast.product, amount=amount)
    if is_kept:
        double_search.search_doubles()
    one = begun(cast)
    Report.objects.filter(pk=one.pk).update(tree=tree)
    found = queries.report(one.uuid)
    assert found is not None
    numbers = [run for run in queries.written(found, TODAY).paper.figures() if run.what == "doubles"]
    assert numbers[0].indicator == BRIDGES
    assert numbers[0].quantity.point == 3
    for figure in numbers:
        client.force_login(cast.dung)
        page = client.get(figure.path)
        rows = page.context["rows"]
        assert figure.quantity.point == len(rows) == page.context["page"].paginator.count
        assert {row.head.indicator.code for row in rows} == {figure.indicator}
        assert all(row.head.from_on.year == row.head.to_on.year == 2024 for row in rows)
        assert "vn" not in {row.head.unit.code for row in rows}
        assert not page.context["form"].errors


def test_the_list_takes_only_days_in_their_order_and_units_within_reach(cast: Cast, client: Client) -> None:
    three_details(cast)
    client.force_login(cast.minh)
    address = reverse("indicators:doubles")
    elsewhere = {"unit": str(cast.units["ben-lau"].uuid)}
    assert "Bến Lau" not in str(client.get(address, elsewhere).context["form"]["unit"])
    for wrong in ({"from_on": "31/12/2024", "to_on": "01/01/2024"}, {"from_on": "abc"}, {"unit": "x\0"}, {"tree": "?"}):
        page = client.get(address, wrong)
        assert page.status_code == 200
        assert page.context["form"].errors
    assert "Ngày cuối" in client.get(address, {"from_on": "31/12/2024", "to_on": "01/01/2024"}).content.decode()


def test_the_message_for_a_chat_leaves_doubts_out(cast: Cast) -> None:
    three_details(cast)
    tell(cast, "an-phuc", Quantity.of(2, Exactness.AT_LEAST, "hơn"))
    tell(cast, "tan-loi", Quantity.of(3, Exactness.AT_LEAST, "trên"))
    paper = queries.written(begun(cast), TODAY).paper
    said = pages.message(paper, "/x/")
    assert "trùng nhau" not in said
    assert "Tổng được cộng" not in said
    assert "ầu nông thôn xây mới" in said
