"""Registers the concept with Django."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Uploaded files: checked, hashed, kept; their texts, and citations into them."""

    name = "lantoa.files"
    label = "files"
    verbose_name = "Tệp"
