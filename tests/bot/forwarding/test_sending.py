"""Sending: what a form server receives through a real socket."""

from datetime import timedelta

import pytest

from bot.forwarding.form_server import FormServer
from bot.forwarding.forwarder import Forwarder
from bot.secrets import Keyring
from bot.store import Store
from bot.words import Words
from models.attachment import FAILED
from models.forward import Forwards
from tests.bot.awaiting import NOON, Watch
from tests.bot.exporting.visits import FIRST, SECOND, Clinic, code
from tests.bot.fetching import aside
from tests.bot.forwarding.receiver import Receiver, receiving
from tests.bot.forwarding.rig import Rig
from tests.house import open_house

pytestmark = pytest.mark.anyio

PATH = "/v1/key/abc/projects/1"


@pytest.fixture
def clinic(lite: Store) -> Clinic:
    clinic = Clinic(store=lite)
    clinic.publish("1", FIRST)
    clinic.publish("2", SECOND)
    clinic.join("somsri")
    return clinic


@pytest.fixture
def base(receiver: Receiver) -> str:
    return f"{receiver.base}{PATH}"


async def test_a_submission_arrives_as_it_is_kept_with_its_picture(
    rig: Rig, receiver: Receiver
) -> None:
    key = await rig.submit("<who><code>ป้าแดง</code></who><photo>17.jpg</photo>")
    await rig.attach("17.jpg", b"\xff\xd8 picture", to=key)

    await rig.forward()

    [one] = receiver.received
    assert one.path == f"{PATH}/submission"
    assert one.headers["x-openrosa-version"] == "1.0"
    assert one.headers["date"] == "Wed, 25 Nov 2026 05:00:00 GMT"
    assert one.headers["authorization"] == "Bearer secret"
    assert set(one.parts) == {"xml_submission_file", "17.jpg"}
    xml, picture = one.parts["xml_submission_file"], one.parts["17.jpg"]
    assert (xml.file_name, xml.media_type) == ("submission.xml", "text/xml")
    assert xml.data.decode() == await rig.stored(key)
    assert f"<instanceID>{key}</instanceID>".encode() in xml.data
    assert (picture.file_name, picture.media_type) == ("17.jpg", "image/jpeg")
    assert picture.data == b"\xff\xd8 picture"
    row = await rig.row(key)
    assert (row.state, row.tries, row.ended_at, row.leased_until) == ("taken", 1, NOON, None)


async def three_files(rig: Rig) -> str:
    """Submit with files of which the last one needs a request of its own."""
    key = await rig.submit("<photo>a.jpg b.jpg c.mp3</photo>")
    for name, size in (("a.jpg", 600), ("b.jpg", 300), ("c.mp3", 2000)):
        await rig.attach(name, b"x" * size, to=key)
    return key


async def test_many_files_follow_with_the_same_xml(rig: Rig, receiver: Receiver) -> None:
    await three_files(rig)

    await rig.forward()

    first, last = receiver.received
    assert receiver.files() == [["a.jpg", "b.jpg"], ["c.mp3"]]
    assert first.parts["*isIncomplete*"].data == b"yes"
    assert "*isIncomplete*" not in last.parts
    assert first.parts["xml_submission_file"] == last.parts["xml_submission_file"]


async def test_after_a_fault_half_way_what_kobo_has_already_does_not_stop_the_rest(
    rig: Rig, receiver: Receiver
) -> None:
    key = await three_files(rig)
    receiver.answers = [201, 502]
    await rig.forward()
    rig.watch.move(minutes=1)
    receiver.answers = [202, 201]  # nothing new in the first request, and then a new file

    await rig.forward()

    assert receiver.files()[2:] == [["a.jpg", "b.jpg"], ["c.mp3"]]
    assert len(set(receiver.submissions())) == 1
    assert await rig.state(key) == ("taken", "")


async def test_what_arrived_before_its_answer_was_lost_ends_by_the_next_answer(
    rig: Rig, receiver: Receiver
) -> None:
    key = await rig.submit(code("a"))
    receiver.answers = [504]  # a proxy gave up, and Kobo went on
    await rig.forward()
    rig.watch.move(minutes=1)
    receiver.answers = [202]

    await rig.forward()
    rig.watch.move(days=1)
    await rig.forward()

    assert len(receiver.received) == 2
    assert await rig.state(key) == ("taken", "")


async def test_files_that_failed_or_are_named_no_more_stay_here(
    rig: Rig, receiver: Receiver
) -> None:
    key = await rig.submit("<photo>failed.jpg</photo>")
    await rig.attach("failed.jpg", b"x", to=key, state=FAILED)
    await rig.attach("blanked.jpg", b"x", to=key)

    await rig.forward()

    assert receiver.files() == [[]]


async def test_a_server_that_is_gone_is_waited_for(clinic: Clinic) -> None:
    key = await aside(lambda: clinic.submit(code("a")))
    with receiving() as gone:
        base = gone.base

    async with FormServer(url=base) as server:
        await Forwarder(store=clinic.store, server=server, clock=Watch()).pass_once()

    def read() -> tuple[str, str, timedelta]:
        with clinic.store.thinking() as session:
            row = Forwards(session).get(key)
            assert row is not None
            return row.state, row.why, row.again_at - NOON

    assert await aside(read) == ("waiting", "ConnectError", timedelta(minutes=1))


async def test_a_running_bot_sends_on_what_was_finished(
    clinic: Clinic, keys: Keyring, receiver: Receiver, words: Words
) -> None:
    await aside(lambda: clinic.submit(code("a")))
    server = FormServer(url=receiver.base)

    async with open_house(clinic.store, keys, words=words, form_server=server) as house:
        assert house.app.forwarder is not None
        await house.app.forwarder.pass_once()

    assert [one.path for one in receiver.received] == ["/submission"]
