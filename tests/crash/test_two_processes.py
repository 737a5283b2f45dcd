"""Two processes at one lane: each event once, in order."""

import multiprocessing

import pytest
from sqlalchemy import select

from bot.store import Store
from models.draft import Draft
from models.inbox import DONE, Event
from tests.crash.drainer import drain
from tests.crash.keeper import prepare
from tests.crash.mortal import keys
from tests.events import SOMSRI, applied, note, wrote

_FORKS = multiprocessing.get_context("forkserver")
_EVENTS = 200


@pytest.mark.postgres
@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
def test_two_processes_on_one_lane_apply_each_event_once_and_in_order(database_url: str) -> None:
    store = Store(database_url, keys())
    prepare(store)
    lane = keys().hashed(f"lane:user:{SOMSRI}")
    # One text every 3 s of LINE's clock: fewer than thirty a minute.
    events = [
        wrote(f"text {number}", number=number, lane=lane, at_ms=1_764_046_800_000 + number * 3_000)
        for number in range(1, _EVENTS + 1)
    ]
    note(store, keys(), events)

    gate, counts = _FORKS.Barrier(2), _FORKS.SimpleQueue()
    workers = [
        _FORKS.Process(target=drain, args=(database_url, lane, gate, counts)) for _ in range(2)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(100)

    assert sum(counts.get() for _ in workers) == _EVENTS
    assert applied(store) == [f"{lane}-{number}" for number in range(1, _EVENTS + 1)]
    with store.thinking() as session:
        draft = session.get(Draft, lane)
        assert draft is not None
        assert (draft.xml or "").splitlines() == [f"text {n}" for n in range(1, _EVENTS + 1)]
        assert set(session.scalars(select(Event.state))) == {DONE}
    store.close()
