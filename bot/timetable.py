"""The timetable: what is done every few seconds, and once a night."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import wraps

from apscheduler.schedulers.asyncio import AsyncIOScheduler

_quiet = logging.getLogger("apscheduler.scheduler")
"""Says every few seconds of a job that takes long that its next turn is left out, as it is to."""


class Timetable:
    """Interval jobs on the running loop; a job that is late is done late, never dropped."""

    def __init__(self) -> None:
        self._scheduler = AsyncIOScheduler(
            timezone="UTC",
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        _quiet.setLevel(logging.ERROR)

    def every(self, seconds: float, job: Callable[[], Awaitable[None]]) -> None:
        """Do `job` every so many seconds."""
        self._scheduler.add_job(_until_stopped(job), "interval", seconds=seconds)

    def start(self) -> None:
        """Begin."""
        self._scheduler.start()

    def stop(self) -> None:
        """Stop without waiting for what runs."""
        self._scheduler.shutdown(wait=False)


def _until_stopped(job: Callable[[], Awaitable[None]]) -> Callable[[], Awaitable[None]]:
    """Let a job end quietly with the timetable: that it was cut short is no fault of its own."""

    @wraps(job)
    async def done() -> None:
        with suppress(asyncio.CancelledError):
            await job()

    return done
