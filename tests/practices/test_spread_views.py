"""The pages on which practices go from unit to unit, by role."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lantoa.accounts.models import User
from lantoa.accounts.operations import make_account
from lantoa.common.quantities import Quantity
from lantoa.organisations import operations as organisations
from lantoa.practices import operations, queries
from lantoa.practices.models import Lesson, Replication
from tests.cast import LONG_AGO, TODAY, Cast
from tests.practices.making import make_outcome, make_practice
from tests.practices.test_replications import ON, running, taken_up

SignedIn = Callable[[User], Client]


@pytest.fixture
def signed_in() -> SignedIn:
    def make(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return make


def text(response: HttpResponse) -> str:
    return response.content.decode()


def url(name: str, *args: object) -> str:
    return reverse(f"practices:{name}", args=args)


def test_a_practice_is_asked_for_answered_begun_and_looked_at_on_its_pages(cast: Cast, signed_in: SignedIn) -> None:
    source = running(cast, public=True)
    minh, lan = signed_in(cast.minh), signed_in(cast.lan)
    asked = {"unit": str(cast.units["tan-loi"].uuid), "note": "Muốn sang xem"}
    assert minh.post(url("ask", source.uuid), asked).status_code == 302
    one = Replication.objects.get()
    assert "Muốn sang xem" in text(lan.get(url("replication", one.uuid)))
    assert source.name in text(lan.get(url("replications")))
    lan.post(url("answer_replication", one.uuid), {"verb": "accept", "note": ""})
    page = text(minh.get(url("replication", one.uuid)))
    assert 'name="practice"' in page
    begun = {"practice": "", "name": "Đường hoa Tân Lợi", "on": "1/6/2026", "adapted": "Hoa mười giờ"}
    answer = minh.post(url("start_replication", one.uuid), begun)
    assert answer.status_code == 422, "nothing begins before it was asked for"
    begun["on"] = f"{timezone.localdate():%d/%m/%Y}"
    assert minh.post(url("start_replication", one.uuid), begun).status_code == 302
    page = text(minh.get(url("replication", one.uuid)))
    assert "Hoa mười giờ" in page
    assert "Sau 12 tháng" in page
    found = {"months": "3", "state": "running", "on": f"{timezone.localdate():%d/%m/%Y}"}
    assert minh.post(url("check_replication", one.uuid), found).status_code == 422, "too early"


def test_a_check_is_written_on_the_page(cast: Cast, signed_in: SignedIn) -> None:
    one = taken_up(cast, running(cast))
    said = {"months": "3", "state": "changed", "on": "2/8/2023", "effect": "Sạch hơn", "learnt": "Chọn hoa dễ sống"}
    assert signed_in(cast.minh).post(url("check_replication", one.uuid), said).status_code == 302
    page = text(signed_in(cast.lan).get(url("replication", one.uuid)))
    assert "Chọn hoa dễ sống" in page
    assert "Lê Văn Minh" in page


def test_what_concerns_no_unit_in_reach_is_not_there(cast: Cast, signed_in: SignedIn) -> None:
    one = taken_up(cast, running(cast, "pn-an-phuc", "Nhà"), "an-phuc", name="Của xã")
    assert signed_in(cast.minh).get(url("replication", one.uuid)).status_code == 404
    assert one.uuid.hex not in text(signed_in(cast.minh).get(url("replications"), {"xem": "all"}))


def test_an_offer_finds_its_unit_by_name(cast: Cast, signed_in: SignedIn) -> None:
    source, lan = running(cast), signed_in(cast.lan)
    assert lan.post(url("offer", source.uuid), {"name": "Xã Không Có"}).status_code == 422
    several = lan.post(url("offer", source.uuid), {"name": "an phuc"})
    assert several.status_code == 422
    assert "Huyện Bến Lau" in text(several)
    assert lan.post(url("offer", source.uuid), {"name": "tan loi thuong"}).status_code == 302
    assert Replication.objects.get().taker_unit == cast.units["tan-loi"]


def test_a_party_committee_has_its_branches_take_it_up(cast: Cast, signed_in: SignedIn) -> None:
    source, committee = running(cast, "tan-loi", public=True), cast.units["du-an-phuc"]
    user = make_account(username="dang-uy", full_name="Văn phòng Đảng ủy", password=None)
    organisations.grant(scope=cast.product, user=user, unit=committee, role="clerk", on=LONG_AGO, line="party")
    assert "Chi bộ thôn Đông" in text(signed_in(user).get(url("order", source.uuid)))
    said = {"units": [str(cast.units["cb-dong"].uuid)]}
    assert signed_in(user).post(url("order", source.uuid), said).status_code == 302
    assert Replication.objects.get().taker_unit == cast.units["cb-dong"]


def test_a_superior_has_units_directly_below_take_it_up(cast: Cast, signed_in: SignedIn) -> None:
    source = running(cast, "tan-loi")
    page = text(signed_in(cast.dung).get(url("order", source.uuid)))
    assert "Huyện Bến Lau" in page
    said = {"units": [str(cast.units["ben-lau"].uuid)], "directed": "Ban Tuyên giáo Tỉnh ủy", "paper": "12-CV/BTGTU"}
    assert signed_in(cast.dung).post(url("order", source.uuid), said).status_code == 302
    one = Replication.objects.get()
    assert (one.directed_words, one.paper_words, one.begun_by) == (
        "Ban Tuyên giáo Tỉnh ủy",
        "12-CV/BTGTU",
        cast.units["song-trang"],
    )


def test_where_a_practice_came_from_is_a_practice_of_the_register_or_words(cast: Cast, signed_in: SignedIn) -> None:
    source = running(cast, "tan-loi", "Ngày thứ bảy với dân", public=True)
    mine, lan = running(cast, name="Thứ bảy vì dân"), signed_in(cast.lan)
    said = {"source_name": "ngay thu bay", "way": "ordered", "directed": "Ban Tuyên giáo", "on": "1/5/2023"}
    first = lan.post(url("origin", mine.uuid), said)
    assert first.status_code == 422
    assert "Ngày thứ bảy với dân" in text(first)
    assert lan.post(url("origin", mine.uuid), said | {"source": str(source.uuid)}).status_code == 302
    page = text(lan.get(url("practice", mine.uuid)))
    assert "theo mô hình “Ngày thứ bảy với dân” của Xã Tân Lợi Thượng, Ban Tuyên giáo chỉ đạo" in page
    away = said | {"source_name": "Tiếng loa học bài", "source_place": "xã Nơi Xa", "way": "asked"}
    assert lan.post(url("origin", mine.uuid), away).status_code == 302
    assert Replication.objects.get(source=None).source_words == "Tiếng loa học bài, xã Nơi Xa"


def test_the_lineage_names_what_may_be_read_and_hides_the_rest(cast: Cast, signed_in: SignedIn) -> None:
    source = running(cast, public=True)
    middle = taken_up(cast, source).practice
    assert middle is not None
    taken_up(cast, middle, "pn-an-phuc", name="Con đường hoa")  # type: ignore[arg-type]
    page = text(signed_in(cast.lan).get(url("lineage", source.uuid)))
    assert "<svg" in page
    assert all(name in page for name in (source.name, middle.name, "Con đường hoa"))
    own = make_practice(cast, "tan-loi", "Riêng")
    taken_up(cast, own, "ben-lau", name="Của huyện")
    assert signed_in(cast.lan).get(url("lineage", own.uuid)).status_code == 404


def test_lessons_are_written_searched_and_withdrawn(cast: Cast, signed_in: SignedIn) -> None:
    source, lan, minh = running(cast, public=True), signed_in(cast.lan), signed_in(cast.minh)
    said = {"kind": "advice", "text": "Giao từng hộ chăm một đoạn", "on": "1/6/2023"}
    assert lan.post(url("add_lesson", source.uuid), said).status_code == 302
    assert "Giao từng hộ" in text(minh.get(url("lessons"), {"q": "tung ho"}))
    assert "Giao từng hộ" not in text(minh.get(url("lessons"), {"q": "khong co"}))
    one = Lesson.objects.get()
    lan.post(url("withdraw_lesson", one.uuid), {"why": "Viết nhầm"})
    assert "Giao từng hộ" not in text(minh.get(url("lessons")))


def test_ways_worth_copying_say_why_and_lead_to_asking(cast: Cast, signed_in: SignedIn) -> None:
    source = running(cast, "tan-loi", "Tuyến đường hoa", public=True, fields=["moi-truong"])
    make_outcome(cast, [source], Quantity.of(5), "cau-xay-moi", unit="tan-loi")
    make_practice(cast, name="Ngõ xanh", fields=["moi-truong"])
    page = text(signed_in(cast.lan).get(url("worth_copying")))
    assert "Tuyến đường hoa" in page
    assert "Cùng lĩnh vực" in page
    assert "cùng là xã" in page
    assert url("ask", source.uuid) in page


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("replications", {"xem": "waiting"}),
        ("replications", {"xem": "checks"}),
        ("replications", {"xem": "all"}),
        ("lessons", {}),
        ("worth_copying", {}),
    ],
)
def test_lists_take_as_many_queries_for_many_rows_as_for_few(
    cast: Cast, signed_in: SignedIn, name: str, query: dict[str, str]
) -> None:
    client = signed_in(cast.dung)
    _some(cast, 0, 3)
    few = _queries(client, url(name), query)
    _some(cast, 3, 20)
    assert _queries(client, url(name), query) == few


def test_the_page_of_a_practice_takes_as_many_queries_for_a_large_family(cast: Cast, signed_in: SignedIn) -> None:
    client, source = signed_in(cast.dung), running(cast, public=True)
    for number in range(2):
        taken_up(cast, source, name=f"Số {number}", way="ordered", directed_by=cast.units["ben-lau"])
    few = [_queries(client, url(name, source.uuid), {}) for name in ("practice", "lineage")]
    for number in range(2, 15):
        taken_up(cast, source, name=f"Số {number}", way="ordered", directed_by=cast.units["ben-lau"])
    assert [_queries(client, url(name, source.uuid), {}) for name in ("practice", "lineage")] == few


def _queries(client: Client, address: str, query: dict[str, str]) -> int:
    client.get(address, query)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address, query).status_code == 200
    return len(asked)


def _some(cast: Cast, first: int, last: int) -> None:
    for number in range(first, last):
        source = running(cast, "tan-loi", f"Nguồn {number}", public=True)
        make_outcome(cast, [source], Quantity.of(number + 1), "cau-xay-moi", unit="tan-loi")
        operations.add_lesson(
            scope=cast.product, practice=source, kind="worked", text=f"Bài học {number}", on=ON, today=TODAY
        )
        taken_up(cast, source, "an-phuc", name=f"Học theo {number}", on=date(2026, 8, 1))
        other = queries.practice(running(cast, "an-phuc", f"Của xã {number}").uuid)
        assert other is not None
        operations.offer(scope=cast.product, source=other, taker=cast.units["tan-loi"], today=ON)
