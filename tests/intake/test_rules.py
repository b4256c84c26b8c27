"""Tables, drafts and marking: plain Python, no database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.common.periods import Period
from lantoa.common.quantities import Exactness, Quantity
from lantoa.intake import marking, rules
from lantoa.intake.drafts import Known, KnownIndicator, KnownUnit, Setting, draft_all, is_whole, missing
from lantoa.intake.drafts.amounts import as_quantity, as_text, exactness
from lantoa.intake.drafts.known import match_unit
from lantoa.intake.drafts.proposing import Said, factor, propose
from lantoa.intake.drafts.times import period_of, when
from lantoa.reading import findings as read

YEAR = Period.year(2022)
ABOUT = KnownUnit("an-phuc", "u1", "Xã An Phúc")
BRIDGES = KnownIndicator("cau", "Cầu", "cây cầu", 0, [{"unit": ["cây cầu", "cầu"], "words": []}])
ROADS = KnownIndicator("duong", "Đường", "km", 3, [{"unit": ["km", "m"], "words": ["đường", "lộ"]}])
LIGHTS = KnownIndicator("den", "Thắp sáng", "km", 3, [{"unit": ["km", "m"], "words": ["thắp sáng", "sáng đường"]}])
KNOWN = Known(units=[ABOUT, KnownUnit("dong", "u2", "Thôn Đông")], indicators=[BRIDGES, ROADS, LIGHTS])
SETTING = Setting(ABOUT, YEAR)


def quantity(text: str, surface: str, **how: object) -> read.Quantity:
    start = text.index(surface)
    return read.Quantity(start=start, end=start + len(surface), surface=surface, **how)  # type: ignore[arg-type]


def drafted(text: str, **lists: tuple[read.Finding, ...]) -> list[dict[str, object]]:
    reading = read.Reading(text=text, **lists)  # type: ignore[arg-type]
    return [one.draft | {"doubts": [d["code"] for d in one.doubts]} for one in draft_all(reading, KNOWN, SETTING)]


def test_nothing_leaves_a_stage_by_a_verb_that_the_table_lacks() -> None:
    assert rules.after(rules.FINDING_TABLE, "rejected", "accept") is None
    assert rules.after(rules.FINDING_TABLE, "accepted", "undo") == "new"
    assert rules.after(rules.PAPER_TABLE, "done", "close") is None
    assert set(rules.finding_verbs("later")) == {"accept", "join", "reject", "take_up"}


@pytest.mark.parametrize("table", [rules.FINDING_TABLE, rules.PAPER_TABLE])
def test_every_stage_of_the_tables_has_a_name(table: dict[tuple[str, str], str]) -> None:
    named = {**rules.FINDING_STAGES, **rules.PAPER_STAGES, "": ""}
    assert {stage for (stage, _) in table} | set(table.values()) <= set(named)


@pytest.mark.parametrize(
    ("qualifier", "how"),
    [
        (None, Exactness.EXACT),
        ("Trên", Exactness.AT_LEAST),
        ("hơn", Exactness.AT_LEAST),
        ("ít nhất", Exactness.AT_LEAST),
        ("tối thiểu", Exactness.AT_LEAST),
        ("gần", Exactness.JUST_UNDER),
        ("khoảng", Exactness.ABOUT),
        ("ước", Exactness.ABOUT),
        ("ngoài", None),
    ],
)
def test_the_sources_word_says_which_end_is_known(qualifier: str | None, how: Exactness | None) -> None:
    assert exactness(quantity("12 hộ", "12 hộ", value=Decimal(12), qualifier=qualifier)) == how


def test_a_range_keeps_both_ends_and_no_point() -> None:
    one = drafted(
        "đạt 85-90 cây cầu",
        quantities=(quantity("đạt 85-90 cây cầu", "85-90 cây cầu", low=Decimal(85), high=Decimal(90), unit="cây cầu"),),
    )[0]
    assert as_quantity(one) == Quantity.between(85, 90)


@pytest.mark.parametrize(
    ("unit", "into", "times"),
    [("m", "km", "0.001"), ("ha", "m²", "10000"), ("VND", "đồng", "1"), ("m2", "m²", "1"), ("kg", "tấn", "0.001")],
)
def test_an_amount_is_turned_into_the_indicators_unit(unit: str, into: str, times: str) -> None:
    assert factor(unit, into) == Decimal(times)


def test_metres_of_road_become_kilometres() -> None:
    text = "trải 28.503m đường"
    one = drafted(text, quantities=(quantity(text, "28.503m", value=Decimal(28503), unit="m", measures="đường"),))[0]
    assert (one["indicator"], one["point"]) == ("duong", "28.503")


def test_what_is_measured_weighs_more_than_what_stands_near() -> None:
    said = Said("công trình thắp sáng đường quê", "", "đường nông thôn, công trình thắp sáng", "")
    found = propose("km", said, KNOWN.indicators)
    assert found is not None
    assert found.indicator is LIGHTS
    assert propose("con", said, KNOWN.indicators) is None


def test_words_match_whole_and_with_their_marks() -> None:
    assert propose("km", Said("đương nhiên", "", "", ""), [ROADS]) is None
    assert (
        propose("km", Said("hoạt động", "", "", ""), [replace(ROADS, heard_as=[{"unit": ["km"], "words": ["hoa"]}])])
        is None
    )


def test_an_amount_nobody_counts_asks_for_an_indicator_and_is_not_whole() -> None:
    text = "có 12 con trâu"
    one = drafted(text, quantities=(quantity(text, "12 con", value=Decimal(12), unit="con"),))[0]
    assert one["doubts"] == ["no_indicator"]
    assert missing(one) == ["indicator"]
    assert not is_whole(one)


@pytest.mark.parametrize(
    ("text", "cumulative", "first"),
    [
        ("Trong năm 2022 xây 5 cầu.", False, date(2022, 1, 1)),
        ("Lũy kế đến nay được 5 cầu.", True, date(2022, 1, 1)),
        ("Qua 4 năm, xã xây 5 cầu.", True, date(2019, 1, 1)),
        ("Trong ba năm, xã xây 5 cầu.", True, date(2020, 1, 1)),
        ("Qua 4 năm xây 9 nhà, riêng năm nay xây 5 cầu.", False, date(2022, 1, 1)),
        ("Xã xây 5 cầu, riêng năm 2022 là 2.", True, date(2022, 1, 1)),
        ("Lũy kế 9 tháng được 5 cầu.", True, date(2022, 1, 1)),
        ("Qua 4 năm thực hiện.  Toàn xã xây 5 cầu.", True, date(2019, 1, 1)),
        ("Xã xây 5 cầu.", False, date(2022, 1, 1)),
    ],
)
def test_the_nearest_words_tell_a_running_total_from_a_years_own(text: str, cumulative: bool, first: date) -> None:
    start = text.index("5 cầu")
    found = when(text, start, start + 5, None, YEAR)
    assert (found.is_cumulative, found.period.from_on) == (cumulative, first)
    assert bool(found.doubt) == cumulative


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("2022", "2022"),
        ("2022-05", "2022-05"),
        ("2016/2020", "2016..2020"),
        ("2016/..", "2016..2022"),
        ("05-19", ""),
        ("2023/..", ""),
        ("2022-02-30", ""),
    ],
)
def test_only_a_complete_date_is_a_period(said: str, code: str) -> None:
    found = period_of(said, YEAR)
    assert (found.code if found else "") == code


def test_a_year_that_the_paper_does_not_see_the_end_of_ends_with_the_paper() -> None:
    paper = Period.parse("2026-01-01..2026-10-10")
    found = when("đạt 5 cầu", 4, 9, "2026", paper)
    assert found.period == paper


def test_an_amount_said_twice_and_a_second_running_total_are_doubted() -> None:
    text = "Lũy kế xây 5 cầu, lũy kế xây 5 cầu."
    first = quantity(text, "5 cầu", value=Decimal(5), unit="cầu")
    second = replace(first, start=text.rindex("5 cầu"), end=text.rindex("5 cầu") + 5)
    one, two = drafted(text, quantities=(first, second))
    assert "twice" not in one["doubts"]  # type: ignore[operator]
    assert {"twice", "second_running"} <= set(two["doubts"])  # type: ignore[call-overload]


def test_targets_parts_and_rates_are_doubted() -> None:
    text = "Mỗi ấp phấn đấu xây 5 cầu, trong đó 2 cầu bê tông"
    said = quantity(text, "5 cầu", value=Decimal(5), unit="cầu", is_target=True)
    part = quantity(text, "2 cầu", value=Decimal(2), unit="cầu", part_of=0)
    whole, lesser = drafted(text, quantities=(said, part))
    assert {"target", "rate"} <= set(whole["doubts"])  # type: ignore[call-overload]
    assert "part" not in whole["doubts"]  # type: ignore[operator]
    assert "part" in lesser["doubts"]  # type: ignore[operator]


def test_an_amount_of_an_unknown_unit_is_not_quietly_given_to_ours() -> None:
    text = "Xã Lạ xây 5 cầu"
    stranger = read.Unit(start=0, end=5, surface="Xã Lạ", kind="xã")
    said = quantity(text, "5 cầu", value=Decimal(5), unit="cầu", subject=0)
    assert "subject" in drafted(text, quantities=(said,), units=(stranger,))[1]["doubts"]  # type: ignore[operator]
    known = replace(stranger, resolved="Thôn Đông")
    assert "subject" in drafted(text, quantities=(said,), units=(known,))[1]["doubts"]  # type: ignore[operator]
    ours = replace(stranger, resolved="Đảng ủy xã An Phúc")
    assert not drafted(text, quantities=(said,), units=(ours,))[1]["doubts"]
    assert drafted(text, quantities=(said,), units=(known,))[1]["unit"] == "dong"


def test_a_body_named_by_its_level_alone_is_the_papers_own() -> None:
    farmers = KnownUnit("nd", "u8", "Hội Nông dân xã An Phúc")
    assert match_unit("Hội Nông dân xã", Known(units=[ABOUT, farmers])) == (farmers, True)
    others = KnownUnit("nd2", "u9", "Hội Nông dân xã Tân Lợi")
    assert match_unit("Hội Nông dân xã", Known(units=[ABOUT, farmers, others])) is None


def test_a_name_within_a_name_is_only_a_likeness() -> None:
    assert match_unit("xã an phúc", KNOWN) == (ABOUT, True)
    assert match_unit("Hội Nông dân xã An Phúc", KNOWN) == (ABOUT, False)
    assert match_unit("Xã Khác", KNOWN) is None
    above = Known(units=[ABOUT, KnownUnit("vn", "u3", "Việt Nam", is_above=True)])
    assert match_unit("Ủy ban MTTQ Việt Nam xã", above) is None
    assert match_unit("Hội Liên hiệp Phụ nữ Việt Nam", above) is None
    assert match_unit("", KNOWN) is None


def test_the_numbers_of_a_commendation_are_not_drafted_twice() -> None:
    text = "20 tập thể được khen"
    praise = read.Commendation(start=0, end=len(text), surface=text, collectives=20)
    said = quantity(text, "20 tập thể", value=Decimal(20), unit="tập thể")
    reading = read.Reading(text=text, quantities=(said,), commendations=(praise,))
    one, two = draft_all(reading, KNOWN, SETTING)
    assert (one.kind, one.draft["collectives"]) == ("commendation", "20")
    assert two.same_as == one.position


def test_a_practice_that_the_register_knows_is_matched_only_at_its_own_unit() -> None:
    text = "Mô hình “Heo đất”"
    model = read.Model(start=9, end=16, surface="Heo đất", name="Heo đất")
    for unit, part in (("an-phuc", "match"), ("dong", "likely")):
        known = replace(KNOWN, likely={"heo dat": [{"kind": "practice", "uuid": "p", "name": "Heo đất", "unit": unit}]})
        one = draft_all(read.Reading(text=text, models=(model,)), known, SETTING)[0]
        assert one.draft[part]
        assert bool(one.doubts) == (part == "likely")


@pytest.mark.parametrize(
    ("owner", "kind", "group"),
    [
        ("Tổ hợp tác số 2", "collective", "Tổ hợp tác số 2"),
        ("Thôn Đông", "collective", ""),
        ("Lê Thị Sáu", "individual", "Lê Thị Sáu"),
    ],
)
def test_the_owner_tells_a_collective_from_a_single_person(owner: str, kind: str, group: str) -> None:
    person = read.Person(start=0, end=10, surface="Lê Thị Sáu")
    model = read.Model(start=11, end=15, surface="mô h", name="Heo đất", owner=owner)
    one = drafted("Lê Thị Sáu mô hình", people=(person,), models=(model,))[1]
    assert (one["kind"], one["owner_group"]) == (kind, group)


def test_the_sum_of_decimals_is_written_plainly() -> None:
    assert [as_text(Decimal(value)) for value in ("22.70", "1E+3", "5")] == ["22.7", "1000", "5"]


@given(st.text("ab \n", max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(1, 12)), max_size=8))
def test_marking_loses_no_letter_and_lights_exactly_what_was_read(text: str, spans: list[tuple[int, int]]) -> None:
    marks = [
        marking.Mark(start, min(start + length, len(text)), "unit", number, f"m-{number}")
        for number, (start, length) in enumerate(spans)
        if start < len(text)
    ]
    lines = marking.lines(text, marks)
    shown = ["".join(piece.text for piece in line.pieces) for line in lines]
    assert shown == [raw for raw in text.split("\n") if raw.strip()]
    for mark in marks:
        lit = "".join(piece.text for line in lines for piece in line.pieces if mark in piece.marks)
        blank = {raw for raw in text.split("\n") if not raw.strip()}
        expected = text[mark.start : mark.end]
        assert lit.replace(" ", "") == expected.replace("\n", "").replace(" ", "") or blank


def test_stretches_that_cross_are_cut_where_they_meet() -> None:
    text = "trên 52 tỷ đồng"
    marks = [marking.Mark(0, 7, "quantity", 1, "m-1"), marking.Mark(5, 15, "date", 2, "m-2")]
    pieces = marking.lines(text, marks)[0].pieces
    assert [(piece.text, piece.cards) for piece in pieces] == [("trên ", "1"), ("52", "1 2"), (" tỷ đồng", "2")]
    assert [piece.anchors for piece in pieces] == [("m-1",), ("m-2",), ()]


lessons = st.lists(
    st.builds(
        rules.Lesson,
        id=st.integers(1, 10**6),
        sort=st.sampled_from(sorted(rules.LEARNED_SORTS)),
        kind=st.just(""),
        key=st.sampled_from(["xa nha", "hoi"]),
        sender=st.integers(1, 2),
        target=st.sampled_from(["a", "b", ""]),
        stage=st.sampled_from(sorted(rules.LEARNED_STAGES)),
        times=st.integers(0, 3),
        far=st.integers(0, 2),
    ),
    max_size=12,
    unique_by=lambda one: one.id,
)


@given(lessons)
def test_of_all_that_was_taught_words_are_used_in_one_meaning_at_most(taught: list[rules.Lesson]) -> None:
    used, torn = rules.in_use(taught)
    assert {one.id for one in used}.isdisjoint(one.id for one in torn)
    meanings: dict[tuple[object, ...], set[str]] = {}
    for one in used:
        assert one.stage == "on"
        assert one.times >= rules.TIMES_NEEDED.get(one.sort, 1)
        sender = one.sender if one.sort in rules.OF_ONE_SENDER else 0
        meanings.setdefault((one.sort, one.key, sender), set()).add(one.target)
    assert all(len(targets) == 1 for targets in meanings.values())
    # Nearer lessons are never outdone by farther ones, and nothing ripe is lost without a nearer one or a rival.
    for one in taught:
        if one.is_ripe and one not in used and one not in torn:
            assert any(
                other.far < one.far and (other.sort, other.key) == (one.sort, one.key) for other in [*used, *torn]
            )


@pytest.mark.parametrize("verb", ["teach", "switch_off", "switch_on", "remove"])
def test_lessons_stand_where_the_table_says(verb: str) -> None:
    reached = {rules.after(rules.LEARNED_TABLE, stage, verb) for stage in ("", *rules.LEARNED_STAGES)} - {None}
    assert reached
    assert reached <= set(rules.LEARNED_STAGES)
