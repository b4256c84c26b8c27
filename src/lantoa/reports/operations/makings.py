"""Making the file of a large report in the background: asked for, made, told, let go after some days."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from lantoa.common.errors import Unable
from lantoa.common.scopes import Scope, everything
from lantoa.files import queries as files
from lantoa.history.operations import record
from lantoa.indicators import queries as figures
from lantoa.notices.queue import enqueue
from lantoa.organisations.models import Unit
from lantoa.reports import outgoing, practices_summary, queries
from lantoa.reports.material import Asked
from lantoa.reports.models import Making, Pages, PaperTemplate, Report, Version
from lantoa.reports.operations import printing
from lantoa.reports.operations.telling import tell_of_file
from lantoa.reports.rules import Report as Paper
from lantoa.reports.rules.makings import IN_PIECES, KEPT_FOR, LARGE, MOST, MOST_ATTEMPTS, QUIET, UNDER_WAY

MAKER = everything("Trình làm tệp báo cáo")
TASK = "lantoa.reports.tasks.make_file"
# Seconds between two notes of how far it is.
_NOTED_EVERY = 0.5
_WENT_WRONG = "Có lỗi bất ngờ khi làm tệp. Hãy thử lại; nếu vẫn vậy, hãy báo người quản trị."
_STOPPED = "Máy chủ đã thử nhiều lần mà chưa làm xong tệp này. Hãy chọn dạng khác (Word, Excel), hoặc thử lại sau."


class UnableToAskForFile(Unable):
    """The file cannot be made so, or not for this person."""


@transaction.atomic
def ask_for_file(
    *,
    scope: Scope,
    report: Report,
    form: str,
    at: datetime,
    version: Version | None = None,
    template: PaperTemplate | None = None,
    anew: bool = False,
) -> tuple[Making, bool]:
    """Has a file of the report made in the background: as it reads now, or of a ``version``; gives it and whether it
    is new. One of the very same report that is there is given instead, unless it is to be made ``anew``; one that is
    under way always.
    """
    if not queries.may_open(report, version, scope):
        raise UnableToAskForFile("Tài khoản này không được lấy tệp của báo cáo này.")
    if form not in LARGE or (template and (form != "docx" or template.ended_at)):
        raise UnableToAskForFile("Không làm được tệp ở dạng này. Hãy chọn Word, Excel hoặc PDF.")
    most = MOST.get(form)
    if most and queries.size_of(report, timezone.localdate(at)) > most:
        raise UnableToAskForFile("Báo cáo quá dài để tạo PDF. Hãy lấy bản Word rồi in hoặc lưu thành PDF từ đó.")
    # The report's row is the gate: of two that ask for the same file one waits and finds it.
    held = Report.objects.select_for_update().get(pk=report.pk)
    on = timezone.localdate(at)
    turn, upto = (0, version.upto) if version else (held.turn, figures.head())
    known = queries.standing(held, form=form, version=version, template=template, turn=turn, upto=upto, on=on)
    if known and (known.is_under_way or not anew):
        return known, False
    made = Making.objects.create(
        report=held,
        version=version,
        form=form,
        template=template,
        turn=turn,
        upto=upto,
        dated_on=on,
        asked_by_id=scope.actor_id,
        asked_at=at,
        seen_at=at,
    )
    data: dict[str, Any] = {"report": str(held.uuid), "form": form, "upto": upto}
    data |= {"revision": version.revision} if version else {"turn": turn}
    data |= {"template": str(template.uuid)} if template else {}
    _put_in_queue(scope, made, data)
    return made, True


@transaction.atomic
def ask_for_practices(
    *, scope: Scope, wanted: Asked, form: str, at: datetime, anew: bool = False
) -> tuple[Making, bool]:
    """The same of the quick report on practices, which belongs to nobody: of a unit, a period and a sequence."""
    if not scope.may("report", wanted.unit.pk):
        raise UnableToAskForFile("Tài khoản này không được lấy tệp của báo cáo này.")
    if form not in ("docx", "xlsx"):
        raise UnableToAskForFile("Không làm được tệp ở dạng này. Hãy chọn Word hoặc Excel.")
    held = Unit.objects.select_for_update().get(pk=wanted.unit.pk)
    known = queries.standing_of(wanted, form)
    if known and (known.is_under_way or not anew):
        return known, False
    made = Making.objects.create(
        unit=held,
        from_on=wanted.period.from_on,
        to_on=wanted.period.to_on,
        tree=wanted.tree,
        form=form,
        turn=0,
        upto=wanted.upto,
        dated_on=wanted.on,
        asked_by_id=scope.actor_id,
        asked_at=at,
        seen_at=at,
    )
    data = {"unit": str(held.uuid), "period": wanted.period.code, "form": form, "upto": wanted.upto}
    _put_in_queue(scope, made, data | {"tree": f"{wanted.tree}" if wanted.tree else "then"})
    return made, True


def _put_in_queue(scope: Scope, made: Making, data: dict[str, Any]) -> None:
    record(scope=scope, verb="ask", kind="report_file", uuid=made.uuid, data=data)
    transaction.on_commit(partial(enqueue, TASK, made.pk))


def make(pk: int) -> None:
    """Makes the file of a making by its id, and tells whoever asked. Done twice, or begun again after a worker was
    stopped, it comes to one file; begun too often, it is given up and told.
    """
    making = _begun(pk)
    if making is None:
        return
    try:
        title, data = _file(making)
    except _MoreToPrint:
        enqueue(TASK, pk)
    except Unable as error:
        _end(making, stage="failed", why=str(error))
    except Exception:
        _end(making, stage="failed", why=_WENT_WRONG)
        # For the log of the queue.
        raise
    else:
        _end(making, stage="done", title=title[:600], size=len(data), content=data)


class _MoreToPrint(Exception):
    """Pages were printed and kept; the next go prints more."""


def _begun(pk: int) -> Making | None:
    with transaction.atomic():
        held = Making.objects.select_for_update().filter(pk=pk, stage__in=UNDER_WAY).first()
        if held is None:
            return None
        if held.attempts >= MOST_ATTEMPTS:
            _end(held, stage="failed", why=_STOPPED)
            return None
        held.attempts += 1
        held.stage = "drafting" if held.paper is None else "writing"
        held.drafted, held.sections, held.seen_at = 0, 0, timezone.now()
        if held.report_id and held.version_id is None and held.paper is None:
            # What somebody wrote while it waited is in it.
            held.turn = Report.objects.values_list("turn", flat=True).get(pk=held.report_id)
        held.save(update_fields=["attempts", "stage", "drafted", "sections", "seen_at", "turn"])
    return held


def _file(making: Making) -> tuple[str, bytes]:
    noted = _Noted(making.pk)
    if wanted := queries.asked_of(making):
        noted.writing()
        return practices_summary.title(wanted.unit.name, wanted.period), outgoing.practices(wanted, making.form)
    assert making.report is not None  # by a constraint
    paper = printing.kept_paper(making)
    if paper is None:
        paper = _paper(making, noted)
        if making.form == "pdf" and queries.size_of(making.report, making.dated_on) >= IN_PIECES:
            printing.keep_paper(making, paper)
    noted.writing()
    if making.paper is not None:
        data = printing.print_on(making, paper)
        if data is None:
            raise _MoreToPrint
        return paper.title, data
    template = files.bytes_of(making.template.file) if making.template else None
    return paper.title, outgoing.written(paper, making.form, template=template)


def _paper(making: Making, noted: _Noted) -> Paper:
    if making.version:
        return queries.paper_of(making.version)
    report = queries.reports().get(makings=making)
    return queries.written(report, making.dated_on, upto=making.upto, heard=noted).paper


@dataclass
class _Noted:
    """Notes how far a making is, seldom enough to cost nothing."""

    pk: int
    last: float = field(default=0.0)

    def __call__(self, drafted: int, sections: int) -> None:
        now = time.monotonic()
        if now - self.last >= _NOTED_EVERY:
            self.last = now
            self._note(drafted=drafted, sections=sections)

    def writing(self) -> None:
        self._note(stage="writing")

    def _note(self, **values: Any) -> None:
        Making.objects.filter(pk=self.pk, stage__in=UNDER_WAY).update(**values, seen_at=timezone.now())


@transaction.atomic
def _end(making: Making, *, stage: str, **values: Any) -> None:
    """Once only: of two that made it the first counts."""
    now = timezone.now()
    still = Making.objects.filter(pk=making.pk, stage__in=UNDER_WAY)
    if not still.update(stage=stage, ended_at=now, seen_at=now, paper=None, **values):
        return
    Pages.objects.filter(making=making).delete()
    said = {"size": values["size"]} if stage == "done" else {"why": values["why"]}
    record(scope=MAKER, verb="make" if stage == "done" else "fail", kind="report_file", uuid=making.uuid, data=said)
    made = queries.making(making.uuid)
    assert made is not None  # it was changed a moment ago
    tell_of_file(scope=MAKER, making=made, at=now)


def enqueue_unmade() -> int:
    """Asks again for every file under way; gives how many. For a worker that begins, after one that died."""
    left = list(Making.objects.filter(stage__in=UNDER_WAY).order_by("pk").values_list("pk", flat=True))
    for pk in left:
        enqueue(TASK, pk)
    return len(left)


def take_up_quiet(*, at: datetime) -> int:
    """Asks again for the files of which nothing was heard for long: whoever made them was stopped. Gives how many."""
    quiet = Making.objects.filter(stage__in=UNDER_WAY, seen_at__lt=at - QUIET).order_by("pk")
    left = list(quiet.values_list("pk", flat=True))
    Making.objects.filter(pk__in=left).update(seen_at=at)
    for pk in left:
        enqueue(TASK, pk)
    return len(left)


@transaction.atomic
def let_go(*, at: datetime) -> int:
    """Empties the files that were kept long enough; that they were made stays. Gives how many."""
    old = Making.objects.select_for_update().filter(stage="done", ended_at__lte=at - KEPT_FOR)
    gone = list(old.values_list("pk", "uuid"))
    Making.objects.filter(pk__in=[pk for pk, _ in gone]).update(stage="expired", content=None)
    for _, uuid in gone:
        record(scope=MAKER, verb="let_go", kind="report_file", uuid=uuid, data={})
    return len(gone)
