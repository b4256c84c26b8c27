"""A plan as an Excel workbook: to fill in, to read back, with what is wrong marked."""

from lantoa.plans.sheets.reading import cells_of
from lantoa.plans.sheets.template import Choices, workbook

__all__ = ["Choices", "cells_of", "workbook"]
