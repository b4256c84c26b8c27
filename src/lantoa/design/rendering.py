"""How Django's forms are written out."""

from __future__ import annotations

from typing import Any

from django.forms.renderers import DjangoTemplates
from django.forms.utils import flatatt
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

SELECT = "django/forms/widgets/select.html"


class OwnFields(DjangoTemplates):
    """Our field and form templates around Django's own widgets."""

    form_template_name = "design/form.html"
    field_template_name = "design/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """As Django does, but for lists to choose from: it fills two templates for each choice, and a list of the
        communes of a province took longer than everything else on its page."""
        if template_name == SELECT:
            return _select(context["widget"])
        return super().render(template_name, context, request)


def _select(widget: dict[str, Any]) -> SafeString:
    groups = format_html_join("", "{}", ((_group(name, choices),) for name, choices, _at in widget["optgroups"]))
    return format_html('<select name="{}"{}>{}</select>', widget["name"], flatatt(widget["attrs"]), groups)


def _group(name: str | None, choices: list[dict[str, Any]]) -> SafeString:
    options = format_html_join(
        "\n",
        '<option value="{}"{}>{}</option>',
        ((str(one["value"]), flatatt(one["attrs"]), one["label"]) for one in choices),
    )
    return options if name is None else format_html('<optgroup label="{}">{}</optgroup>', name, options)
