"""A report begins, is written, signed, sent, returned, received, corrected."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from lantoa.common.errors import Unable
from lantoa.common.scopes import Identity, Scope
from lantoa.directives import operations as directives
from lantoa.history.operations import acted, record
from lantoa.organisations import queries as organisations
from lantoa.organisations.queries import NamedUnit
from lantoa.reports import elsewhere, queries
from lantoa.reports.models import Part, Report, ReportType, Step, Version
from lantoa.reports.operations.telling import tell_step
from lantoa.reports.queries import Written
from lantoa.reports.rules import frozen, outlines, papers, prose
from lantoa.reports.rules.due import Stretch
from lantoa.reports.rules.outlines import Section

MOST_LINES, MOST_LETTERS = 400, 60_000


class UnableToChangeReport(Unable):
    """The report cannot be changed so, or not by this person."""


class SomebodyWroteMeanwhile(UnableToChangeReport):
    """The section was changed by somebody else since it was opened."""


@transaction.atomic
def start(
    *,
    scope: Scope,
    of: ReportType,
    unit: NamedUnit,
    stretch: Stretch,
    today: date,
    sections: Sequence[Section] | None = None,
    uuid: UUID | None = None,
) -> Report:
    """A unit's report about a period is begun: it writes itself until somebody writes in it. One that was begun is
    given back as it stands.

    ``sections`` in place of those of the type's outline (last year's report as a seed).
    """
    if not scope.may("report", unit.pk):
        raise UnableToChangeReport("Tài khoản này không được lập báo cáo của đơn vị đã chọn.")
    # The type's row is the gate: of two that begin the same report one waits and finds it.
    held = ReportType.objects.select_for_update().get(pk=of.pk)
    about = {"named_from": stretch.named.from_on, "named_to": stretch.named.to_on}
    if known := Report.objects.filter(type=held, unit=unit.pk, **about).first():
        return known
    if unit.pk not in {one.pk for one in queries.reporters(of, stretch.days.to_on)}:
        raise UnableToChangeReport(f"{unit.name} không phải lập báo cáo này trong kỳ đã chọn.")
    one = Report.objects.create(
        uuid=uuid or uuid4(),
        type=held,
        unit_id=unit.pk,
        **about,
        from_on=stretch.days.from_on,
        to_on=stretch.days.to_on,
        tree=organisations.usual_tree(unit, stretch.days.from_on, today),
        due_on=queries.due_of(of, stretch),
        made_at=timezone.now(),
    )
    given = sections or (outlines.from_data(of.outline.sections) if of.outline else outlines.USUAL)
    Part.objects.bulk_create(
        Part(report=one, position=at, section=data) for at, data in enumerate(outlines.as_data(given), start=1)
    )
    _step(scope, one, "start", timezone.now())
    return one


@transaction.atomic
def write(
    *,
    scope: Scope,
    part: Part,
    turn: int,
    lines: Sequence[prose.Line],
    dropped: Collection[str] = (),
) -> None:
    """Somebody writes a section. ``turn`` is the part's when it was opened: SomebodyWroteMeanwhile when it has changed.

    What stood there is kept in the history. Figures that were typed over need a reason (UnableToChangeReport).
    """
    one = _writable(scope, part)
    if any(token.typed and not token.why for token in prose.tokens(lines)):
        raise UnableToChangeReport("Có số gõ khác số trong sổ. Hãy ghi lý do, hoặc để lại số của sổ.")
    if len(lines) > MOST_LINES or len(prose.to_text(lines, str)) > MOST_LETTERS:
        raise UnableToChangeReport(f"Một mục viết được nhiều nhất {MOST_LINES} đoạn. Hãy chia bớt sang mục khác.")
    # What stood there already was put in by somebody who might.
    before = {token.unit for token in prose.tokens(prose.from_data(part.prose or ()))}
    added = {token.unit for token in prose.tokens(lines)} - before - {""}
    if added and not elsewhere.may_name(added, scope, one.unit_id, one.tree or one.to_on):
        raise UnableToChangeReport(
            "Có số của đơn vị mà tài khoản này không được xem. Hãy chỉ lấy số của đơn vị cấp dưới hoặc cấp trên."
        )
    _put(scope, one, part, turn, verb="write", lines=prose.as_data(lines), dropped=sorted(dropped))


@transaction.atomic
def restore(*, scope: Scope, part: Part, turn: int) -> None:
    """A section writes itself again; what somebody wrote is kept in the history."""
    _put(scope, _writable(scope, part), part, turn, verb="restore", lines=None, dropped=[])


def _writable(scope: Scope, part: Part) -> Report:
    one = Report.objects.select_for_update().get(pk=part.report_id)
    if not scope.may("report", one.unit_id):
        raise UnableToChangeReport("Tài khoản này không được sửa báo cáo của đơn vị này.")
    if one.stage not in papers.WRITABLE:
        raise UnableToChangeReport(_WHY_CLOSED[one.stage])
    return one


_WHY_CLOSED = {
    "signed": "Báo cáo đã được duyệt ký. Hãy bấm “Sửa lại sau khi duyệt ký” trước.",
    "submitted": "Báo cáo đã gửi, không sửa được nữa. Nếu có sai, hãy bấm “Đính chính”.",
    "accepted": "Báo cáo đã được nhận, không sửa được nữa. Nếu có sai, hãy bấm “Đính chính”.",
}


def _put(
    scope: Scope, one: Report, part: Part, turn: int, *, verb: str, lines: list[Any] | None, dropped: list[str]
) -> None:
    # What every report begins and ends with has no row before somebody writes in it; the report's own row is the gate.
    held = one.parts.select_for_update().filter(position=part.position).first()
    held = held or Part(report=one, position=part.position, section=part.section)
    if held.turn != turn:
        raise SomebodyWroteMeanwhile(
            "Mục này vừa có người khác sửa. Phần anh chị viết còn nguyên bên dưới; hãy xem lại rồi lưu lần nữa."
        )
    if (held.prose, held.dropped) == (lines, dropped):
        return
    former = {"position": held.position, "prose": held.prose, "dropped": held.dropped}
    one.turn += 1
    one.save(update_fields=["turn"])
    held.prose, held.dropped, held.turn = lines, dropped, one.turn
    held.written_by_id, held.written_at = scope.actor_id, timezone.now()
    held.save()
    record(scope=scope, verb=verb, kind="report", uuid=one.uuid, data={"former": former, "now": lines})


@transaction.atomic
def advance(
    *,
    scope: Scope,
    report: Report,
    verb: str,
    at: datetime,
    note: str = "",
    number: str = "",
    dated_on: date | None = None,
) -> Report:
    """Uses a verb of the table on a report (rules.papers); UnableToChangeReport where it may not follow.

    Sending freezes the report as it reads at this moment: text, figures, map, layout, with a hash. ``number`` and
    ``dated_on`` are then those of the paper; the number is taken from the book of whoever issues it (UnableToNumber
    where another paper has it). Returning and correcting need a ``note``.
    """
    held = Report.objects.select_for_update().get(pk=report.pk)
    one = queries.reports().get(pk=held.pk)
    now = papers.after(held.stage, verb)
    if now is None:
        done = papers.VERBS.get(verb, verb)
        raise UnableToChangeReport(f"Báo cáo đang ở bước “{papers.STAGES[held.stage]}” nên không thể “{done}”.")
    _check_right(scope, one, verb)
    if verb in papers.WITH_REASON and not note.strip():
        raise UnableToChangeReport("Hãy ghi rõ lý do.")
    version = None
    if verb == "submit":
        one.number, one.dated_on = number.strip()[:40], dated_on or timezone.localdate(at)
        version = _frozen(scope, one, at)
    elif verb == "correct":
        # The paper of the correction bears a number and a day of its own; those of this one stay on its version.
        one.number, one.dated_on = "", None
    one.stage = now
    one.turn += 1
    one.save(update_fields=["stage", "turn", "number", "dated_on"])
    step = _step(scope, one, verb, at, note=note.strip(), version=version)
    tell_step(scope=scope, report=one, step=step, at=at)
    return one


def _check_right(scope: Scope, one: Report, verb: str) -> None:
    needed, whose = papers.NEEDED[verb]
    unit = one.unit_id if whose == "own" else one.type.asker_id
    if not scope.may(needed, unit) or (whose == "asker" and not queries.may_receive(one, scope)):
        raise UnableToChangeReport("Tài khoản này không được làm việc đó với báo cáo này.")


def _take_number(scope: Scope, one: Report, written: Written) -> None:
    """A whole number is that of a line in the book; "46a" stands on the paper alone, as whoever keeps the book said."""
    if not (one.number.isascii() and one.number.isdigit()):
        return
    issuer = written.told.issuer.pk
    assert one.dated_on is not None
    paper = directives.Paper(queries.KIND, written.is_party, one.dated_on, written.paper.title)
    directives.take_number(
        # Whoever may send the report of a place numbers it in the name of the body that issues it.
        scope=replace(scope, reach={"report": frozenset({issuer})}),
        unit=issuer,
        paper=paper,
        given_to=Identity("report", one.uuid),
        number=int(one.number),
    )


def _frozen(scope: Scope, one: Report, at: datetime) -> Version:
    written = queries.written(one, timezone.localdate(at))
    _take_number(scope, one, written)
    # What was sent keeps its look, though somebody corrects the rule of layout later.
    content = frozen.as_data(replace(written.paper, layout=queries.layout_rule(written.paper)))
    before = queries.last_version(one)
    return Version.objects.create(
        report=one,
        revision=before.revision + 1 if before else 1,
        content=content,
        digest=frozen.digest(content),
        upto=written.paper.upto,
        number=one.number,
        dated_on=written.paper.on,
        changes=frozen.changes(queries.paper_of(before), written.paper) if before else [],
        made_by_id=scope.actor_id,
        made_at=at,
    )


def _step(
    scope: Scope, one: Report, verb: str, at: datetime, *, note: str = "", version: Version | None = None
) -> Step:
    made = Step.objects.create(
        report=one,
        verb=verb,
        stage=one.stage,
        note=note,
        version=version,
        **acted(scope, at),
    )
    data: Mapping[str, Any] = {"stage": one.stage, "note": note}
    if version:
        data = {**data, "revision": version.revision, "digest": version.digest, "upto": version.upto}
        data = {**data, "number": version.number, "dated_on": version.dated_on}
    record(scope=scope, verb=verb, kind="report", uuid=one.uuid, data=dict(data))
    return made
