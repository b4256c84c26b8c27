"""What the tests of reports look at: practices, outcomes and figures of one commune, in two years."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lantoa.common.periods import Period
from lantoa.common.quantities import Exactness, Quantity
from lantoa.files.models import Citation
from lantoa.files.operations import cite, keep, keep_text
from lantoa.indicators import operations as ledger
from lantoa.indicators import queries as figures
from lantoa.indicators.operations import Amount
from lantoa.organisations import operations as organisations
from lantoa.practices import operations, queries
from lantoa.practices.models import Practice
from lantoa.practices.operations import Registration, Result
from lantoa.reading.inputs import Extracted
from lantoa.reports.gathered import Gathered
from lantoa.reports.queries import asked, gather
from tests.cast import TODAY, Cast

YEAR = Period.year(2022)
HEAD = "Số 12-BC/PN\n\nBÁO CÁO\ncông tác Hội năm 2022\n\n"
PAPER = HEAD + "Trong năm, Hội Phụ nữ vận động trên 52 triệu đồng; làm gần 1,2 km đường."


@dataclass(frozen=True)
class Scene:
    """The cast with what they did."""

    cast: Cast
    road: Practice
    light: Practice
    reader: Practice


def play(cast: Cast) -> Scene:
    """An Phúc registers three practices in 2022 and one in 2021; two of them raise one amount together."""
    place = cast.units
    citation = cited(cast)
    head = organisations.add_person(scope=cast.product, full_name="Nguyễn Thị Bến")
    organisations.appoint(
        scope=cast.product,
        person=head,
        unit=place["du-an-phuc"],
        title="Bí thư Đảng ủy",
        on=date(2020, 1, 1),
        is_head=True,
    )
    road = registered(
        cast, "Con đường không rác", "pn-an-phuc", date(2022, 2, 5), ("moi-truong", "nong-thon-moi"), citation
    )
    light = registered(cast, "Ánh sáng xóm Đông", "an-phuc-1", date(2022, 3, 1), ("nong-thon-moi",))
    reader = operations.register(
        scope=cast.product,
        registration=Registration(
            "Tủ sách đầu ngõ", "individual", place["an-phuc-1"], date(2022, 4, 10), owner_person=head
        ),
    )
    registered(cast, "Cổng rào xanh", "an-phuc-1", date(2021, 5, 1), ("moi-truong",))
    operations.advance(scope=cast.product, practice=road, verb="start", on=date(2022, 2, 10))
    operations.advance(scope=cast.product, practice=road, verb="choose_as_pilot", on=date(2022, 6, 1))
    outcome(cast, [road], "nguon-luc", Quantity.of(52_000_000, Exactness.AT_LEAST, "trên"), citation=citation)
    outcome(cast, [road, light], "duong-thap-sang", Quantity.of(Decimal("1.2"), Exactness.JUST_UNDER, "gần"))
    outcome(cast, [light], "ngay-cong", Quantity.between(85, 90))
    stated(cast, "an-phuc", "khen-tap-the", Quantity.of(6), YEAR)
    stated(cast, "an-phuc", "khen-tap-the-ca-nhan", Quantity.of(348), Period.parse("2019..2022"), is_cumulative=True)
    return Scene(cast, road, light, reader)


def registered(
    cast: Cast, name: str, unit: str, on: date, fields: tuple[str, ...] = (), citation: Citation | None = None
) -> Practice:
    """A collective practice in the register."""
    known = [one for one in queries.fields() if one.code in fields]
    said = Registration(name, "collective", cast.units[unit], on, fields=known, citation=citation)
    return operations.register(scope=cast.product, registration=said)


def outcome(
    cast: Cast, practices: list[Practice], code: str, quantity: Quantity, citation: Citation | None = None
) -> None:
    """What came of practices in 2022, reported for An Phúc."""
    amount = Amount(figures.indicator(code), cast.units["an-phuc"], YEAR, quantity, citation=citation)
    operations.add_outcome(scope=cast.product, result=Result(practices, amount))


def stated(
    cast: Cast, unit: str, code: str, quantity: Quantity, period: Period, *, is_cumulative: bool = False
) -> None:
    """A figure that a paper reported."""
    amount = Amount(figures.indicator(code), cast.units[unit], period, quantity, is_cumulative)
    ledger.state(scope=cast.product, amount=amount)


def cited(cast: Cast) -> Citation:
    """A stretch of a paper that was taken in."""
    file = keep(scope=cast.product, name="12-BC-PN năm 2022.txt", data=PAPER.encode(), media_type="text/plain")
    text = keep_text(file=file, extracted=Extracted(PAPER, "text/plain", "plain/1", ()))
    start = PAPER.index("trên 52")
    return cite(text=text, start=start, end=start + len("trên 52 triệu đồng"))


def told(cast: Cast, unit: str = "an-phuc", period: str = "2022", upto: str = "") -> Gathered:
    """What the report on practices is assembled from."""
    return gather(asked(scope=cast.product, unit=unit, period=period, upto=upto, on="2022-12-20", today=TODAY))
