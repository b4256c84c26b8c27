"""The pages of figures: what they show, to whom, and at which cost."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from lantoa.accounts.operations import make_account
from lantoa.common.periods import Period
from lantoa.common.quantities import Exactness, Quantity
from lantoa.files import operations as files
from lantoa.files.models import Citation
from lantoa.indicators import operations, queries
from lantoa.indicators.models import Indicator, Statement
from lantoa.indicators.operations import Amount, Source
from lantoa.organisations import operations as organisations
from lantoa.reading.inputs import Extracted
from tests.browsing import page, queries_of, signed_in
from tests.cast import Cast, secured

YEAR = Period.year(2022)
PAPER = "Năm qua xã làm được nhiều việc. Bà con đã góp hơn 70 cây cầu mới trong năm. Xã cảm ơn bà con."


def citation(cast: Cast, stretch: str = "hơn 70 cây cầu") -> Citation:
    file = files.keep(scope=cast.product, name="bao-cao-xa.txt", data=PAPER.encode(), media_type="text/plain")
    text = files.keep_text(file=file, extracted=Extracted(PAPER, "text/plain", "plain/1", ()))
    start = PAPER.index(stretch)
    return files.cite(text=text, start=start, end=start + len(stretch))


def bridges(cast: Cast, unit: str = "an-phuc", number: int = 70, cited: Citation | None = None) -> Statement:
    quantity = Quantity.of(number, Exactness.AT_LEAST, "hơn")
    amount = Amount(queries.indicator("cau-xay-moi"), cast.units[unit], YEAR, quantity, citation=cited)
    return operations.state(scope=cast.product, amount=amount, about="Cầu của bà con")


def path(cast: Cast, unit: str = "an-phuc", code: str = "cau-xay-moi", **view: object) -> str:
    seen = queries.View(YEAR, **view)  # type: ignore[arg-type]
    return queries.figure_path(queries.indicator(code), cast.units[unit], seen)


def test_the_address_of_a_figure_reads_as_it_is_printed(cast: Cast) -> None:
    unit = cast.units["an-phuc"].uuid
    assert path(cast, upto=7) == f"/so-lieu/f/cau-xay-moi/{unit}/2022/place/then/7/"
    assert path(cast, tree=date(2026, 1, 1)) == f"/so-lieu/f/cau-xay-moi/{unit}/2022/place/2026-01-01/0/"


def test_a_printed_address_opens_the_same_view_again(cast: Cast) -> None:
    bridges(cast)
    view = queries.View(Period.parse("2016..2020"), "party", date(2026, 1, 1), 1)
    bridge = queries.indicator("cau-xay-moi")
    one = queries.opened(
        indicator_="cau-xay-moi",
        unit=cast.units["vn"].uuid,
        period="2016..2020",
        line="party",
        tree="2026-01-01",
        upto=1,
    )
    assert (one.indicator, one.unit.pk, one.view) == (bridge, cast.units["vn"].pk, view)


def test_a_figure_opens_down_to_the_sentence_for_those_who_may_read_it(cast: Cast) -> None:
    bridges(cast, cited=citation(cast))
    for unit in ("an-phuc", "ben-lau", "vn"):
        said = page(signed_in(cast, "lan"), path(cast, unit))
        assert "hơn 70 cây cầu" in said
        assert "<mark>hơn 70 cây cầu</mark> mới trong năm." in said
        assert "bao-cao-xa.txt" in said
        assert "Cầu của bà con" in said


@pytest.mark.parametrize("who", ["", "minh"])
def test_others_see_amounts_and_units_but_no_sentence_paper_or_name(cast: Cast, who: str) -> None:
    statement = bridges(cast, cited=citation(cast))
    client = signed_in(cast, who) if who else Client()
    said = page(client, path(cast, "vn"))
    assert "hơn 70 cây cầu" in said
    assert "Xã An Phúc" in said
    assert str(statement.uuid) in said
    for kept in ("mới trong năm", "bao-cao-xa.txt", "Cầu của bà con", "<mark>"):
        assert kept not in said


def test_an_indicator_that_is_not_public_asks_the_public_to_sign_in(cast: Cast) -> None:
    Indicator.objects.filter(code="cau-xay-moi").update(is_public=False)
    statement = bridges(cast)
    for address in (
        path(cast),
        reverse("indicators:definition", args=["cau-xay-moi"]),
        reverse("indicators:statement", args=[statement.uuid]),
    ):
        answer = Client().get(address)
        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse("account_login"))
        # Another commune's officer sees the figure; the record behind it is not theirs to know of.
        assert signed_in(cast, "minh").get(address).status_code == (404 if str(statement.uuid) in address else 200)
        page(signed_in(cast, "lan"), address)


def test_a_cumulative_amount_stands_beside_that_of_the_period(cast: Cast) -> None:
    bridges(cast, number=5)
    many = Amount(
        queries.indicator("cau-xay-moi"), cast.units["an-phuc"], Period.parse("2016..2022"), Quantity.of(40), True
    )
    operations.state(scope=cast.product, amount=many)
    said = page(Client(), path(cast, "vn"))
    assert "hơn 5 cây cầu" in said
    assert "40 cây cầu" in said
    assert "lũy kế từ 01/01/2016" in said


def test_a_missing_figure_is_said_to_be_missing_and_is_never_zero(cast: Cast) -> None:
    said = page(Client(), path(cast, "tan-loi"))
    assert "Chưa có số liệu" in said
    assert "0 cây cầu" not in said


def test_amounts_that_do_not_add_are_listed_and_said_not_to_add(cast: Cast) -> None:
    share = queries.indicator("ty-le-hoc-tap")
    for unit in ("an-phuc", "tan-loi"):
        operations.state(scope=cast.product, amount=Amount(share, cast.units[unit], YEAR, Quantity.of(97)))
    said = page(signed_in(cast, "dung"), path(cast, "vn", "ty-le-hoc-tap"))
    assert "không cộng được" in said
    assert said.count("97%") >= 2


def test_a_printed_figure_says_what_it_is_now_when_it_has_changed(cast: Cast) -> None:
    bridges(cast, number=5)
    printed = path(cast, "vn", upto=queries.head())
    assert "đã thay đổi" not in page(Client(), printed)
    bridges(cast, "tan-loi", number=3)
    said = page(Client(), printed)
    assert "hơn 5 cây cầu" in said
    assert "đã thay đổi" in said
    assert "hơn 8 cây cầu" in said


def test_what_was_taken_back_is_struck_through_with_its_reason(cast: Cast) -> None:
    statement = bridges(cast)
    operations.withdraw(scope=cast.product, statement=statement, why="xã báo nhầm")
    said = page(signed_in(cast, "lan"), path(cast))
    assert "<del>hơn 70 cây cầu</del>" in said
    assert "xã báo nhầm" in said
    assert "xã báo nhầm" not in page(Client(), path(cast))


def test_a_figure_opens_into_the_figures_of_the_places_below(cast: Cast) -> None:
    bridges(cast, "an-phuc", 4)
    bridges(cast, "ben-lau", 2)
    said = page(Client(), path(cast, "ben-lau"))
    assert path(cast, "an-phuc") in said
    assert path(cast, "tan-loi") in said
    assert path(cast, "song-trang") in said
    assert "hơn 6 cây cầu" in said
    assert "Báo cáo cho chính đơn vị" in said


def test_the_parts_of_an_indicator_stand_in_a_table_that_is_not_added(cast: Cast) -> None:
    whole = queries.indicator("mo-hinh-tap-the")
    part = operations.define_part(whole=whole, code="thu", name="Mô hình tập thể: thử", part="Lĩnh vực thử")
    for one in (whole, part):
        operations.state(scope=cast.product, amount=Amount(one, cast.units["an-phuc"], YEAR, Quantity.of(12)))
    said = page(Client(), path(cast, "vn", "mo-hinh-tap-the"))
    assert "Lĩnh vực thử" in said
    assert "có thể thuộc nhiều lĩnh vực" in said


def test_fifty_facts_stand_on_a_page(cast: Cast) -> None:
    for _ in range(51):
        bridges(cast, number=1)
    assert page(Client(), path(cast)).count("Mở bản ghi") == 50
    assert page(Client(), path(cast) + "?trang=2").count("Mở bản ghi") == 1


def test_a_figure_takes_as_many_queries_for_fifty_facts_as_for_five(cast: Cast) -> None:
    lan = signed_in(cast, "lan")
    cited = citation(cast)
    for _ in range(5):
        bridges(cast, number=1, cited=cited)
    few = queries_of(lan, path(cast))
    for at in range(45):
        unit = organisations.found_unit(
            scope=cast.product,
            code=f"thon-{at}",
            name=f"Thôn {at}",
            unit_class="village",
            on=date(1990, 1, 1),
            parents={"place": cast.units["an-phuc"]},
        )
        cast.units[unit.code] = unit
        bridges(cast, unit.code, number=1, cited=cited)
    assert queries_of(lan, path(cast)) == few


def test_the_table_begins_at_the_place_of_the_role_in_use(cast: Cast) -> None:
    bridges(cast)
    said = page(signed_in(cast, "lan"), reverse("indicators:list") + "?year=2022")
    assert "Xã An Phúc, năm 2022" in said
    assert path(cast) in said
    assert "chưa có số liệu" in said


def test_the_table_can_be_asked_for_other_days_lines_and_maps(cast: Cast) -> None:
    bridges(cast)
    lan = signed_in(cast, "lan")
    ask = f"{reverse('indicators:list')}?unit={cast.units['vn'].uuid}"
    assert "quý II năm 2022" in page(lan, ask + "&year=2022&part=Q2")
    assert "từ 05/01/2022 đến 02/03/2022" in page(lan, ask + "&from_on=05/01/2022&to_on=02/03/2022")
    assert "đơn vị hành chính ngày 01/01/2026" in page(lan, ask + "&year=2022&tree=01/01/2026")
    assert "hơn 70 cây cầu" in page(lan, ask + "&year=2022")


@pytest.mark.parametrize(
    "words", ["unit=abc", "year=abc", "year=99999999", "part=Q9", "from_on=01/01/2022", "line=x", "tree=31/02/2022",
              "from_on=02/01/2022&to_on=01/01/2022", "unit=00000000-0000-4000-8000-000000000000"],
)  # fmt: skip
def test_a_wrong_wish_is_explained_beside_its_field(cast: Cast, words: str) -> None:
    lan = signed_in(cast, "lan")
    assert "error-summary" in page(lan, f"{reverse('indicators:list')}?{words}")
    assert lan.get(f"{reverse('indicators:workbook')}?{words}").status_code == 404


def test_the_table_takes_as_many_queries_for_many_figures_as_for_few(cast: Cast) -> None:
    lan = signed_in(cast, "lan")
    address = reverse("indicators:list") + "?year=2022"
    bridges(cast, number=1)
    few = queries_of(lan, address)
    for one in queries.catalogue():
        operations.state(scope=cast.product, amount=Amount(one, cast.units["an-phuc"], YEAR, Quantity.of(1)))
    assert queries_of(lan, address) == few


def test_the_workbook_holds_numbers_and_links_and_no_formula(cast: Cast) -> None:
    Indicator.objects.filter(code="cau-xay-moi").update(name="=1+1")
    bridges(cast)
    answer = signed_in(cast, "lan").get(reverse("indicators:workbook") + "?year=2022")
    assert answer.status_code == 200
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    row = next(row for row in rows if row[0] == "=1+1")
    assert row[2:4] == [70.0, "hơn 70 cây cầu"]
    empty = next(row for row in rows if row[0] == "Cây được trồng")
    assert empty[2:5] == ["", "chưa có số liệu", ""]


def test_a_reported_figure_is_taken_back_with_a_reason(cast: Cast) -> None:
    statement = bridges(cast)
    lan = signed_in(cast, "lan")
    back = reverse("indicators:withdraw", args=[statement.uuid])
    assert "error-summary" in lan.post(back, {"why": " "}).content.decode()
    said = lan.post(back, {"why": "xã báo nhầm"}, follow=True).content.decode()
    assert "xã báo nhầm" in said
    assert "Đã bỏ" in said
    again = lan.post(back, {"why": "lần nữa"}).content.decode()
    assert "đã được bỏ trước đó" in again


def test_nobody_takes_back_what_is_not_theirs(cast: Cast) -> None:
    statement = bridges(cast)
    back = reverse("indicators:withdraw", args=[statement.uuid])
    assert signed_in(cast, "minh").post(back, {"why": "thử"}).status_code == 404
    assert Client().post(back, {"why": "thử"}).status_code == 302
    assert queries.facts_of_source("statement", [statement.uuid]).exists()


def test_a_definition_says_how_it_adds_and_what_it_may_be_mistaken_for(cast: Cast) -> None:
    said = page(Client(), reverse("indicators:definition", args=["nguoi-tham-gia"]))
    assert "không cộng" in said
    assert "Lượt người tham gia" in said
    assert Client().get(reverse("indicators:definition", args=["khong-co"])).status_code == 404


def test_the_way_of_calculating_is_open_to_anybody(db: None) -> None:
    assert "trên 20" in page(Client(), reverse("indicators:calculation"))


def test_what_people_wrote_is_never_taken_for_html(cast: Cast) -> None:
    nasty = '<b>Xã</b> & "An"'
    organisations.rename_unit(scope=cast.product, unit=cast.units["an-phuc"], name=nasty, on=date(2000, 1, 1))
    bridges(cast, cited=citation(cast))
    for address in (path(cast), reverse("indicators:list") + "?year=2022"):
        said = page(signed_in(cast, "lan"), address)
        assert "<b>Xã" not in said
        assert "&amp;lt;" not in said


def test_facts_of_no_known_page_have_no_link(cast: Cast) -> None:
    amount = Amount(queries.indicator("cau-xay-moi"), cast.units["vn"], YEAR, Quantity.of(1))
    operations.post(scope=cast.product, amount=amount, source=Source("unknown", uuid4(), "thử"))
    assert "Mở bản ghi" not in page(Client(), path(cast, "vn"))


@pytest.mark.parametrize(("who", "is_open"), [("lan", True), ("minh", False), ("", False)])
def test_the_facts_of_a_figure_go_to_excel_with_what_the_visitor_may_see(cast: Cast, who: str, is_open: bool) -> None:
    bridges(cast, cited=citation(cast))
    client = signed_in(cast, who) if who else Client()
    answer = client.get(path(cast, "vn") + "cac-so.xlsx")
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert rows[-1][:3] == [70.0, "hơn 70 cây cầu", "Xã An Phúc"]
    whole = "Bà con đã góp hơn 70 cây cầu mới trong năm."
    assert rows[-1][6:8] == [100.0, 70.0]
    assert rows[-1][11:14] == (["Cầu của bà con", whole, "bao-cao-xa.txt"] if is_open else ["", "", ""])


def test_the_facts_of_a_figure_that_is_not_public_need_a_sign_in(cast: Cast) -> None:
    Indicator.objects.filter(code="cau-xay-moi").update(is_public=False)
    assert Client().get(path(cast) + "cac-so.xlsx").status_code == 302
    assert Client().get(path(cast).replace("2022", "202a") + "cac-so.xlsx").status_code == 404


def test_english_pages_name_periods_by_their_code(cast: Cast) -> None:
    client = Client()
    client.cookies["django_language"] = "en"
    view = queries.View(Period.parse("2016..2020"))
    said = page(client, queries.figure_path(queries.indicator("cau-xay-moi"), cast.units["vn"], view))
    assert "In the period" in said
    assert "2016 – 2020" in said


def test_an_account_whose_role_reads_nothing_sees_no_figure_that_is_not_public(cast: Cast) -> None:
    how = Indicator.objects.create(code="kin", name="Số kín", name_en="Closed")
    user = make_account(username="quan-tri", full_name="Người Quản Trị", password=None)
    organisations.grant(scope=cast.product, user=user, unit=cast.units["vn"], role="system_admin", on=date(1990, 1, 1))
    admin, clerk = Client(), Client()
    admin.force_login(secured(user), backend="django.contrib.auth.backends.ModelBackend")
    clerk.force_login(cast.lan, backend="django.contrib.auth.backends.ModelBackend")
    closed = queries.figure_path(how, cast.units["an-phuc"], queries.View(Period.year(2022)))
    for address in (closed, reverse("indicators:definition", args=["kin"])):
        assert (clerk.get(address).status_code, admin.get(address).status_code) == (200, 403), address


def test_what_is_missing_is_said_in_the_language_of_the_reader(cast: Cast) -> None:
    empty = queries.figure_path(
        queries.indicator("cau-xay-moi"), cast.units["ben-lau"], queries.View(Period.year(2001))
    )
    client = Client()
    assert "chưa có số liệu" in client.get(empty).content.decode()
    client.cookies["django_language"] = "en"
    assert "no figure yet" in client.get(empty).content.decode()
