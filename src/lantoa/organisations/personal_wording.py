"""The words of the pages about people's requests, in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

REQUEST_NAMES = {
    "export": _("See the data, receive a copy"),
    "correct": _("Correct the data"),
    "restrict": _("Restrict the use of the data"),
    "withdraw": _("Take back the consent to publish"),
    "erase": _("Erase the data"),
}
WAY_NAMES = {
    "in_person": _("In person at the office"),
    "letter": _("By letter"),
    "email": _("By e-mail"),
    "phone": _("By telephone"),
    "other": _("Another way"),
}
# Words, kind and icon of the tag.
STAGE_TAGS = {
    "received": (_("Received"), "warning", "clock"),
    "answered": (_("Answered, being handled"), "info", "clock"),
    "done": (_("Carried out"), "success", "check"),
    "refused": (_("Refused"), "neutral", "x"),
}
FATE_TAGS = {
    "erased": (_("Can be erased"), "warning"),
    "kept": (_("Kept by law"), "neutral"),
    "by_hand": (_("For an officer to look at"), "info"),
}
# What carrying out a request does, said before it is done.
MEANINGS = {
    "export": _("Closes the request once the person has been given the copy."),
    "correct": _("Corrects the name here and on the person's account. The history keeps that it was corrected."),
    "restrict": _(
        "The name no longer shows in lists, searches and on the public site; published practices of the person are "
        "taken off it. The records stay, and the restriction can be lifted."
    ),
    "withdraw": _(
        "Every consent that is written down is taken back, and what was published on it is taken off the public site. "
        "What was published on a decision stays."
    ),
    "erase": _("What is chosen is erased for good and cannot be brought back. The rest stays, for the reason shown."),
}
ACT_NAMES = {
    "export": _("The copy was handed over"),
    "correct": _("Correct the name"),
    "restrict": _("Restrict now"),
    "withdraw": _("Take the consents back"),
    "erase": _("Erase what is chosen"),
}
