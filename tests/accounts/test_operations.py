"""Making accounts."""

import pytest
from django.db import IntegrityError, transaction

from lantoa.accounts.models import DemoAccount, User
from lantoa.accounts.operations import UnableToMakeAccount, make_account, offer_in_demo
from lantoa.accounts.queries import demo_accounts

pytestmark = pytest.mark.django_db
PASSWORD = "một mật khẩu dài"


def test_a_user_name_is_kept_in_small_letters_and_found_however_it_is_typed() -> None:
    user = make_account(username=" Minh.Nhat ", full_name="Trần  Thị Minh Nhật", password=PASSWORD)
    assert user.username == "minh.nhat"
    assert user.full_name == "Trần Thị Minh Nhật"
    assert User.objects.get_by_natural_key("MINH.NHAT") == user


def test_the_given_name_is_the_last_word() -> None:
    assert User(full_name="Nguyễn Thị Hồng Tuyến").get_short_name() == "Tuyến"


def test_a_user_name_cannot_be_taken_twice() -> None:
    make_account(username="lanh", full_name="Nguyễn Văn Lành", password=None)
    with pytest.raises(UnableToMakeAccount):
        make_account(username="LANH", full_name="Lê Thị Lành", password=None)


@pytest.mark.parametrize(("username", "full_name"), [("", "Lê Thị Hòa"), ("hoa", "  ")])
def test_an_account_needs_a_user_name_and_a_full_name(username: str, full_name: str) -> None:
    with pytest.raises(UnableToMakeAccount):
        make_account(username=username, full_name=full_name, password=None)


def test_a_weak_password_is_refused_and_no_account_is_left_behind() -> None:
    with pytest.raises(UnableToMakeAccount):
        make_account(username="hoa", full_name="Lê Thị Hòa", password="123456")
    assert not User.objects.exists()


def test_an_account_without_a_password_accepts_none() -> None:
    user = make_account(username="hoa", full_name="Lê Thị Hòa", password=None)
    assert not user.has_usable_password()
    assert not user.is_staff
    assert not user.is_superuser


def test_the_database_refuses_a_user_name_in_capitals() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(username="HOA", full_name="Lê Thị Hòa")


def test_demonstration_accounts_come_in_their_order_and_only_while_active() -> None:
    for place, name in ((2, "hoa"), (1, "lanh"), (3, "nga")):
        user = make_account(username=name, full_name=name.title(), password=None)
        offer_in_demo(user=user, caption_vi=f"Vai {place}", caption_en=f"Role {place}", position=place)
    User.objects.filter(username="nga").update(is_active=False)
    assert [account.user.username for account in demo_accounts()] == ["lanh", "hoa"]


def test_offering_an_account_again_changes_its_caption() -> None:
    user = make_account(username="hoa", full_name="Lê Thị Hòa", password=None)
    offer_in_demo(user=user, caption_vi="Cũ", caption_en="Old", position=1)
    offer_in_demo(user=user, caption_vi="Mới", caption_en="New", position=1)
    assert str(DemoAccount.objects.get()) == "Mới"
