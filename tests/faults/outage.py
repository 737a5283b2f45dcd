"""Hours in which LINE is away, in moved time."""

import asyncio
from collections import Counter
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy import select

from bot.line.sender import Sender
from bot.secrets import new_keyring
from bot.simulator.events import Event
from bot.simulator.faults import Fault
from bot.store import Store
from models.inbox import DONE
from models.inbox import Event as Noted
from models.outbox import SENT, Reply
from tests.databases import make_tables
from tests.faults.result import Result, Size
from tests.house import Watch
from tests.serving import Street, open_street

_HOUR = timedelta(hours=1)
_SHORT_S = 0.3


@dataclass(kw_only=True)
class Pauses:
    """Pauses that move the watch and wait for nothing."""

    watch: Watch

    async def __call__(self, seconds: float) -> None:
        self.watch.move(timedelta(seconds=seconds))


async def line_away(url: str, size: Size) -> Result:
    """LINE refuses for hours while people still write; then all is delivered once more."""
    keys = new_keyring(["a secret of tests"])
    store = Store(url, keys)
    await asyncio.to_thread(make_tables, store)
    async with open_street(store, keys) as street:
        world, drain = street.house.world, street.house.app.drain
        assert drain is not None
        base, token = street.house.app.channel.api_base, world.channel.access_token
        async with Sender(base=base, token=token, timeout_s=_SHORT_S) as sender:
            pauses = Pauses(watch=street.house.watch)
            drain.post = replace(drain.post, sender=sender, pause=pauses)
            said = await _talk(street, size)
            result = await asyncio.to_thread(_counted, street, said)
    await asyncio.to_thread(store.close)
    return result


async def _talk(street: Street, size: Size) -> list[Event]:
    """Let everybody say something every hour: LINE is away but in the first and the last."""
    faults, said = street.house.world.faults, []
    people = [street.someone(f"person {number}") for number in range(size.people)]
    for hour in range(size.strikes + 2):
        faults.clear()
        if 0 < hour <= size.strikes:
            faults.add(Fault(kind="503" if hour % 2 else "drop", endpoint="reply", times=None))
        for text in range(size.texts):
            for person in people:
                event = street.text(person, f"{hour} {text}")
                assert await street.courier.send(event) == 200
                said.append(event)
            await street.house.settle()
            street.house.watch.move(timedelta(seconds=5))
        street.house.watch.move(_HOUR)
    for event in said:
        assert await street.courier.redeliver(event) == 200
    await street.house.settle()
    return said


def _counted(street: Street, said: list[Event]) -> Result:
    """Count what came of it; the lane of every event is that of one person."""
    world = street.house.world
    with street.house.store.thinking() as session:
        noted = session.scalars(select(Noted).order_by(Noted.lane, Noted.seq)).all()
        replies = session.scalars(select(Reply).order_by(Reply.lane, Reply.seq)).all()
    outcomes = Counter(reply.state for reply in replies)
    shown = [world.texts(user_id) for user_id in world.contacts]
    applied = [reply.event_id for reply in replies]
    harm = Counter(
        {
            "lost": len({str(event["webhookEventId"]) for event in said} - set(applied)),
            "applied twice": len(applied) - len(set(applied)),
            "not done": sum(event.state != DONE for event in noted),
            "out of order": int(applied != [event.event_id for event in noted]),
            "without outcome": sum(reply.outcome_at is None for reply in replies),
            "told twice": sum(len(texts) - len(set(texts)) for texts in shown),
            "sent but not shown": abs(outcomes[SENT] - sum(map(len, shown))),
        }
    )
    return Result(harm=+harm, events=len(said), outcomes=outcomes)
