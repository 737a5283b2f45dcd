"""A broadcast to 100,000 people while LINE fails and the sender is killed: nobody twice, none left.

Run as `python -m tests.faults.broadcast`; it ends with 1 where the counts are not as they must be.
"""

import asyncio
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime, timedelta

from sqlalchemy import insert

from bot.broadcasting.sending import Broadcaster
from bot.clock import now
from bot.line.paced import PacedSender
from bot.line.sender import Sender
from bot.secrets import Keyring
from bot.simulator.faults import Fault, FaultKind
from bot.simulator.quota import Quota
from bot.simulator.server import serving
from bot.simulator.world import World
from bot.store import Store
from dialogue.broadcasting.audience import Audience
from models.audience import Audiences
from models.broadcast import HELD, Broadcast, Broadcasts
from models.columns import place
from models.contact import Contact, contact_id_of
from tests.databases import make_tables

PEOPLE = 100_000
KILLS = 5
MOST_S = 100.0
FAULTS: tuple[FaultKind, ...] = ("429_rate", "500", "accepted_then_500", "accepted_then_drop")


def opened(url: str) -> tuple[Store, Keyring]:
    """Open the database with the keys that both processes share."""
    keys = Keyring(["a secret of this run"], lookup=b"7" * 32)
    return Store(url, keys), keys


async def _send(url: str, base: str, token: str) -> None:
    """Send until nobody is left, or somebody kills this process."""
    store, keys = opened(url)
    async with Sender(base=base, token=token, timeout_s=2.0) as bare:
        broadcaster = Broadcaster(
            store=store,
            vault=keys,
            line=PacedSender(bare),
            # Waiting is cut short: a minute for a second.
            clock=lambda: now() + timedelta(seconds=59 * (time.time() - _EPOCH)),
            zone=UTC,
            wake=lambda _lane: None,
        )
        while True:
            await broadcaster.pass_once()
            await asyncio.sleep(0.2)


_EPOCH = datetime(2026, 11, 1, tzinfo=UTC).timestamp()


def _meet(store: Store, keys: Keyring, world: World) -> int:
    """Let everybody follow and hold a broadcast to them; gives how many its preview counts."""
    make_tables(store)
    cell = place(Contact.__tablename__, "line_id_sealed", "")
    rows = []
    for number in range(PEOPLE):
        line_id = world.add_contact(f"p{number}").user_id
        name = contact_id_of(line_id, keys.hashed)
        rows.append(
            {
                "id": name,
                "language": ("th", "lo")[number % 2],
                "seen_on": now().date(),
                "line_id_sealed": keys.seal(line_id.encode(), cell + name),
            }
        )
    audience = Audience(areas=("",))
    with store.writing() as session:
        session.execute(insert(Contact), rows)
        at = now() + timedelta(seconds=59 * (time.time() - _EPOCH))
        one = Broadcast(id="b", audience=audience.to_json(), made_at=at, state=HELD, held_until=at)
        said = [{"type": "text", "text": "hello"}]
        Broadcasts(session).add(one, {"th": said, "lo": said})
    with store.thinking() as session:
        return Audiences(session).count(audience).people


async def _run() -> bool:
    with tempfile.TemporaryDirectory() as folder:
        url, world = f"sqlite:///{folder}/faults.db", World(now=now)
        world.quota = Quota(None)
        store, keys = opened(url)
        counted = await asyncio.to_thread(_meet, store, keys, world)
        began = time.monotonic()
        async with serving(world) as base:
            for kind in FAULTS:
                world.faults.add(Fault(kind=kind, endpoint="multicast", times=5))
            kills, state = 0, ""
            while state != "sent" and time.monotonic() - began < MOST_S:
                child = await asyncio.create_subprocess_exec(
                    sys.executable,
                    "-m",
                    "tests.faults.broadcast",
                    url,
                    base,
                    world.channel.access_token,
                )
                until = time.monotonic() + (3.5 if kills < KILLS else MOST_S)
                while time.monotonic() < until and state != "sent":
                    await asyncio.sleep(0.2)
                    state = await asyncio.to_thread(_state, store)
                child.kill()
                await child.wait()
                kills += 1
        people = await asyncio.to_thread(_people, store)
        got = Counter(len(world.texts(one)) for one in list(world.contacts))
        sys.stdout.write(
            f"previewed {counted:,}, chunks {people}, got by times {dict(got)}, "
            f"kills {kills - 1}, {time.monotonic() - began:.0f} s\n"
        )
        return counted == PEOPLE and people == {"accepted": PEOPLE} and got[1] == PEOPLE


def _state(store: Store) -> str:
    with store.thinking() as session:
        return session.get_one(Broadcast, "b").state


def _people(store: Store) -> dict[str, int]:
    with store.thinking() as session:
        return Broadcasts(session).progress("b")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        asyncio.run(_send(*sys.argv[1:]))
    sys.exit(0 if asyncio.run(_run()) else 1)
