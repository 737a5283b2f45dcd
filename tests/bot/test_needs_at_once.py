"""Needs that two lanes find in the same moment: the same gap is one need."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from bot.secrets import Keyring
from bot.store import Store
from handlers.context import Context
from handlers.incoming import Wrote
from handlers.needing import grade, open_need
from handlers.router import Desk, Router, Says
from tests.bot.test_entities_at_once import LANES, village
from tests.events import drained, note, turns, wrote
from tests.handlers.needing import KHAM, put, told

__all__ = ("village",)


def desk() -> Desk:
    """Make a desk that notes that food lacks, as whoever typed says how urgently.

    The lanes wait for each other at their first try, before anything is written.
    """
    router, barrier, thought = Router(), Barrier(len(LANES), timeout=20), set[str]()

    @router.on(Wrote)
    def find(event: Wrote, ctx: Context) -> Says:
        person = ctx.persons.get(KHAM)
        assert person is not None
        standing = ctx.needs.standing(KHAM, "food", "person")
        if ctx.someone.id not in thought:
            thought.add(ctx.someone.id)
            barrier.wait()
        if standing is not None:
            return grade(standing, int(event.text), ctx)
        urgency = int(event.text)
        open_need(
            person, ctx, kind="food", subject="food", urgency=urgency, whom="person", owner_id=None
        )
        return ()

    return Desk(watchers=(), features=(router,))


def test_two_who_find_the_same_gap_at_once_note_one_need(village: Store, keys: Keyring) -> None:
    put(village, area="3405")
    note(village, keys, [wrote("5", number=1, lane=LANES[0]), wrote("5", number=2, lane=LANES[1])])
    both = turns(village, keys, desk())

    with ThreadPoolExecutor(len(LANES)) as pool:
        list(pool.map(lambda lane: drained(both, lane), LANES))

    assert told(village) == [("food", "person", 5, "open")]


def test_a_gap_that_comes_back_is_a_need_of_its_own(village: Store, keys: Keyring) -> None:
    put(village, area="3405")
    router = Router()

    @router.on(Wrote)
    def find(_event: Wrote, ctx: Context) -> Says:
        person = ctx.persons.get(KHAM)
        assert person is not None
        for one in ctx.needs.open_of(KHAM):
            one.status = "met"
        found = open_need(
            person, ctx, kind="food", subject="food", urgency=1, whom="person", owner_id=None
        )
        return (found,)

    note(village, keys, [wrote("x", number=n, lane=LANES[0]) for n in (1, 2)])
    drained(turns(village, keys, Desk(watchers=(), features=(router,))), LANES[0])

    assert told(village) == [("food", "person", 1, "met"), ("food", "person", 1, "open")]
