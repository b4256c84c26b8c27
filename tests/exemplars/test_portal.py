"""What the public reads of exemplars, and that a withdrawal works at once everywhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lantoa.exemplars import operations
from lantoa.exemplars.models import Exemplar
from lantoa.organisations import operations as organisations
from lantoa.organisations import queries as people
from lantoa.organisations.operations import person_requests
from tests.cast import TODAY, Cast
from tests.exemplars.making import (
    NAME,
    confirm,
    decision,
    make_exemplar,
    make_person,
    publish,
    shown,
)
from tests.organisations.asking import ask
from tests.practices.making import make_practice

pytestmark = pytest.mark.usefixtures("on_todays_morning")


def page(one: Exemplar, name: str = "exemplar") -> str:
    return reverse(f"portal:{name}", args=[one.uuid])


def published(cast: Cast) -> Exemplar:
    """A person of the register, of a public practice, on a consent that covers everything."""
    practice = make_practice(cast, public=True)
    one = make_exemplar(cast, person=make_person(cast), photo=True, practices=[practice])
    confirm(cast, one)
    publish(cast, one, covers_photo=True)
    return one


def by_withdrawing(cast: Cast, one: Exemplar) -> None:
    operations.withdraw(scope=cast.product, exemplar=one, reason="consent", today=TODAY)


def by_the_consent_of_the_person(cast: Cast, one: Exemplar) -> None:
    consent = people.consents_of(one.person_id or 0).get()
    organisations.withdraw_consent(scope=cast.product, consent=consent, how="Đơn", on=TODAY, today=TODAY)


def by_asking_to_withdraw(cast: Cast, one: Exemplar) -> None:
    assert one.person
    asked = ask(cast, one.person, "withdraw")
    person_requests.carry_out(scope=cast.product, request=asked, how=person_requests.How(why="Theo đơn"), on=TODAY)


def by_asking_to_restrict(cast: Cast, one: Exemplar) -> None:
    assert one.person
    asked = ask(cast, one.person, "restrict")
    person_requests.carry_out(scope=cast.product, request=asked, how=person_requests.How(why="Theo đơn"), on=TODAY)


def by_taking_off(cast: Cast, one: Exemplar) -> None:
    operations.advance(scope=cast.product, exemplar=one, verb="take_off", today=TODAY)


def by_forgetting(cast: Cast, one: Exemplar) -> None:
    by_withdrawing(cast, one)
    operations.forget(scope=cast.product, exemplar=one, today=TODAY)


WAYS = [
    by_withdrawing,
    by_the_consent_of_the_person,
    by_asking_to_withdraw,
    by_asking_to_restrict,
    by_taking_off,
    by_forgetting,
]


@pytest.mark.parametrize("withdrawn", WAYS)
def test_a_withdrawal_works_at_once_everywhere(cast: Cast, withdrawn: Callable[[Cast, Exemplar], None]) -> None:
    one, visitor = published(cast), Client()
    practice = reverse("portal:practice", args=[one.practices.get().uuid])
    searched = reverse("portal:exemplars") + "?q=quach+thi+man"
    for address in (page(one), reverse("portal:exemplars"), searched, practice):
        assert NAME in visitor.get(address).content.decode(), address
    picture = visitor.get(page(one, "exemplar_photo"))
    assert (picture.status_code, picture["Cache-Control"]) == (200, "private, no-store")

    withdrawn(cast, one)
    for address in (page(one), page(one, "exemplar_photo")):
        answer = visitor.get(address)
        text = answer.content.decode()
        assert answer.status_code == 410
        assert "đã gỡ" in text
        assert NAME not in text
        assert "hiến" not in text
        assert visitor.head(address).status_code == 410
    for address in (reverse("portal:exemplars"), reverse("portal:home"), practice):
        assert NAME not in visitor.get(address).content.decode(), address
    found = visitor.get(searched)
    assert list(found.context["page"]) == []


def test_what_was_never_public_is_not_known_at_all(cast: Cast) -> None:
    one = make_exemplar(cast, photo=True)
    confirm(cast, one)
    for name in ("exemplar", "exemplar_photo"):
        assert Client().get(page(one, name)).status_code == 404


def test_no_copy_is_kept_by_browsers_proxies_and_search_engines(cast: Cast) -> None:
    one = published(cast)
    for address in (page(one), page(one, "exemplar_photo"), reverse("portal:exemplars")):
        answer = Client().get(address)
        assert "no-store" in answer["Cache-Control"]
        assert "noarchive" in answer["X-Robots-Tag"]
        assert not answer.cookies
    lines = Client().get(reverse("portal:robots")).content.decode().splitlines()
    assert f"Disallow: {reverse('exemplars:list')}" in lines


def test_only_what_a_basis_covers_is_shown(cast: Cast) -> None:
    one = make_exemplar(cast, photo=True, known_as="Chi hội trưởng")
    confirm(cast, one)
    operations.publish(scope=cast.product, exemplar=one, basis=decision(covers_story=False), today=TODAY)
    text = Client().get(page(one)).content.decode()
    assert NAME in text
    assert "125/QĐ-UBND" in text
    for words in ("hiến", "Hiến", "Chi hội trưởng", page(one, "exemplar_photo")):
        assert words not in text
    assert Client().get(page(one, "exemplar_photo")).status_code == 410
    publish(cast, one, covers_photo=True)
    text = Client().get(page(one)).content.decode()
    assert "Bà hiến 60 m² đất" in text
    assert page(one, "exemplar_photo") in text
    # The guardian, who took the consent, and the paper are nobody's to read.
    assert "Trần Thị Lan" not in text


def test_a_revoked_decision_leaves_what_another_basis_covers(cast: Cast) -> None:
    one = make_exemplar(cast, person=make_person(cast))
    confirm(cast, one)
    operations.publish(scope=cast.product, exemplar=one, basis=decision(), today=TODAY)
    publish(cast, one, covers_story=False)
    revoked = people.consents_of(one.person_id or 0).get(basis="decision")
    organisations.withdraw_consent(scope=cast.product, consent=revoked, how="Thu hồi", on=TODAY, today=TODAY)
    assert (shown(one).is_public, shown(one).shows_story) == (True, False)
    assert "125/QĐ-UBND" not in Client().get(page(one)).content.decode()


def test_the_list_is_narrowed_by_place_and_field(cast: Cast) -> None:
    make_exemplar(cast, public=True)
    make_exemplar(cast, "Tổ 3", unit="tan-loi", kind="group", public=True)

    def names(**asked: str) -> set[str]:
        return {found.called for found in Client().get(reverse("portal:exemplars"), asked).context["page"]}

    assert names() == {NAME, "Tổ 3"}
    assert names(unit=str(cast.units["an-phuc"].uuid)) == names(kind="person") == {NAME}
    assert names(unit=str(cast.units["song-trang"].uuid)) == {NAME, "Tổ 3"}
    assert names(q="khong co ai") == set()


@pytest.mark.parametrize("name", ["list", "page"])
def test_a_page_asks_as_many_questions_for_50_rows_as_for_5(cast: Cast, name: str) -> None:
    one = published(cast)
    address = page(one) if name == "page" else reverse("portal:exemplars")

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert Client().get(address).status_code == 200
        return len(asked)

    def more(first: int, last: int) -> None:
        for number in range(first, last):
            make_exemplar(cast, f"Người {number}", public=True)

    more(0, 5)
    few = cost()
    more(5, 50)
    assert cost() == few
