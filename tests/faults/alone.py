"""Faults that strike a bot of one process while people talk with it."""

import asyncio
import random
import resource
from collections import Counter
from collections.abc import Callable, Coroutine
from dataclasses import asdict
from functools import partial
from time import monotonic
from typing import Final, TypeAlias

from bot.simulator.faults import Fault, FaultKind
from tests.crash.keeper import Keeper, keeping_a_bot
from tests.crash.load import Figures, Plan, under_load
from tests.crash.power import FileOnDisk
from tests.faults.result import Result, Size

Strike: TypeAlias = Callable[[Keeper, Size], Coroutine[None, None, dict[str, float]]]
"""Does harm while people talk; gives what it saw."""

_REFUSALS: Final[tuple[FaultKind, ...]] = ("429_rate", "429_quota", "429_user", "500", "503")
_BREAKS: Final[tuple[FaultKind, ...]] = (
    "drop",
    "hang",
    "half",
    "wrong_json",
    "accepted_then_500",
    "accepted_then_drop",
    "accepted_then_hang",
)
_HARM: Final = (
    "lost",
    "applied_twice",
    "out_of_order",
    "without_outcome",
    "shown_twice",
    "shown_out_of_order",
    "sent_but_not_shown",
    "refused_but_shown",
    "set_aside",
)
_LOOK_S: Final = 0.02
_BREATH_S: Final = 2 * _LOOK_S  # between two texts of a person, so that a strike finds them talking
_FULL_S: Final = 1.0
_HANGS_S: Final = 0.5
_SLOW_S: Final = 0.02
_PAGE: Final = 4096  # bytes
_UNAVAILABLE: Final = 503
_LONG_S: Final = 100.0


async def _nothing(_keeper: Keeper, _size: Size) -> dict[str, float]:
    return {}


async def killed(url: str, size: Size) -> Result:
    """Kill -9, again and again, at moments drawn by chance."""
    return await _struck(url, size, _nothing, kills=size.strikes)


async def power_cut(url: str, size: Size) -> Result:
    """Power fails, again and again, at moments drawn by chance: what was not flushed is lost."""
    return await _struck(url, size, _nothing, kills=size.strikes, loses_power=True)


async def disk_full(url: str, size: Size) -> Result:
    """No file can be written, again and again; then there is room."""
    return await _struck(url, size, _fill_disk)


async def disk_slow(url: str, size: Size) -> Result:
    """Every commit takes some milliseconds longer."""
    return await _struck(url, size, _nothing, commit_s=_SLOW_S)


async def clock_jumps(url: str, size: Size) -> Result:
    """The clock is an hour ahead, then an hour behind, while LINE fails now and then."""
    return await _struck(url, size, partial(_fail_line, _REFUSALS), jumps=True)


async def line_refuses(url: str, size: Size) -> Result:
    """LINE answers 429 of three kinds, 500 and 503."""
    return await _struck(url, size, partial(_fail_line, _REFUSALS))


async def line_breaks(url: str, size: Size) -> Result:
    """LINE hangs, breaks off, answers half, answers nonsense, or takes it and says it did not."""
    return await _struck(url, size, partial(_fail_line, _BREAKS))


async def _struck(
    url: str,
    size: Size,
    strike: Strike,
    *,
    kills: int = 0,
    commit_s: float = 0.0,
    jumps: bool = False,
    loses_power: bool = False,
) -> Result:
    plan = Plan(
        people=size.people,
        texts=size.texts,
        kills=kills,
        seed=size.seed,
        pause=partial(asyncio.sleep, _BREATH_S),
    )
    async with keeping_a_bot(url) as keeper:
        keeper.commit_s, keeper.jumps = commit_s, jumps
        keeper.disk = FileOnDisk(url=url) if loses_power else None
        began = monotonic()
        async with asyncio.TaskGroup() as both:
            talking = both.create_task(under_load(keeper, plan))
            striking = both.create_task(strike(keeper, size))
        notes = striking.result() | {"seconds": monotonic() - began}
        if keeper.disk is not None:
            notes["bytes of the log lost"] = keeper.disk.lost
        return _result(talking.result(), notes)


def _result(figures: Figures, notes: dict[str, float]) -> Result:
    told = asdict(figures)
    harm = Counter({name: int(told[name]) for name in _HARM})
    if figures.in_flight:  # after kills only those may be unknown whose answer nobody heard
        harm["unknown"] = max(0, figures.unknown - figures.in_flight)
    return Result(
        harm=+harm,
        events=figures.acknowledged,
        outcomes=figures.outcomes,
        notes=notes,
    )


async def _fill_disk(keeper: Keeper, size: Size) -> dict[str, float]:
    """Let the bot write no file past its first page, until it has refused webhooks for a while."""
    for number in range(size.strikes):
        await _until(partial(_has_said, keeper, _mark(size, number)))
        refused = keeper.refused[_UNAVAILABLE]
        _limit(keeper.pid, _PAGE)
        try:
            await _until(partial(_has_refused, keeper, refused + size.people))
            await asyncio.sleep(_FULL_S)
        finally:
            _limit(keeper.pid, resource.RLIM_INFINITY)
    return {"times full": size.strikes, "refused with 503": keeper.refused[_UNAVAILABLE]}


async def _fail_line(kinds: tuple[FaultKind, ...], keeper: Keeper, size: Size) -> dict[str, float]:
    """Let LINE fail in every way, each some times, in an order drawn by chance."""
    faults, chance = keeper.world.faults, random.Random(size.seed)  # noqa: S311  # no secret
    drawn = list(kinds) * size.strikes
    chance.shuffle(drawn)
    for number, kind in enumerate(drawn):
        await _until(partial(_has_said, keeper, number * size.people * size.texts // len(drawn)))
        faults.add(Fault(kind=kind, endpoint="reply", times=chance.randint(1, 3)))
        if kind.endswith("hang"):
            await asyncio.sleep(_HANGS_S)
            faults.release()
    await _until(partial(_has_said, keeper, size.people * size.texts))
    while faults.armed or faults.hanging:
        await asyncio.sleep(_LOOK_S)
        faults.clear()
    struck = Counter(request.fault for request in keeper.world.requests if request.fault)
    return {f"LINE: {kind}": count for kind, count in sorted(struck.items())}


def _mark(size: Size, number: int) -> int:
    """Tell after how many events a strike comes: they are spread evenly."""
    return (number + 1) * size.people * size.texts // (size.strikes + 1)


def _has_said(keeper: Keeper, least: int) -> bool:
    return sum(map(len, keeper.acknowledged.values())) >= least


def _has_refused(keeper: Keeper, least: int) -> bool:
    return keeper.refused[_UNAVAILABLE] >= least


def _limit(pid: int, size: int) -> None:
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


async def _until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(_LONG_S):
        while not holds():  # noqa: ASYNC110  # another process sets no event here
            await asyncio.sleep(_LOOK_S)
