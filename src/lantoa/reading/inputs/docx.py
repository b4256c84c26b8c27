"""Word files (.docx): header of the first page, body in order, notes at the end. Streamed: size costs little."""

import posixpath
import zipfile
from dataclasses import dataclass

from lantoa.reading.inputs import archive
from lantoa.reading.inputs.decoding import Decoded
from lantoa.reading.inputs.refusals import caution, refuse
from lantoa.reading.inputs.story import Story
from lantoa.reading.inputs.xml_events import listen

_RELATIONS_BYTES = 8 * 1024 * 1024
_EMBEDDING = ("oleObject", "package", "control", "aFChunk", "activeXControlBinary")
_ORDER = ("tracked_changes", "comments", "hidden_text", "dde", "external_links", "embedded_objects", "legacy_fonts")


@dataclass(frozen=True)
class _Relation:
    id: str
    type: str
    target: str
    external: bool


class _Relations:
    """Hears a .rels part: which part points to which other, and to what outside the file."""

    def __init__(self) -> None:
        self.found: list[_Relation] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Note a relationship."""
        if name == "Relationship":
            kind = attributes.get("Type", "").rpartition("/")[2]
            external = attributes.get("TargetMode") == "External"
            self.found.append(_Relation(attributes.get("Id", ""), kind, attributes.get("Target", ""), external))

    def end(self, name: str) -> None:
        """Nothing ends here that matters."""

    def letters(self, text: str) -> None:
        """There are no letters in a .rels part."""


def read(data: bytes) -> Decoded:
    """Return the text: table rows are lines with tabs between cells; tracked insertions count, deletions don't."""
    with archive.open_zip(data) as opened:
        main = _main_part(opened)
        relations = _relations(opened, main)
        body = _story(opened, main)
        codes = body.cautions | _package_cautions(opened, relations)
        lines = _header_lines(opened, main, relations, body) + body.lines
        for kind in ("footnotes", "endnotes"):
            for part in _parts(opened, main, relations, kind):
                notes = _story(opened, part)
                codes |= notes.cautions
                lines += ["", *(line for line in notes.lines if line)]
        text = "\n".join(lines).strip("\n")
        if not text.strip() and any("/media/" in name for name in opened.namelist()):
            raise refuse("scanned")
        return Decoded(text, tuple(caution(code) for code in _ORDER if code in codes))


def hear_body(opened: zipfile.ZipFile, story: Story) -> None:
    """Has a story hear the body of an opened .docx, and nothing else of it; raises Unreadable."""
    listen(archive.chunks(opened, _main_part(opened)), story)
    story.close()


def _story(opened: zipfile.ZipFile, part: str) -> Story:
    story = Story()
    listen(archive.chunks(opened, part), story)
    story.close()
    return story


def _main_part(opened: zipfile.ZipFile) -> str:
    for relation in _relations(opened, ""):
        if relation.type == "officeDocument" and not relation.external:
            part = _resolved("", relation.target)
            if part in opened.namelist():
                return part
    if "word/document.xml" in opened.namelist():
        return "word/document.xml"
    raise refuse("damaged")


def _relations(opened: zipfile.ZipFile, part: str) -> list[_Relation]:
    folder, _, name = part.rpartition("/")
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    if path not in opened.namelist():
        return []
    heard = _Relations()
    listen(archive.chunks(opened, path, _RELATIONS_BYTES), heard)
    return heard.found


def _resolved(part: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")


def _parts(opened: zipfile.ZipFile, main: str, relations: list[_Relation], kind: str) -> list[str]:
    found = [_resolved(main, each.target) for each in relations if each.type == kind and not each.external]
    return [part for part in dict.fromkeys(found) if part in opened.namelist()][:1]


def _header_lines(opened: zipfile.ZipFile, main: str, relations: list[_Relation], body: Story) -> list[str]:
    wanted = body.headers.get("first" if body.title_page else "default")
    for relation in relations:
        if wanted and relation.id == wanted and not relation.external:
            part = _resolved(main, relation.target)
            if part in opened.namelist():
                # A header of digits alone is a page number.
                lines = [line for line in _story(opened, part).lines if line and not line.strip("- ").isdigit()]
                return [*lines, ""] if lines else []
    return []


def _package_cautions(opened: zipfile.ZipFile, relations: list[_Relation]) -> set[str]:
    codes: set[str] = set()
    settings = _relations(opened, "word/settings.xml")
    for relation in relations + settings:
        if relation.external and relation.type != "hyperlink":
            codes.add("external_links")
        elif relation.type in _EMBEDDING:
            codes.add("embedded_objects")
    if any("/embeddings/" in name or "/activeX/" in name for name in opened.namelist()):
        codes.add("embedded_objects")
    return codes
