"""The rows of the rights matrix for activities."""

from __future__ import annotations

from dataclasses import replace

from tests.house.expecting import Row

_ACTIVITY = Row("official:read", sees="read")
_KEEP = Row("official:answer", "post", sees="read", acts="answer")
_FORM = replace(_KEEP, methods="both")
_NEW = Row("official:answer", "both", sees="answer")

ACTIVITIES: dict[str, Row] = {
    "portal:activities": Row("everyone"),
    # What is held and how many came is seen by whoever reads the unit; names, minutes and files inside it.
    "activities:list": _ACTIVITY,
    "activities:workbook": _ACTIVITY,
    "activities:calendar": _ACTIVITY,
    "activities:speakers": _ACTIVITY,
    "activities:activity": _ACTIVITY,
    "activities:series": _ACTIVITY,
    "activities:contest": _ACTIVITY,
    "activities:file": Row("official:read", sees="nobody"),
    "activities:new": _NEW,
    "activities:new_series": _NEW,
    "activities:name_speaker": replace(_NEW, methods="post"),
    "activities:end_speaker": _KEEP,
    "activities:extend_series": _KEEP,
    "activities:end_series": _KEEP,
    "activities:hold": _KEEP,
    "activities:withdraw_count": _KEEP,
    "activities:minutes": _KEEP,
    "activities:attach": _KEEP,
    "activities:raised": _KEEP,
    "activities:piece": _KEEP,
    # What is named in the sample belongs to no activity.
    "activities:withdraw": Row("official:answer", "post", sees="nobody"),
    "activities:set_up": _KEEP,
    "activities:entry": _KEEP,
    "activities:award": _KEEP,
    "activities:reasoned": _KEEP,
    **dict.fromkeys([f"activities:{name}" for name in ("edit", "change_from", "roster", "total", "scores")], _FORM),
    "activities:sign_up": Row("official:answer|take_in", "post", sees="read", acts="answer"),
}
