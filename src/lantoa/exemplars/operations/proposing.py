"""Proposing an exemplar, and amending what is told of one. History keeps that it was done, never what is told."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from lantoa.common.errors import Unable
from lantoa.common.scopes import Scope
from lantoa.exemplars import queries, rules
from lantoa.exemplars.models import Basis, Exemplar, ExemplarStep, FormerText
from lantoa.files.models import StoredFile
from lantoa.history.operations import acted, record
from lantoa.indicators.operations import one_after_another
from lantoa.organisations.models import Person, Unit
from lantoa.practices.models import Field, Practice
from lantoa.vietnamese.text import clean, fold

KIND = "exemplar"
TOLD = ("known_as", "headline", "story", "results", "photo", "photo_says")


class UnableToChangeExemplar(Unable):
    """It cannot be changed so, or not by this person."""


@dataclass(frozen=True, slots=True)
class Said:
    """What someone says of an exemplar. Who: ``person`` of the register, or ``name``; for kind "unit" neither."""

    kind: str
    unit: Unit
    headline: str
    story: str
    from_year: int
    to_year: int | None = None
    person: Person | None = None
    name: str = ""
    known_as: str = ""
    results: str = ""
    is_minor: bool = False
    fields: Collection[Field] = ()
    practices: Collection[Practice] = ()
    photo: StoredFile | None = None
    photo_says: str = ""


@transaction.atomic
def propose(*, scope: Scope, said: Said, today: date, uuid: UUID | None = None) -> Exemplar:
    """Proposes an exemplar to its unit. The same ``uuid`` again gives the one that stands."""
    one_after_another(uuid)
    check(scope, said.unit.pk, "propose")
    if uuid and (known := Exemplar.objects.filter(uuid=uuid).first()):
        check(scope, known.owner_unit_id, "propose")
        return known
    name = "" if said.kind == "unit" or said.person else clean(said.name).strip()[:200]
    if said.kind not in rules.KINDS:
        raise UnableToChangeExemplar("Hãy chọn cá nhân, nhóm hay cả đơn vị.")
    if said.kind != "unit" and not (name or (said.person and said.kind == "person")):
        raise UnableToChangeExemplar("Hãy ghi tên người hoặc nhóm được nêu gương.")
    _check_years(said, today)
    told = _told(said)
    one = Exemplar.objects.create(
        uuid=uuid or uuid4(),
        kind=said.kind,
        owner_unit=said.unit,
        person=said.person if said.kind == "person" else None,
        name=name,
        folded=_folded(name, told),
        is_minor=said.is_minor,
        from_year=said.from_year,
        to_year=said.to_year,
        proposed_on=today,
        **told,
    )
    one.fields.set(said.fields)
    one.practices.set(said.practices)
    step(scope, one, "propose", today)
    data = {"kind": said.kind, "unit": said.unit.code, "on": today}
    record(scope=scope, verb="propose", kind=KIND, uuid=one.uuid, data=data)
    return one


@transaction.atomic
def amend(*, scope: Scope, exemplar: Exemplar, said: Said, why: str, today: date, is_agreed: bool = False) -> Exemplar:
    """Tells it anew: the former text is kept, with the reason. Who the exemplar is does not change.

    While it is public on a consent, ``is_agreed`` says that whoever consented has seen the new text and picture.
    """
    check(scope, exemplar.owner_unit_id, "amend")
    one = locked(exemplar)
    if not clean(why).strip():
        raise UnableToChangeExemplar("Hãy ghi lý do sửa.")
    _check_years(said, today)
    told = _told(said)
    is_told_anew = any(getattr(one, name) != told[name] for name in TOLD)
    if is_told_anew and one.stage == "published" and queries.rests_on_consent(one) and not is_agreed:
        raise UnableToChangeExemplar(
            "Điển hình này đang công khai theo văn bản đồng ý. Hãy hỏi lại người đã đồng ý về nội dung mới rồi đánh "
            "dấu đã được đồng ý, hoặc tạm thôi công khai trước khi sửa."
        )
    if is_told_anew:
        FormerText.objects.create(
            exemplar=one,
            number=one.former.count() + 1,
            until_on=today,
            why=clean(why).strip()[:400],
            **{name: getattr(one, name) for name in TOLD},
        )
    more = {"from_year": said.from_year, "to_year": said.to_year, "is_minor": said.is_minor}
    _check_minor(one, said)
    Exemplar.objects.filter(pk=one.pk).update(
        folded=_folded(one.name, told), amended_on=today if is_told_anew else one.amended_on, **told, **more
    )
    one.fields.set(said.fields)
    one.practices.set(said.practices)
    step(scope, one, "amend", today, note=why)
    record(scope=scope, verb="amend", kind=KIND, uuid=one.uuid, data={"on": today, "told_anew": is_told_anew})
    one.refresh_from_db()
    return one


def check(scope: Scope, unit: int, verb: str) -> None:
    """Refuses whoever may not use the verb on exemplars of a unit."""
    if not any(scope.may(needed, unit) for needed in rules.NEEDED[verb]):
        raise UnableToChangeExemplar("Tài khoản này không được làm việc này với điển hình của đơn vị đã chọn.")


def locked(exemplar: Exemplar) -> Exemplar:
    """The exemplar as it stands, held; refused once it was forgotten."""
    one = Exemplar.objects.select_for_update().get(pk=exemplar.pk)
    if one.forgotten_on:
        raise UnableToChangeExemplar("Nội dung của điển hình này đã được xóa; không sửa hay công khai lại được.")
    return one


def step(
    scope: Scope, one: Exemplar, verb: str, on: date, *, reason: str = "", note: str = "", basis: Basis | None = None
) -> None:
    """Writes a step of its course."""
    how: dict[str, Any] = {"reason": reason, "note": clean(note).strip()[:400], "basis": basis}
    ExemplarStep.objects.create(exemplar=one, verb=verb, stage=one.stage, on=on, **how, **acted(scope, timezone.now()))


def _check_minor(one: Exemplar, said: Said) -> None:
    """Who turns out to be a child is not shown on a basis that is none for a child."""
    if said.is_minor and not one.is_minor and one.stage == "published":
        raise UnableToChangeExemplar(
            "Người chưa đủ tuổi cần văn bản đồng ý của cha, mẹ hoặc người giám hộ. Hãy tạm thôi công khai, sửa, rồi "
            "công khai lại với văn bản ấy."
        )


def _check_years(said: Said, today: date) -> None:
    if not 1945 <= said.from_year <= today.year:
        raise UnableToChangeExemplar(f"Năm bắt đầu phải từ 1945 đến {today.year}.")
    if said.to_year is not None and not said.from_year <= said.to_year <= today.year:
        raise UnableToChangeExemplar("Năm kết thúc phải từ năm bắt đầu đến năm nay; để trống nếu vẫn đang tiếp tục.")


def _told(said: Said) -> dict[str, Any]:
    """What is told, cleaned; refused when it says nothing."""
    headline, story = clean(said.headline).strip()[:200], clean(said.story).strip()
    if not headline or not story:
        raise UnableToChangeExemplar("Hãy ghi một câu tóm tắt và kể việc đã làm.")
    return {
        "known_as": clean(said.known_as).strip()[:200],
        "headline": headline,
        "story": story,
        "results": clean(said.results).strip(),
        "photo": said.photo,
        "photo_says": clean(said.photo_says).strip()[:200],
    }


def _folded(name: str, told: dict[str, Any]) -> str:
    """A person of the register is found by their own name, which may change, be hidden or taken out there."""
    return fold(f"{name} {told['headline']}")[:500]
