"""The register as an Excel workbook, in the columns of a synthesis table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lantoa.common import workbooks
from lantoa.organisations import queries as organisations
from lantoa.practices import queries, wording
from lantoa.practices.queries import StandingPractice, WeighedOutcome

HEADINGS = (
    (gettext_lazy("No."), 6),
    (gettext_lazy("Name of the practice"), 40),
    (gettext_lazy("Carried out by"), 30),
    (gettext_lazy("Unit"), 30),
    (gettext_lazy("Kind"), 12),
    (gettext_lazy("Fields"), 28),
    (gettext_lazy("Level registered at"), 18),
    (gettext_lazy("Registered on"), 13),
    (gettext_lazy("Began on"), 13),
    (gettext_lazy("What is done"), 44),
    (gettext_lazy("Results so far"), 44),
    (gettext_lazy("Stage"), 18),
    (gettext_lazy("Commended (level, decision)"), 24),
    (gettext_lazy("Note"), 20),
)


def register(practices: Iterable[StandingPractice], title: str, today: date) -> bytes:
    """The workbook of these practices; the last two columns are left empty for the hand."""
    rows = list(practices)
    outcomes = queries.outcomes_by_practice([one.pk for one in rows])
    classes = dict(
        organisations.named(today).filter(pk__in={one.owner_unit_id for one in rows}).values_list("pk", "class_name")
    )
    return workbooks.workbook(
        sheet=_("Register of practices"),
        title=title,
        columns=[workbooks.Column(str(heading), width) for heading, width in HEADINGS],
        rows=(
            list(_cells(number, one, outcomes[one.pk], classes.get(one.owner_unit_id, "")))
            for number, one in enumerate(rows, start=1)
        ),
        notes=[_("Written on %s.") % f"{today:%d/%m/%Y}"],
    )


def _cells(
    number: int, one: StandingPractice, outcomes: list[WeighedOutcome], unit_class: str
) -> Iterator[workbooks.Cell]:
    person = one.owner_person
    yield number
    yield one.name
    yield person.full_name if person else one.owner_group or one.owner_name
    yield one.owner_name
    yield str(wording.KINDS[one.kind])
    yield "; ".join(field.name for field in one.fields.all()) or None
    yield unit_class
    yield one.registered_on
    yield one.started_on
    yield one.summary or None
    yield "; ".join(_said(outcome) for outcome in outcomes) or None
    stage = str(wording.STAGES.get(one.life, ""))
    yield f"{stage}; {wording.STAGES['pilot']}" if one.is_pilot else stage


def _said(outcome: WeighedOutcome) -> str:
    said = f"{outcome.indicator.name}: {outcome.wording} ({outcome.period.label()})"
    others = len(outcome.practices.all()) - 1
    return said + " " + _("[shared with %s other practices]") % others if others else said
