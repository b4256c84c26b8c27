"""What ships is loaded again and again, and never over what the administrator changed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from lantoa.history.queries import of_record
from lantoa.regulations import operations, queries, rules
from lantoa.regulations.models import CalendarChange, CalendarDay, Regulation, Shipped
from lantoa.regulations.operations import UnableToChangeRule, UnableToRegulate
from tests.regulations.making import ADMIN, CLERK, text

pytestmark = pytest.mark.django_db
CODE = "response-test"
FIRST, SECOND = date(2026, 1, 1), date(2026, 7, 1)


def write(folder: Path, *versions: tuple[date, int], last: date | None = None) -> Path:
    """A folder whose one file ships these versions of one rule, each with its days."""
    parts = []
    for at, (day, days) in enumerate(versions):
        ends = versions[at + 1][0] if at + 1 < len(versions) else None
        end = f"effective_to = {date.fromordinal(ends.toordinal() - 1)}\n" if ends else ""
        end = end or (f"effective_to = {last}\n" if last else "")
        parts.append(
            f'[[rule]]\ncode = "{CODE}"\ntitle = "Trả lời"\neffective_from = {day}\n{end}source = "Văn bản"\n'
            f'standing = "secondary"\nvalue = {{ reply = {{ days = {days}, counting = "working" }} }}\n'
        )
    (folder / "rules.toml").write_text("\n".join(parts), encoding="utf-8")
    return folder


def days_on(day: date) -> int:
    found: int = queries.on(CODE, day).value["reply"]["days"]
    return found


def test_loading_again_changes_nothing() -> None:
    before = list(Regulation.objects.order_by("pk").values()), list(CalendarDay.objects.order_by("pk").values())
    assert operations.load() == Regulation.objects.count() == Shipped.objects.count()
    assert (
        list(Regulation.objects.order_by("pk").values()),
        list(CalendarDay.objects.order_by("pk").values()),
    ) == before
    assert queries.offers() == []


def test_a_rule_that_nobody_touched_takes_the_newest_text(tmp_path: Path) -> None:
    operations.load_rules(folder=write(tmp_path, (FIRST, 10)))
    operations.load_rules(folder=write(tmp_path, (FIRST, 12), (SECOND, 15)))
    assert (days_on(date(2026, 6, 30)), days_on(SECOND)) == (12, 15)
    assert queries.offers(CODE) == []


def test_a_corrected_rule_stands_and_the_newer_text_is_offered_then_taken(tmp_path: Path) -> None:
    operations.load_rules(folder=write(tmp_path, (FIRST, 10)))
    mine = text({"reply": {"days": 7, "counting": "working"}})
    operations.correct(scope=ADMIN, rule=queries.on(CODE, FIRST), text=mine, why="Theo quy chế của xã")
    operations.load_rules(folder=write(tmp_path, (FIRST, 10)))
    assert days_on(FIRST) == 7
    assert queries.offers(CODE) == [], "nothing newer ships"
    operations.load_rules(folder=write(tmp_path, (FIRST, 12)))
    assert days_on(FIRST) == 7
    (offer,) = queries.offers(CODE)
    operations.take_offer(scope=ADMIN, shipped=offer.shipped, why="Đã đối chiếu")
    assert days_on(FIRST) == 12
    assert queries.offers(CODE) == []
    operations.load_rules(folder=write(tmp_path, (FIRST, 14)))
    assert days_on(FIRST) == 14, "what stands is what ships again, so the next text is taken in by itself"


def test_a_declined_text_is_offered_again_only_when_it_changes_again(tmp_path: Path) -> None:
    operations.load_rules(folder=write(tmp_path, (FIRST, 10)))
    mine = text({"reply": {"days": 7, "counting": "working"}})
    operations.correct(scope=ADMIN, rule=queries.on(CODE, FIRST), text=mine, why="Theo quy chế của xã")
    operations.load_rules(folder=write(tmp_path, (FIRST, 12)))
    (offer,) = queries.offers(CODE)
    with pytest.raises(UnableToRegulate):
        operations.decline_offer(scope=CLERK, shipped=offer.shipped, why="x")
    operations.decline_offer(scope=ADMIN, shipped=offer.shipped, why="Xã giữ 7 ngày")
    operations.load_rules(folder=write(tmp_path, (FIRST, 12)))
    assert queries.offers(CODE) == []
    operations.load_rules(folder=write(tmp_path, (FIRST, 13)))
    assert days_on(FIRST) == 7
    assert [one.shipped.content["value"]["reply"]["days"] for one in queries.offers(CODE)] == [13]
    assert of_record("regulation", rules.identity(CODE)).filter(verb="decline").count() == 1


def test_an_own_version_is_never_run_over_by_one_that_ships(tmp_path: Path) -> None:
    operations.load_rules(folder=write(tmp_path, (FIRST, 10)))
    mine = text({"reply": {"days": 7, "counting": "working"}})
    operations.add_version(scope=ADMIN, code=CODE, text=mine, from_on=date(2026, 5, 1), why="Quy chế mới")
    operations.load_rules(folder=write(tmp_path, (FIRST, 10), (SECOND, 15)))
    assert days_on(SECOND) == 7
    new = next(one for one in queries.offers(CODE) if one.standing is None)
    operations.take_offer(scope=ADMIN, shipped=new.shipped, why="Áp dụng luật mới")
    assert [days_on(day) for day in (date(2026, 4, 30), date(2026, 6, 30), SECOND)] == [10, 7, 15]


def test_taking_an_offer_needs_a_reason_and_the_verb(tmp_path: Path) -> None:
    operations.load_rules(folder=write(tmp_path, (FIRST, 10)))
    mine = text({"reply": {"days": 7, "counting": "working"}})
    operations.correct(scope=ADMIN, rule=queries.on(CODE, FIRST), text=mine, why="Theo quy chế của xã")
    operations.load_rules(folder=write(tmp_path, (FIRST, 12)))
    (offer,) = queries.offers(CODE)
    with pytest.raises(UnableToRegulate):
        operations.take_offer(scope=CLERK, shipped=offer.shipped, why="x")
    with pytest.raises(UnableToChangeRule, match="lý do"):
        operations.take_offer(scope=ADMIN, shipped=offer.shipped, why=" ")
    assert len(queries.offers(CODE)) == 1


def test_the_years_to_come_are_known_and_a_day_that_was_taken_out_stays_out() -> None:
    assert queries.known_years() == list(range(2020, 2036))
    culture = date(2030, 11, 24)
    assert queries.calendar(2030).special[culture].name == "Ngày Văn hóa Việt Nam"
    operations.change_calendar(scope=ADMIN, plan=operations.Plan("Không nghỉ", (), (culture,)))
    acts = CalendarChange.objects.count()
    operations.load()
    assert culture not in queries.calendar(2030).special
    assert CalendarChange.objects.count() == acts
    assert operations.plan_of_official_days(2030) is None


def test_a_year_that_is_not_known_yet_is_offered_whole_though_a_swap_reached_into_it() -> None:
    assert 2036 not in queries.known_years()
    friday, saturday = date(2035, 12, 28), date(2036, 1, 5)
    paper = operations.NewDay(friday, "swapped", "", "Thông báo thử")
    swapped = operations.swap(off=friday, worked=saturday, source=paper)
    operations.change_calendar(scope=ADMIN, plan=operations.Plan("Hoán đổi", swapped))
    assert 2036 not in queries.known_years()
    offered = operations.plan_of_official_days(2036)
    assert offered is not None
    operations.change_calendar(scope=ADMIN, plan=offered)
    assert 2036 in queries.known_years()
