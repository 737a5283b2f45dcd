"""Pictures of broadcasts beside the clock: the same at each try, and as long as one names them."""

import asyncio
import json
from datetime import timedelta

from sqlalchemy import select

from bot.broadcasting.sending import forget
from bot.simulator.faults import Fault
from dialogue.broadcasting.sketch import Sketch
from models.broadcast import Broadcast, Broadcasts
from models.broadcast_picture import BroadcastPicture, BroadcastPictures
from models.broadcast_sketch import BroadcastSketch, Sketches
from tests.bot.broadcasting.broadcasts import HELD, Rig

IMAGE = {
    "type": "image",
    "originalContentUrl": "https://siao.example/get/abc",
    "previewImageUrl": "https://siao.example/get/abc",
}


def keep(rig: Rig, *names: str) -> None:
    """Keep pictures that go by their names."""
    with rig.store.writing() as session:
        for name in names:
            picture = BroadcastPicture(id=name, kept_at=rig.watch())
            BroadcastPictures(session).add(picture, token=f"token of {name}", content=b"seen")


def kept(rig: Rig) -> set[str]:
    with rig.store.thinking() as session:
        return set(session.scalars(select(BroadcastPicture.id)))


def show(rig: Rig, broadcast_id: str = "b") -> None:
    """Let a held broadcast show a picture."""
    with rig.store.writing() as session:
        one = session.get_one(Broadcast, broadcast_id)
        one.messages = json.dumps({"th": [{"type": "text", "text": "see"}, IMAGE]})


def ids(rig: Rig) -> set[str | None]:
    """List what pictures broadcasts name."""
    with rig.store.thinking() as session:
        return set(session.scalars(select(Broadcast.picture_id)))


async def test_the_picture_is_the_same_at_each_try(rig: Rig) -> None:
    await asyncio.to_thread(rig.meet, "p0", "p1")
    await asyncio.to_thread(rig.make, picture_id="p")
    await asyncio.to_thread(show, rig)
    rig.watch.move(HELD)
    rig.world.faults.add(Fault(kind="500", endpoint="multicast", times=1))

    await rig.send()
    rig.watch.move(timedelta(minutes=31))
    await rig.send()

    asked = rig.world.asked("multicast")
    assert [(one.body or {})["messages"] for one in asked] == 2 * [
        [{"type": "text", "text": "see"}, IMAGE]
    ]
    assert len({one.retry_key for one in asked}) == 1


async def test_a_monthly_picture_lives_as_long_as_one_of_its_broadcasts(rig: Rig) -> None:
    await asyncio.to_thread(rig.meet, "p0")
    await asyncio.to_thread(keep, rig, "p")
    await asyncio.to_thread(rig.make, picture_id="p", repeats="monthly:25")
    rig.watch.move(HELD)
    await rig.send()

    rig.watch.move(timedelta(days=31))
    await asyncio.to_thread(forget, rig.store, rig.watch)

    assert await asyncio.to_thread(ids, rig) == {"p"}
    assert await asyncio.to_thread(kept, rig) == {"p"}

    def stop() -> None:
        with rig.store.writing() as session:
            for one in session.scalars(select(Broadcast)):
                Broadcasts(session).cancel(one.id, rig.watch())

    await asyncio.to_thread(stop)
    rig.watch.move(timedelta(days=31))
    await asyncio.to_thread(forget, rig.store, rig.watch)

    assert await asyncio.to_thread(ids, rig) == set()
    assert await asyncio.to_thread(kept, rig) == set()


async def test_what_nobody_goes_on_writing_with_is_erased(rig: Rig) -> None:
    await asyncio.to_thread(rig.meet, "p0")
    await asyncio.to_thread(keep, rig, "written", "left")
    rig.watch.move(timedelta(hours=1))

    def write() -> None:
        with rig.store.writing() as session:
            row = BroadcastSketch(id="s", contact_id=rig.of("p0"), touched_at=rig.watch())
            Sketches(session).put(row, Sketch(picture_id="written").to_json())

    await asyncio.to_thread(write)
    await asyncio.to_thread(keep, rig, "new")
    await asyncio.to_thread(forget, rig.store, rig.watch)
    assert await asyncio.to_thread(kept, rig) == {"written", "new"}

    rig.watch.move(timedelta(hours=25))
    await asyncio.to_thread(forget, rig.store, rig.watch)

    assert await asyncio.to_thread(kept, rig) == set()


async def test_what_is_repeated_to_the_rest_shows_the_same_picture(rig: Rig) -> None:
    await asyncio.to_thread(rig.meet, "p0", "p1")
    await asyncio.to_thread(rig.make, by=rig.of("p0"), picture_id="p")
    rig.watch.move(HELD)
    rig.world.faults.add(Fault(kind="429_quota", endpoint="multicast", times=9))
    await rig.send()

    def repeat() -> str | None:
        with rig.store.writing() as session:
            made = Broadcasts(session).repeat_failed(
                "b", new_id="again", by=rig.of("p0"), now=rig.watch()
            )
            return None if made is None else made.picture_id

    assert await asyncio.to_thread(repeat) == "p"
