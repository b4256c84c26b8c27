"""Registers the concept with Django."""

from django.apps import AppConfig


class PledgesConfig(AppConfig):
    """Đăng ký làm theo: what units and people undertake, and how far they are with it."""

    name = "lantoa.pledges"
    label = "pledges"
    verbose_name = "Đăng ký làm theo"
