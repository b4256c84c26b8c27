"""Two lists of places matched by name: what is found again, what is refused, and a load that leaves nothing behind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.common.scopes import everything
from lantoa.history.models import Event
from lantoa.organisations import operations
from lantoa.organisations.models import Change, Unit
from lantoa.organisations.operations import UnableToLoadVietnam, load_vietnam
from lantoa.organisations.operations import vietnam_lists as sources
from lantoa.organisations.operations.vietnam_lists import Expected
from lantoa.organisations.rules import place_names, reform
from lantoa.organisations.rules.reform import Days, Plan
from lantoa.organisations.rules.reform_lists import Exceptions, Lists, Unclear

DAYS = Days(date(2008, 8, 1), date(2025, 7, 1))
SMALL = Lists(
    provinces=["Thành phố Sông", "Núi"],
    communes=[("TP Sông", "Xã Hoà An"), ("Sông", "Đặc khu Đảo"), ("Tỉnh Núi", "Xã Đak Ơ"), ("Núi", "Phường Đá")],
    moves=[
        (("Thành Phố Sông", "Huyện Bãi", "Xã Hòa An"), ("Sông", "Xã Hòa An")),
        (("Thành Phố Sông", "Huyện Bãi", "Thị Trấn Bãi"), ("Sông", "Xã Hòa An")),
        (("Tỉnh Biển", "Huyện Đảo"), ("Sông", "Đặc khu Đảo")),
        (("Tỉnh Núi", "Huyện Cao", "Xã Đăk Ơ"), ("Núi", "Xã Đak Ơ")),
        (("Tỉnh Núi", "Huyện Cao", "Xã Đá"), ("Núi", "Phường Đá")),
    ],
)


def planned(lists: Lists = SMALL, exceptions: Exceptions | None = None) -> Plan:
    return reform.plan(lists, exceptions or Exceptions(), DAYS, "vn")


def names(plan: Plan) -> dict[str, list[str]]:
    return {place.code: [one.said for one in place.names] for place in plan.places}


def test_places_are_found_again_whatever_the_writing() -> None:
    assert names(planned()) == {
        "vn-song": ["Thành phố Sông"],
        "vn-nui": ["Tỉnh Núi"],
        "vn-cu-song": ["Thành phố Sông"],
        "vn-cu-bien": ["Tỉnh Biển"],
        "vn-cu-song-huyen-bai": ["Huyện Bãi"],
        "vn-cu-bien-huyen-dao": ["Huyện Đảo"],
        "vn-cu-nui-huyen-cao": ["Huyện Cao"],
        "vn-cu-song-huyen-bai-xa-hoa-an": ["Xã Hòa An"],
        "vn-cu-song-huyen-bai-thi-tran-bai": ["Thị trấn Bãi"],
        "vn-song-xa-hoa-an": ["Xã Hòa An"],
        "vn-song-dac-khu-dao": ["Đặc khu Đảo"],
        "vn-nui-xa-dak-o": ["Xã Đak Ơ"],
        "vn-nui-phuong-da": ["Xã Đá", "Phường Đá"],
    }


def test_who_follows_whom_is_told_by_province() -> None:
    edges = planned().successions
    assert set(edges[""]) == {("vn-cu-song", "vn-song"), ("vn-cu-bien", "vn-song")}
    assert set(edges["vn-song"]) == {
        ("vn-cu-song-huyen-bai", "vn-song-xa-hoa-an"),
        ("vn-cu-song-huyen-bai-xa-hoa-an", "vn-song-xa-hoa-an"),
        ("vn-cu-song-huyen-bai-thi-tran-bai", "vn-song-xa-hoa-an"),
        ("vn-cu-bien-huyen-dao", "vn-song-dac-khu-dao"),
    }
    # A unit that goes on follows itself.
    assert ("vn-nui-phuong-da", "vn-nui-phuong-da") in edges["vn-nui"]


def test_names_that_differ_in_marks_only_are_two_units_with_codes_of_their_own() -> None:
    more = replace(
        SMALL,
        communes=[*SMALL.communes, ("Núi", "Phường Đà")],
        moves=[*SMALL.moves, (("Núi", "Huyện Cao", "Xã Đà"), ("Núi", "Phường Đà"))],
    )
    codes = {place.names[-1].said: place.code for place in planned(more).places}
    assert {codes["Phường Đá"], codes["Phường Đà"]} == {"vn-nui-phuong-da", "vn-nui-phuong-da-2"}


@pytest.mark.parametrize(
    ("lists", "words"),
    [
        (replace(SMALL, communes=[*SMALL.communes, ("Núi", "PHƯỜNG ĐÁ")]), "trùng tên: PHƯỜNG ĐÁ, Núi"),
        (replace(SMALL, communes=[*SMALL.communes, ("Rừng", "Xã Cây")]), "rừng"),
        (replace(SMALL, communes=[*SMALL.communes, ("Núi", "Xã Lạ")]), "trở thành: Xã Lạ, Tỉnh Núi"),
        (replace(SMALL, moves=[*SMALL.moves, (("Núi", "Huyện Cao", "Xã Q"), ("Núi", "Xã Mất"))]), "Xã Mất, Núi"),
        (replace(SMALL, moves=[*SMALL.moves, (("Núi", "Huyện Cao", "Xã Q"), ("Sông", "Xã Hòa An"))]), "chia một tỉnh"),
        (replace(SMALL, moves=[*SMALL.moves, (("Núi", "Huyện Cao", "Bản Q"), ("Núi", "Phường Đá"))]), "Bản Q"),
    ],
)
def test_a_name_that_fits_none_or_two_is_an_error_that_says_which(lists: Lists, words: str) -> None:
    with pytest.raises(Unclear, match=words):
        planned(lists)


def test_an_exception_for_a_place_that_is_not_there_is_an_error() -> None:
    with pytest.raises(Unclear, match="xã không có"):
        planned(exceptions=Exceptions(corrections={("Núi", "Huyện Cao", "Xã Không Có"): [("Núi", "Xã Đak Ơ")]}))


def test_a_wrong_number_leaves_nothing_behind(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    right = [("provinces_now", 2), ("communes_now", 4), ("communes_then", 4), ("communes_kept", 2)]

    def expect(numbers: list[tuple[str, int]]) -> None:
        expected = tuple(Expected(key, key, number, "", "") for key, number in numbers)
        said = replace(SAID, exceptions=Exceptions(), expected=expected)
        monkeypatch.setattr(sources, "stated", lambda: said)

    monkeypatch.setattr(sources, "lists", lambda: SMALL)
    expect([*right, ("districts_then", 4)])
    with pytest.raises(UnableToLoadVietnam, match="districts_then: 3 thay vì 4") as refused:
        load_vietnam(scope=everything("kiểm thử"))
    assert [one.key for one in refused.value.counts if not one.is_right] == ["districts_then"]
    assert not Unit.objects.exists()
    assert not Change.objects.exists()
    assert not Event.objects.exists()

    operations.found_unit(
        scope=everything("kiểm thử"), code="vn-nui", name="Ai Đó", unit_class="group", on=date(2020, 1, 1)
    )
    expect([*right, ("districts_then", 3)])
    with pytest.raises(UnableToLoadVietnam, match="vn-nui"):
        load_vietnam(scope=everything("kiểm thử"))
    Unit.objects.update(code="khac")
    assert load_vietnam(scope=everything("kiểm thử")).is_new
    assert not load_vietnam(scope=everything("kiểm thử")).is_new


SAID = sources.stated()


def test_every_expected_number_names_its_source_and_standing() -> None:
    assert all(one.source and one.standing in ("confirmed", "secondary", "unconfirmed") for one in SAID.expected)
    assert len({one.key for one in SAID.expected}) == len(SAID.expected)


@given(st.text(max_size=30))
def test_official_writing_is_settled_after_one_pass(name: str) -> None:
    once = place_names.official(name)
    assert place_names.official(once) == once
    assert place_names.key_of(once) == place_names.key_of(name)
