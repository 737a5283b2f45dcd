"""The fetcher: what comes, what comes later, what never comes."""

from collections.abc import AsyncIterator
from io import BytesIO

import pytest
from PIL import Image
from structlog.testing import capture_logs
from typing_extensions import override

from bot.line.content import ContentClient, Here, Later, Lost, Outcome
from bot.secrets import Keyring, WrongKeyError
from bot.simulator.contents import Content
from bot.simulator.faults import Fault
from bot.simulator.server import serving
from bot.simulator.world import World
from bot.store import Store
from models.columns import place
from tests.bot.awaiting import NOON, Waiting, Watch
from tests.bot.drawing import MODEL, claiming, photograph
from tests.bot.fetching import Rig, Saying, aside

pytestmark = pytest.mark.anyio


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def world(watch: Watch) -> World:
    return World(now=watch)


@pytest.fixture
def waiting(store: Store) -> Waiting:
    waiting = Waiting(store=store)
    waiting.join("somsri")
    return waiting


@pytest.fixture
async def rig(store: Store, keys: Keyring, world: World, watch: Watch) -> AsyncIterator[Rig]:
    async with (
        serving(world) as base,
        ContentClient(base=base, token=world.channel.access_token) as client,
    ):
        yield Rig(store, keys, client, watch)


def hold(world: World, data: bytes, *, message: str = "17", preparing: int = 0) -> None:
    world.contents.put(message, Content(data=data, media_type="any/thing", preparing=preparing))


async def test_a_picture_is_kept_sealed_and_its_lane_hears_of_it(
    world: World, rig: Rig, waiting: Waiting, keys: Keyring
) -> None:
    sent = photograph()
    hold(world, sent)
    await aside(lambda: waiting.awaits("p1"))

    await rig.fetch()

    kept = await aside(lambda: waiting.get("p1"))
    assert kept is not None
    assert (kept.state, kept.leased_until) == ("kept", None)
    sealed = kept.content_sealed
    assert sealed is not None
    picture = keys.unseal(sealed, place("attachments", "content_sealed", "p1"))
    assert picture not in sealed
    assert MODEL.encode() not in picture
    assert Image.open(BytesIO(picture)).size == (40, 20)
    with pytest.raises(WrongKeyError):
        keys.unseal(sealed, place("attachments", "content_sealed", "p2"))
    assert await aside(waiting.events) == [
        ("fetched:p1", "somsri", {"type": "siao.fetched", "attachmentId": "p1"})
    ]
    assert rig.woken == ["somsri"]


@pytest.mark.parametrize("media", ["audio", "video", "file"])
async def test_what_is_no_picture_is_kept_as_it_came(
    world: World, rig: Rig, waiting: Waiting, keys: Keyring, media: str
) -> None:
    hold(world, b"\x00as it came\xff")
    await aside(lambda: waiting.awaits("f1", media=media))

    await rig.fetch()

    kept = await aside(lambda: waiting.get("f1"))
    assert kept is not None
    assert kept.content_sealed is not None
    cell = place("attachments", "content_sealed", "f1")
    assert keys.unseal(kept.content_sealed, cell) == b"\x00as it came\xff"


async def test_what_line_still_prepares_is_asked_for_again_after_a_while(
    world: World, rig: Rig, waiting: Waiting, watch: Watch
) -> None:
    hold(world, photograph(), preparing=2)
    await aside(lambda: waiting.awaits("p1"))

    await rig.fetch()
    await rig.fetch()  # too early: not asked
    assert len(world.asked("content")) == 1
    assert await aside(lambda: waiting.state("p1")) == "awaited"
    watch.move(seconds=2)
    await rig.fetch()
    watch.move(seconds=2)
    await rig.fetch()

    assert len(world.asked("content")) == 3
    assert await aside(lambda: waiting.state("p1")) == "kept"


async def test_the_pauses_grow_and_end_after_an_hour(
    store: Store, keys: Keyring, waiting: Waiting, watch: Watch
) -> None:
    line = Saying(Later(why="202"))
    rig = Rig(store, keys, line, watch)
    await aside(lambda: waiting.awaits("p1"))
    tries = []

    while await aside(lambda: waiting.state("p1")) == "awaited":
        row = await aside(lambda: waiting.get("p1"))
        assert row is not None
        watch.at = max(watch.at, row.again_at)
        tries.append(int((watch.at - NOON).total_seconds()))
        await rig.fetch()

    assert tries[:8] == [0, 2, 4, 8, 16, 32, 64, 128]
    assert tries[-1] == 3600
    assert len(line.asked) == len(tries) < 25
    assert await aside(waiting.events) == [
        (
            "fetchfailed:p1",
            "somsri",
            {"type": "siao.fetchFailed", "attachmentId": "p1", "reason": "too_late"},
        )
    ]
    assert rig.woken == ["somsri"]


@pytest.mark.parametrize(
    ("outcome", "reason"),
    [
        (Lost(why="gone"), "gone"),
        (Lost(why="too_big"), "too_big"),
        (Lost(why="refused"), "refused"),
        (Here(data="ไม่ใช่รูป".encode()), "no_picture"),
        (Here(data=photograph(width=400, height=400)[:-2000]), "no_picture"),
        (Here(data=claiming(50_000, 50_000)), "too_big"),
    ],
    ids=["gone", "too big", "refused", "text", "cut short", "bomb"],
)
async def test_what_cannot_be_had_fails_and_its_lane_hears_why(
    store: Store, keys: Keyring, waiting: Waiting, watch: Watch, outcome: Outcome, reason: str
) -> None:
    rig = Rig(store, keys, Saying(outcome), watch)
    await aside(lambda: waiting.awaits("p1"))

    await rig.fetch()
    await rig.fetch()

    failed = await aside(lambda: waiting.get("p1"))
    assert failed is not None
    assert (failed.state, failed.content_sealed, failed.leased_until) == ("failed", None, None)
    assert await aside(waiting.events) == [
        (
            "fetchfailed:p1",
            "somsri",
            {"type": "siao.fetchFailed", "attachmentId": "p1", "reason": reason},
        )
    ]
    assert rig.woken == ["somsri"]


async def test_what_was_taken_back_at_line_fails(world: World, rig: Rig, waiting: Waiting) -> None:
    hold(world, photograph())
    world.contents.take_back("17")
    await aside(lambda: waiting.awaits("p1"))

    await rig.fetch()

    assert [event for event, _, _ in await aside(waiting.events)] == ["fetchfailed:p1"]


async def test_a_token_that_is_not_taken_is_logged_once_and_all_is_asked_for_later(
    store: Store, keys: Keyring, waiting: Waiting, watch: Watch
) -> None:
    barred = Later(why="401", barred=True)
    line = Saying(barred, barred, barred, Here(data=photograph()))
    rig = Rig(store, keys, line, watch)
    await aside(lambda: waiting.awaits("p1"))
    await aside(lambda: waiting.awaits("p2"))

    with capture_logs() as logs:
        await rig.fetch()
        watch.move(seconds=2)
        await rig.fetch()
        watch.move(minutes=5)
        await rig.fetch()

    assert [entry["event"] for entry in logs if entry["log_level"] == "error"] == ["fetch barred"]
    assert [await aside(lambda: waiting.state("p1")), await aside(lambda: waiting.state("p2"))] == [
        "kept",
        "kept",
    ]


async def test_a_failure_of_line_is_tried_again(
    world: World, rig: Rig, waiting: Waiting, watch: Watch
) -> None:
    hold(world, photograph())
    world.faults.add(Fault(kind="503", endpoint="content"))
    world.faults.add(Fault(kind="drop", endpoint="content"))
    await aside(lambda: waiting.awaits("p1"))

    for _ in range(3):
        await rig.fetch()
        watch.move(seconds=5)

    assert await aside(lambda: waiting.state("p1")) == "kept"


async def test_what_breaks_one_fetch_does_not_hold_up_the_others(
    store: Store, keys: Keyring, waiting: Waiting, watch: Watch
) -> None:
    class Breaking(Saying):
        @override
        async def fetch(self, message_id: str) -> Outcome:
            if message_id == "13":
                raise RuntimeError("unforeseen")
            return await super().fetch(message_id)

    rig = Rig(store, keys, Breaking(Here(data=b"x")), watch)
    await aside(lambda: waiting.awaits("f1", media="audio", message="13"))
    await aside(lambda: waiting.awaits("f2", media="audio", message="14"))

    with capture_logs() as logs:
        await rig.fetch()

    assert [entry["event"] for entry in logs] == ["fetch broke"]
    assert await aside(lambda: waiting.state("f2")) == "kept"
    assert await aside(lambda: waiting.state("f1")) == "awaited"
