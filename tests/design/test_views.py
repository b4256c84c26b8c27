"""Error pages, the frame of every page, and the page of components."""

import logging
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import include, path
from pytest_django import DjangoAssertNumQueries, Settings

from lantoa.accounts.models import User
from lantoa.accounts.operations import make_account
from lantoa.common.scopes import Scope
from lantoa.config.urls import handler400, handler403, handler404, handler500
from lantoa.design import views
from lantoa.design.navigation import places

__all__ = ["handler400", "handler403", "handler404", "handler500"]


def raising(error: Exception) -> Callable[[HttpRequest], HttpResponse]:
    def view(request: HttpRequest) -> HttpResponse:
        raise error

    return view


def empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


urlpatterns = [
    path("", include(([path("", empty, name="home"), path("mo-hinh/", empty, name="gallery")], "portal"))),
    path("ban/", include(([path("", empty, name="home")], "desk"))),
    path("tiep/", include(([path("", empty, name="list")], "intake"))),
    path("tai-khoan/", include("lantoa.accounts.urls")),
    path("", include("lantoa.design.urls")),
    path("400/", raising(SuspiciousOperation())),
    path("403/", raising(PermissionDenied())),
    path("500/", raising(RuntimeError("broken on purpose"))),
]


@pytest.fixture(autouse=True)
def _own_addresses(settings: Settings) -> None:
    settings.ROOT_URLCONF = __name__


@pytest.fixture
def visitor() -> Client:
    return Client(raise_request_exception=False)


@pytest.fixture
def nhat(db: None) -> User:
    return make_account(username="nhat", full_name="Trần Thị Minh Nhật", password=None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/400/", 400, "Không đọc được nội dung vừa gửi"),
        ("/403/", 403, "Không có quyền mở trang này"),
        ("/khong-co/", 404, "Không có trang nào ở địa chỉ này"),
        ("/500/", 500, "Phần mềm đang gặp trục trặc"),
    ],
)
def test_an_error_page_says_in_vietnamese_what_to_do(visitor: Client, address: str, status: int, words: str) -> None:
    answer = visitor.get(address)
    assert answer.status_code == status
    assert words in answer.content.decode()


@pytest.mark.django_db
def test_a_form_that_lost_its_token_is_explained() -> None:
    answer = Client(enforce_csrf_checks=True).post("/tai-khoan/dang-nhap/", {"login": "a", "password": "b"})
    assert answer.status_code == 403
    assert "Biểu mẫu không còn hiệu lực" in answer.content.decode()


def test_the_broken_page_needs_no_database_and_its_number_is_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    # Without the db fixture, any query would fail this test.
    with caplog.at_level(logging.ERROR):
        answer = views.broken(RequestFactory().get("/x/"))
    reference = caplog.text.split("reference ")[1].split(":")[0]
    assert reference in answer.content.decode()
    assert answer.status_code == 500


def test_the_broken_page_offers_no_form_that_could_not_be_sent() -> None:
    assert "<form" not in views.broken(RequestFactory().get("/x/")).content.decode()


@pytest.mark.django_db
def test_the_page_of_components_is_for_people_who_are_signed_in(visitor: Client, nhat: User) -> None:
    assert visitor.get("/thiet-ke/").status_code == 302
    visitor.force_login(nhat, backend="django.contrib.auth.backends.ModelBackend")
    assert "c-error-summary" in visitor.get("/thiet-ke/").content.decode()


@pytest.mark.django_db
def test_a_wrong_form_begins_with_a_summary_that_links_to_each_field(visitor: Client, nhat: User) -> None:
    visitor.force_login(nhat, backend="django.contrib.auth.backends.ModelBackend")
    text = visitor.post("/thiet-ke/", {"began_on": "mai"}).content.decode()
    assert '<a href="#id_name">Tên mô hình: Chưa điền mục này.</a>' in text
    assert '<a href="#id_began_on">Ngày bắt đầu: Hãy nhập ngày theo mẫu' in text
    assert 'id="id_kind"' in text
    assert 'aria-describedby="id_began_on_helptext id_began_on_error"' in text
    assert "<title>Lỗi: " in text


@pytest.mark.django_db
def test_the_pager_keeps_the_other_words_of_the_address(visitor: Client, nhat: User) -> None:
    visitor.force_login(nhat, backend="django.contrib.auth.backends.ModelBackend")
    assert 'href="?q=l%C3%BAa&amp;trang=3"' in visitor.get("/thiet-ke/?q=lúa&trang=2").content.decode()


@pytest.mark.django_db
def test_every_answer_tells_caches_that_htmx_and_language_matter(visitor: Client) -> None:
    vary = visitor.get("/tai-khoan/dang-nhap/")["Vary"]
    assert "HX-Request" in vary
    assert "Cookie" in vary


@pytest.mark.django_db
def test_a_language_that_we_do_not_have_is_not_taken(visitor: Client) -> None:
    visitor.cookies["django_language"] = "fr"
    assert '<html lang="vi">' in visitor.get("/khong-co/").content.decode()


@pytest.mark.django_db
def test_no_page_carries_code_or_styles_inside(visitor: Client, nhat: User) -> None:
    visitor.force_login(nhat, backend="django.contrib.auth.backends.ModelBackend")
    text = visitor.get("/thiet-ke/").content.decode()
    for forbidden in (" style=", "<style", " onclick=", "javascript:", "http://", "https://"):
        assert forbidden not in text


@pytest.mark.django_db
def test_the_frame_asks_only_for_session_account_roles_own_and_lent_and_the_second_step(
    visitor: Client, nhat: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    visitor.force_login(nhat, backend="django.contrib.auth.backends.ModelBackend")
    with django_assert_max_num_queries(6):
        visitor.get("/thiet-ke/")


def asking(user: object, address: str = "/", **more: object) -> HttpRequest:
    request = RequestFactory().get(address)
    request.user = user  # type: ignore[assignment]
    request.resolver_match = None
    for name, value in more.items():
        setattr(request, name, value)
    return request


def test_the_menu_leaves_out_places_that_are_not_installed() -> None:
    menu = places(asking(User(username="a", full_name="A"), "/ban/"), "staff")
    assert [place.href for place in menu] == ["/ban/", "/tiep/"]
    assert [place.current for place in menu] == ["page", ""]


def test_the_menu_leaves_out_what_the_role_may_not_do() -> None:
    reader = Scope(1, "A", reach={"read": None})
    menu = places(asking(User(username="a", full_name="A"), scope=reader), "staff")
    assert [place.href for place in menu] == ["/ban/"]


def test_people_who_are_not_signed_in_get_the_public_menu() -> None:
    assert [place.href for place in places(asking(None), "staff")] == ["/", "/mo-hinh/"]
