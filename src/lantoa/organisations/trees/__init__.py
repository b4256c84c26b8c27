"""A tree of units as an Excel workbook: the template to fill in, reading it back, marking what is wrong."""

from lantoa.organisations.trees.reading import cells_of
from lantoa.organisations.trees.template import marked, template

__all__ = ["cells_of", "marked", "template"]
