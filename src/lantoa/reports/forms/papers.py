"""What people type when they write a report, send it, return it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from lantoa.common.scopes import Scope
from lantoa.design.fields import Words
from lantoa.reports import elsewhere
from lantoa.reports.drafting import figured
from lantoa.reports.models import Part
from lantoa.reports.queries import Material
from lantoa.reports.rules import MISSING, papers, prose
from lantoa.reports.rules.prose import Line, Token


class SectionForm(forms.Form):
    """A section as its text, with figures in square brackets, and which of its tables stand there."""

    all_optional = True

    turn = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(
        required=False,
        label=_("What the section says"),
        help_text=_(
            "Numbers in [square brackets] come from the registers and stay up to date until the report is sent."
        ),
        widget=forms.Textarea(attrs={"rows": 14}),
    )
    why = Words(
        required=False,
        max_length=300,
        label=_("Why a number differs from the registers"),
        help_text=_("Only where you typed over a number in brackets. The report marks it."),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        part: Part,
        scope: Scope,
        lines: Sequence[Line],
        told: Material,
        tables: Sequence[tuple[str, str, bool]],
    ) -> None:
        """Shows the lines as text. ``tables`` are kind, words, and whether it stands there."""
        self.lines, self.told, self.tables, self.scope = lines, told, tables, scope
        ticked = {f"table-{kind}": is_on for kind, _words, is_on in tables}
        super().__init__(data, initial={"turn": part.turn, "text": prose.to_text(lines, self.value)} | ticked)
        for kind, words, _on in tables:
            self.fields[f"table-{kind}"] = forms.BooleanField(required=False, label=words)
        self.written: list[Line] = []

    def value(self, token: Token) -> str:
        """What a figure says now."""
        found = figured(token, self.told)
        return found.text if found else MISSING

    def table_fields(self) -> list[forms.BoundField]:
        """The check marks of the tables."""
        return [self[f"table-{kind}"] for kind, _words, _on in self.tables]

    def clean(self) -> dict[str, Any]:
        """Reads the text back; a number that was typed over needs a reason."""
        said = super().clean() or {}
        asked, wrong = elsewhere.asked_in(said.get("text", ""), self.told, self.scope)
        for problem in wrong:
            self.add_error("text", problem)
        lines, bare = prose.from_text(said.get("text", ""), self.lines, self.value, asked)
        if bare and not said.get("why"):
            shown = "; ".join(f"{one.typed} ≠ {self.value(one.live)}" for one in bare)
            self.add_error(
                "why", _now("You typed over a number of the registers (%s). Say why, or put it back.") % shown
            )
        self.written = prose.with_reasons(lines, said.get("why", ""))
        return said

    def dropped(self) -> list[str]:
        """The kinds of tables that were unticked."""
        return [kind for kind, _words, _on in self.tables if not self.cleaned_data.get(f"table-{kind}")]


class AdvanceForm(forms.Form):
    """A verb on a report, with what it asks for."""

    all_optional = True

    verb = forms.ChoiceField(choices=list(papers.VERBS.items()), widget=forms.HiddenInput)
    note = forms.CharField(required=False, label=_("Remarks"), widget=forms.Textarea(attrs={"rows": 3}))
    number = Words(
        required=False,
        max_length=40,
        label=_("Number of the paper"),
        help_text=_("The next one in the book of outgoing numbers, or another that is free. It may stay empty."),
    )
    dated_on = forms.DateField(
        required=False, label=_("Date of the paper"), widget=forms.DateInput(attrs={"inputmode": "numeric"})
    )


class WhyForm(forms.Form):
    """A reason."""

    why = Words(max_length=400, label=_("Why"))
