"""Registers the concept with Django."""

from django.apps import AppConfig


class RegulationsConfig(AppConfig):
    """Dated rules with source and standing; never a constant in code."""

    name = "lantoa.regulations"
    label = "regulations"
    verbose_name = "Quy định"
