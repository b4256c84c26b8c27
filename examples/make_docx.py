"""Make the demo's Word papers from sources/*.md, on the Party's page layout.

    python examples/make_docx.py [FOLDER]      # default: beside this file

A source is a TOML head between two `+++` lines, then the body, one paragraph a line:
`# I- …`  `## 1. …`  `### a) …` headings, `| … |` tables (the row of dashes gives the relative widths),
`^ …` a centred line, anything else a paragraph. The same source gives the same bytes.
"""

import io
import sys
import tomllib
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

from docx.document import Document as DocumentType
from docx.enum.section import WD_SECTION
from docx.shared import Pt
from party_page import LEFT, body_paragraph, gap, line, new_page, rule_below, ruled_table, two_cells

HERE = Path(__file__).parent
ZIP_DATE = (2026, 1, 1, 0, 0, 0)
SPACE_FOR_SIGNING = 4


def main(folder: Path = HERE) -> list[Path]:
    """Write every paper of sources/ into the folder; return their paths."""
    papers = []
    for source in sorted((HERE / "sources").glob("*.md")):
        papers.append(folder / f"{source.stem}.docx")
        papers[-1].write_bytes(paper_bytes(source.read_text(encoding="utf-8")))
    return papers


def paper_bytes(source: str) -> bytes:
    """The .docx made from one source text."""
    _, head_text, body = source.split("+++\n", 2)
    head = tomllib.loads(head_text)
    document = new_page()
    _properties(document, head)
    _letterhead(document, head)
    _title(document, head)
    _body(document, body)
    _foot(document, head)
    for annex in head.get("annex", []):
        _annex(document, annex)
    return _same_bytes_each_time(document)


def _properties(document: DocumentType, head: dict[str, Any]) -> None:
    properties = document.core_properties
    properties.author = properties.last_modified_by = head["by"]
    properties.title = f"{head['type']} {head['about']}"
    properties.comments, properties.language, properties.revision = "", "vi-VN", 1
    properties.created = properties.modified = datetime.combine(head["dated_on"], datetime.min.time())


def _letterhead(document: DocumentType, head: dict[str, Any]) -> None:
    left, right = two_cells(document, 76, 89)
    for text in head["above"]:
        line(left, text)
    for text in head["issuer"]:
        line(left, text, bold=True)
    line(left, "*")
    line(left, f"Số {head['number']}")
    rule_below(line(right, "ĐẢNG CỘNG SẢN VIỆT NAM", size=15, bold=True), 7)
    for _ in range(len(head["above"]) + len(head["issuer"]) - 1):
        line(right, "", size=10)
    line(right, f"{head['place']}, {_date_in_words(head['dated_on'])}", italic=True)


def _title(document: DocumentType, head: dict[str, Any]) -> None:
    gap(document)
    line(document, head["type"], size=16, bold=True)
    for text in head.get("about_lines", [head["about"]]):
        line(document, text, bold=True)
    line(document, "-----")
    if "dear" in head:
        paragraph = line(document, "")
        paragraph.add_run("Kính gửi: ").italic = True
        paragraph.add_run(head["dear"])
    gap(document)


def _body(document: DocumentType, body: str) -> None:
    lines = [text.strip() for text in body.splitlines() if text.strip()]
    while lines:
        text = lines.pop(0)
        if text.startswith("|"):
            rows = [text]
            while lines and lines[0].startswith("|"):
                rows.append(lines.pop(0))
            head, dashes, *rest = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]
            ruled_table(document, [head, *rest], [len(cell) for cell in dashes])
        elif text.startswith("^ "):
            shape = line(document, text[2:], bold=True).paragraph_format
            shape.keep_with_next, shape.space_before, shape.space_after = True, Pt(6), Pt(4)
        elif text.startswith("#"):
            marks, text = text.split(" ", 1)
            body_paragraph(document, text, bold=len(marks) < 3, italic=len(marks) == 3, keep=True)
        else:
            # The last paragraph stays with the signature, which never stands alone on a page.
            body_paragraph(document, text, keep=not lines)


def _foot(document: DocumentType, head: dict[str, Any]) -> None:
    gap(document).paragraph_format.keep_with_next = True
    left, right = two_cells(document, 82, 83)
    line(left, "Nơi nhận:", underline=True).alignment = LEFT
    for text in head["recipients"]:
        line(left, f"- {text}", size=12).alignment = LEFT
    *offices, title, name = head["signature"]
    for text in offices:
        line(right, text, bold=True)
    line(right, title)
    for _ in range(SPACE_FOR_SIGNING):
        line(right, "")
    line(right, name, bold=True)


def _annex(document: DocumentType, annex: dict[str, Any]) -> None:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.different_first_page_header_footer = False
    line(document, annex["type"], bold=True)
    line(document, annex["about"], bold=True)
    line(document, annex["of"], italic=True)
    gap(document)
    _body(document, annex["body"])


def _date_in_words(day: date) -> str:
    # Party papers write a zero before the days 1-9 and the months 1 and 2 only.
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def _same_bytes_each_time(document: DocumentType) -> bytes:
    made, fixed = io.BytesIO(), io.BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(fixed, "w") as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name, ZIP_DATE)
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, old.read(name))
    return fixed.getvalue()


if __name__ == "__main__":
    for path in main(*(Path(argument) for argument in sys.argv[1:2])):
        sys.stdout.write(f"{path}\n")
