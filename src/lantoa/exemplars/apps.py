"""Registers the concept with Django."""

from django.apps import AppConfig


class ExemplarsConfig(AppConfig):
    """Điển hình: proposed, confirmed, published on a basis, withdrawn at once."""

    name = "lantoa.exemplars"
    label = "exemplars"
    verbose_name = "Điển hình"
