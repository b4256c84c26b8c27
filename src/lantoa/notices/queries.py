"""Every question about notices."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypedDict
from uuid import UUID

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from lantoa.common.scopes import Identity, Scope
from lantoa.notices import rules
from lantoa.notices.models import Delivery, Notice, Step


class _Staged(TypedDict):
    stage: str
    stage_at: datetime | None
    stage_note: str


class _Shown(TypedDict):
    is_unread: bool


if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    StagedDelivery = WithAnnotations[Delivery, _Staged]
    ShownDelivery = WithAnnotations[Delivery, _Shown]
else:
    StagedDelivery = ShownDelivery = Delivery

_UNREAD = Q(read_at__isnull=True, settled_at__isnull=True)


def _shown_to(user: int, at: datetime) -> QuerySet[Delivery]:
    # What was withdrawn before its moment came was never shown.
    was_shown = Q(settled_at__isnull=True) | Q(settled_at__gte=F("due_at"))
    return Delivery.objects.filter(was_shown, user=user, channel="in_product", due_at__lte=at)


def for_user(user: int, at: datetime, *, unread_only: bool = False) -> QuerySet[ShownDelivery]:
    """The notices that stand in the product for an account, unread first, then the newest; with ``is_unread``."""
    shown = _shown_to(user, at).annotate(is_unread=ExpressionWrapper(_UNREAD, output_field=BooleanField()))
    if unread_only:
        shown = shown.filter(_UNREAD)
    found: QuerySet[ShownDelivery] = shown.select_related("notice", "notice__made_by").order_by(
        F("is_unread").desc(), "-due_at", "-pk"
    )
    return found


def unread_count(user: int, at: datetime) -> int:
    """How many notices an account has not opened; one query."""
    return _shown_to(user, at).filter(_UNREAD).count()


def with_stage(deliveries: QuerySet[Delivery]) -> QuerySet[StagedDelivery]:
    """Adds ``stage`` with the moment and note of the step that led to it."""
    last = Step.objects.filter(delivery=OuterRef("pk")).order_by("-number")
    staged: QuerySet[StagedDelivery] = deliveries.annotate(
        stage=Coalesce(Subquery(last.values("stage")[:1]), Value("waiting")),
        stage_at=Subquery(last.values("at")[:1]),
        stage_note=Coalesce(Subquery(last.values("note")[:1]), Value("")),
    )
    return staged


def waiting(at: datetime) -> QuerySet[Delivery]:
    """The e-mails that are due and not settled, the oldest first, whoever has them in hands."""
    due = Delivery.objects.filter(channel="email", settled_at__isnull=True, try_at__lte=at)
    return due.order_by("try_at", "pk")


def free(at: datetime, lease: timedelta) -> QuerySet[Delivery]:
    """Those of the waiting that no living worker has in hands."""
    return waiting(at).filter(Q(claimed_at__isnull=True) | Q(claimed_at__lt=at - lease))


def delivery(uuid: UUID) -> StagedDelivery | None:
    """One delivery with its notice, recipient and stage."""
    return with_stage(Delivery.objects.filter(uuid=uuid)).select_related("notice", "user").first()


def notice(key: str) -> Notice | None:
    """The notice of that key."""
    return Notice.objects.filter(key=key).first()


def about(cause: Identity) -> QuerySet[Notice]:
    """The notices that remind of one record."""
    return Notice.objects.filter(cause=cause_key(cause))


def cause_key(cause: Identity) -> str:
    """How a notice names the record that it reminds of."""
    return f"{cause.kind}:{cause.uuid}"


def sent(scope: Scope) -> QuerySet[Notice]:
    """What this role sent, the newest first: the person's own, and what the product sent for their own unit."""
    own = Q(made_by=scope.actor_id) if scope.actor_id is not None else Q(pk__in=[])
    if scope.home_unit_id is not None and rules.may_send_for(scope, scope.home_unit_id):
        own |= Q(made_by__isnull=True, unit=scope.home_unit_id)
    return Notice.objects.filter(own).select_related("unit").order_by("-made_at", "-pk")


def with_trouble(notices: QuerySet[Notice]) -> QuerySet[Notice]:
    """Those of which an e-mail is uncertain, was refused or could not be sent."""
    wrong = with_stage(Delivery.objects.filter(notice=OuterRef("pk"), channel="email", settled_at__isnull=False))
    return notices.filter(Exists(wrong.filter(stage__in=rules.NEEDS_A_LOOK)))


def tallies(notices: Iterable[Notice]) -> dict[int, dict[tuple[str, str], int]]:
    """Per notice, how many deliveries of a channel stand at each stage; one query.

    In the product ("in_product", "read") counts those that were opened.
    """
    of = Delivery.objects.filter(notice__in=[one.pk for one in notices])
    rows = with_stage(of).values_list("notice", "channel", "stage").annotate(number=Count("pk"), read=Count("read_at"))
    found: dict[int, dict[tuple[str, str], int]] = {}
    for notice_, channel, stage, number, read in rows.order_by():
        counts = found.setdefault(notice_, {})
        counts[channel, stage] = number
        if read:
            counts[channel, "read"] = counts.get((channel, "read"), 0) + read
    return found


def deliveries_of(one: Notice) -> QuerySet[StagedDelivery]:
    """The deliveries of a notice: Zalo texts first, then e-mails, those that need a look before the rest."""
    every = with_stage(one.deliveries.all()).annotate(
        needs_a_look=ExpressionWrapper(Q(stage__in=rules.NEEDS_A_LOOK), output_field=BooleanField())
    )
    return every.select_related("user").order_by(F("needs_a_look").desc(), "-channel", "recipient", "pk")
