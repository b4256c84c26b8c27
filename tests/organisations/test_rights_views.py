"""The pages of rights and delegations, from outside."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from lantoa.accounts.models import User
from lantoa.accounts.operations import make_account
from lantoa.history.queries import of_record
from lantoa.organisations import operations, queries
from lantoa.organisations.access import DELEGATION_KEY, SESSION_KEY
from lantoa.organisations.models import Delegation, Grant
from tests.browsing import page
from tests.cast import LONG_AGO, Cast, secured

LIST, GIVE = reverse("organisations:rights"), reverse("organisations:give_right")
LEND, ACT = reverse("organisations:delegations"), reverse("organisations:act")
DESK, REGISTER = reverse("desk:home"), reverse("practices:list")
FAR = "31/12/2099"


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def give(cast: Cast, name: str, role: str, unit: str = "ben-lau", **parts: Any) -> User:
    user = make_account(username=name, full_name=f"Người {name.title()}", password=None)
    operations.grant(scope=cast.product, user=user, unit=cast.units[unit], role=role, on=LONG_AGO, **parts)
    return secured(user)


@pytest.fixture
def quan(cast: Cast) -> Client:
    """Quân manages the district."""
    return client_of(give(cast, "quan", "manager"))


def told(cast: Cast, **parts: str) -> dict[str, str]:
    said = {"user": "minh", "role": "clerk", "unit": "Xã An Phúc (an-phuc)", "line": "place", "on": "01/01/2026"}
    return said | {"to_on": "", "paper": "Quyết định số 12"} | parts


def test_the_list_shows_who_holds_which_right_within_reach_and_who_gave_it(cast: Cast, quan: Client) -> None:
    said = page(quan, LIST)
    for words in ("Trần Thị Lan", "Lê Văn Minh", "Cán bộ văn phòng", "Xã An Phúc", "kiểm thử", "từ 01/01/1990"):
        assert words in said
    assert "Phạm Quốc Dũng" not in said  # of the province above


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({"q": "tran lan"}, {"Lan"}),
        ({"q": "MINH"}, {"Minh"}),
        ({"q": "không ai"}, set()),
        ({"role": "manager"}, {"Quan"}),
        ({"state": "ended"}, {"Cu"}),
        ({"state": "all", "role": "clerk"}, {"Lan", "Minh", "Cu"}),
    ],
)
def test_the_list_is_narrowed_by_name_role_and_state(
    cast: Cast, quan: Client, query: dict[str, str], shown: set[str]
) -> None:
    give(cast, "cu", "clerk", "an-phuc", to_on=LONG_AGO)
    said = page(quan, LIST, **query).partition("<main")[2]
    assert {name for name in ("Lan", "Minh", "Quan", "Cu") if f"{name}</a>" in said} == shown


def test_the_list_is_narrowed_to_a_unit_and_all_below_and_an_unknown_one_is_not_found(cast: Cast, quan: Client) -> None:
    said = page(quan, LIST, unit=str(cast.units["tan-loi"].uuid))
    assert "Lê Văn Minh" in said
    assert "Trần Thị Lan" not in said
    assert quan.get(LIST, {"unit": "00000000-0000-4000-8000-000000000000"}).status_code == 404
    for strange in ({"unit": "x"}, {"role": "trùm"}, {"state": "?"}, {"trang": "x"}, {"q": "\x00"}):
        assert quan.get(LIST, strange).status_code == 200, strange


def test_the_list_takes_as_many_queries_for_fifty_rights_as_for_five(cast: Cast, quan: Client) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            page(quan, LIST)
        return len(seen)

    few = asked()
    for at in range(47):
        give(cast, f"doc{at}", "reader", "an-phuc")
    assert asked() == few
    assert page(quan, LIST).count("Chỉ xem</td>") + page(quan, LIST, trang="2").count("Chỉ xem</td>") >= 47


def test_the_whole_list_goes_to_excel(cast: Cast, quan: Client) -> None:
    answer = quan.get(reverse("organisations:rights_workbook"), {"role": "clerk"})
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows[-2:]] == ["Trần Thị Lan", "Lê Văn Minh"]
    assert rows[-1][2:5] == ["Cán bộ văn phòng", "Xã Tân Lợi Thượng", "Địa bàn"]


def test_an_inspector_sees_the_rights_and_is_offered_no_act(cast: Cast) -> None:
    client = client_of(give(cast, "tra", "inspector"))
    assert "Giao quyền" not in page(client, LIST)
    grant = Grant.objects.get(user=cast.lan)
    said = page(client, reverse("organisations:right", args=[grant.uuid]))
    assert "Kết thúc quyền này" not in said
    assert "kiểm thử" in said
    for name in ("end_right", "change_term"):
        assert client.post(reverse(f"organisations:{name}", args=[grant.uuid])).status_code == 403


def test_a_right_is_given_by_user_name_or_full_name(cast: Cast, quan: Client) -> None:
    for typed in ("minh", "Lê Văn Minh", "le van minh", "Lê Văn Minh (minh)"):
        Grant.objects.filter(user=cast.minh, unit=cast.units["an-phuc"]).delete()
        answer = quan.post(GIVE, told(cast, user=typed))
        given = Grant.objects.get(user=cast.minh, unit=cast.units["an-phuc"])
        assert answer["Location"] == reverse("organisations:right", args=[given.uuid]), typed
    assert given.paper == "Quyết định số 12"
    assert "Đã giao quyền cho Lê Văn Minh" in page(quan, answer["Location"])
    assert of_record("grant", given.uuid)[0].payload.actor_name == "Người Quan"


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"user": "không ai"}, "Không có tài khoản"),
        ({"user": "nguoi"}, "Có nhiều tài khoản trùng tên"),
        ({"user": "quan"}, "chính mình"),
        ({"unit": "Tỉnh Sông Trăng"}, "ghi đúng tên|Không có đơn vị|đơn vị nào"),
        ({"unit": "xã"}, "Có thể là nhiều đơn vị|nhiều đơn vị"),
        ({"role": "head"}, "nhiệm kỳ"),
        ({"role": "system_admin"}, ""),
        ({"role": ""}, ""),
        ({"on": "31/02/2026"}, ""),
        ({"to_on": "01/01/2020"}, "trước ngày đầu"),
        ({"line": "đường"}, ""),
        ({"user": "\x00", "unit": "\x00"}, ""),
    ],
)
def test_a_right_that_cannot_be_given_says_why_and_keeps_what_was_typed(
    cast: Cast, quan: Client, parts: dict[str, str], said: str
) -> None:
    make_account(username="hai", full_name="Người Hai", password=None)
    before = Grant.objects.count()
    answer = quan.post(GIVE, told(cast, **parts))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert any(words in text for words in said.split("|"))
    assert "Quyết định số 12" in text
    assert Grant.objects.count() == before


def test_the_unit_that_the_address_names_is_filled_in(cast: Cast, quan: Client) -> None:
    assert "Xã An Phúc (an-phuc)" in page(quan, GIVE, unit=str(cast.units["an-phuc"].uuid)).split("</datalist>")[1]
    assert quan.get(GIVE, {"unit": "\x00"}).status_code == 200


def test_a_right_is_made_longer_and_ended_with_the_reason_on_its_page(cast: Cast, quan: Client) -> None:
    grant = Grant.objects.get(user=cast.lan)
    one = reverse("organisations:right", args=[grant.uuid])
    change, end = (reverse(f"organisations:{name}", args=[grant.uuid]) for name in ("change_term", "end_right"))
    assert quan.post(change, {"to_on": FAR, "why": "gia hạn"})["Location"] == one
    assert "từ 01/01/1990 đến 31/12/2099" in page(quan, one)
    refused = quan.post(end, {"on": "01/01/2020", "why": "x"})
    assert refused.status_code == 422
    assert "việc đã làm đến nay giữ nguyên" in refused.content.decode()
    today = timezone.localdate()
    assert quan.post(end, {"on": f"{today:%d/%m/%Y}", "why": "nghỉ hưu"})["Location"] == one
    said = page(quan, one)
    for words in ("Đã hết", "nghỉ hưu", "gia hạn"):
        assert words in said
    assert quan.post(end, {"on": f"{today:%d/%m/%Y}", "why": "x"}).status_code == 422


def test_who_loses_a_right_meets_that_in_the_next_request(cast: Cast, quan: Client) -> None:
    lan = client_of(cast.lan)
    assert lan.get(REGISTER).status_code == 200
    grant = Grant.objects.get(user=cast.lan)
    today = f"{timezone.localdate():%d/%m/%Y}"
    quan.post(reverse("organisations:end_right", args=[grant.uuid]), {"on": today, "why": "x"})
    assert lan.get(REGISTER).status_code == 403


# --- delegations ----------------------------------------------------------------------------------------------------


@pytest.fixture
def hoa(cast: Cast) -> Client:
    """Hoa is head of An Phúc."""
    return client_of(give(cast, "hoa", "head", "an-phuc", to_on=LONG_AGO.replace(year=2099)))


def lent(grant: Grant, **parts: Any) -> dict[str, Any]:
    today, name = timezone.localdate(), f"g{grant.pk}"
    said = {"to_user": "minh", "unit": "Xã An Phúc (an-phuc)", "verbs": ["read", "approve"]}
    said |= {"from_on": f"{today:%d/%m/%Y}", "to_on": f"{today:%d/%m/%Y}", "why": "đi họp"} | parts
    return {"grant": grant.pk, **{f"{name}-{part}": value for part, value in said.items()}}


def test_a_head_lends_a_part_and_the_other_acts_by_it_seen_on_every_page(cast: Cast, hoa: Client) -> None:
    grant = Grant.objects.get(user__username="hoa")
    assert hoa.post(LEND, lent(grant))["Location"] == LEND
    assert "Lê Văn Minh" in page(hoa, LEND)
    delegation = Delegation.objects.get()
    minh = secured(cast.minh)
    client = client_of(minh)
    assert "được ủy quyền bởi Người Hoa" in page(client, ACT)
    assert "được ủy quyền bởi" not in page(client, REGISTER).partition("<main")[0].partition('class="acting')[2]
    assert client.post(ACT, {"delegation": delegation.pk, "next": REGISTER})["Location"] == REGISTER
    assert client.session[DELEGATION_KEY] == delegation.pk
    for address in (DESK, REGISTER, LEND, ACT, reverse("organisations:list")):
        assert "Người đứng đầu, Xã An Phúc, được ủy quyền bởi Người Hoa" in page(client, address), address
    assert client.get(reverse("intake:new")).status_code == 403  # taking in was not lent
    own = queries.grants_of(minh, timezone.localdate()).get()
    client.post(ACT, {"grant": own.pk})
    assert DELEGATION_KEY not in client.session
    assert client.session[SESSION_KEY] == own.pk
    assert client.get(reverse("intake:new")).status_code == 200


def test_a_delegation_that_is_over_falls_back_to_ones_own_role(cast: Cast, hoa: Client) -> None:
    grant = Grant.objects.get(user__username="hoa")
    hoa.post(LEND, lent(grant))
    delegation = Delegation.objects.get()
    client = client_of(secured(cast.minh))
    client.post(ACT, {"delegation": delegation.pk})
    end = reverse("organisations:end_delegation", args=[delegation.uuid])
    assert client.post(end, {"on": "01/01/2099", "why": "x"}).status_code == 404  # not theirs to end
    today = f"{timezone.localdate():%d/%m/%Y}"
    assert hoa.post(end, {"on": today, "why": "đã về"})["Location"] == LEND
    assert "Đã kết thúc ủy quyền" in page(hoa, LEND)
    assert "Cán bộ văn phòng, Xã Tân Lợi Thượng" in page(client, REGISTER)
    assert "không giữ vai trò đó" in client.post(ACT, {"delegation": delegation.pk}).content.decode()


def test_the_manager_of_the_unit_may_end_a_delegation_too(cast: Cast, hoa: Client, quan: Client) -> None:
    grant = Grant.objects.get(user__username="hoa")
    hoa.post(LEND, lent(grant))
    delegation = Delegation.objects.get()
    right = reverse("organisations:right", args=[grant.uuid])
    assert "Lê Văn Minh" in page(quan, right)
    end = reverse("organisations:end_delegation", args=[delegation.uuid])
    today = f"{timezone.localdate():%d/%m/%Y}"
    assert quan.post(end, {"on": today, "why": ""})["Location"] == right
    assert Delegation.objects.get().ended_on is None
    assert quan.post(end, {"on": today, "why": "sai thẩm quyền"})["Location"] == right
    assert Delegation.objects.get().ended_on == timezone.localdate()


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"unit": "Xã Tân Lợi Thượng (tan-loi)"}, "ghi đúng tên|Không có đơn vị|đơn vị nào"),
        ({"verbs": []}, ""),
        ({"verbs": ["manage"]}, ""),
        ({"to_on": "01/01/2020"}, "trước ngày đầu"),
        ({"why": ""}, ""),
        ({"to_user": "hoa"}, "tài khoản khác"),
    ],
)
def test_what_cannot_be_lent_says_why_and_keeps_what_was_typed(
    cast: Cast, hoa: Client, parts: dict[str, Any], said: str
) -> None:
    answer = hoa.post(LEND, lent(Grant.objects.get(user__username="hoa"), **{"why": "đi họp", **parts}))
    assert answer.status_code == 422
    assert any(words in answer.content.decode() for words in said.split("|"))
    assert not Delegation.objects.exists()


def test_the_right_of_another_is_not_lent(cast: Cast, hoa: Client) -> None:
    theirs = Grant.objects.get(user=cast.lan)
    for wrong in (theirs.pk, "x", "", 10**30):
        assert hoa.post(LEND, lent(theirs) | {"grant": wrong}).status_code == 404
    assert "Không vai trò nào" in page(client_of(give(cast, "doc", "reader")), LEND)


def test_what_each_role_may_do_is_told_to_every_official(cast: Cast) -> None:
    said = page(client_of(cast.lan), reverse("organisations:role_table"))
    for words in ("Cán bộ kiểm tra, giám sát", "Xem ai giữ quyền gì", "máy chủ, bằng dòng lệnh", "Theo nhiệm kỳ"):
        assert words in said
