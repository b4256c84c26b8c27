"""What drives hold of a person is found by the name, and somebody looks."""

from __future__ import annotations

from types import SimpleNamespace

from lantoa.contributions import personal_data
from tests.cast import TODAY, Cast
from tests.contributions.making import make_drive, make_gift


def test_gifts_under_the_same_name_are_told_and_none_is_erased_by_itself(cast: Cast) -> None:
    drive = make_drive(cast)
    make_gift(cast, drive, giver="Gia đình bà Lê Thị Mận")
    make_gift(cast, drive, giver="Ông Trần Văn Bảy")
    subject = SimpleNamespace(telling=["Lê Thị Mận"], today=TODAY)
    (section,) = personal_data.held(subject)  # type: ignore[arg-type]
    assert [one.cells[0] for one in section.items] == ["Gia đình bà Lê Thị Mận"]
    assert section.fate == "by_hand"
