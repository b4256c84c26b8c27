"""The map of Việt Nam."""

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from django.utils import translation

from lantoa.design.drawings.classes import LegendLine
from lantoa.design.drawings.outlines import country
from lantoa.design.drawings.provinces import Area, ProvinceMap, draw_map, is_on_the_map
from tests.design.reading import contrast, sheet, write

EVIL = '"><script>alert(1)</script>'
NAMED = "Nhân dân đóng góp"


def drawn(*areas: Area, title: str = NAMED, description: str = "Năm 2022") -> ElementTree.Element:
    with translation.override("vi"):
        return ElementTree.fromstring(draw_map(ProvinceMap(title, description, areas)))


def words(part: ElementTree.Element) -> str:
    return " ".join("".join(part.itertext()).split())


def every_rendering() -> list[ElementTree.Element]:
    all_given = [Area(key, outline.name, "/x/", 3) for key, outline in country().outlines.items()]
    one = Area("vn-can-tho", "Cần Thơ: trên 52 tỷ đồng", level=5)
    return [drawn(), drawn(one), drawn(*all_given), drawn(title="", description="")]


@pytest.mark.parametrize(
    ("key", "name"),
    [("vn-da-nang", "Quần đảo Hoàng Sa (Đà Nẵng)"), ("vn-khanh-hoa", "Quần đảo Trường Sa (Khánh Hòa)")],
)
def test_hoang_sa_and_truong_sa_are_drawn_and_named_in_every_rendering(key: str, name: str) -> None:
    far = next(one for one in country().archipelagos if one.province == key)
    assert far.islands.count("M") >= 7
    for image in every_rendering():
        assert name in [words(text) for text in image.findall("text")]
        assert name in words(image.find("desc"))  # type: ignore[arg-type]
        paths = [path.get("d") for path in image.iter("path") if path.get("class") == "map-islands"]
        assert paths.count(far.islands) == 1


def test_the_archipelagos_lie_east_of_the_coast_at_their_own_latitude() -> None:
    hoang_sa, truong_sa = (one.box for one in country().archipelagos)
    coast = max(int(x) for x in re.findall(r"M(\d+) ", country().outlines["vn-khanh-hoa"].path))
    assert hoang_sa[0] > coast
    assert hoang_sa[1] + hoang_sa[3] < truong_sa[1]
    assert truong_sa[0] + truong_sa[2] <= country().width
    assert truong_sa[1] + truong_sa[3] <= country().height


def test_the_islands_belong_to_the_link_of_their_province() -> None:
    image = drawn(Area("vn-da-nang", "Đà Nẵng", "/da-nang/", 2))
    link = next(image.iter("a"))
    islands = [path.get("d") for path in link.iter("path")]
    assert country().archipelagos[0].islands in islands


def test_a_province_is_a_link_that_says_its_figure() -> None:
    image = drawn(Area("vn-can-tho", "Cần Thơ: trên 52 tỷ đồng", "/so/1/", 4))
    link = next(image.iter("a"))
    assert link.get("href") == "/so/1/"
    assert link.get("aria-label") == link.findtext("title") == "Cần Thơ: trên 52 tỷ đồng"
    assert link.find("path").get("class") == "map-4"  # type: ignore[union-attr]
    assert image.get("role") == "group"


def test_a_map_without_links_is_one_picture_with_a_title_and_a_description() -> None:
    image = drawn(Area("vn-can-tho", "Cần Thơ", level=4))
    assert image.get("role") == "img"
    assert image.findtext("title") == NAMED
    assert image.get("aria-labelledby") == image.find("title").get("id")  # type: ignore[union-attr]
    assert image.get("aria-describedby") == image.find("desc").get("id")  # type: ignore[union-attr]
    assert not list(image.iter("a"))


def test_missing_is_hatched_and_zero_is_not() -> None:
    image = drawn(Area("vn-hue", "Huế: 0 đồng", level=0), Area("vn-ha-noi", "Hà Nội: chưa có số liệu"))
    found = {part.findtext("title"): part.find("path") for part in image.findall("g")}
    assert found["Huế: 0 đồng"].get("class") == "map-0"  # type: ignore[union-attr]
    hatch = "url(#map-hatch)"
    assert found["Hà Nội: chưa có số liệu"].get("fill") == hatch  # type: ignore[union-attr]
    assert found["Cà Mau: chưa có số liệu"].get("fill") == hatch  # type: ignore[union-attr]
    assert len(found) == 34


def test_nothing_that_was_typed_is_taken_for_markup_and_nothing_carries_a_style() -> None:
    areas = [Area("vn-hue", EVIL, EVIL, 1)]
    shown = ProvinceMap(EVIL, EVIL, areas, [LegendLine(1, EVIL)])
    text = write('<c-province-map id="m" :of="shown" />', shown=shown)
    assert "<script" not in text
    assert "style=" not in text
    assert "http" not in text


def test_a_page_says_a_map_in_one_line_and_the_source_is_named() -> None:
    shown = ProvinceMap(NAMED, "", [], [LegendLine(None, "Chưa có số liệu"), LegendLine(5, "Từ 50 tỷ đồng trở lên")])
    text = write('<c-province-map id="gop" :of="shown" />', shown=shown)
    assert f"<figcaption>{NAMED}</figcaption>" in text
    assert "<span>Từ 50 tỷ đồng trở lên</span>" in text
    assert 'class="map-none" fill="url(#gop-hatch)"' in text
    assert text.count("Stephen Truong, @svg-maps/vietnam 2.0.0, CC BY 4.0") == 2


def test_two_maps_on_a_page_share_no_ids() -> None:
    text = write('<c-province-map id="a" :of="m" /><c-province-map id="b" :of="m" />', m=ProvinceMap("x", ""))
    ids = re.findall(r' id="([^"]+)"', text)
    assert len(ids) == len(set(ids)) == 6


def test_a_unit_that_is_no_province_has_no_place_on_the_map() -> None:
    assert is_on_the_map("vn-ha-noi")
    assert not is_on_the_map("vn-ha-noi-phuong-ba-dinh")
    with pytest.raises(ValueError, match="no outline"):
        Area("vn-cu-ha-tay", "Hà Tây")
    with pytest.raises(ValueError, match="no colour"):
        Area("vn-hue", "Huế", level=6)


def test_the_classes_can_be_told_apart_in_grey() -> None:
    colours = [re.search(rf"\.map-{level} {{ fill: (#[0-9a-f]{{6}})", sheet("drawings")) for level in range(6)]
    for light, dark in pairwise(colours):
        assert light
        assert dark
        assert contrast(light[1], dark[1]) >= 1.35


def test_a_map_is_light() -> None:
    assert len(draw_map(ProvinceMap("x", ""))) < 32 * 1024
