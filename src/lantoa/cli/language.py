"""The command line speaks the language of the locale: Vietnamese for vi, English otherwise."""

import gettext
import os
from pathlib import Path

LOCALES = Path(__file__).parent / "locale"


def language() -> str:
    """The two-letter language that the environment asks for, LANGUAGE before LC_ALL before LC_MESSAGES before LANG."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return value[:2].lower()
    return "en"


# click takes its own words ("Usage:", "Options") from the program's text domain: ours has them too.
gettext.bindtextdomain("django", LOCALES)
gettext.textdomain("django")
_catalogue = gettext.translation("django", LOCALES, languages=[language()], fallback=True)
_ = _catalogue.gettext
