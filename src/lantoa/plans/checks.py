"""What `lantoa doctor` asks of plans: that versions are what was frozen, and that stages and targets agree."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import OuterRef, Subquery

from lantoa.common.checks import Break, Look, check
from lantoa.indicators.models import Target
from lantoa.plans.models import Plan, PlanStep, PlanVersion, Task, TaskStep
from lantoa.plans.rules import contents, plans


@check("Kế hoạch: bản đã duyệt và mã băm")
def versions(look: Look) -> Iterator[Break]:
    """Every version bears the hash of its content, and those of a plan follow one another without a gap."""
    look.expect(PlanVersion.objects.count())
    expected: dict[int, int] = {}
    rows = PlanVersion.objects.select_related("plan").order_by("plan", "revision")
    for one in rows.iterator(chunk_size=100):
        look.see()
        where = f"kế hoạch {one.plan.uuid}, bản {one.revision}"
        if contents.digest(one.content) != one.digest:
            yield Break("Nội dung bản đã duyệt không khớp với mã băm.", where)
        expected[one.plan_id] = expected.get(one.plan_id, 0) + 1
        if one.revision != expected[one.plan_id]:
            yield Break("Các bản đã duyệt không nối tiếp nhau.", where)
            expected[one.plan_id] = one.revision


@check("Kế hoạch: bước và quá trình")
def stages(look: Look) -> Iterator[Break]:
    """The stage of every plan and task is that of its last step, and the version in force is the last one."""
    look.expect(Plan.objects.count() + Task.objects.count())
    last = PlanStep.objects.filter(plan=OuterRef("pk")).order_by("-pk").values("stage")[:1]
    newest = PlanVersion.objects.filter(plan=OuterRef("pk")).order_by("-revision").values("revision")[:1]
    found = Plan.objects.annotate(last=Subquery(last), newest=Subquery(newest))
    for one in found.order_by("pk").iterator():
        look.see()
        if one.last != one.stage:
            said, told = (plans.STAGES.get(stage or "", "chưa có") for stage in (one.stage, one.last))
            yield Break(f"Kế hoạch ghi “{said}” nhưng bước cuối là “{told}”.", f"kế hoạch {one.uuid}")
        if (one.newest or 0) != one.revision:
            yield Break("Số của bản đang có hiệu lực không phải bản cuối.", f"kế hoạch {one.uuid}")
    step = TaskStep.objects.filter(task=OuterRef("pk")).order_by("-pk").values("stage")[:1]
    for task in Task.objects.annotate(last=Subquery(step)).order_by("pk").iterator():
        look.see()
        if (task.last or "planned") != task.stage:
            yield Break("Tình trạng của việc khác với bước cuối.", f"việc {task.uuid}")


@check("Kế hoạch: chỉ tiêu đã giao")
def targets(look: Look) -> Iterator[Break]:
    """Every standing target that names a plan as its source stands in the version in force of that plan."""
    standing = Target.objects.filter(source_kind="plan", ended_at__isnull=True).select_related("indicator", "unit")
    look.expect(standing.count())
    said: dict[object, set[tuple[str, str, str]]] = {}
    for one in standing.order_by("source_uuid", "pk").iterator():
        look.see()
        if one.source_uuid not in said:
            rows = PlanVersion.objects.filter(plan__uuid=str(one.source_uuid)).order_by("-revision")
            newest = rows.first()
            kept = newest.content["targets"] if newest else ()
            said[one.source_uuid] = {(row["indicator_code"], row["unit_code"], row["wording"]) for row in kept}
        if (one.indicator.code, one.unit.code, one.wording) not in said[one.source_uuid]:
            yield Break("Chỉ tiêu đã giao không có trong bản đã duyệt của kế hoạch.", f"chỉ tiêu {one.uuid}")
