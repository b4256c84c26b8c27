"""Registers the concept with Django."""

from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    """Sinh hoạt, hội nghị, hoạt động: schedules, attendance, contests, speakers."""

    name = "lantoa.activities"
    label = "activities"
    verbose_name = "Sinh hoạt, hoạt động"
