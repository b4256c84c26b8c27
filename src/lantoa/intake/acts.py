"""What one press of a button did: several steps may be one act, and are taken back as one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from uuid import UUID, uuid4

from lantoa.intake import rules
from lantoa.intake.models import Finding, FindingStep, Paper

_ACT: ContextVar[UUID | None] = ContextVar("act", default=None)
# What takes something back is no act to be taken back in its turn.
_BACK = ("undo", "take_up")


@contextmanager
def one_act() -> Iterator[UUID]:
    """All steps within are one act; within another act they belong to that."""
    standing = _ACT.get()
    if standing:
        yield standing
        return
    mark = _ACT.set(uuid4())
    try:
        yield _ACT.get()  # type: ignore[misc]  # set in the line before
    finally:
        _ACT.reset(mark)


def now() -> UUID:
    """The act under way; one by itself where none is."""
    return _ACT.get() or uuid4()


@dataclass(frozen=True, slots=True)
class Act:
    """The last act of a person on a paper that can be taken back: its verb, and its findings, the last step first."""

    verb: str
    findings: tuple[int, ...]


def last_act(paper: Paper, person: int | None) -> Act | None:
    """The act to be taken back next; None when there is none. One query, whatever was done."""
    steps = list(
        FindingStep.objects.filter(finding__paper=paper)
        .order_by("-pk")
        .values_list("finding_id", "act", "verb", "by_id", "stage")
    )
    last: dict[int, UUID | None] = {}
    for finding, act, *_ in steps:
        last.setdefault(finding, act)
    for _, act, verb, by, stage in steps:
        if act is None or by != person or verb in _BACK or stage == "new":
            continue
        # What was decided anew since is not touched.
        standing = tuple(dict.fromkeys(f for f, its, *_ in steps if its == act and last[f] == act))
        if standing:
            return Act(verb, standing)
    return None


def title_of(act: Act) -> str:
    """What is said of a single finding: its name in the draft, or its words."""
    one = Finding.objects.get(pk=act.findings[0])
    return str(one.draft.get("name") or one.read.get("surface") or "")[:60]


def way_back(stage: str) -> str:
    """The verb by which a finding at a stage becomes new again."""
    return "undo" if stage in rules.SETTLED else "take_up"
