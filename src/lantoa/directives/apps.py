"""Registers the concept with Django."""

from django.apps import AppConfig


class DirectivesConfig(AppConfig):
    """Numbered papers: the book of outgoing numbers."""

    name = "lantoa.directives"
    label = "directives"
    verbose_name = "Văn bản"
