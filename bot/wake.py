"""Waking workers: a job a lane, deferred after the commit and done by whoever is free."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Final, Protocol, TypeAlias

import procrastinate
import structlog
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException, ProcrastinateException
from procrastinate.jobs import Job, Status
from procrastinate.schema import SchemaManager
from sqlalchemy import URL, Connection, text

from bot.store import WIRE

_LANES: Final = "lanes"
_DRAIN: Final = "drain"
_LANES_AT_ONCE: Final = 64
_HEARTBEAT_S: Final = 2.0
_SILENT_S: Final = 8.0  # a worker that was not heard of for so long is taken for dead
_POLL_S: Final = 2.0  # LISTEN wakes it at once; this is for what it did not hear
_GRACE_S: Final = 20.0  # for what runs, when a worker is told to stop
_PAUSE_S: Final = 1.0
_PATIENCE_S: Final = 5.0  # until a connection is to be had

log = structlog.get_logger()


HeldOf: TypeAlias = Callable[[Collection[str]], Awaitable[Collection[str]]]
"""Tells which of these lanes are in some living process's hands."""


class DrainLane(Protocol):
    """What a worker does for a lane."""

    async def __call__(self, lane: str, *, careful: bool = False) -> None:
        """Drain a lane; `careful` when the last worker that tried may have died of it."""


class Jobs:
    """The jobs of all processes that share a PostgreSQL database.

    Nothing is remembered here but that somebody should look: tables are the truth. A job tells the
    lane, which is a keyed hash, and nothing else. `pool` connections are for all of it, beside the
    one on which a worker listens.
    """

    def __init__(self, url: URL, *, pool: int = 4) -> None:
        self._app = procrastinate.App(
            connector=procrastinate.PsycopgConnector(
                conninfo=url.set(drivername="postgresql").render_as_string(hide_password=False),
                min_size=1,
                max_size=pool,
                kwargs=WIRE,
                timeout=_PATIENCE_S,
                reconnect_timeout=_PATIENCE_S,
            )
        )
        self._waking: dict[str, asyncio.Task[None]] = {}
        self._again: set[str] = set()
        self._queues: set[str] = set()

    @asynccontextmanager
    async def opened(self) -> AsyncIterator["Jobs"]:
        """Connect; at the end, wait for what is being deferred."""
        async with self._app.open_async():
            try:
                yield self
            finally:
                while self._waking:
                    await asyncio.wait(self.waking)

    def wake(self, lane: str) -> None:
        """Have a worker see to a lane, if that can be; on the loop's thread, after the commit.

        It never fails: what is not deferred is found by the sweep. Waking twice does no harm.
        """
        if lane in self._waking:
            self._again.add(lane)
            return
        self._waking[lane] = task = asyncio.create_task(self._defer(lane))
        task.add_done_callback(lambda _: self._deferred(lane))

    @property
    def waking(self) -> list[asyncio.Task[None]]:
        """The wakes that are being deferred now."""
        return list(self._waking.values())

    def task(self, name: str, do: Callable[..., Awaitable[None]], *, queue: str) -> None:
        """Let a worker of this process do the jobs of this name by calling `do`.

        It takes jobs of such queues alone: while versions change, older workers leave new kinds of
        jobs to those who know them, if these have a queue of their own.
        """
        self._app.task(name=name, queue=queue)(do)
        self._queues.add(queue)

    async def work(self, drain: DrainLane) -> None:
        """Do jobs until cancelled; then what runs is finished, or broken off after a while.

        A worker that lost its database is begun anew under another number, so that what it held is
        seen to have no one.
        """

        async def drain_lane(lane: str, *, careful: bool = False) -> None:
            await drain(lane, careful=careful)

        self.task(_DRAIN, drain_lane, queue=_LANES)
        own = asyncio.current_task()
        while own is not None and not own.cancelling():  # losing the database hides a cancellation
            try:
                await self._app.run_worker_async(
                    queues=sorted(self._queues),
                    concurrency=_LANES_AT_ONCE,
                    fetch_job_polling_interval=_POLL_S,
                    update_heartbeat_interval=_HEARTBEAT_S,
                    stalled_worker_timeout=_SILENT_S,
                    shutdown_graceful_timeout=_GRACE_S,
                    delete_jobs="always",
                    install_signal_handlers=False,
                )
            except ConnectorException:
                log.warning("worker lost its database")
            await asyncio.sleep(_PAUSE_S)

    async def sweep(self, lanes: Collection[str]) -> None:
        """Wake those of these lanes that no job is for: the net under lost wakes."""
        known = {job.lock for status in ("todo", "doing") for job in await self._of_lanes(status)}
        for lane in lanes:
            if lane not in known:
                self.wake(lane)

    async def hand_on(self, held: HeldOf, alone: Collection[int]) -> set[int]:
        """Hand on the lanes of dead workers, and give the jobs that are alone at this look.

        A job is alone while its lane is in nobody's hands, which `held` tells. One that was so at
        the look before, too (`alone`), is replaced by a careful one.
        """
        doing = {job.id: job for job in await self._of_lanes("doing") if job.id and job.lock}
        in_hand = await held([job.lock for job in doing.values() if job.lock]) if doing else ()
        now_alone = {number for number, job in doing.items() if job.lock not in in_hand}
        for number in sorted(now_alone & set(alone)):
            await self._replace(doing[number])
        return now_alone - set(alone)

    async def retry_silent(self) -> int:
        """Have other jobs done again whose workers were silent for too long; give how many."""
        silent = await self._app.job_manager.get_stalled_jobs(seconds_since_heartbeat=_SILENT_S)
        others = [job for job in silent if job.queue != _LANES]
        for job in others:
            await self._app.job_manager.retry_job(job)
        return len(others)

    async def _of_lanes(self, status: str) -> list[Job]:
        jobs = await self._app.job_manager.list_jobs_async(queue=_LANES, status=status)
        return list(jobs)

    async def _replace(self, job: Job) -> None:
        """Put a careful job in the place of one that has no one.

        A plain retry would clash where the lane has been woken again meanwhile.
        """
        lane = job.lock or ""
        log.warning("lane handed on", lane=lane)
        with suppress(AlreadyEnqueued):
            await self._app.configure_task(
                _DRAIN, queue=_LANES, lock=lane, queueing_lock=f"care {lane}", priority=1
            ).defer_async(lane=lane, careful=True)
        try:
            await self._app.job_manager.finish_job(job, Status.FAILED, delete_job=True)
        except ConnectorException:
            log.info("lane was let go of", lane=lane)  # ended by itself meanwhile

    async def _defer(self, lane: str) -> None:
        try:
            await self._app.configure_task(
                _DRAIN, queue=_LANES, lock=lane, queueing_lock=lane
            ).defer_async(lane=lane)
        except AlreadyEnqueued:
            return
        except ProcrastinateException as failed:
            log.warning("wake lost", lane=lane, fault=type(failed).__name__)

    def _deferred(self, lane: str) -> None:
        del self._waking[lane]
        if lane in self._again:
            self._again.discard(lane)
            self.wake(lane)


def has_every_step(connection: Connection) -> bool:
    """Tell whether procrastinate's own tables are as it wants them; a later version's will do."""
    return (_taken(connection) or "") >= max(_steps())


def take_steps(connection: Connection) -> None:
    """Make procrastinate's tables, or take the steps that they lack, in this transaction.

    Which step was the last is written on one of them, as its comment.
    """
    steps, taken = _steps(), _taken(connection)
    missing = [steps[name] for name in sorted(steps) if taken is not None and name > taken]
    cursor = connection.connection.cursor()
    for sql in [SchemaManager.get_schema()] if taken is None else missing:
        cursor.execute(sql)  # without arguments: several statements at once
    last = max([*steps, taken or ""])
    connection.execute(text(f"COMMENT ON TABLE procrastinate_jobs IS '{last}'"))


def _taken(connection: Connection) -> str | None:
    query = text("SELECT obj_description(to_regclass('procrastinate_jobs'))")
    taken: str | None = connection.scalar(query)
    return taken


def _steps() -> dict[str, str]:
    files = Path(SchemaManager.get_migrations_path()).glob("*.sql")
    return {path.name: path.read_text("utf-8") for path in files}
