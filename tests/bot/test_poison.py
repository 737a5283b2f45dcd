"""Poison: only the event that is at fault is set aside, and the store's faults are not its own."""

import pytest
from sqlalchemy.exc import DataError, IntegrityError, InterfaceError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from bot.secrets import Keyring
from bot.store import Store
from dialogue.prompt import Say
from handlers.context import Context
from handlers.incoming import Wrote
from handlers.router import Desk, Handler, Router, Says
from models.inbox import DONE, SET_ASIDE, UNDONE, Inbox
from models.lane import Lanes
from models.submission import Submission, Submissions
from tests.events import AT, drained, event_of, note, said, turns, wrote

REFUSED = [
    DataError("statement", {}, Exception("value too long")),
    IntegrityError("statement", {}, Exception("not unique")),
]


def desk_of(handler: Handler[Wrote]) -> Desk:
    router = Router()
    router.on(Wrote)(handler)
    return Desk(watchers=(), features=(router,))


def echo(event: Wrote, _ctx: Context) -> Says:
    return (Say(lines=(f"heard {event.text}",)),)


@pytest.mark.parametrize("fault", REFUSED)
def test_what_the_database_refuses_is_the_events_own_fault(
    store: Store, keys: Keyring, fault: Exception
) -> None:
    def refuse(event: Wrote, ctx: Context) -> Says:
        if event.text == "too long":
            raise fault
        return echo(event, ctx)

    note(store, keys, [wrote("too long", number=1), wrote("hello", number=2)])

    drained(turns(store, keys, desk_of(refuse)))

    assert event_of(store, "lane-a-1").state == SET_ASIDE
    assert said(store, "lane-a-2") == "heard hello"


def test_what_the_database_refuses_only_when_it_is_written_is_the_events_own_fault_too(
    store: Store, keys: Keyring
) -> None:
    def keep_half(event: Wrote, ctx: Context) -> Says:
        if event.text == "half":
            of_no_version = Submission(id="uuid:1", form_id="f", started_at=AT, submitted_at=AT)
            ctx.submissions.add(of_no_version, xml="<data/>")
        return echo(event, ctx)

    note(store, keys, [wrote("half", number=1), wrote("hello", number=2)])

    drained(turns(store, keys, desk_of(keep_half)))

    assert event_of(store, "lane-a-1").state == SET_ASIDE
    assert said(store, "lane-a-2") == "heard hello"
    with store.thinking() as session:
        assert Submissions(session).get("uuid:1") is None


@pytest.mark.parametrize(
    "fault", [InterfaceError("statement", {}, Exception("gone")), PoolTimeoutError("no connection")]
)
def test_a_store_that_cannot_be_reached_is_nobodys_poison(
    store: Store, keys: Keyring, fault: Exception
) -> None:
    def fail(_event: Wrote, _ctx: Context) -> Says:
        raise fault

    note(store, keys, [wrote("hello")])

    with pytest.raises(type(fault)):
        turns(store, keys, desk_of(fail)).apply_next("lane-a")

    event = event_of(store, "lane-a-1")
    assert (event.state, event.tries) == (UNDONE, 0)


def test_a_lane_that_never_stands_still_is_left_to_whoever_is_faster(
    store: Store, keys: Keyring
) -> None:
    def be_overtaken(event: Wrote, ctx: Context) -> Says:
        with store.writing() as session:
            lane = Lanes(session).get("lane-a")
            assert lane is not None
            lane.version += 1
        return echo(event, ctx)

    note(store, keys, [wrote("hello")])

    assert turns(store, keys, desk_of(be_overtaken)).apply_next("lane-a") is None

    event = event_of(store, "lane-a-1")
    assert (event.state, event.tries) == (UNDONE, 0)


def test_a_fault_in_an_event_that_somebody_else_applied_is_not_laid_on_the_next(
    store: Store, keys: Keyring
) -> None:
    def fail_too_late(event: Wrote, ctx: Context) -> Says:
        if event.text == "one":
            assert turns(store, keys, desk_of(echo)).apply_next("lane-a") is not None
            raise ValueError("somebody else is done with it")
        return echo(event, ctx)

    note(store, keys, [wrote("one", number=1), wrote("two", number=2)])

    drained(turns(store, keys, desk_of(fail_too_late)))

    first, second = event_of(store, "lane-a-1"), event_of(store, "lane-a-2")
    assert (first.state, second.state) == (DONE, DONE)
    assert (first.tries, second.tries) == (0, 0)
    assert said(store, "lane-a-2") == "heard two"


def test_a_lane_that_was_tried_with_care_before_is_tried_last(store: Store, keys: Keyring) -> None:
    note(store, keys, [wrote("one", lane="lane-a")])
    note(store, keys, [wrote("one", lane="lane-b"), wrote("two", lane="lane-b", number=2)])
    with store.writing() as session:
        head = Inbox(session).head("lane-a")
        assert head is not None
        head.tries = 1

    with store.thinking() as session:
        assert Inbox(session).lanes_waiting() == ["lane-b", "lane-a"]
