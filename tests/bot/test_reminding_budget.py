"""Where the month has room for fewer than are due: as many are pushed, once each, whoever dies."""

import asyncio
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.compiled import Compiled
from bot.following import Following
from bot.line.account import Allowance
from bot.line.sender import Tried
from bot.pushes import Kept, keep
from bot.pushing import Pusher
from bot.reminding import Reminding
from bot.secrets import Keyring
from bot.store import Store
from bot.together import Together
from handlers.context import Context
from handlers.desk import whole_desk
from handlers.incoming import Due
from handlers.reminding import inner
from handlers.router import Desk, Router, Says
from models.contact import Contact
from models.lane import Lane
from models.organization import Membership, Organization
from models.outbox import Parked
from models.push import Push
from models.reminder import Reminder
from tests.bot.dying import Fate, Killed, Side, lived
from tests.events import turns
from tests.handlers.needing import put
from tests.handlers.reminding import climb, owe
from tests.house import BANGKOK, Watch

MADE = datetime(2026, 11, 25, 12, tzinfo=BANGKOK)
DUE_ON = date(2026, 12, 4)
TOLD = datetime(2026, 12, 4, 8, tzinfo=BANGKOK)
PUSHED = datetime(2026, 12, 4, 14, 0, 1, tzinfo=BANGKOK)
LADDER = "step,days,at,channel,waits,to,holiday\ntoday,0,08:00,push,6,assignee,any\n"
RESERVE = 30
LEASES_END = timedelta(minutes=3)
DUE, ROOM = 4, 2
LANES = [f"lane-{number}" for number in range(DUE)]


@dataclass(kw_only=True)
class Line:
    """A LINE that takes a key once, and whose caller may die while it is asked."""

    taken: dict[str, str] = field(default_factory=dict)  # to whom, by key
    asked: int = 0
    dies_at: int = 0
    dies: Side = "before"

    async def push(self, to: str, messages: bytes, key: str) -> Tried:
        assert messages
        self.asked += 1
        if self.asked == self.dies_at and self.dies == "before":
            raise Killed
        assert self.taken.setdefault(key, to) == to
        if self.asked == self.dies_at:
            raise Killed
        return Tried(answer="accepted", status=200)


@dataclass(kw_only=True)
class Place:
    """A programme in which everybody has something due today, at two in the afternoon."""

    store: Store
    keys: Keyring
    watch: Watch
    line: Line = field(default_factory=Line)

    def clock(self) -> Reminding:
        return Reminding(
            store=self.store, vault=self.keys, wake=lambda _: None, clock=self.watch, zone=BANGKOK
        )

    def pusher(self) -> Pusher:
        return Pusher(
            store=self.store,
            vault=self.keys,
            line=self.line,
            clock=self.watch,
            wake=lambda _: None,
        )

    def turn(self, lanes: Sequence[str] = LANES, desk: Desk | None = None) -> None:
        """Apply all that waits in these lanes, one after the other."""
        worker = turns(self.store, self.keys, desk)
        for lane in lanes:
            while worker.apply_next(lane) is not None:
                pass

    def live(self, lanes: Sequence[str] = LANES) -> None:
        """Do all that is due, as a process does that is clock and worker in one."""
        clock = self.clock()
        clock.settle()
        clock.claim()
        self.turn(lanes)
        asyncio.run(self.pusher().pass_once())
        clock.settle()

    def live_on(self) -> None:
        """Be started again after a kill, when nobody holds anything any more."""
        self.watch.move(LEASES_END)
        self.live()

    def stands(self) -> None:
        """Hold what came of it against the room there was."""
        people = Counter(self.line.taken.values())
        assert (len(people), set(people.values())) == (ROOM, {1})
        with self.store.thinking() as session:
            rows = session.scalars(select(Reminder)).all()
            became = Counter(f"{row.outcome} {row.reason}".strip() for row in rows)
            pushed = set(session.scalars(select(Push.contact_id)))
            parked = Counter(session.scalars(select(Parked.contact_id)))
        assert became == {"sent": ROOM, "parked no budget": DUE - ROOM}
        assert len(pushed) == ROOM
        assert parked == Counter(set(LANES) - pushed)


@pytest.fixture
def place(store: Store, keys: Keyring) -> Place:
    """Tell everybody at eight; then nobody writes until two, and the month has little room."""
    with store.writing() as session:
        session.add(Organization(id="o", name="เสี่ยวสุขภาพ"))
        for number, lane in enumerate(LANES):
            someone = Contact(id=lane, seen_on=MADE.date(), language="th")
            session.add_all([someone, Lane(key=lane)])
            someone.line_id = f"U{number:032x}"
            session.flush()
            session.add(
                Membership(
                    id=f"m{number}",
                    contact_id=lane,
                    organization_id="o",
                    role="volunteer",
                    area="3405",
                    joined_at=MADE,
                )
            )
        used = 300 - RESERVE - ROOM
        keep(session, Kept(allowance=Allowance(allowed=300, used=used), at=TOLD))
    for number, lane in enumerate(LANES):
        person = f"7d9f0c1e-0000-4000-8000-{number:012d}"
        put(store, person, assignee_id=lane)
        owe(
            store,
            DUE_ON,
            follow_up_id=f"f{number}",
            person_id=person,
            assignee_id=lane,
            made_at=MADE,
        )
    climb(store, LADDER)
    Following(store=store, clock=Watch(MADE), zone=BANGKOK, compiled=Compiled()).climb()
    place = Place(store=store, keys=keys, watch=Watch(TOLD + timedelta(seconds=1)))
    place.live()
    assert place.line.taken == {}
    place.watch.at = PUSHED
    return place


def at_once(*lives: Callable[[], None]) -> None:
    """Let these be lived at the same time, each to its end."""
    with ThreadPoolExecutor(len(lives)) as threads:
        for done in [threads.submit(life) for life in lives]:
            done.result()


def test_as_many_are_pushed_as_there_is_room_for(place: Place) -> None:
    place.live()
    place.live_on()

    place.stands()


def meeting(tells: int) -> Desk:
    """Give the whole desk; so many turns tell of what is due before any of them is written."""
    desk, router, all_told = whole_desk(), Router(), threading.Barrier(tells)

    @router.on(Due)
    def tell(event: Due, ctx: Context) -> Says:
        says = inner.hear(event, ctx)
        with suppress(threading.BrokenBarrierError):  # a turn that is thought again comes alone
            all_told.wait(1)
            all_told.abort()
        return says or ()

    return Desk(watchers=desk.watchers, features=(router, *desk.features))


def test_turns_that_are_thought_at_once_do_not_both_take_the_last_room(place: Place) -> None:
    place.clock().claim()
    desk = meeting(DUE)

    at_once(*(lambda lane=lane: place.turn([lane], desk) for lane in LANES))
    place.live_on()

    place.stands()


def test_turns_of_one_transaction_do_not_both_take_the_last_room(place: Place) -> None:
    place.clock().claim()

    async def drain() -> None:
        group = Together(turns(place.store, place.keys).apply)
        await asyncio.gather(*(group.do(lane) for lane in LANES))

    asyncio.run(drain())
    place.live_on()

    place.stands()


@pytest.mark.parametrize("side", ["before", "after"])
@pytest.mark.parametrize("number", range(1, 11))
def test_a_kill_around_any_commit_pushes_none_too_many_and_none_twice(
    place: Place, number: int, side: Side
) -> None:
    fate = Fate(number=number, side=side)

    whole = lived(place.store, fate, place.live)
    place.live_on()

    assert not whole, "it died"
    place.stands()


def test_nothing_commits_behind_the_last_stop_point(place: Place) -> None:
    fate = Fate()

    assert lived(place.store, fate, place.live)

    assert fate.commits == 10  # a claim, four turns, a lease and an outcome of each push, an end


@pytest.mark.parametrize("side", ["before", "after"])
@pytest.mark.parametrize("number", range(1, ROOM + 1))
def test_a_kill_while_line_is_asked_pushes_none_too_many_and_none_twice(
    place: Place, number: int, side: Side
) -> None:
    place.line.dies_at, place.line.dies = number, side

    assert not lived(place.store, Fate(), place.live)
    place.live_on()

    place.stands()


@pytest.mark.parametrize(
    ("number", "side"), [(0, "before"), (1, "after"), (3, "before"), (4, "after"), (8, "before")]
)
def test_of_two_clocks_at_once_one_may_die(place: Place, number: int, side: Side) -> None:
    start = threading.Barrier(2)

    def first() -> None:
        start.wait()
        lived(place.store, Fate(number=number, side=side), place.live)

    def second() -> None:
        start.wait()
        place.live(LANES[::-1])

    at_once(first, second)
    place.live_on()

    place.stands()
