"""Finding an area by typing, over all of Thailand."""

import time
from collections.abc import Iterator
from statistics import median
from types import SimpleNamespace
from typing import cast

from bench.databases import fresh_store, kinds
from bench.figures import Figure
from bot.areas import load
from handlers import places
from handlers.context import Context
from models.area import Areas

_ROUNDS = 15
_MS = 20.0
_TYPED = {
    "a name": ("ต.ควนขนุน อ.เขาชัยสน", ("",)),
    "a slip within a province": ("ควนคนุน", ("93",)),
    "a slip anywhere": ("เขมราด", ("",)),
    "a Lao spelling of a Thai name, anywhere": ("ຄວນຂະນຸນ", ("",)),
}


def measure() -> list[Figure]:
    """Measure on every database that is here, in one thread; medians."""
    return [figure for kind in kinds() for figure in _figures(kind)]


def _figures(kind: str) -> Iterator[Figure]:
    with fresh_store(kind) as store:
        began = time.perf_counter()
        load(store)
        took = time.perf_counter() - began
        yield Figure(name=f"all areas loaded, {kind}", value=took * 1000, unit="ms")
        with store.thinking() as session:
            ctx = cast("Context", SimpleNamespace(areas=Areas(session), language="th"))
            for name, (text, within) in _TYPED.items():
                took = median(_timed(text, within, ctx) for _ in range(_ROUNDS))
                yield Figure(
                    name=f"an area is found by {name}, {kind}",
                    value=took * 1000,
                    unit="ms",
                    goal=_MS,
                    better="lower",
                )


def _timed(text: str, within: tuple[str, ...], ctx: Context) -> float:
    began = time.perf_counter()
    found = places.found(text, ctx, within=within)
    took = time.perf_counter() - began
    if not found:
        raise SystemExit(f"{text} was not found")
    return took
