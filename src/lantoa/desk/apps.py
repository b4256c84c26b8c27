"""Registers the concept with Django."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """What waits for me."""

    name = "lantoa.desk"
    label = "desk"
    verbose_name = "Bàn làm việc"
