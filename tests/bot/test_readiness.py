"""Readiness: a process takes work only on a database that answers and is up to date."""

import httpx
from sqlalchemy import text

from bot.app import App
from bot.line.channel import Channel
from bot.migrating import migrate
from bot.secrets import Keyring
from bot.store import Store
from bot.words import Words
from tests.house import BANGKOK, LOCALES, Watch


async def readiness(store: Store, keys: Keyring) -> tuple[int, str]:
    channel = Channel(secret="s", token="t", api_base="http://line", data_api_base="http://line")
    app = App(
        store=store,
        vault=keys,
        channel=channel,
        words=Words(LOCALES),
        zone=BANGKOK,
        clock=Watch(),
    )
    transport = httpx.ASGITransport(app.web)
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
        answer = await client.get("/readyz")
        alive = await client.get("/healthz")
        heads = [(await client.head(path)).status_code for path in ("/healthz", "/readyz")]
    assert alive.status_code == 200
    assert heads == [200, answer.status_code]
    return answer.status_code, answer.text


async def test_a_database_that_is_up_to_date_is_ready(database_url: str, keys: Keyring) -> None:
    store = Store(database_url)
    migrate(store)

    assert await readiness(store, keys) == (200, "ready")
    store.close()


async def test_missing_steps_are_not_ready(database_url: str, keys: Keyring) -> None:
    store = Store(database_url)

    assert await readiness(store, keys) == (503, "the database is not up to date")
    store.close()


async def test_a_database_of_a_later_version_is_ready(database_url: str, keys: Keyring) -> None:
    store = Store(database_url)
    migrate(store)
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999_later'"))

    assert await readiness(store, keys) == (200, "ready")
    store.close()


async def test_a_database_that_is_away_is_not_ready(keys: Keyring) -> None:
    store = Store("postgresql://127.0.0.1:1/nowhere")

    assert await readiness(store, keys) == (503, "the database does not answer")
    store.close()
