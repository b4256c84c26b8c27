"""Commands that need the database start Django here, once."""

import os


def start() -> None:
    """Points at the settings and loads the apps."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lantoa.config.settings")
    import django

    django.setup()
