"""What `lantoa doctor` asks of targets: that they, what ended them and the history agree."""

from __future__ import annotations

from collections.abc import Iterator

from lantoa.common.checks import Break, Look, check
from lantoa.history import queries as history
from lantoa.indicators.checks.ledger import in_parts
from lantoa.indicators.models import Target
from lantoa.indicators.operations.targets import row_of


@check("Kế hoạch giao: đối chiếu với nhật ký")
def targets(look: Look) -> Iterator[Break]:
    """Every target was given by an act that the history knows, as it says; a replaced one has the one that did."""
    look.expect(Target.objects.count())
    for some in in_parts(Target.objects.select_related("indicator", "unit")):
        given = {act.record: act for act in history.of_records("target", [one.uuid for one in some], "set")}
        followed = set(Target.objects.filter(replaces__in=some).values_list("replaces", flat=True))
        for one in some:
            look.see()
            act, name = given.get(one.uuid), f"kế hoạch {one.uuid}"
            if act is None:
                yield Break("Kế hoạch này không có trong nhật ký.", name)
            elif hasattr(act, "payload") and act.payload.data.get("row", row_of(one)) != row_of(one):
                yield Break(f"Kế hoạch này khác với điều nhật ký ghi ở sự kiện số {act.seq}.", name)
            if one.ended_as == "replaced" and one.pk not in followed:
                yield Break("Không có kế hoạch nào thay cho kế hoạch đã điều chỉnh này.", name)
