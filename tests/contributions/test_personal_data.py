"""What drives hold of a person is found by the name, and somebody looks."""

from __future__ import annotations

from uuid import uuid4

from lantoa.contributions import operations, personal_data
from lantoa.contributions.models import CareStep, DriveStep
from lantoa.contributions.operations import DriveSaid, care
from lantoa.contributions.operations.care import CaredSaid
from lantoa.organisations.operations import add_person, grant
from lantoa.organisations.queries.personal_data import subject
from lantoa.organisations.rules.personal_data import ERASED_NAME
from tests.cast import TODAY, Cast
from tests.contributions.making import make_cared, make_drive, make_gift, make_help


def test_what_stands_under_the_same_name_is_told_and_none_is_erased_by_itself(cast: Cast) -> None:
    drive = make_drive(cast)
    make_gift(cast, drive, giver="Gia đình bà Lê Thị Mận")
    make_gift(cast, drive, giver="Ông Trần Văn Bảy")
    make_help(cast, make_cared(cast, name="Bà Lê Thị Mận"), what="quà cho bà Lê Thị Mận")
    person = add_person(scope=cast.product, full_name="Lê Thị Mận", unit=cast.units["an-phuc"])
    sections = {one.code: one for one in personal_data.held(subject(person, cast.product, TODAY))}
    assert [one.cells[0] for one in sections["gifts_named"].items] == ["Gia đình bà Lê Thị Mận"]
    assert [one.cells[1] for one in sections["cared_named"].items] == ["Bà Lê Thị Mận"]
    assert [one.cells[1] for one in sections["helps_named"].items] == ["quà cho bà Lê Thị Mận"]
    for code in ("gifts_named", "cared_named", "helps_named"):
        assert (sections[code].fate, sections[code].is_sure) == ("by_hand", False)


def test_what_an_officer_did_stays_without_the_name_once_it_is_erased(cast: Cast) -> None:
    person = add_person(scope=cast.product, full_name="Trần Thị Lan", unit=cast.units["an-phuc"])
    grant(
        scope=cast.product,
        user=cast.lan,
        unit=cast.units["an-phuc"],
        role="branch_secretary",
        on=TODAY,
        to_on=TODAY.replace(year=2028),
        person=person,
    )
    scope = cast.scope(cast.lan)
    drive = operations.start(scope=scope, said=DriveSaid(cast.units["an-phuc"], "Làm lộ", TODAY))
    said = CaredSaid(cast.units["an-phuc"], "household", "Bà Mận", "ho-ngheo", TODAY)
    care.look_after(scope=scope, said=said, today=TODAY)
    of = subject(person, cast.product, TODAY)
    (acts,) = [one for one in personal_data.held(of) if one.code == "contribution_acts"]
    assert [one.cells[1:] for one in acts.items] == [("Mở cuộc vận động", "Làm lộ"), ("Nhận giúp đỡ", "Hộ")]
    personal_data.erase(subject=of, chosen=["contribution_acts"], about=uuid4(), why="theo yêu cầu")
    assert [one.actor_name for one in DriveStep.objects.filter(drive=drive)] == [ERASED_NAME]
    assert [one.actor_name for one in CareStep.objects.all()] == [ERASED_NAME]
