"""An invented map and invented charts for the page that shows every component."""

from decimal import Decimal

from lantoa.design.drawings.chart import Chart, Point, Series
from lantoa.design.drawings.classes import scale
from lantoa.design.drawings.outlines import country
from lantoa.design.drawings.provinces import Area, ProvinceMap
from lantoa.design.drawings.ranking import Ranking, Row
from lantoa.design.templatetags.writing import money

BILLION = Decimal(10) ** 9
# In tỷ đồng, in the order of the provinces' names; None where nobody reported.
GIVEN = (
    12,
    31,
    8,
    52,
    3,
    24,
    None,
    5,
    18,
    14,
    9,
    47,
    22,
    28,
    61,
    11,
    16,
    0,
    2,
    13,
    None,
    7,
    19,
    21,
    26,
    10,
    17,
    6,
    4,
    15,
)


def province_map() -> ProvinceMap:
    """Some provinces in every class, some at zero, the last without figures."""
    codes = sorted(country().outlines)
    amounts = {code: None if given is None else given * BILLION for code, given in zip(codes, GIVEN, strict=False)}
    classes = scale(amounts.get(code) for code in codes)
    areas = [
        Area(code, f"{country().outlines[code].name}: {money(amount)}", f"#{code}", classes.level(amount))
        for code, amount in amounts.items()
        if amount is not None
    ]
    return ProvinceMap(
        "Nhân dân đóng góp, năm 2022", "Tỉnh càng sẫm, số đóng góp càng lớn.", areas, classes.legend(money)
    )


def chart() -> Chart:
    """Bars beside a target, with a gap, a zero and a forecast."""
    given, wanted = (12, None, 0, 35, 52, 58), (10, 15, 20, 30, 45, 55)
    return Chart(
        "Nhân dân đóng góp và chỉ tiêu",
        "Đóng góp tăng từ 12 tỷ đồng năm 2018 lên 52 tỷ đồng năm 2022; năm 2019 chưa có số liệu.",
        [
            Point(str(year), f"Năm {year}: {money(None if one is None else one * BILLION)}, chỉ tiêu {aim} tỷ đồng")
            for year, one, aim in zip(range(2018, 2024), given, wanted, strict=True)
        ],
        [
            Series("Đóng góp", [None if one is None else one * BILLION for one in given], "bars", forecast_from=5),
            Series("Chỉ tiêu", [one * BILLION for one in wanted], "line"),
        ],
        money,
    )


def ranking() -> Ranking:
    """From much to nothing to nothing known."""
    rows = (("Xã An Bình", "9.5"), ("Phường Hòa Lộc", "4.2"), ("Xã Tân Thạnh", "0.36"), ("Xã Long Phú", "0"))
    known = [Row(name, Decimal(one) * BILLION, money(Decimal(one) * BILLION), f"#{name}") for name, one in rows]
    return Ranking("Đóng góp theo xã, phường", [*known, Row("Xã Phú Hữu", None, "Chưa có số liệu")])
