"""Draws a chart.

Places are hundredths of the frame and letters have their own size, so that one drawing suits a phone and a desk.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from django.utils.safestring import SafeString, mark_safe

from lantoa.design.drawings.chart import Chart, Series
from lantoa.design.drawings.markup import element, opening, percent

# Of the height: where the highest tick lies, and the lowest.
TOP, BOTTOM = Decimal(12), Decimal(86)
# Pixels: a letter of a name, a figure of the axis, the least width of the plot on a phone and where the style sheet
# shows all names, the margin to its right.
LETTER, FIGURE, PHONE, DESK, MARGIN = 8, 9, 250, 420, 16


def draw_axis(chart: Chart) -> SafeString:
    """The amounts beside the plot, with what they are counted in above them."""
    said, unit = _unit_apart([chart.write(mark) for mark in chart.marks])
    width = max(map(len, [*said, unit])) * FIGURE + 8
    texts = [
        element("text", {"x": width - 8, "y": percent(_height(chart, mark)), "dy": ".32em"}, text)
        for mark, text in zip(chart.marks, said, strict=True)
    ]
    top = element("text", {"class": "chart-unit", "x": width - 8, "y": "0", "dy": ".9em"}, unit)
    frame = {"class": "chart-axis", "width": width, "aria-hidden": "true", "focusable": "false"}
    return element("svg", frame, top, *texts)


def draw_plot(chart: Chart, ident: str = "chart") -> SafeString:
    """The lines and bars as SVG. ``ident`` begins the ids in it."""
    in_links = any(point.href for point in chart.points)
    grid = [_level(chart, mark, "chart-zero" if mark == 0 else "chart-grid") for mark in chart.marks]
    lines = [line for order, one in enumerate(chart.series) if one.kind == "line" for line in _line(chart, one, order)]
    return element(
        "svg",
        {
            "class": "chart-plot",
            "role": "group" if in_links else "img",
            "aria-labelledby": f"{ident}-title",
            "aria-describedby": f"{ident}-desc",
        },
        element("title", {"id": f"{ident}-title"}, chart.title),
        element("desc", {"id": f"{ident}-desc"}, chart.description),
        *grid,
        *(
            opening(point.href, point.said, "chart-period", _whole(chart, at), _bars(chart, at), in_links=in_links)
            for at, point in enumerate(chart.points)
        ),
        *lines,
        *_names(chart),
    )


def key(order: int, kind: str, *, forecast: bool = False) -> SafeString:
    """How a series looks, for the legend: the first is 0, the second 1."""
    css = _css(order, forecast=forecast)
    frame = {"class": "swatch", "width": 28, "height": 18, "aria-hidden": "true", "focusable": "false"}
    if kind == "bars":
        return element("svg", frame, element("rect", {"class": css, "x": 1, "y": 1, "width": 26, "height": 16}))
    line = element("line", {"class": css, "x1": 0, "y1": 9, "x2": 28, "y2": 9})
    return element("svg", frame, line, _dot(css, order, "50%", "50%"))


def _unit_apart(said: list[str]) -> tuple[list[str], str]:
    """ "0 đồng", "20 tỷ đồng", "40 tỷ đồng" → 0, 20, 40 and "tỷ đồng", where all but zero share it."""
    split = [one.partition(" ") for one in said]
    units = {unit for figure, _, unit in split if figure != "0"}
    if len(units) == 1 and (unit := units.pop()):
        return [figure for figure, _, _ in split], unit
    return said, ""


def _height(chart: Chart, amount: Decimal) -> Decimal:
    low, high = chart.marks[0], chart.marks[-1]
    return BOTTOM - (BOTTOM - TOP) * (amount - low) / (high - low)


def _middle(chart: Chart, at: int) -> Decimal:
    return Decimal(100) * (2 * at + 1) / (2 * len(chart.points))


def _css(order: int, *, forecast: bool) -> str:
    return f"chart-{'ab'[order]}" + (" chart-forecast" if forecast else "")


def _level(chart: Chart, amount: Decimal, css: str) -> SafeString:
    y = percent(_height(chart, amount))
    return element("line", {"class": css, "x1": "0", "y1": y, "x2": "100%", "y2": y})


def _whole(chart: Chart, at: int) -> SafeString:
    """The whole height of a period, so that it need not be hit exactly; a period without amounts is a gap."""
    width = Decimal(100) / len(chart.points)
    gap = all(one.amounts[at] is None for one in chart.series)
    frame = {"x": percent(width * at), "width": percent(width), "y": "0", "height": "100%"}
    return element("rect", {"class": "chart-gap" if gap else "chart-hit", **frame})


def _bars(chart: Chart, at: int) -> SafeString:
    beside = [order for order, one in enumerate(chart.series) if one.kind == "bars"]
    room = Decimal(64) / len(chart.points)
    zero, drawn = _height(chart, Decimal(0)), []
    for place, order in enumerate(beside):
        amount = chart.series[order].amounts[at]
        if amount is None:
            continue
        width = room / len(beside)
        x = _middle(chart, at) - room / 2 + width * place
        y = _height(chart, amount)
        css = _css(order, forecast=chart.series[order].is_forecast(at))
        if amount == 0:
            ends = {"x1": percent(x), "x2": percent(x + width), "y1": percent(zero), "y2": percent(zero)}
            drawn.append(element("line", {"class": f"{css} chart-nothing", **ends}))
            continue
        size = {"x": percent(x), "y": percent(min(y, zero)), "width": percent(width), "height": percent(abs(zero - y))}
        drawn.append(element("rect", {"class": css, **size}))
    return mark_safe("".join(drawn))


def _line(chart: Chart, series: Series, order: int) -> list[SafeString]:
    """Stretches between neighbouring periods that both have an amount, and a mark on every amount."""
    places = [
        (at, percent(_middle(chart, at)), percent(_height(chart, amount)))
        for at, amount in enumerate(series.amounts)
        if amount is not None
    ]
    stretches = [
        element(
            "line",
            {"class": _css(order, forecast=series.is_forecast(end)), "x1": x1, "y1": y1, "x2": x2, "y2": y2},
        )
        for (start, x1, y1), (end, x2, y2) in pairwise(places)
        if end == start + 1
    ]
    return stretches + [_dot(_css(order, forecast=series.is_forecast(at)), order, x, y) for at, x, y in places]


def _dot(css: str, order: int, x: str, y: str) -> SafeString:
    """Round for the first series, a diamond for the second."""
    shape = "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z" if order == 0 else "M0-6.5 6.5 0 0 6.5-6.5 0z"
    return element("svg", {"class": "chart-mark", "x": x, "y": y}, element("path", {"class": css, "d": shape}))


def _names(chart: Chart) -> list[SafeString]:
    """As many names of periods as fit, counted from the last; the style sheet leaves more away on a phone."""
    total, letters = len(chart.points), max(len(point.name) for point in chart.points) * LETTER
    every = -(-total * (letters + 8) // DESK)
    # Of those that a desk shows.
    every_on_phone = every * -(-total * (letters + 8) // (PHONE * every))
    drawn = []
    for at, point in enumerate(chart.points):
        before_last = total - 1 - at
        if before_last % every:
            continue
        css = "chart-name" if before_last % every_on_phone == 0 else "chart-name chart-wide"
        x = percent(_middle(chart, at))
        # A long last name would reach beyond the frame.
        if not before_last and letters > PHONE // total + 2 * MARGIN:
            css, x = "chart-name chart-end", "100%"
        drawn.append(element("text", {"class": css, "x": x, "y": "100%", "dy": "-.6em"}, point.name))
    return drawn
