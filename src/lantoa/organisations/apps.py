"""Registers the concept with Django."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """Units through time, people, posts, and who may do what where."""

    name = "lantoa.organisations"
    label = "organisations"
    verbose_name = "Tổ chức"
