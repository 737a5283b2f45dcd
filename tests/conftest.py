"""What every test may ask for: a database of its own, on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import OperationalError

import models.attachment
import models.contact
import models.draft
import models.form
import models.inbox
import models.invite
import models.lane
import models.note
import models.organization
import models.outbox
import models.submission  # noqa: F401  # so that the metadata knows every table
from bot.secrets import Keyring, new_keyring
from bot.store import Store
from models.base import Row

POSTGRES = "postgresql+psycopg://127.0.0.1:5432/postgres"


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give an empty database of a random name, and drop it afterwards."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/siao.db"
        return
    admin = create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
    name = f"siao_test_{uuid4().hex}"
    try:
        with admin.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
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
    Row.metadata.create_all(store.engine)
    yield store
    store.close()


@pytest.fixture
def lite(tmp_path: Path, keys: Keyring) -> Iterator[Store]:
    """Give a store on SQLite alone, for what does not depend on the database."""
    store = Store(f"sqlite:///{tmp_path}/lite.db", keys)
    Row.metadata.create_all(store.engine)
    yield store
    store.close()
