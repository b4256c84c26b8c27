"""Lists to choose from, written out as Django would."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates

from lantoa.design.rendering import OwnFields


class Choosing(forms.Form):
    """Each kind of list that Django knows."""

    place = forms.ChoiceField(
        choices=[("", "—"), ('x"<', "Bến & <Lau>"), ("Miền Nam", [("1", "Một"), (2, "Hai")])], initial=2, required=False
    )
    many = forms.MultipleChoiceField(choices=[("1", "Một"), ("2", "Hai")], initial=["1", "2"])
    sure = forms.NullBooleanField()
    closed = forms.ChoiceField(
        choices=[("a", "A")], disabled=True, widget=forms.Select(attrs={"data-x": 'a"b', "hidden": False})
    )


class Seen(HTMLParser):
    """Tags with their attributes and words, whatever the white space between them."""

    def __init__(self, html: str) -> None:
        """Reads it whole."""
        super().__init__()
        self.parts: list[Any] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag; in which order its attributes stand says nothing."""
        self.parts.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """Its end."""
        self.parts.append(tag)

    def handle_data(self, data: str) -> None:
        """Words."""
        if data.strip():
            self.parts.append(data.strip())


@pytest.mark.parametrize("name", list(Choosing.base_fields))
def test_a_list_to_choose_from_says_what_django_would(name: str) -> None:
    ours, theirs = (Choosing(renderer=by())[name].as_widget() for by in (OwnFields, DjangoTemplates))
    assert Seen(ours).parts == Seen(theirs).parts
    assert len(Seen(ours).parts) > 3
