"""Activities and their series; who came; what belongs to one; contests; speakers."""

from lantoa.activities.models.activities import Activity, ActivityStep, Series, Speaker
from lantoa.activities.models.attendance import Attendance, SignUp, Tally
from lantoa.activities.models.contents import Attachment, Piece, Raised, Topic
from lantoa.activities.models.contests import Criterion, Entry, Juror, Score

__all__ = [
    "Activity",
    "ActivityStep",
    "Attachment",
    "Attendance",
    "Criterion",
    "Entry",
    "Juror",
    "Piece",
    "Raised",
    "Score",
    "Series",
    "SignUp",
    "Speaker",
    "Tally",
    "Topic",
]
