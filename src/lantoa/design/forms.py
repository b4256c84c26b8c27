"""The form of the page that shows every component."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SampleForm(forms.Form):
    """One field of each kind; nothing is kept."""

    name = forms.CharField(label=_("Name of the practice"), max_length=200)
    began_on = forms.DateField(
        label=_("Day it began"),
        help_text=_("Day/month/year, for example 19/05/2022"),
        widget=forms.DateInput(attrs={"inputmode": "numeric"}),
    )
    field = forms.ChoiceField(
        label=_("Field"),
        choices=[
            ("", "—"),
            ("new-countryside", _("New countryside")),
            ("administration", _("Administration")),
        ],
    )
    kind = forms.ChoiceField(
        label=_("Who keeps it up"),
        widget=forms.RadioSelect,
        choices=[("group", _("A group")), ("person", _("One person"))],
    )
    about = forms.CharField(label=_("What it does"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    paper = forms.FileField(label=_("Its paper"), required=False, help_text=_("Word, Excel, PDF or text"))
    public = forms.BooleanField(label=_("May be shown to the public"), required=False)
