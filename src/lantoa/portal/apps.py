"""Registers the concept with Django."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The public site."""

    name = "lantoa.portal"
    label = "portal"
    verbose_name = "Cổng công khai"
