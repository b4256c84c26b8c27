"""What `lantoa doctor` asks of the practices: that they agree with their facts, and stages with one another."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, pairwise

from django.db.models import Exists, OuterRef

from lantoa.common.checks import Break, Look, check
from lantoa.indicators.checks import one_fact_each
from lantoa.indicators.models import Fact
from lantoa.practices import queries, rules
from lantoa.practices.models import Outcome, Practice, PracticeStage, Replication
from lantoa.practices.operations import COUNTED


@check("Mô hình: kết quả và sổ số liệu")
def outcomes(look: Look) -> Iterator[Break]:
    """Every outcome posted one fact, with its own amount, however many practices share it."""
    yield from one_fact_each(Outcome.objects.all(), "outcome", look, lambda one: f"kết quả {one.uuid}")


@check("Mô hình: mỗi mô hình được đếm một lần")
def counted(look: Look) -> Iterator[Break]:
    """Every practice counts once in the whole count of its kind, for its owner."""
    look.expect(Practice.objects.count())
    facts = Fact.objects.filter(sign=1, source_kind="practice", source_uuid=OuterRef("uuid"))
    for kind, code in COUNTED.items():
        own = facts.filter(indicator__code=code, unit=OuterRef("owner_unit"), value=1)
        rows = Practice.objects.filter(kind=kind).annotate(is_counted=Exists(own)).order_by("pk")
        for practice in rows.iterator():
            look.see()
            if not practice.is_counted:
                yield Break("Mô hình không có bút toán đếm của nó.", f"mô hình {practice.uuid}")


@check("Mô hình: các giai đoạn")
def stages(look: Look) -> Iterator[Break]:
    """Stages of one track follow one another, and only the last may be open."""
    look.expect(PracticeStage.objects.count())
    rows = PracticeStage.objects.select_related("practice").order_by("practice", "track", "pk")
    for (_, track), some in groupby(rows.iterator(), lambda one: (one.practice_id, one.track)):
        steps = list(some)
        look.see(len(steps))
        where = f"mô hình {steps[0].practice.uuid}, {rules.TRACKS.get(track, track)}"
        for one, other in pairwise(steps):
            # A stage that changes on its first day shares that day with the next.
            if one.to_on is None or other.from_on < one.from_on or one.to_on > max(one.from_on, other.from_on):
                yield Break("Hai giai đoạn chồng lên nhau hoặc sai thứ tự.", where)


@check("Mô hình: nhân rộng không thành vòng")
def spreading(look: Look) -> Iterator[Break]:
    """No practice came from itself, and the last step of each replication says its stage."""
    begun = Replication.objects.order_by("pk").prefetch_related("steps").select_related("practice")
    look.expect(begun.count())
    for one in begun.iterator(chunk_size=500):
        look.see()
        where = f"việc nhân rộng {one.uuid}"
        steps = sorted(one.steps.all(), key=lambda step: step.pk)
        if not steps or steps[-1].stage != one.stage:
            yield Break("Bước cuối của việc nhân rộng nói khác với tình trạng của nó.", where)
        if one.stage == "started" and one.practice_id and queries.is_circular(one.practice_id):
            yield Break("Mô hình bắt nguồn từ chính nó.", where)
