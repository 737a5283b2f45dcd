"""Reminders by the clock: with crashes and two clocks at once each is told, and never twice."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, select, update

from bot import reminding
from bot.compiled import Compiled
from bot.following import Following
from bot.inbox import Noted, note_in
from bot.reminding import Reminding
from bot.secrets import Keyring
from bot.store import Store
from handlers.context import Context
from handlers.desk import whole_desk
from handlers.incoming import Due
from handlers.reminding import inner
from handlers.router import Desk, Router, Says
from models.contact import Contact
from models.follow_up import DONE, FollowUp
from models.inbox import SET_ASIDE, Event
from models.lane import Lane
from models.organization import Membership, Organization
from models.outbox import REFUSED, SENT, UNKNOWN, Parked, Reply
from models.reminder import STOPPED, Reminder
from tests.events import SOMSRI, drained, turns
from tests.handlers.needing import put
from tests.handlers.reminding import climb, owe, steps
from tests.house import BANGKOK, Watch

MADE = datetime(2026, 11, 25, 12, tzinfo=BANGKOK)
DUE_ON = date(2026, 12, 4)
SOON = datetime(2026, 12, 1, 8, 0, tzinfo=BANGKOK)  # three days before
LANE = "lane-a"


@pytest.fixture
def watch() -> Watch:
    return Watch(SOON + timedelta(seconds=1))


@pytest.fixture
def owing(store: Store) -> Store:
    """Give a store in which a volunteer owes something that is due soon."""
    with store.writing() as session:
        someone = Contact(id=LANE, seen_on=MADE.date(), language="th")
        session.add_all([someone, Organization(id="o", name="เสี่ยวสุขภาพ"), Lane(key=LANE)])
        someone.line_id = SOMSRI
        session.add(
            Membership(
                id="m",
                contact_id=LANE,
                organization_id="o",
                role="volunteer",
                area="3405",
                joined_at=MADE,
            )
        )
    put(store, assignee_id=LANE)
    owe(store, DUE_ON, assignee_id=LANE, made_at=MADE)
    climb(store)
    Following(store=store, clock=Watch(MADE), zone=BANGKOK, compiled=Compiled()).climb()
    return store


def clock(store: Store, keys: Keyring, watch: Watch) -> Reminding:
    return Reminding(store=store, vault=keys, wake=lambda _lane: None, clock=watch, zone=BANGKOK)


def count(store: Store, table: type[Event | Parked | Reminder]) -> int:
    with store.thinking() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def many(store: Store, number: int) -> None:
    """Let so many more things be due for the same volunteer."""
    for one in range(number):
        owe(store, DUE_ON, follow_up_id=f"g{one}", assignee_id=LANE, made_at=MADE)
    climb(store, "step,days,at,channel,waits,to,holiday\nsoon,-3,08:00,reply,0,assignee,any\n")
    Following(store=store, clock=Watch(MADE), zone=BANGKOK, compiled=Compiled()).climb()


def rode(store: Store, state: str, at: datetime) -> None:
    """Let the notice ride on a reply that ended so."""
    with store.writing() as session:
        session.add(
            Reply(
                event_id="e1",
                lane=LANE,
                state=state,
                event_ms=0,
                token_at=at,
                outcome_at=at,
            )
        )
        session.execute(update(Reminder).where(Reminder.told_in.is_not(None)).values(rides_on="e1"))


def test_nothing_is_claimed_before_its_time(owing: Store, keys: Keyring) -> None:
    early = clock(owing, keys, Watch(SOON - timedelta(seconds=1)))

    assert early.claim() == ()
    assert steps(owing) == {"soon": "waits"}


def test_what_is_due_is_told_once(owing: Store, keys: Keyring, watch: Watch) -> None:
    due = clock(owing, keys, watch)

    claimed = [len(due.claim()) for _ in range(2)]
    applied = drained(turns(owing, keys))

    assert (claimed, applied, count(owing, Parked)) == ([1, 0], 1, 1)
    assert steps(owing) == {"soon": "parked", "today": "waits"}


def test_two_clocks_at_once_claim_each_reminder_for_one_of_them(
    owing: Store, keys: Keyring, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    many(owing, 40)
    monkeypatch.setattr(reminding, "_AT_ONCE", 7)
    clocks = [clock(owing, keys, watch) for _ in range(2)]

    with ThreadPoolExecutor(2) as threads:
        found = threads.map(lambda one: [c.id for _ in range(8) for c in one.claim()], clocks)
        claimed = [one for some in found for one in some]

    assert len(claimed) == len(set(claimed)) == 41
    assert count(owing, Event) == 41
    drained(turns(owing, keys))
    assert count(owing, Parked) == 1


def test_a_crash_before_the_commit_of_a_claim_claims_nothing(
    owing: Store, keys: Keyring, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(reminding, "note_in", crash)
        with pytest.raises(RuntimeError):
            clock(owing, keys, watch).claim()

    assert (steps(owing), count(owing, Event)) == ({"soon": "waits"}, 0)
    assert len(clock(owing, keys, watch).claim()) == 1


def crash(*_: object, **__: object) -> None:
    raise RuntimeError("killed")


def test_a_crash_after_the_commit_of_a_claim_loses_nothing(
    owing: Store, keys: Keyring, watch: Watch
) -> None:
    clock(owing, keys, watch).claim()  # and is killed before it wakes anybody

    assert len(clock(owing, keys, watch).claim()) == 0
    assert drained(turns(owing, keys)) == 1
    assert steps(owing)["soon"] == "parked"


def test_a_crash_before_the_commit_of_the_turn_tells_once(
    owing: Store, keys: Keyring, watch: Watch
) -> None:
    clock(owing, keys, watch).claim()

    def die() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        turns(owing, keys, beside(die)).apply_next(LANE)

    assert (steps(owing), count(owing, Parked)) == ({"soon": "in hand"}, 0)
    assert drained(turns(owing, keys)) == 1
    assert (steps(owing)["soon"], count(owing, Parked)) == ("parked", 1)


def test_evidence_that_comes_in_the_midst_of_the_turn_is_heeded(
    owing: Store, keys: Keyring, watch: Watch
) -> None:
    clock(owing, keys, watch).claim()

    def close() -> None:
        with owing.writing() as session:
            session.get_one(FollowUp, "f1").status = DONE
            row = session.scalars(select(Reminder).where(Reminder.outcome.is_(None))).one()
            row.end(STOPPED, watch(), "visit")

    drained(turns(owing, keys, beside(close)))

    assert (steps(owing), count(owing, Parked)) == ({"soon": "stopped visit"}, 0)


def beside(happens: Callable[[], None]) -> Desk:
    """Give the whole desk; something happens once after a reminder is told, before the commit."""
    desk, once, router = whole_desk(), [happens], Router()

    @router.on(Due)
    def tell(event: Due, ctx: Context) -> Says:
        says = inner.hear(event, ctx)
        if once:
            once.pop()()
        return says or ()

    return Desk(watchers=desk.watchers, features=(router, *desk.features))


def test_an_event_that_is_brought_twice_tells_once(
    owing: Store, keys: Keyring, watch: Watch
) -> None:
    due = clock(owing, keys, watch)
    due.claim()
    with owing.writing() as session:
        event = session.scalars(select(Event)).one()
        twin = Noted(
            event_id="twin", lane=LANE, at_ms=event.at_ms, body=(event.body or "").encode()
        )
        note_in(session, [twin], vault=keys, now=watch())

    assert drained(turns(owing, keys)) == 2
    assert count(owing, Parked) == 1


@pytest.mark.parametrize(
    ("state", "became", "waits"),
    [(SENT, "sent", 0), (UNKNOWN, "unknown", 0), (REFUSED, "parked", 1)],
)
def test_the_outcome_of_the_reply_is_that_of_what_rode_on_it(
    owing: Store, keys: Keyring, watch: Watch, state: str, became: str, waits: int
) -> None:
    due = clock(owing, keys, watch)
    due.claim()
    drained(turns(owing, keys))
    rode(owing, state, watch())

    assert [due.settle() for _ in range(2)] == [1, 0]
    assert steps(owing) == {"soon": became, "today": "waits"}
    with owing.thinking() as session:
        free = [row for row in session.scalars(select(Reminder)) if row.waits_to_ride]
    assert len(free) == waits


def test_what_was_set_aside_is_tried_again_and_in_the_end_given_up(
    owing: Store, keys: Keyring, watch: Watch
) -> None:
    due = clock(owing, keys, watch)
    due.claim()
    found = []
    for _ in range(4):
        with owing.writing() as session:
            session.execute(update(Event).values(state=SET_ASIDE))
        watch.move(timedelta(hours=7))
        due.claim_again()
        found.append(count(owing, Event))

    assert found == [2, 3, 3, 3]
    assert steps(owing) == {"soon": "skipped trouble"}


def test_what_is_noted_of_a_reminder_is_no_word_about_anybody(
    owing: Store, keys: Keyring, watch: Watch
) -> None:
    clock(owing, keys, watch).claim()

    with owing.thinking() as session:
        event = session.scalars(select(Event)).one()
        body = json.loads(event.body or "")
    assert body == {"type": "siao.due", "reminderId": event.event_id.split(":")[1]}
