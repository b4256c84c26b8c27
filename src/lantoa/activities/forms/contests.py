"""A contest: jury and criteria, entries, scores, prizes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from lantoa.activities.models import Criterion, Entry, Juror
from lantoa.activities.operations import EntrySaid
from lantoa.activities.queries import Sheet
from lantoa.activities.rules.contests import points
from lantoa.design.fields import Words, choose
from lantoa.organisations.queries import NamedUnit
from lantoa.vietnamese.numbers import read_number, write_number

_LINES = forms.Textarea({"rows": 4})


def written(tenths: int | None) -> str:
    """Tenths as a field shows them: "8,5"; empty for none."""
    found = points(tenths)
    return "" if found is None else write_number(found)


class Points(forms.CharField):
    """Points as people write them: "8,5"; empty is no score yet."""

    def to_python(self, value: Any) -> Any:
        """The points; ValidationError for what is no number."""
        text = str(value or "").strip()
        if not text:
            return None
        read = read_number(text)
        if read is None:
            raise forms.ValidationError(_("Write the points as a number, for example 8,5."))
        return Decimal(read.value)


class SetUpForm(forms.Form):
    """Who judges, by what."""

    jurors = Words(label=_("Jury, one name a line"), widget=_LINES)
    criteria = Words(
        label=_("Criteria, one a line, with the most points"),
        help_text=_("For example: Nội dung: 5"),
        widget=_LINES,
    )

    def __init__(self, data: Any = None, *, sheet: Sheet) -> None:
        """What stands so far."""
        jurors = "\n".join(juror.name for juror in sheet.jurors)
        criteria = "\n".join(f"{one.name}: {written(one.most)}" for one in sheet.criteria)
        super().__init__(data, initial={"jurors": jurors, "criteria": criteria or "Nội dung: 5\nTruyền cảm: 5"})

    def clean_criteria(self) -> list[tuple[str, Decimal]]:
        """Each with its points."""
        found = []
        for line in self.cleaned_data["criteria"].splitlines():
            if not line.strip():
                continue
            name, colon, most = line.rpartition(":")
            read = read_number(most.strip()) if colon else None
            if read is None or not name.strip():
                raise forms.ValidationError(
                    _("“%(line)s”: write the criterion, a colon, and the most points, like “Nội dung: 5”.")
                    % {"line": line.strip()}
                )
            found.append((name.strip(), Decimal(read.value)))
        return found


class EntryForm(forms.Form):
    """Something that takes part."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    by_words = Words(required=False, max_length=200, label=_("Who takes part: a person or a group"))
    unit = forms.ChoiceField(required=False, label=_("Of the unit"))
    title = Words(required=False, max_length=300, label=_("Title of the entry"))

    def __init__(self, data: Any = None, *, units: Sequence[NamedUnit]) -> None:
        """Offers the unit and those below it."""
        super().__init__(data, initial={"uuid": uuid4()}, auto_id="id_entry_%s")
        self._units = {str(each.uuid): each for each in units}
        choose(self, "unit", [("", "—"), *((uuid, each.name) for uuid, each in self._units.items())])

    def said(self) -> EntrySaid:
        """What takes part. Of a valid form."""
        typed = self.cleaned_data
        return EntrySaid(typed["title"], typed["by_words"], unit=self._units.get(typed["unit"]))


class ScoresForm(forms.Form):
    """What one juror gives: a field for each entry and criterion."""

    all_optional = True

    def __init__(self, data: Any = None, *, sheet: Sheet, juror: Juror) -> None:
        """What stands so far."""
        super().__init__(data)
        self._sheet = sheet
        for entry in sheet.entries:
            for criterion in sheet.criteria:
                given = sheet.scores.get((entry.pk, juror.pk, criterion.pk))
                label = f"{criterion.name} (≤ {written(criterion.most)})"
                self.fields[self._name(entry, criterion)] = Points(
                    required=False,
                    label=label,
                    initial=written(given),
                    widget=forms.TextInput({"inputmode": "decimal", "size": 5}),
                )

    @staticmethod
    def _name(entry: Entry, criterion: Criterion) -> str:
        return f"{entry.uuid}_{criterion.uuid}"

    def blocks(self) -> Iterator[tuple[Entry, list[BoundField]]]:
        """The fields of each entry."""
        for entry in self._sheet.entries:
            yield entry, [self[self._name(entry, criterion)] for criterion in self._sheet.criteria]

    def said(self) -> dict[tuple[UUID, UUID], Decimal | None]:
        """The scores. Of a valid form."""
        return {
            (entry.uuid, criterion.uuid): self.cleaned_data[self._name(entry, criterion)]
            for entry in self._sheet.entries
            for criterion in self._sheet.criteria
        }


class PrizesForm(forms.Form):
    """Which entry gets which prize."""

    all_optional = True

    def __init__(self, data: Any = None, *, sheet: Sheet) -> None:
        """One field an entry."""
        super().__init__(data)
        for entry in sheet.entries:
            self.fields[f"prize_{entry.uuid}"] = Words(
                required=False, max_length=100, label=_("Prize"), initial=entry.prize
            )
        self._entries = sheet.entries

    def of(self, entry: Entry) -> BoundField:
        """The field of an entry."""
        return self[f"prize_{entry.uuid}"]

    def said(self) -> dict[UUID, str]:
        """The prizes. Of a valid form."""
        return {entry.uuid: self.cleaned_data[f"prize_{entry.uuid}"] for entry in self._entries}
