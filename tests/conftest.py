"""What every test may ask for: a database of its own, on SQLite and on PostgreSQL."""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
import structlog
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import OperationalError

from bot.publishing.check import check
from bot.secrets import Keyring, new_keyring
from bot.store import Store
from models.tables import METADATA

HOME_VISIT = Path(__file__).parent.parent / "content" / "forms" / "home_visit.csv"
POSTGRES = "postgresql+psycopg://127.0.0.1:5432/postgres"


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
    """Give a database of a random name, and drop it afterwards: empty, but for `store` with tables.

    Tables are copied with the database: to make them anew takes PostgreSQL twice as long as all
    the rest.
    """
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/siao.db"
        return
    has_tables = "store" in request.fixturenames
    template = request.getfixturevalue("template") if has_tables else "template1"
    with _database(f"TEMPLATE {template}") as url:
        yield url


@pytest.fixture(scope="session")
def template() -> Iterator[str]:
    """Give the name of a database of PostgreSQL that has every table."""
    with _database() as url:
        engine = create_engine(url)
        METADATA.create_all(engine)
        engine.dispose()
        yield str(make_url(url).database)


@contextmanager
def _database(how: str = "") -> Iterator[str]:
    admin = create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
    name = f"siao_test_{uuid4().hex}"
    try:
        with admin.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name} {how}"))
    except OperationalError:
        pytest.skip("no PostgreSQL answers on 127.0.0.1:5432")
    yield make_url(POSTGRES).set(database=name).render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture
def keys() -> Keyring:
    return new_keyring(["test key"])


@pytest.fixture
def store(database_url: str, keys: Keyring) -> Iterator[Store]:
    """Give a store with every table."""
    store = Store(database_url, keys)
    if store.is_sqlite:
        METADATA.create_all(store.engine)
    yield store
    store.close()


@pytest.fixture
def lite(tmp_path: Path, keys: Keyring) -> Iterator[Store]:
    """Give a store on SQLite alone, for what does not depend on the database."""
    store = Store(f"sqlite:///{tmp_path}/lite.db", keys)
    METADATA.create_all(store.engine)
    yield store
    store.close()


@pytest.fixture(scope="session")
def home_visit() -> str:
    """Give the XForm of the home visit that is shipped."""
    checked = check(HOME_VISIT.read_bytes(), HOME_VISIT.name)
    assert checked.xform is not None, checked.findings
    return checked.xform
