"""How a practice comes to another unit: ordered, offered, asked for, answered, begun, stopped."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from lantoa.common.errors import refuse_ahead
from lantoa.common.scopes import Scope
from lantoa.directives.models import Directive
from lantoa.history.operations import acted, record
from lantoa.indicators.operations import one_after_another
from lantoa.organisations import queries as organisations
from lantoa.organisations.models import Unit
from lantoa.practices import queries, rules, spreading
from lantoa.practices.models import Practice, Replication, ReplicationStep
from lantoa.practices.operations import telling
from lantoa.practices.operations.practices import Registration, UnableToChangePractice, advance, register
from lantoa.vietnamese.text import clean

# Whoever adds an edge waits for whoever is adding another: two that are right alone may close a circle together.
EDGES = UUID("6f0c1f5e-0b3f-4a86-9d2c-2f6c1d7a5e10")
MOST_ORDERED = 500


class UnableToReplicate(UnableToChangePractice):
    """It cannot be taken up so, or not by this person."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a practice comes from and on whose word. Without ``source`` the words name it: "Mô hình X, xã Y"."""

    source: Practice | None = None
    source_words: str = ""
    way: str = "asked"
    directed_by: Unit | None = None
    directed_words: str = ""
    directive: Directive | None = None
    paper_words: str = ""
    adapted: str = ""


@dataclass(frozen=True, slots=True)
class Beginning:
    """The taking-up practice: one that stands, or a name under which it is registered; from which day on."""

    on: date
    practice: Practice | None = None
    name: str = ""
    kind: str = "collective"
    group: str = ""
    unit: Unit | None = None
    adapted: str = ""


@transaction.atomic
def order(
    *, scope: Scope, origin: Origin, orderer: Unit, takers: Collection[Unit], today: date, note: str = ""
) -> list[Replication]:
    """A superior has units below it take a practice up; those to which that is said already are left out.

    All of them or none. The directing body is the orderer where nothing else is said.
    """
    if not scope.may("report", orderer.pk):
        raise UnableToReplicate("Tài khoản này không được giao việc thay đơn vị này.")
    if not takers or len(takers) > MOST_ORDERED:
        raise UnableToReplicate(f"Hãy chọn từ 1 đến {MOST_ORDERED} đơn vị.")
    said = replace(origin, way="ordered")
    if not (said.directed_by or said.directed_words.strip()):
        said = replace(said, directed_by=orderer)
    for taker in takers:
        if taker.pk == orderer.pk or not scope.may("report", taker.pk):
            raise UnableToReplicate("Chỉ giao nhân rộng được cho đơn vị cấp dưới.")
    one_after_another(EDGES)
    waiting = set(
        Replication.objects.filter(source=said.source, stage__in=spreading.OPEN).values_list("taker_unit", flat=True)
    )
    new = [one for one in takers if one.pk not in waiting] if said.source else list(takers)
    made = [_begin(scope, "order", said, taker=one, begun_by=orderer, on=today, note=note) for one in new]
    telling.tell(replications=made, verb="order", note=note, scope=scope, today=today)
    return made


@transaction.atomic
def offer(*, scope: Scope, source: Practice, taker: Unit, today: date, note: str = "") -> Replication:
    """The owner of a practice offers it to another unit, wherever that stands."""
    _check(scope, "confirm", source.owner_unit_id)
    said = Origin(source, way="offered")
    made = _begin(scope, "offer", said, taker=taker, begun_by=source.owner_unit, on=today, note=note)
    telling.tell(replications=[made], verb="offer", note=note, scope=scope, today=today)
    return made


@transaction.atomic
def ask(*, scope: Scope, source: Practice, taker: Unit, today: date, note: str = "") -> Replication:
    """A unit asks the owner of a practice to let it learn; UnableToReplicate for one that it may not know of."""
    _check(scope, "confirm", taker.pk)
    if not queries.may_know(scope, source):
        raise UnableToReplicate("Mô hình này chưa được công khai.")
    ended = source.owner_unit.dissolved_on
    if ended and ended <= today:
        raise UnableToReplicate("Đơn vị có mô hình này đã kết thúc hoạt động; hãy hỏi đơn vị tiếp nhận.")
    made = _begin(scope, "ask", Origin(source, way="asked"), taker=taker, begun_by=taker, on=today, note=note)
    telling.tell(replications=[made], verb="ask", note=note, scope=scope, today=today)
    return made


@transaction.atomic
def record_origin(
    *, scope: Scope, origin: Origin, taker: Unit, beginning: Beginning, today: date, uuid: UUID | None = None
) -> Replication:
    """A unit writes down where a practice of its own came from, and on whose order. The same ``uuid`` again gives the
    one that stands."""
    one_after_another(uuid)
    _check(scope, "confirm", taker.pk)
    if uuid and (known := Replication.objects.filter(uuid=uuid).first()):
        _check(scope, "confirm", known.taker_unit_id)
        return known
    if origin.source and not queries.may_know(scope, origin.source):
        raise UnableToReplicate("Mô hình này chưa được công khai.")
    refuse_ahead(beginning.on, today, UnableToReplicate)
    made = _begin(scope, "record", origin, taker=taker, begun_by=taker, on=beginning.on, uuid=uuid, beginning=beginning)
    telling.tell(replications=[made], verb="record", note="", scope=scope, today=today)
    telling.arrange(practice=made.practice_id, today=today)
    return made


@transaction.atomic
def answer(*, scope: Scope, replication: Replication, verb: str, today: date, note: str = "") -> Replication:
    """Accepts, declines, cancels or stops; the last three say why. Stopping ends the practice that took it up."""
    one = _locked(replication)
    step = _checked_step(scope, one, verb)
    note = clean(note).strip()[:600]
    if verb == "start":
        raise UnableToReplicate("Hãy ghi mô hình đã bắt đầu.")
    if verb in spreading.WITH_REASON and not note:
        raise UnableToReplicate("Hãy ghi lý do.")
    if verb == "stop":
        assert one.practice is not None
        advance(scope=scope, practice=one.practice, verb="end", on=today, note=note[:400])
    one.stage = step.after
    one.save(update_fields=["stage"])
    _write(scope, one, verb, today, note)
    telling.tell(replications=[one], verb=verb, note=note, scope=scope, today=today)
    if one.practice_id:
        telling.arrange(practice=one.practice_id, today=today)
    return one


@transaction.atomic
def start(*, scope: Scope, replication: Replication, beginning: Beginning, today: date) -> Replication:
    """The taking-up practice begins: one that stands is linked, or a new one enters the register."""
    one_after_another(EDGES)
    one = _locked(replication)
    step = _checked_step(scope, one, "start")
    refuse_ahead(beginning.on, today, UnableToReplicate)
    if beginning.on < one.begun_on:
        raise UnableToReplicate(f"Ngày bắt đầu phải từ {one.begun_on:%d/%m/%Y} trở đi.")
    one.practice = _taken_up(scope, one, beginning)
    one.stage, one.started_on = step.after, beginning.on
    one.adapted = clean(beginning.adapted).strip() or one.adapted
    one.save(update_fields=["practice", "stage", "started_on", "adapted"])
    _write(scope, one, "start", beginning.on, "")
    telling.tell(replications=[one], verb="start", note="", scope=scope, today=today)
    telling.arrange(practice=one.practice_id, today=today)
    return one


def _begin(
    scope: Scope,
    verb: str,
    said: Origin,
    *,
    taker: Unit,
    begun_by: Unit,
    on: date,
    note: str = "",
    uuid: UUID | None = None,
    beginning: Beginning | None = None,
) -> Replication:
    words = clean(said.source_words).strip()[:400]
    if (said.source is None) == (not words):
        raise UnableToReplicate("Hãy nêu đúng một nơi học: một mô hình trong sổ, hoặc tên mô hình và nơi có mô hình.")
    if said.way not in spreading.WAYS:
        raise UnableToReplicate("Hãy chọn mô hình đến theo cách nào.")
    if said.way == "ordered" and not (said.directed_by or said.directed_words.strip()):
        raise UnableToReplicate("Hãy ghi cơ quan chỉ đạo nhân rộng.")
    if said.source and said.source.owner_unit_id == taker.pk:
        raise UnableToReplicate("Đây là mô hình của chính đơn vị này.")
    one_after_another(EDGES)
    waiting = Replication.objects.filter(source=said.source, taker_unit=taker, stage__in=spreading.OPEN)
    if said.source and waiting.exists():
        raise UnableToReplicate("Việc nhân rộng mô hình này về đơn vị đã có và đang chờ; hãy mở việc ấy.")
    one = Replication(
        uuid=uuid or uuid4(),
        source=said.source,
        source_words=words,
        taker_unit=taker,
        way=said.way,
        stage=spreading.TABLE[rules.NOTHING, verb].after,
        begun_by=begun_by,
        directed_by=said.directed_by,
        directed_words=clean(said.directed_words).strip()[:300],
        directive=said.directive,
        paper_words=clean(said.paper_words).strip()[:300],
        adapted=clean(said.adapted).strip(),
        begun_on=on,
    )
    if beginning:
        one.practice, one.started_on = _taken_up(scope, one, beginning), beginning.on
        one.adapted = clean(beginning.adapted).strip() or one.adapted
    one.save(force_insert=True)
    _write(scope, one, verb, on, clean(note).strip()[:600])
    return one


def _taken_up(scope: Scope, one: Replication, said: Beginning) -> Practice:
    """The practice that takes the source up, being carried out; refuses what would make a circle."""
    practice = said.practice
    if practice is None:
        new = Registration(
            name=said.name,
            kind=said.kind,
            owner_unit=said.unit or one.taker_unit,
            registered_on=said.on,
            owner_group=said.group,
            fields=list(one.source.fields.all()) if one.source else (),
        )
        _belongs(new.owner_unit.pk, one.taker_unit_id, said.on)
        practice = register(scope=scope, registration=new)
        advance(scope=scope, practice=practice, verb="start", on=said.on)
        return practice
    _check(scope, "confirm", practice.owner_unit_id)
    _belongs(practice.owner_unit_id, one.taker_unit_id, said.on)
    if one.source_id and (practice.pk == one.source_id or practice.pk in queries.ancestors(one.source_id)):
        raise UnableToReplicate("Mô hình nguồn lại bắt nguồn từ chính mô hình này; không thể nối thành vòng.")
    again = Replication.objects.filter(source=one.source, practice=practice, stage="started").exclude(pk=one.pk)
    if one.source_id and again.exists():
        raise UnableToReplicate("Mô hình này đã được ghi là làm theo mô hình nguồn ấy.")
    life = practice.stages.filter(track="life").order_by("from_on", "pk")
    first, last = life.first(), life.last()
    if first is None or said.on < first.from_on or queries.practice(practice.uuid) is None:
        raise UnableToReplicate("Mô hình được nối phải đã đăng ký từ ngày bắt đầu trở về trước.")
    if last and last.stage == "registered" and last.to_on is None:
        advance(scope=scope, practice=practice, verb="start", on=max(said.on, last.from_on))
    return practice


def _belongs(owner: int, taker: int, day: date) -> None:
    if owner != taker and not any(
        taker in {one.pk for one in organisations.path_up(owner, line, day)} for line in ("place", "party")
    ):
        raise UnableToReplicate("Mô hình phải của chính đơn vị nhận nhân rộng hoặc đơn vị trực thuộc.")


def _locked(replication: Replication) -> Replication:
    rows = Replication.objects.select_for_update(of=("self",))
    return rows.select_related("source__owner_unit", "practice__owner_unit", "taker_unit", "begun_by").get(
        pk=replication.pk
    )


def _checked_step(scope: Scope, one: Replication, verb: str) -> spreading.Step:
    """The step that the verb makes; UnableToReplicate where it may not follow, or not by this role."""
    step = spreading.after(one.stage, verb)
    if step is None:
        words = spreading.VERBS.get(verb, verb).lower()
        raise UnableToReplicate(f"Không thể “{words}” khi việc này: {spreading.STAGES[one.stage].lower()}.")
    if not step.sides & queries.sides_of(scope, one):
        raise UnableToReplicate("Tài khoản này không được trả lời thay đơn vị ấy.")
    return step


def _check(scope: Scope, verb: str, unit: int) -> None:
    if not scope.may(verb, unit):
        raise UnableToReplicate("Tài khoản này không được ghi thay đơn vị này.")


def _write(scope: Scope, one: Replication, verb: str, on: date, note: str) -> None:
    steps = {"replication": one, "verb": verb, "stage": one.stage, "on": on, "note": note}
    ReplicationStep.objects.create(**steps, **acted(scope, timezone.now()))
    data = {
        "on": on,
        "note": note,
        "source": str(one.source.uuid) if one.source else one.source_words,
        "taker": one.taker_unit.code,
        "practice": str(one.practice.uuid) if one.practice else "",
        "way": one.way,
    }
    record(scope=scope, verb=verb, kind="replication", uuid=one.uuid, data=data)
