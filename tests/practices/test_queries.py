"""Finding practices."""

from __future__ import annotations

from datetime import date

import pytest

from lantoa.organisations import operations as organisations
from lantoa.practices import operations, queries
from lantoa.practices.queries import Wanted
from tests.cast import TODAY, Cast
from tests.practices.making import make_practice


def names(wanted: Wanted) -> list[str]:
    return [one.name for one in queries.narrowed(queries.register(), wanted, TODAY)]


@pytest.mark.parametrize("text", ["biến rác", "bien rac", "BIEN RAC", "rác biến", "phụ nữ", "Hoi lien hiep phu nu"])
def test_a_practice_is_found_by_name_or_owner_with_or_without_marks(cast: Cast, text: str) -> None:
    make_practice(cast, "pn-an-phuc", "Biến rác thành tiền")
    make_practice(cast, "tan-loi", "Tiếng kẻng học bài")
    assert names(Wanted(text=text)) == ["Biến rác thành tiền"]


def test_a_list_is_narrowed_by_field_kind_stage_year_and_unit(cast: Cast) -> None:
    make_practice(cast, "cb-dong", "Một", fields=["moi-truong"], on=date(2021, 5, 1))
    two = make_practice(cast, "tan-loi", "Hai", kind="individual", person="Lý Thị Tư", fields=["xay-dung-dang"])
    operations.advance(scope=cast.product, practice=two, verb="start", on=date(2022, 5, 1))
    assert names(Wanted(field="moi-truong")) == ["Một"]
    assert names(Wanted(kind="individual")) == ["Hai"]
    assert names(Wanted(stage="running")) == ["Hai"]
    assert names(Wanted(stage="registered")) == ["Một"]
    assert names(Wanted(year=2021)) == ["Một"]
    assert names(Wanted(unit=cast.units["an-phuc"].pk)) == ["Một"]
    assert names(Wanted(unit=cast.units["ben-lau"].pk)) == ["Hai", "Một"]
    assert names(Wanted(text="ly thi tu")) == ["Hai"]


def test_counts_by_kind_name_every_kind(cast: Cast) -> None:
    assert queries.by_kind(queries.register()) == {"collective": 0, "individual": 0}
    for number in range(3):
        make_practice(cast, name=f"Số {number}", fields=["moi-truong", "xay-dung-dang"])
    assert queries.by_kind(queries.register()) == {"collective": 3, "individual": 0}
    assert queries.by_kind(queries.matching(queries.register(), "hoi lien hiep")) == {"collective": 0, "individual": 0}


def test_an_owner_bears_the_name_of_the_day_of_registration(cast: Cast) -> None:
    unit = cast.units["an-phuc"]
    organisations.rename_unit(scope=cast.product, unit=unit, name="Phường An Phúc", on=date(2022, 6, 1))
    before, after = make_practice(cast), make_practice(cast, name="Sau", on=date(2022, 7, 1))
    assert (before.owner_name, after.owner_name) == ("Xã An Phúc", "Phường An Phúc")
    assert before.registered_on == date(2022, 3, 1)


def test_a_practice_is_public_only_while_it_is_published(cast: Cast) -> None:
    practice = make_practice(cast, public=True)
    make_practice(cast, name="Chưa công khai")
    assert [one.pk for one in queries.public()] == [practice.pk]
    operations.advance(scope=cast.product, practice=practice, verb="take_off_portal", on=date(2022, 9, 1))
    assert not queries.public().exists()


def test_the_places_of_owners_are_known_from_the_province_down(cast: Cast) -> None:
    practice = make_practice(cast, "cb-dong")
    for tree in (TODAY, None):
        places = [one.name for one in queries.places_of([practice], tree)[practice.pk]]
        assert places == ["Tỉnh Sông Trăng", "Huyện Bến Lau", "Xã An Phúc", "Thôn Đông"]


def test_places_and_fields_are_offered_only_where_there_is_something(cast: Cast) -> None:
    make_practice(cast, "cb-dong", fields=["moi-truong"], public=True)
    make_practice(cast, "tan-loi", fields=["xay-dung-dang"])
    assert [one.code for one in queries.places_with(queries.public(), (1, 3), TODAY)] == ["song-trang", "an-phuc"]
    assert [(one.code, one.many) for one in queries.fields_with(queries.public())] == [("moi-truong", 1)]


def test_years_of_registration_are_listed_the_latest_first(cast: Cast) -> None:
    for year in (2019, 2022, 2022):
        make_practice(cast, name=f"Năm {year}", on=date(year, 2, 2))
    assert queries.years(queries.register()) == [2022, 2019]


def test_many_practices_take_as_many_queries_as_few(cast: Cast, django_assert_num_queries: object) -> None:
    for number in range(5):
        make_practice(cast, name=f"Số {number}", fields=["moi-truong", "xay-dung-dang"])
    with django_assert_num_queries(2):  # type: ignore[operator]
        assert len([one.fields.all() for one in queries.register()]) == 5
    for number in range(20):
        make_practice(cast, name=f"Thêm {number}", fields=["moi-truong"])
    with django_assert_num_queries(2):  # type: ignore[operator]
        assert len([one.fields.all() for one in queries.register()]) == 25
