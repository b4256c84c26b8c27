"""Old Word files, RTF and OpenDocument texts: LibreOffice, where it is installed, makes them a .docx to be read.

It runs apart, with a profile of its own that opens no link and runs no macro, under limits of time and memory, and
everything that it wrote goes with its folder.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from lantoa.reading.inputs import apart, checks, limits, programs
from lantoa.reading.inputs.decoding import Decoded
from lantoa.reading.inputs.kinds import KINDS
from lantoa.reading.inputs.refusals import caution, refuse

EXTRACTOR = "office/1"
KEYS = ("doc", "rtf", "odt")
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse">
<value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse">
<value>true</value></prop></item>
</oor:items>
"""
_MACROS = "_VBA_PROJECT".encode("utf-16-le")


def program() -> str | None:
    """Where LibreOffice is, or None."""
    return programs.found("soffice", "libreoffice")


def read(data: bytes) -> Decoded:
    """Return the text as a .docx would give it, with a caution; raises Unreadable."""
    kind = checks.kind_of(data)
    if _MACROS in data:
        raise refuse("macros")
    with tempfile.TemporaryDirectory(prefix="lantoa-office-", ignore_cleanup_errors=True) as folder:
        made = _converted(Path(folder), data, KINDS[kind.key].extensions[0])
    if checks.kind_of(made).key != "docx":
        raise refuse("damaged")
    found = apart.text("docx", made)
    return Decoded(found.text, (caution("converted", kind_vi=kind.vi, kind_en=kind.en), *found.cautions))


def _converted(folder: Path, data: bytes, extension: str) -> bytes:
    office = program()
    if office is None:
        raise refuse("old_word")
    source, made = folder / f"paper{extension}", folder / "made" / "paper.docx"
    source.write_bytes(data)
    (folder / "profile" / "user").mkdir(parents=True)
    (folder / "profile" / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    bounds = programs.Bounds(limits.OFFICE_MEMORY_BYTES, limits.OFFICE_SECONDS, limits.OFFICE_FILE_BYTES)
    command = [
        *(office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore"),
        *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(made.parent), str(source)),
    ]
    if not programs.run(command, folder=folder, bounds=bounds):
        raise refuse("too_large")
    if not made.is_file():
        raise refuse("damaged")
    if made.stat().st_size > limits.FILE_BYTES:
        raise refuse("too_large")
    return made.read_bytes()
