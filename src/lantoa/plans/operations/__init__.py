"""Every change of plans and themes."""

from lantoa.plans.operations.themes import (
    ThemeSaid,
    UnableToChangeTheme,
    change_theme,
    end_theme,
    set_taking_part,
    set_theme,
)

__all__ = [
    "ThemeSaid",
    "UnableToChangeTheme",
    "change_theme",
    "end_theme",
    "set_taking_part",
    "set_theme",
]
