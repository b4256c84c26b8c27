"""What `lantoa doctor` asks of activities: that numbers agree with names, stages with steps, the ledger with both."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Q

from lantoa.activities.models import Activity, ActivityStep, Attendance, Tally
from lantoa.activities.operations.posting import KIND, wanted_of
from lantoa.activities.rules.counting import FORMS
from lantoa.common.checks import Break, Look, check
from lantoa.indicators import queries as figures

SOME = 200


@check("Hoạt động: số người dự và danh sách")
def counts(look: Look) -> Iterator[Break]:
    """What is counted by name agrees with the names; what is not has none."""
    rows = Tally.objects.filter(is_by_name=True).select_related("activity").order_by("pk")
    look.expect(rows.count())
    came = {f"n_{form}": Count("pk", Q(form=form)) for form in FORMS}
    for row in rows.iterator():
        look.see()
        found = Attendance.objects.filter(activity=row.activity_id).aggregate(
            expected=Count("pk"), excused=Count("pk", Q(state="excused")), **came
        )
        own = {"expected": row.expected, "excused": row.excused} | {f"n_{form}": getattr(row, form) for form in FORMS}
        if found != own:
            yield Break("Số người dự không khớp với danh sách điểm danh.", f"hoạt động {row.activity.uuid}")
    loose = Attendance.objects.exclude(activity__tallies__is_by_name=True).values_list("activity__uuid", flat=True)
    for uuid in loose.distinct():
        yield Break("Có danh sách điểm danh mà không có số người dự.", f"hoạt động {uuid}")


@check("Hoạt động: các bước")
def stages(look: Look) -> Iterator[Break]:
    """Every activity has steps, and the last says the stage at which it stands."""
    look.expect(Activity.objects.count())
    last = dict(ActivityStep.objects.order_by("pk").values_list("activity", "stage"))
    for pk, uuid, stage in Activity.objects.order_by("pk").values_list("pk", "uuid", "stage").iterator():
        look.see()
        if last.get(pk) != stage:
            yield Break("Tình trạng của hoạt động không khớp với bước cuối.", f"hoạt động {uuid}")


@check("Hoạt động: sổ số liệu")
def posted(look: Look) -> Iterator[Break]:
    """What was held stands in the ledger as it was counted, and nothing else does."""
    rows = Activity.objects.select_related("unit").order_by("pk")
    look.expect(rows.count())
    for one in rows.iterator(chunk_size=SOME):
        look.see()
        standing = {
            (fact.indicator.code, fact.unit_id, fact.from_on, fact.to_on, fact.value or 0)
            for fact in figures.facts_of_source(KIND, [one.uuid])
        }
        if standing != set(wanted_of(one)):
            yield Break("Sổ số liệu không khớp với hoạt động.", f"hoạt động {one.uuid}")
