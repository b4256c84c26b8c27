"""What `lantoa doctor` asks of contributions: whole đồng, stages as their steps say."""

from __future__ import annotations

from collections.abc import Iterator

from lantoa.common.checks import Break, Look, check
from lantoa.contributions import rules
from lantoa.contributions.models import Cared, Drive, Gift


@check("Vận động đóng góp: các bước")
def stages(look: Look) -> Iterator[Break]:
    """Every drive stands where its last step left it."""
    look.expect(Drive.objects.count())
    for drive in Drive.objects.order_by("pk").prefetch_related("steps").iterator(chunk_size=500):
        look.see()
        last = max(drive.steps.all(), key=lambda one: one.pk, default=None)
        if last is None or last.stage != drive.stage:
            yield Break("Cuộc vận động không đứng ở bước cuối của nó.", f"cuộc vận động {drive.uuid}")


@check("Vận động đóng góp: tiền ghi đến đồng")
def amounts(look: Look) -> Iterator[Break]:
    """Money is in whole đồng, and each gift is in the unit of its kind."""
    look.expect(Gift.objects.count())
    for gift in Gift.objects.order_by("pk").iterator():
        look.see()
        if not rules.is_whole(gift.kind, gift.amount) or rules.UNITS[gift.kind] not in ("", gift.counted_in):
            yield Break("Khoản góp không ghi đúng đơn vị tính.", f"khoản góp {gift.uuid}")


@check("Hộ, học sinh được giúp đỡ: các bước")
def care(look: Look) -> Iterator[Break]:
    """Everybody looked after stands where the last review left them."""
    look.expect(Cared.objects.count())
    for cared in Cared.objects.order_by("pk").prefetch_related("steps").iterator(chunk_size=500):
        look.see()
        last = max(cared.steps.all(), key=lambda one: one.pk, default=None)
        if last is None or last.stage != cared.stage:
            yield Break("Hộ, học sinh được giúp đỡ không đứng ở lần xem lại cuối.", f"mục {cared.uuid}")
