"""Registers the concept with Django."""

from django.apps import AppConfig


class PracticesConfig(AppConfig):
    """Mô hình: registered, running, ended; pilot as a dated mark; outcomes."""

    name = "lantoa.practices"
    label = "practices"
    verbose_name = "Mô hình"
