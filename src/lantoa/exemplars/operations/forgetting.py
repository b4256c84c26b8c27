"""What tells of an exemplar is taken out for good; what a person did here is kept without their name."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction

from lantoa.common.scopes import Scope
from lantoa.exemplars import queries
from lantoa.exemplars.models import Basis, Exemplar, ExemplarStep, FormerText
from lantoa.exemplars.operations.moving import withdraw
from lantoa.exemplars.operations.proposing import KIND, TOLD, UnableToChangeExemplar, check, step
from lantoa.files import operations as files
from lantoa.files import queries as kept_files
from lantoa.files.models import StoredFile
from lantoa.history.operations import record
from lantoa.organisations import operations as organisations
from lantoa.organisations.models import Person

NOTHING = {**dict.fromkeys(TOLD, ""), "photo": None}


@transaction.atomic
def forget(*, scope: Scope, exemplar: Exemplar, today: date, about: UUID | None = None) -> None:
    """Takes everything out that tells who it is: name, texts, former texts, pictures and papers with their bytes.

    That there was one, of which kind and unit, and the days of its steps stay. It must have been withdrawn.
    """
    check(scope, exemplar.owner_unit_id, "forget")
    one = Exemplar.objects.select_for_update().get(pk=exemplar.pk)
    if one.forgotten_on:
        return
    if one.stage != "withdrawn":
        raise UnableToChangeExemplar("Hãy gỡ điển hình này trước khi xóa nội dung.")
    held = {one.photo_id, *one.former.values_list("photo", flat=True)}
    FormerText.objects.filter(exemplar=one).update(why="", **NOTHING)
    # A paper that is kept with the person goes or stays with what is kept there.
    held |= set(one.bases.filter(consent__isnull=True).values_list("paper", flat=True))
    Basis.objects.filter(exemplar=one, kind="consent").update(given_by="", taken_by="—", paper=None)
    Basis.objects.filter(exemplar=one).update(commends="", link="", paper=None)
    ExemplarStep.objects.filter(exemplar=one).exclude(note="").update(note="")
    Exemplar.objects.filter(pk=one.pk).update(
        name="", person=None, folded="", is_minor=False, forgotten_on=today, **NOTHING
    )
    one.practices.clear()
    for file in StoredFile.objects.filter(pk__in=[pk for pk in held if pk]).order_by("pk"):
        if not kept_files.is_used(file):
            files.erase(scope=scope, file=file, instead="Ảnh, giấy tờ đã được xóa", why="Xóa nội dung điển hình")
    one.refresh_from_db()
    step(scope, one, "forget", today)
    data = {"on": today} | ({"request": str(about)} if about else {})
    record(scope=scope, verb="forget", kind=KIND, uuid=one.uuid, data=data)


@transaction.atomic
def hide(*, scope: Scope, person: Person, today: date) -> None:
    """A person asked that their data be used no more: what is shown of them is withdrawn."""
    for one in queries.of_people([person.pk]).filter(stage="published"):
        withdraw(scope=scope, exemplar=one, reason="other", today=today, note="Theo yêu cầu của người ấy")


def forget_actor(*, scope: Scope, person: Person, about: UUID) -> int:
    """What a person did with exemplars stays, without their name. Gives how many acts."""
    steps = (ExemplarStep,)
    return organisations.forget_actor(scope=scope, person=person, about=about, steps=steps, said="exemplar_steps")
