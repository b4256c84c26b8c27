"""The one kind of refusal that may reach a person."""

from datetime import date


class Unable(Exception):
    """An act was refused; the text is a whole sentence for the person who tried.

    Verbs raise a subclass named ``UnableTo…`` defined beside them. The doors (views, commands, API)
    show the sentence and keep what was typed.
    """


def refuse_ahead(day: date, today: date, error: type[Unable]) -> None:
    """What has been done bears no day to come."""
    if day > today:
        raise error("Không ghi ngày trong tương lai.")
