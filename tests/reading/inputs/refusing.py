"""How the tests of reading ask for a refusal or for the codes of the cautions."""

import pytest

from lantoa.reading.inputs import Extracted, Unreadable, extract


def refused(name: str, data: bytes) -> Unreadable:
    """The refusal of this file; fails where it is read."""
    with pytest.raises(Unreadable) as caught:
        extract(name, data)
    return caught.value


def codes(extracted: Extracted) -> list[str]:
    """The codes of the cautions."""
    return [caution.code for caution in extracted.warnings]
