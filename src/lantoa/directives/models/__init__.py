"""The tables of numbered papers."""

from lantoa.directives.models.numbers import Congress, Number

__all__ = ["Congress", "Number"]
