"""Waking by jobs: once a lane, best effort, and taken over when a worker dies."""

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from sqlalchemy import String, bindparam, text

from bot.store import Store
from bot.wake import Jobs, has_every_step, take_steps
from tests.bot.test_leading import cut_others

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.parametrize("database_url", ["postgres"], indirect=True),
]


@dataclass(kw_only=True)
class Worker:
    """Drains nothing, and remembers what it was asked for; `gate` holds it up."""

    drained: list[tuple[str, bool]] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    asked: asyncio.Event = field(default_factory=asyncio.Event)

    async def drain(self, lane: str, *, careful: bool = False) -> None:
        self.drained.append((lane, careful))
        self.asked.set()
        await self.gate.wait()

    async def until_asked(self) -> None:
        await self.asked.wait()
        self.asked.clear()


@asynccontextmanager
async def jobs_of(store: Store) -> AsyncIterator[Jobs]:
    async with Jobs(store.url, pool=2).opened() as jobs:
        yield jobs


@asynccontextmanager
async def working(jobs: Jobs, worker: Worker) -> AsyncIterator[None]:
    task = asyncio.create_task(jobs.work(worker.drain))
    try:
        yield
    finally:
        worker.gate.set()
        task.cancel()
        await asyncio.wait([task])


def prepare(store: Store) -> None:
    with store.engine.begin() as connection:
        take_steps(connection)


def rows(store: Store, query: str) -> list[tuple[object, ...]]:
    with store.engine.begin() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


async def known(store: Store) -> list[tuple[object, ...]]:
    """List the lanes and states of all jobs."""
    query = "SELECT lock, status FROM procrastinate_jobs ORDER BY id"
    return await asyncio.to_thread(rows, store, query)


async def settled(jobs: Jobs) -> None:
    """Wait until all wakes are deferred."""
    while jobs.waking:
        await asyncio.wait(jobs.waking)


async def none(_lanes: Collection[str]) -> Collection[str]:
    return ()


async def everyone(lanes: Collection[str]) -> Collection[str]:
    return lanes


def test_the_engine_s_tables_are_made_once(store: Store) -> None:
    with store.engine.begin() as connection:
        assert not has_every_step(connection)
        take_steps(connection)
        take_steps(connection)
        assert has_every_step(connection)


def test_an_older_schema_takes_the_steps_that_it_lacks(store: Store) -> None:
    prepare(store)
    last_but_one = "03.04.00_01_pre_add_retry_failed_job_procedure.sql"
    with store.engine.begin() as connection:
        connection.execute(text(f"COMMENT ON TABLE procrastinate_jobs IS '{last_but_one}'"))
        assert not has_every_step(connection)
        take_steps(connection)
        assert has_every_step(connection)


async def test_a_lane_woken_many_times_has_one_job(store: Store) -> None:
    await asyncio.to_thread(prepare, store)
    async with jobs_of(store) as one, jobs_of(store) as other:
        for _ in range(5):
            one.wake("lane-a")
            other.wake("lane-a")
        await settled(one)
        await settled(other)

        assert await known(store) == [("lane-a", "todo")]


async def test_a_job_tells_the_lane_and_nothing_else(store: Store) -> None:
    await asyncio.to_thread(prepare, store)
    async with jobs_of(store) as jobs:
        jobs.wake("lane-a")
        await settled(jobs)

        kept = await asyncio.to_thread(rows, store, "SELECT args FROM procrastinate_jobs")
    assert kept == [({"lane": "lane-a"},)]


async def test_a_wake_that_fails_is_no_fault_of_whoever_wakes(store: Store) -> None:
    async with jobs_of(store) as jobs:  # there are no tables
        jobs.wake("lane-a")
        await settled(jobs)


async def test_a_worker_drains_what_others_woke(store: Store) -> None:
    await asyncio.to_thread(prepare, store)
    worker = Worker()
    worker.gate.set()
    async with jobs_of(store) as door, jobs_of(store) as jobs, working(jobs, worker):
        door.wake("lane-a")
        await worker.until_asked()

    assert worker.drained == [("lane-a", False)]
    assert await known(store) == []


async def test_a_lane_is_drained_by_one_worker_at_a_time(store: Store) -> None:
    await asyncio.to_thread(prepare, store)
    worker = Worker()
    async with jobs_of(store) as jobs, working(jobs, worker):
        jobs.wake("lane-a")
        await worker.until_asked()
        jobs.wake("lane-a")
        await settled(jobs)

        assert await known(store) == [("lane-a", "doing"), ("lane-a", "todo")]
        assert len(worker.drained) == 1


async def test_the_sweep_wakes_only_lanes_that_no_job_is_for(store: Store) -> None:
    await asyncio.to_thread(prepare, store)
    async with jobs_of(store) as jobs:
        jobs.wake("lane-a")
        await settled(jobs)
        await jobs.sweep(["lane-a", "lane-b"])
        await settled(jobs)

    assert await known(store) == [("lane-a", "todo"), ("lane-b", "todo")]


async def test_a_lane_whose_worker_died_is_handed_on_with_care(store: Store) -> None:
    await asyncio.to_thread(prepare, store)
    await asyncio.to_thread(leave_job, store, "lanes", "drain", "lane-a")
    worker = Worker()
    worker.gate.set()
    async with jobs_of(store) as jobs:
        jobs.wake("lane-a")  # since it died: a plain retry would clash with this
        await settled(jobs)
        alone = await jobs.hand_on(none, ())
        assert len(alone) == 1
        assert await jobs.hand_on(none, alone) == set()
        assert await known(store) == [("lane-a", "todo"), ("lane-a", "todo")]

        async with working(jobs, worker):
            await worker.until_asked()

    assert worker.drained[0] == ("lane-a", True)


async def test_two_leaders_hand_a_lane_on_once(store: Store) -> None:
    await asyncio.to_thread(prepare, store)
    await asyncio.to_thread(leave_job, store, "lanes", "drain", "lane-a")
    async with jobs_of(store) as one, jobs_of(store) as other:
        alone = await one.hand_on(none, ())

        await asyncio.gather(one.hand_on(none, alone), other.hand_on(none, alone))

    assert await known(store) == [("lane-a", "todo")]


async def test_what_is_in_a_living_worker_s_hands_is_left_there(store: Store) -> None:
    await asyncio.to_thread(prepare, store)
    worker = Worker()
    async with jobs_of(store) as jobs, working(jobs, worker):
        jobs.wake("lane-a")
        await worker.until_asked()

        assert await jobs.hand_on(everyone, ()) == set()
        assert await known(store) == [("lane-a", "doing")]


async def test_other_jobs_of_a_silent_worker_are_done_again(store: Store) -> None:
    await asyncio.to_thread(prepare, store)
    await asyncio.to_thread(leave_job, store, "others", "count", None)
    worker, done = Worker(), asyncio.Event()
    worker.gate.set()

    async def count(lane: str | None) -> None:
        assert lane is None
        done.set()

    async with jobs_of(store) as jobs:
        jobs.task("count", count, queue="others")
        assert await jobs.retry_silent() == 1
        async with working(jobs, worker):
            await done.wait()

    assert await known(store) == []


async def test_a_worker_that_lost_its_database_goes_on(store: Store) -> None:
    await asyncio.to_thread(prepare, store)
    worker = Worker()
    worker.gate.set()
    async with jobs_of(store) as jobs, working(jobs, worker):
        jobs.wake("lane-a")
        await worker.until_asked()
        while await known(store):  # until it is written down that the first is done
            pass

        await asyncio.to_thread(cut_others, store)
        async with jobs_of(store) as door:
            door.wake("lane-b")
            await worker.until_asked()

    assert worker.drained == [("lane-a", False), ("lane-b", False)]


def leave_job(store: Store, queue: str, task: str, lane: str | None) -> None:
    """Leave a job in the hands of a worker that was last heard of an hour ago."""
    statement = text(
        "WITH dead AS (INSERT INTO procrastinate_workers (last_heartbeat)"
        " VALUES (now() - interval '1 hour') RETURNING id)"
        " INSERT INTO procrastinate_jobs"
        " (queue_name, task_name, lock, queueing_lock, args, status, worker_id)"
        " SELECT :queue, :task, :lane, :lane, json_build_object('lane', :lane), 'doing', id"
        " FROM dead"
    ).bindparams(bindparam("lane", type_=String()))
    with store.engine.begin() as connection:
        connection.execute(statement, {"queue": queue, "task": task, "lane": lane})
