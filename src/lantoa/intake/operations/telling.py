"""Telling whoever took a paper in that it has been read."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from lantoa.intake import batches, queries, rules
from lantoa.intake.models import Batch, Paper
from lantoa.intake.operations.papers import READER
from lantoa.notices.operations import notify
from lantoa.notices.rules import Message, Recipient

MOST_OF_A_TITLE = 120


@transaction.atomic
def tell_read(*, paper: Paper, at: datetime) -> None:
    """Says in the product that a paper awaits its review, or why it could not be read; once each, however often a
    worker begins anew. Nobody is told of what the product itself took in, nor of a review that has begun already.
    """
    if paper.taken_in_by_id is None:
        return
    last = paper.steps.order_by("-pk").first()
    title = paper.title if len(paper.title) <= MOST_OF_A_TITLE else f"{paper.title[:MOST_OF_A_TITLE].rstrip()}…"
    if last is None or last.stage not in ("review", "unreadable", "secret") or queries.is_begun(paper):
        return
    if last.stage == "review":
        number = queries.counts(paper)["new"]
        key = f"read-{paper.uuid}"
        said = f"Đã đọc xong “{title}”: {number} mục chờ xem" if number else f"Đã đọc xong “{title}”: không có mục nào"
        text = ""
    elif last.stage == "secret":
        key, said, text = f"secret-{paper.uuid}", "Một văn bản gửi lên có độ mật nên bị từ chối", last.note
    else:
        # A second worker tries an unreadable paper again; one notice of it is enough.
        key, said, text = f"unreadable-{paper.uuid}", f"Không đọc được “{title}”", last.note
    if batch := batches.batch_of(paper):
        tell_batch(batch=batch, at=at)
        return
    message = Message("paper", said, text, reverse("intake:paper", args=[paper.uuid]))
    to = [Recipient(user=paper.taken_in_by_id)]
    notify(scope=READER, at=at, key=key, message=message, to=to, channels=["in_product"])


@transaction.atomic
def tell_batch(*, batch: Batch, at: datetime) -> None:
    """Says once that all papers of a batch were read, to whoever brought it; nothing while some are under way."""
    counts = batches.counts(batch)
    if batch.made_by_id is None or any(counts.get(stage) for stage in rules.ITEM_UNDER_WAY):
        return
    # The name of a file that was turned away is gone by now, and the batch may have borne it.
    batch.refresh_from_db(fields=["title"])
    said = f"Đã đọc xong lô “{batch.title[:MOST_OF_A_TITLE]}”: {counts.get('review', 0)} văn bản chờ xem"
    failed = sum(counts.get(stage, 0) for stage in rules.ITEM_FAILED)
    text = f"{failed} tệp không nhận hoặc không đọc được." if failed else ""
    message = Message("paper", said, text, reverse("intake:batch", args=[batch.uuid]))
    to = [Recipient(user=batch.made_by_id)]
    notify(scope=READER, at=at, key=f"batch-{batch.uuid}", message=message, to=to, channels=["in_product"])
