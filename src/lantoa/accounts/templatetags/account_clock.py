"""When a paused sign-in opens again."""

from datetime import timedelta

from django import template
from django.utils import timezone

register = template.Library()


@register.simple_tag
def clock_after(wait: timedelta | None) -> str:
    """The time of day once the wait is over, to the full minute above: "14:21"."""
    then = timezone.localtime() + (wait or timedelta(0)) + timedelta(seconds=59)
    return f"{then:%H:%M}"
