"""Who came: the roster, and bare totals. Both are filled in on a phone, at times without a signal."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from lantoa.activities import wording
from lantoa.activities.models import Tally
from lantoa.activities.operations import PersonSaid, TotalSaid
from lantoa.activities.queries import Expected
from lantoa.activities.rules.counting import FORMS, Count
from lantoa.design.fields import Words, choose
from lantoa.organisations.queries import NamedUnit
from lantoa.plans.queries import AgendaItem

_NUMBER = {"inputmode": "numeric"}
EXCUSED = "vang:"
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Line:
    """One person of the roster with their fields; ``is_open``: something else than present or absent is said."""

    name: str
    came: BoundField
    how: BoundField
    why: BoundField
    is_open: bool


class CountForm(forms.Form):
    """What every form of counting carries: its own id, and that of the count that it saw."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    before = forms.UUIDField(required=False, widget=forms.HiddenInput)
    # What was sent without an answer, before more was typed (kept.js).
    tried = forms.CharField(required=False, max_length=1000, widget=forms.HiddenInput)
    all_optional = True

    def seen(self) -> list[UUID]:
        """The sendings that this form knows of. Of a valid form."""
        before = self.cleaned_data["before"]
        tried = [UUID(word) for word in self.cleaned_data["tried"].split() if _UUID.fullmatch(word)]
        return [before, *tried] if before else tried

    @staticmethod
    def ids(known: Tally | None) -> dict[str, Any]:
        """A new id, and that of what is known."""
        return {"uuid": uuid4(), "before": known.sending if known else ""}


class RosterForm(CountForm):
    """Everybody who is expected, with a tick for those who came."""

    form = forms.ChoiceField(
        label=_("Those who are ticked came"), choices=list(wording.FORMS.items()), initial="direct"
    )
    guests = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=100_000,
        label=_("Guests, besides the list"),
        widget=forms.TextInput(_NUMBER),
    )
    treated = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, label=_("Topics from plans that came up")
    )

    def __init__(
        self,
        data: Any = None,
        *,
        people: Sequence[Expected],
        reasons: Sequence[str],
        agenda: Sequence[AgendaItem] = (),
        treated: Sequence[str] = (),
        known: Tally | None = None,
        ticked: str = "",
        typed: dict[str, Any] | None = None,
    ) -> None:
        """``ticked``: "all" or "none" of them instead of what is known; ``typed`` is what was typed so far."""
        initial = self.ids(known) | {"guests": known.guests or "" if known else "", "treated": treated}
        initial |= {"treated": treated} | (typed or {})
        super().__init__(data, initial=initial)
        self._people = people
        self._agenda = agenda
        choose(self, "treated", [(topic_key(item), item.words) for item in agenda])
        if not agenda:
            del self.fields["treated"]
        hows = [
            ("", "—"),
            *wording.FORMS.items(),
            *((f"{EXCUSED}{reason}", _("Excused: %(reason)s") % {"reason": reason}) for reason in reasons),
        ]
        for one in people:
            self._add(one, hows, ticked, has_typed=typed is not None)

    def _add(self, one: Expected, hows: Sequence[Any], ticked: str, *, has_typed: bool) -> None:
        uuid, was = one.person.uuid, one.was
        # Nobody is taken for present before somebody says so; those who signed up are only marked.
        came = was is not None and was.state == "came"
        how, why = "", ""
        if was is not None and was.state == "came" and was.form != "direct":
            how = was.form
        elif was is not None and was.state == "excused":
            reason, _colon, why = was.reason.partition(": ")
            how = f"{EXCUSED}{reason}"
            if how not in {value for value, _words in hows}:
                hows = [*hows, (how, was.reason)]
        if has_typed:
            came = f"came_{uuid}" in self.initial
        if ticked:
            came = ticked == "all"
        self.fields[f"came_{uuid}"] = forms.BooleanField(required=False, initial=came, label=one.person.full_name)
        self.fields[f"how_{uuid}"] = forms.ChoiceField(
            required=False, choices=hows, initial=how, label=_("Another way, or excused")
        )
        self.fields[f"why_{uuid}"] = Words(
            required=False, max_length=150, initial=why, label=_("More about the reason, if needed")
        )
        if ticked or has_typed:
            self.initial[f"came_{uuid}"] = came

    def lines(self) -> Iterator[Line]:
        """The fields of each person."""
        for one in self._people:
            uuid = one.person.uuid
            how = self[f"how_{uuid}"]
            yield Line(
                one.person.full_name, self[f"came_{uuid}"], how, self[f"why_{uuid}"], bool(how.value() or how.errors)
            )

    def said(self) -> dict[UUID, PersonSaid]:
        """How it was with each. Of a valid form. An excuse goes before a tick: who is excused was not there."""
        typed = self.cleaned_data
        found = {}
        for one in self._people:
            uuid = one.person.uuid
            how, why = typed[f"how_{uuid}"], typed[f"why_{uuid}"]
            if how.startswith(EXCUSED):
                reason = how.removeprefix(EXCUSED)
                found[uuid] = PersonSaid("excused", reason=f"{reason}: {why}" if why else reason)
            elif how or typed[f"came_{uuid}"]:
                found[uuid] = PersonSaid("came", how or typed["form"])
            else:
                found[uuid] = PersonSaid("absent")
        return found

    def topics(self) -> list[tuple[UUID, str]] | None:
        """Which topics came up; None where none were offered. Of a valid form."""
        if "treated" not in self.fields:
            return None
        ticked = set(self.cleaned_data["treated"])
        return [(item.task_uuid, item.words) for item in self._agenda if topic_key(item) in ticked]


def topic_key(item: AgendaItem) -> str:
    """A topic as a form names it."""
    return f"{item.task_uuid}:{item.words}"


class TotalForm(CountForm):
    """How many of a unit came, of how many."""

    unit = forms.ChoiceField(label=_("Whose people"))
    who = Words(
        required=False,
        max_length=200,
        label=_("Who counts"),
        help_text=_("For example: members of the branches, those exempt left out."),
    )
    expected = forms.IntegerField(
        required=False,
        min_value=0,
        label=_("How many should come"),
        help_text=_("Empty when it was open to everybody: then there is no rate."),
        widget=forms.TextInput(_NUMBER),
    )
    excused = forms.IntegerField(required=False, min_value=0, label=_("Excused"), widget=forms.TextInput(_NUMBER))
    guests = forms.IntegerField(required=False, min_value=0, label=_("Guests"), widget=forms.TextInput(_NUMBER))

    def __init__(
        self,
        data: Any = None,
        *,
        units: Sequence[NamedUnit],
        known: Tally | None = None,
        unit: NamedUnit | None = None,
        who: str = "",
    ) -> None:
        """``known`` is the count that is corrected; ``who`` what is proposed otherwise."""
        initial = self.ids(known) | {"who": who, "unit": str(unit.uuid) if unit else ""}
        if known:
            names = ("expected", "excused", "guests", *FORMS)
            initial |= {name: getattr(known, name) for name in names} | {"who": known.who}
        super().__init__(data, initial=initial)
        for form, words in wording.FORMS.items():
            self.fields[form] = forms.IntegerField(
                required=False, min_value=0, label=words, widget=forms.TextInput(_NUMBER)
            )
        self.order_fields(["unit", "who", "expected", "excused", *FORMS, "guests"])
        self._units = {str(each.uuid): each for each in units}
        choose(self, "unit", [(uuid, each.name) for uuid, each in self._units.items()])

    def said(self) -> TotalSaid:
        """The total. Of a valid form."""
        typed = self.cleaned_data
        numbers = {name: typed[name] or 0 for name in ("excused", "guests", *FORMS)}
        return TotalSaid(self._units[typed["unit"]], Count(typed["expected"], **numbers), typed["who"])

    def by_form(self) -> list[BoundField]:
        """The fields of the forms of attending."""
        return [self[form] for form in FORMS]


class WithdrawForm(forms.Form):
    """Why a count is taken back."""

    note = Words(max_length=500, label=_("Reason"), widget=forms.Textarea({"rows": 2}))
