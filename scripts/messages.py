"""Compiles every Vietnamese catalogue (django.po → django.mo). A house test checks that none was forgotten."""

from pathlib import Path

import polib

for source in sorted(Path("src/lantoa").glob("*/locale/*/LC_MESSAGES/django.po")):
    polib.pofile(str(source)).save_as_mofile(str(source.with_suffix(".mo")))
    print(source)  # noqa: T201 - a script that says what it did
