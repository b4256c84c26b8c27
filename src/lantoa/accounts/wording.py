"""What states and ways are called on pages."""

from django.utils.translation import gettext_lazy as _

METHODS = {
    "password": _("by password"),
    "password_code": _("by password and a code"),
    "password_key": _("by password and a key"),
    "recovery": _("by password and a recovery code"),
    "passkey": _("by passkey"),
    "office": _("by the authority's account"),
    "link": _("by personal link"),
    "demo": _("by a button of the demonstration"),
}
# State of an invitation or a link: words, and the kind of tag.
STATES = {
    "open": (_("Waiting"), "info"),
    "used": (_("Used"), "success"),
    "revoked": (_("Revoked"), "neutral"),
    "expired": (_("Expired"), "warning"),
}
KEY_STATES = STATES | {"open": (_("Holds"), "success"), "revoked": (_("Ended"), "neutral")}
LINK_STATES = STATES | {"open": (_("Holds"), "success")}
