"""The worked examples of docs/how-figures-are-calculated.md are what the product says."""

from __future__ import annotations

from pathlib import Path

from lantoa.common.quantities import Quantity
from lantoa.indicators.rules import write_quantity
from lantoa.indicators.rules.achievement import Standing, achieved
from lantoa.indicators.rules.amounts import read_amount
from lantoa.indicators.rules.forecasts import Basis, Course, Forecast, Why, forecast
from lantoa.vietnamese.numbers import write_number

DOCUMENT = Path(__file__).parents[2] / "docs" / "how-figures-are-calculated.md"
WAYS = {"đạt từ": "at_least", "không quá": "at_most"}
RESULTS = {
    (Standing.REACHED, "at_least"): "đạt",
    (Standing.NOT_REACHED, "at_least"): "chưa đạt",
    (Standing.UNKNOWN, "at_least"): "chưa khẳng định được",
    (Standing.REACHED, "at_most"): "trong mức",
    (Standing.NOT_REACHED, "at_most"): "vượt mức",
}


def rows(heading: str) -> list[list[str]]:
    """The rows of the table that begins with these words."""
    lines = DOCUMENT.read_text(encoding="utf-8").splitlines()
    start = next(at for at, line in enumerate(lines) if line.startswith(f"| {heading}")) + 2
    table = lines[start : next(at for at in range(start, len(lines)) if not lines[at].startswith("|"))]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table]


def amount(text: str) -> Quantity | None:
    return None if text == "–" else read_amount(text, "km")


def test_the_published_achievements_are_those_of_the_product() -> None:
    published = rows("Target (km)")
    assert len(published) >= 10
    for target, way, done, share, result in published:
        wanted = amount(target)
        assert wanted is not None
        found = achieved(amount(done), wanted, WAYS[way])
        assert found.share is not None
        assert [write_quantity(found.share, "%"), RESULTS[found.standing, WAYS[way]]] == [share, result], target


def test_the_published_forecasts_are_those_of_the_product() -> None:
    published = rows("Months told")
    assert len(published) >= 8
    for told, done, before, whole, expected, by in published:
        course = Course(amount(done), int(told), 12, int(told), amount(before), amount(whole))
        found = forecast(course, 0)
        if isinstance(found, Why):
            assert [expected, by] == ["–", "không ước"], done
        else:
            assert isinstance(found, Forecast)
            way = "năm trước" if found.basis is Basis.LAST_YEAR else "bình quân"
            assert [write_number(found.amount), way] == [expected, by], done
