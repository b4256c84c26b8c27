"""Whatever happens to the tree, every amount counts once: as it was, and on the map of any day."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import transaction

from lantoa.common.periods import Period
from lantoa.common.quantities import Quantity
from lantoa.common.scopes import everything
from lantoa.indicators import operations as ledger
from lantoa.indicators import queries as figures
from lantoa.indicators.models import Indicator
from lantoa.organisations import operations, queries
from lantoa.organisations.models import Unit
from lantoa.organisations.operations import Heir, NewUnit, Order, UnableToChangeUnits
from lantoa.organisations.rules import WHOLE

PRODUCT = everything("kiểm thử")
BIRTH = date(2000, 1, 1)
ALL = Period(date(1990, 1, 1), date(2040, 12, 31))
# All of them where it counts; a part of them every day.
# The second database gets fewer: what differs there is its SQL, not the histories.
TREES = 60 if os.environ.get("CI") and not os.environ.get("LANTOA_DATABASE") else 20


class History:
    """A small country to which things happen, with a plain record of them: who was told to follow whom, and when."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.units: dict[str, Unit] = {}
        # (day, what followed each: code → [(code, weight)])
        self.told: list[tuple[date, dict[str, list[tuple[str, int | None]]]]] = []
        # code → [(first day, parent)]
        self.links: dict[str, list[tuple[date, str]]] = {}
        self.ended: dict[str, date] = {}
        self.begun: dict[str, date] = {}
        self.facts: list[tuple[str, date, int]] = []
        self.number = 0
        self._plant("vn", None, "country")
        for _ in range(2):
            province = self._plant(self._code(), "vn", "province")
            for _ in range(self.dice.randint(1, 2)):
                district = self._plant(self._code(), province, "district")
                for _ in range(self.dice.randint(1, 3)):
                    self._plant(self._code(), district, "commune")

    def _code(self) -> str:
        self.number += 1
        return f"u{self.number}"

    def _plant(self, code: str, above: str | None, unit_class: str) -> str:
        parents = {"place": self.units[above]} if above else {}
        self.units[code] = operations.found_unit(
            scope=PRODUCT, code=code, name=f"Đơn vị {code}", unit_class=unit_class, on=BIRTH, parents=parents
        )
        self.begun[code] = BIRTH
        self.links[code] = [(BIRTH, above)] if above else []
        return code

    def standing(self) -> list[str]:
        return [code for code in self.units if code not in self.ended]

    def parent(self, code: str, day: date) -> str | None:
        """Where it stood on the day; on days that are not its own, where it stood on the nearest."""
        held = [up for start, up in self.links[code] if start <= day]
        return held[-1] if held else (self.links[code][0][1] if self.links[code] else None)

    def path(self, code: str, day: date) -> list[str]:
        found = [code]
        while up := self.parent(found[-1], day):
            found.append(up)
        return found

    def live(self, years: int) -> None:
        """Something happens now and then; what may not be is refused and leaves nothing."""
        for year in range(1, years + 1):
            on = BIRTH + timedelta(days=365 * year + self.dice.randint(0, 300))
            act = self.dice.choice([self._merge, self._join, self._split, self._carve, self._move, self._dissolve])
            act(Order(f"Nghị quyết {year}", on))
            for _ in range(2):
                self._report()

    def _siblings(self) -> tuple[str, list[str]]:
        above = self.dice.choice(self.standing())
        below = [code for code in self.standing() if self.links[code] and self.links[code][-1][1] == above]
        return above, below

    def _merge(self, order: Order) -> None:
        above, below = self._siblings()
        if len(below) < 2:
            return
        merged = self.dice.sample(below, 2)
        new = self._code()
        operations.merge(
            scope=PRODUCT, order=order, units=[self.units[one] for one in merged], into=NewUnit(new, new, "commune")
        )
        self._born(new, above, order.on)
        for one in merged:
            self._gone(one, new, order.on)
        self.told.append((order.on, {one: [(new, None)] for one in merged}))

    def _join(self, order: Order) -> None:
        _, below = self._siblings()
        if len(below) < 2:
            return
        goes_on, ending = self.dice.sample(below, 2)
        operations.merge(scope=PRODUCT, order=order, units=[self.units[ending]], into=self.units[goes_on])
        self._gone(ending, goes_on, order.on)
        self.told.append((order.on, {ending: [(goes_on, None)], goes_on: [(goes_on, None)]}))

    def _split(self, order: Order) -> None:
        self._divide(order, goes_on=False)

    def _carve(self, order: Order) -> None:
        self._divide(order, goes_on=True)

    def _divide(self, order: Order, *, goes_on: bool) -> None:
        one = self.dice.choice([code for code in self.standing() if code != "vn"])
        above = self.links[one][-1][1]
        below = [code for code in self.standing() if self.links[code] and self.links[code][-1][1] == one]
        names = [self._code() for _ in range(self.dice.randint(2, 3) - goes_on)]
        shared = self.dice.random() < 0.6
        weights = [self.dice.randint(1, 9000) if shared else None for _ in range(len(names) + goes_on)]
        targets = [*names, one] if goes_on else names
        goes = {child: self.dice.choice(targets) for child in below}
        heirs = [
            Heir(
                self.units[target] if target == one else NewUnit(target, target, "commune"),
                weight,
                [self.units[child] for child, to in goes.items() if to == target],
            )
            for target, weight in zip(targets, weights, strict=True)
        ]
        operations.split(scope=PRODUCT, order=order, unit=self.units[one], into=heirs)
        for name in names:
            self._born(name, above, order.on)
        for child, to in goes.items():
            if to != one:
                self.links[child].append((order.on, to))
        if not goes_on:
            self.ended[one] = order.on
        self.told.append((order.on, {one: list(zip(targets, weights, strict=True))}))

    def _move(self, order: Order) -> None:
        one, above = self.dice.sample([code for code in self.standing() if code != "vn"], 2)
        try:
            operations.move(scope=PRODUCT, order=order, unit=self.units[one], parent=self.units[above], line="place")
        except UnableToChangeUnits:
            return
        self.links[one].append((order.on, above))

    def _dissolve(self, order: Order) -> None:
        one = self.dice.choice([code for code in self.standing() if code != "vn"])
        above = self.links[one][-1][1]
        operations.dissolve(scope=PRODUCT, order=order, unit=self.units[one])
        self._gone(one, above, order.on)
        self.told.append((order.on, {one: [(above, None)]}))

    def _born(self, code: str, above: str, on: date) -> None:
        self.units[code] = Unit.objects.get(code=code)
        self.links[code] = [(on, above)]
        self.begun[code] = on

    def _gone(self, code: str, to: str, on: date) -> None:
        self.ended[code] = on
        for child, links in self.links.items():
            if child not in self.ended and links and links[-1][1] == code:
                links.append((on, to))

    def _report(self) -> None:
        code, day, amount = self.dice.choice(list(self.units)), self._day(), self.dice.randint(1, 10**12)
        period = Period(day, day)
        how = figures.indicator("nguon-luc")
        ledger.state(scope=PRODUCT, amount=ledger.Amount(how, self.units[code], period, Quantity.of(amount)))
        self.facts.append((code, day, amount))

    def _day(self) -> date:
        return BIRTH + timedelta(days=self.dice.randint(-900, 365 * 9))

    # --- the same by hand --------------------------------------------------------------------------------------------

    def as_it_was(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for code, day, amount in self.facts:
            for up in self.path(code, day):
                found[up] = found.get(up, 0) + amount
        return found

    def on_the_map(self, day: date) -> dict[str, int]:
        """Each fact is carried from its day to the map's, change by change."""
        found: dict[str, int] = {}
        for code, reported_on, amount in self.facts:
            own = min(max(reported_on, self.begun[code]), self.ended.get(code, date.max) - timedelta(days=1))
            for holders, start, end in self._carried(code, own, day):
                common = set.intersection(*(set(self.path(one, day)) for one in holders))
                lowest = max(common, key=lambda up: len(self.path(up, day)))
                for up in self.path(lowest, day):
                    found[up] = found.get(up, 0) + cut(amount, end) - cut(amount, start)
        return {code: amount for code, amount in found.items() if amount}

    def _carried(self, code: str, own: date, day: date) -> list[tuple[set[str], int, int]]:
        held: list[tuple[set[str], int, int]] = [({code}, 0, WHOLE)]
        if day >= own:
            for on, what in self.told:
                if own < on <= day:
                    held = [part for one in held for part in followed(one, what)]
            return held
        holders = {code}
        for on, what in reversed(self.told):
            if day < on <= own:
                followers = {one: {to for to, _ in others} for one, others in what.items()}
                born = set().union(*followers.values())
                holders = (holders - born) | {one for one, to in followers.items() if to & holders}
        return [(holders, 0, WHOLE)]


def followed(
    held: tuple[set[str], int, int], what: dict[str, list[tuple[str, int | None]]]
) -> Iterator[tuple[set[str], int, int]]:
    """What became of one part by one change."""
    holders, start, end = held
    changed = holders & what.keys()
    if not changed:
        yield held
        return
    if len(holders) == 1:
        (one,) = holders
        weights = [weight for _, weight in what[one]]
        if all(weight is not None for weight in weights):
            total = sum(weight or 0 for weight in weights)
            for at, (to, _) in enumerate(what[one]):
                before, after = (WHOLE * sum(w or 0 for w in weights[:upto]) // total for upto in (at, at + 1))
                yield {to}, start + (end - start) * before // WHOLE, start + (end - start) * after // WHOLE
            return
    yield (holders - changed) | {to for one in changed for to, _ in what[one]}, start, end


def cut(amount: int, share: int) -> int:
    return amount * share // WHOLE


@(pytest.mark.heavy if TREES == 200 else lambda test: test)
@pytest.mark.parametrize("part", range(4))
def test_both_maps_of_random_histories_equal_a_count_by_hand(db: None, part: int) -> None:
    for seed in range(part * TREES // 4, (part + 1) * TREES // 4):
        with transaction.atomic():
            story = History(seed)
            story.live(years=7)
            agree(story, figures.indicator("nguon-luc"))
            transaction.set_rollback(True)


def agree(story: History, how: Indicator) -> None:
    codes = {unit.pk: code for code, unit in story.units.items()}
    everything_reported = sum(amount for _, _, amount in story.facts)
    dates = [story.dice.choice(story.told)[0] + timedelta(days=step) for step in (-1, 0) if story.told]
    for tree in (None, *dates, date(2040, 1, 1), date(1995, 1, 1)):
        found = figures.figures([how], list(codes), figures.View(ALL, "place", tree))
        shown = {codes[unit]: int(one.in_period.point or 0) for (_, unit), one in found.items() if one.in_period}
        wanted = story.as_it_was() if tree is None else story.on_the_map(tree)
        assert {code: amount for code, amount in shown.items() if amount} == wanted, (story.dice, tree)
        assert shown["vn"] == everything_reported
        on = tree or date(2040, 1, 1)
        below = queries.subtree(story.units["vn"].pk, "place", on)
        there = {code for code in codes.values() if story.begun[code] <= on < story.ended.get(code, date.max)}
        assert {codes[unit] for unit in below} == there
