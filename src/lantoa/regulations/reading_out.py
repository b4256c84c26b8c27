"""How the value of a rule is read out. Plain Python."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from lantoa.regulations.limits import is_limit
from lantoa.regulations.words import BEFORE, COUNTINGS, MEASURES, WEEKDAYS, WORDS
from lantoa.vietnamese.numbers import write_number

# Texts longer than this stand on lines of their own.
LONG = 60


def readable(value: Any) -> list[tuple[str, str]]:
    """A rule's value as lines of name and words; a bare value is one line without a name. A table has a line a row."""
    if not isinstance(value, dict) or is_limit(value):
        return [("", said(value))]
    return [(name_of(key), _line(key, part)) for key, part in value.items()]


def name_of(key: str) -> str:
    """A key in words; an unknown one with its dashes as spaces."""
    return WORDS.get(key, key.replace("_", " "))


def path_of(dotted: str) -> str:
    """The way to an answer in words: "first.complex" is "Giải quyết lần đầu › vụ việc phức tạp"."""
    return " › ".join(f"dòng {part}" if part.isdigit() else name_of(part) for part in dotted.split(".") if part)


def said(value: Any) -> str:
    """A value in words: có and không, 1.234,5, lists with commas, limits as a sentence would have them."""
    if isinstance(value, bool):
        return "có" if value else "không"
    if value is None:
        return ""
    if isinstance(value, int | float):
        return write_number(Decimal(str(value)))
    if isinstance(value, list):
        rows = any(isinstance(part, dict) or len(str(part)) > LONG for part in value)
        return ("\n" if rows else ", ").join(said(part) for part in value)
    if isinstance(value, dict):
        return _table(value)
    return WEEKDAYS.get(value, value) if isinstance(value, str) else str(value)


def _table(value: dict[str, Any]) -> str:
    if is_limit(value):
        return _limit(value)
    if value.keys() == {"day", "month"}:
        return f"ngày {value['day']}/{value['month']}"
    return ("\n" if any(map(is_limit, value.values())) else "; ").join(_parts(value))


def _limit(value: dict[str, Any]) -> str:
    told = [f"{value['days']} {COUNTINGS[value['counting']]}"]
    if value.get("rolls"):
        told.append(WORDS["rolls"])
    more = value.get("extension")
    if isinstance(more, dict) and more.get("times"):
        told.append(f"được gia hạn {more['times']} lần, mỗi lần không quá {more.get('days')} ngày")
    rest = {key: part for key, part in value.items() if key not in ("days", "counting", "rolls", "extension")}
    return "\n".join(["; ".join(told), *_parts(rest)])


def _line(key: str, value: Any) -> str:
    if _is_range(value):
        return f"{said(value['least'])}–{said(value['most'])}" + MEASURES.get(key, "")
    return said(value) if isinstance(value, dict) else BEFORE.get(key, "") + said(value) + MEASURES.get(key, "")


def _is_range(value: Any) -> bool:
    return isinstance(value, dict) and value.keys() == {"least", "most"}


def _parts(value: dict[str, Any]) -> Iterator[str]:
    if value.keys() == {"hours"}:
        yield f"{said(value['hours'])} giờ"
        return
    for key, part in value.items():
        if part is True:
            yield name_of(key)
        elif key in ("text", "word"):
            yield f"ghi “{part}”"
        elif key in ("level", "name"):
            yield str(part)
        elif part is not False:
            between = ": " if isinstance(part, dict) and not _is_range(part) else " "
            yield f"{name_of(key)}{between}{_line(key, part)}"


def answer(key: str, value: Any) -> str:
    """One answer with its measure: 20 under "top" is "20 mm"."""
    return COUNTINGS.get(value, value) if key == "counting" and isinstance(value, str) else _line(key, value)
