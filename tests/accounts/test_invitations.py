"""Invitations: made, opened, taken up, revoked; and new passwords."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth import get_user
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lantoa.accounts import queries
from lantoa.accounts.models import Invitation, User
from lantoa.accounts.operations import (
    UnableToAccept,
    UnableToInvite,
    UnableToMakeAccount,
    UnableToManageAccount,
    accept_with_password,
    close_account,
    invite,
    invite_again,
    make_account,
    reopen_account,
    revoke_invitation,
)
from lantoa.common.scopes import Scope
from lantoa.history import queries as history
from lantoa.organisations import operations as organisations
from tests.accounts.ways import SIGN_IN, Key, client_of, code_of, enter_by_passkey, options_in
from tests.cast import LONG_AGO, PASSWORD, TOTP_SECRET, Cast, secured

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
NEW = "mật khẩu mới rất dài"
LIST, INVITE = reverse("accounts:invitations"), reverse("accounts:invite")


@pytest.fixture
def nga(cast: Cast) -> User:
    """Nga manages An Phúc."""
    user = make_account(username="nga", full_name="Vũ Thị Nga", password=PASSWORD)
    organisations.grant(scope=cast.product, user=user, unit=cast.units["an-phuc"], role="manager", on=LONG_AGO)
    return secured(user)


def scope(cast: Cast, user: User) -> Scope:
    return cast.scope(user)


def address_in(page: str) -> str:
    """The path of the link that a page shows."""
    start = page.index("/tai-khoan/loi-moi/")
    return page[start:].split("<", maxsplit=1)[0].split(maxsplit=1)[0]


def test_an_invited_person_opens_the_link_chooses_a_password_and_is_in(cast: Cast, nga: User) -> None:
    said = client_of(nga).post(
        INVITE, {"full_name": "Bùi Văn Tài", "username": "Tai.Bui", "email": "", "note": "mới về", "days": 7}
    )
    path = address_in(said.content.decode())
    visitor = Client()
    for _look in range(3):  # Zalo's preview opens it too
        page = visitor.get(path)
        assert page.status_code == 200
    assert "Bùi Văn Tài" in page.content.decode()
    assert page["Cache-Control"].startswith("max-age=0")
    assert not get_user(visitor).is_authenticated
    answer = visitor.post(path, {"password1": NEW, "password2": NEW})
    assert answer["Location"] == "/ban-lam-viec/"
    assert get_user(visitor).username == "tai.bui"
    over = Client().get(path)
    assert over.status_code == 410
    assert "chỉ dùng được một lần" in over.content.decode()
    assert "Vũ Thị Nga" in over.content.decode()
    assert Client().post(path, {"password1": PASSWORD, "password2": PASSWORD}).status_code == 410
    verbs = [event.verb for event in history.of_record("account", User.objects.get(username="tai.bui").uuid)]
    assert verbs == ["invite", "accept"]


def test_the_token_is_kept_nowhere(cast: Cast, nga: User) -> None:
    made = invite(scope=scope(cast, nga), username="tai", full_name="Bùi Văn Tài", at=AT)
    assert made.token not in str(list(Invitation.objects.values()))
    assert queries.invitation_of(made.token) == made.invitation
    assert timezone.localtime(made.invitation.expires_at).isoformat() == "2026-11-30T23:59:59+07:00"


def test_a_passkey_instead_of_a_password(cast: Cast, nga: User) -> None:
    made = invite(scope=scope(cast, nga), username="tai", full_name="Bùi Văn Tài", at=datetime.now(UTC))
    path, visitor, key = reverse("accounts:accept", args=[made.token]), Client(), Key(resident=True)
    options = options_in(visitor.get(path).content, "creation_options")
    assert options["publicKey"]["authenticatorSelection"]["userVerification"] == "required"
    answer = visitor.post(path, {"name": "Điện thoại", "credential": key.made(options)})
    assert answer["Location"] == reverse("mfa_view_recovery_codes")
    assert visitor.get(answer["Location"]).status_code == 200
    assert not made.invitation.user.has_usable_password()
    again = Client()
    enter_by_passkey(again, key)
    assert get_user(again) == made.invitation.user


def test_rubbish_in_place_of_a_passkey_uses_nothing_up(cast: Cast, nga: User) -> None:
    made = invite(scope=scope(cast, nga), username="tai", full_name="Bùi Văn Tài", at=datetime.now(UTC))
    path = reverse("accounts:accept", args=[made.token])
    for rubbish in ("", "[]", '{"response": {}}', "x"):
        assert Client().post(path, {"credential": rubbish}).status_code == 422
    assert Client().get(path).status_code == 200


def test_weak_or_differing_passwords_keep_the_invitation_open(cast: Cast, nga: User) -> None:
    made = invite(scope=scope(cast, nga), username="tai", full_name="Bùi Văn Tài", at=datetime.now(UTC))
    path = reverse("accounts:accept", args=[made.token])
    weak = Client().post(path, {"password1": "123456", "password2": "123456"})
    assert weak.status_code == 422
    differing = Client().post(path, {"password1": NEW, "password2": NEW + "x"}).content.decode()
    assert "Hai lần nhập mật khẩu mới chưa giống nhau." in differing
    made.invitation.refresh_from_db()
    assert made.invitation.used_at is None


@pytest.mark.parametrize("why", ["expired", "revoked", "closed"])
def test_a_link_that_no_longer_holds_says_so_and_whom_to_ask(cast: Cast, nga: User, why: str) -> None:
    at = datetime.now(UTC) - timedelta(days=10 if why == "expired" else 0)
    made = invite(scope=scope(cast, nga), username="tai", full_name="Bùi Văn Tài", at=at)
    if why == "revoked":
        revoke_invitation(scope=scope(cast, nga), invitation=made.invitation, at=AT)
    if why == "closed":
        close_account(scope=scope(cast, nga), user=made.invitation.user, why="nghỉ việc", at=AT)
    path = reverse("accounts:accept", args=[made.token])
    for answer in (Client().get(path), Client().post(path, {"password1": NEW, "password2": NEW})):
        assert answer.status_code == 410
        assert "không còn hiệu lực" in answer.content.decode()
        assert "Vũ Thị Nga" in answer.content.decode()
    with pytest.raises(UnableToAccept):
        accept_with_password(invitation=made.invitation, password=NEW, at=datetime.now(UTC))


def test_of_two_who_accept_at_once_one_wins(cast: Cast, nga: User) -> None:
    made = invite(scope=scope(cast, nga), username="tai", full_name="Bùi Văn Tài", at=AT)
    accept_with_password(invitation=made.invitation, password=NEW, at=AT)
    with pytest.raises(UnableToAccept):
        accept_with_password(invitation=made.invitation, password=NEW + "2", at=AT)
    assert User.objects.get(username="tai").check_password(NEW)


def test_only_who_manages_accounts_invites(cast: Cast, nga: User) -> None:
    with pytest.raises(UnableToInvite):
        invite(scope=scope(cast, cast.lan), username="tai", full_name="Bùi Văn Tài", at=AT)
    assert client_of(cast.lan).get(INVITE).status_code == 403
    with pytest.raises(UnableToMakeAccount):
        invite(scope=scope(cast, nga), username="LAN", full_name="Trần Thị Lan", at=AT)
    with pytest.raises(UnableToInvite):
        invite(scope=scope(cast, nga), username="tai", full_name="Bùi Văn Tài", at=AT, days=400)


def test_what_was_typed_stays_when_the_name_is_taken(cast: Cast, nga: User) -> None:
    answer = client_of(nga).post(INVITE, {"full_name": "Trần Thị Lan", "username": "lan", "days": 7})
    assert answer.status_code == 422
    assert 'value="Trần Thị Lan"' in answer.content.decode()


def test_a_new_password_by_link_ends_sessions_and_leaves_the_second_step(cast: Cast, nga: User) -> None:
    secured(cast.lan)
    old = client_of(cast.lan)
    client = client_of(nga)
    path = address_in(client.post(reverse("accounts:renew", args=[cast.lan.uuid])).content.decode())
    visitor = Client()
    said = visitor.get(path).content.decode()
    assert "Hãy đặt mật khẩu mới" in said
    assert "khóa truy cập" not in said.lower()
    answer = visitor.post(path, {"password1": NEW, "password2": NEW})
    assert answer["Location"] == reverse("mfa_authenticate")
    assert not get_user(visitor).is_authenticated
    assert not get_user(old).is_authenticated
    visitor.post(reverse("mfa_authenticate"), {"code": code_of(TOTP_SECRET)})
    assert get_user(visitor) == cast.lan


def test_a_newer_link_replaces_the_older(cast: Cast, nga: User) -> None:
    made = invite(scope=scope(cast, nga), username="tai", full_name="Bùi Văn Tài", at=AT)
    newer = invite_again(scope=scope(cast, nga), user=made.invitation.user, at=AT)
    assert newer.invitation.kind == "invite"
    made.invitation.refresh_from_db()
    assert made.invitation.revoked_at == AT
    with pytest.raises(UnableToInvite):
        revoke_invitation(scope=scope(cast, nga), invitation=made.invitation, at=AT)


def test_nobody_reaches_accounts_beyond_their_units_nor_their_own(cast: Cast, nga: User) -> None:
    own = scope(cast, nga)
    for act in (close_account, reopen_account):
        with pytest.raises(UnableToManageAccount):
            act(scope=own, user=cast.minh, why="thử", at=AT)
    with pytest.raises(UnableToManageAccount):
        invite_again(scope=own, user=cast.dung, at=AT)
    with pytest.raises(UnableToInvite, match="của mình"):
        invite_again(scope=own, user=nga, at=AT)
    with pytest.raises(UnableToManageAccount, match="của mình"):
        close_account(scope=own, user=nga, why="thử", at=AT)
    admin = make_account(username="admin", full_name="Lý Văn Quản", password=None)
    organisations.grant(scope=cast.product, user=admin, unit=cast.units["an-phuc"], role="system_admin", on=LONG_AGO)
    with pytest.raises(UnableToManageAccount):
        invite_again(scope=own, user=admin, at=AT)
    assert invite_again(scope=scope(cast, admin), user=cast.minh, at=AT).invitation.kind == "reset"


def test_a_role_that_begins_later_already_puts_an_account_out_of_reach(cast: Cast, nga: User) -> None:
    made = invite(scope=scope(cast, nga), username="tai", full_name="Bùi Văn Tài", at=AT)
    later = (AT + timedelta(days=30)).date()
    organisations.grant(
        scope=cast.product, user=made.invitation.user, unit=cast.units["song-trang"], role="adviser", on=later
    )
    with pytest.raises(UnableToManageAccount):
        invite_again(scope=scope(cast, nga), user=made.invitation.user, at=AT)


def test_closing_ends_sessions_at_once_and_reopening_lets_in_again(cast: Cast, nga: User) -> None:
    client = client_of(cast.lan)
    with pytest.raises(UnableToManageAccount, match="lý do"):
        close_account(scope=scope(cast, nga), user=cast.lan, why="", at=AT)
    close_account(scope=scope(cast, nga), user=cast.lan, why="chuyển công tác", at=AT)
    assert not get_user(client).is_authenticated
    assert Client().post(SIGN_IN, {"login": "lan", "password": PASSWORD})["Location"] == "/tai-khoan/da-dong/"
    reopen_account(scope=scope(cast, nga), user=cast.lan, why="trở lại", at=AT)
    assert Client().post(SIGN_IN, {"login": "lan", "password": PASSWORD})["Location"] == "/ban-lam-viec/"
    assert [e.verb for e in history.of_record("account", cast.lan.uuid)][-2:] == ["close", "reopen"]


def test_the_list_shows_ones_own_invitations_in_as_many_queries_for_fifty_as_for_five(cast: Cast, nga: User) -> None:
    client = client_of(nga)

    def count() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(LIST).status_code == 200
        return len(seen)

    for number in range(50):
        if number == 5:
            few = count()
        invite(scope=scope(cast, nga), username=f"moi-{number}", full_name=f"Người Thứ {number}", at=AT)
    assert count() == few
    assert "Người Thứ 49" in client.get(LIST).content.decode()


def test_another_persons_invitation_cannot_be_revoked_by_its_address(cast: Cast, nga: User) -> None:
    made = invite(scope=cast.product, username="tai", full_name="Bùi Văn Tài", at=AT)
    address = reverse("accounts:revoke_invitation", args=[made.invitation.uuid])
    assert client_of(nga).post(address).status_code == 404


def test_tokens_that_nobody_made_are_refused_and_soon_not_even_looked_up(cast: Cast, nga: User) -> None:
    made = invite(scope=scope(cast, nga), username="tai", full_name="Bùi Văn Tài", at=datetime.now(UTC))
    client = Client()
    for number in range(30):
        assert client.get(reverse("accounts:accept", args=[f"doan-{number}"])).status_code == 404
    for name in ("accounts:accept", "accounts:use_link"):
        assert client.get(reverse(name, args=[made.token])).status_code == 429
