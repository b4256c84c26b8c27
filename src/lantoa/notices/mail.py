"""One e-mail out of the house: what it says, and handing it to the mail server so that we know what became of it."""

from __future__ import annotations

import re
import smtplib
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends import smtp
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from lantoa.notices.models import Delivery

HandOver = Callable[[], None]
# RFC 5321 4.5.3.2.6 lets a server take long over its answer to the last dot.
ANSWER_WITHIN = 60.0


class NotAccepted(Exception):
    """The server did not take the message, for certain. ``for_good``: asking again would not help."""

    def __init__(self, why: str, *, for_good: bool) -> None:
        """``why`` is what the server said."""
        super().__init__(why)
        self.for_good = for_good


class Closed(Exception):
    """The mail server cannot be reached or lets nobody in: no message is to blame, each of them waits."""


class Unsure(Exception):
    """The last dot went out and no answer came back."""


class NoLonger(Exception):
    """Raised by ``hand_over``: the message is no longer ours to send."""


class _ByTheDot:
    """An SMTP conversation that stops before the last dot, which alone makes the server answer for a message."""

    hand_over: HandOver
    dot_is_out: bool

    def data(self, msg: Any) -> tuple[int, bytes]:
        """As smtplib does it, with ``hand_over`` called between the text and its last dot."""
        talk: Any = self
        talk.putcmd("data")
        code, reply = talk.getreply()
        if code != 354:
            raise smtplib.SMTPDataError(code, reply)
        talk.send(re.sub(rb"(?m)^\.", b"..", msg).removesuffix(b"\r\n") + b"\r\n")
        self.hand_over()
        self.dot_is_out = True
        talk.sock.settimeout(ANSWER_WITHIN)
        talk.send(b".\r\n")
        answer: tuple[int, bytes] = talk.getreply()
        self.dot_is_out = False
        return answer


class _Plain(_ByTheDot, smtplib.SMTP):
    """Without encryption, or with STARTTLS."""


class _Encrypted(_ByTheDot, smtplib.SMTP_SSL):
    """Encrypted from the first byte."""


class ByTheDot(smtp.EmailBackend):
    """Django's SMTP with our conversation."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        """Which conversation Django shall open."""
        return _Encrypted if self.use_ssl else _Plain


class Postbox:
    """A connection to the mail server, opened when first needed and used for one message after another."""

    def __init__(self) -> None:
        """Nothing is opened yet."""
        self._backend: Any = None

    def send(self, message: EmailMessage, hand_over: HandOver) -> None:
        """Returns once the server has accepted. ``hand_over`` is called when only the last dot is missing.

        Raises NotAccepted, Closed, Unsure, and whatever ``hand_over`` raises; then nothing was sent.
        """
        self._open()
        if not isinstance(self._backend, ByTheDot):
            # Backends that write to a list, a file or the console cannot lose an answer.
            hand_over()
            self._backend.send_messages([message])
            return
        talk: Any = self._backend.connection
        talk.hand_over, talk.dot_is_out = hand_over, False
        try:
            self._backend.send_messages([message])
        except (smtplib.SMTPException, OSError, UnicodeError, ValueError) as error:
            unsure = talk.dot_is_out and not isinstance(error, smtplib.SMTPDataError)
            self._drop()
            raise Unsure(_words(error)) if unsure else _refusal(error) from error
        except BaseException:
            # In the middle of a message QUIT would become a line of it: only hanging up takes it back.
            self._drop()
            raise

    def close(self) -> None:
        """Says goodbye."""
        backend, self._backend = self._backend, None
        if backend is not None:
            with suppress(OSError):
                backend.close()

    def _open(self) -> None:
        try:
            if self._backend is None:
                self._backend = get_connection()
            self._backend.open()
        except OSError as error:
            self._backend = None
            raise Closed(_words(error)) from error

    def _drop(self) -> None:
        backend, self._backend = self._backend, None
        if backend is not None and backend.connection is not None:
            backend.connection.close()


def _refusal(error: Exception) -> Exception:
    """Refused for good by its recipient or its text; all else may be the server's state of the moment."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
        return NotAccepted(_said(code, words), for_good=code >= 500)
    if isinstance(error, smtplib.SMTPDataError):
        return NotAccepted(_words(error), for_good=error.smtp_code >= 500)
    if isinstance(error, UnicodeError | ValueError):
        return NotAccepted(_words(error), for_good=True)
    return NotAccepted(_words(error), for_good=False)


def _words(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return _said(error.smtp_code, error.smtp_error)
    return _without_addresses(f"{type(error).__name__}: {error}")


def _said(code: int, words: bytes | str) -> str:
    return _without_addresses(f"{code} {words.decode(errors='replace') if isinstance(words, bytes) else words}")


def _without_addresses(words: str) -> str:
    """Servers like to repeat the address; the steps that keep these words can never be erased."""
    return re.sub(r"<?[^\s<>]+@[^\s<>]+>?", "…", words)


def message_id(delivery: Delivery) -> str:
    """The same for every attempt, so that a mailbox can tell a second copy."""
    return f"<{delivery.uuid}@{urlsplit(settings.PUBLIC_URL).hostname or 'lantoa'}>"


def address_in_full(delivery: Delivery) -> str:
    """Where the link leads: for an account through its notice, which marks it read; for others straight there."""
    path = reverse("notices:open", args=[delivery.uuid]) if delivery.user_id else delivery.notice.link
    return f"{settings.PUBLIC_URL}{path}" if path else ""


def written(delivery: Delivery, address: str) -> EmailMessage:
    """The e-mail: plain text, in Vietnamese, which alone is sure to be read everywhere."""
    notice = delivery.notice
    with translation.override("vi"):
        foot = _("Sent by Lan Tỏa, please do not answer this address.")
        parts = [notice.text, address_in_full(delivery), f"-- \n{foot}"]
    return EmailMessage(
        subject=notice.subject,
        body="\n\n".join(part for part in parts if part) + "\n",
        to=[address],
        headers={"Message-ID": message_id(delivery), "Auto-Submitted": "auto-generated"},
    )
