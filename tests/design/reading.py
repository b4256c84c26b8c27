"""Writing a page's source out, and looking at style sheets."""

from pathlib import Path

from django.template import engines
from django.utils import translation
from django_cotton.compiler_regex import CottonCompiler

STATIC = Path(__file__).parents[2] / "src" / "lantoa" / "design" / "static" / "design"


def write(source: str, **context: object) -> str:
    """What a page with this source would say, in Vietnamese, spaces drawn together."""
    template = engines["django"].from_string(CottonCompiler().process(source))
    with translation.override("vi"):
        return " ".join(str(template.render(context)).split())


def sheet(name: str) -> str:
    return (STATIC / f"{name}.css").read_text()


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)
