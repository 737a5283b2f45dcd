"""A worker in a process of its own that drains one lane beside others."""

from multiprocessing.queues import SimpleQueue
from multiprocessing.synchronize import Barrier

from bot.store import Store
from tests.crash.mortal import keeping, keys
from tests.events import drained, turns


def drain(database_url: str, lane: str, gate: Barrier, counts: "SimpleQueue[int]") -> None:
    """Apply what waits in a lane together with others, and say how many turns were made here."""
    store = Store(database_url, keys())
    worker = turns(store, keys(), keeping())
    gate.wait(60)
    counts.put(drained(worker, lane))
    store.close()
