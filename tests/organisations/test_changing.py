"""The pages by which the tree is changed, from outside: asked, previewed, applied, annulled."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lantoa.accounts.operations import make_account
from lantoa.organisations import operations, queries
from lantoa.organisations.changing import KINDS
from lantoa.organisations.models import Change, Unit
from tests.cast import LONG_AGO, TODAY, Cast, secured
from tests.organisations.test_succession import NEW, ORDER, everything_stored, report
from tests.unordered import rows_reversed

PAPER = {"paper": "Nghị quyết số 12/NQ-HĐND, ngày 16/11/2026", "on": "01/12/2026", "note": ""}
MERGE = {
    **PAPER,
    "units": ["an-phuc", "tan-loi"],
    "others": "",
    "into": "new",
    "name": "Xã An Tân",
    "unit_class": "commune",
    "with_bodies": "on",
    "carry_rights": "on",
}


@pytest.fixture
def manager(cast: Cast) -> Client:
    user = make_account(username="quan", full_name="Lê Quản Lý", password=None)
    operations.grant(scope=cast.product, user=user, unit=cast.units["song-trang"], role="manager", on=LONG_AGO)
    client = Client()
    client.force_login(secured(user), backend="django.contrib.auth.backends.ModelBackend")
    return client


def address(cast: Cast, code: str, kind: str) -> str:
    return f"/don-vi/{cast.units[code].uuid}/thay-doi/{kind}/"


def previewed(client: Client, path: str, said: dict[str, Any]) -> Any:
    return client.post(path, {**said, "step": "preview"})


def apply(client: Client, path: str, said: dict[str, Any]) -> Any:
    told = previewed(client, path, said).context["told"]
    return client.post(path, {**said, "step": "apply", "digest": told.digest})


def test_a_merge_is_asked_previewed_and_applied(cast: Cast, manager: Client) -> None:
    report(cast, cast.units["an-phuc"], 3)
    report(cast, cast.units["tan-loi"], 5)
    path = address(cast, "an-phuc", "sap-nhap")
    assert "Xã Tân Lợi Thượng" in manager.get(path).content.decode()
    before = everything_stored()
    page = previewed(manager, path, MERGE).content.decode()
    assert everything_stored() == before
    for words in ("Chưa có gì thay đổi", "Xã An Tân", "8 cây cầu", "Trần Thị Lan", "Thôn Đông"):
        assert words in page, words
    answer = apply(manager, path, MERGE)
    change = Change.objects.get()
    assert answer["Location"] == f"/don-vi/thay-doi/{change.uuid}/"
    assert "Xã An Tân" in manager.get(answer["Location"]).content.decode()
    assert "12/NQ-HĐND" in manager.get("/don-vi/thay-doi/").content.decode()
    former = manager.get(f"/don-vi/{cast.units['an-phuc'].uuid}/").content.decode()
    assert "Kết thúc ngày 01/12/2026" in former
    assert "<svg" in former
    assert "Xã An Tân" in former


def test_a_change_is_applied_as_it_was_previewed_or_not_at_all(cast: Cast, manager: Client) -> None:
    path = address(cast, "an-phuc", "sap-nhap")
    digest = previewed(manager, path, MERGE).context["told"].digest
    report(cast, cast.units["an-phuc"], 3)
    answer = manager.post(path, {**MERGE, "step": "apply", "digest": digest})
    assert "đã có thay đổi khác" in answer.content.decode()
    assert not Change.objects.exists()
    again = manager.post(path, {**MERGE, "step": "apply", "digest": answer.context["told"].digest})
    assert again.status_code == 302


def test_what_a_change_would_do_reads_the_same_in_whichever_order_the_database_gives_rows(
    cast: Cast, manager: Client
) -> None:
    """PostgreSQL gives them as they lie; what was previewed must not be refused as stale for that."""
    path = address(cast, "an-phuc", "sap-nhap")
    digest = previewed(manager, path, MERGE).context["told"].digest
    with rows_reversed():
        assert previewed(manager, path, MERGE).context["told"].digest == digest


def test_what_was_typed_stays_and_each_refusal_stands_beside_its_field(cast: Cast, manager: Client) -> None:
    path = address(cast, "an-phuc", "sap-nhap")
    wrong = {**MERGE, "units": ["an-phuc"], "name": "", "on": "32/13/2026", "others": "Xã Không Có"}
    answer = previewed(manager, path, wrong)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"on", "others"}
    answer = previewed(manager, path, {**wrong, "on": "01/12/2026", "others": ""})
    assert set(answer.context["form"].errors) == {"units", "name"}
    assert "16/11/2026" in answer.content.decode()
    answer = previewed(manager, path, {**MERGE, "on": "01/01/1980"})
    assert "không tồn tại vào ngày 01/01/1980" in answer.content.decode()


def test_a_split_says_where_each_unit_below_goes(cast: Cast, manager: Client) -> None:
    path = address(cast, "an-phuc", "chia-tach")
    said = {**PAPER, "heirs": "2", "unit_class": "commune", "name_1": "Xã Đông", "name_2": "Xã Tây"}
    assert set(previewed(manager, path, said).context["form"].errors) == {"rest"}
    said |= {"weight_1": "3200", "weight_2": "1800", "rest": "1", f"child_{cast.units['pn-an-phuc'].pk}": "2"}
    assert apply(manager, path, said).status_code == 302
    west = Unit.objects.get(code="xa-tay")
    assert [one.code for one in queries.children(west.pk, "place", date_of("01/12/2026"))] == ["pn-an-phuc"]
    assert list(Change.objects.get().successions.order_by("pk").values_list("weight", flat=True)) == [3200, 1800]


@pytest.mark.parametrize(
    ("kind", "said", "verb"),
    [
        ("doi-ten", {"name": "Phường An Phúc", "unit_class": "commune"}, "renamed"),
        ("chuyen", {"line": "place", "parent": "Tỉnh Sông Trăng (song-trang)"}, "moved"),
        ("giai-the", {}, "dissolved"),
        ("lap-moi", {"name": "Thôn Tây", "unit_class": "village", "line": "place", "place": ""}, "founded"),
    ],
)
def test_every_kind_of_change_goes_through_and_is_annulled(
    cast: Cast, manager: Client, kind: str, said: dict[str, str], verb: str
) -> None:
    before = everything_stored()["UnitParent"]
    assert apply(manager, address(cast, "an-phuc", kind), {**PAPER, **said}).status_code == 302
    change = Change.objects.get()
    assert change.kind == verb
    back = f"/don-vi/thay-doi/{change.uuid}/huy/"
    assert manager.post(back, {"paper": ""}).status_code == 422
    answer = manager.post(back, {"paper": "Nhập nhầm", "note": ""}, follow=True)
    assert "Đã hủy thay đổi" in answer.content.decode()
    assert everything_stored()["UnitParent"] == before
    again = manager.post(back, {"paper": "Nhập nhầm", "note": ""})
    assert again.status_code == 422
    assert "Thay đổi này đã bị hủy" in again.content.decode()


def test_only_a_manager_within_reach_changes_units(cast: Cast, manager: Client) -> None:
    clerk = Client()
    clerk.force_login(cast.lan, backend="django.contrib.auth.backends.ModelBackend")
    for kind in KINDS:
        assert clerk.get(address(cast, "an-phuc", kind)).status_code == 403
        assert manager.get(address(cast, "vn", kind)).status_code == 404
        assert manager.get(address(cast, "an-phuc", kind)).status_code == 200
    assert manager.get(address(cast, "an-phuc", "khong-co")).status_code == 404
    both = [cast.units["an-phuc"], cast.units["tan-loi"]]
    change = operations.merge(scope=cast.product, order=ORDER, units=both, into=NEW)
    assert clerk.post(f"/don-vi/thay-doi/{change.uuid}/huy/", {"paper": "x"}).status_code == 403
    assert clerk.get(f"/don-vi/thay-doi/{change.uuid}/").status_code == 200


def test_the_page_of_a_unit_takes_as_many_queries_for_many_predecessors_as_for_two(cast: Cast, manager: Client) -> None:
    def merged(number: int) -> int:
        parents = {"place": cast.units["ben-lau"]}
        units = [
            operations.found_unit(
                scope=cast.product,
                code=f"c{number}-{at}",
                name=f"Xã {at}",
                unit_class="commune",
                on=LONG_AGO,
                parents=parents,
            )
            for at in range(number)
        ]
        new = operations.NewUnit(f"m{number}", f"Xã Gộp {number}", "commune")
        operations.merge(scope=cast.product, order=ORDER, units=units, into=new)
        unit = Unit.objects.get(code=f"m{number}")
        manager.get(f"/don-vi/{unit.uuid}/")
        with CaptureQueriesContext(connection) as seen:
            assert manager.get(f"/don-vi/{unit.uuid}/").status_code == 200
        return len(seen)

    assert merged(12) == merged(2) <= 40


def date_of(typed: str) -> Any:
    from datetime import datetime

    return datetime.strptime(typed, "%d/%m/%Y").date()  # noqa: DTZ007 - a day has no hour


def test_a_dissolved_unit_is_found_with_what_it_is_now(cast: Cast, manager: Client) -> None:
    assert apply(manager, address(cast, "an-phuc", "sap-nhap"), {**MERGE, "on": "01/07/2026"}).status_code == 302
    page = manager.get("/don-vi/", {"q": "xa tan loi thuong"}).content.decode()
    assert "kết thúc ngày 01/07/2026; nay là Xã An Tân" in " ".join(page.split())
    assert date_of("01/07/2026") < TODAY
