"""Entering on behalf of another ("nhập hộ"): whose words they are, and the photo of the paper."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from lantoa.common.scopes import Scope
from lantoa.files.operations import keep_photo
from lantoa.files.photos import MOST_BYTES
from lantoa.practices.fields import Words


class OnBehalfForm(forms.Form):
    """Empty when one enters one's own."""

    on_behalf_of = Words(
        required=False,
        max_length=200,
        label=_("Entered for whom"),
        help_text=_("Full name and post as on the paper, for example: Nguyễn Thị Hoa, secretary of the branch."),
    )
    photo = forms.FileField(
        required=False,
        label=_("Photo of the signed paper"),
        help_text=_("JPG or PNG, at most 10 MB. Place and time that the telephone wrote into it are taken out."),
        widget=forms.ClearableFileInput({"accept": "image/jpeg,image/png"}),
    )

    def clean_photo(self) -> UploadedFile[Any] | None:
        """Not larger than what is kept."""
        photo: UploadedFile[Any] | None = self.cleaned_data["photo"]
        if photo is not None and (photo.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_("The photo is larger than 10 MB. Take it again in a lower quality."))
        return photo

    def clean(self) -> dict[str, Any]:
        """The name and the photo come together: a mark without its paper proves nothing."""
        said = super().clean() or {}
        if said.get("photo") and not said.get("on_behalf_of"):
            self.add_error("on_behalf_of", _("Say for whom this is entered."))
        if said.get("on_behalf_of") and not said.get("photo") and "photo" not in self.errors:
            self.add_error("photo", _("Add a photo of the paper on which the person said so."))
        return said

    @property
    def is_used(self) -> bool:
        """Whether anything was said, so that the part stands open."""
        return bool(self.errors or (self.is_bound and self.data.get("on_behalf_of")))

    def scope(self, scope: Scope) -> Scope:
        """The scope in which to write: the same, marked with whose words they are. Of a valid form.

        UnableToKeepPhoto when the file is no photo.
        """
        photo: UploadedFile[Any] | None = self.cleaned_data["photo"]
        if photo is None:
            return scope
        kept = keep_photo(scope=scope, name=photo.name or "", data=photo.read())
        return replace(scope, on_behalf_of=self.cleaned_data["on_behalf_of"], paper=kept.uuid)
