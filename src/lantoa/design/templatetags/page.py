"""What the base page asks."""

from functools import cache
from pathlib import Path

from django import template
from django.conf import settings
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django_cotton.templatetags import Attrs

from lantoa.design.navigation import Place, places

register = template.Library()

ICONS = Path(__file__).parents[1] / "templates" / "design" / "icons"
FRAME = (
    '<svg class="icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" '
    'stroke-linecap="round" stroke-linejoin="round" focusable="false"{}{}</svg>'
)


@register.simple_tag(takes_context=True)
def navigation(context: Context, kind: str) -> list[Place]:
    """The menu of signed-in people ("staff") or of the public ("public")."""
    return places(context.get("request"), kind)


@register.simple_tag
def help_line() -> str:
    """Whom to ask: settings.HELP_LINE, the same words on every page."""
    return getattr(settings, "HELP_LINE", "") or _("Need help? Ask the person who runs Lan Tỏa at your office.")


@register.simple_tag(takes_context=True)
def page_address(context: Context, param: str, number: int) -> str:
    """This address with another page number: "?q=a&trang=2"."""
    words = context["request"].GET.copy()
    # A part of a page that refreshes itself leads to whole pages.
    words.pop("doc", None)
    words[param] = str(number)
    return f"?{words.urlencode()}"


@register.simple_tag
def icon(name: str, title: str = "") -> SafeString:
    """A drawn sign, inline. Without a title it only accompanies words and is hidden from screen readers."""
    meaning = format_html(' role="img"><title>{}</title>', title) if title else mark_safe(' aria-hidden="true">')
    return format_html(FRAME, meaning, _drawing(name))


# The drawings are our own files, so they are safe to write out as they are.
@cache
def _drawing(name: str) -> SafeString:
    return mark_safe((ICONS / f"{name}.svg").read_text().strip())


@register.filter
def passed_on(attrs: Attrs) -> SafeString:
    """The attributes that a component hands to its own element: True stands bare, None and False are left out.

    django-cotton would write a value that begins and ends with a double quote as it is, unescaped.
    """
    given = {name: value for name, value in attrs.attrs_dict().items() if value is not None and value is not False}
    bare = format_html_join("", " {}", ((name,) for name, value in given.items() if value is True))
    valued = format_html_join("", ' {}="{}"', ((name, value) for name, value in given.items() if value is not True))
    return bare + valued
