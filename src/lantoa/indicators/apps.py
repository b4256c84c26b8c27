"""Registers the concept with Django."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """What is measured: definitions, the append-only ledger, the roll-up, the figure page."""

    name = "lantoa.indicators"
    label = "indicators"
    verbose_name = "Số liệu"
