"""Recording on what basis something of a person may be published, and its withdrawal."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils import timezone

from lantoa.common.errors import Unable
from lantoa.common.scopes import Scope
from lantoa.files.models import StoredFile
from lantoa.history.operations import record
from lantoa.organisations import queries, rules
from lantoa.organisations.models import Consent, Person
from lantoa.vietnamese.text import clean


class UnableToRecordConsent(Unable):
    """A consent lacks what makes it one, or is not this person's to record."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What was consented to or decided: for one purpose, covering some of rules.PARTS, shown by words or a paper."""

    purpose: str
    basis: str
    covers: Collection[str]
    given_on: date
    evidence: str = ""
    paper: StoredFile | None = None
    decision: str = ""
    decision_link: str = ""
    words: str = field(default="")


@transaction.atomic
def record_consent(*, scope: Scope, person: Person, said: Basis, today: date) -> Consent:
    """Keeps a consent, or the published decision that stands in its stead. Nothing is ever assumed."""
    _check(scope, person)
    if said.purpose not in rules.PURPOSES or said.basis not in rules.BASES:
        raise UnableToRecordConsent("Hãy chọn mục đích công khai và căn cứ.")
    covers = set(said.covers)
    if not covers or not covers <= rules.PARTS.keys():
        raise UnableToRecordConsent("Hãy chọn những nội dung được phép công khai.")
    if said.given_on > today:
        raise UnableToRecordConsent("Ngày đồng ý hoặc ngày quyết định không được ở tương lai.")
    evidence, decision = clean(said.evidence).strip(), clean(said.decision).strip()
    if said.basis == "consent" and not evidence and said.paper is None:
        raise UnableToRecordConsent(
            "Hãy ghi rõ sự đồng ý được thể hiện thế nào (giấy ký ngày nào, trước ai), hoặc đính kèm giấy; "
            "im lặng không phải là đồng ý."
        )
    if said.basis == "decision" and not decision:
        raise UnableToRecordConsent("Hãy ghi số, ký hiệu và cơ quan ban hành của quyết định đã công bố.")
    made = Consent.objects.create(
        person=person,
        purpose=said.purpose,
        words=clean(said.words).strip()[:400],
        basis=said.basis,
        given_on=said.given_on,
        evidence=evidence[:400],
        paper=said.paper,
        decision=decision[:200] if said.basis == "decision" else "",
        decision_link=said.decision_link if said.basis == "decision" else "",
        recorded_by_id=scope.actor_id,
        recorded_at=timezone.now(),
        **{f"covers_{part}": part in covers for part in rules.PARTS},
    )
    data = {
        "consent": made.uuid,
        "purpose": said.purpose,
        "basis": said.basis,
        "covers": sorted(covers),
        "given_on": said.given_on,
        "evidence": made.evidence,
        "decision": made.decision,
        "paper": said.paper.sha256 if said.paper else "",
    }
    record(scope=scope, verb="consent", kind="person", uuid=person.uuid, data=data)
    return made


@transaction.atomic
def withdraw_consent(*, scope: Scope, consent: Consent, how: str, on: date, today: date) -> None:
    """A person takes a consent back, or a decision is revoked: whatever rests on it is published no more, at once."""
    _check(scope, consent.person)
    told = clean(how).strip()
    if not told:
        raise UnableToRecordConsent("Hãy ghi việc rút lại được thể hiện thế nào (đơn, lời nói trước ai, ngày nào).")
    if consent.withdrawn_on is not None:
        raise UnableToRecordConsent(f"Căn cứ này đã được rút từ ngày {consent.withdrawn_on:%d/%m/%Y}.")
    if not consent.given_on <= on <= today:
        raise UnableToRecordConsent(f"Ngày rút lại phải từ {consent.given_on:%d/%m/%Y} đến hôm nay ({today:%d/%m/%Y}).")
    Consent.objects.filter(pk=consent.pk).update(withdrawn_on=on, withdrawn_how=told[:400])
    data = {"consent": consent.uuid, "purpose": consent.purpose, "on": on, "how": told[:400]}
    record(scope=scope, verb="withdraw_consent", kind="person", uuid=consent.person.uuid, data=data)


def _check(scope: Scope, person: Person) -> None:
    """Whoever manages a unit of theirs, or keeps its registers, may record what they consented to."""
    if person.joined_into_id is not None or not queries.may_see_inside_person(scope, person):
        raise UnableToRecordConsent("Tài khoản này không được ghi sự đồng ý của người này.")
