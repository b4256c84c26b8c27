"""From what was read to what would enter a register. Plain Python: no Django, no clock.

A draft is a JSON object, so that a person's correction is stored as it was typed. By ``register``:

- practice: name, kind, owner_unit, owner_person, owner_group, fields [codes], registered_on, is_pilot
- amount: indicator, point | low, high, exactness, said, unit, from_on, to_on, is_cumulative,
  practices [positions], about
- commendation: collectives, individuals, total, unit, from_on, to_on, is_cumulative, about
- directive (the paper itself): code, issuer, issuer_name, dated_on, abstract, stands_in,
  carries_out [{code, issuer, issuer_name, dated_on, uuid}]; once entered also ``entered``
- pledge: who, is_person, person, unit, year, deeds [{what, measure, due_on}]
- mention: name

An amount that is aimed at (``is_target``) has ``plan`` (a UUID, or one of drafts/goals.py) and ``direction`` too.

``match`` names the record that the finding is beyond doubt: accepting joins it; ``likely`` lists records that it may be
({kind, uuid, name}). Units are codes, people UUIDs, numbers plain decimal text, days ISO text. ``doubts`` of a Drafted
are reasons to look twice, ``notes`` of a draft are only told.
"""

from lantoa.intake.drafts.known import Known, KnownIndicator, KnownPaper, KnownPerson, KnownUnit, Setting
from lantoa.intake.drafts.paper import Drafted, draft_all
from lantoa.intake.drafts.wholeness import is_whole, missing

__all__ = [
    "Drafted",
    "Known",
    "KnownIndicator",
    "KnownPaper",
    "KnownPerson",
    "KnownUnit",
    "Setting",
    "draft_all",
    "is_whole",
    "missing",
]
