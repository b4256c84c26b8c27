"""What `lantoa doctor` asks of exemplars: stages as their steps say, and none published without a basis ever."""

from __future__ import annotations

from collections.abc import Iterator

from lantoa.common.checks import Break, Look, check
from lantoa.exemplars.models import Exemplar


@check("Điển hình: các bước và căn cứ")
def stages(look: Look) -> Iterator[Break]:
    """Every exemplar stands where its last step left it, and what was published has a basis in its book."""
    look.expect(Exemplar.objects.count())
    rows = Exemplar.objects.order_by("pk").prefetch_related("steps", "bases")
    for one in rows.iterator(chunk_size=500):
        look.see()
        where = f"điển hình {one.uuid}"
        last = max(one.steps.all(), key=lambda step: step.pk, default=None)
        if last is None or last.stage != one.stage:
            yield Break("Điển hình không đứng ở bước cuối của nó.", where)
        if one.stage == "published" and not one.bases.all():
            yield Break("Điển hình công khai mà không có căn cứ nào.", where)
