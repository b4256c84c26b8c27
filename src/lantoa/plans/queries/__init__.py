"""Every question about plans and themes."""

from lantoa.plans.queries.themes import (
    carried_out_below,
    may_take_part,
    taking_part,
    theme,
    themes,
    themes_below,
    themes_during,
    themes_for,
    within,
    years_of_themes,
)

__all__ = [
    "carried_out_below",
    "may_take_part",
    "taking_part",
    "theme",
    "themes",
    "themes_below",
    "themes_during",
    "themes_for",
    "within",
    "years_of_themes",
]
