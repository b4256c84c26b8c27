"""`python -m tests.systems`: the five places as one list, what works and what is still to be built."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

ROWS: dict[str, dict[str, Any]] = tomllib.loads((Path(__file__).parent / "rows.toml").read_text(encoding="utf-8"))[
    "rows"
]


def listing() -> str:
    """One line a row."""
    lines = []
    for row, told in ROWS.items():
        state = f"works: tests/systems/{told['test']}.py" if "test" in told else f"to come with {told['concept']}/"
        lines.append(f"{row:4} {told['what']:90} {state}")
    done = sum("test" in told for told in ROWS.values())
    return "\n".join([*lines, f"{done} of {len(ROWS)} rows work."])


if __name__ == "__main__":
    print(listing())  # noqa: T201 - printing is what it is for
