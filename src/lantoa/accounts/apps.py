"""Registers the concept with Django."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Names the app."""

    name = "lantoa.accounts"
    label = "accounts"
