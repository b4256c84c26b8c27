"""The drawing beside the lists of places that the country is loaded from."""

import json

from lantoa.design.drawings.outlines import DATA, country
from lantoa.organisations.operations import vietnam_lists
from lantoa.organisations.rules import place_names, reform
from lantoa.vietnamese.text import fold

# How the drawing's source calls three of the former provinces.
SHORT = {"hcm": "hochiminh", "baria": "bariavungtau", "tthue": "thuathienhue"}


def own(name: str) -> str:
    return "".join(char for char in fold(place_names.province_key(name)) if char.isalpha())


def test_there_is_an_outline_for_every_province_by_the_code_that_its_unit_gets() -> None:
    said = vietnam_lists.stated()
    plan = reform.plan(vietnam_lists.lists(), said.exceptions, said.days, said.country.code)
    provinces = {place.code: place.names[-1].said for place in plan.places if place.code.count("-") <= 3}
    for key, outline in country().outlines.items():
        assert place_names.province_key(provinces[key]) == outline.name.casefold()
        assert outline.path
    assert len(country().outlines) == 34


def test_the_former_provinces_are_grouped_as_the_conversions_say() -> None:
    drawn = {
        (SHORT.get(part, part), own(one["name"]))
        for one in json.loads(DATA.read_text(encoding="utf-8"))["provinces"]
        for part in one["of"]
    }
    listed = {(own(old[0]), own(new[0])) for old, new in vietnam_lists.lists().moves}
    # The source draws the former province of Huế by its name of before 2025.
    listed = {("thuathienhue" if old == "hue" else old, new) for old, new in listed}
    assert drawn == listed
    assert len(drawn) == 63


def test_the_drawing_says_whose_work_it_is_and_what_was_changed() -> None:
    said = json.loads(DATA.read_text(encoding="utf-8"))
    assert "Stephen Truong" in said["source"]
    assert "CC BY 4.0" in said["licence"]
    assert said["changes"]


def test_no_outline_leaves_the_frame() -> None:
    for outline in country().outlines.values():
        for ring in outline.path.split("M")[1:]:
            start, steps = ring.rstrip("z").split("l")
            numbers = [int(one) for one in steps.replace("-", " -").split()]
            x, y = (int(one) for one in start.split())
            for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
                x, y = x + dx, y + dy
                assert 0 <= x <= country().width
                assert 0 <= y <= country().height
