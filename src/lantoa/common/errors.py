"""The one kind of refusal that may reach a person."""


class Unable(Exception):
    """An act was refused; the text is a whole sentence for the person who tried.

    Verbs raise a subclass named ``UnableTo…`` defined beside them. The doors (views, commands, API)
    show the sentence and keep what was typed.
    """
