"""What every test may ask for: a database of its own, on SQLite and on PostgreSQL."""

from collections.abc import Generator, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import structlog

from bot.publishing.check import check
from bot.secrets import Keyring, new_keyring
from bot.store import Store
from tests.databases import UsedAgain, make_tables, on_postgres

HOME_VISIT = Path(__file__).parent.parent / "content" / "forms" / "home_visit.csv"


def pytest_configure() -> None:
    """Let logs show faults as bare tracebacks: to draw every local of them takes up to a minute."""
    plain = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(processors=[structlog.processors.add_log_level, plain])


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--need-all",
        action="store_true",
        help="fail where a test would be skipped for want of PostgreSQL, Chromium, Java or node",
    )
    parser.addoption(
        "--pictures",
        action="store_true",
        help="let the tests in a browser make the pictures in docs/ anew",
    )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    was_skipped = report.skipped and not hasattr(report, "wasxfail")
    needs = {"browser", "postgres", "oracle"} & {mark.name for mark in item.iter_markers()}
    if was_skipped and needs and call.excinfo and item.config.getoption("--need-all"):
        report.outcome, report.longrepr = "failed", f"must not be skipped: {call.excinfo.value}"
    return report


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give a database of the test's own: empty, but for `store` with tables."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/siao.db"
    elif "store" in request.fixturenames:
        with request.getfixturevalue("used_again").one() as url:
            yield url
    else:
        with on_postgres() as url:
            yield url


@pytest.fixture(scope="session")
def used_again() -> Iterator[UsedAgain]:
    with ExitStack() as until:
        yield UsedAgain(until=until)


@pytest.fixture
def keys() -> Keyring:
    return new_keyring(["test key"])


@pytest.fixture
def store(database_url: str, keys: Keyring) -> Iterator[Store]:
    """Give a store with every table."""
    store = Store(database_url, keys)
    if store.is_sqlite:
        make_tables(store)
    yield store
    store.close()


@pytest.fixture
def lite(tmp_path: Path, keys: Keyring) -> Iterator[Store]:
    """Give a store on SQLite alone, for what does not depend on the database."""
    store = Store(f"sqlite:///{tmp_path}/lite.db", keys)
    make_tables(store)
    yield store
    store.close()


@pytest.fixture(scope="session")
def home_visit() -> str:
    """Give the XForm of the home visit that is shipped."""
    checked = check(HOME_VISIT.read_bytes(), HOME_VISIT.name)
    assert checked.xform is not None, checked.findings
    return checked.xform
