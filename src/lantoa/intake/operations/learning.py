"""What a person's decisions teach for the papers to come. Nothing learned enters a register: it shapes drafts only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from lantoa.common.errors import Unable
from lantoa.common.scopes import Identity, Scope
from lantoa.history.operations import record as write_down
from lantoa.indicators import queries as figures
from lantoa.intake import learned, queries, rules
from lantoa.intake.drafts import taught
from lantoa.intake.models import Learned, LearnedStep, Paper
from lantoa.intake.queries import FindingNow
from lantoa.organisations import queries as organisations
from lantoa.organisations.models import Unit
from lantoa.practices import queries as practices
from lantoa.reading import headings
from lantoa.vietnamese.text import clean, fold

MOST_BEARERS = 5  # units of one name that are looked at
SHORTEST = 3  # letters: shorter words mean too much


class UnableToChangeLesson(Unable):
    """This person may not change it, or it stands where the verb may not be used."""


@dataclass(frozen=True, slots=True)
class _Words:
    """What is taught: words of a sort (and of a kind of finding) that mean a target, called so."""

    sort: str
    words: str
    key: str
    target: str
    meant: str = ""
    kind: str = ""


def from_correction(*, scope: Scope, finding: FindingNow, draft: dict[str, Any]) -> None:
    """A draft was corrected (``finding`` as it was before): who is meant by a name, which indicator, which group."""
    before, read = finding.draft, finding.read
    match before["register"]:
        case "amount":
            if draft.get("unit") != before.get("unit"):
                _learn_unit(scope, finding, _subject(finding), draft.get("unit") or "")
            _learn_indicator(scope, finding, draft.get("indicator") or "")
        case "practice":
            if draft.get("owner_unit") != before.get("owner_unit"):
                _learn_unit(scope, finding, read.get("owner") or "", draft.get("owner_unit") or "")
            group = " ".join(clean(draft.get("owner_group") or "").split())
            if group != (before.get("owner_group") or ""):
                _teach(scope, finding, _Words("group", group, fold(group), ""))


def from_joining(*, scope: Scope, finding: FindingNow, record: Identity) -> None:
    """A finding was joined to a record that its words alone did not lead to."""
    if (finding.draft.get("match") or {}).get("uuid") == str(record.uuid):
        return
    uuid = str(record.uuid)
    if record.kind == "unit":
        unit = Unit.objects.get(uuid=record.uuid)
        _learn_unit(scope, finding, finding.read.get("resolved") or finding.read["surface"], unit.code)
    elif record.kind == "practice" and (one := practices.practice(record.uuid)):
        name = finding.draft.get("name") or ""
        _teach(scope, finding, _Words("practice", name, taught.practice_key(name), uuid, one.name))


def from_rejection(*, scope: Scope, finding: FindingNow) -> None:
    """A finding was rejected: its words may be nothing to enter. The rules say how often that must be."""
    key = taught.wrong_key(finding.kind, finding.read)
    words = finding.draft.get("name") or finding.draft.get("about") or finding.read.get("surface", "")
    _teach(scope, finding, _Words("wrong", words, key, "", "", finding.kind))


def take_back(*, scope: Scope, finding: FindingNow, sorts: tuple[str, ...]) -> None:
    """A decision on a finding was undone: what it taught of these sorts counts once less."""
    ids = LearnedStep.objects.filter(finding=finding.uuid, verb="teach").values("learned")
    for one in learned.lessons().filter(pk__in=ids, sort__in=sorts):
        if learned.teaches(one, finding.uuid):
            _step(scope, one, "take_back", finding.paper, finding=finding)


def from_acceptance(*, scope: Scope, finding: FindingNow) -> None:
    """What was rejected before was accepted after all: that lesson no longer holds."""
    key = taught.wrong_key(finding.kind, finding.read)
    found = learned.lessons().filter(unit=finding.paper.unit_id, sort="wrong", kind=finding.kind, key=key, stage="on")
    for one in found if key else ():
        _step(scope, one, "switch_off", finding.paper, note=f"Đã nhận lại trong “{finding.paper.title}”")


@transaction.atomic
def learn_headings(*, scope: Scope, paper: Paper, roles: dict[str, str]) -> int:
    """Remembers for the sender of a paper what the columns of its tables hold (words of a head → role, "" for none);
    gives how many. UnableToChangeLesson where this person may not confirm the paper.
    """
    if not scope.may("confirm", paper.unit_id):
        raise UnableToChangeLesson("Tài khoản này không được xác nhận văn bản của đơn vị này.")
    for words, role in roles.items():
        if role not in (*headings.ROLES, headings.NONE):
            raise UnableToChangeLesson("Chọn loại cột có trong danh sách.")
        key = fold(" ".join(words.split()))
        _learn(scope, paper, _Words("heading", words, key, role, headings.ROLES.get(role, "")))
        others = learned.lessons().filter(unit=paper.unit_id, sender=paper.about_unit_id, sort="heading", key=key)
        # A head holds one thing: what was said last replaces what was said before.
        for one in others.filter(stage="on").exclude(target=role):
            _step(scope, one, "switch_off", paper, note="Đã chọn loại cột khác")
    return len(roles)


@transaction.atomic
def change_lesson(*, scope: Scope, lesson: Learned, verb: str, why: str = "") -> None:
    """Switches a lesson off or on, or removes it. UnableToChangeLesson."""
    if not scope.may("confirm", lesson.unit_id):
        raise UnableToChangeLesson("Tài khoản này không được sửa điều đã học của đơn vị này.")
    now = learned.lessons().get(pk=Learned.objects.select_for_update().get(pk=lesson.pk).pk)
    if verb not in ("switch_off", "switch_on", "remove") or not rules.after(rules.LEARNED_TABLE, now.stage, verb):
        raise UnableToChangeLesson("Điều đã học này đã được thay đổi; hãy tải lại trang.")
    _step(scope, now, verb, None, note=why)


@transaction.atomic
def choose_lesson(*, scope: Scope, lesson: Learned) -> None:
    """Of words that were taught in several ways: keeps this one on, switches the others off."""
    same = learned.lessons().filter(
        unit=lesson.unit_id, sender=lesson.sender_id, sort=lesson.sort, kind=lesson.kind, key=lesson.key
    )
    for one in same.filter(stage="on").exclude(pk=lesson.pk):
        change_lesson(scope=scope, lesson=one, verb="switch_off", why=f"Đã chọn “{lesson.meant}”")


def _learn_unit(scope: Scope, finding: FindingNow, words: str, code: str) -> None:
    """Not from a unit's own name: then the paper speaks of that unit, and only this figure is another's."""
    day = finding.paper.to_on
    unit = organisations.named(day).filter(code=code).first()
    if unit is None or not words:
        return
    bearers = organisations.find(words, day).exclude(pk=unit.pk)[:MOST_BEARERS]
    if any(fold(one.name) == fold(words) for one in bearers):
        return
    _teach(scope, finding, _Words("unit", words, taught.unit_key(words), str(unit.uuid), unit.name))


def _learn_indicator(scope: Scope, finding: FindingNow, code: str) -> None:
    indicator = figures.indicator(code) if code and code != finding.draft.get("indicator") else None
    if indicator:
        words = finding.draft.get("about") or finding.read["surface"]
        _teach(scope, finding, _Words("indicator", words, taught.amount_key(finding.read), code, indicator.name))


def _subject(finding: FindingNow) -> str:
    """The unit that the paper names for an amount, as it names it."""
    at = finding.read.get("subject")
    units = [one.read for one in queries.findings(finding.paper).filter(kind="unit")] if at is not None else []
    return (units[at].get("resolved") or units[at]["surface"]) if at is not None and at < len(units) else ""


def _teach(scope: Scope, finding: FindingNow, said: _Words) -> None:
    if len(said.key) >= SHORTEST:
        _learn(scope, finding.paper, said, finding)


def _learn(scope: Scope, paper: Paper, said: _Words, finding: FindingNow | None = None) -> None:
    where = {
        "unit_id": paper.unit_id,
        "sender_id": paper.about_unit_id if said.sort in rules.OF_ONE_SENDER else paper.unit_id,
        "sort": said.sort,
        "kind": said.kind,
        "key": said.key[: taught.MOST],
    }
    if finding:
        # A correction that is corrected again takes its lesson along.
        rivals = learned.lessons().filter(**where, stage="on").exclude(target=said.target)
        for one in rivals:
            last = one.steps.filter(verb="teach").order_by("-pk").first()
            if last and last.finding == finding.uuid:
                _step(scope, one, "switch_off", paper, note="Đã sửa lại trong cùng mục")
    lesson, _made = Learned.objects.get_or_create(
        **where, target=said.target, defaults={"words": said.words[:400], "meant": said.meant[:400]}
    )
    now = learned.lessons().get(pk=lesson.pk)
    if not (finding and now.stage == "on" and learned.teaches(lesson, finding.uuid)):
        _step(scope, now, "teach", paper, finding=finding)


def _step(
    scope: Scope,
    lesson: learned.LearnedNow,
    verb: str,
    paper: Paper | None,
    *,
    finding: FindingNow | None = None,
    note: str = "",
) -> None:
    stage = rules.after(rules.LEARNED_TABLE, lesson.stage, verb)
    assert stage is not None  # whoever calls has looked
    LearnedStep.objects.create(
        learned=lesson,
        verb=verb,
        stage=stage,
        at=timezone.now(),
        by_id=scope.actor_id,
        paper=paper,
        finding=finding.uuid if finding else None,
        note=note[:400],
    )
    data = {"words": lesson.words, "meant": lesson.meant, "sort": lesson.sort, "why": note}
    write_down(scope=scope, verb=verb, kind="lesson", uuid=lesson.uuid, data=data)
