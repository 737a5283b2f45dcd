"""Kills in a fleet under load, with figures: `python -m tests.wide.figures --kills 10`."""

import argparse
import asyncio
import random
import sys
from dataclasses import dataclass
from time import monotonic

from bot.simulator.people import Contact
from bot.wide import Kind
from tests.crash.soak import database
from tests.wide.fleet import Fleet, a_fleet
from tests.wide.ledger import Ledger

_KINDS: tuple[Kind, ...] = ("web", "web", "worker", "worker", "clock", "clock")


@dataclass(frozen=True, slots=True, kw_only=True)
class Killed:
    """One kill: which process, and the seconds until what came before it was answered."""

    what: str
    seconds: float


def main() -> None:
    """Run it and print what came of it; end with 1 when harm was done."""
    asked = _asked()
    with database("postgres") as url:
        killed, ledger, rate = asyncio.run(_run(url, asked))
    for what in sorted({one.what for one in killed}):
        took = sorted(one.seconds for one in killed if one.what == what)
        middle = took[len(took) // 2]
        _say(f"{what} killed {len(took)} times: median {middle:.1f} s, longest {took[-1]:.1f} s")
    _say(f"outcomes: {dict(ledger.outcomes)}; harm: {dict(ledger.harm)}; {rate:.0f} events/s")
    sys.exit(1 if ledger.harm else 0)


async def _run(url: str, asked: argparse.Namespace) -> tuple[list[Killed], Ledger, float]:
    chance = random.Random(asked.seed)  # noqa: S311  # to draw moments, not secrets
    async with a_fleet(url) as fleet:
        await fleet.start(*_KINDS)
        people = [fleet.world.add_contact(f"person {number}") for number in range(asked.people)]
        over = asyncio.Event()
        began = monotonic()
        talks = [
            asyncio.create_task(_talk(fleet, person, over, chance, asked)) for person in people
        ]
        killed = [await _kill(fleet, chance, kind) for kind in _victims(asked.kills)]
        over.set()
        await asyncio.gather(*talks)
        count = sum(map(len, fleet.acknowledged.values()))
        rate = count / (monotonic() - began)
        await fleet.rested()
        return killed, await fleet.ledger(people), rate


def _victims(kills: int) -> list[str]:
    return [what for _ in range(kills) for what in ("worker", "web", "leader")]


async def _talk(
    fleet: Fleet,
    person: Contact,
    over: asyncio.Event,
    chance: random.Random,
    asked: argparse.Namespace,
) -> None:
    number = 0
    while not over.is_set():
        await asyncio.sleep(chance.expovariate(asked.rate / asked.people))
        await fleet.say(person, f"text {number}", door=chance.randrange(2))
        number += 1


async def _kill(fleet: Fleet, chance: random.Random, what: str) -> Killed:
    """Kill one process under load, measure, and start another in its place."""
    await asyncio.sleep(chance.uniform(1, 3))
    kind: Kind = "clock" if what == "leader" else "worker" if what == "worker" else "web"
    living = fleet.of(kind)
    victim = next((one for one in living if one.wrote('"leads"')), living[0])
    await fleet.kill(victim)
    last = await fleet.sql("SELECT max(seq) FROM inbox")
    seconds = await fleet.until(lambda: _is_answered(fleet, last, what))
    await fleet.start(kind)
    return Killed(what=what, seconds=seconds)


async def _is_answered(fleet: Fleet, last: int, what: str) -> bool:
    """Tell whether all up to an event is answered, and whether there is a leader."""
    left = await fleet.sql(
        "SELECT count(*) FROM inbox LEFT JOIN outbox USING (event_id) WHERE inbox.seq <= :last"
        " AND (inbox.state = 0 OR outbox.outcome_at IS NULL)",
        last=last,
    )
    leads = any(one.wrote('"leads"') for one in fleet.of("clock"))
    return not left and (leads or what != "leader")


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=3, help="of a worker, a web and the leader")
    parser.add_argument("--people", type=int, default=100)
    parser.add_argument("--rate", type=float, default=50.0, help="events a second")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
