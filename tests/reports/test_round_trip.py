"""The loop closes: reading a report that we wrote finds the figures that we wrote into it."""

from __future__ import annotations

import random
import tomllib
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from lantoa.common.periods import Period
from lantoa.common.quantities import Exactness, Quantity
from lantoa.indicators import rules as figures
from lantoa.reading import read
from lantoa.reading.findings import Quantity as Found
from lantoa.reading.inputs import extract
from lantoa.reports import practices_summary
from lantoa.reports.gathered import Counted, Gathered, IndicatorLine, OutcomeLine, Pair, PracticeLine, Source
from lantoa.reports.layouts import party_docx, plain_text
from lantoa.reports.letterhead import Body
from lantoa.reports.rules import Figured, Named, Report

DATA = Path(figures.__file__).parents[1] / "data"
CATALOGUE = [
    one
    for file in sorted(DATA.glob("*.toml"))
    for one in tomllib.loads(file.read_text(encoding="utf-8")).get("indicator", [])
]
LAYOUT = tomllib.loads((DATA.parents[1] / "regulations/data/party-paper-format.toml").read_text(encoding="utf-8"))
WORDS = {
    Exactness.EXACT: [""],
    Exactness.AT_LEAST: ["trên", "hơn", "ít nhất"],
    Exactness.JUST_UNDER: ["gần"],
    Exactness.ABOUT: ["khoảng", "ước đạt"],
}
REPORTS = 200
Key = tuple[str | None, ...]


def amount(dice: random.Random, unit: str, decimals: int) -> Quantity:
    """Any amount that a report may say."""
    scale = Decimal(1).scaleb(-min(decimals, 2))
    value = dice.choice([dice.randint(1, 99), dice.randint(100, 9_999), dice.randint(10_000, 900_000)]) * scale
    if unit == "%":
        value = Decimal(dice.randint(1, 1000)) / 10
    if unit == "đồng":
        value = Decimal(dice.randint(1, 9_999)) * dice.choice([10**5, 10**6, 10**8])
    if dice.random() < 0.1:
        return Quantity.between(value, value + Decimal(dice.randint(1, 50)) * (10**6 if unit == "đồng" else 1))
    exactness = dice.choice(list(WORDS))
    return Quantity.of(value, exactness, dice.choice(WORDS[exactness]))


def figured(dice: random.Random, how: dict[str, object]) -> Figured:
    unit = str(how["unit"])
    quantity = amount(dice, unit, int(str(how.get("decimals", 0))))
    return Figured(figures.write_quantity(quantity, unit), "/so-lieu/", quantity, unit, str(how["code"]), "in_period")


def pair(dice: random.Random, how: dict[str, object]) -> Pair:
    both = [figured(dice, how) if dice.random() < chance else None for chance in (0.8, 0.2)]
    return Pair(*both, since=date(2016, 1, 1) if both[1] else None)


def report(seed: int) -> Report:
    """A random report on practices."""
    dice = random.Random(seed)
    collective, individual = (
        next(one for one in CATALOGUE if one["code"] == code) for code in ("mo-hinh-tap-the", "mo-hinh-ca-nhan")
    )
    count = lambda name: Counted(Named(name), pair(dice, collective), pair(dice, individual))  # noqa: E731
    outcomes = tuple(
        OutcomeLine(n, str(how["name"]), figured(dice, how), Period.year(2022), False, "", (1,), ("Góp sức bắc cầu",))
        for n, how in enumerate(dice.sample(CATALOGUE, dice.randint(0, 4)))
    )
    practice = PracticeLine(
        1, "Góp sức bắc cầu", "", True, "Xã An Phúc", "", "", ("Giảm nghèo",), date(2022, 3, 5), None, None, outcomes
    )
    told = Gathered(
        unit="Xã An Phúc",
        body=Body("Đảng ủy xã An Phúc", "Huyện ủy Bến Lau", "xã An Phúc", True, "Bí thư", "Nguyễn Thị Bến"),
        period=Period.year(2022),
        upto=dice.randint(1, 99_999),
        on=date(2022, 12, 20),
        registered=count("Xã An Phúc"),
        year_before=count("Xã An Phúc"),
        period_before=Period.year(2021),
        by_unit=[count(f"Ấp {name}") for name in dice.sample(["Đông", "Tây", "Giữa"], dice.randint(0, 3))],
        by_field=[count("Giảm nghèo"), count("Xây dựng nông thôn mới")],
        practices=[practice],
        indicators=[IndicatorLine(str(o["code"]), str(o["name"]), str(o["unit"]), pair(dice, o)) for o in CATALOGUE],
        covered=["Ấp Đông"],
        uncovered=["Ấp Tây"],
        papers=[Source("Báo cáo 12-BC/CB: tình hình tháng 11", is_issued=True)],
    )
    return practices_summary.write(told)


# Papers are read with other names of units: "đồng" is VND, of others the catalogue says which.
HEARD = {
    str(one["code"]): {str(one["unit"]), *(["VND"] if one["unit"] == "đồng" else [])}
    | {unit for how in one.get("heard_as", ()) for unit in how.get("unit", ())}
    for one in CATALOGUE
}


def lost(paper: Report, found: Counter[Key]) -> list[str]:
    """The figures of which no amount that was read says the same, each amount taken once."""
    missing = []
    for one in paper.figures():
        keys = (said(one.quantity, unit) for unit in sorted(HEARD[one.indicator]))
        known = next((key for key in keys if found[key] > 0), None)
        if known is None:
            missing.append(f"{one.indicator}: {one.text}")
        else:
            found[known] -= 1
    return missing


def said(quantity: Quantity, unit: str) -> Key:
    """What is compared of a figure that we wrote."""
    ends = (quantity.point, quantity.low, quantity.high)
    value, low, high = (None if end is None else str(end.normalize()) for end in ends)
    if quantity.exactness is Exactness.RANGE:
        return (None, low, high, unit, "")
    return (value, None, None, unit, quantity.exactness.value)


KINDS = {"trên": "at_least", "hơn": "at_least", "ít nhất": "at_least", "gần": "just_under", "khoảng": "about"}


def heard(one: Found) -> Key:
    """And of an amount that was read."""
    value, low, high = (None if end is None else str(end.normalize()) for end in (one.value, one.low, one.high))
    if one.value is None:
        return (None, low, high, one.unit, "")
    word = (one.qualifier or "").casefold()
    return (value, None, None, one.unit, KINDS.get(word, "about" if word else "exact"))


@pytest.mark.parametrize(("form", "number"), [("docx", REPORTS), ("txt", 20)])
def test_what_is_written_is_read_back(form: str, number: int) -> None:
    for seed in range(number):
        paper = report(seed)
        data = (
            party_docx.write(paper, LAYOUT["rule"][-1]["value"], public_url="http://localhost:8000")
            if form == "docx"
            else plain_text.write(paper).encode()
        )
        found = Counter(heard(one) for one in read(extract(f"bao-cao.{form}", data).text).quantities)
        assert lost(paper, found) == [], seed
