"""Registers the concept with Django."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Kế hoạch: what a term or a year is to bring, its tasks, its targets, its themes."""

    name = "lantoa.plans"
    label = "plans"
    verbose_name = "Kế hoạch"
