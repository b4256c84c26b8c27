"""What the tests about the repository share: where things lie and which concept stands above which."""

from __future__ import annotations

import ast
import configparser
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SRC = ROOT / "src" / "lantoa"


def house_order() -> list[str]:
    """The concepts from the top of the house to its floor, as .importlinter holds them."""
    config = configparser.ConfigParser()
    config.read(ROOT / ".importlinter", encoding="utf-8")
    layers = config["importlinter:contract:house"]["layers"]
    lines = [line for line in layers.splitlines() if line.strip() and not line.strip().startswith("#")]
    return [name.strip(" ()") for line in lines for name in re.split(r"[:|]", line)]


def concepts() -> list[str]:
    """The concepts that exist."""
    return sorted(path.parent.name for path in SRC.glob("*/__init__.py"))


@cache
def modules() -> list[tuple[Path, ast.Module]]:
    """Every module of the product but migrations, parsed."""
    paths = [path for path in sorted(SRC.rglob("*.py")) if "migrations" not in path.parts]
    return [(path, ast.parse(path.read_text(encoding="utf-8"))) for path in paths]


def concept_of(path: Path) -> str:
    """The concept that a module belongs to."""
    return path.relative_to(SRC).parts[0]
