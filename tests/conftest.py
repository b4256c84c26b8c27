"""What every test may ask for."""

from __future__ import annotations

import pytest

from tests.cast import Cast, assemble


@pytest.fixture
def cast(db: None) -> Cast:
    """The named people and units, in a database of the test's own."""
    return assemble()
