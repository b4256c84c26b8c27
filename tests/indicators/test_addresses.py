"""Addresses of figures are printed in Word files: none breaks a page, and every view has one that opens."""

from __future__ import annotations

from datetime import date
from urllib.parse import quote

import pytest
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from lantoa.common.periods import Period
from lantoa.indicators import queries
from tests.cast import Cast
from tests.effort import examples


@pytest.mark.parametrize(
    ("part", "value", "said"),
    [
        ("indicator", "khong-co", "khong-co"),
        ("unit", "00000000-0000-4000-8000-000000000000", "00000000-0000-4000-8000-000000000000"),
        ("period", "hom-nay", "hom-nay"),
        ("period", "0000", "0000"),
        ("period", "2022-13", "2022-13"),
        ("period", "2023..2022", "2023..2022"),
        ("line", "hang-doc", "hang-doc"),
        ("tree", "2022-02-30", "2022-02-30"),
        ("tree", "20220101", "20220101"),
        ("upto", "999", "999"),
        ("upto", "9" * 200, "9.223.372.036.854.775.807"),
    ],
)
def test_a_bad_address_says_what_is_wrong_with_it(cast: Cast, part: str, value: str, said: str) -> None:
    parts = {
        "indicator": "cau-xay-moi",
        "unit": str(cast.units["vn"].uuid),
        "period": "2022",
        "line": "place",
        "tree": "then",
        "upto": "0",
    } | {part: value}
    answer = Client().get(f"/so-lieu/f/{'/'.join(parts.values())}/")
    assert answer.status_code == 404
    assert said in answer.content.decode()
    assert "Không có số liệu nào ở địa chỉ này" in answer.content.decode()


words = st.one_of(
    st.text(max_size=60),
    st.from_regex(r"\d{1,5}(-(Q|H|M)?\d{0,3})?(\.\.\d{1,5})*", fullmatch=True),
    st.sampled_from(
        ["then", "place", "2022", "party", "0999", "9999", "0001..9999", "2022-01-01..2022-03-05", "2022.." * 9]
    ),
)


@hypothesis_settings(
    max_examples=examples(150), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(indicator=words, period=words, line=words, tree=words, upto=st.integers(0, 10**30))
def test_no_address_breaks_the_page(cast: Cast, indicator: str, period: str, line: str, tree: str, upto: int) -> None:
    unit = cast.units["vn"].uuid
    for code in ("cau-xay-moi", indicator):
        parts = [code, str(unit), period, line, tree, str(upto % 2 and upto)]
        answer = Client().get("/so-lieu/f/" + "/".join(quote(part, safe="") for part in parts) + "/")
        assert answer.status_code in {200, 404}


@hypothesis_settings(
    max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(period=st.builds(lambda a, b: Period(min(a, b), max(a, b)), st.dates(), st.dates()), tree=st.none() | st.dates())
def test_every_view_has_an_address_that_opens(cast: Cast, period: Period, tree: date | None) -> None:
    view = queries.View(period, tree=tree)
    address = queries.figure_path(queries.indicator("cau-xay-moi"), cast.units["vn"], view)
    assert Client().get(address).status_code == 200
