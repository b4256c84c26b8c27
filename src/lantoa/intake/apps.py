"""Registers the concept with Django."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """A paper comes in, is read, a person confirms, and records are made."""

    name = "lantoa.intake"
    label = "intake"
    verbose_name = "Tiếp nhận"
