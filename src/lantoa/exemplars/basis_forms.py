"""On what basis an exemplar is shown, and taking it away."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lantoa.common.scopes import Scope
from lantoa.design.fields import Day, Words, choose
from lantoa.exemplars import queries, wording
from lantoa.exemplars.models import Exemplar
from lantoa.exemplars.operations import BasisSaid
from lantoa.files.operations import MOST_SCAN_BYTES, UnableToKeepScan, keep_scan
from lantoa.organisations import queries as organisations
from lantoa.organisations.models import Consent
from lantoa.regulations import queries as regulations
from lantoa.vietnamese.dates import write_date

# The three ways to a basis, each a small form of its own.
WAYS = {
    "dong-y": ("consent", _("A written consent")),
    "quyet-dinh": ("decision", _("Published decision")),
    "da-ghi": ("standing", _("Recorded already")),
}
_CONSENT = ("given_by", "is_by_parent", "child_agreed", "taken_by")
_DECISION = ("number", "issuer", "commends", "link")


class BasisForm(forms.Form):
    """A basis, as one of WAYS."""

    number = Words(max_length=80, label=_("Number of the decision"), help_text=_("As printed: 125/QĐ-UBND."))
    issuer = Words(max_length=200, label=_("Who issued it"))
    commends = Words(max_length=400, label=_("What it commends"))
    given_on = Day(label=_("Day of the paper"))
    taken_by = Words(max_length=200, label=_("Who took the consent"), help_text=_("Full name and post."))
    given_by = Words(
        required=False,
        max_length=200,
        label=_("Who consented"),
        help_text=_("For a child the parent or guardian, for a group or unit who speaks for it."),
    )
    is_by_parent = forms.BooleanField(required=False, label=_("Given by a parent or guardian"))
    child_agreed = forms.BooleanField(required=False)
    covers = forms.MultipleChoiceField(
        required=False,
        label=_("What may be shown besides the name"),
        choices=[("story", _("The story and what came of it")), ("photo", _("The picture"))],
        widget=forms.CheckboxSelectMultiple,
    )
    paper = forms.FileField(required=False, label=_("The paper"), help_text=_("A PDF or a photo, at most 20 MB."))
    link = forms.URLField(
        required=False, max_length=400, assume_scheme="https", label=_("Where the decision is published")
    )
    standing = forms.ChoiceField(label=_("Which one"), widget=forms.RadioSelect)

    def __init__(self, data: Any = None, files: Any = None, *, exemplar: Exemplar, way: str, today: date) -> None:
        """Only the fields of the way that was chosen; those of a child only where one is shown."""
        super().__init__(data, files, initial={"given_on": write_date(today), "covers": ["story"]})
        self.way, self._exemplar = WAYS[way][0], exemplar
        left = {"consent": (*_DECISION, "standing"), "decision": (*_CONSENT, "standing")}
        for name in left.get(self.way, tuple(one for one in self.fields if one != "standing")):
            del self.fields[name]
        if self.way == "standing":
            choose(self, "standing", queries.open_consents(exemplar))
        elif self.way == "consent":
            age = regulations.on("exemplars-of-children", today).value["child_agrees_from"]
            self.fields["child_agreed"].label = _("The child was asked and agrees, or is younger than %d") % age
            if not exemplar.is_minor:
                del self.fields["is_by_parent"], self.fields["child_agreed"]
            if exemplar.is_minor or exemplar.kind != "person":
                self.fields["given_by"].required = True

    def basis(self, scope: Scope) -> BasisSaid | Consent | None:
        """For the operation, with the paper kept. Of a valid form; None when the paper is none."""
        given = self.cleaned_data
        if self.way == "standing" and self._exemplar.person_id:
            return organisations.consent(self._exemplar.person_id, given["standing"])
        paper = None
        if upload := given["paper"]:
            try:
                paper = keep_scan(scope=scope, name="giay", data=upload.read(MOST_SCAN_BYTES + 1))
            except UnableToKeepScan as error:
                self.add_error("paper", str(error))
                return None
        covers = {"covers_story": "story" in given["covers"], "covers_photo": "photo" in given["covers"]}
        more: dict[str, Any] = covers | {name: given[name] for name in (*_CONSENT, *_DECISION) if name in given}
        return BasisSaid(self.way, given["given_on"], paper=paper, **more)


class AdvanceForm(forms.Form):
    """A verb, and why."""

    verb = forms.CharField(widget=forms.HiddenInput)
    reason = forms.ChoiceField(
        label=_("Why it is taken away"), widget=forms.RadioSelect, choices=list(wording.REASONS.items())
    )
    note = Words(
        required=False,
        max_length=400,
        label=_("Note"),
        help_text=_("Read within only; taken out when everything is taken out."),
    )

    def __init__(self, data: Any = None, *, verb: str) -> None:
        """``verb`` keeps apart the fields of several such forms on one page."""
        super().__init__(data, auto_id=f"id_{verb}_%s", initial={"verb": verb})
        if verb != "withdraw":
            del self.fields["reason"]
        if verb == "forget":
            del self.fields["note"]
