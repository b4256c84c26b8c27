"""Registers the concept with Django."""

from django.apps import AppConfig


class ContributionsConfig(AppConfig):
    """Vận động đóng góp: what people give, what was spent, what it built."""

    name = "lantoa.contributions"
    label = "contributions"
    verbose_name = "Vận động đóng góp"
