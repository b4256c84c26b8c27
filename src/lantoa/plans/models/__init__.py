"""Plans and themes."""

from lantoa.plans.models.themes import Participation, Theme

__all__ = ["Participation", "Theme"]
