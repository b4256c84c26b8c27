"""Maps and charts in templates; pages use <c-province-map>, <c-chart> and <c-ranking>."""

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from lantoa.design.drawings.chart import Chart
from lantoa.design.drawings.plot import draw_axis, draw_plot, key
from lantoa.design.drawings.provinces import ProvinceMap, credit, draw_map, swatch

register = template.Library()
register.simple_tag(draw_map, name="draw_map")
register.simple_tag(draw_axis, name="draw_axis")
register.simple_tag(draw_plot, name="draw_plot")
register.simple_tag(credit, name="map_credit")


@register.simple_tag
def map_legend(shown: ProvinceMap, ident: str) -> list[tuple[SafeString, str]]:
    """Each colour with what it means."""
    return [(swatch(line.level, ident), line.text) for line in shown.legend]


@register.simple_tag
def chart_legend(chart: Chart) -> list[tuple[SafeString, str]]:
    """Each series with its name, and what broken lines mean; nothing where there is only one thing to see."""
    lines = [(key(order, one.kind), one.name) for order, one in enumerate(chart.series)]
    forecasts = [
        (key(order, one.kind, forecast=True), gettext("%(series)s, forecast") % {"series": one.name})
        for order, one in enumerate(chart.series)
        if one.forecast_from is not None
    ]
    return lines + forecasts if len(lines + forecasts) > 1 else []
