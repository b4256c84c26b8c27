"""Writing out elements; whatever they hold is escaped."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

Attributes = Mapping[str, object]


def element(name: str, attributes: Attributes, *inside: str) -> SafeString:
    """``<name attribute="value">inside</name>``; attributes that are "" are left out, texts are escaped."""
    # Not by format_html: a drawing is of thousands of elements. Names are ours, all else is escaped.
    said = "".join(f' {key}="{conditional_escape(str(value))}"' for key, value in attributes.items() if value != "")
    return mark_safe(f"<{name}{said}>{''.join(conditional_escape(one) for one in inside)}</{name}>")


def opening(href: str, label: str, css: str, *inside: str, in_links: bool = True) -> SafeString:
    """A part of a drawing that says its label: a link where it leads somewhere, else a picture among links.

    ``in_links``: whether anything in the drawing is a link; else the drawing as a whole is one picture.
    """
    title = element("title", {}, label)
    if href:
        return element("a", {"class": css, "href": href, "aria-label": label}, title, *inside)
    spoken = {"role": "img", "aria-label": label} if in_links else {}
    return element("g", {"class": css, **spoken}, title, *inside)


def percent(part: Decimal) -> str:
    """A hundredth as an SVG length: 12.345 → "12.35%"."""
    return f"{part:.2f}%"
