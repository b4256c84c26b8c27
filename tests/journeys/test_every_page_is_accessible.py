"""No page has an axe violation, scrolls sideways or breaks its content policy, on a phone or on a desk."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.journeys.papers import CLERK, HEAD, PROVINCE

Visit = Callable[..., Page]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
PUBLIC = [
    "/",
    "/mo-hinh/",
    "/gioi-thieu/",
    "/quy-dinh/",
    "/so-lieu/cach-tinh/",
    "/hoat-dong-sap-toi/",
    "/ba-con-gop/",
    "/khong-co-trang-nay/",
]
OFFICIAL = [
    "/ban-lam-viec/",
    "/tiep-nhan/",
    "/tiep-nhan/moi/",
    "/ke-hoach/?year=2026",
    "/ke-hoach/moi/",
    "/ke-hoach/lich/?year=2026",
    "/ke-hoach/lich/?year=2026&month=12",
    "/chuyen-de/?year=2026",
    "/chuyen-de/moi/",
    "/mo-hinh-dang-ky/",
    "/mo-hinh-dang-ky/moi/",
    "/so-lieu/",
    "/so-lieu/trung/",
    *(
        f"/so-lieu/chi-tieu/mo-hinh-tap-the/xem/?year=2026&xem={look}"
        for look in ("dia-ban", "thoi-gian", "hai-ban-do")
    ),
    "/so-lieu/ke-hoach/?year=2026",
    "/so-lieu/ke-hoach/giao/",
    "/don-vi/",
    "/thong-bao/",
    "/thong-bao/da-gui/",
    "/bao-cao/",
    "/bao-cao/tat-ca/",
    "/van-ban/so/",
    "/van-ban/",
    "/van-ban/moi/",
    "/van-ban/can-tra-loi/",
    "/van-ban/da-gui/",
    "/dang-ky/?unit=cb-ben-sen&year=2026",
    "/dang-ky/moi/?unit=cb-giong-mai",
    "/dang-ky/nhieu-nguoi/?unit=cb-giong-mai",
    "/dang-ky/ty-le/",
    "/dang-ky/cam-ket/?unit=cb-giong-mai",
    "/bao-cao/mo-hinh/?unit=an-phuc-dong&period=2026",
    "/hoat-dong/",
    "/hoat-dong/?khi=toi",
    "/hoat-dong/lich/",
    "/hoat-dong/bao-cao-vien/",
    "/hoat-dong/moi/",
    "/hoat-dong/dinh-ky/moi/?loai=ngay-giup-dan",
    "/ban-lam-viec/lich/",
    "/dong-gop/",
    "/dong-gop/moi/",
    "/dong-gop/to-tiet-kiem/",
    "/dong-gop/giup-do/",
    "/dong-gop/giup-do/danh-sach/",
    "/dong-gop/giup-do/moi/",
]
# Pages of one record, reached as a person reaches them: the list, then its first link of this kind.
BEHIND = [
    ("/tiep-nhan/", "/tiep-nhan/giay/"),
    ("/van-ban/can-tra-loi/", "/van-ban/tra-loi/"),
    ("/van-ban/da-gui/?trang=1", "/van-ban/"),
    ("/mo-hinh-dang-ky/", "/mo-hinh-dang-ky/"),
    ("/ke-hoach/?year=2026", "/ke-hoach/"),
    ("/chuyen-de/?year=2026", "/chuyen-de/"),
    ("/so-lieu/", "/so-lieu/f/"),
    ("/dang-ky/?unit=cb-ben-sen&year=2026", "/dang-ky/"),
    ("/so-lieu/trung/", "/so-lieu/trung/"),
    ("/hoat-dong/", "/hoat-dong/"),
    ("/so-lieu/ke-hoach/?year=2026", "/so-lieu/ke-hoach/"),
    ("/dong-gop/", "/dong-gop/"),
    ("/dong-gop/to-tiet-kiem/", "/dong-gop/to-tiet-kiem/"),
]


def faults(page: Page, path: str) -> list[str]:
    """What is wrong with a page that is open: violations by rule and place, and sideways scrolling."""
    found = Axe().run(page, options=RULES)
    wrong = [
        f"{path} {one['id']}: {[node['target'] for node in one['nodes']][:3]}" for one in found.response["violations"]
    ]
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        wrong.append(f"{path} scrolls sideways")
    return wrong


def walk(page: Page, paths: list[str]) -> list[str]:
    """Opens every path and gathers what is wrong, content policy included."""
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text) if "Content Security" in message.text else None)
    base = page.url.split("/", 3)[:3]
    for path in paths:
        response = page.goto("/".join(base) + path)
        assert response is not None
        assert response.status < 500, path
        wrong += faults(page, path)
    return wrong


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_public_pages_hold(visit: Visit, width: int) -> None:
    assert not walk(visit("/", width=width), PUBLIC)


@pytest.mark.parametrize("width", [360, 1280])
def test_officials_pages_hold(visit: Visit, width: int) -> None:
    page = visit("/ban-lam-viec/", width=width, who=CLERK)
    behind = []
    for start, kind in BEHIND:
        page.goto("/".join(page.url.split("/", 3)[:3]) + start)
        links = page.eval_on_selector_all("main a[href]", "links => links.map(link => link.getAttribute('href'))")
        records = [link for link in links if "?" not in link]
        own = [link for link in records if link.startswith(kind) and len(link) > len(kind) + 30]
        assert own, (start, links)
        behind.append(own[0])
    assert not walk(page, OFFICIAL + behind)


@pytest.mark.parametrize("who", [HEAD, PROVINCE])
def test_other_roles_desks_hold(visit: Visit, who: str) -> None:
    assert not walk(visit("/ban-lam-viec/", width=360, who=who), ["/ban-lam-viec/", "/tiep-nhan/"])


def test_visitors_get_no_cookie(visit: Visit) -> None:
    page = visit("/")
    for path in PUBLIC:
        page.goto("/".join(page.url.split("/", 3)[:3]) + path)
    assert page.context.cookies() == []
