"""Two at once: of two who take one talk one has it, and words go by one way alone."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import select

from bot.secrets import Keyring
from bot.store import Store
from bot.threads import ThreadKeeper
from bot.words import Words
from dialogue.tap import Tap
from handlers import thread_answering, thread_asking
from handlers.context import Context
from handlers.incoming import Tapped, Wrote
from handlers.router import Desk, Router, Says
from handlers.threads import TAKE
from models.contact import Contact
from models.organization import Membership, Organization
from models.outbox import Reply
from models.push import Push
from models.thread import HELPER, Thread, ThreadLine, Threads
from tests.events import AT, drained, note, turns, wrote
from tests.house import LOCALES, Watch

HELPERS = ("helper-a", "helper-b")


@pytest.fixture
def waiting(store: Store) -> Store:
    """Give a store in which a visitor waits for one of two coordinators."""
    with store.writing() as session:
        session.add(Organization(id="org", name="เสี่ยวสุขภาพ"))
        for name in ("visitor", *HELPERS):
            session.add(Contact(id=name, language="th", seen_on=AT.date()))
        for name in HELPERS:
            role = Membership(
                id=f"of-{name}",
                contact_id=name,
                organization_id="org",
                role="coordinator",
                area="34",
                joined_at=AT,
            )
            session.add(role)
        thread = Thread(
            id="thread",
            code="K7QX",
            contact_id="visitor",
            language="th",
            area="3405",
            opened_at=AT,
            touched_at=AT,
        )
        session.add(thread)
    return store


def meeting(router: Router) -> Desk:
    """Make a desk at which the two wait for each other at their first try, before it is written."""
    barrier, thought, first = Barrier(2, timeout=20), set[str](), Router()

    @first.on(Wrote)
    def wait(_event: Wrote, ctx: Context) -> Says | None:
        ctx.threads.get("thread")
        if ctx.someone.id not in thought:
            thought.add(ctx.someone.id)
            barrier.wait()
        return None

    return Desk(watchers=(), features=(first, router))


def test_of_two_who_take_one_talk_at_once_one_has_it(waiting: Store, keys: Keyring) -> None:
    taking = Router()

    @taking.on(Wrote)
    def take(event: Wrote, ctx: Context) -> Says | None:
        return thread_answering.router.hear(_tapped(event), ctx)

    note(waiting, keys, [wrote("x", number=n, lane=one) for n, one in enumerate(HELPERS, start=1)])
    both = turns(waiting, keys, meeting(taking))

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda lane: drained(both, lane), HELPERS))

    with waiting.thinking() as session:
        thread = session.get_one(Thread, "thread")
        said = {row.lane: row.body or "" for row in session.scalars(select(Reply))}
        assert thread.helper_id in HELPERS
        winner = thread.helper_id
        (loser,) = set(HELPERS) - {winner}
        assert "มีคนอื่นรับไปตอบแล้ว" in said[loser]
        assert "K7QX" in said[winner]


def test_words_that_a_turn_gives_are_not_pushed_as_well(waiting: Store, keys: Keyring) -> None:
    with waiting.writing() as session:
        thread = session.get_one(Thread, "thread")
        thread.helper_id, thread.helper_role = HELPERS[0], "coordinator"
        line = ThreadLine(id="line", thread_id="thread", by=HELPER, said_at=AT)
        Threads(session).write(line, "คำตอบ")
    keeper = ThreadKeeper(
        store=waiting,
        vault=keys,
        words=Words(LOCALES),
        clock=Watch(AT.replace(hour=AT.hour + 1)),
        wake=lambda _lane: None,
    )
    pushed, silent, done = Router(), Router(), list[str]()

    @pushed.on(Wrote)
    def push_meanwhile(_event: Wrote, ctx: Context) -> Says:
        if not done:
            done.append(ctx.someone.id)
            with ThreadPoolExecutor(1) as pool:  # the clock is faster, once the turn has read
                pool.submit(keeper._done).result()  # noqa: SLF001  # what a pass does, without a loop
        return ()

    @silent.on(Wrote)
    def say_something(_event: Wrote, _ctx: Context) -> Says:
        return ()

    note(waiting, keys, [wrote("ขอบคุณ", number=1, lane="visitor")])
    desk = Desk(watchers=(thread_asking.watcher, pushed), features=(silent,))
    drained(turns(waiting, keys, desk), "visitor")

    with waiting.thinking() as session:
        assert [push.contact_id for push in session.scalars(select(Push))] == ["visitor"]
        (reply,) = session.scalars(select(Reply))
        assert "คำตอบ" not in (reply.body or "")


def _tapped(event: Wrote) -> Tapped:
    return Tapped(
        event_id=event.event_id,
        at=event.at,
        lane=event.lane,
        contact_id=event.contact_id,
        can_reply=True,
        data=Tap(act=TAKE, value="thread").data(),
    )
