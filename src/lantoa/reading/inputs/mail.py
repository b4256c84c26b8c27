"""E-mails and packed web pages (.eml, .mht): the subject and the body; what they answer to is left out.

To be read apart only.
"""

from __future__ import annotations

import email
import re
from email import policy
from email.message import EmailMessage, MIMEPart
from typing import TYPE_CHECKING, Any

from lantoa.reading.inputs import html
from lantoa.reading.inputs.decoding import Decoded, decode
from lantoa.reading.inputs.refusals import Caution, caution, refuse

if TYPE_CHECKING:
    _Part = MIMEPart[Any, Any]
_PARTS = 500
_LISTED = 20
# "On Mon, 2 Mar 2026, A wrote:", "Vào Th 2, 2 thg 3, 2026 … đã viết:" stand over the mail that is answered.
_ANSWERED = re.compile(r"^(on\b.{5,200}\bwrote|vào\b.{5,200}đã viết)\s*:\s*$", re.IGNORECASE)


def read(data: bytes) -> Decoded:
    """Return the subject and the body of a mail; raises Unreadable."""
    mail = email.message_from_bytes(data, policy=policy.default)
    assert isinstance(mail, EmailMessage)  # what the policy makes
    if sum(1 for _ in mail.walk()) > _PARTS:
        raise refuse("too_large")
    body = mail.get_body(("plain", "html")) or _page_inside(mail)
    if body is None:
        raise refuse("empty")
    found = _text(body)
    text = _without_answered(found.text) if body.get_content_type() == "text/plain" else found.text
    subject = " ".join(str(mail.get("Subject") or "").split())
    whole = f"{subject}\n\n{text}" if subject and subject not in text[: len(subject) + 200] else text
    return Decoded(whole, found.cautions + _attached(mail))


def _page_inside(mail: EmailMessage) -> _Part | None:
    """The page of an .mht file, which no mail program would call a body."""
    for part in mail.walk():
        if part.get_content_type() in {"text/html", "text/plain"} and isinstance(part, MIMEPart):
            return part
    return None


def _text(body: _Part) -> Decoded:
    content = body.get_payload(decode=True)
    data = content if isinstance(content, bytes) else b""
    if body.get_content_type() == "text/html":
        return html.read(data)
    return decode(data, body.get_content_charset() or "")


def _without_answered(text: str) -> str:
    """Without quoted lines, unless nothing else is said. A mail handed on below its header stays."""
    said = []
    for line in text.replace("\r\n", "\n").split("\n"):
        if _ANSWERED.match(line.strip()):
            break
        if not line.startswith(">"):
            said.append(line)
    return "\n".join(said).strip("\n") if any(map(str.strip, said)) else text


def _attached(mail: EmailMessage) -> tuple[Caution, ...]:
    files = (part.get_filename() for part in mail.walk() if part.get_content_disposition() == "attachment")
    names = [" ".join(str(name or "?").split())[:80] for name in files]
    if not names:
        return ()
    return (caution("attachments", names="; ".join(names[:_LISTED]) + ("…" if len(names) > _LISTED else "")),)
