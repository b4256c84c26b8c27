"""What people type to sign in, to invite others, and to take an account into use."""

from typing import Any
from uuid import uuid4

from allauth.account.forms import ChangePasswordForm, LoginForm
from django import forms
from django.utils.translation import gettext_lazy as _

from lantoa.accounts import rules
from lantoa.accounts.asking import Limit
from lantoa.accounts.models import User

_NEW = {"autocomplete": "new-password"}
_KEY_DAYS = [(30, _("30 days")), (90, _("90 days")), (180, _("180 days")), (365, _("365 days"))]
_DAYS = [(1, _("1 day")), (3, _("3 days")), (7, _("7 days")), (14, _("14 days")), (31, _("31 days"))]


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth ships no types
    """User name and password. The name is put in small letters, so wrong tries on it are counted together."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Says allauth's labels in our words."""
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("User name")
        self.fields["password"].label = _("Password")
        self.fields["password"].help_text = ""
        self.fields["remember"].label = _("Keep me signed in on this machine")
        self.fields["login"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}
        for name in ("login", "password"):
            self.fields[name].widget.attrs.pop("placeholder", None)

    def clean_login(self) -> str:
        """The user name as it is stored."""
        return User.normalize_username(self.cleaned_data["login"])


class NewPasswordForm(ChangePasswordForm):  # type: ignore[misc]  # allauth ships no types
    """The old password once, the new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Says allauth's labels in our words."""
        super().__init__(*args, **kwargs)
        labels = {
            "oldpassword": _("Current password"),
            "password1": _("New password"),
            "password2": _("New password once more"),
        }
        for name, label in labels.items():
            self.fields[name].label = label
            self.fields[name].help_text = ""
            self.fields[name].widget.attrs.pop("placeholder", None)
        self.fields["password1"].help_text = _("At least 10 characters; not a word that many people use.")


class FirstPasswordForm(forms.Form):
    """A password, twice."""

    password1 = forms.CharField(
        label=_("New password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(_NEW),
        help_text=_("At least 10 characters; not a word that many people use."),
    )
    password2 = forms.CharField(
        label=_("New password once more"), max_length=200, strip=False, widget=forms.PasswordInput(_NEW)
    )

    def clean(self) -> dict[str, Any]:
        """The two must be the same."""
        said = super().clean() or {}
        if said.get("password1") and said.get("password2") and said["password1"] != said["password2"]:
            self.add_error("password2", _("You must type the same password each time."))
        return said


class InviteForm(forms.Form):
    """Whom to invite."""

    full_name = forms.CharField(label=_("Full name"), max_length=200)
    username = forms.CharField(
        label=_("User name"),
        max_length=150,
        help_text=_("Without marks and spaces, for example: hoa.nguyen"),
        widget=forms.TextInput({"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("Only if the person signs in by an account of the authority with this address."),
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=300,
        help_text=_("For yourself, for example: new clerk since 01/06."),
    )
    days = forms.TypedChoiceField(
        label=_("The link holds for"), coerce=int, choices=_DAYS, initial=rules.INVITATION_DAYS
    )

    def clean_username(self) -> str:
        """As it is stored."""
        name = User.normalize_username(self.cleaned_data["username"])
        if any(letter.isspace() for letter in name):
            raise forms.ValidationError(_("A user name has no spaces."))
        return name


class _LimitedForm(forms.Form):
    """Something that acts in one role of an account."""

    limit = forms.ChoiceField(widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, limits: list[Limit]) -> None:
        """Offers what the account may be limited to."""
        super().__init__(data, initial={"limit": limits[0].key if len(limits) == 1 else ""})
        self._limits = {one.key: one.limits for one in limits}
        field = self.fields["limit"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(one.key, one.label) for one in limits]

    @property
    def limits(self) -> dict[str, Any]:
        """What was chosen, for the operation. Of a valid form."""
        return self._limits[self.cleaned_data["limit"]]


class LinkForm(_LimitedForm):
    """What a personal link is for."""

    field_order = ("purpose", "limit", "days")

    purpose = forms.CharField(
        label=_("What the link is for"),
        max_length=300,
        help_text=_("The person reads it, for example: Register what the branch undertakes for 2026."),
    )
    limit = forms.ChoiceField(label=_("The link acts as"), widget=forms.RadioSelect)
    days = forms.TypedChoiceField(label=_("The link holds for"), coerce=int, choices=_DAYS, initial=rules.LINK_DAYS)


class KeyForm(_LimitedForm):
    """What an API key is for."""

    field_order = ("name", "limit", "days")

    uuid = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)
    name = forms.CharField(
        label=_("Which program it is for"),
        max_length=200,
        help_text=_("So that all know later what stops when it ends, for example: Document system of the province."),
    )
    limit = forms.ChoiceField(label=_("The program acts as"), widget=forms.RadioSelect)
    days = forms.TypedChoiceField(label=_("The key holds for"), coerce=int, choices=_KEY_DAYS, initial=rules.KEY_DAYS)


class WhyForm(forms.Form):
    """An act on an account, and why."""

    why = forms.CharField(
        label=_("Why"), max_length=400, help_text=_("The reason stays in the history."), widget=forms.TextInput
    )
    act = forms.ChoiceField(
        widget=forms.HiddenInput, error_messages={"invalid_choice": _("This can no longer be done to the account.")}
    )

    def __init__(self, data: Any = None, *, acts: list[str]) -> None:
        """Takes the acts that fit the account now; the button that is pressed names one."""
        super().__init__(data)
        field = self.fields["act"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(act, act) for act in acts]
