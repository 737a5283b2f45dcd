"""Moving to PostgreSQL: a form goes with the files that its lists lie in."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.migrating import migrate
from bot.moving import Compared, move
from bot.secrets import Keyring
from bot.store import Store
from models.form import Forms, FormVersion
from tests.handlers.conftest import XFORM
from tests.house import NOON

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.parametrize("database_url", ["postgres"], indirect=True),
]


@pytest.fixture
def here(tmp_path: Path, keys: Keyring) -> Iterator[Store]:
    """Give an SQLite database that is up to date."""
    store = Store(f"sqlite:///{tmp_path}/here.db", keys)
    migrate(store)
    yield store
    store.close()


@pytest.fixture
def there(database_url: str, keys: Keyring) -> Iterator[Store]:
    """Give an empty PostgreSQL database that is up to date."""
    store = Store(database_url, keys)
    migrate(store)
    yield store
    store.close()


def test_the_files_of_a_form_move_with_it(here: Store, there: Store) -> None:
    cities = "name,label\nhy,หาดใหญ่\n".encode()
    version = FormVersion(
        id="v1",
        form_id="town",
        version="1",
        title="เมือง",
        xform=XFORM,
        workbook=b"\x00\xff",
        workbook_name="town.xlsx",
        published_at=NOON,
    )
    with here.writing() as session:
        Forms(session).publish(version.bring({"cities.csv": cities, "empty.csv": b""}))
    told: list[Compared] = []

    move(here, there, told.append)

    assert [one.target.rows for one in told if one.table == "form_files"] == [2]
    with there.thinking() as session:
        moved_there = Forms(session).current("town")
        assert moved_there is not None
        assert moved_there.media() == {"cities.csv": cities, "empty.csv": b""}
