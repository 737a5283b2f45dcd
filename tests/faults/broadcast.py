"""A broadcast to 100,000 people while LINE fails and the sender is killed: nobody twice, none left.

Run as `python -m tests.faults.broadcast`, on SQLite and then on PostgreSQL, or on one of them with
`--database`; it ends with 1 where the counts are not as they must be.
"""

import argparse
import asyncio
import sys
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Final

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
from models.broadcast import HELD, SENT, Broadcast, Broadcasts
from models.columns import place
from models.contact import Contact, contact_id_of
from tests.crash.soak import database
from tests.databases import make_tables

KILLS = 5
KILLED_AFTER_S = 3.5
MOST_S = 240.0
TIMEOUT_S = 2.0
FAULTS: Final[tuple[FaultKind, ...]] = (
    "429_rate",
    "500",
    "drop",
    "hang",
    "accepted_then_500",  # these three are answered with 409 when they are tried again
    "accepted_then_drop",
    "accepted_then_hang",
)


def opened(url: str) -> tuple[Store, Keyring]:
    """Open the database with the keys that both processes share."""
    keys = Keyring(["a secret of this run"], lookup=b"7" * 32)
    return Store(url, keys), keys


async def _send(url: str, base: str, token: str) -> None:
    """Send until nobody is left, or somebody kills this process."""
    store, keys = opened(url)
    async with Sender(base=base, token=token, timeout_s=TIMEOUT_S) as bare:
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


def _meet(store: Store, keys: Keyring, world: World, people: int) -> int:
    """Let everybody follow and hold a broadcast to them; gives how many its preview counts."""
    make_tables(store)
    cell = place(Contact.__tablename__, "line_id_sealed", "")
    rows = []
    for number in range(people):
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


async def _run(url: str, people: int) -> bool:
    """Send to so many while all of this strikes; tells whether the counts are as they must be."""
    world = World(now=now)
    world.quota = Quota(None)
    store, keys = opened(url)
    counted = await asyncio.to_thread(_meet, store, keys, world, people)
    began = time.monotonic()
    async with serving(world) as base:
        for kind in FAULTS:
            world.faults.add(Fault(kind=kind, endpoint="multicast", times=5))
        kills = await _killed(store, url, base, world.channel.access_token)
    took = time.monotonic() - began
    chunks = await asyncio.to_thread(_people, store)
    store.close()

    got = Counter(len(world.texts(one)) for one in list(world.contacts))
    tries = world.asked("multicast")
    struck = Counter(str(one.fault) for one in tries if one.fault)
    again = sum(one.status == HTTPStatus.CONFLICT for one in tries)
    sys.stdout.write(
        f"{store.url.get_backend_name()}: previewed {counted:,}, chunks {chunks},"
        f" got by times {dict(got)}, {len(tries)} tries, struck {dict(struck)},"
        f" 409 {again} times, {kills} kills, {took:.0f} s\n"
    )
    is_struck = again > 0 and kills > 0 and set(struck) == set(FAULTS)
    return is_struck and counted == people and chunks == {"accepted": people} and got[1] == people


async def _killed(store: Store, url: str, base: str, token: str) -> int:
    """Let a process send, kill it and start another, until all is sent; tells how many died."""
    kills, began = 0, time.monotonic()
    while True:
        child = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.faults.broadcast", "--send", url, base, token
        )
        until = time.monotonic() + (KILLED_AFTER_S if kills < KILLS else MOST_S)
        while (is_sent := await asyncio.to_thread(_state, store) == SENT) is False:
            if time.monotonic() >= min(until, began + MOST_S):
                break
            await asyncio.sleep(0.2)
        child.kill()
        await child.wait()
        if is_sent or time.monotonic() - began >= MOST_S:
            return kills
        kills += 1


def _state(store: Store) -> str:
    with store.thinking() as session:
        return session.get_one(Broadcast, "b").state


def _people(store: Store) -> dict[str, int]:
    with store.thinking() as session:
        return Broadcasts(session).progress("b")


def main() -> None:
    """Strike on one database after the other."""
    asked = _asked()
    if asked.send:
        asyncio.run(_send(*asked.send))
    is_well = True
    for kind in asked.database:
        with database(kind) as url:
            is_well &= asyncio.run(_run(url, asked.people))
    sys.exit(0 if is_well else 1)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    kinds = ("sqlite", "postgres")
    parser.add_argument("--database", nargs="+", choices=kinds, default=kinds)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--send", nargs=3, help=argparse.SUPPRESS)  # the process that is killed
    return parser.parse_args()


if __name__ == "__main__":
    main()
