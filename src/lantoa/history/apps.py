"""Registers the concept with Django."""

from django.apps import AppConfig


class HistoryConfig(AppConfig):
    """Who did what, when: append-only, sealed in a chain."""

    name = "lantoa.history"
    label = "history"
    verbose_name = "Nhật ký"
