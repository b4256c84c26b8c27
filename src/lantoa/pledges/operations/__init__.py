"""Every change of what units and people undertake."""

from lantoa.pledges.operations.assessing import Assessment, add_progress, assess, carry_over, close
from lantoa.pledges.operations.filing import file_commitments
from lantoa.pledges.operations.forgetting import forget, forget_actor, hide
from lantoa.pledges.operations.lists import Entry, Examined, examine_list, load_list
from lantoa.pledges.operations.many import Registered, register_listed, register_many
from lantoa.pledges.operations.moving import UnableToChangePledge, advance, confirm_all
from lantoa.pledges.operations.telling import arrange
from lantoa.pledges.operations.writing import DeedSaid, PledgeSaid, amend, change, register

__all__ = [
    "Assessment",
    "DeedSaid",
    "Entry",
    "Examined",
    "PledgeSaid",
    "Registered",
    "UnableToChangePledge",
    "add_progress",
    "advance",
    "amend",
    "arrange",
    "assess",
    "carry_over",
    "change",
    "close",
    "confirm_all",
    "examine_list",
    "file_commitments",
    "forget",
    "forget_actor",
    "hide",
    "load_list",
    "register",
    "register_listed",
    "register_many",
]
