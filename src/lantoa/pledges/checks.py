"""What `lantoa doctor` asks of pledges: stages that follow one another, deeds that lie within them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, pairwise

from django.db.models import Count, F, Q

from lantoa.common.checks import Break, Look, check
from lantoa.pledges.models import Pledge, PledgeStep
from lantoa.pledges.rules import STAGES


@check("Đăng ký làm theo: các bước")
def stages(look: Look) -> Iterator[Break]:
    """Steps join one another without a gap, and the open one is the stage that the pledge says."""
    look.expect(Pledge.objects.count())
    rows = PledgeStep.objects.select_related("pledge").order_by("pledge", "pk")
    for _, some in groupby(rows.iterator(), lambda one: one.pledge_id):
        steps = list(some)
        pledge = steps[0].pledge
        look.see()
        if any(one.until_on != other.from_on for one, other in pairwise(steps)):
            yield Break("Hai bước của bản đăng ký không nối tiếp nhau.", f"bản đăng ký {pledge.uuid}")
        if steps[-1].until_on is not None or steps[-1].stage != pledge.stage:
            said = STAGES.get(pledge.stage, pledge.stage).lower()
            yield Break(f"Bản đăng ký ghi “{said}” nhưng bước cuối nói khác.", f"bản đăng ký {pledge.uuid}")
    for pledge in Pledge.objects.filter(steps__isnull=True):
        yield Break("Bản đăng ký không có bước nào.", f"bản đăng ký {pledge.uuid}")


@check("Đăng ký làm theo: ít nhất một việc, trong kỳ")
def deeds(look: Look) -> Iterator[Break]:
    """Every pledge that was sent has a deed; every deed is due within the period; versions are all there."""
    found = Pledge.objects.exclude(stage__in=("draft", "dropped"))
    look.expect(found.count())
    standing = Count("deeds", filter=Q(deeds__is_struck=False), distinct=True)
    outside = Count(
        "deeds",
        filter=Q(deeds__is_struck=False) & (Q(deeds__due_on__lt=F("from_on")) | Q(deeds__due_on__gt=F("to_on"))),
        distinct=True,
    )
    rows = found.annotate(n=standing, outside=outside, kept=Count("versions", distinct=True)).order_by("pk")
    for one in rows.iterator():
        look.see()
        where = f"bản đăng ký {one.uuid}"
        if not one.n and not one.deeds.filter(is_struck=True).exists():
            yield Break("Bản đăng ký đã gửi mà không có việc nào.", where)
        if one.outside:
            yield Break("Có việc với thời hạn ngoài kỳ đăng ký.", where)
        if one.kept != one.version - 1:
            yield Break("Số bản trước không khớp với số lần điều chỉnh.", where)
