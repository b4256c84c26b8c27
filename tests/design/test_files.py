"""What is shipped to the browser: its weight, its contrast, its components."""

import gzip
import re
from pathlib import Path

import pytest

from tests.design.reading import STATIC, contrast

SOURCE = Path(__file__).parents[2] / "src" / "lantoa"
FIRST_PAGE = 150 * 1024
ENOUGH = 4.5


def weight(path: Path) -> int:
    return len(gzip.compress(path.read_bytes()))


def test_the_first_page_stays_light_on_a_slow_line() -> None:
    sheets = [*STATIC.glob("*.css"), *STATIC.glob("*.js"), STATIC / "mark.svg"]
    fonts = [path for path in (STATIC / "fonts").glob("*.woff2") if "latin-ext" not in path.name]
    assert sum(weight(path) for path in sheets + fonts) < FIRST_PAGE


def test_the_font_comes_with_its_licence() -> None:
    assert "SIL OPEN FONT LICENSE" in (STATIC / "fonts" / "OFL.txt").read_text()


@pytest.mark.parametrize("text", ["ink", "ink-soft", "water", "water-deep", "lotus", "leaf", "sun", "brick"])
@pytest.mark.parametrize("ground", ["paper", "sheet", "sand"])
def test_every_colour_of_text_can_be_read_on_every_ground(text: str, ground: str) -> None:
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", (STATIC / "site.css").read_text()))
    assert contrast(colours[text], colours[ground]) >= ENOUGH


def test_every_component_begins_by_saying_how_it_is_used() -> None:
    for component in (SOURCE / "design" / "templates" / "cotton").glob("*.html"):
        name = component.stem.replace("_", "-")
        first = component.read_text().splitlines()[0]
        assert first.startswith("{#"), name
        assert f"<c-{name}" in first or "Inside <c-" in first, name
