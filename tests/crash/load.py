"""Load with kills in it, and what came of it."""

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bot.simulator.people import Contact
from models.inbox import SET_ASIDE
from tests.crash.keeper import Keeper


async def _at_once() -> None:
    return


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """So many people say so many texts each, while the bot is killed so many times.

    `pause` waits before each text of a person.
    """

    people: int
    texts: int
    kills: int
    seed: int
    pause: Callable[[], Awaitable[None]] = _at_once


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What the ledger outside says about the database: what is `harm` must be 0."""

    lost: int
    applied_twice: int
    out_of_order: int
    without_outcome: int
    shown_twice: int
    shown_out_of_order: int
    sent_but_not_shown: int
    refused_but_shown: int
    acknowledged: int
    set_aside: int
    unknown: int
    in_flight: int
    outcomes: Counter[str]

    @property
    def harm(self) -> int:
        """Count all that must not be."""
        return (
            self.lost
            + self.applied_twice
            + self.out_of_order
            + self.without_outcome
            + self.shown_twice
            + self.shown_out_of_order
            + self.sent_but_not_shown
            + self.refused_but_shown
        )


@dataclass(kw_only=True)
class _Killer:
    keeper: Keeper
    plan: Plan
    marks: list[int]
    acknowledged: int = 0
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def heard(self) -> None:
        """Count an acknowledgement, and kill at the numbers that were drawn."""
        self.acknowledged += 1
        if self.acknowledged not in self.marks:
            return
        async with self._lock:
            await self.keeper.kill()
            await self.keeper.start()


async def under_load(keeper: Keeper, plan: Plan) -> Figures:
    """Talk, kill, start again, wait for rest, and count."""
    chance = random.Random(plan.seed)  # noqa: S311  # to draw moments, not secrets
    total = plan.people * plan.texts
    killer = _Killer(
        keeper=keeper, plan=plan, marks=sorted(chance.sample(range(1, total), plan.kills))
    )
    people = [keeper.world.add_contact(f"person {number}") for number in range(plan.people)]
    await keeper.start()
    async with asyncio.TaskGroup() as talks:
        for person in people:
            talks.create_task(_talk(keeper, person, plan, killer))
    await keeper.rest()
    return await _count(keeper, people)


async def _talk(keeper: Keeper, person: Contact, plan: Plan, killer: _Killer) -> None:
    for number in range(plan.texts):
        await plan.pause()
        await keeper.say(person, f"text {number}")
        await killer.heard()


async def _count(keeper: Keeper, people: list[Contact]) -> Figures:
    total: Counter[str] = Counter()
    outcomes: Counter[str] = Counter()
    for person in people:
        acknowledged = keeper.acknowledged[person.user_id]
        applied, ended = await keeper.applied(person), await keeper.outcomes(person)
        total += _compared(acknowledged, applied, ended, keeper.shown(person))
        outcomes += Counter(ended)
    return Figures(
        lost=total["lost"],
        applied_twice=total["applied twice"],
        out_of_order=total["out of order"],
        without_outcome=total["without outcome"],
        shown_twice=total["shown twice"],
        shown_out_of_order=total["shown out of order"],
        sent_but_not_shown=total["sent but not shown"],
        refused_but_shown=total["refused but shown"],
        acknowledged=sum(map(len, keeper.acknowledged.values())),
        set_aside=list((await keeper.states()).values()).count(SET_ASIDE),
        unknown=outcomes["unknown"],
        in_flight=len(keeper.in_flight),
        outcomes=outcomes,
    )


def _compared(
    acknowledged: list[str], applied: list[str], outcomes: list[str], shown: list[str]
) -> Counter[str]:
    """Compare, for one person, what was acknowledged, applied, ended and shown."""
    ended = dict(zip(applied, outcomes, strict=False))
    seen = [text.removeprefix("heard ") for text in shown]
    kept = [text for text in acknowledged if text in applied]
    return Counter(
        {
            "lost": len(set(acknowledged) - set(applied)),
            "applied twice": len(applied) - len(set(applied)),
            "out of order": int(list(dict.fromkeys(applied)) != kept),
            "without outcome": abs(len(applied) - len(outcomes)) + outcomes.count(""),
            "shown twice": len(seen) - len(set(seen)),
            "shown out of order": int(seen != [text for text in acknowledged if text in seen]),
            "sent but not shown": sum(
                outcome == "sent" and text not in seen for text, outcome in ended.items()
            ),
            "refused but shown": sum(
                outcome == "refused" and text in seen for text, outcome in ended.items()
            ),
        }
    )
