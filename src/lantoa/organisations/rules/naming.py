"""Names of bodies that hold the name of their unit."""

from __future__ import annotations

FULL, LOWER, SHORT = "{full}", "{lower}", "{short}"


def _forms(name: str) -> list[tuple[str, str]]:
    """The ways in which a body's name may hold its unit's: "Xã An Phúc", "xã An Phúc", "An Phúc"; the longest first."""
    kind, _, short = name.partition(" ")
    forms = [(FULL, name), (LOWER, name[:1].lower() + name[1:])]
    return [*forms, (SHORT, short)] if kind and short else forms


def name_pattern(body: str, unit: str) -> str:
    """A body's name with its unit's taken out: "Đảng ủy {lower}"; empty where it does not hold it."""
    for mark, form in _forms(unit):
        if form in body:
            return body.replace(form, mark)
    return ""


def fill_pattern(pattern: str, unit: str) -> str:
    """A pattern with the name of another unit put in."""
    for mark, form in _forms(unit):
        pattern = pattern.replace(mark, form)
    return pattern
