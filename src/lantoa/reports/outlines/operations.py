"""Keeping outlines, putting them right, withdrawing them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import PurePath
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from lantoa.common.errors import Unable
from lantoa.common.scopes import Scope, everything
from lantoa.files import operations as files
from lantoa.files import queries as kept_files
from lantoa.history.operations import record
from lantoa.notices.queue import enqueue
from lantoa.organisations.models import Unit
from lantoa.reading.inputs import Unreadable, checks, limits
from lantoa.reports.models.outlines import ASKED, KINDS, PAST, READ, UNREADABLE, USUAL, WAITING, Outline
from lantoa.reports.outlines import from_docx, from_xlsx, matching, queries
from lantoa.reports.outlines.proposal import Proposal
from lantoa.reports.rules import outlines as rules
from lantoa.reports.rules.outlines import Section
from lantoa.vietnamese.text import clean

READER = everything("Trình đọc")
_BINARY = "application/octet-stream"


class UnableToKeepOutline(Unable):
    """The file cannot be kept as an outline; the message says what to do."""


class UnableToCorrectOutline(Unable):
    """The outline cannot be changed so, or not by this person, or not any more."""


@transaction.atomic
def keep(*, scope: Scope, unit: Unit, name: str, data: bytes, title: str = "", kind: str = "") -> tuple[Outline, bool]:
    """Keeps a file and reads an outline out of it; gives it and whether it is new.

    The same bytes at the same unit are the same outline. A file that cannot be read is kept too: the outline then has
    no sections yet, and says why. Old Word files and pictures are read in the background. ``kind`` is ASKED, PAST, or
    "" to be told by the text.
    """
    _may(scope, unit, UnableToKeepOutline)
    if not data.strip():
        raise UnableToKeepOutline(
            "Tệp rỗng, không có gì bên trong. Hãy mở lại tệp để kiểm tra rồi gửi bản có nội dung."
        )
    if len(data) > limits.FILE_BYTES:
        raise UnableToKeepOutline(
            f"Tệp lớn hơn {limits.FILE_BYTES // limits.MEGABYTE} MB. Hãy bỏ bớt hình ảnh rồi gửi lại."
        )
    if known := queries.same_file(unit.pk, hashlib.sha256(data).hexdigest()):
        return known, False
    read = _read(name, data, kind, title, patiently=False)
    file = files.keep(scope=scope, name=name, data=data, media_type=_media_type(name, data))
    columns: dict[str, Any] = {"source": file, "kind": kind or ASKED, "name": _named(title, "", name)}
    waits = {"reading": WAITING, "notes": ["Tệp đang được đọc, thường xong trong vài phút."]}
    made = _made(scope, None, unit=unit, change="Đọc từ tệp.", **columns | (read or waits))
    if read is None:
        transaction.on_commit(partial(enqueue, "lantoa.reports.outlines.tasks.read", made.pk, kind, title))
    return made, True


@transaction.atomic
def read_waiting(*, outline: Outline, kind: str = "", title: str = "") -> Outline | None:
    """Reads what was left to the background, as ``keep`` was told; the next version holds what came of it.

    None when it was read before.
    """
    if outline.reading != WAITING or outline.source is None or queries.following(outline):
        return None
    columns = _read(outline.source.name, kept_files.bytes_of(outline.source), kind, title, patiently=True)
    return _next(READER, outline, "Đọc xong tệp.", "read", **columns or {})


@transaction.atomic
def keep_usual(*, scope: Scope, unit: Unit, title: str = "") -> Outline:
    """Keeps the usual sections as an outline of the unit's own, to be changed as it likes."""
    _may(scope, unit, UnableToKeepOutline)
    name = _named(title, "Khung báo cáo thông dụng", "")
    return _made(scope, None, unit=unit, name=name, kind=USUAL, sections=rules.as_data(rules.USUAL), change="Lập mới.")


@transaction.atomic
def add_tables(*, scope: Scope, outline: Outline, name: str, data: bytes) -> Outline:
    """Adds the tables of a workbook (or of another paper) behind the sections. UnableToKeepOutline, with the reason,
    for a file in which none can be read."""
    _may(scope, outline.unit, UnableToKeepOutline)
    try:
        proposal = _proposal(name, data, ASKED, patiently=False)
    except Unreadable as error:
        raise UnableToKeepOutline(error.vi) from error
    added = [section for section in proposal.sections if section.tables] if proposal else []
    if not added:
        raise UnableToKeepOutline(
            "Không thấy bảng nào cần điền trong tệp này. Hãy gửi biểu ở dạng Excel (.xlsx) hoặc Word."
        )
    file = files.keep(scope=scope, name=name, data=data, media_type=_media_type(name, data))
    filled = matching.filled(added, queries.words())
    sections = rules.as_data([*outline.whole, *filled])
    notes = [*outline.notes, *(proposal.notes if proposal else ())]
    return _next(
        scope, outline, f"Thêm biểu từ “{name}”.", "add_tables", source=file, sections=sections, reading=READ,
        notes=notes,
    )  # fmt: skip


@transaction.atomic
def correct(*, scope: Scope, outline: Outline, at: int, section: Section) -> Outline:
    """Puts another section in the place of one."""
    sections = _sections(outline, at)
    if sections[at] == section:
        return outline
    sections[at] = section
    return _rewritten(scope, outline, sections, f"Sửa mục “{section.title[:200]}”.", "correct")


@transaction.atomic
def add(*, scope: Scope, outline: Outline, at: int, section: Section) -> Outline:
    """Puts a new section in front of the one at that place, or behind the last."""
    sections = list(outline.whole)
    sections.insert(max(0, min(at, len(sections))), section)
    return _rewritten(scope, outline, sections, f"Thêm mục “{section.title[:200]}”.", "add_section")


@transaction.atomic
def drop(*, scope: Scope, outline: Outline, at: int) -> Outline:
    """Leaves a section out; those under it stay, and go up with it where nothing is over them any more."""
    sections = _sections(outline, at)
    gone = sections.pop(at)
    return _rewritten(scope, outline, sections, f"Bỏ mục “{gone.title[:200]}”.", "drop_section")


@transaction.atomic
def move(*, scope: Scope, outline: Outline, at: int, up: bool) -> tuple[Outline, int]:
    """Moves a section with all under it past the one of its level before or behind it; gives its new place too.

    UnableToCorrectOutline where there is none.
    """
    sections = _sections(outline, at)
    moved = rules.moved(sections, at, up=up)
    if moved is None:
        raise UnableToCorrectOutline("Mục này không chuyển được nữa: không còn mục cùng cấp ở phía đó.")
    where = "lên" if up else "xuống"
    made = _rewritten(scope, outline, moved[0], f"Chuyển mục “{sections[at].title[:200]}” {where}.", "move_section")
    return made, moved[1]


@transaction.atomic
def rename(*, scope: Scope, outline: Outline, name: str, kind: str) -> Outline:
    """Gives it another name, or says that it is of another kind: what was asked is what was told then."""
    name = clean(name).strip()[:300] or outline.name
    if kind not in KINDS:
        raise UnableToCorrectOutline("Hãy chọn đây là đề cương hay báo cáo kỳ trước.")
    sections = list(outline.whole)
    if PAST in (kind, outline.kind) and kind != outline.kind:
        sections = [_retold(one, kind) for one in sections]
    if (name, kind) == (outline.name, outline.kind):
        return outline
    return _next(scope, outline, "Sửa tên hoặc loại.", "rename", name=name, kind=kind, sections=rules.as_data(sections))


@transaction.atomic
def withdraw(*, scope: Scope, outline: Outline, why: str) -> Outline:
    """Takes an outline out of use, with the reason. Reports that follow it keep the version that they follow."""
    why = clean(why).strip()
    if not why:
        raise UnableToCorrectOutline("Hãy ghi lý do thôi dùng đề cương này.")
    return _next(scope, outline, "Thôi dùng.", "withdraw", withdrawn_why=why[:400])


def _may(scope: Scope, unit: Unit, refusal: type[Unable]) -> None:
    if not scope.may("report", unit.pk):
        raise refusal("Tài khoản này không được giữ đề cương của đơn vị đã chọn.")


def _media_type(name: str, data: bytes) -> str:
    """The media type; what cannot be read is kept as bytes."""
    try:
        return checks.checked_kind(name, data).media_type or _BINARY
    except Unreadable:
        return _BINARY


def _read(name: str, data: bytes, kind: str, title: str, *, patiently: bool) -> dict[str, Any] | None:
    """The columns of an outline read from a file; of one that cannot be read, why. None where one must wait for it."""
    try:
        proposal = _proposal(name, data, kind, patiently=patiently)
    except Unreadable as error:
        return {"reading": UNREADABLE, "notes": [error.vi]}
    if proposal is None:
        return None
    sections = matching.filled(proposal.sections, queries.words())
    notes = list(proposal.notes)
    if not sections:
        notes.append("Không thấy đề mục nào trong tệp. Hãy thêm mục bằng tay, hoặc gửi bản Word có đề mục.")
    return {
        "reading": READ,
        "kind": proposal.kind,
        "name": _named(title, proposal.title, name),
        "opening": proposal.opening,
        "sections": rules.as_data(sections),
        "notes": notes,
    }


def _proposal(name: str, data: bytes, kind: str, *, patiently: bool) -> Proposal | None:
    if from_xlsx.is_workbook(name, data):
        return from_xlsx.read(name, data, kind or ASKED)
    return from_docx.read_at_once(name, data, kind, patiently=patiently)


def _named(title: str, read: str, file: str) -> str:
    stem = PurePath(file.replace("\\", "/")).stem.replace("_", " ").strip()
    return (clean(title).strip() or clean(read).strip() or clean(stem) or "Đề cương")[:300]


def _sections(outline: Outline, at: int) -> list[Section]:
    sections = list(outline.whole)
    if not 0 <= at < len(sections):
        raise UnableToCorrectOutline("Mục này không còn trong đề cương. Hãy tải lại trang.")
    return sections


def _retold(section: Section, kind: str) -> Section:
    if kind == PAST:
        return replace(section, asks="", prose=section.prose or section.asks)
    return replace(section, asks=section.asks or section.prose, prose="")


def _rewritten(scope: Scope, outline: Outline, sections: Sequence[Section], change: str, verb: str) -> Outline:
    return _next(scope, outline, change, verb, sections=rules.as_data(rules.levelled(sections)), reading=READ)


def _next(scope: Scope, outline: Outline, change: str, verb: str, **columns: Any) -> Outline:
    """The version that replaces one; UnableToCorrectOutline where another has done so before."""
    _may(scope, outline.unit, UnableToCorrectOutline)
    if outline.is_withdrawn:
        raise UnableToCorrectOutline("Đề cương này đã thôi dùng nên không sửa được nữa.")
    if queries.following(outline):
        raise UnableToCorrectOutline("Đã có bản mới hơn của đề cương này. Hãy mở bản mới rồi sửa.")
    kept = ("name", "kind", "source", "reading", "opening", "sections", "notes")
    unchanged = {name: getattr(outline, name) for name in kept if name not in columns}
    try:
        with transaction.atomic():
            return _made(scope, outline, verb, unit=outline.unit, change=change, **unchanged, **columns)
    except IntegrityError as error:
        # Someone else corrected it in the same moment.
        raise UnableToCorrectOutline("Đã có bản mới hơn của đề cương này. Hãy mở bản mới rồi sửa.") from error


def _made(scope: Scope, replaces: Outline | None, verb: str = "keep", **columns: Any) -> Outline:
    chain = {"replaces": replaces, "series": replaces.series} if replaces else {}
    made = Outline.objects.create(made_by_id=scope.actor_id, made_at=timezone.now(), **chain, **columns)
    data = {"name": made.name, "series": str(made.series), "change": made.change}
    if made.withdrawn_why:
        data["why"] = made.withdrawn_why
    record(scope=scope, verb=verb, kind="outline", uuid=made.uuid, data=data)
    return made
