"""Writing a message to the people of a unit, or of the units directly below it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lantoa.common.scopes import Scope
from lantoa.design.fields import Suggested
from lantoa.notices import rules
from lantoa.notices.addressees import HERE
from lantoa.organisations import queries as organisations
from lantoa.organisations.choosing import meant, offer, written
from lantoa.organisations.queries import NamedUnit
from lantoa.organisations.rules import LINES

MOST_OFFERED = 300
BEGINNING_OF_WORK = time(8)
FARTHEST = timedelta(days=366)


class ComposeForm(forms.Form):
    """To whom, what, when. ``scope`` limits the units; ``at`` is now; ``unit`` (a UUID) the unit to begin with."""

    form = forms.UUIDField(widget=forms.HiddenInput)
    unit = forms.CharField(
        max_length=400,
        label=gettext_lazy("Unit"),
        help_text=gettext_lazy("Type a part of the name, then choose from the list"),
        widget=Suggested({"autocomplete": "off"}),
    )
    whom = forms.ChoiceField(
        label=gettext_lazy("Recipients"),
        help_text=gettext_lazy("You see the people one by one before anything is sent."),
        widget=forms.RadioSelect,
    )
    subject = forms.CharField(max_length=200, label=gettext_lazy("Subject"))
    text = forms.CharField(
        required=False, max_length=4000, label=gettext_lazy("Text"), widget=forms.Textarea({"rows": 5})
    )
    link = forms.CharField(
        required=False,
        max_length=500,
        label=gettext_lazy("Page to open"),
        help_text=gettext_lazy("The address of a page of Lan Tỏa; whoever opens the notice goes there"),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    by_mail = forms.BooleanField(
        required=False, initial=True, label=gettext_lazy("Send it by e-mail too, to whoever has an address")
    )
    on = forms.DateField(
        required=False,
        label=gettext_lazy("Send on the day"),
        help_text=gettext_lazy("Leave it empty to send at once"),
        widget=forms.DateInput({"inputmode": "numeric", "placeholder": "dd/mm/yyyy", "autocomplete": "off"}),
    )
    hour = forms.TimeField(
        required=False,
        label=gettext_lazy("At the hour"),
        help_text=gettext_lazy("For example 14:30; without it, at 8 in the morning"),
        error_messages={"invalid": gettext_lazy("Write the hour like 14:30.")},
        input_formats=["%H:%M", "%Hh%M", "%Hh", "%H", "%H:%M:%S"],
        widget=forms.TimeInput({"placeholder": "08:00", "autocomplete": "off"}, format="%H:%M"),
    )

    def __init__(self, data: Any = None, *, scope: Scope, today: date, at: datetime, unit: str = "", link: str = ""):
        """Offers the units that the role may write to, and begins with the one named or the role's own."""
        if data is not None and not _is_uuid(data.get("form", "")):
            # A sheet without its number is a new one; nobody could type it.
            data = data.copy()
            data["form"] = str(uuid4())
        super().__init__(data, initial={"form": uuid4(), "whom": HERE, "link": link})
        self.today, self.at, self.reach = today, at, rules.sending_reach(scope)
        standing = organisations.standing(today)
        offered = list((standing if self.reach is None else standing.filter(pk__in=self.reach))[:MOST_OFFERED])
        offer(self.fields["unit"], offered)
        first = self._asked(unit) or next((one for one in offered if one.pk == scope.home_unit_id), None)
        if first:
            self.initial["unit"] = written(first)
        below = [(line, _("Units directly below it: %(line)s") % {"line": name}) for line, name in LINES.items()]
        whom = self.fields["whom"]
        assert isinstance(whom, forms.ChoiceField)
        whom.choices = [(HERE, _("Whoever has a role in the unit itself, and its head")), *below]
        if not settings.EMAIL_IS_SET_UP:
            del self.fields["by_mail"]

    def _asked(self, uuid: str) -> NamedUnit | None:
        if not _is_uuid(uuid):
            return None
        try:
            unit = organisations.unit(uuid, self.today)
        except organisations.UnableToFindUnit:
            return None
        return unit if self.reach is None or unit.pk in self.reach else None

    def clean_unit(self) -> NamedUnit:
        """The unit that was meant."""
        return meant(self.cleaned_data["unit"], self.today, self.reach)

    def clean_subject(self) -> str:
        """One line."""
        return " ".join(str(self.cleaned_data["subject"]).split())

    def clean_link(self) -> str:
        """A path of this site; its full address, as one copies it from the browser, is taken too."""
        link = str(self.cleaned_data["link"]).strip()
        if link.startswith(f"{settings.PUBLIC_URL}/"):
            link = link.removeprefix(settings.PUBLIC_URL)
        if not rules.is_own_path(link):
            raise forms.ValidationError(_("The link must lead to a page of Lan Tỏa."))
        return link

    def clean(self) -> dict[str, Any]:
        """The day and the hour are one moment, still to come."""
        cleaned = super().clean() or {}
        on, hour = cleaned.get("on"), cleaned.get("hour")
        cleaned["due_at"] = None
        if hour is not None and on is None and "on" not in self.errors:
            self.add_error("on", _("Give the day as well as the hour."))
        elif on is not None and "hour" not in self.errors:
            if on < self.today or on > self.today + FARTHEST:
                self.add_error("on", _("Choose a day from today on, within a year."))
            else:
                cleaned["due_at"] = timezone.make_aware(datetime.combine(on, hour or BEGINNING_OF_WORK))
                if cleaned["due_at"] <= self.at:
                    self.add_error("hour", _("Choose a moment that is still to come."))
        return cleaned


def _is_uuid(typed: str) -> bool:
    try:
        UUID(typed)
    except ValueError:
        return False
    return True
