"""Lập Thạch: what proved itself is ordered for others, and what became of it is counted."""

from __future__ import annotations

from datetime import date

from lantoa.common.periods import Period
from lantoa.practices import operations, queries
from lantoa.practices.operations import Beginning, Found, Origin, Registration
from lantoa.reports import queries as reports
from lantoa.reports.rules import Figured, Table
from tests.cast import TODAY, Cast
from tests.intake.writing import accept_everything, take
from tests.reports.owing import asked, begun
from tests.systems.places import district, place

PRAISE = """HUYỆN ỦY LẬP THẠCH
Số 31-BC/HU

BÁO CÁO
sơ kết năm 2022

Trong năm 2022, Ban Thường vụ Huyện ủy tặng giấy khen cho 6 tập thể và 9 cá nhân có thành tích tiêu biểu.
"""


def test_lt9_a_practice_is_spread_over_the_communes_and_its_survival_counted_honestly(cast: Cast) -> None:
    above = district(cast, "lap-thach", "Lập Thạch", "Vĩnh Phúc")
    communes = [place(cast, f"lt-xa-{number}", f"Xã số {number}", "commune", above) for number in range(5)]
    begun = date(2022, 1, 10)
    said = Registration("Dân vận khéo trong giải phóng mặt bằng", "collective", communes[0], begun)
    source = operations.register(scope=cast.product, registration=said)
    operations.advance(scope=cast.product, practice=source, verb="start", on=begun)
    ordered = date(2022, 6, 1)
    edges = operations.order(
        scope=cast.product, origin=Origin(source), orderer=above, takers=communes[1:], today=ordered
    )
    assert len(edges) == 4
    for edge in edges[:3]:
        name = f"{source.name} ({edge.taker_unit.code})"
        operations.start(scope=cast.product, replication=edge, beginning=Beginning(ordered, name=name), today=ordered)
    found = {"scope": cast.product, "months": 3, "today": date(2022, 9, 10)}
    running, stopped = Found("running", date(2022, 9, 1)), Found("stopped", date(2022, 9, 5), learnt="Thiếu người làm")
    operations.check_replication(replication=edges[0], found=running, **found)  # type: ignore[arg-type]
    operations.check_replication(replication=edges[1], found=stopped, **found)  # type: ignore[arg-type]

    first, half, year = queries.survivals(queries.replications(), date(2022, 10, 1))
    assert (first.due, first.alive, first.stopped, first.unchecked, first.share) == (3, 1, 1, 1, 33)
    assert (half.due, half.not_due, half.share) == (0, 3, None)
    assert (year.due, year.not_due) == (0, 3)
    # A year later the one that stopped is known to have stopped; of the others nobody has said anything.
    _, _, year = queries.survivals(queries.replications(), date(2023, 6, 1))
    assert (year.due, year.alive, year.stopped, year.unchecked) == (3, 0, 1, 2)
    assert [one.taker_unit for one in queries.waiting_for({communes[4].pk})] == [communes[4]]
    kin = queries.family(source, cast.product)
    assert queries.count_spread(kin) == queries.SpreadCount(3, 2, 1)


def test_lt9_an_interim_review_tells_the_praise_as_papers_told_it_and_each_number_opens(cast: Cast) -> None:
    above = district(cast, "lap-thach", "Lập Thạch", "Vĩnh Phúc")
    cast.units["lap-thach"] = above
    paper = take(cast, PRAISE.encode(), unit="lap-thach", name="khen.txt", period=Period.year(2022))
    accept_everything(cast, paper)
    review = asked(cast, "lap-thach", name="Báo cáo sơ kết", once=Period.year(2022), cadences=[], reporters="own")
    written = reports.written(begun(cast, review, "lap-thach"), TODAY).paper
    (table,) = [block for block in written.body if isinstance(block, Table) and "khen" in block.caption]
    cells = [["".join(map(str, line)) for cell in row.cells for line in cell] for row in table.rows]
    assert [row[-1] for row in cells] == ["Báo cáo 31-BC/HU"]
    figured = [
        run for row in table.rows for cell in row.cells for line in cell for run in line if isinstance(run, Figured)
    ]
    assert [str(run) for run in figured] == ["6 tập thể", "9 cá nhân"]
    assert all(run.path.startswith("/so-lieu/") for run in figured)
