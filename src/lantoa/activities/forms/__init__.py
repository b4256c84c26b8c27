"""What people type about what is held and who came."""

from lantoa.activities.forms.activities import ActivityForm, Hour, SeriesForm, WhyForm
from lantoa.activities.forms.contents import (
    AttachForm,
    EndSpeakerForm,
    MinutesForm,
    PieceForm,
    RaisedForm,
    SpeakerForm,
)
from lantoa.activities.forms.contests import EntryForm, PrizesForm, ScoresForm, SetUpForm
from lantoa.activities.forms.counting import RosterForm, TotalForm, WithdrawForm

__all__ = [
    "ActivityForm",
    "AttachForm",
    "EndSpeakerForm",
    "EntryForm",
    "Hour",
    "MinutesForm",
    "PieceForm",
    "PrizesForm",
    "RaisedForm",
    "RosterForm",
    "ScoresForm",
    "SeriesForm",
    "SetUpForm",
    "SpeakerForm",
    "TotalForm",
    "WhyForm",
    "WithdrawForm",
]
