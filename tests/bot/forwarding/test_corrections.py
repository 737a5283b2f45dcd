"""Corrections on their way: after what they correct, and with the files that they still name."""

import pytest

from tests.bot.exporting.visits import code
from tests.bot.forwarding.pretended import Pretended
from tests.bot.forwarding.rig import Rig

pytestmark = pytest.mark.anyio


def numbers(server: Pretended) -> list[str]:
    """Read the instanceID of each submission that came."""
    return [body.partition("<instanceID>")[2].partition("<")[0] for body in server.submissions()]


def files(server: Pretended) -> list[list[str]]:
    """Name the files that came with each submission."""
    return [sorted(set(parts) - {"xml_submission_file"}) for parts in server.received]


async def test_a_correction_follows_what_it_corrects_and_names_it(
    rig: Rig, server: Pretended
) -> None:
    first = await rig.submit(code("a"))
    second = await rig.submit(code("b"), corrects=first)
    third = await rig.submit(code("c"), corrects=second)

    await rig.forward()

    assert numbers(server) == [first, second, third]
    assert f"<deprecatedID>{second}</deprecatedID>" in server.submissions()[-1]


async def test_a_correction_waits_while_what_it_corrects_is_tried_again(
    rig: Rig, server: Pretended
) -> None:
    first = await rig.submit(code("a"))
    second = await rig.submit(code("b"), corrects=first)
    server.answers = [503]

    await rig.forward()
    waiting = await rig.state(second)
    rig.watch.move(minutes=1)
    await rig.forward()
    rig.watch.move(minutes=5)  # after a fault others follow later
    await rig.forward()

    assert waiting == ("waiting", "")
    assert numbers(server) == [first, first, second]
    assert await rig.state(second) == ("taken", "")


async def test_a_correction_waits_for_a_picture_of_what_it_corrects(
    rig: Rig, server: Pretended
) -> None:
    first = await rig.submit("<photo>a.jpg</photo>", complete=False)
    await rig.submit(code("b"), corrects=first)

    await rig.forward()

    assert server.received == []


async def test_a_correction_is_sent_though_what_it_corrects_was_refused(
    rig: Rig, server: Pretended
) -> None:
    first = await rig.submit(code("a"))
    second = await rig.submit(code("b"), corrects=first)
    server.answers = [400]

    await rig.forward()

    assert (await rig.state(first), await rig.state(second)) == (("refused", "400"), ("taken", ""))


async def test_a_picture_goes_with_each_submission_that_names_it(
    rig: Rig, server: Pretended
) -> None:
    first = await rig.submit("<photo>a.jpg</photo>")
    second = await rig.submit("<photo>a.jpg</photo>", corrects=first)
    third = await rig.submit("<photo>b.jpg</photo>", corrects=second)
    await rig.attach("a.jpg", b"a", to=second)
    await rig.attach("b.jpg", b"b", to=third)

    await rig.forward()

    assert files(server) == [["a.jpg"], ["a.jpg"], ["b.jpg"]]
