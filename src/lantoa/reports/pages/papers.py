"""What the page of a report that is being written shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse

from lantoa.common.scopes import Scope
from lantoa.reports import queries
from lantoa.reports.drafting import Draft
from lantoa.reports.drafting.assembling import blocks_of_draft
from lantoa.reports.drafting.doubts import is_doubt
from lantoa.reports.drafting.filling import TABLES
from lantoa.reports.models import Part, Report, Step, Version
from lantoa.reports.queries import Written
from lantoa.reports.rules import MOST_SHOWN, Block, Figured, Paragraph, frozen, papers
from lantoa.reports.rules import Report as Paper
from lantoa.reports.rules.outlines import FILLS
from lantoa.reports.rules.prose import Token

MOST_IN_MESSAGE = 8
MOST_CHANGES = 60


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section on the page of its report."""

    part: Part
    draft: Draft
    blocks: Sequence[Block]

    @property
    def title(self) -> str:
        """Number and heading."""
        return self.draft.portion.section.title

    @property
    def is_chapter(self) -> bool:
        """Whether it stands at the top level."""
        return self.draft.portion.section.level == 1 and not self.is_opening

    @property
    def is_opening(self) -> bool:
        """Whether it is the sentence with which the report begins."""
        return self.draft.portion.section.is_opening

    @property
    def is_left_out(self) -> bool:
        """Whether somebody struck out what a report says of itself: it can still be found, to be written anew."""
        return self.draft.is_empty and self.draft.is_own and self.draft.portion.section.is_by_itself

    @property
    def is_absent(self) -> bool:
        """Whether there is nothing to show of it at all."""
        return self.draft.is_empty and not self.draft.is_own and self.draft.portion.section.is_by_itself

    @property
    def is_waiting(self) -> bool:
        """Whether somebody has to write it: nothing of ours stands there."""
        return self.draft.is_empty and not self.is_chapter and not self.is_opening

    @property
    def typed(self) -> list[Token]:
        """Figures that somebody typed over."""
        return [one for line in self.draft.lines for one in line if isinstance(one, Token) and one.typed]


def sections(written: Written) -> list[SectionView]:
    """The sections in their order."""
    return [
        SectionView(part, one, blocks_of_draft(one, written.told))
        for part, one in zip(written.parts, written.drafts, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class Moved:
    """A figure that reads otherwise now than when the report was sent."""

    text: str
    now: str
    path: str


def moved_since(version: Version, written: Written) -> list[Moved]:
    """Figures of the indicator tables and sentences that have changed in the ledger since."""

    def by_name(paper: Paper) -> dict[tuple[str, str], Figured]:
        return {(one.indicator, one.what): one for one in paper.figures() if one.indicator and not one.why}

    then, now = by_name(queries.paper_of(version)), by_name(written.paper)
    return [
        Moved(old.text, now[key].text, now[key].path)
        for key, old in then.items()
        if key in now and now[key].quantity != old.quantity
    ]


@dataclass(frozen=True, slots=True)
class Act:
    """A verb that the visitor may use now; ``needs`` says whether it asks for a reason."""

    verb: str
    name: str
    needs_reason: bool
    is_main: bool


def acts(one: Report, scope: Scope) -> list[Act]:
    """What may be done with a report now, by this visitor."""
    found = []
    for verb in papers.open_verbs(one.stage):
        needed, whose = papers.NEEDED[verb]
        unit = one.unit_id if whose == "own" else one.type.asker_id
        if scope.may(needed, unit) and (whose == "own" or queries.may_receive(one, scope)):
            is_main = verb in ("submit", "accept")
            found.append(Act(verb, papers.VERBS[verb], verb in papers.WITH_REASON, is_main))
    return found


@dataclass(frozen=True, slots=True)
class StepLine:
    """One thing that happened to a report."""

    step: Step
    name: str
    revision: int | None
    number: str
    dated_on: date | None


def steps(one: Report) -> list[StepLine]:
    """What happened to it, the latest first."""
    rows = one.steps.select_related("version").order_by("-at", "-pk")
    return [_step_line(row, row.version) for row in rows]


def _step_line(row: Step, sent: Version | None) -> StepLine:
    if sent is None:
        return StepLine(row, papers.VERBS[row.verb], None, "", None)
    return StepLine(row, papers.VERBS[row.verb], sent.revision, sent.number, sent.dated_on)


def message(paper: Paper, path: str) -> str:
    """A few lines to paste into a chat: the first figures, not what is doubtful, and where the whole report opens."""
    seen: dict[str, str] = {}
    for block in paper.body:
        if not isinstance(block, Paragraph) or is_doubt(block):
            continue
        if any(isinstance(run, Figured) for run in block.runs):
            seen.setdefault("".join(map(str, block.runs)).removeprefix("- ").strip(), "")
    lines = [f"• {text}" for text in list(seen)[:MOST_IN_MESSAGE]]
    return "\n".join([paper.title, *lines, f"Xem đủ và mở từng số: {settings.PUBLIC_URL}{path}"])


def one_page(one: Report, scope: Scope, today: date) -> dict[str, Any]:
    """The page of a report: as it reads now while it is written, as it was sent afterwards."""
    last = queries.last_version(one)
    is_writable = one.stage in papers.WRITABLE and scope.may("report", one.unit_id)
    shows_draft = one.stage not in papers.SENT and scope.may("report", one.unit_id)
    written = queries.written(one, today, most=MOST_SHOWN) if shows_draft or last is None else None
    paper = written.paper if written else queries.paper_of(last) if last else None
    assert paper is not None
    path = reverse("reports:paper", args=[one.uuid])
    found: dict[str, Any] = {
        "one": one,
        "paper": paper,
        "written": written,
        "sections": sections(written) if written else [],
        "last": last,
        "is_writable": is_writable,
        "acts": acts(one, scope),
        "steps": steps(one),
        "stage": papers.STAGES[one.stage],
        "message": message(paper, path),
        "named": queries.named_of(one),
        "moved": [],
        "late": 0 if one.stage in papers.SENT else max(0, (today - one.due_on).days),
    }
    if last and one.stage in papers.SENT and scope.may("report", one.unit_id):
        found["moved"] = moved_since(last, queries.written(one, today, most=MOST_SHOWN))
    return found


def changes(version: Version) -> list[dict[str, str]]:
    """What differs from the version before, at most so many lines."""
    return list(version.changes[:MOST_CHANGES])


def is_whole(version: Version) -> bool:
    """Whether a version still bears its hash."""
    return frozen.digest(version.content) == version.digest


def fill_words(view: SectionView, written: Written) -> list[tuple[str, str, bool]]:
    """The tables that a section can hold: kind, words, whether it stands there now and gives anything."""
    portion = view.draft.portion
    kinds = dict.fromkeys(one.kind for one in portion.section.fills if one.kind in TABLES)
    return [(kind, FILLS[kind], kind not in portion.dropped) for kind in kinds]
