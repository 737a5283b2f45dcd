"""The timetable: a job that takes long is not warned about every few seconds, nor one cut short."""

import asyncio
import logging

import pytest

from bot.timetable import Timetable

pytestmark = pytest.mark.anyio


async def test_a_turn_that_is_left_out_is_no_news(caplog: pytest.LogCaptureFixture) -> None:
    turns = 0
    begun, over = asyncio.Event(), asyncio.Event()

    async def job() -> None:
        nonlocal turns
        turns += 1
        begun.set()
        await over.wait()

    timetable = Timetable()
    timetable.every(0.01, job)
    with caplog.at_level(logging.WARNING):
        timetable.start()
        await begun.wait()
        await asyncio.sleep(0.1)  # many turns of it
        over.set()
        timetable.stop()

    assert turns == 1
    assert caplog.messages == []


async def test_a_job_that_is_cut_short_by_the_end_is_no_news(
    caplog: pytest.LogCaptureFixture,
) -> None:
    begun, ended = asyncio.Event(), asyncio.Event()

    async def job() -> None:
        begun.set()
        try:
            await asyncio.sleep(60)
        finally:
            ended.set()

    timetable = Timetable()
    timetable.every(0.01, job)
    with caplog.at_level(logging.WARNING):
        timetable.start()
        await begun.wait()
        timetable.stop()
        await ended.wait()
        await asyncio.sleep(0)

    assert caplog.messages == []
