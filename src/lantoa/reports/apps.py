"""Registers the concept with Django."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Records and figures go out as pages, Word and Excel."""

    name = "lantoa.reports"
    label = "reports"
    verbose_name = "Báo cáo"
