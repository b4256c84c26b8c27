"""Files made in code for the tests of reading: honest ones, and those sent by mistake or in bad faith."""

import io
import zipfile
import zlib

import pypdfium2 as pdfium
from docx import Document

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SENTENCE = "Chi bộ thôn Đông đã vận động nhân dân đóng góp 52 triệu đồng và hiến 350 m² đất để mở rộng đường."
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def packed(members: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def relations(*each: tuple[str, str, str] | tuple[str, str, str, str]) -> str:
    """A .rels part; each relation is (id, type, target) with an optional target mode."""
    lines = [
        f'<Relationship Id="{one[0]}" Type="{OFFICE}/{one[1]}" Target="{one[2]}"'
        + (f' TargetMode="{one[3]}"/>' if len(one) > 3 else "/>")
        for one in each
    ]
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{"".join(lines)}</Relationships>'


def word(
    body: str,
    *,
    parts: dict[str, bytes | str] | None = None,
    links: str = "",
    before: str = "",
    main_type: str = _MAIN,
) -> bytes:
    """A .docx written by hand: `body` is the XML inside w:body, `before` what stands before the root element."""
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main_type}"/></Types>'
    )
    members: dict[str, bytes | str] = {
        "[Content_Types].xml": types,
        "_rels/.rels": relations(("rId1", "officeDocument", "word/document.xml")),
        "word/document.xml": f"{before}<w:document {W} {R} {MC}><w:body>{body}</w:body></w:document>",
    }
    if links:
        members["word/_rels/document.xml.rels"] = links
    return packed(members | (parts or {}))


def paragraph(text: str) -> str:
    """The XML of one paragraph."""
    return f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def report_docx() -> bytes:
    """A commune's report as Word saves it: header, heading, paragraphs, a table."""
    document = Document()
    document.sections[0].header.paragraphs[0].text = "ĐẢNG ỦY XÃ BÌNH AN"
    document.add_heading("Báo cáo kết quả học tập và làm theo Bác", level=1)
    document.add_paragraph(SENTENCE)
    table = document.add_table(rows=2, cols=3)
    for row, texts in zip(table.rows, (("TT", "Nội dung", "Kết quả"), ("1", "Đường bê tông", "1,2 km")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    document.add_paragraph("Nơi nhận: các chi bộ trực thuộc.")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def ole(*streams: str) -> bytes:
    """The head of an old Office file with these names in its directory."""
    names = b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in streams)
    return OLE_START + b"\0" * 504 + names + b"\0" * 512


def pdf(pages: list[str], *, extra: str = "") -> bytes:
    """A PDF whose pages hold these (unaccented) lines; `extra` goes into the catalogue."""
    objects: list[bytes] = []
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(pages)))
    objects.append(f"<< /Type /Catalog /Pages 2 0 R {extra} >>".encode())
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode())
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for i, text in enumerate(pages):
        lines = " ".join(f"({line}) Tj 0 -16 Td" for line in text.split("\n"))
        content = zlib.compress(f"BT /F1 12 Tf 50 700 Td {lines} ET".encode("latin-1"))
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * i} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(stream(content, "/Filter /FlateDecode"))
    return assembled_pdf(objects)


def stream(content: bytes, entries: str) -> bytes:
    """A PDF stream object."""
    return f"<< /Length {len(content)} {entries} >>\nstream\n".encode() + content + b"\nendstream"


def assembled_pdf(objects: list[bytes], trailer: str = "") -> bytes:
    """A PDF file of these objects, numbered from 1; the first is the catalogue."""
    out, places = bytearray(b"%PDF-1.5\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{table}\n%%EOF".encode()
    return bytes(out)


def scanned_pdf(text_pages: int = 0) -> bytes:
    """A PDF of one page that is a picture, after some pages with text."""
    document = pdfium.PdfDocument(
        pdf(["Bao cao cua chi bo so hai ve hoc tap"] * text_pages) if text_pages else pdf([""])
    )
    page = document.new_page(595, 842) if text_pages else document[0]
    picture = pdfium.PdfImage.new(document)
    bitmap = pdfium.PdfBitmap.new_native(40, 40, 4)
    bitmap.fill_rect((200, 200, 200, 255), 0, 0, 40, 40)
    picture.set_bitmap(bitmap)
    picture.set_matrix(pdfium.PdfMatrix().scale(595, 842))
    page.insert_obj(picture)
    page.gen_content()
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def encrypted_pdf() -> bytes:
    """A PDF that asks for a password (40-bit RC4 with keys that match no empty password)."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [] /Count 0 >>",
        b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"11" * 32 + b"> /U <" + b"22" * 32 + b"> >>",
    ]
    return assembled_pdf(objects, "/Encrypt 3 0 R /ID [<00><00>]")


def web_page(body: str, *, head: str = '<meta charset="utf-8">') -> bytes:
    """An HTML page."""
    return f"<!DOCTYPE html><html><head>{head}<title>Trang tin</title></head><body>{body}</body></html>".encode()
