"""What holds of versions and values, in plain Python."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.common.scopes import Scope
from lantoa.regulations import limits, reading_out, rules, shapes
from lantoa.regulations.calendars import Calendar
from lantoa.regulations.operations import DATA
from lantoa.regulations.words import WORDS

SHIPPED = [
    rule for path in sorted(DATA.glob("*.toml")) for rule in tomllib.loads(path.read_text(encoding="utf-8"))["rule"]
]
DAYS = st.dates(date(2000, 1, 1), date(2030, 1, 1))
KEYS = st.text("abcxyz_", min_size=1, max_size=5)
ANSWERS: st.SearchStrategy[Any] = st.one_of(
    st.booleans(), st.integers(0, 999), st.floats(0, 999, allow_nan=False), st.text("abc ", max_size=5)
)
TABLES = st.lists(KEYS, min_size=1, max_size=3, unique=True).flatmap(
    lambda keys: st.lists(st.fixed_dictionaries(dict.fromkeys(keys, st.integers(0, 9))), min_size=1, max_size=4)
)
VALUES = st.recursive(
    st.one_of(ANSWERS, st.lists(st.text("abc", min_size=1), max_size=4), st.lists(st.integers(0, 9)), TABLES),
    lambda inner: st.dictionaries(KEYS, inner, min_size=1, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_a_value_is_built_again_from_its_own_answers(value: Any) -> None:
    assert shapes.is_typed(value)
    assert shapes.built(value, dict(shapes.answers(value))) == value


@given(VALUES, VALUES)
def test_two_values_are_alike_when_and_only_when_no_part_differs(one: Any, other: Any) -> None:
    assert (shapes.flat(one) == shapes.flat(other)) or one != other


def test_a_row_without_any_answer_is_left_out_and_zero_is_an_answer() -> None:
    table = [{"a": 1, "b": "x"}]
    said: dict[shapes.Path, Any] = {(0, "a"): None, (0, "b"): "", (1, "a"): 0, (1, "b"): ""}
    assert shapes.built(table, said) == [{"a": 0, "b": ""}]


@given(st.lists(st.tuples(DAYS, st.integers(0, 900)), max_size=6), DAYS, st.none() | DAYS)
def test_a_new_version_never_shares_a_day_and_names_every_gap(
    drawn: list[tuple[date, int]], from_on: date, to_on: date | None
) -> None:
    standing: list[rules.Span] = []
    for first, days in sorted(drawn):
        if not standing or first > standing[-1].last:
            standing.append(rules.Span(first, first + timedelta(days=days)))
    try:
        place = rules.place_of(standing, from_on, to_on)
    except ValueError:
        return
    left = [one for one in standing if one != place.cut]
    if place.cut:
        left.append(rules.Span(place.cut.from_on, from_on - timedelta(days=1)))
    after = sorted([*left, rules.Span(from_on, place.to_on)])
    assert not rules.overlap(after)
    for first, last in place.gaps:
        assert first <= last
        assert all(one.last < first or one.from_on > last for one in after)


def test_a_version_before_all_others_ends_where_the_first_begins() -> None:
    standing = [rules.Span(date(2020, 1, 1), None)]
    assert rules.place_of(standing, date(2019, 1, 1), None) == rules.Place(None, date(2019, 12, 31), ())
    with pytest.raises(rules.Reaches):
        rules.place_of(standing, date(2019, 1, 1), date(2020, 6, 1))
    with pytest.raises(rules.SameDay):
        rules.place_of(standing, date(2020, 1, 1), None)


def test_the_verb_itself_makes_an_administrator_of_the_rules() -> None:
    assert rules.may_regulate(Scope(1, "a", reach={"regulate": frozenset({5})}))
    assert not rules.may_regulate(Scope(1, "a", reach={"manage": None, "read": None}))


@pytest.mark.parametrize("rule", SHIPPED, ids=lambda rule: f"{rule['code']} {rule['effective_from']}")
def test_what_ships_has_source_standing_topic_words_and_a_form(rule: dict[str, Any]) -> None:
    assert rule["source"]
    assert rule["title"]
    assert rule["standing"] in {"secondary", "unconfirmed"}, "nobody has compared a rule with its original paper yet"
    assert rules.topic_of(rule["code"]) != rules.OTHER_TOPIC
    assert shapes.is_typed(rule["value"])
    for dotted in shapes.flat(rule["value"]):
        for key in dotted.split("."):
            assert key.isdigit() or key in WORDS, key


def test_versions_that_ship_leave_no_gap_and_share_no_day() -> None:
    spans: dict[str, list[rules.Span]] = {}
    for rule in SHIPPED:
        spans.setdefault(rule["code"], []).append(rules.Span(rule["effective_from"], rule.get("effective_to")))
    for code, held in spans.items():
        assert not rules.overlap(held), code
        held.sort()
        for one, following in pairwise(held):
            assert one.last + timedelta(days=1) == following.from_on, code
        assert held[-1].to_on is None, code


def test_limits_are_found_by_their_key() -> None:
    value = {
        "first": {"complex": {"days": 45, "counting": "calendar", "rolls": True}},
        "settle": {"days": 30, "counting": "calendar", "extension": {"days": 30, "times": 2}},
        "notify": {"hours": 72},
    }
    assert limits.limit_in(value, "first.complex") == limits.Limit(45, "calendar", rolls=True)
    assert limits.limit_in(value, "settle") == limits.Limit(30, "calendar", extension_days=30, extension_times=2)
    assert limits.limit_in(value["settle"], "") == limits.limit_in(value, "settle")
    assert list(limits.keys_in(value)) == ["first.complex", "settle"]
    for key in ("notify", "first", "none", "first.complex.days", "settle.extension"):
        with pytest.raises(limits.NoLimit):
            limits.limit_in(value, key)


def test_a_limit_of_no_days_ends_on_its_own_day() -> None:
    assert limits.due_on(Calendar(), date(2026, 1, 1), days=0, counting="working", rolls=False) == date(2026, 1, 1)


@pytest.mark.parametrize(
    ("value", "lines"),
    [
        (5, [("", "5")]),
        ([1, 2.5], [("", "1, 2,5")]),
        (True, [("", "có")]),
        ({"page": {"width": 210, "height": 297}}, [("Khổ giấy", "rộng 210 mm; cao 297 mm")]),
        ({"issuer": {"size": 14, "bold": True, "italic": False}}, [("Tên cơ quan ban hành", "cỡ chữ 14; chữ đậm")]),
        ({"number": {"word": "Số"}}, [("Số, ký hiệu", "ghi “Số”")]),
        ({"late_days": 10}, [("late days", "10")]),
        ({"top": {"least": 20, "most": 25}}, [("trên", "20–25 mm")]),
        ({"days_off": ["saturday", "sunday"]}, [("Ngày nghỉ hằng tuần", "thứ Bảy, Chủ nhật")]),
        ({"percent": 20}, [("Tỷ lệ tối đa", "20%")]),
        ({"first_day": 15}, [("Tính từ", "ngày 15 của tháng liền trước kỳ báo cáo")]),
        ({"notify": {"hours": 72}}, [("Báo cơ quan có thẩm quyền", "72 giờ")]),
        (
            {"reply": {"days": 10, "counting": "calendar", "rolls": True}},
            [("Trả lời", "10 ngày; gặp ngày nghỉ thì lùi sang ngày làm việc kế tiếp")],
        ),
        (
            {"settle": {"complex": {"days": 30, "counting": "working", "extension": {"days": 30, "times": 1}}}},
            [
                (
                    "Giải quyết tố cáo",
                    "vụ việc phức tạp: 30 ngày làm việc; được gia hạn 1 lần, mỗi lần không quá 30 ngày",
                )
            ],
        ),
    ],
)
def test_a_value_is_read_out_in_words(value: object, lines: list[tuple[str, str]]) -> None:
    assert reading_out.readable(value) == lines
