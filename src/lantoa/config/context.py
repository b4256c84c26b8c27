"""What every page may name."""

from django.conf import settings
from django.http import HttpRequest


def everywhere(request: HttpRequest) -> dict[str, str]:
    """The address under which this site is known outside."""
    return {"public_url": settings.PUBLIC_URL}
