"""The tables of reports."""

from lantoa.reports.models.makings import Making, Pages
from lantoa.reports.models.outlines import Outline
from lantoa.reports.models.papers import Part, Received, Report, Step, Version
from lantoa.reports.models.templates import PaperTemplate
from lantoa.reports.models.types import ReportType

__all__ = ["Making", "Outline", "Pages", "PaperTemplate", "Part", "Received", "Report", "ReportType", "Step", "Version"]
