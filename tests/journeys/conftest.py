"""A real site with the demonstration loaded, served by the product's own command, and a real browser."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--lang=vi-VN"),
]
READY_WITHIN = 300.0


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.journey)


@dataclass(frozen=True)
class Site:
    """Where the running site is."""

    url: str
    home: Path


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """`lantoa run --demo` in a home of its own, until the tests are over."""
    home, port = tmp_path_factory.mktemp("home"), _free_port()
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("LANTOA_", "DJANGO_"))}
    environment |= {"LANTOA_HOME": str(home), "PORT": str(port)}
    command = [sys.executable, "-m", "lantoa.cli", "run", "--demo"]
    log = (home / "log").open("wb")
    server = subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT)
    try:
        _wait(f"http://localhost:{port}/", server, home / "log")
        yield Site(f"http://localhost:{port}", home)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)
        log.close()


def _wait(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + READY_WITHIN
    while time.monotonic() < deadline:
        try:
            with urlopen(url, timeout=2):
                return
        except OSError:
            if server.poll() is not None:
                break
            time.sleep(0.3)
    pytest.fail(f"the site did not open:\n{log.read_text(errors='replace')[-4000:]}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium. Where it is not installed the journeys are skipped; in CI nothing is."""
    if not CHROMIUM:
        if os.environ.get("CI"):
            pytest.fail("CI must have Chromium")
        pytest.skip("Chromium is not installed: browser journeys are skipped (see `make setup-tests`)")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser: Browser, site: Site) -> Iterator[Callable[..., Page]]:
    """Opens a page of the site in a fresh window: ``visit("/", width=360, javascript=False)``."""
    opened = []

    def open_page(path: str = "/", *, width: int = 1280, javascript: bool = True, who: str = "") -> Page:
        context = browser.new_context(
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            viewport={"width": width, "height": 740},
            java_script_enabled=javascript,
            accept_downloads=True,
        )
        opened.append(context)
        page = context.new_page()
        page.goto(site.url + (path if not who else "/tai-khoan/dang-nhap/"))
        if who:
            page.get_by_role("button", name=who).click()
            page.goto(site.url + path)
        return page

    yield open_page
    for context in opened:
        context.close()
