"""Moving from SQLite to PostgreSQL: all of it, unchanged, or nothing."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    Double,
    Integer,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
    delete,
    func,
    insert,
    select,
)

from bot.inbox import note_in
from bot.migrating import migrate
from bot.moving import Compared, MoveError, move
from bot.secrets import Keyring
from bot.settings import Settings
from bot.starting import CannotStartError, moved, occupied
from bot.store import Store
from models.base import Row
from models.columns import Utc
from models.inbox import Event
from models.note import Note
from models.submission import Submission
from models.tables import METADATA
from tests.events import wrote
from tests.handlers.conftest import XFORM
from tests.house import NOON, open_house
from tests.talking import value_at

KEY = "a secret key that only tests know"
LETTERS = "aZ0 กำ้ຳຼ\n\t'\"\\%_{}ß\u200b\ufeff\x01\x7f🧑🌾"

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


def hear(_compared: Compared) -> None:
    """Let what is told go by."""


def count(store: Store, row: type[Row]) -> int:
    with store.engine.begin() as connection:
        return connection.scalar(select(func.count()).select_from(row)) or 0


def value(column: "Column[object]", random: Random) -> object:
    """Give a value that a column may hold, the odd ones too."""
    if column.nullable and random.random() < 0.25:
        return None
    kinds: dict[type, Callable[[], object]] = {
        Utc: lambda: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(seconds=random.random() * 6e8),
        Boolean: lambda: random.random() < 0.5,
        Date: lambda: date(2020, 1, 1) + timedelta(days=random.randrange(7000)),
        LargeBinary: lambda: random.randbytes(random.randrange(61)),
        BigInteger: lambda: random.choice((0, 1, 2**62, random.randrange(2**62))),
        Integer: lambda: random.choice((0, 1, 2**31 - 1, random.randrange(2**31))),
        Double: lambda: random.choice((0.0, -0.5, random.uniform(-180, 180))),
        JSON: lambda: [odd(random, 8) for _ in range(random.randrange(3))],
    }
    found = next((kinds[kind] for kind in kinds if isinstance(column.type, kind)), None)
    if found is not None:
        return found()
    assert isinstance(column.type, String)
    return odd(random, min(column.type.length or 40, 40))


def odd(random: Random, most: int) -> str:
    """Give a text of letters that are easily lost: marks, quotes, ends of lines, beyond the BMP."""
    return "".join(random.choices(LETTERS, k=random.randrange(most + 1)))


def rows(table: Table, random: Random) -> list[dict[str, object]]:
    """Give some rows of a table, each with a key of its own."""
    made: list[dict[str, object]] = []
    apart = _told_apart(table)
    is_beside_another = any(all(column.foreign_keys for column in group) for group in apart)
    own = {column.name for group in apart for column in group if not column.foreign_keys}
    for number in range(1 if is_beside_another else random.randint(1, 3)):
        row = {column.name: value(column, random) for column in table.columns}
        for column in table.columns:
            if column.foreign_keys:
                row[column.name] = "0"
            elif column.name in own:
                row[column.name] = _key(column, number)
        made.append(row)
    return made


def _key(column: "Column[object]", number: int) -> object:
    """Give the key of a row by its number: none of two rows is the same."""
    if isinstance(column.type, BigInteger | Integer):
        return 7 * number + 1
    if isinstance(column.type, Double):
        return number + 0.5
    return date(2030, 1, 1 + number) if isinstance(column.type, Date) else f"{number}"


def _told_apart(table: Table) -> "list[set[Column[object]]]":
    """List the columns by which rows are told apart: the key, and what must be there once."""
    unique = [one.columns for one in table.constraints if isinstance(one, UniqueConstraint)]
    indexes = [one.columns for one in table.indexes if one.unique]
    columns = (table.primary_key.columns, *unique, *indexes)
    return [set(group) for group in columns]


@pytest.mark.timeout(300)
@pytest.mark.parametrize("seed", range(5))
def test_rows_of_every_table_are_the_same_on_the_other_side(
    here: Store, there: Store, seed: int
) -> None:
    told: list[Compared] = []
    random = Random(seed)  # noqa: S311  # rows, not secrets
    drawn = {table: rows(table, random) for table in METADATA.sorted_tables}
    _empty(here, there)
    with here.engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        for table, made in drawn.items():
            connection.execute(insert(table), made)

    move(here, there, told.append)

    assert [one.table for one in told] == [table.name for table in METADATA.sorted_tables]
    assert all(one.source == one.target for one in told)
    for table, made in drawn.items():
        assert _read(there, table) == _sorted(table, made)


def test_a_number_that_is_given_next_comes_after_those_that_moved(
    here: Store, there: Store, keys: Keyring
) -> None:
    events = [wrote("hello", number=number) for number in range(3)]
    with here.writing() as session:
        note_in(session, events, vault=keys, now=NOON)

    move(here, there, hear)

    with there.writing() as session:
        note_in(session, [wrote("later", number=9)], vault=keys, now=NOON)
        assert list(session.scalars(select(Event.seq).order_by(Event.seq))) == [1, 2, 3, 4]


def test_a_database_that_holds_something_is_left_alone(
    here: Store, there: Store, keys: Keyring
) -> None:
    with there.writing() as session:
        note_in(session, [wrote("mine")], vault=keys, now=NOON)

    with pytest.raises(MoveError, match="not empty"):
        move(here, there, hear)

    assert count(there, Event) == 1


def test_what_postgresql_refuses_leaves_nothing_behind(here: Store, there: Store) -> None:
    with here.engine.begin() as connection:
        connection.execute(insert(Note), [{"name": "fine"}, {"name": "no\0ne"}])

    with pytest.raises(MoveError, match="notes"):
        move(here, there, hear)
    with here.engine.begin() as connection:
        connection.execute(delete(Note).where(Note.name != "fine"))
    move(here, there, hear)

    assert count(there, Note) == 1


def test_a_move_that_was_broken_off_is_begun_anew(here: Store, there: Store) -> None:
    def break_off(_compared: Compared) -> None:
        raise KeyboardInterrupt

    with here.engine.begin() as connection:
        connection.execute(insert(Note), [{"name": "fine"}])

    with pytest.raises(KeyboardInterrupt):
        move(here, there, break_off)
    assert count(there, Note) == 0

    move(here, there, hear)
    assert count(there, Note) == 1


async def test_a_draft_begun_here_is_finished_there(
    here: Store, there: Store, keys: Keyring
) -> None:
    async with open_house(here, keys) as house:
        await house.apart(house.publish, "small", "แบบเล็ก", XFORM)
        phone = await house.volunteer("สมศรี")
        await phone.type("small")
        await phone.type("ยายแดง")

    await asyncio.to_thread(move, here, there, hear)

    async with open_house(there, keys) as house:
        house.watch.move(timedelta(hours=1))
        phone = house.phone("สมศรี")
        await phone.type("ทำต่อ")
        await phone.type("ข้าม")
        await phone.tap("แดง")
        submissions = await house.apart(read_submissions, house.store)
    assert [value_at(xml, "/data/name") for xml in submissions] == ["ยายแดง"]


def test_a_bot_that_runs_is_not_moved(tmp_path: Path, database_url: str) -> None:
    settings = settings_of(tmp_path)
    with (
        occupied(settings, lambda _: None),
        pytest.raises(CannotStartError, match="already running"),
    ):
        moved(settings, database_url.replace("+psycopg", ""), hear)


def test_the_bot_starts_on_what_was_moved_with_the_key_it_had(
    tmp_path: Path, database_url: str
) -> None:
    settings = settings_of(tmp_path)
    with occupied(settings, lambda _: None) as premises:
        hashed = premises.keys.hashed("somebody")

    url = database_url.replace("+psycopg", "")
    moved(settings, url, hear)

    there = settings.model_copy(update={"database_url": url})
    with occupied(there, lambda _: None) as premises:
        assert premises.keys.hashed("somebody") == hashed


def test_a_move_goes_to_postgresql_only(tmp_path: Path, database_url: str) -> None:
    from_postgresql = settings_of(tmp_path).model_copy(update={"database_url": database_url})

    for which, to in (
        (settings_of(tmp_path), "sqlite:///other.db"),
        (settings_of(tmp_path), "nonsense"),
        (from_postgresql, database_url),
    ):
        with pytest.raises(CannotStartError, match="postgresql"):
            moved(which, to, hear)


def settings_of(folder: Path) -> Settings:
    return Settings.read(
        _env_file=None,
        database_url=f"sqlite:///{folder}/bot.db",
        secret_key=KEY,
        line_channel_secret="secret",
        line_channel_access_token="token",
    )


def read_submissions(store: Store) -> list[str]:
    with store.thinking() as session:
        return [row.xml or "" for row in session.scalars(select(Submission))]


def _read(store: Store, table: Table) -> list[tuple[object, ...]]:
    with store.engine.begin() as connection:
        return _sorted(table, [dict(row) for row in connection.execute(select(table)).mappings()])


def _sorted(table: Table, made: list[dict[str, object]]) -> list[tuple[object, ...]]:
    names = [column.name for column in table.columns]
    return sorted((tuple(row[name] for name in names) for row in made), key=lambda row: str(row[0]))


def _empty(*stores: Store) -> None:
    for store in stores:
        with store.engine.begin() as connection:
            for table in reversed(METADATA.sorted_tables):
                connection.execute(delete(table))
