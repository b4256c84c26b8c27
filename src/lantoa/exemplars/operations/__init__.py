"""Every change of exemplars."""

from lantoa.exemplars.operations.forgetting import forget, forget_actor, hide
from lantoa.exemplars.operations.moving import BasisSaid, advance, publish, withdraw
from lantoa.exemplars.operations.proposing import Said, UnableToChangeExemplar, amend, propose

__all__ = [
    "BasisSaid",
    "Said",
    "UnableToChangeExemplar",
    "advance",
    "amend",
    "forget",
    "forget_actor",
    "hide",
    "propose",
    "publish",
    "withdraw",
]
