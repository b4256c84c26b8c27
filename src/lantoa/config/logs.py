"""What logs never hold: the secrets that stand in addresses."""

import logging
import re

# Invitations, personal links, calendars: what follows is as good as a password.
SECRET = re.compile(r"(/(?:tai-khoan/loi-moi|tai-khoan/vao|ban-lam-viec/lich)/)(?!(?:lam|dung)?/?(?:$|\s|\?))[^/\s?]+")


class WithoutSecrets(logging.Filter):
    """Writes … in place of the secret of an address."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Every record passes, perhaps changed."""
        said = record.getMessage()
        if (told := SECRET.sub(r"\1…", said)) != said:
            record.msg, record.args = told, ()
        return True
