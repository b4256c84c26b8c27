"""Lập Thạch: what proved itself is ordered for others, and what became of it is counted."""

from __future__ import annotations

from datetime import date

from lantoa.practices import operations, queries
from lantoa.practices.operations import Beginning, Found, Origin, Registration
from tests.cast import Cast
from tests.systems.places import district, place


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
