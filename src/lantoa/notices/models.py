"""Notices, their deliveries and what became of each. Triggers (migration 0002) refuse every change of a step."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from lantoa.notices import rules
from lantoa.organisations.models import Unit


class Notice(models.Model):
    """What is said, once. ``key`` is made by whoever sends it: the same key again is the same notice."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.CharField(max_length=200, unique=True)
    kind = models.SlugField(max_length=40)
    # The record that it reminds of, as "kind:uuid"; empty for a message.
    cause = models.CharField(max_length=120, blank=True, db_index=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    subject = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    link = models.CharField(max_length=500, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(key="") & ~Q(subject=""), name="a_notice_has_a_key_and_a_subject"),
            models.CheckConstraint(
                condition=Q(link="") | (Q(link__startswith="/") & ~Q(link__startswith="//")),
                name="a_notice_leads_into_this_site",
            ),
        ]
        indexes = [models.Index(fields=["made_by", "-made_at"], name="notices_by_sender")]


class Delivery(models.Model):
    """One notice to one recipient by one channel. Its UUID makes the Message-ID of its e-mail.

    A claim says which worker has it in hands and since when. ``settled_at`` is set once nothing more happens of
    itself; what happened stands in the steps. In the product the row itself is the delivery, from ``due_at`` on.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    notice = models.ForeignKey(Notice, models.PROTECT, related_name="deliveries")
    channel = models.CharField(max_length=12)
    recipient = models.CharField(max_length=260)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    address = models.EmailField(blank=True)
    name = models.CharField(max_length=200, blank=True)
    due_at = models.DateTimeField()
    try_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    claimed_by = models.CharField(max_length=32, blank=True)
    settled_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["notice", "channel", "recipient"], name="one_delivery_each_way"),
            models.CheckConstraint(condition=Q(channel__in=rules.CHANNELS), name="a_delivery_has_a_known_channel"),
            models.CheckConstraint(
                condition=~Q(channel="in_product") | Q(user__isnull=False), name="who_reads_here_has_an_account"
            ),
            models.CheckConstraint(
                condition=~Q(channel="email") | Q(user__isnull=False) | ~Q(address=""), name="mail_has_an_address"
            ),
            models.CheckConstraint(
                condition=Q(read_at__isnull=True) | Q(channel="in_product"), name="only_what_stands_here_is_read_here"
            ),
            models.CheckConstraint(
                condition=Q(claimed_at__isnull=True, claimed_by="") | (Q(claimed_at__isnull=False) & ~Q(claimed_by="")),
                name="a_claim_has_a_worker_and_a_moment",
            ),
        ]
        indexes = [
            models.Index(fields=["user", "channel", "due_at"], name="notices_of_a_person"),
            models.Index(fields=["channel", "try_at"], condition=Q(settled_at__isnull=True), name="notices_yet_to_go"),
        ]


class Step(models.Model):
    """One thing that happened to a delivery. Never changed, never deleted."""

    delivery = models.ForeignKey(Delivery, models.PROTECT, related_name="steps")
    number = models.PositiveSmallIntegerField()
    verb = models.CharField(max_length=12)
    stage = models.CharField(max_length=12)
    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["delivery", "number"], name="steps_of_a_delivery_are_numbered"),
            models.CheckConstraint(condition=Q(stage__in=rules.STAGES), name="a_step_leads_to_a_known_stage"),
        ]
