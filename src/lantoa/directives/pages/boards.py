"""What the pages show of papers that were sent: the board, the missing ones, one unit's answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse

from lantoa.common.scopes import Scope
from lantoa.common.workbooks import Cell, Column, workbook
from lantoa.directives import queries
from lantoa.directives.models import Addressee, Directive
from lantoa.directives.pages.papers import own_units
from lantoa.directives.pages.wording import (
    ADDRESSEE_STAGES,
    ADDRESSEE_TAGS,
    ANSWERS,
    EXPECTED,
    STEPS,
    WANTED_STAGES,
)
from lantoa.directives.queries import Contact, Counted, NamedAddressee
from lantoa.directives.rules import sendings as rules
from lantoa.organisations import queries as organisations
from lantoa.organisations.queries import NamedUnit
from lantoa.vietnamese.dates import write_date

ON_A_PAGE = 50
# So many are named in a text for Zalo; the others are counted.
NAMED = 30


@dataclass(frozen=True, slots=True)
class AddresseeLine:
    """One unit that was sent a paper, as a list shows it."""

    one: Addressee
    name: str
    stage: str
    tag: str
    answer: str
    late: int


def line_of(one: Addressee, name: str, today: date) -> AddresseeLine:
    """An addressee in words."""
    return AddresseeLine(
        one,
        name,
        str(ADDRESSEE_STAGES[one.stage]),
        ADDRESSEE_TAGS[one.stage],
        str(ANSWERS[one.answer]) if one.answer else "",
        rules.days_late(one.stage, one.due_on, one.answered_on, today),
    )


def asked_page(scope: Scope, asked: QueryDict, today: date) -> dict[str, Any]:
    """What the units for which one may answer were sent: what is open, or everything."""
    units = {one.pk: one.name for one in own_units(scope, today) if scope.may("answer", one.pk)}
    everything = asked.get("xem") == "tat-ca"
    rows = queries.asked_of(units, only_open=not everything)
    page = Paginator(rows, ON_A_PAGE).get_page(asked.get("trang"))
    shown = list(page.object_list)
    lines = [line_of(one, units[one.unit_id], today) for one in shown]
    return {"page": page, "lines": lines, "everything": everything, "many_units": len(units) > 1}


def sent_page(scope: Scope, asked: QueryDict, today: date) -> dict[str, Any]:
    """The papers that one's units have sent, each with how many have answered."""
    page = Paginator(queries.sent_by(scope.units("report")), ON_A_PAGE).get_page(asked.get("trang"))
    shown = list(page.object_list)
    counts = queries.counts_of(shown, today)
    return {"page": page, "lines": [(one, counts[one.pk]) for one in shown]}


@dataclass(frozen=True, slots=True)
class BoardOf:
    """Whose board it is: the paper, the unit whose part is shown, on which line; ``own`` are the reader's units."""

    one: Directive
    top: NamedUnit
    line: str
    own: frozenset[int]


def board_of(one: Directive, scope: Scope, wished: str, today: date) -> BoardOf | None:
    """The part of a paper's board that one may see: of the unit that is wished for, within reach, or of one's own that
    sent the paper or stands above those it was sent to. None where there is none."""
    line = queries.line_sent_on(one)
    own = own_units(scope, today)
    if line is None or not own:
        return None
    ids = frozenset(unit.pk for unit in own)
    if wished:
        try:
            top = organisations.unit(wished, today)
        except organisations.UnableToFindUnit:
            return None
        return BoardOf(one, top, line, ids) if scope.may("read", top.pk) else None
    first = queries.highest_with(one, ids, line, today)
    top = next((unit for unit in own if unit.pk == first), own[0])
    return BoardOf(one, top, line, ids)


def board_page(of: BoardOf, asked: QueryDict, today: date) -> dict[str, Any]:
    """Who has answered a paper under a unit: its children with their sums, and the units themselves; a constant number
    of queries, however many units."""
    rows, stage = _under(of, asked, today)
    page = Paginator(rows, ON_A_PAGE).get_page(asked.get("trang"))
    shown: list[NamedAddressee] = list(page.object_list)
    lines = [line_of(one, one.unit_name, today) for one in shown]
    board = queries.board(of.one, of.top.pk, of.line, today)
    way = organisations.path_up(of.top.pk, of.line, today)
    at = next((at for at, unit in enumerate(way) if unit.pk in of.own), 0)
    return {
        "one": of.one,
        "top": of.top,
        "way": way[at:],
        "count": board.whole,
        "rows": board.rows,
        "has_groups": any(row.is_group for row in board.rows),
        "page": page,
        "lines": lines,
        "stage": stage,
        "text": asked.get("q", ""),
        "stages": WANTED_STAGES,
        "query": asked.urlencode(),
        "elsewhere": _elsewhere(of, board.whole, today) if of.top.pk in of.own else 0,
    }


def _elsewhere(of: BoardOf, count: Counted, today: date) -> int:
    """How many units were sent the paper, by somebody else, that do not stand below this one."""
    return queries.counts_of([of.one], today)[of.one.pk].everyone - count.everyone


def _under(of: BoardOf, asked: QueryDict, today: date) -> tuple[QuerySet[NamedAddressee], str]:
    stage = asked.get("tinh-trang", "")
    stage = stage if stage in dict(WANTED_STAGES) else ""
    rows = queries.named_addressees(queries.under(of.one, of.top.pk, of.line, today), today)
    return queries.narrowed_addressees(rows, stage, asked.get("q", "")[:200], today), stage


def sheet(of: BoardOf, asked: QueryDict, today: date) -> bytes:
    """The units of a board as a workbook."""
    rows, _stage = _under(of, asked, today)

    def row(at: int, one: NamedAddressee) -> list[Cell]:
        line = line_of(one, one.unit_name, today)
        said = one.paper.code if one.paper else one.note
        day = one.done_on or one.answered_on
        return [at, one.unit_name, line.stage, line.answer, said, day, one.due_on, line.late or None]

    columns = [
        Column("STT", 6),
        Column("Đơn vị", 40),
        Column("Tình trạng", 18),
        Column("Trả lời", 22),
        Column("Văn bản, nội dung", 36),
        Column("Ngày", 14),
        Column("Hạn", 14),
        Column("Chậm (ngày)", 12),
    ]
    title = f"Thực hiện {of.one.code} của {of.one.issuer_name}"
    lines = [row(at, one) for at, one in enumerate(rows.select_related("paper"), 1)]
    notes = [of.top.name, f"Đến ngày {write_date(today)}"]
    return workbook(sheet="Thực hiện", title=title, columns=columns, rows=lines, notes=notes)


def missing_page(of: BoardOf, asked: QueryDict, today: date) -> dict[str, Any]:
    """How the units are reached that have still to answer, with a text that names them for Zalo."""
    rows = queries.named_addressees(queries.under(of.one, of.top.pk, of.line, today), today)
    left = queries.narrowed_addressees(rows, "left", "", today)
    page = Paginator(left, ON_A_PAGE).get_page(asked.get("trang"))
    contacts: list[Contact] = queries.contacts_of(list(page.object_list), today)
    return {"one": of.one, "top": of.top, "page": page, "contacts": contacts, "message": _message(of, left, today)}


def _message(of: BoardOf, left: QuerySet[NamedAddressee], today: date) -> str:
    names = list(left.values_list("unit_name", flat=True)[: NAMED + 1])
    if not names:
        return ""
    many = len(names) if len(names) <= NAMED else left.count()
    shown = "; ".join(names[:NAMED]) + (f" và {many - NAMED} đơn vị khác" if many > NAMED else "")
    what = f"{of.one.code} của {of.one.issuer_name}"
    return f"Còn {many} đơn vị chưa trả lời {what} (tính đến {write_date(today)}): {shown}."


def answer_page(one: Addressee, scope: Scope, today: date) -> dict[str, Any]:
    """What one unit was sent and answered, and what may be done now."""
    may_answer = scope.may("answer", one.unit_id)
    is_sender = scope.may("report", one.sending.sender_id)
    names = organisations.names_on([one.unit_id, one.sending.sender_id], today)
    ways = rules.ALLOWED[one.expects] if may_answer and one.stage in rules.OPEN else ()
    return {
        "one": one,
        "line": line_of(one, names[one.unit_id], today),
        "sender": names[one.sending.sender_id],
        "expected": EXPECTED[one.expects],
        "ways": ways if one.directive.stage == "issued" else (),
        "may_take_back": may_answer and one.stage == "answered",
        "may_return": is_sender and one.stage == "answered",
        "may_release": is_sender and one.stage in rules.OPEN,
        "may_ask_again": is_sender and one.stage == "released" and one.directive.stage == "issued",
        "may_open": queries.opened(one.directive.uuid, scope) is not None,
        "steps": [(step, STEPS[step.verb]) for step in queries.steps_of_addressee(one)],
        "message": _asking(one, names[one.unit_id]) if is_sender and one.stage in rules.OPEN else "",
    }


def _asking(one: Addressee, name: str) -> str:
    """A text to paste into Zalo that asks one unit."""
    due = f" Hạn: {write_date(one.due_on)}." if one.due_on else ""
    return f"Kính gửi {name}: đề nghị trả lời {one.directive.code} ({one.directive.abstract}).{due}"


def board_path(one: Directive, top: NamedUnit) -> str:
    """The address of a unit's part of a board."""
    return reverse("directives:board", args=[one.uuid]) + f"?don-vi={top.uuid}"
