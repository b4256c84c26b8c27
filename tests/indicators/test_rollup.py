"""The roll-up against a count by hand: random trees that move, facts, reversals and views, on whichever database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lantoa.common.periods import Period
from lantoa.common.quantities import Exactness, Quantity, total
from lantoa.indicators import operations, queries
from lantoa.indicators.models import Fact, Indicator
from lantoa.indicators.operations import Amount, Source
from lantoa.indicators.queries import Figure, View
from lantoa.organisations import operations as organisations
from lantoa.organisations.rules import LINES
from tests.cast import LONG_AGO, Cast
from tests.effort import examples

# How the indicators of the test add: (over time, over places).
WAYS = (("sum", "sum"), ("latest", "sum"), ("sum", "max"), ("max", "latest"), ("none", "none"), ("latest", "none"))
# code: class, parent on each line. Beside those of the cast, so that bodies have where to move to.
MORE = {
    "h2": ("district", {"place": "song-trang"}),
    "hu-h2": ("party_committee", {"place": "h2"}),
    "mt-ben-lau": ("mass_organisation", {"place": "ben-lau"}),
    "mt-an-phuc": ("mass_organisation", {"place": "an-phuc", "front": "mt-ben-lau"}),
}
# Who may move where; the two lines of one unit move apart from each other.
MOVES = {
    ("an-phuc", "place"): ("h2", "ben-lau"),
    ("tan-loi", "place"): ("h2", "song-trang", "ben-lau"),
    ("an-phuc-1", "place"): ("tan-loi", "an-phuc"),
    ("cb-dong", "place"): ("tan-loi", "an-phuc-1"),
    ("cb-dong", "party"): ("hu-h2", "hu-ben-lau", "du-an-phuc"),
    ("du-an-phuc", "party"): ("hu-h2", "hu-ben-lau"),
    ("hu-ben-lau", "party"): ("hu-h2",),
    ("mt-an-phuc", "front"): ("pn-an-phuc", "mt-ben-lau"),
    ("pn-an-phuc", "front"): ("mt-ben-lau",),
}
REPORTING = ("ben-lau", "an-phuc", "tan-loi", "an-phuc-1", "cb-dong", "du-an-phuc", "mt-an-phuc", "pn-an-phuc")
PERIODS = (
    "2021",
    "2022",
    "2022-H1",
    "2022-Q1",
    "2022-M9",
    "2022-05",
    "2021..2023",
    "2022-12-31",
    "2022-05-20..2023-02-03",
)
DAYS = tuple(map(date.fromisoformat, ("2021-07-01", "2022-03-01", "2022-06-01", "2022-12-31", "2023-02-01")))


@dataclass(frozen=True)
class Said:
    """A fact to post."""

    way: int
    unit: str
    period: Period
    quantity: Quantity
    is_cumulative: bool
    line: str


numbers = st.integers(0, 10**12)
points = st.builds(
    Quantity.of,
    numbers,
    st.sampled_from([e for e in Exactness if e is not Exactness.RANGE]),
    st.sampled_from(["", "hơn"]),
)
ranges = st.tuples(numbers, numbers).map(lambda ends: Quantity.between(min(ends), max(ends)))
facts = st.builds(
    Said,
    st.integers(0, len(WAYS) - 1),
    st.sampled_from(REPORTING),
    st.sampled_from(PERIODS).map(Period.parse),
    points | ranges,
    st.booleans(),
    st.sampled_from(["", "cầu"]),
)
moves = st.lists(
    st.tuples(st.sampled_from(list(MOVES)), st.integers(0, 2), st.sampled_from(DAYS)), min_size=2, max_size=8
)
views = st.builds(
    View,
    st.sampled_from(("2021..2023", "2022", *PERIODS)).map(Period.parse),
    st.sampled_from(("place", *LINES)),
    st.none() | st.sampled_from(DAYS),
)


@settings(max_examples=examples(30), deadline=None, suppress_health_check=list(HealthCheck))
@given(
    moves,
    st.lists(facts, min_size=6, max_size=14),
    st.lists(st.integers(0, 13), max_size=4),
    st.lists(views, min_size=1, max_size=3),
    st.data(),
)
def test_every_figure_is_what_a_count_by_hand_gives(
    cast: Cast, moved: list, said: list[Said], wrong: list[int], looks: list[View], data: st.DataObject
) -> None:
    with transaction.atomic():
        world = World(cast)
        for (code, line), choice, on in sorted(moved, key=lambda move: move[2]):
            world.move(code, line, MOVES[code, line][choice % len(MOVES[code, line])], on)
        for one in said:
            world.post(one)
        for position in dict.fromkeys(wrong):
            world.take_back(position)
        for view in looks:
            upto = data.draw(st.none() | st.sampled_from(world.sequences or [1]))
            world.check(View(view.period, view.line, view.tree, upto))
        transaction.set_rollback(True)


class World:
    """The database and, beside it, plain lists that say the same."""

    def __init__(self, cast: Cast) -> None:
        self.by, self.units = cast.product, dict(cast.units)
        self.links: dict[tuple[str, str], list[tuple[date, str]]] = {}
        self.posted: list[tuple[Fact, Said]] = []
        self.ended: dict[int, int] = {}
        for code, (unit_class, parents) in MORE.items():
            above = {line: self.units[up] for line, up in parents.items()}
            self.units[code] = organisations.found_unit(
                scope=self.by, code=code, name=code, unit_class=unit_class, on=LONG_AGO, parents=above
            )
        codes = {unit.pk: code for code, unit in self.units.items()}
        for unit in self.units.values():
            for link in unit.parents.all():
                self.links[codes[unit.pk], link.line] = [(link.from_on, codes[link.parent_id])]
        self.ways = [
            Indicator.objects.create(code=f"thu-{n}", name="Thử", name_en="Test", over_time=time, over_places=places)
            for n, (time, places) in enumerate(WAYS)
        ]

    @property
    def sequences(self) -> list[int]:
        return [fact.seq for fact, _ in self.posted] + list(self.ended.values())

    def move(self, code: str, line: str, to: str, on: date) -> None:
        held = self.links.setdefault((code, line), [])
        if (held and held[-1][0] >= on) or self.stands_under(to, code, line, date.max):
            return
        organisations.move_unit(scope=self.by, unit=self.units[code], parent=self.units[to], line=line, on=on)
        held.append((on, to))

    def post(self, said: Said) -> None:
        amount = Amount(self.ways[said.way], self.units[said.unit], said.period, said.quantity, said.is_cumulative)
        source = Source("statement", uuid4(), "thử", said.line)
        self.posted.append((operations.post(scope=self.by, amount=amount, source=source), said))

    def take_back(self, position: int) -> None:
        if position < len(self.posted):
            fact = self.posted[position][0]
            self.ended[fact.seq] = operations.reverse(scope=self.by, fact=fact, why="thử").seq

    def stands_under(self, child: str | None, top: str, line: str, day: date) -> bool:
        while child is not None and child != top:
            held = [parent for on, parent in self.links.get((child, line), []) if on <= day]
            child = held[-1] if held else None
        return child == top

    def counted(self, way: int, top: str, view: View) -> list[tuple[Fact, Said]]:
        last = view.upto or max(self.sequences, default=0)
        return [
            (fact, said)
            for fact, said in self.posted
            if said.way == way
            and fact.seq <= last < self.ended.get(fact.seq, last + 1)
            and view.period.from_on <= said.period.to_on <= view.period.to_on
            and (said.is_cumulative or view.period.contains(said.period))
            and self.stands_under(said.unit, top, view.line, view.tree or said.period.to_on)
        ]

    def check(self, view: View) -> None:
        found = queries.figures(self.ways, [unit.pk for unit in self.units.values()], view)
        for way, how in enumerate(self.ways):
            for top, unit in self.units.items():
                rows = self.counted(way, top, view)
                expected = by_hand(rows, *WAYS[way])
                assert found.get((how.pk, unit.pk), Figure()) == expected
                if rows and top in ("ben-lau", "an-phuc", "hu-h2"):
                    listed = list(queries.facts(how, unit.pk, view))
                    assert {fact.seq for fact in listed} == {fact.seq for fact, _ in rows}
                    assert queries.figure_of_facts(listed) == expected


def by_hand(rows: list[tuple[Fact, Said]], over_time: str, over_places: str) -> Figure:
    running = [row for row in rows if row[1].is_cumulative]
    series = {(said.unit, said.line) for _, said in running}
    last = [max((row for row in running if (row[1].unit, row[1].line) == one), key=when) for one in series]
    cumulative = added(last, "latest", over_places)
    since = min((said.period.from_on for _, said in last), default=None) if cumulative else None
    return Figure(added([row for row in rows if not row[1].is_cumulative], over_time, over_places), cumulative, since)


def when(row: tuple[Fact, Said]) -> tuple[date, int]:
    return row[1].period.to_on, row[0].seq


def added(rows: list[tuple[Fact, Said]], over_time: str, over_places: str) -> Quantity | None:
    """First over time within each series, then over the series, the one that was reported last standing last."""
    rows = sorted(rows, key=when)
    series = dict.fromkeys((said.unit, said.line) for _, said in reversed(rows))
    each = [
        ADDING[over_time]([said.quantity for _, said in rows if (said.unit, said.line) == one])
        for one in reversed(series)
    ]
    return None if not each or None in each else ADDING[over_places](each)


def largest(amounts: list[Quantity]) -> Quantity:
    # Of what has an upper end only, nothing is certain.
    return max(amounts, key=lambda one: one.point if one.point is not None else one.low or 0)


ADDING: dict[str, Callable[[list[Quantity]], Quantity | None]] = {
    "sum": total,
    "latest": lambda amounts: amounts[-1],
    "max": largest,
    "none": lambda amounts: amounts[0] if len(amounts) == 1 else None,
}
