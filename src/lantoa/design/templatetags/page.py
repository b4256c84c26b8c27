"""What the base page asks."""

from django import template
from django.conf import settings
from django.template import Context
from django.utils.translation import gettext as _

from lantoa.design.navigation import Place, places

register = template.Library()


@register.simple_tag(takes_context=True)
def navigation(context: Context, kind: str) -> list[Place]:
    """The menu of signed-in people ("staff") or of the public ("public")."""
    return places(context.get("request"), kind)


@register.simple_tag
def help_line() -> str:
    """Whom to ask: settings.HELP_LINE, the same words on every page."""
    return getattr(settings, "HELP_LINE", "") or _(
        "Need help? Ask the person who runs Lan Tỏa at your office."
    )


@register.simple_tag(takes_context=True)
def page_address(context: Context, param: str, number: int) -> str:
    """This address with another page number: "?q=a&trang=2"."""
    words = context["request"].GET.copy()
    words[param] = str(number)
    return f"?{words.urlencode()}"
