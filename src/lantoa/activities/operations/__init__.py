"""Every change of what is held and who came."""

from lantoa.activities.operations.contents import (
    add_piece,
    attach,
    raise_matter,
    withdraw_attachment,
    withdraw_piece,
    withdraw_raised,
    write_minutes,
)
from lantoa.activities.operations.contests import (
    EntrySaid,
    add_entry,
    award,
    give_scores,
    set_up_contest,
    withdraw_entry,
)
from lantoa.activities.operations.counting import PersonSaid, TotalSaid, record_names, record_total, withdraw_total
from lantoa.activities.operations.extending import extend_all, extend_series
from lantoa.activities.operations.forgetting import forget, forget_actor
from lantoa.activities.operations.moving import UnableToChangeActivity, advance, treat
from lantoa.activities.operations.series import change_from, end_series, start_series
from lantoa.activities.operations.speakers import SpeakerSaid, end_speaker, name_speaker
from lantoa.activities.operations.writing import ActivitySaid, change, plan, sign_up

__all__ = [
    "ActivitySaid",
    "EntrySaid",
    "PersonSaid",
    "SpeakerSaid",
    "TotalSaid",
    "UnableToChangeActivity",
    "add_entry",
    "add_piece",
    "advance",
    "attach",
    "award",
    "change",
    "change_from",
    "end_series",
    "end_speaker",
    "extend_all",
    "extend_series",
    "forget",
    "forget_actor",
    "give_scores",
    "name_speaker",
    "plan",
    "raise_matter",
    "record_names",
    "record_total",
    "set_up_contest",
    "sign_up",
    "start_series",
    "treat",
    "withdraw_attachment",
    "withdraw_entry",
    "withdraw_piece",
    "withdraw_raised",
    "withdraw_total",
    "write_minutes",
]
