"""E-mails and packed pages: subject and body, without what they answer to."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from lantoa.reading import read
from lantoa.reading.inputs import extract

from .papers import SENTENCE, report_docx
from .refusing import codes, refused


def mail(text: str = SENTENCE, *, page: str = "", attached: bool = False) -> bytes:
    message = EmailMessage()
    message["From"] = "Trần Thị Bé <be@xa.example>"
    message["To"] = "vanphong@xa.example"
    message["Subject"] = "Báo cáo kết quả vận động tháng 5"
    message["Date"] = "Tue, 19 May 2026 08:00:00 +0700"
    message.set_content(text)
    if page:
        message.add_alternative(page, subtype="html")
    if attached:
        message.add_attachment(report_docx(), maintype="application", subtype="msword", filename="phụ lục 1.docx")
    return message.as_bytes()


def test_a_mail_is_its_subject_and_body_and_names_what_hangs_on_it() -> None:
    found = extract("thu.eml", mail(page=f"<p>{SENTENCE}</p>", attached=True))
    assert found.text.startswith(f"Báo cáo kết quả vận động tháng 5\n\n{SENTENCE}")
    assert "@" not in found.text
    assert codes(found) == ["attachments"]
    assert "phụ lục 1.docx" in found.warnings[0].vi
    assert {one.unit for one in read(found.text).quantities} == {"VND", "m2"}


def test_what_is_answered_is_left_out_and_what_is_handed_on_stays() -> None:
    answer = f"{SENTENCE}\n\nVào Th 2, 18 thg 5, 2026 Văn phòng đã viết:\n> Đề nghị báo cáo 900 hộ.\n"
    assert "900" not in extract("a.eml", mail(answer)).text
    quoted = "\n".join(f"> {line}" for line in (SENTENCE, "Hết."))
    assert SENTENCE in extract("a.eml", mail(quoted)).text


@pytest.mark.parametrize("coding", ["quoted-printable", "base64"])
def test_a_packed_page_reads_as_the_page_does(coding: str) -> None:
    page = EmailMessage()
    page["Subject"] = "Gương sáng"
    page.set_content(f"<html><body><h1>Gương sáng</h1><p>{SENTENCE}</p></body></html>", subtype="html", cte=coding)
    packed = EmailMessage()
    packed["From"] = "<Saved by Blink>"
    packed["MIME-Version"] = "1.0"
    packed.make_related()
    packed.attach(page)
    assert extract("bai.mht", packed.as_bytes()).text == f"Gương sáng\n{SENTENCE}"


def test_a_mail_without_words_is_refused() -> None:
    assert refused("a.eml", mail("\n").replace(b"Subject", b"X-Other")).code == "empty"


def test_a_pasted_mail_stays_the_text_that_it_is() -> None:
    text = f"From: Trần Thị Bé\nSubject: Báo cáo\n\n{SENTENCE}\n"
    assert extract("dan.txt", text.encode()).text == text
