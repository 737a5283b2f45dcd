"""The month's pushes: when LINE is asked, and what is kept while it does not tell."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy.exc import OperationalError

from bot.clock import now
from bot.line.account import Account, Allowance
from bot.pushes import Kept, PushCount, kept
from bot.secrets import Keyring
from bot.simulator.faults import Fault
from bot.simulator.quota import Quota
from bot.simulator.server import serving_aside
from bot.simulator.world import World
from bot.store import Store
from tests.failing import FailingStore
from tests.house import Watch


@pytest.fixture
def world() -> World:
    return World(now=now, quota=500)


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def account(world: World) -> Iterator[Account]:
    with serving_aside(world) as base:
        yield Account(base=base, token=world.channel.access_token)


@pytest.fixture
def count(store: Store, account: Account, watch: Watch) -> PushCount:
    return PushCount(store=store, account=account, clock=watch)


def once(count: PushCount) -> None:
    asyncio.run(count.pass_once())


def last_told(store: Store) -> Kept | None:
    with store.thinking() as session:
        return kept(session)


def used(store: Store) -> int:
    told = last_told(store)
    assert told is not None
    return told.allowance.used


def push(world: World, people: int) -> None:
    world.quota.spend(people, now=world.now())


def test_before_line_was_asked_nothing_is_known(store: Store) -> None:
    assert last_told(store) is None


def test_line_is_asked_at_once(world: World, store: Store, count: PushCount, watch: Watch) -> None:
    push(world, 7)

    once(count)

    assert last_told(store) == Kept(allowance=Allowance(allowed=500, used=7), at=watch())


def test_a_plan_without_a_limit_is_kept_as_one(
    world: World, store: Store, count: PushCount, watch: Watch
) -> None:
    world.quota = Quota(None)
    push(world, 3)

    once(count)

    assert last_told(store) == Kept(allowance=Allowance(allowed=None, used=3), at=watch())


def test_line_is_asked_again_after_ten_minutes(
    world: World, store: Store, count: PushCount, watch: Watch
) -> None:
    once(count)
    push(world, 7)

    watch.move(timedelta(minutes=9, seconds=59))
    once(count)
    assert used(store) == 0
    watch.move(timedelta(seconds=1))
    once(count)

    assert used(store) == 7


def test_what_was_told_stays_with_its_age_while_line_is_silent(
    world: World, store: Store, count: PushCount, watch: Watch
) -> None:
    push(world, 7)
    first = watch()
    once(count)
    push(world, 1)
    world.faults.add(Fault(kind="503", endpoint="quota/consumption", times=1))

    watch.move(timedelta(minutes=10))
    once(count)
    assert last_told(store) == Kept(allowance=Allowance(allowed=500, used=7), at=first)
    watch.move(timedelta(minutes=1))
    once(count)

    assert used(store) == 8


def test_a_store_that_fails_is_tried_again_after_a_minute(
    world: World, database_url: str, keys: Keyring, account: Account, watch: Watch
) -> None:
    store = FailingStore.opened(database_url, keys)
    count = PushCount(store=store, account=account, clock=watch)
    push(world, 7)
    store.fault, store.times = OperationalError("", {}, Exception("the disk is full")), 1

    once(count)
    assert last_told(store) is None
    watch.move(timedelta(minutes=1))
    once(count)

    assert used(store) == 7
    store.close()


def test_whoever_leads_next_asks_at_once(
    world: World, store: Store, count: PushCount, account: Account, watch: Watch
) -> None:
    once(count)
    push(world, 7)

    once(PushCount(store=store, account=account, clock=watch))

    assert used(store) == 7


def test_a_plan_that_falls_raises_an_alarm_until_it_is_as_it_was(
    count: PushCount, world: World, watch: Watch, store: Store
) -> None:
    seen: list[int | None] = []
    for limit in (35_000, 300, 300, 35_000):
        world.quota = Quota(limit)
        once(count)
        told = last_told(store)
        assert told is not None
        seen.append(told.fell_from)
        watch.move(timedelta(minutes=11))

    assert seen == [None, 35_000, 35_000, None]
