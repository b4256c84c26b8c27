"""A map of Việt Nam coloured by province. Hoàng Sa and Trường Sa are in every one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from lantoa.design.drawings.classes import MOST, LegendLine
from lantoa.design.drawings.markup import element, opening
from lantoa.design.drawings.outlines import Archipelago, Outline, country


@dataclass(frozen=True, slots=True)
class Area:
    """A province: its unit's code, what is said of it, where it leads (or ""), its class 0 to 5 (None: no data)."""

    key: str
    label: str
    href: str = ""
    level: int | None = None

    def __post_init__(self) -> None:
        """Raises ValueError for a class that has no colour or a code that has no outline."""
        if self.level is not None and not 0 <= self.level <= MOST:
            raise ValueError(f"no colour for class {self.level}")
        if self.key not in country().outlines:
            raise ValueError(f"no outline for {self.key!r}")


@dataclass(frozen=True, slots=True)
class ProvinceMap:
    """What a map shows. Provinces that are not among ``areas`` have no data."""

    title: str
    description: str
    areas: Sequence[Area] = ()
    legend: Sequence[LegendLine] = ()


def is_on_the_map(code: str) -> bool:
    """Whether a unit's code is that of a province of today."""
    return code in country().outlines


def credit() -> str:
    """Whose work the outlines are; shown with every map."""
    return gettext("Outlines: %(source)s, joined into today's provinces") % {"source": country().credit}


def draw_map(shown: ProvinceMap, ident: str = "map") -> SafeString:
    """The map as SVG. ``ident`` begins the ids in it, so that two maps on a page do not meet."""
    drawn, given = country(), {area.key: area for area in shown.areas}
    in_links = any(area.href for area in shown.areas)
    told = [shown.description.rstrip("."), *map(archipelago_name, drawn.archipelagos)]
    return element(
        "svg",
        {
            "class": "map-drawing",
            "viewBox": f"0 0 {drawn.width} {drawn.height}",
            "role": "group" if in_links else "img",
            "aria-labelledby": f"{ident}-title",
            "aria-describedby": f"{ident}-desc",
        },
        element("title", {"id": f"{ident}-title"}, shown.title),
        element("desc", {"id": f"{ident}-desc"}, ". ".join(filter(None, told)) + "."),
        element("metadata", {}, credit()),
        element("defs", {}, _hatch(f"{ident}-hatch")),
        *(
            _area(outline, given.get(outline.key) or _unknown(outline), ident, in_links=in_links)
            for outline in drawn.outlines.values()
        ),
        *map(_name, drawn.archipelagos),
    )


def swatch(level: int | None, ident: str = "map") -> SafeString:
    """The colour of a class, for the legend of the map with the same ``ident``."""
    frame = {"class": "swatch", "width": 28, "height": 18, "aria-hidden": "true", "focusable": "false"}
    return element("svg", frame, element("rect", {"width": "100%", "height": "100%", **_fill(level, ident)}))


def archipelago_name(one: Archipelago) -> str:
    """ "Quần đảo Hoàng Sa (Đà Nẵng)"."""
    said = {"island": one.name, "province": country().outlines[one.province].name}
    return gettext("%(island)s archipelago (%(province)s)") % said


def _unknown(outline: Outline) -> Area:
    return Area(outline.key, gettext("%(place)s: no figure yet") % {"place": outline.name})


def _fill(level: int | None, ident: str) -> dict[str, str]:
    # A pattern is named by its id in this page, which a style sheet cannot do in every browser.
    return {"class": "map-none", "fill": f"url(#{ident}-hatch)"} if level is None else {"class": f"map-{level}"}


def _hatch(ident: str) -> SafeString:
    size = {"width": 12, "height": 12}
    ground = element("rect", {"class": "map-hatch-ground", **size})
    stripe = element("rect", {"class": "map-hatch-stripe", "width": 4, "height": 12})
    lying = {"patternUnits": "userSpaceOnUse", "patternTransform": "rotate(45)"}
    return element("pattern", {"id": ident, **size, **lying}, ground, stripe)


def _area(outline: Outline, area: Area, ident: str, *, in_links: bool) -> SafeString:
    far = [one for one in country().archipelagos if one.province == outline.key]
    parts = [
        element("path", {"d": outline.path, **_fill(area.level, ident)}),
        element("path", {"class": "map-islands", "d": outline.islands}) if outline.islands else mark_safe(""),
    ]
    for one in far:
        left, top, width, height = one.box
        frame = {"x": left, "y": top, "width": width, "height": height, "rx": 16}
        parts.append(element("rect", {"class": "map-sea", **frame}))
        parts.append(element("path", {"class": "map-islands", "d": one.islands}))
    return opening(area.href, area.label, "map-area", *parts, in_links=in_links)


def _name(one: Archipelago) -> SafeString:
    """The name in two lines above the islands."""
    left, top, width, _ = one.box
    first, _, second = archipelago_name(one).partition(" (")
    at = left + width // 2
    lines = [
        element("tspan", {"x": at, "dy": "-1.25em"}, first),
        " ",
        element("tspan", {"x": at, "dy": "1.15em"}, f"({second}"),
    ]
    return element("text", {"class": "map-name", "x": at, "y": top - 10}, *lines)
