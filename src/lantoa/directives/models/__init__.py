"""The tables of numbered papers."""

from lantoa.directives.models.numbers import (
    Congress,
    Number,
)
from lantoa.directives.models.papers import (
    Copy,
    Directive,
    DirectiveStep,
    Implementation,
)
from lantoa.directives.models.sendings import (
    Addressee,
    AddresseeStep,
    Sending,
)

__all__ = [
    "Addressee",
    "AddresseeStep",
    "Congress",
    "Copy",
    "Directive",
    "DirectiveStep",
    "Implementation",
    "Number",
    "Sending",
]
