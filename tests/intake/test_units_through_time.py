"""A paper of former years names the units of those years."""

from __future__ import annotations

from datetime import date

from lantoa.common.periods import Period
from lantoa.common.scopes import everything
from lantoa.intake import joining
from lantoa.intake.drafts.known import match_unit
from lantoa.intake.forms import TakeInForm, former_units
from lantoa.intake.operations.knowing import known_for
from lantoa.organisations import operations
from lantoa.organisations.models import Unit
from lantoa.organisations.operations import Heir, NewUnit, Order
from lantoa.reading.findings import Reading
from tests.cast import TODAY, Cast
from tests.intake.writing import take

DAY = date(2025, 7, 1)
ORDER = Order("Nghị quyết về sắp xếp đơn vị hành chính", DAY)
TEXT = "Huyện Bến Lau và Xã An Phúc đã làm được 3 cây cầu."


def reformed(cast: Cast) -> dict[str, Unit]:
    """The province's successor bears its very name; the district is gone into two new communes."""
    vn = cast.units["vn"]
    new = NewUnit("song-trang-moi", "Tỉnh Sông Trăng", "province", {"place": vn})
    operations.found(scope=cast.product, order=ORDER, new=new)
    province = Unit.objects.get(code=new.code)
    for code, old in (("an-tan", "an-phuc"), ("loi-tan", "tan-loi")):
        operations.split(
            scope=cast.product,
            order=ORDER,
            unit=cast.units[old],
            into=[
                Heir(
                    NewUnit(code, f"Xã {code}", "commune", {"place": province}),
                    1,
                    [one.unit for one in cast.units[old].children.filter(to_on__isnull=True).select_related("unit")],
                ),
                Heir(NewUnit(f"{code}-2", f"Xã {code} hai", "commune", {"place": province}), 1),
            ],
        )
    return {code: Unit.objects.get(code=code) for code in ("song-trang-moi", "an-tan", "loi-tan")}


def known(cast: Cast, unit: Unit, period: Period) -> dict[str, str | None]:
    """For which unit each name would be taken in a paper of that unit and period."""
    paper = take(cast, f"{TEXT} {period.code}", period=period, about_unit=unit)
    told = known_for(paper, Reading(text=TEXT), {})
    names = ("Huyện Bến Lau", "Xã An Phúc", "Tỉnh Sông Trăng", "Xã an-tan")
    found = {name: match_unit(name, told) for name in names}
    return {name: one[0].code if one else None for name, one in found.items()}


def test_a_paper_of_a_new_province_about_2020_means_the_district_and_communes_of_2020(cast: Cast) -> None:
    new = reformed(cast)
    operations.merge(scope=cast.product, order=ORDER, units=[cast.units["song-trang"]], into=new["song-trang-moi"])
    assert known(cast, new["song-trang-moi"], Period.year(2020)) == {
        "Huyện Bến Lau": "ben-lau",
        "Xã An Phúc": "an-phuc",
        "Tỉnh Sông Trăng": "song-trang",
        "Xã an-tan": None,
    }
    assert known(cast, new["song-trang-moi"], Period.year(2026))["Tỉnh Sông Trăng"] == "song-trang-moi"


def test_a_paper_of_a_new_commune_about_2020_knows_the_commune_it_came_of(cast: Cast) -> None:
    new = reformed(cast)
    told = known(cast, new["an-tan"], Period.year(2020))
    assert told["Xã An Phúc"] == "an-phuc"
    assert told["Huyện Bến Lau"] == "ben-lau"


def test_a_paper_of_the_year_of_the_change_knows_both_and_is_not_sure_of_a_name_borne_by_two(cast: Cast) -> None:
    new = reformed(cast)
    operations.merge(scope=cast.product, order=ORDER, units=[cast.units["song-trang"]], into=new["song-trang-moi"])
    paper = take(cast, TEXT, period=Period.year(2025), about_unit=new["song-trang-moi"])
    told = known_for(paper, Reading(text=TEXT), {})
    assert match_unit("Xã An Phúc", told) is not None
    assert match_unit("Xã an-tan", told) is not None
    found = match_unit("Tỉnh Sông Trăng", told)
    assert found is not None
    assert not found[1]


def test_a_unit_that_was_renamed_within_the_period_is_known_by_both_names(cast: Cast) -> None:
    operations.rename(scope=cast.product, order=ORDER, unit=cast.units["an-phuc"], name="Xã An Phúc Đông")
    paper = take(cast, TEXT, period=Period.year(2025), about_unit=cast.units["ben-lau"])
    told = known_for(paper, Reading(text=TEXT), {})
    for name in ("Xã An Phúc", "Xã An Phúc Đông"):
        found = match_unit(name, told)
        assert found is not None
        assert (found[0].code, found[1]) == ("an-phuc", True)


def test_units_of_one_name_are_told_apart_and_those_of_the_papers_days_come_first(cast: Cast) -> None:
    new = reformed(cast)
    operations.merge(scope=cast.product, order=ORDER, units=[cast.units["song-trang"]], into=new["song-trang-moi"])

    def offered(period: Period) -> list[tuple[str, str]]:
        paper = take(cast, f"{TEXT} {period.code}", period=period, about_unit=new["song-trang-moi"])
        found = joining.units("Tỉnh Sông Trăng", everything("kiểm thử"), paper)
        codes = {f"unit:{unit.uuid}": unit.code for unit in Unit.objects.all()}
        return [(codes[one.record], one.more) for one in found]

    assert offered(Period.year(2020)) == [("song-trang", "đến 30/06/2025")]
    assert offered(Period.year(2026)) == [("song-trang-moi", ""), ("song-trang", "đến 30/06/2025")]
    assert {code for code, _ in offered(Period.year(2025))} == {"song-trang", "song-trang-moi"}


def test_old_papers_may_be_of_units_that_ended_and_their_figures_corrected_to_them(cast: Cast) -> None:
    new = reformed(cast)
    form = TakeInForm(scope=everything("kiểm thử"), today=TODAY)
    choices = dict(form.fields["about"].choices)  # type: ignore[attr-defined]
    assert choices["an-phuc"] == "Xã An Phúc (đến 30/06/2025)"
    assert new["an-tan"].code in choices
    lived = former_units(everything("kiểm thử"), "confirm", TODAY, lived=Period.year(2020))
    assert {"an-phuc", "tan-loi"} <= {one.code for one in lived}
    assert not former_units(everything("kiểm thử"), "confirm", TODAY, lived=Period.year(2026))
