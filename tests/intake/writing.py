"""Papers that we wrote for the tests, and short ways to take them in."""

from __future__ import annotations

from typing import Any

from lantoa.accounts.models import User
from lantoa.common.periods import Period
from lantoa.intake import operations, queries
from lantoa.intake.models import Paper
from lantoa.intake.queries import FindingNow
from tests.cast import Cast

BRIDGES = """UBND XÃ AN PHÚC
Báo cáo kết quả các mô hình năm 2022

Nổi bật là mô hình “Góp sức bắc cầu” đã huy động trên 52 tỷ đồng, xây mới hơn 70 cây cầu bê tông, gần 21km đường \
nông thôn, trên 22,7km công trình thắp sáng đường quê, người dân hiến trên 2.208m2 đất và hơn 40.000 ngày công.
Có 6 tập thể, 11 cá nhân được tặng giấy khen cấp xã.
"""
JOINT = """Xã An Phúc thực hiện mô hình “Hiến đất mở lộ” và mô hình “Thắp sáng ngõ xóm” với tổng kinh phí \
gần 1 tỷ đồng.
"""
RUNNING = """Qua 4 năm thực hiện, xã An Phúc đã có 348 tập thể, cá nhân được biểu dương; \
tính riêng trong năm 2014 có 70 tập thể, cá nhân được biểu dương, khen thưởng.
"""


def take(cast: Cast, text: str | bytes, *, user: User | None = None, unit: str = "an-phuc", **how: Any) -> Paper:
    """A paper that has been taken in and read."""
    how = {"name": "giay.txt", "period": Period.year(2022)} | how
    data = text if isinstance(text, bytes) else text.encode()
    scope = cast.scope(user) if user else cast.product
    paper, _ = operations.take_in(scope=scope, data=data, unit=cast.units[unit], **how)
    operations.read_paper(paper=queries.papers().get(pk=paper.pk))
    return Paper.objects.get(pk=paper.pk)


def finding(paper: Paper, kind: str, holds: str = "") -> FindingNow:
    """The first finding of a kind whose words hold these."""
    found = [one for one in queries.findings(paper) if one.kind == kind and holds in one.read["surface"]]
    assert found, f"no {kind} with “{holds}” among {[(f.kind, f.read['surface']) for f in queries.findings(paper)]}"
    return found[0]


def accept_everything(cast: Cast, paper: Paper, user: User | None = None) -> None:
    """All that may enter, the rest left open."""
    scope = cast.scope(user) if user else cast.product
    operations.accept_all_certain(scope=scope, paper=paper)
    for one in queries.heads(paper).filter(stage="new"):
        try:
            operations.accept(scope=scope, finding=one)
        except operations.UnableToAccept:
            continue
