"""Loading dated rules from the data files that ship with the product."""

import tomllib
from pathlib import Path

from django.db import transaction

from lantoa.regulations.models import Regulation

DATA = Path(__file__).parent / "data"


@transaction.atomic
def load(*, folder: Path = DATA) -> int:
    """Adds or updates every [[rule]] of the folder's TOML files by (code, effective_from); gives their number."""
    count = 0
    for path in sorted(folder.glob("*.toml")):
        for rule in tomllib.loads(path.read_text(encoding="utf-8"))["rule"]:
            key = {"code": rule.pop("code"), "effective_from": rule.pop("effective_from")}
            Regulation.objects.update_or_create(**key, defaults=rule)
            count += 1
    return count
