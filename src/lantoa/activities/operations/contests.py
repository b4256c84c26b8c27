"""A contest: its jury and criteria, its entries, their scores and prizes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID, uuid4

from django.db import transaction

from lantoa.activities import queries
from lantoa.activities.models import Activity, Criterion, Entry, Juror, Score
from lantoa.activities.operations.moving import KIND, UnableToChangeActivity, check, locked, own
from lantoa.activities.rules.contests import tenths
from lantoa.common.scopes import Scope
from lantoa.history.operations import record
from lantoa.organisations.models import Person, Unit
from lantoa.vietnamese.numbers import write_number
from lantoa.vietnamese.text import clean

MOST_ENTRIES, MOST_JURORS, MOST_CRITERIA = 200, 15, 10
MOST_POINTS = Decimal(1000)


@dataclass(frozen=True, slots=True)
class EntrySaid:
    """What takes part, and whose it is: of a person, of a unit, or of a group by its name."""

    title: str = ""
    by_words: str = ""
    person: Person | None = None
    unit: Unit | None = None


@transaction.atomic
def set_up_contest(
    *, scope: Scope, activity: Activity, jurors: Sequence[str], criteria: Sequence[tuple[str, Decimal]]
) -> None:
    """Says who judges, by which criteria with at most how many points. What bears scores already must stay."""
    one = _contest(scope, activity)
    names = _distinct(" ".join(clean(name).split())[:200] for name in jurors)
    wanted = [(" ".join(clean(name).split())[:200], most) for name, most in criteria]
    wanted = [(name, most) for name, most in wanted if name]
    if not names or not wanted:
        raise UnableToChangeActivity("Hãy ghi ít nhất một giám khảo và một tiêu chí chấm.")
    if len(names) > MOST_JURORS or len(wanted) > MOST_CRITERIA:
        raise UnableToChangeActivity(f"Nhiều nhất {MOST_JURORS} giám khảo và {MOST_CRITERIA} tiêu chí.")
    if len({name for name, _most in wanted}) < len(wanted):
        raise UnableToChangeActivity("Có tiêu chí được ghi hai lần.")
    scored = Score.objects.filter(entry__activity=one)
    for name in scored.values_list("juror__name", flat=True).distinct():
        if name not in names:
            raise UnableToChangeActivity(f"Giám khảo {name} đã chấm điểm nên không bỏ được.")
    given = dict(scored.values_list("criterion__name", "criterion__most"))
    limits: dict[str, int] = {}
    for name, most in wanted:
        scaled = tenths(most)
        if scaled is None or not 0 < most <= MOST_POINTS:
            raise UnableToChangeActivity(f"“{name}”: điểm tối đa phải lớn hơn 0, lẻ nhiều nhất một chữ số.")
        limits[name] = scaled
    for name, had in given.items():
        if limits.get(name) != had:
            raise UnableToChangeActivity(f"Tiêu chí “{name}” đã có điểm nên không bỏ hoặc đổi điểm tối đa được.")
    Juror.objects.filter(activity=one).exclude(name__in=names).delete()
    Criterion.objects.filter(activity=one).exclude(name__in=limits).delete()
    for at, name in enumerate(names):
        Juror.objects.update_or_create(activity=one, name=name, defaults={"position": at})
    for at, (name, scaled_most) in enumerate(limits.items()):
        Criterion.objects.update_or_create(activity=one, name=name, defaults={"position": at, "most": scaled_most})
    record(scope=scope, verb="set_up_contest", kind=KIND, uuid=one.uuid, data={"jurors": names, "criteria": limits})


@transaction.atomic
def add_entry(*, scope: Scope, activity: Activity, said: EntrySaid, uuid: UUID | None = None) -> Entry:
    """Something takes part. The same ``uuid`` again gives the one that stands."""
    one = _contest(scope, activity)
    if uuid and (known := Entry.objects.filter(uuid=uuid).first()):
        return own(known, one)
    by_words, title = " ".join(clean(said.by_words).split())[:200], " ".join(clean(said.title).split())[:300]
    if not by_words and said.person is None and said.unit is None:
        raise UnableToChangeActivity("Hãy ghi người hoặc đơn vị dự thi.")
    many = one.entries.count()
    if many >= MOST_ENTRIES:
        raise UnableToChangeActivity(f"Mỗi cuộc thi có nhiều nhất {MOST_ENTRIES} bài.")
    made = Entry.objects.create(
        uuid=uuid or uuid4(),
        activity=one,
        position=many + 1,
        title=title,
        by_words=by_words,
        person=said.person,
        unit=said.unit,
    )
    record(scope=scope, verb="add_entry", kind=KIND, uuid=one.uuid, data={"entry": str(made.uuid), "title": title})
    return made


@transaction.atomic
def withdraw_entry(*, scope: Scope, entry: Entry) -> None:
    """Something takes part no more; its scores are left out of the ranking."""
    one = _contest(scope, entry.activity)
    Entry.objects.filter(pk=entry.pk).update(is_withdrawn=True, prize="")
    record(scope=scope, verb="withdraw_entry", kind=KIND, uuid=one.uuid, data={"entry": str(entry.uuid)})


@transaction.atomic
def give_scores(
    *, scope: Scope, activity: Activity, juror: Juror, scores: Mapping[tuple[UUID, UUID], Decimal | None]
) -> int:
    """Writes down what a juror gave, by entry and criterion; None takes a score back. Gives how many changed."""
    one = _contest(scope, activity)
    if juror.activity_id != one.pk:
        raise UnableToChangeActivity("Giám khảo này không thuộc cuộc thi.")
    sheet = queries.sheet(one)
    entries, criteria = {row.uuid: row for row in sheet.entries}, {row.uuid: row for row in sheet.criteria}
    changed = 0
    for (entry_, criterion_), given in scores.items():
        entry, criterion = entries.get(entry_), criteria.get(criterion_)
        if entry is None or criterion is None:
            raise UnableToChangeActivity("Bài thi hoặc tiêu chí này không còn. Hãy mở lại trang.")
        scaled = None if given is None else tenths(given)
        if given is not None and (scaled is None or scaled > criterion.most):
            most = write_number(Decimal(criterion.most) / 10)
            raise UnableToChangeActivity(f"“{criterion.name}”: điểm từ 0 đến {most}, lẻ nhiều nhất một chữ số.")
        if sheet.scores.get((entry.pk, juror.pk, criterion.pk)) == scaled:
            continue
        changed += 1
        if scaled is None:
            Score.objects.filter(entry=entry, juror=juror, criterion=criterion).delete()
        else:
            Score.objects.update_or_create(entry=entry, juror=juror, criterion=criterion, defaults={"tenths": scaled})
    if changed:
        data = {"juror": juror.name, "scores": changed}
        record(scope=scope, verb="give_scores", kind=KIND, uuid=one.uuid, data=data)
    return changed


@transaction.atomic
def award(*, scope: Scope, activity: Activity, prizes: Mapping[UUID, str]) -> None:
    """Says which entry gets which prize; an empty text takes one back. The jury decides, the ranking only helps."""
    one = _contest(scope, activity)
    if one.stage != "held":
        raise UnableToChangeActivity("Hãy ghi nhận cuộc thi đã tổ chức trước khi trao giải.")
    said = {}
    for row in one.entries.filter(is_withdrawn=False).order_by("position"):
        prize = " ".join(clean(prizes.get(row.uuid, row.prize)).split())[:100]
        if prize != row.prize:
            Entry.objects.filter(pk=row.pk).update(prize=prize)
            said[str(row.uuid)] = prize
    if said:
        record(scope=scope, verb="award", kind=KIND, uuid=one.uuid, data={"prizes": said})


def _contest(scope: Scope, activity: Activity) -> Activity:
    one = locked(activity)
    check(scope, one.unit_id)
    kind = queries.kind(one)
    if not kind.contest:
        raise UnableToChangeActivity(f"“{kind.name}” không phải là cuộc thi.")
    return one


def _distinct(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(name for name in names if name))
