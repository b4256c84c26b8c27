"""What the administrator types about a rule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lantoa.design.fields import Day, Words
from lantoa.regulations import queries, rules, shapes, value_fields, wording
from lantoa.regulations.models import Regulation
from lantoa.regulations.operations import RuleText
from lantoa.regulations.shapes import Path


def source_fields() -> dict[str, forms.Field]:
    """Where something is written and how sure we are: the same of a rule and of a day."""
    return {
        "source": Words(
            label=gettext_lazy("Source"),
            max_length=1000,
            help_text=gettext_lazy("Which article of which paper, or who said so."),
        ),
        "source_number": Words(label=gettext_lazy("Number of the paper"), max_length=60, required=False),
        "source_date": Day(label=gettext_lazy("Date of the paper"), required=False),
        "standing": forms.ChoiceField(
            label=gettext_lazy("How sure are we"),
            choices=list(wording.STANDINGS.items()),
            widget=forms.RadioSelect,
            initial="unconfirmed",
        ),
    }


def why_field() -> Words:
    """The reason of a change."""
    return Words(label=gettext_lazy("Why this change"), max_length=400, help_text=gettext_lazy("Kept in the history."))


class DayForm(forms.Form):
    """The day on which rules are looked up; what cannot be understood asks for today."""

    all_optional = True

    ngay = Day(required=False, label=gettext_lazy("Rules that held on the day"))

    def day(self, today: date) -> date:
        """The day asked for."""
        return (self.cleaned_data.get("ngay") if self.is_valid() else None) or today


class EndForm(forms.Form):
    """A rule ends."""

    on = Day(label=gettext_lazy("Last day on which it holds"))
    why = why_field()


class ReasonForm(forms.Form):
    """Only a reason."""

    why = why_field()


@dataclass(frozen=True, slots=True)
class Group:
    """Fields of the value that stand together under one heading ("" for none)."""

    legend: str
    fields: list[BoundField]


class RuleForm(forms.Form):
    """A version of a rule: a new one from a day on, a correction, or the first of a new code."""

    use_required_attribute = False

    def __init__(
        self, data: Any = None, *, rule: Regulation | None = None, is_new: bool, as_json: bool = False
    ) -> None:
        """``rule`` lends its text and the shape of its value; ``is_new``: a version is added, not corrected."""
        super().__init__(data)
        self.rule, self.is_new = rule, is_new
        self.as_json = as_json or rule is None or not shapes.is_typed(rule.value)
        self._paths: dict[str, Path] = {}
        if rule is None:
            self.fields["code"] = forms.SlugField(
                label=_("Short name in the address"),
                max_length=80,
                help_text=_("Letters without marks, digits and dashes; it never changes. For example: reports-party."),
            )
        self.fields["title"] = Words(label=_("Name of the rule"), max_length=300)
        if is_new:
            self._add_days()
        self._add_value()
        self.fields |= source_fields()
        self.fields["why"] = why_field()
        if rule is not None:
            for name in ("title", "source", "source_number", "source_date", "standing"):
                self.fields[name].initial = getattr(rule, name)

    def _add_days(self) -> None:
        self.fields["from_on"] = Day(label=_("In force from the day"))
        self.fields["to_on"] = Day(
            required=False,
            label=_("Until the day"),
            help_text=_("Leave empty if it holds until it is replaced."),
        )
        self.fields["leaves_gap"] = forms.BooleanField(
            required=False, label=_("Days between two versions may stay without a rule")
        )

    def _add_value(self) -> None:
        if self.as_json or self.rule is None:
            example = self.rule.value if self.rule else {"reply": {"days": 10, "counting": "working"}}
            self.fields["value"] = value_fields.Json(
                label=_("What the rule says (JSON)"),
                initial=example,
                help_text=_("Texts in quotes, a comma between two parts, every bracket closed."),
            )
            return
        for name, path, field, answer in value_fields.fields_of(self.rule.value):
            field.initial = answer
            self.fields[name] = field
            self._paths[name] = path

    @property
    def has_table(self) -> bool:
        """Whether rows may be added and left out."""
        return any(map(value_fields.is_in_table, self._paths.values()))

    @property
    def groups(self) -> list[Group]:
        """The fields of the value, those of one heading together."""
        found: list[Group] = []
        for name, path in self._paths.items():
            legend = value_fields.legend_of(path)
            if not found or found[-1].legend != legend:
                found.append(Group(legend, []))
            found[-1].fields.append(self[name])
        return found

    def clean_code(self) -> str:
        """Neither taken nor one of the addresses beside the rules."""
        code: str = self.cleaned_data["code"].lower()
        if code in rules.RESERVED:
            raise forms.ValidationError(_("Choose another name: this one is an address of ours."))
        if queries.versions(code, date.min):
            raise forms.ValidationError(_("There is a rule of this name already. Open it and add a version."))
        return code

    def clean(self) -> dict[str, Any]:
        """Whole rows or empty ones in tables; the value put together."""
        said = super().clean() or {}
        if not self.as_json and self.rule is not None:
            self._check_rows(said)
            if not self.errors:
                answers = {path: said[name] for name, path in self._paths.items()}
                said["value"] = shapes.built(self.rule.value, answers)
        return said

    def _check_rows(self, said: dict[str, Any]) -> None:
        rows: dict[Path, list[str]] = {}
        for name, path in self._paths.items():
            if len(path) > 1 and isinstance(path[-2], int):
                rows.setdefault(path[:-1], []).append(name)
        for names in rows.values():
            empty = [name for name in names if said.get(name) in ("", None) and name not in self.errors]
            if empty and len(empty) < len([name for name in names if said.get(name) is not False]):
                for name in empty:
                    self.add_error(name, _("Fill in the whole row, or leave it empty."))

    def text(self) -> RuleText:
        """What was typed, as the operations take it. Of a valid form."""
        said = self.cleaned_data
        names = ("title", "value", "source", "standing", "source_number", "source_date")
        return RuleText(**{name: said[name] for name in names})
