"""Confirming, publishing on a basis, taking off, withdrawing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from lantoa.common.scopes import Scope
from lantoa.exemplars import queries, rules
from lantoa.exemplars.models import Basis, Exemplar
from lantoa.exemplars.operations.proposing import KIND, UnableToChangeExemplar, check, locked, step
from lantoa.files.models import StoredFile
from lantoa.history.operations import record
from lantoa.organisations import operations as organisations
from lantoa.organisations.models import Consent
from lantoa.organisations.queries.personal_data import is_restricted
from lantoa.regulations import queries as regulations
from lantoa.vietnamese.text import clean

LACKING = {
    "parent": "Người chưa đủ tuổi chỉ được nêu gương công khai khi cha, mẹ hoặc người giám hộ đồng ý bằng văn bản; hãy "
    "ghi họ tên người ấy. Quyết định khen không thay cho sự đồng ý này.",
    "child": "Trẻ từ đủ tuổi được hỏi ý kiến phải tự mình đồng ý; hãy hỏi và ghi nhận.",
}


@dataclass(frozen=True, slots=True)
class BasisSaid:
    """A written consent, or a decision that was published, and what it lets be shown besides the name.

    A consent says who took it (``taken_by``), and of a child or a group who gave it. A decision says its ``number``,
    ``issuer``, and what it ``commends``; ``given_on`` is its day.
    """

    kind: str
    given_on: date
    covers_story: bool = True
    covers_photo: bool = False
    given_by: str = ""
    is_by_parent: bool = False
    child_agreed: bool = False
    taken_by: str = ""
    paper: StoredFile | None = None
    number: str = ""
    issuer: str = ""
    commends: str = ""
    link: str = ""


@transaction.atomic
def publish(*, scope: Scope, exemplar: Exemplar, basis: BasisSaid | Consent, today: date) -> Basis:
    """Shows an exemplar to the public on a basis, or adds a further basis to one that is public.

    ``basis`` is what was given now, or what stands with the person of the register already. Without one nothing is ever
    shown. Of a person of the register a new basis is kept with the person too.
    """
    check(scope, exemplar.owner_unit_id, "publish")
    one = locked(exemplar)
    verb = "publish" if one.stage == "confirmed" else "add_basis"
    stage = _next(one, verb)
    if one.person_id and is_restricted(one.person_id):
        raise UnableToChangeExemplar(
            "Người này đã yêu cầu hạn chế xử lý dữ liệu của mình; hãy giải quyết yêu cầu đó trước khi công khai."
        )
    columns = _standing(one, basis) if isinstance(basis, Consent) else _given(scope, one, basis, today)
    if columns["given_on"] > today:
        raise UnableToChangeExemplar("Ngày đồng ý hoặc ngày quyết định không được ở tương lai.")
    is_minor = one.is_minor or _may_be_child(one, today)
    lack = rules.lacking(
        columns["kind"],
        is_minor=is_minor,
        by_parent=columns.get("is_by_parent", False),
        child_agreed=columns.get("child_agreed", False),
        has_giver=bool(columns.get("given_by")),
    )
    if lack:
        raise UnableToChangeExemplar(LACKING[lack])
    made = Basis.objects.create(exemplar=one, **columns)
    one.stage = stage
    Exemplar.objects.filter(pk=one.pk).update(stage=stage)
    step(scope, one, verb, today, basis=made)
    data = {"on": today, "basis": made.uuid, "of_kind": made.kind, "number": made.number, "issuer": made.issuer}
    data |= {"story": made.covers_story, "photo": made.covers_photo}
    record(scope=scope, verb=verb, kind=KIND, uuid=one.uuid, data=data)
    return made


@transaction.atomic
def advance(*, scope: Scope, exemplar: Exemplar, verb: str, today: date, note: str = "") -> Exemplar:
    """The unit confirms it, takes it off the portal for a while, or proposes it again after it was withdrawn."""
    if verb not in ("confirm", "take_off", "propose_again"):
        raise UnableToChangeExemplar("Không có việc nào như vậy.")
    check(scope, exemplar.owner_unit_id, verb)
    one = locked(exemplar)
    one.stage = _next(one, verb)
    Exemplar.objects.filter(pk=one.pk).update(stage=one.stage)
    step(scope, one, verb, today, note=note)
    record(scope=scope, verb=verb, kind=KIND, uuid=one.uuid, data={"on": today})
    return one


@transaction.atomic
def withdraw(*, scope: Scope, exemplar: Exemplar, reason: str, today: date, note: str = "") -> Exemplar:
    """Takes an exemplar away, at once and everywhere. History keeps the day and the kind of reason, nothing of whom.

    Who takes the consent back, and a decision that was revoked, end the bases, with the person too.
    """
    check(scope, exemplar.owner_unit_id, "withdraw")
    one = locked(exemplar)
    if reason not in rules.REASONS:
        raise UnableToChangeExemplar("Hãy chọn lý do gỡ.")
    if reason == "other" and not clean(note).strip():
        raise UnableToChangeExemplar("Hãy ghi rõ lý do.")
    one.stage = _next(one, "withdraw")
    if reason in rules.ENDS_BASES:
        _end_bases(scope, one, reason, today)
    Exemplar.objects.filter(pk=one.pk).update(stage=one.stage)
    step(scope, one, "withdraw", today, reason=reason, note=note)
    record(scope=scope, verb="withdraw", kind=KIND, uuid=one.uuid, data={"on": today, "reason": reason})
    return one


def _end_bases(scope: Scope, one: Exemplar, reason: str, today: date) -> None:
    rows = one.bases.filter(kind=reason, withdrawn_on__isnull=True).select_related("consent__person")
    for basis in rows.select_for_update(of=("self",)):
        Basis.objects.filter(pk=basis.pk).update(withdrawn_on=today)
        if basis.consent and basis.consent.withdrawn_on is None:
            how = rules.REASONS[reason]
            organisations.withdraw_consent(scope=scope, consent=basis.consent, how=how, on=today, today=today)


def _next(one: Exemplar, verb: str) -> str:
    stage = rules.after(one.stage, verb)
    if stage is None:
        raise UnableToChangeExemplar(
            f"Không thể “{rules.VERBS[verb].lower()}” khi điển hình ở bước “{rules.STAGES[one.stage].lower()}”."
        )
    return stage


def _standing(one: Exemplar, consent: Consent) -> dict[str, Any]:
    """The columns of a basis that stands with the person already."""
    is_for_this = consent.purpose == queries.PUBLISHING and consent.covers_name and consent.withdrawn_on is None
    if consent.person_id != one.person_id or not is_for_this:
        raise UnableToChangeExemplar("Căn cứ đã ghi ở trang của người ấy không cho nêu gương công khai.")
    return {
        "kind": consent.basis,
        "consent": consent,
        "given_on": consent.given_on,
        "covers_story": consent.covers_story,
        "covers_photo": consent.covers_photo,
        "taken_by": "ghi ở trang của người ấy" if consent.basis == "consent" else "",
        "number": consent.decision[:80] if consent.basis == "decision" else "",
        "issuer": "theo quyết định" if consent.basis == "decision" else "",
        "link": consent.decision_link,
    }


def _given(scope: Scope, one: Exemplar, said: BasisSaid, today: date) -> dict[str, Any]:
    """The columns of a basis that was given now; of a person of the register it is kept with the person first."""
    if said.kind not in rules.BASES:
        raise UnableToChangeExemplar("Hãy chọn căn cứ: văn bản đồng ý hoặc quyết định đã công bố.")
    text = {name: clean(getattr(said, name)).strip() for name in ("given_by", "taken_by", "number", "issuer")}
    text["commends"] = clean(said.commends).strip()[:400]
    if said.kind == "consent" and not text["taken_by"]:
        raise UnableToChangeExemplar("Hãy ghi ai đã nhận văn bản đồng ý.")
    if said.kind == "consent" and one.kind != "person" and not text["given_by"]:
        raise UnableToChangeExemplar("Hãy ghi ai thay mặt nhóm hoặc đơn vị đồng ý.")
    if said.kind == "decision" and not all(text[name] for name in ("number", "issuer", "commends")):
        raise UnableToChangeExemplar("Hãy ghi số, cơ quan ban hành và nội dung khen của quyết định đã công bố.")
    columns: dict[str, Any] = {
        "kind": said.kind,
        "given_on": said.given_on,
        "covers_story": said.covers_story,
        "covers_photo": said.covers_photo,
        "paper": said.paper,
        "commends": text["commends"],
        "number": text["number"][:80],
        "issuer": text["issuer"][:200],
        "given_by": text["given_by"][:200],
        "taken_by": text["taken_by"][:200],
        "is_by_parent": said.is_by_parent,
        "child_agreed": said.child_agreed,
        "link": said.link if said.kind == "decision" else "",
    }
    if one.person:
        covers = ["name", *(["story"] if said.covers_story else []), *(["photo"] if said.covers_photo else [])]
        kept = organisations.Basis(
            queries.PUBLISHING,
            said.kind,
            covers,
            said.given_on,
            evidence=f"Văn bản đồng ý, {text['taken_by']} nhận" if said.kind == "consent" else "",
            paper=said.paper,
            decision=f"{text['number']}, {text['issuer']}" if said.kind == "decision" else "",
            decision_link=columns["link"],
        )
        columns["consent"] = organisations.record_consent(scope=scope, person=one.person, said=kept, today=today)
    return columns


def _may_be_child(one: Exemplar, today: date) -> bool:
    """By the birth year of the register, where it is known."""
    if one.person is None:
        return False
    ages = regulations.on("exemplars-of-children", today).value
    return rules.may_be_child(one.person.birth_year, today.year, ages["child_under"])
