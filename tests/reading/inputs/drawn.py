"""Pages drawn by LibreOffice and Poppler for the tests: PDF files, scans without text, photos of print."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from docx import Document

from lantoa.reading.inputs import pictures

with_office = pytest.mark.skipif(
    not shutil.which("soffice") and not os.environ.get("CI"), reason="LibreOffice is not installed"
)
with_tesseract = pytest.mark.skipif(
    not (pictures.program() and shutil.which("soffice") and shutil.which("pdftoppm")) and not os.environ.get("CI"),
    reason="Tesseract with Vietnamese, LibreOffice or Poppler is not installed",
)
HEADS = ("TT", "Tên mô hình", "Đơn vị chủ trì", "Lĩnh vực", "Kết quả")
ROWS = (
    ("1", "Tuyến đường không rác thải nhựa", "Chi bộ ấp Bến Lở", "Môi trường", "2,5 km đường, 45 hộ tham gia"),
    ("2", "Vườn rau sạch gia đình", "Hội Phụ nữ xã Tân Sa", "Kinh tế", "30 hộ"),
)
PROSE = (
    "Năm 2026, các chi bộ trong xã đã vận động nhân dân đóng góp 52 triệu đồng, hiến 350 m² đất để mở rộng đường; "
    "tổ chức 12 buổi lao động với hơn 400 lượt người tham gia."
)


def as_pdf(folder: Path, paragraphs: Sequence[str] = (PROSE,), rows: Sequence[Sequence[str]] = ()) -> bytes:
    """A letterhead, paragraphs and a ruled table with a row of totals, as LibreOffice prints them."""
    document = Document()
    document.add_paragraph("ĐẢNG ỦY XÃ TÂN SA")
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if rows:
        table = document.add_table(rows=0, cols=len(HEADS), style="Table Grid")
        for cells in (HEADS, *rows):
            for cell, words in zip(table.add_row().cells, cells, strict=True):
                cell.text = words
        total = table.add_row().cells
        total[0].merge(total[3]).text = "Tổng cộng"
        total[4].text = f"{len(rows)} mô hình"
    document.save(str(folder / "page.docx"))
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, str(folder / "page.docx")], check=True, capture_output=True, timeout=120)
    return (folder / "page.pdf").read_bytes()


def as_photo(folder: Path, pdf: bytes, kind: str = "png", dpi: int = 150) -> bytes:
    """The first page of a PDF as a picture of that kind (png or jpeg)."""
    (folder / "photo.pdf").write_bytes(pdf)
    command = ["pdftoppm", "-r", str(dpi), f"-{kind}", "-singlefile", str(folder / "photo.pdf"), str(folder / "photo")]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    return (folder / f"photo.{'jpg' if kind == 'jpeg' else kind}").read_bytes()


def as_scan(folder: Path, pdf: bytes) -> bytes:
    """A PDF whose pages are only pictures."""
    (folder / "scan.pdf").write_bytes(pdf)
    command = ["pdftoppm", "-r", "150", "-gray", str(folder / "scan.pdf"), str(folder / "scan")]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    return pdf_of_pictures([path.read_bytes() for path in sorted(folder.glob("scan-*.pgm"))])


def pdf_of_pictures(pictures_: Sequence[bytes]) -> bytes:
    """A PDF of grey PGM pictures, one a page."""
    from .papers import assembled_pdf, stream

    kids = b" ".join(b"%d 0 R" % (3 + 3 * n) for n in range(len(pictures_)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [" + kids + b"] /Count %d >>" % len(pictures_),
    ]
    for n, picture in enumerate(pictures_):
        _, size, _, points = picture.split(b"\n", 3)
        wide, high = map(int, size.split())
        at = 3 + 3 * n
        resources = b"<< /XObject << /P %d 0 R >> >>" % (at + 2)
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources %b >>"
            % (at + 1, resources),
            stream(b"595 0 0 842 0 0 cm /P Do", ""),
            stream(
                points,
                f"/Type /XObject /Subtype /Image /Width {wide} /Height {high} /ColorSpace /DeviceGray "
                "/BitsPerComponent 8",
            ),
        ]
    return assembled_pdf(objects)
