"""Personal links: in without a password, kept to their limits, revocable at once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth import get_user
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lantoa.accounts import queries, rules
from lantoa.accounts.models import PersonalLink, SignIn, User
from lantoa.accounts.operations import (
    MadeLink,
    UnableToMakeLink,
    UnableToManageAccount,
    make_account,
    make_link,
    revoke_link,
)
from lantoa.history import queries as history
from lantoa.organisations import operations as organisations
from lantoa.organisations import queries as rights
from lantoa.organisations.access import SESSION_KEY
from tests.accounts.ways import SECURITY, client_of
from tests.cast import LONG_AGO, PASSWORD, TODAY, Cast, secured

LIST = reverse("accounts:links")
DESK, REGISTER = "/ban-lam-viec/", "/mo-hinh-dang-ky/"


@pytest.fixture
def nga(cast: Cast) -> User:
    """Nga manages An Phúc."""
    user = make_account(username="nga", full_name="Vũ Thị Nga", password=PASSWORD)
    organisations.grant(scope=cast.product, user=user, unit=cast.units["an-phuc"], role="manager", on=LONG_AGO)
    return secured(user)


def link_for(cast: Cast, nga: User, *, at: datetime | None = None, **limits: object) -> MadeLink:
    """A link for Lan, who is clerk of An Phúc and may also read the whole of the province."""
    said = limits or {"grant": rights.grants_of(cast.lan, TODAY).get().pk}
    return make_link(
        scope=cast.scope(nga), user=cast.lan, purpose="Đăng ký năm 2026", limits=dict(said), at=at or datetime.now(UTC)
    )


def come_in(made: MadeLink) -> Client:
    client = Client()
    client.post(reverse("accounts:use_link", args=[made.token]))
    return client


def test_the_page_greets_and_one_press_lets_in(cast: Cast, nga: User) -> None:
    made = link_for(cast, nga)
    path, client = reverse("accounts:use_link", args=[made.token]), Client()
    for _look in range(3):
        page = client.get(path)
    said = page.content.decode()
    for words in ("Trần Thị Lan", "Đăng ký năm 2026", "Bấm để vào"):
        assert words in said
    assert not get_user(client).is_authenticated
    assert client.post(path)["Location"] == DESK
    assert get_user(client) == cast.lan
    assert client.get(DESK).status_code == 200
    link = PersonalLink.objects.get()
    assert link.last_used_at is not None
    assert made.token not in str(PersonalLink.objects.values())
    assert SignIn.objects.get().method == "link"
    assert [e.verb for e in history.of_record("account", cast.lan.uuid)][-2:] == ["make_link", "use_link"]


def test_the_session_ends_with_the_link_or_the_working_day(cast: Cast, nga: User) -> None:
    client = come_in(link_for(cast, nga))
    assert client.session.get_expiry_age() <= rules.LONGEST_SESSION.total_seconds()
    last_day = link_for(cast, nga, at=datetime.now(UTC) - timedelta(days=7))
    assert timezone.localdate(last_day.link.expires_at) == timezone.localdate()
    left = (last_day.link.expires_at - datetime.now(UTC)).total_seconds()
    assert come_in(last_day).session.get_expiry_age() <= min(left, rules.LONGEST_SESSION.total_seconds())


def test_revoking_puts_out_whoever_is_in(cast: Cast, nga: User) -> None:
    made = link_for(cast, nga)
    client = come_in(made)
    maker = client_of(nga)
    assert maker.post(reverse("accounts:revoke_link", args=[made.link.uuid]))["Location"] == LIST
    answer = client.get(DESK)
    assert answer.status_code == 403
    assert "Người lập đã thu hồi" in answer.content.decode()
    assert "Vũ Thị Nga" in answer.content.decode()
    assert not get_user(client).is_authenticated
    assert Client().post(reverse("accounts:use_link", args=[made.token])).status_code == 410
    with pytest.raises(UnableToMakeLink):
        revoke_link(scope=cast.scope(nga), link=made.link, at=datetime.now(UTC))


def test_a_link_that_has_ended_says_so_and_whom_to_ask(cast: Cast, nga: User) -> None:
    made = link_for(cast, nga, at=datetime.now(UTC) - timedelta(days=8))
    for method in ("get", "post"):
        answer = getattr(Client(), method)(reverse("accounts:use_link", args=[made.token]))
        assert answer.status_code == 410
        assert "Vũ Thị Nga" in answer.content.decode()
    unknown = Client().get(reverse("accounts:use_link", args=["khong-co"]))
    assert unknown.status_code == 404


def test_such_a_session_acts_in_its_one_role_and_cannot_switch(cast: Cast, nga: User) -> None:
    wide = organisations.grant(
        scope=cast.product, user=cast.lan, unit=cast.units["song-trang"], role="reader", on=LONG_AGO
    )
    clerk = rights.grants_of(cast.lan, TODAY).first()
    assert clerk
    made = make_link(scope=cast.product, user=cast.lan, purpose="x", limits={"grant": wide.pk}, at=datetime.now(UTC))
    client = come_in(made)
    said = client.get(REGISTER).content.decode()
    assert "Chỉ xem" in said
    assert "Cán bộ văn phòng" not in said
    assert client.get(REGISTER + "moi/").status_code == 403
    client.post(reverse("organisations:act"), {"grant": clerk.pk})
    assert SESSION_KEY not in client.session
    assert client.get(REGISTER + "moi/").status_code == 403


def test_a_link_without_a_grant_or_with_one_that_ended_may_do_nothing(cast: Cast, nga: User) -> None:
    for grant in (None, 0, 10**12, "x"):
        client = come_in(link_for(cast, nga, grant=grant))
        assert client.get(REGISTER).status_code == 403, grant


def test_pages_of_accounts_are_closed_to_it(cast: Cast, nga: User) -> None:
    client = come_in(link_for(cast, nga))
    for path in (SECURITY, SECURITY + "khoa/them/", SECURITY + "ung-dung/bat/", "/tai-khoan/mat-khau/", LIST):
        for method in ("get", "post"):
            answer = getattr(client, method)(path)
            assert answer.status_code == 403, path
    assert "nằm ngoài việc của liên kết" in answer.content.decode()
    assert "Bảo mật tài khoản" not in client.get(DESK).content.decode()
    assert client.post(SECURITY + "thoat-moi-may/").status_code == 403
    client.post("/tai-khoan/thoat/")
    assert not get_user(client).is_authenticated


def test_paths_bound_what_it_may_open(cast: Cast, nga: User) -> None:
    grant = rights.grants_of(cast.lan, TODAY).get().pk
    made = link_for(cast, nga, grant=grant, paths=[REGISTER])
    path, client = reverse("accounts:use_link", args=[made.token]), Client()
    assert client.post(path)["Location"] == REGISTER
    assert client.get(REGISTER + "moi/").status_code == 200
    assert client.get(DESK).status_code == 403
    assert client.get("/mo-hinh-dang-kyx/").status_code in (403, 404)


def test_nothing_of_an_earlier_session_lives_on(cast: Cast, nga: User) -> None:
    made = link_for(cast, nga)
    client = client_of(cast.lan)
    session = client.session
    session["left"] = "over"
    session.save()
    before = client.session.session_key
    client.post(reverse("accounts:use_link", args=[made.token]))
    assert "left" not in client.session
    assert client.session.session_key != before
    client.post("/tai-khoan/thoat/")
    client.post("/tai-khoan/dang-nhap/", {"login": "lan", "password": PASSWORD})
    assert queries.BY_LINK not in client.session
    assert client.get(SECURITY).status_code == 200


def test_an_account_that_owes_a_second_step_is_never_entered_by_a_link(cast: Cast, nga: User) -> None:
    made = link_for(cast, nga)
    client = come_in(made)
    organisations.grant(scope=cast.product, user=cast.lan, unit=cast.units["an-phuc"], role="manager", on=LONG_AGO)
    assert client.get(DESK).status_code == 403
    assert Client().post(reverse("accounts:use_link", args=[made.token])).status_code == 410
    with pytest.raises(UnableToMakeLink, match="hai bước"):
        link_for(cast, nga, grant=1)


def test_what_a_link_needs(cast: Cast, nga: User) -> None:
    now, own = datetime.now(UTC), cast.scope(nga)
    for wrong in ({"purpose": " "}, {"limits": {}}, {"days": 0}, {"days": 99}):
        said = {"purpose": "x", "limits": {"grant": 1}, "days": 7} | wrong
        with pytest.raises(UnableToMakeLink):
            make_link(scope=own, user=cast.lan, at=now, **said)
    with pytest.raises(UnableToManageAccount):
        make_link(scope=own, user=cast.minh, purpose="x", limits={"grant": 1}, at=now)
    with pytest.raises(UnableToManageAccount):
        make_link(scope=cast.scope(cast.lan), user=cast.lan, purpose="x", limits={"grant": 1}, at=now)


def test_a_maker_makes_one_by_the_page_and_finds_it_in_the_list(cast: Cast, nga: User) -> None:
    client, grant = client_of(nga), rights.grants_of(cast.lan, TODAY).get().pk
    address = reverse("accounts:make_link", args=[cast.lan.uuid])
    assert "Cán bộ văn phòng, Xã An Phúc" in client.get(address).content.decode()
    wrong = client.post(address, {"purpose": "Đăng ký", "limit": "999", "days": 7})
    assert wrong.status_code == 422
    assert 'value="Đăng ký"' in wrong.content.decode()
    said = client.post(address, {"purpose": "Đăng ký", "limit": grant, "days": 3}).content.decode()
    path = said[said.index("/tai-khoan/vao/") :].split("<")[0].split()[0]
    visitor = Client()
    visitor.post(path)
    assert get_user(visitor) == cast.lan
    assert "Còn hiệu lực" in client.get(LIST).content.decode()
    assert client.get(reverse("accounts:make_link", args=[cast.minh.uuid])).status_code == 404


def test_the_list_takes_as_many_queries_for_fifty_links_as_for_five(cast: Cast, nga: User) -> None:
    client = client_of(nga)

    def count() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(LIST).status_code == 200
        return len(seen)

    for number in range(50):
        if number == 5:
            few = count()
        link_for(cast, nga)
    assert count() == few


def test_a_closed_account_has_no_links(cast: Cast, nga: User) -> None:
    from lantoa.accounts.operations import close_account

    made = link_for(cast, nga)
    client = come_in(made)
    close_account(scope=cast.scope(nga), user=cast.lan, why="nghỉ việc", at=datetime.now(UTC))
    assert not get_user(client).is_authenticated
    assert Client().get(reverse("accounts:use_link", args=[made.token])).status_code == 410
