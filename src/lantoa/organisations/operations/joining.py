"""Two rows that turned out to be one person become one; nothing is deleted, and it can be taken back exactly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils import timezone

from lantoa.common.scopes import Scope
from lantoa.history.operations import record
from lantoa.history.queries import of_record
from lantoa.organisations import queries, rules
from lantoa.organisations.models import DistinctPeople, Membership, Person, PersonJoin, Post
from lantoa.organisations.operations.people import UnableToChangePeople

_SPANS: tuple[Any, ...] = (Membership, Post)
# What is about the rows themselves, not about the person.
_OWN = {Person, PersonJoin, DistinctPeople}
_LATER = "Sau lần ghép này đã có thay đổi khác nên không hoàn tác được nữa. Hãy sửa từng chức vụ, từng lần tham gia."


@dataclass(frozen=True, slots=True)
class JoinPreview:
    """What joining would do: rows that move, spans that grow, spans that say nothing new and stay behind."""

    moved: dict[str, int]
    grown: int
    stays: int

    @property
    def total(self) -> int:
        """How many records move."""
        return sum(self.moved.values())


def preview_join(*, scope: Scope, kept: Person, joined: Person) -> JoinPreview:
    """The same, done and taken back; raises what `join_people` would."""
    with transaction.atomic():
        effects = join_people(scope=scope, kept=kept, joined=joined).effects
        transaction.set_rollback(True)
    kept.refresh_from_db()
    joined.refresh_from_db()
    moved = {label: len(pks) for label, _, pks in effects["moved"] if pks}
    return JoinPreview(moved, len(effects["grown"]), effects["stays"])


@transaction.atomic
def join_people(*, scope: Scope, kept: Person, joined: Person) -> PersonJoin:
    """Everything that leads to one person leads to the other from now on; needs every unit of both to be managed."""
    # Both rows are locked in one order, so that two people joining crosswise never wait for each other.
    rows = {
        one.pk: one for one in Person.objects.select_for_update().filter(pk__in=(kept.pk, joined.pk)).order_by("pk")
    }
    if len(rows) < 2 or any(one.joined_into_id is not None for one in rows.values()):
        raise UnableToChangePeople("Hãy chọn hai người khác nhau, chưa được ghép vào ai.")
    _check_units(scope, kept, joined)
    kept, joined = rows[kept.pk], rows[joined.pk]
    if kept.birth_year and joined.birth_year and kept.birth_year != joined.birth_year:
        raise UnableToChangePeople("Hai người này khác năm sinh; nếu là một người, hãy đính chính năm sinh trước.")
    grown, stays = _take_in(kept, joined)
    moved = []
    try:
        for model, column in _references():
            label = model._meta.label
            rest = [pk for pk in _pks(model, column, joined) if (label, pk) not in stays]
            model._default_manager.filter(pk__in=rest).update(**{column: kept})
            moved.append([label, column, rest])
    except IntegrityError as error:
        raise UnableToChangePeople(
            "Hai người này có hồ sơ trùng nhau nên chưa ghép được; hãy xử lý hồ sơ ấy trước."
        ) from error
    filled = {
        name: getattr(kept, name)
        for name in ("birth_year", "known_in_id")
        if getattr(kept, name) is None and getattr(joined, name) is not None
    }
    Person.objects.filter(pk=kept.pk).update(**{name: getattr(joined, name) for name in filled})
    Person.objects.filter(pk=joined.pk).update(joined_into=kept)
    join = PersonJoin.objects.create(
        kept=kept, joined=joined, made_by_id=scope.actor_id, made_at=timezone.now(), effects={}
    )
    for one, other, verb in ((kept, joined, "join"), (joined, kept, "joined_into")):
        data = {"join": join.uuid, "other": other.uuid, "other_name": other.full_name}
        record(scope=scope, verb=verb, kind="person", uuid=one.uuid, data=data)
    join.effects = {
        "moved": moved,
        "grown": grown,
        "stays": len(stays),
        "filled": filled,
        "after": _as_it_stands(kept, joined),
    }
    PersonJoin.objects.filter(pk=join.pk).update(effects=join.effects)
    return join


@transaction.atomic
def undo_join(*, scope: Scope, join: PersonJoin) -> None:
    """Takes a joining back, row by row; UnableToChangePeople once anything about either person has changed since."""
    people = list(Person.objects.select_for_update().filter(pk__in=(join.kept_id, join.joined_id)).order_by("pk"))
    join = PersonJoin.objects.select_related("kept", "joined").get(pk=join.pk)
    _check_units(scope, *people)
    if join.undone_at is not None:
        raise UnableToChangePeople("Lần ghép này đã được hoàn tác.")
    if not can_undo(join):
        raise UnableToChangePeople(_LATER)
    for label, column, pks in join.effects["moved"]:
        apps.get_model(label)._default_manager.filter(pk__in=pks).update(**{column: join.joined})
    # The last that grew shrinks first, so that no two ever hold one day on the way.
    for label, pk, from_on, to_on in reversed(join.effects["grown"]):
        apps.get_model(label)._default_manager.filter(pk=pk).update(from_on=from_on, to_on=to_on)
    Person.objects.filter(pk=join.kept_id).update(**join.effects["filled"])
    Person.objects.filter(pk=join.joined_id).update(joined_into=None)
    PersonJoin.objects.filter(pk=join.pk).update(undone_at=timezone.now())
    for one, other in ((join.kept, join.joined), (join.joined, join.kept)):
        data = {"join": join.uuid, "other": other.uuid, "other_name": other.full_name}
        record(scope=scope, verb="undo_join", kind="person", uuid=one.uuid, data=data)


def can_undo(join: PersonJoin) -> bool:
    """Whether nothing about either person has changed since."""
    kept, joined = Person.objects.get(pk=join.kept_id), Person.objects.get(pk=join.joined_id)
    return join.undone_at is None and join.effects["after"] == _as_it_stands(kept, joined)


@transaction.atomic
def tell_apart(*, scope: Scope, one: Person, other: Person) -> None:
    """Remembers that two people who look alike are two; nobody is asked about them again."""
    if one.pk == other.pk:
        raise UnableToChangePeople("Hãy chọn hai người khác nhau.")
    _check_units(scope, one, other)
    first, second = sorted((one, other), key=lambda each: each.pk)
    _, is_new = DistinctPeople.objects.get_or_create(
        first=first, second=second, defaults={"made_by_id": scope.actor_id, "made_at": timezone.now()}
    )
    if is_new:
        for each, twin in ((first, second), (second, first)):
            data = {"other": twin.uuid, "other_name": twin.full_name}
            record(scope=scope, verb="tell_apart", kind="person", uuid=each.uuid, data=data)


def _check_units(scope: Scope, *people: Person) -> None:
    """Joining touches the records of every unit of both, so all of them must be managed."""
    units = queries.units_of_people([one.pk for one in people])
    for one in people:
        if not units[one.pk] and not scope.may("manage", None):
            raise UnableToChangePeople(f"{one.full_name} chưa thuộc đơn vị nào; hãy nhờ quản trị cấp trên ghép.")
        if not all(scope.may("manage", unit) for unit in units[one.pk]):
            raise UnableToChangePeople(
                f"{one.full_name} còn thuộc đơn vị ngoài phạm vi quản lý của tài khoản này; "
                "hãy đề nghị cấp quản lý chung của các đơn vị ấy ghép."
            )


def _references() -> Iterator[tuple[type[Model], str]]:
    """Every table that leads to a person, of this concept and of those above, which this one must not import.

    Of a many-to-many it is the table between, which leads to a person by a column of its own.
    """
    for relation in Person._meta.get_fields(include_hidden=True):
        model: Any = relation.related_model
        if relation.auto_created and not relation.concrete and not relation.many_to_many and model not in _OWN:
            yield model, relation.field.name  # type: ignore[union-attr]


def _pks(model: type[Model], column: str, person: Person) -> list[Any]:
    return list(model._default_manager.filter(**{column: person}).order_by("pk").values_list("pk", flat=True))


def _take_in(kept: Person, joined: Person) -> tuple[list[list[Any]], set[tuple[str, int]]]:
    """Spans of the joined person that share days with the same ones of the kept: these grow, those stay behind."""
    grown: list[list[Any]] = []
    stays: set[tuple[str, int]] = set()
    for model in _SPANS:
        own: list[Any] = list(model._default_manager.filter(person=kept).order_by("from_on", "pk"))
        for row in model._default_manager.filter(person=joined).order_by("from_on", "pk"):
            alike = [one for one in own if _same(one, row)]
            spans = rules.absorbed([_span(one) for one in alike], _span(row))
            if spans is None:
                continue
            stays.add((model._meta.label, row.pk))
            for one, span in zip(alike, spans, strict=True):
                if span != _span(one):
                    grown.append([model._meta.label, one.pk, one.from_on.isoformat(), _day(one.to_on)])
                    one.from_on, one.to_on = span.from_on, None if span.to_on == rules.FOREVER else span.to_on
                    model._default_manager.filter(pk=one.pk).update(from_on=one.from_on, to_on=one.to_on)
    return grown, stays


def _same(one: Any, other: Any) -> bool:
    if one.unit_id != other.unit_id:
        return False
    if isinstance(one, Post):
        same: bool = (one.folded, one.is_head) == (other.folded, other.is_head)
        return same
    return bool(one.kind == other.kind)


def _span(row: Any) -> rules.Span:
    return rules.Span(row.from_on, row.to_on or rules.FOREVER)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _as_it_stands(kept: Person, joined: Person) -> dict[str, Any]:
    """What leads to the two, their spans, and how far their history goes: alike as long as nothing has changed."""
    ids = (kept.pk, joined.pk)
    stands: dict[str, Any] = {
        f"{model._meta.label}.{column}": sorted(
            str(pk) for pk in model._default_manager.filter(**{f"{column}__in": ids}).values_list("pk", flat=True)
        )
        for model, column in _references()
    }
    for model in _SPANS:
        rows: Iterable[Any] = model._default_manager.filter(person__in=ids).order_by("pk")
        stands[f"{model._meta.label} spans"] = [
            [row.pk, row.person_id, row.from_on.isoformat(), _day(row.to_on)] for row in rows
        ]
    stands["history"] = [of_record("person", one.uuid).count() for one in (kept, joined)]
    return stands
