"""What people type of outlines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from lantoa.common.scopes import Scope
from lantoa.design.fields import Words
from lantoa.organisations import queries as organisations
from lantoa.organisations.queries import NamedUnit
from lantoa.reading.inputs.limits import FILE_BYTES
from lantoa.reports.models.outlines import ASKED, KINDS, PAST
from lantoa.reports.outlines.columns import role_of
from lantoa.reports.outlines.lexicon import Lexicon
from lantoa.reports.outlines.matching import Match
from lantoa.reports.rules.outlines import DEEPEST, FIGURED, FILLS, Fill, Section

MOST_OFFERED = 400
LEVELS = {1: _("1 – as “I-”"), 2: _("2 – as “1.”"), 3: _("3 – as “a)”"), 4: _("4 – as “-”")}
# Columns that say what a row is, or hold what a person notes: no indicator stands over them.
_NO_FIGURES = frozenset({"number", "name", "measure", "note", "practice", "person", "paper", "field", "unit"})
# Where the rows stand for indicators, these say which amount of each: planned, done, of the year before.
_AMOUNTS = frozenset({"planned", "done", "before", "cumulative", "share", "change", "total"})


class FileField(forms.FileField):
    """One file; an empty one is for the operation to refuse, with its own words."""

    def __init__(self, **named: Any) -> None:
        """As any field for a file."""
        super().__init__(allow_empty_file=True, **named)

    @staticmethod
    def bytes_of(brought: UploadedFile[Any]) -> bytes:
        """What came, at most one byte more than is accepted."""
        found: bytes = brought.read(FILE_BYTES + 1)
        return found


class UnitForm(forms.Form):
    """Whose outline it is."""

    unit = forms.ChoiceField(
        label=_("Kept by"), help_text=_("The unit that asks by it, or that writes reports after it.")
    )

    def __init__(self, data: Any = None, files: Any = None, *, scope: Scope, today: date) -> None:
        """Offers the units that one may report for, one's own first."""
        super().__init__(data, files)
        reach = scope.units("report")
        units = organisations.standing(today)
        offered = list((units if reach is None else units.filter(pk__in=reach))[:MOST_OFFERED])
        self._units: dict[str, NamedUnit] = {one.code: one for one in offered}
        _choose(self, "unit", [(one.code, one.name) for one in offered])
        self.initial["unit"] = next((one.code for one in offered if one.pk == scope.home_unit_id), "")

    def unit_asked(self) -> NamedUnit:
        """The unit. Of a valid form."""
        return self._units[self.cleaned_data["unit"]]


class KeepForm(UnitForm):
    """A file comes in as an outline."""

    paper = FileField(
        label=_("File"),
        help_text=_("The outline (.docx, .pdf), the tables (.xlsx), or last year's report."),
        error_messages={"required": _("Choose the file of the outline, of the tables, or of last year's report.")},
    )
    kind = forms.ChoiceField(
        required=False,
        label=_("What is it?"),
        widget=forms.RadioSelect,
        choices=[
            ("", _("Tell by its text")),
            (ASKED, _("An outline or tables that whoever is above sent")),
            (PAST, _("A report of an earlier period, whose sections are to be used again")),
        ],
    )
    title = Words(required=False, max_length=300, label=_("Name"), help_text=_("Left empty: its own title."))

    field_order = ("paper", "kind", "unit", "title")


class TablesForm(forms.Form):
    """Tables come in for an outline that is there."""

    tables = FileField(
        label=_("File with the tables"),
        help_text=_("Excel (.xlsx, .xls) or Word."),
        error_messages={"required": _("Choose the file with the tables.")},
    )


class NameForm(forms.Form):
    """How an outline is called and what it is."""

    name = Words(max_length=300, label=_("Name"))
    kind = forms.ChoiceField(label=_("What is it?"), choices=list(KINDS.items()))


class WithdrawForm(forms.Form):
    """Why an outline is not used any more."""

    why = Words(
        max_length=400,
        label=_("Why is it not used any more?"),
        error_messages={"required": _("Say why in a few words.")},
    )


class SectionForm(forms.Form):
    """One section: its heading, what is asked, what fills it."""

    number = Words(required=False, max_length=40, label=_("Number"), help_text=_("As printed: I-, 1., 2.1., a)"))
    heading = Words(
        max_length=600,
        label=_("Heading of the section"),
        error_messages={"required": _("Write the heading of the section.")},
    )
    level = forms.TypedChoiceField(coerce=int, label=_("Level"), choices=list(LEVELS.items()))
    asks = Words(required=False, max_length=20_000, label=_("What is asked there"), widget=forms.Textarea({"rows": 4}))
    fills = forms.MultipleChoiceField(
        required=False,
        label=_("What the registers fill it with"),
        help_text=_("None ticked: the section is written by hand."),
        widget=forms.CheckboxSelectMultiple,
        choices=[(kind, words) for kind, words in FILLS.items() if kind != "asked_table"],
    )
    indicators = forms.MultipleChoiceField(
        required=False,
        label=_("Indicators of the section"),
        help_text=_("For sentences and tables of figures. None ticked: all indicators that have figures."),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, data: Any = None, *, section: Section | None = None, lexicon: Lexicon, matches: tuple[Match, ...] = ()
    ) -> None:
        """Shows the section as it is; indicators that it has or that its words speak for come first."""
        self.section = section or Section(1, "", "")
        fills = self.section.fills
        chosen = [code for fill in fills if fill.kind in FIGURED for code in fill.indicators]
        spoken = [code for match in matches if match.fill.kind in FIGURED for code in match.fill.indicators]
        initial = {
            "number": self.section.number,
            "heading": self.section.heading,
            "level": min(self.section.level, DEEPEST),
            "asks": self.section.asks,
            "fills": [fill.kind for fill in fills],
            "indicators": list(dict.fromkeys(chosen)),
        }
        super().__init__(data, initial=initial)
        first = dict.fromkeys([*chosen, *spoken])
        ordered = [*first, *(one.code for one in lexicon.indicators if one.code not in first)]
        _choose(self, "indicators", [(code, lexicon.name_of(code)) for code in ordered if code])

    def corrected(self) -> Section:
        """The section as typed. Of a valid form."""
        said = self.cleaned_data
        kept = {fill.kind: fill for fill in self.section.fills}
        chosen = tuple(said["indicators"])
        fills = [
            Fill(kind, chosen) if kind in FIGURED else kept.get(kind, Fill(kind))
            for kind in FILLS
            if kind in said["fills"]
        ]
        fills += [fill for fill in self.section.fills if fill.kind == "asked_table"]
        return replace(
            self.section,
            number=said["number"],
            heading=said["heading"],
            level=said["level"],
            asks=said["asks"],
            fills=tuple(fills),
        )


class TableForm(forms.Form):
    """Which indicators the columns and rows of an asked table stand for."""

    all_optional = True

    def __init__(self, data: Any = None, *, section: Section, at: int, lexicon: Lexicon) -> None:
        """A choice for each column of figures and for each row."""
        super().__init__(data)
        self._section, self._at = section, at
        self.table = section.tables[at]
        fill = next((one for one in section.fills if one.kind == "asked_table" and one.at == at), Fill("asked_table"))
        self._offered = [("", _("none, filled in by hand")), *((one.code, one.name) for one in lexicon.indicators)]
        self.names: dict[str, list[str]] = {"column": [], "row": []}
        skipped = _NO_FIGURES | _AMOUNTS if self.table.rows else _NO_FIGURES
        for number, words in enumerate(self.table.columns):
            if role_of(words) not in skipped:
                self._offer("column", number, words, fill.by_columns(self.table))
        for number, row in enumerate(self.table.rows):
            *said, last = row
            measured = len(row) > 2 and bool(last) and role_of(self.table.columns[len(row) - 1]) == "measure"
            words = " ".join(filter(None, [*said, f"({last})" if measured else last]))
            self._offer("row", number, words, fill.by_rows(self.table))

    def _offer(self, sort: str, number: int, words: str, codes: tuple[str, ...]) -> None:
        name = f"{sort}_{number}"
        code = codes[number] if number < len(codes) else ""
        # One that left the catalogue stays chosen until somebody chooses another.
        gone = [] if code in dict(self._offered) else [(code, code)]
        self.fields[name] = forms.ChoiceField(
            required=False, label=words, choices=[*self._offered, *gone], initial=code
        )
        self.names[sort].append(name)

    @property
    def columns(self) -> list[forms.BoundField]:
        """The choices for the columns."""
        return [self[name] for name in self.names["column"]]

    @property
    def rows(self) -> list[forms.BoundField]:
        """The choices for the rows."""
        return [self[name] for name in self.names["row"]]

    def corrected(self) -> Section:
        """The section with the table filled as chosen. Of a valid form."""
        said = self.cleaned_data
        codes = [said.get(f"column_{number}", "") for number in range(len(self.table.columns))]
        codes += [said.get(f"row_{number}", "") for number in range(len(self.table.rows))]
        others = [one for one in self._section.fills if not (one.kind == "asked_table" and one.at == self._at)]
        own = [Fill("asked_table", tuple(codes), self._at)] if any(codes) else []
        return replace(self._section, fills=(*others, *own))


def _choose(form: forms.Form, name: str, choices: Any) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices
