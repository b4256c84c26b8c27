"""Themes, breakthroughs and campaigns: who sets them, where and when they are in force."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lantoa.accounts.models import User
from lantoa.history import queries as history
from lantoa.organisations import operations as organisations
from lantoa.plans import operations, queries
from lantoa.plans.models import Theme
from lantoa.plans.operations import UnableToChangeTheme
from lantoa.plans.rules import themes as rules
from tests.cast import Cast
from tests.plans.making import make_theme, theme_said

DAY = date(2026, 6, 1)
SignedIn = Callable[[User], Client]


@pytest.fixture
def signed_in() -> SignedIn:
    def make(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return make


def in_force(cast: Cast, unit: str, day: date = DAY) -> list[str]:
    return [one.name for one in queries.themes_for(cast.units[unit].pk, day)]


def test_what_a_unit_sets_is_in_force_for_it_and_for_all_below_on_any_line(cast: Cast) -> None:
    make_theme(cast, "song-trang", "Của tỉnh", year="2026..2030")
    make_theme(cast, "hu-ben-lau", "Của Huyện ủy")
    make_theme(cast, "an-phuc", "Của xã")
    make_theme(cast, "tan-loi", "Của xã bên")
    assert in_force(cast, "an-phuc") == ["Của tỉnh", "Của xã"]
    assert in_force(cast, "cb-dong") == ["Của tỉnh", "Của Huyện ủy", "Của xã"]
    assert in_force(cast, "song-trang") == ["Của tỉnh"]
    assert in_force(cast, "cb-dong", date(2027, 1, 1)) == ["Của tỉnh"]


def test_a_campaign_with_units_of_its_own_is_in_force_for_those_alone(cast: Cast) -> None:
    one = make_theme(cast, "ben-lau", "5 không, 3 sạch", kind="campaign", taking_part=["an-phuc"])
    assert in_force(cast, "an-phuc") == in_force(cast, "pn-an-phuc") == in_force(cast, "ben-lau") == [one.name]
    assert in_force(cast, "tan-loi") == []

    operations.set_taking_part(scope=cast.product, theme=one, units=[cast.units["tan-loi"]], on=date(2026, 7, 1))
    assert in_force(cast, "an-phuc", date(2026, 6, 30)) == [one.name]
    assert in_force(cast, "an-phuc", date(2026, 7, 1)) == []
    assert in_force(cast, "tan-loi", date(2026, 7, 1)) == [one.name]
    told = [event.payload.data for event in history.of_record("theme", one.uuid) if event.verb == "take_part"]
    assert told[-1] == {"on": "2026-07-01", "joined": ["tan-loi"], "left": ["an-phuc"]}


def test_only_a_campaign_has_units_of_its_own(cast: Cast) -> None:
    with pytest.raises(UnableToChangeTheme, match="cuộc vận động"):
        make_theme(cast, taking_part=["cb-dong"])


def test_a_theme_says_which_one_above_it_carries_out(cast: Cast) -> None:
    above = make_theme(cast, "song-trang", "Của tỉnh", year="2026..2030")
    middle = make_theme(cast, "ben-lau", "Của huyện", parent=above)
    below = make_theme(cast, "an-phuc", "Của xã", kind="task_group", parent=middle)
    assert list(queries.carried_out_below(above)) == [middle]
    assert queries.within(above) == {above.pk, middle.pk, below.pk}
    elsewhere = make_theme(cast, "tan-loi", "Của xã bên")
    with pytest.raises(UnableToChangeTheme, match="không áp dụng"):
        make_theme(cast, "an-phuc", parent=elsewhere)
    with pytest.raises(UnableToChangeTheme, match="không áp dụng"):
        make_theme(cast, "an-phuc", year="2035", parent=above)


def test_no_theme_carries_out_itself(cast: Cast) -> None:
    one = make_theme(cast, "an-phuc", "Một")
    other = make_theme(cast, "an-phuc", "Hai", parent=one)
    with pytest.raises(UnableToChangeTheme, match="chính nó"):
        operations.change_theme(scope=cast.product, theme=one, said=theme_said(cast, "an-phuc", "Một", parent=other))


def test_the_same_form_sent_twice_sets_one_theme(cast: Cast) -> None:
    key = uuid4()
    for _ in range(2):
        operations.set_theme(scope=cast.product, said=theme_said(cast), uuid=key)
    assert Theme.objects.count() == 1


def test_a_clerk_sets_themes_for_the_own_commune_and_below_it_and_nowhere_else(cast: Cast) -> None:
    scope = cast.scope(cast.lan)
    make_theme(cast, "an-phuc", scope=scope)
    make_theme(cast, "cb-dong", scope=scope)
    for unit in ("tan-loi", "ben-lau"):
        with pytest.raises(UnableToChangeTheme):
            make_theme(cast, unit, scope=scope)
    one = make_theme(cast, "ben-lau")
    with pytest.raises(UnableToChangeTheme):
        operations.end_theme(scope=scope, theme=one, how="withdrawn", why="nhầm")


@pytest.mark.parametrize("said", [{"name": "  "}, {"kind": "else"}])
def test_a_theme_needs_a_name_and_a_kind(cast: Cast, said: dict[str, str]) -> None:
    with pytest.raises(UnableToChangeTheme):
        make_theme(cast, **said)


def test_what_a_changed_theme_said_before_stays_in_the_history(cast: Cast) -> None:
    one = make_theme(cast, name="Một tên")
    operations.change_theme(scope=cast.product, theme=one, said=theme_said(cast, name="Tên khác"))
    assert in_force(cast, "an-phuc") == ["Tên khác"]
    told = [event.payload.data for event in history.of_record("theme", one.uuid) if event.verb == "change"]
    assert [data["before"]["name"] for data in told] == ["Một tên"]
    operations.change_theme(scope=cast.product, theme=one, said=theme_said(cast, name="Tên khác"))
    assert len([event for event in history.of_record("theme", one.uuid) if event.verb == "change"]) == 1


def test_one_that_ends_early_is_in_force_until_its_last_day(cast: Cast) -> None:
    one = make_theme(cast)
    with pytest.raises(UnableToChangeTheme, match="lý do"):
        operations.end_theme(scope=cast.product, theme=one, how="ended", why=" ", on=DAY)
    with pytest.raises(UnableToChangeTheme, match="Ngày kết thúc"):
        operations.end_theme(scope=cast.product, theme=one, how="ended", why="đã xong", on=date(2027, 1, 1))
    operations.end_theme(scope=cast.product, theme=one, how="ended", why="đã xong", on=DAY)
    assert in_force(cast, "an-phuc", DAY) == [one.name]
    assert in_force(cast, "an-phuc", date(2026, 6, 2)) == []
    with pytest.raises(UnableToChangeTheme, match="không sửa được nữa"):
        operations.end_theme(scope=cast.product, theme=one, how="withdrawn", why="nhầm")


def test_one_that_others_carry_out_is_ended_not_withdrawn(cast: Cast) -> None:
    above = make_theme(cast, "ben-lau", "Của huyện")
    below = make_theme(cast, "an-phuc", "Của xã", parent=above)
    with pytest.raises(UnableToChangeTheme, match="Của xã"):
        operations.end_theme(scope=cast.product, theme=above, how="withdrawn", why="nhầm")
    operations.end_theme(scope=cast.product, theme=below, how="withdrawn", why="nhầm")
    operations.end_theme(scope=cast.product, theme=above, how="withdrawn", why="nhầm")
    assert in_force(cast, "an-phuc") == []


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ((date(2025, 3, 1), date(2027, 2, 1)), "cả năm"),
        ((date(2026, 3, 5), date(2026, 9, 30)), "tháng 3–9"),
        ((date(2026, 5, 1), date(2026, 5, 31)), "tháng 5"),
        ((date(2025, 1, 1), date(2025, 12, 31)), ""),
    ],
)
def test_which_part_of_a_year_a_theme_takes(days: tuple[date, date], said: str) -> None:
    assert rules.in_year(*days, 2026) == said


# Pages


def test_the_calendar_of_a_year_shows_what_the_unit_and_those_above_set(cast: Cast, signed_in: SignedIn) -> None:
    make_theme(cast, "song-trang", "Giai đoạn của tỉnh", year="2021..2025")
    make_theme(cast, "an-phuc", "Chuyên đề của xã", kind="breakthrough", year="2025")
    make_theme(cast, "cb-dong", "Của chi bộ", year="2025")
    client = signed_in(cast.lan)
    page = client.get(reverse("themes:list"), {"year": "2025"}).content.decode()
    assert "Giai đoạn của tỉnh" in page
    assert "Chuyên đề của xã" in page
    assert "Của chi bộ" not in page
    below = client.get(reverse("themes:list"), {"year": "2025", "whose": "below"}).content.decode()
    assert "Của chi bộ" in below
    assert "Chuyên đề của xã" not in below
    kind = client.get(reverse("themes:list"), {"year": "2025", "kind": "breakthrough"}).content.decode()
    assert "Chuyên đề của xã" in kind
    assert "Giai đoạn của tỉnh" not in kind
    for year in ("abc", "99999999999999", "²"):
        assert client.get(reverse("themes:list"), {"year": year}).status_code == 200


def test_a_theme_is_set_corrected_and_ended_on_its_pages(cast: Cast, signed_in: SignedIn) -> None:
    above = make_theme(cast, "song-trang", "Của tỉnh", year="2021..2030")
    client, unit = signed_in(cast.lan), cast.units["an-phuc"]
    said = {
        "uuid": str(uuid4()),
        "name": "Nêu gương của người đứng đầu",
        "kind": "breakthrough",
        "unit": str(unit.uuid),
        "period": "năm nay",
        "parent": str(above.uuid),
    }
    wrong = client.post(reverse("themes:new"), said)
    assert wrong.status_code == 422
    assert "Nêu gương của người đứng đầu" in wrong.content.decode()
    done = client.post(reverse("themes:new"), said | {"period": "2026"})
    one = Theme.objects.get(name="Nêu gương của người đứng đầu")
    assert done.status_code == 302
    assert (one.parent, one.from_on, one.to_on) == (above, date(2026, 1, 1), date(2026, 12, 31))
    page = client.get(reverse("themes:theme", args=[one.uuid]))
    assert page.status_code == 200
    assert reverse("themes:theme", args=[above.uuid]) in page.content.decode()
    client.post(reverse("themes:change", args=[one.uuid]), said | {"period": "2026-2027", "name": "Nêu gương"})
    one.refresh_from_db()
    assert (one.name, one.to_on) == ("Nêu gương", date(2027, 12, 31))
    ended = client.post(reverse("themes:end", args=[one.uuid]), {"how": "withdrawn", "why": ""})
    assert ended.status_code == 422
    client.post(reverse("themes:end", args=[one.uuid]), {"how": "withdrawn", "why": "đặt nhầm"})
    assert "đặt nhầm" in client.get(reverse("themes:theme", args=[one.uuid])).content.decode()


def test_the_page_of_a_campaign_says_which_units_take_part(cast: Cast, signed_in: SignedIn) -> None:
    one = make_theme(cast, "an-phuc", "Ngày thứ bảy vì dân", kind="campaign")
    client, group = signed_in(cast.lan), cast.units["pn-an-phuc"]
    where = reverse("themes:take_part", args=[one.uuid])
    done = client.post(where, {"units": [str(group.uuid)], "on": "01/05/2026"})
    assert done.status_code == 302
    assert [row.unit for row in queries.taking_part(one, DAY)] == [group]
    assert client.post(where, {"units": [str(group.uuid)], "on": "01/05/2030"}).status_code == 422


def test_a_list_asks_as_many_questions_for_fifty_rows_as_for_five(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.lan)

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert client.get(reverse("themes:list"), {"year": "2026"}).status_code == 200
        return len(seen)

    for number in range(5):
        make_theme(cast, "an-phuc", f"Chuyên đề {number}")
    asked()
    few = asked()
    for number in range(45):
        make_theme(cast, "ben-lau", f"Của huyện {number}")
    assert asked() == few


def test_a_unit_of_today_sees_what_its_former_unit_above_set_no_longer(cast: Cast) -> None:
    make_theme(cast, "ben-lau", "Của huyện")
    order = organisations.Order("Quyết định số 1/QĐ", date(2026, 5, 1))
    organisations.move(
        scope=cast.product, order=order, unit=cast.units["an-phuc"], parent=cast.units["song-trang"], line="place"
    )
    assert in_force(cast, "an-phuc", date(2026, 4, 30)) == ["Của huyện"]
    assert in_force(cast, "an-phuc", date(2026, 5, 1)) == []
