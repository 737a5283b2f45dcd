"""What is blanked while it waits: it is not given away any more, and the waiting ends."""

import httpx
import pytest

from tests.bot.exporting.visits import code
from tests.bot.forwarding.pretended import Pretended
from tests.bot.forwarding.rig import Rig

pytestmark = pytest.mark.anyio

CODE = "/data/who/code"


async def lost(rig: Rig, server: Pretended, *answers: str) -> str:
    """Submit and send, but never hear whether it arrived; then the code is blanked at night."""
    key = await rig.submit(*answers)
    server.answers = [httpx.ReadTimeout("120 s")]
    await rig.forward()
    await rig.blank(key, CODE)
    rig.watch.move(minutes=1)
    return key


async def test_what_was_blanked_meanwhile_is_not_sent(rig: Rig, server: Pretended) -> None:
    key = await lost(rig, server, code("ป้าแดง"))

    await rig.forward()

    before, after = server.submissions()
    assert "ป้าแดง" in before
    assert "ป้าแดง" not in after
    assert after == await rig.stored(key)
    assert await rig.state(key) == ("taken", "")


async def test_a_server_that_has_it_from_before_ends_the_waiting(
    rig: Rig, server: Pretended
) -> None:
    key = await lost(rig, server, code("ป้าแดง"))
    server.answers = [409]

    await rig.forward()
    rig.watch.move(days=30)
    await rig.forward()

    assert await rig.state(key) == ("taken", "409")
    assert len(server.received) == 2


async def test_where_files_may_be_missing_there_people_look_at_it(
    rig: Rig, server: Pretended
) -> None:
    key = await rig.submit(f"{code('ป้าแดง')}<photo>17.jpg</photo>")
    await rig.attach("17.jpg", b"picture", to=key)
    server.answers = [httpx.ReadTimeout("120 s"), 409]
    await rig.forward()
    await rig.blank(key, CODE)
    rig.watch.move(minutes=1)

    await rig.forward()

    assert await rig.state(key) == ("refused", "409")


async def test_a_picture_whose_answer_was_blanked_is_not_sent(rig: Rig, server: Pretended) -> None:
    key = await rig.submit("<photo>17.jpg</photo>")
    await rig.attach("17.jpg", b"picture", to=key)
    server.answers = [503]
    await rig.forward()
    await rig.blank(key, "/data/photo")
    rig.watch.move(minutes=1)

    await rig.forward()

    assert [set(parts) for parts in server.received] == [
        {"xml_submission_file", "17.jpg"},
        {"xml_submission_file"},
    ]


async def test_another_content_where_nothing_was_blanked_is_refused(
    rig: Rig, server: Pretended
) -> None:
    key = await rig.submit(code("ป้าแดง"))
    server.answers = [httpx.ReadTimeout("120 s"), 409]
    await rig.forward()
    rig.watch.move(minutes=1)

    await rig.forward()

    assert await rig.state(key) == ("refused", "409")


async def test_what_ended_before_it_was_blanked_stays_as_it_ended(
    rig: Rig, server: Pretended
) -> None:
    key = await rig.submit(code("ป้าแดง"))
    server.answers = [409]
    await rig.forward()
    await rig.blank(key, CODE)
    await rig.retry(key)
    server.answers = [409]

    await rig.forward()

    assert await rig.state(key) == ("refused", "409")
