"""Registers the concept with Django."""

from django.apps import AppConfig


class DesignConfig(AppConfig):
    """Names the app."""

    name = "lantoa.design"
    label = "design"
