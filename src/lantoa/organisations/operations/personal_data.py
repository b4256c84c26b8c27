"""The changes to a person's data that their requests call for (`person_requests` decides which)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import Model

from lantoa.accounts import operations as accounts
from lantoa.common.errors import Unable
from lantoa.common.scopes import Scope
from lantoa.history import operations as history
from lantoa.history import rules as history_rules
from lantoa.history.models import Acted, Event
from lantoa.organisations.models import Consent, Membership, Person, PersonRequest, Restriction
from lantoa.organisations.queries import personal_data as queries
from lantoa.organisations.rules import personal_data as rules
from lantoa.vietnamese.text import clean, fold, person_sort_key

EVENTS_AT_ONCE = 500
# What tells one row from another, and the name, which gives way to words of its own.
_IDENTITY = {"id", "uuid", "full_name", "folded", "sort_key"}
# Where an officer may have written the name into words of their own.
_TEXTS: dict[type[Model], tuple[str, ...]] = {
    PersonRequest: ("note", "outcome"),
    Consent: ("words", "evidence", "withdrawn_how"),
}


class UnableToHandleRequest(Unable):
    """What a person asked about their data cannot be done so, or not by this officer."""


def check_person(scope: Scope, person: Person) -> None:
    """UnableToHandleRequest unless the scope reaches every unit where the person is known."""
    if not queries.may_handle(scope, person):
        raise UnableToHandleRequest(
            "Dữ liệu của người này còn ở đơn vị ngoài phạm vi của tài khoản này. "
            "Hãy chuyển yêu cầu lên cấp quản lý tất cả các đơn vị đó."
        )


@transaction.atomic
def redact(
    *,
    scope: Scope,
    events: Sequence[Event],
    names: Collection[str],
    about: UUID,
    why: str,
    fields: Collection[str] = (),
) -> None:
    """Blanks names and fields in what these events said, so many at a time: each act keeps a digest of every one."""
    for start in range(0, len(events), EVENTS_AT_ONCE):
        some = events[start : start + EVENTS_AT_ONCE]
        history.redact(scope=scope, events=some, words=names, fields=fields, about=about, why=why)


@transaction.atomic
def rename(*, scope: Scope, person: Person, full_name: str) -> None:
    """The corrected name of a person, here and on the accounts that act in their name."""
    check_person(scope, person)
    name = clean(full_name).strip()
    if not name:
        raise UnableToHandleRequest("Hãy ghi họ và tên đúng.")
    if not queries.names_of(person):
        raise UnableToHandleRequest("Dữ liệu của người này đã được xóa; không còn gì để sửa.")
    # Both names, so that an erasure later knows every name that the person ever bore here.
    data = {"before": {"full_name": queries.name_of(person)}, "after": {"full_name": name}}
    hidden = Restriction.objects.filter(person=person, lifted_on__isnull=True)
    if not hidden.update(full_name=name[:200]):
        _call(person, name)
    for user in queries.accounts_of(person):
        accounts.rename_account(user=user, full_name=name)
    history.record(scope=scope, verb="correct", kind="person", uuid=person.uuid, data=data)


@transaction.atomic
def blank(*, scope: Scope, subject: queries.Subject) -> None:
    """Nothing of the person is left but that there was one: posts and practices keep pointing to them."""
    check_person(scope, subject.person)
    rows = queries.rows_of(subject.person)
    for person in rows:
        _call(person, rules.ERASED_NAME)
        for column in Person._meta.concrete_fields:
            if column.name not in _IDENTITY and not column.is_relation and (column.null or column.blank):
                Person.objects.filter(pk=person.pk).update(**{column.attname: None if column.null else ""})
    # Who had asked to be hidden before need be no more: no name is left to hide.
    Restriction.objects.filter(person__in=rows).update(full_name="")
    for model, texts in _TEXTS.items():
        for one in model._default_manager.filter(person__in=rows):
            said = history_rules.blanked({text: getattr(one, text) for text in texts}, subject.names, history.BLANK)
            model._default_manager.filter(pk=one.pk).update(**said)


@transaction.atomic
def forget_memberships(*, scope: Scope, person: Person) -> None:
    """That the person belonged to units, party branches among them, is kept no more."""
    check_person(scope, person)
    Membership.objects.filter(person__in=queries.rows_of(person)).delete()


@transaction.atomic
def erase_accounts(*, scope: Scope, person: Person) -> None:
    """Closes the accounts that act in the person's name, and blanks what they say of them."""
    check_person(scope, person)
    for user in queries.accounts_of(person):
        accounts.erase_account(user=user)
        history.record(scope=scope, verb="erase", kind="account", uuid=user.uuid)


@transaction.atomic
def hide(*, person: Person) -> str:
    """Puts words in the place of a person's name, and lets nothing of theirs be published; gives the name."""
    name = person.full_name
    Person.objects.filter(pk=person.pk).update(is_restricted=True)
    _call(person, rules.HIDDEN_NAME)
    return name


@transaction.atomic
def show(*, person: Person, full_name: str) -> None:
    """Gives a hidden person their name back, if there is one left to give."""
    Person.objects.filter(pk=person.pk).update(is_restricted=False)
    if full_name:
        _call(person, full_name)


def _call(person: Person, name: str) -> None:
    Person.objects.filter(pk=person.pk).update(full_name=name, folded=fold(name), sort_key=person_sort_key(name))
    person.refresh_from_db()


@transaction.atomic
def forget_actor(*, scope: Scope, person: Person, about: UUID, steps: Sequence[type[Acted]], said: str) -> int:
    """What a person did stays in these rows of steps, without their name. Gives how many, kept as ``said``.

    Whoever calls has checked that the scope may act on all that is held of the person.
    """
    own = {"actor__in": queries.accounts_of(person)}
    number = 0
    for rows in steps:
        mine = rows._default_manager.filter(**own).exclude(actor_name=rules.ERASED_NAME)
        number += mine.update(actor_name=rules.ERASED_NAME)
    if number:
        history.record(scope=scope, verb="forget", kind="person_request", uuid=about, data={said: number})
    return number
