"""A browser for the tests that look at pages, and a bot to each module of them."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Request, sync_playwright

from tests.browser.hand import Hand, Open
from tests.browser.running import Running, running

CHROMIUM = Path("/usr/bin/chromium")
PLACE_FORM = Path(__file__).parent / "place.md"
_QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-sync",
    "--no-first-run",
    "--no-sandbox",  # the pages are our own
]


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "browser: needs Debian's Chromium")


@pytest.fixture(scope="module")  # while it is open, this thread has a loop that runs
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip(f"no Chromium at {CHROMIUM} (Debian: apt install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def bot(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:  # noqa: ARG001  # without it there is none to look
    with running(tmp_path_factory.mktemp("bot"), PLACE_FORM) as bot:
        yield bot


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Open pages in a browser of a narrow or wide window; nothing may come from elsewhere."""
    asked: list[str] = []
    troubles: list[str] = []

    def note(request: Request) -> None:
        asked.append(urlsplit(request.url).hostname or urlsplit(request.url).scheme)

    def open_page(address: str, *, width: int = 1280, height: int = 900) -> Hand:
        context = browser.new_context(viewport={"width": width, "height": height}, locale="th-TH")
        context.on("request", note)
        context.on("weberror", lambda error: troubles.append(str(error.error)))
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.goto(address)
        return Hand(page, tmp_path)

    yield open_page
    for context in browser.contexts:
        context.close()
    assert set(asked) <= {"127.0.0.1", "data"}, asked
    assert not troubles
