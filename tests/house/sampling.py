"""What a sample of an address is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from tests.house.world import World

NOBODY = UUID(int=7)


@dataclass(frozen=True)
class Sample:
    """What fills an address: its parameters, and what stands behind the question mark."""

    parameters: dict[str, Any] = field(default_factory=dict)
    query: dict[str, str] = field(default_factory=dict)


Maker = Callable[[World, str], Sample]
