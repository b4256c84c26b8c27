"""What the host says about e-mail."""

from __future__ import annotations

import pytest

from lantoa.config.home import MailServer, mail_server


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example", MailServer("mail.example", 25, "", "", False, False)),
        ("smtp://mail.example?tls=1", MailServer("mail.example", 587, "", "", True, False)),
        (
            "smtp://lan%40xa:m%2Fk@mail.example:2525?tls=yes",
            MailServer("mail.example", 2525, "lan@xa", "m/k", True, False),
        ),
        ("smtps://u:p@mail.example", MailServer("mail.example", 465, "u", "p", False, True)),
        ("", None),
    ],
)
def test_one_address_says_where_e_mail_is_handed_in(url: str, server: MailServer | None) -> None:
    assert mail_server(url) == server


@pytest.mark.parametrize("url", ["mail.example", "http://mail.example", "smtp://"])
def test_an_address_that_is_none_stops_the_start(url: str) -> None:
    with pytest.raises(ValueError, match="LANTOA_EMAIL_URL"):
        mail_server(url)
