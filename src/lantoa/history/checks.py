"""What `lantoa doctor` asks of the history."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from lantoa.common.checks import Break, Look, check
from lantoa.history import verifying
from lantoa.history.models import Event, Seal

# The worker seals once a minute what is older than five: an hour means that none is running.
SEALED_WITHIN = timedelta(hours=1)


@check("Nhật ký: chuỗi niêm phong")
def chain(look: Look) -> Iterator[Break]:
    """The seals fit their events and one another; what should long be sealed is."""
    last = Seal.objects.order_by("-last_seq").first()
    sealed = last.last_seq if last else 0
    look.expect(Event.objects.filter(seq__lte=sealed).count())
    for fault in verifying.chain(look):
        yield Break(fault.what, event(fault.seq))
    waiting = Event.objects.filter(seq__gt=sealed, at__lt=look.now - SEALED_WITHIN).order_by("seq").first()
    if waiting:
        what = "Sự kiện đã quá một giờ mà chưa được niêm phong; hãy xem tiến trình nền (lantoa worker) có chạy không."
        yield Break(what, event(waiting.seq), is_remark=True)


@check("Nhật ký: nội dung các sự kiện")
def payloads(look: Look) -> Iterator[Break]:
    """What every event said is what was written, or what a recorded erasure left of it."""
    look.expect(Event.objects.count())
    for fault in verifying.payloads(look):
        yield Break(fault.what, event(fault.seq))


def event(seq: int) -> str:
    """How a break names an event."""
    return f"sự kiện số {seq}"
