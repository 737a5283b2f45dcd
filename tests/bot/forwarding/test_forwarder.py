"""Forwarding: what a form server receives, and what becomes of it."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest

from bot.forwarding.form_server import FormServer
from bot.forwarding.forwarder import Forwarder
from bot.secrets import Keyring
from bot.store import Store
from bot.words import Words
from models.attachment import FAILED, KEPT, Attachment, Attachments
from models.columns import place
from models.forward import Forward, Forwards
from models.submission import Submission, Submissions
from tests.bot.awaiting import NOON, Watch
from tests.bot.exporting.visits import FIRST, Clinic, code
from tests.bot.fetching import aside
from tests.bot.forwarding.receiver import Receiver, receiving
from tests.house import open_house

pytestmark = pytest.mark.anyio

PATH = "/v1/key/abc/projects/1"


@dataclass(kw_only=True)
class Rig:
    """A clinic whose submissions are forwarded to a receiver."""

    clinic: Clinic
    keys: Keyring
    watch: Watch
    forwarder: Forwarder

    async def submit(
        self,
        *answers: str,
        complete: bool = True,
        demo: bool = False,
        corrects: str | None = None,
    ) -> str:
        return await aside(
            lambda: self.clinic.submit(
                *answers, by="somsri", complete=complete, demo=demo, corrects=corrects
            )
        )

    async def attach(self, name: str, data: bytes, *, to: str, state: str = KEPT) -> None:
        def keep() -> None:
            self.clinic.attach(name, to=to, by="somsri", state=state)
            with self.clinic.store.writing() as session:
                attachment = Attachments(session).get(name)
                assert attachment is not None
                cell = place(Attachment.__tablename__, "content_sealed", name)
                attachment.content_sealed = self.keys.seal(data, cell)

        await aside(keep)

    async def forward(self) -> None:
        await self.forwarder.pass_once()

    async def stored(self, key: str) -> bytes:
        def read() -> bytes:
            with self.clinic.store.thinking() as session:
                submission = Submissions(session).get(key)
                assert submission is not None
                return (submission.xml or "").encode()

        return await aside(read)

    async def row(self, key: str) -> Forward | None:
        def read() -> Forward | None:
            with self.clinic.store.thinking() as session:
                return Forwards(session).get(key)

        return await aside(read)

    async def state(self, key: str) -> tuple[str, str] | None:
        row = await self.row(key)
        return None if row is None else (row.state, row.why)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def clinic(store: Store) -> Clinic:
    clinic = Clinic(store=store)
    clinic.publish("1", FIRST)
    clinic.join("somsri")
    return clinic


@pytest.fixture
async def rig(clinic: Clinic, keys: Keyring, receiver: Receiver) -> AsyncIterator[Rig]:
    watch = Watch()
    async with FormServer(url=f"{receiver.base}{PATH}/", token="secret") as server:
        forwarder = Forwarder(store=clinic.store, server=server, clock=watch, most=1000)
        yield Rig(clinic=clinic, keys=keys, watch=watch, forwarder=forwarder)


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
    assert xml.data == await rig.stored(key)
    assert f"<instanceID>{key}</instanceID>".encode() in xml.data
    assert (picture.file_name, picture.media_type) == ("17.jpg", "image/jpeg")
    assert picture.data == b"\xff\xd8 picture"
    row = await rig.row(key)
    assert row is not None
    assert (row.state, row.tries, row.ended_at, row.leased_until) == ("taken", 1, NOON, None)


async def test_what_was_taken_is_not_sent_again(rig: Rig, receiver: Receiver) -> None:
    await rig.submit(code("a"), code("b"))

    await rig.forward()
    rig.watch.move(days=1)
    await rig.forward()

    assert len(receiver.received) == 2


async def test_demo_and_incomplete_submissions_stay_here(rig: Rig, receiver: Receiver) -> None:
    demo = await rig.submit(code("demo"), demo=True)
    part = await rig.submit(code("part"), complete=False)

    await rig.forward()

    assert receiver.received == []
    assert (await rig.state(demo), await rig.state(part)) == (None, None)


async def test_many_files_follow_with_the_same_xml(rig: Rig, receiver: Receiver) -> None:
    key = await rig.submit("<photo>a.jpg b.jpg c.mp3</photo>")
    for name, size in (("a.jpg", 600), ("b.jpg", 300), ("c.mp3", 2000)):
        await rig.attach(name, b"x" * size, to=key)

    await rig.forward()

    first, last = receiver.received
    assert receiver.files() == [["a.jpg", "b.jpg"], ["c.mp3"]]
    assert first.parts["*isIncomplete*"].data == b"yes"
    assert "*isIncomplete*" not in last.parts
    assert first.parts["xml_submission_file"] == last.parts["xml_submission_file"]


async def test_files_that_failed_or_are_named_no_more_stay_here(
    rig: Rig, receiver: Receiver
) -> None:
    key = await rig.submit("<photo>failed.jpg</photo>")
    await rig.attach("failed.jpg", b"x", to=key, state=FAILED)
    await rig.attach("blanked.jpg", b"x", to=key)

    await rig.forward()

    assert receiver.files() == [[]]


async def test_a_busy_server_is_asked_again_later_and_later(rig: Rig, receiver: Receiver) -> None:
    key = await rig.submit(code("a"))
    receiver.answers = [503, 503, 503]

    waits = list[timedelta]()
    for _ in range(3):
        await rig.forward()
        row = await rig.row(key)
        assert row is not None
        assert (row.state, row.why) == ("waiting", "503")
        waits.append(row.again_at - rig.watch())
        rig.watch.at = row.again_at
    await rig.forward()

    assert [wait.total_seconds() for wait in waits] == [60, 120, 240]
    assert await rig.state(key) == ("taken", "")
    assert len({one.parts["xml_submission_file"].data for one in receiver.received}) == 1


async def test_nothing_more_is_tried_where_the_server_takes_nothing(
    rig: Rig, receiver: Receiver
) -> None:
    await rig.submit(code("a"), code("b"))
    receiver.answers = [401]

    await rig.forward()

    assert len(receiver.received) == 1


async def test_a_form_that_is_not_there_does_not_hold_up_the_others(
    rig: Rig, receiver: Receiver
) -> None:
    await rig.submit(code("a"))
    other = await rig.submit(code("b"))
    receiver.answers = [404]

    await rig.forward()

    assert await rig.state(other) == ("taken", "")


@pytest.mark.parametrize("status", [200, 202, 302, 500])
async def test_only_201_is_success(rig: Rig, receiver: Receiver, status: int) -> None:
    key = await rig.submit(code("a"))
    receiver.answers = [status]

    await rig.forward()

    assert await rig.state(key) == ("waiting", str(status))


@pytest.mark.parametrize("status", [400, 409, 413])
async def test_what_the_server_refuses_is_not_tried_again(
    rig: Rig, receiver: Receiver, status: int
) -> None:
    key = await rig.submit(code("a"))
    receiver.answers = [status]

    await rig.forward()
    rig.watch.move(days=30)
    await rig.forward()

    assert await rig.state(key) == ("refused", str(status))
    assert len(receiver.received) == 1


async def test_a_server_that_is_gone_is_waited_for(clinic: Clinic) -> None:
    key = await aside(lambda: clinic.submit(code("a")))
    with receiving() as gone:
        base = gone.base

    async with FormServer(url=base) as server:
        await Forwarder(store=clinic.store, server=server, clock=Watch()).pass_once()

    def read() -> tuple[str, str]:
        with clinic.store.thinking() as session:
            row = Forwards(session).get(key)
            assert row is not None
            return row.state, row.why

    assert await aside(read) == ("waiting", "ConnectError")


async def test_a_forwarder_that_died_loses_nothing(rig: Rig, receiver: Receiver) -> None:
    key = await rig.submit(code("a"))

    def die() -> None:
        with rig.clinic.store.writing() as session:
            Forwards(session).note_new(NOON)
            assert Forwards(session).lease(NOON, NOON + timedelta(minutes=15)) is not None

    await aside(die)

    await rig.forward()
    assert receiver.received == []
    rig.watch.move(minutes=15)
    await rig.forward()

    assert await rig.state(key) == ("taken", "")


def numbers(receiver: Receiver) -> list[str]:
    """Read the instanceID of each submission that came."""
    bodies = [one.parts["xml_submission_file"].data.decode() for one in receiver.received]
    return [body.partition("<instanceID>")[2].partition("<")[0] for body in bodies]


async def test_a_correction_follows_what_it_corrects_and_names_it(
    rig: Rig, receiver: Receiver
) -> None:
    first = await rig.submit(code("a"))
    second = await rig.submit(code("b"), corrects=first)
    third = await rig.submit(code("c"), corrects=second)

    await rig.forward()

    assert numbers(receiver) == [first, second, third]
    last = receiver.received[-1].parts["xml_submission_file"].data.decode()
    assert f"<deprecatedID>{second}</deprecatedID>" in last


async def test_a_correction_waits_while_what_it_corrects_is_tried_again(
    rig: Rig, receiver: Receiver
) -> None:
    first = await rig.submit(code("a"))
    second = await rig.submit(code("b"), corrects=first)
    receiver.answers = [404]

    await rig.forward()
    waiting = await rig.state(second)
    rig.watch.move(minutes=1)
    await rig.forward()

    assert waiting == ("waiting", "")
    assert numbers(receiver) == [first, first, second]
    assert await rig.state(second) == ("taken", "")


async def test_a_correction_waits_for_a_picture_of_what_it_corrects(
    rig: Rig, receiver: Receiver
) -> None:
    first = await rig.submit("<photo>a.jpg</photo>", complete=False)
    await rig.submit(code("b"), corrects=first)

    await rig.forward()

    assert receiver.received == []


async def test_a_correction_is_sent_though_what_it_corrects_was_refused(
    rig: Rig, receiver: Receiver
) -> None:
    first = await rig.submit(code("a"))
    second = await rig.submit(code("b"), corrects=first)
    receiver.answers = [400]

    await rig.forward()

    assert (await rig.state(first), await rig.state(second)) == (("refused", "400"), ("taken", ""))


async def test_a_picture_goes_with_each_submission_that_names_it(
    rig: Rig, receiver: Receiver
) -> None:
    first = await rig.submit("<photo>a.jpg</photo>")
    second = await rig.submit("<photo>a.jpg</photo>", corrects=first)
    third = await rig.submit("<photo>b.jpg</photo>", corrects=second)
    await rig.attach("a.jpg", b"a", to=second)
    await rig.attach("b.jpg", b"b", to=third)

    await rig.forward()

    assert receiver.files() == [["a.jpg"], ["a.jpg"], ["b.jpg"]]


async def test_an_erased_submission_takes_its_row_along(rig: Rig, receiver: Receiver) -> None:
    key = await rig.submit(code("a"))
    receiver.answers = [503]
    await rig.forward()

    def erase() -> None:
        with rig.clinic.store.writing() as session:
            session.delete(session.get_one(Submission, key))

    await aside(erase)

    assert await rig.row(key) is None


@pytest.mark.parametrize(
    ("token", "sent"), [("", None), ("abc", "Bearer abc"), ("Token abc", "Token abc")]
)
async def test_a_token_is_sent_in_the_scheme_that_it_names(
    receiver: Receiver, token: str, sent: str | None
) -> None:
    async with FormServer(url=f"{receiver.base}/submission", token=token) as server:
        await server.submit(b"<data/>", [], more=False, at=NOON)

    [one] = receiver.received
    assert one.path == "/submission"
    assert one.headers.get("authorization") == sent


async def test_a_running_bot_sends_on_what_was_finished(
    clinic: Clinic, keys: Keyring, receiver: Receiver, words: Words
) -> None:
    await aside(lambda: clinic.submit(code("a")))
    server = FormServer(url=receiver.base)

    async with open_house(clinic.store, keys, words=words, form_server=server) as house:
        assert house.app.forwarder is not None
        await house.app.forwarder.pass_once()

    assert [one.path for one in receiver.received] == ["/submission"]
