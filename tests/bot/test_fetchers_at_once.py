"""Fetchers beside each other, and beside what else happens to what they fetch."""

import asyncio
from datetime import timedelta
from threading import Barrier, Thread

import pytest

from bot.line.content import Here, Later, Lost, Outcome
from bot.secrets import Keyring
from bot.store import Store
from models.attachment import Attachments
from tests.bot.awaiting import NOON, Waiting, Watch
from tests.bot.fetching import Rig, Saying, aside

anyio = pytest.mark.anyio


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def waiting(store: Store) -> Waiting:
    waiting = Waiting(store=store)
    waiting.join("somsri")
    return waiting


@anyio
@pytest.mark.parametrize("last", [Here(data=b"x"), Lost(why="gone"), Later(why="202")])
async def test_of_what_was_erased_meanwhile_nothing_is_kept(
    store: Store, keys: Keyring, waiting: Waiting, watch: Watch, last: Outcome
) -> None:
    line = Saying(last, meanwhile=lambda: waiting.erase("f1"))
    rig = Rig(store, keys, line, watch)
    await aside(lambda: waiting.awaits("f1", media="audio"))

    await rig.fetch()

    assert await aside(lambda: waiting.get("f1")) is None
    assert await aside(waiting.events) == []
    assert rig.woken == []


@anyio
async def test_a_late_fetcher_does_not_touch_what_another_took_over(
    store: Store, keys: Keyring, waiting: Waiting, watch: Watch
) -> None:
    other = Rig(store, keys, Saying(Here(data=b"from the other")), watch)

    def take_over() -> None:
        watch.move(minutes=4)
        asyncio.run(other.fetch())

    late = Rig(store, keys, Saying(Lost(why="gone"), meanwhile=take_over), watch)
    await aside(lambda: waiting.awaits("f1", media="audio"))

    await late.fetch()

    assert await aside(lambda: waiting.state("f1")) == "kept"
    assert [event for event, _, _ in await aside(waiting.events)] == ["fetched:f1"]
    assert (late.woken, other.woken) == ([], ["somsri"])


@anyio
async def test_two_fetchers_at_once_ask_for_everything_once(
    store: Store, keys: Keyring, waiting: Waiting, watch: Watch
) -> None:
    line = Saying(Here(data=b"x"))
    one, other = Rig(store, keys, line, watch), Rig(store, keys, line, watch)
    names = [f"f{number:02d}" for number in range(20)]
    for name in names:
        await aside(lambda: waiting.awaits(name, media="audio", message=name))  # noqa: B023

    await asyncio.gather(one.fetch(), other.fetch())

    assert sorted(line.asked) == names
    assert len(one.woken) + len(other.woken) == 20
    assert [event for event, _, _ in await aside(waiting.events)] == [f"fetched:{n}" for n in names]


def test_two_threads_never_take_the_same(store: Store, waiting: Waiting) -> None:
    for number in range(60):
        waiting.awaits(f"f{number:02d}")
    start, taken = Barrier(4), []

    def take() -> None:
        start.wait()
        while True:
            with store.writing() as session:
                leased = Attachments(session).lease(NOON, NOON + timedelta(minutes=3), 3)
                names = [attachment.id for attachment in leased]
            if not names:
                return
            taken.extend(names)

    threads = [Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(taken) == [f"f{number:02d}" for number in range(60)]
