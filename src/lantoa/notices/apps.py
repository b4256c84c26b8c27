"""Registers the concept with Django."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Reminders and messages, exactly once each."""

    name = "lantoa.notices"
    label = "notices"
    verbose_name = "Thông báo"
