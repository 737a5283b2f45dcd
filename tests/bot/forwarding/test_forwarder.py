"""Forwarding: what is sent on and when, and what becomes of it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import httpx
import pytest

from bot.forwarding.form_server import Enclosed, Later
from bot.forwarding.forwarder import Forwarder
from models.forward import Forwards, Standing, Tally
from models.submission import Submission
from tests.bot.awaiting import NOON
from tests.bot.exporting.visits import code
from tests.bot.fetching import aside
from tests.bot.forwarding.pretended import Pretended
from tests.bot.forwarding.rig import Rig

pytestmark = pytest.mark.anyio


def nickname(text: str) -> str:
    """Answer the same question in the second version of the form."""
    return f"<who><nickname>{text}</nickname></who>"


async def test_what_was_taken_is_not_sent_again(rig: Rig, server: Pretended) -> None:
    await rig.submit(code("a"), code("b"))

    await rig.forward()
    rig.watch.move(days=1)
    await rig.forward()

    assert len(server.received) == 2


async def test_demo_and_incomplete_submissions_stay_here(rig: Rig, server: Pretended) -> None:
    demo = await rig.submit(code("demo"), demo=True)
    part = await rig.submit(code("part"), complete=False)

    await rig.forward()

    assert server.received == []
    assert (await rig.is_known(demo), await rig.is_known(part)) == (False, False)


@pytest.mark.parametrize(
    ("fault", "why"), [(503, "503"), (httpx.ReadTimeout("120 s"), "ReadTimeout")]
)
async def test_a_busy_server_is_asked_again_later_and_later(
    rig: Rig, server: Pretended, fault: int | httpx.HTTPError, why: str
) -> None:
    key = await rig.submit(code("a"))
    server.answers = [fault] * 3

    waits = list[timedelta]()
    for _ in range(3):
        await rig.forward()
        row = await rig.row(key)
        assert (row.state, row.why, row.noted_at) == ("waiting", why, NOON)
        waits.append(row.again_at - rig.watch())
        rig.watch.at = row.again_at
    await rig.forward()

    assert [wait.total_seconds() for wait in waits] == [60, 120, 240]
    assert await rig.state(key) == ("taken", "")
    assert len(set(server.submissions())) == 1


async def test_where_the_server_takes_nothing_one_is_tried_and_the_others_follow(
    rig: Rig, server: Pretended
) -> None:
    await rig.submit(code("a"), code("b"), code("c"))
    server.answers = [503, 503, 503]

    sent = list[int]()
    for _ in range(9):
        await rig.forward()
        sent.append(len(server.received))
        rig.watch.move(minutes=1)

    # The first alone is tried after 1, 3 and 7 minutes; those behind it 5 after the last fault.
    assert sent == [1, 2, 2, 3, 3, 3, 3, 4, 6]


@pytest.mark.parametrize("status", [401, 403, 404])
async def test_a_form_that_is_not_taken_does_not_hold_up_other_forms(
    rig: Rig, server: Pretended, status: int
) -> None:
    first = await rig.submit(code("a"))
    second = await rig.submit(code("b"))
    other = await rig.submit(nickname("c"), version="2")
    server.answers = [status]

    await rig.forward()

    assert len(server.received) == 2  # one to see that it is not taken, and the other
    assert await rig.state(first) == ("waiting", str(status))
    assert await rig.state(second) == ("waiting", "")
    assert await rig.state(other) == ("taken", "")


async def test_a_form_that_was_published_there_at_last_catches_up(
    rig: Rig, server: Pretended
) -> None:
    first = await rig.submit(code("a"))
    second = await rig.submit(code("b"))
    server.answers = [404]
    await rig.forward()

    rig.watch.move(minutes=1)
    await rig.forward()
    states = [await rig.state(first), await rig.state(second)]
    rig.watch.move(minutes=4)
    await rig.forward()

    assert states == [("taken", ""), ("waiting", "")]
    assert await rig.state(second) == ("taken", "")


async def test_a_submission_that_is_being_worked_on_there_holds_up_no_other(
    rig: Rig, server: Pretended
) -> None:
    locked = await rig.submit(code("a"))
    other = await rig.submit(code("b"))
    server.answers = [423]

    await rig.forward()

    assert await rig.state(locked) == ("waiting", "423")
    assert await rig.state(other) == ("taken", "")


@pytest.mark.parametrize("status", [400, 409, 413])
async def test_what_the_server_refuses_is_not_tried_again(
    rig: Rig, server: Pretended, status: int
) -> None:
    key = await rig.submit(code("a"))
    server.answers = [status]

    await rig.forward()
    rig.watch.move(days=30)
    await rig.forward()

    assert await rig.state(key) == ("refused", str(status))
    assert len(server.received) == 1


async def test_what_was_refused_can_be_tried_once_more(rig: Rig, server: Pretended) -> None:
    key = await rig.submit(code("a"))
    server.answers = [413]
    await rig.forward()
    rig.watch.move(days=1)

    assert await rig.retry(key) == 1
    await rig.forward()

    row = await rig.row(key)
    assert (row.state, row.why, row.tries) == ("taken", "", 1)
    assert row.ended_at == NOON + timedelta(days=1)


async def test_what_waits_for_hours_can_be_tried_now(rig: Rig, server: Pretended) -> None:
    waiting = await rig.submit(code("a"))
    taken = await rig.submit(nickname("b"), version="2")
    server.answers = [404, 201]
    await rig.forward()

    assert await rig.retry() == 1
    await rig.forward()

    assert await rig.state(waiting) == await rig.state(taken) == ("taken", "")
    assert len(server.received) == 3


class Interrupted:
    """A busy server, asked while somebody lets everything be tried again."""

    name = "forms.example"

    def __init__(self, rig: Rig) -> None:
        self._rig = rig

    async def submit(
        self, xml: bytes, files: Sequence[Enclosed], *, more: bool, at: datetime
    ) -> Later:
        assert (bool(xml), list(files), more, at) == (True, [], False, NOON)
        assert await self._rig.retry() == 1
        return Later(why="503")


async def test_what_is_retried_while_it_is_being_sent_waits_as_after_a_first_try(rig: Rig) -> None:
    rig.forwarder = Forwarder(
        store=rig.clinic.store, server=Interrupted(rig), clock=rig.watch, most=1000
    )
    key = await rig.submit(code("a"))

    await rig.forward()

    assert await rig.state(key) == ("waiting", "503")
    row = await rig.row(key)
    assert (row.again_at, row.leased_until) == (NOON + timedelta(minutes=1), None)


async def test_what_was_taken_is_not_retried(rig: Rig, server: Pretended) -> None:
    key = await rig.submit(code("a"))
    await rig.forward()

    assert await rig.retry(key) == 0
    await rig.forward()

    assert len(server.received) == 1


async def test_what_stands_is_told_with_its_reason_and_since_when(
    rig: Rig, server: Pretended
) -> None:
    refused = await rig.submit(code("a"))
    server.answers = [409]
    rig.watch.move(hours=1)
    await rig.forward()
    waiting = await rig.submit(code("b"), code("c"))
    server.answers = [404]
    rig.watch.move(hours=1)
    await rig.forward()

    def read() -> tuple[list[Tally], list[Standing]]:
        with rig.clinic.store.thinking() as session:
            return Forwards(session).tally(), list(Forwards(session).standing())

    tally, standing = await aside(read)

    one, two = NOON + timedelta(hours=1), NOON + timedelta(hours=2)
    assert tally == [
        Tally(state="refused", why="409", count=1, since=one),
        Tally(state="waiting", why="", count=1, since=two),
        Tally(state="waiting", why="404", count=1, since=two),
    ]
    assert standing[0] == Standing(
        submission_id=refused, form_id="visit", state="refused", tries=1, since=one, why="409"
    )
    assert [(row.tries, row.why, row.since) for row in standing[1:]] == [
        (1, "404", two),
        (0, "", two),
    ]
    assert standing[2].submission_id == waiting


async def test_a_forwarder_that_died_loses_nothing(rig: Rig, server: Pretended) -> None:
    key = await rig.submit(code("a"))

    def die() -> None:
        with rig.clinic.store.writing() as session:
            Forwards(session).note_new(NOON)
            assert Forwards(session).lease(NOON, NOON + timedelta(minutes=15)) is not None

    await aside(die)

    await rig.forward()
    assert server.received == []
    rig.watch.move(minutes=15)
    await rig.forward()

    assert await rig.state(key) == ("taken", "")


async def test_an_erased_submission_takes_its_row_along(rig: Rig, server: Pretended) -> None:
    key = await rig.submit(code("a"))
    server.answers = [503]
    await rig.forward()

    def erase() -> None:
        with rig.clinic.store.writing() as session:
            session.delete(session.get_one(Submission, key))

    await aside(erase)

    assert not await rig.is_known(key)
