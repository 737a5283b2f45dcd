"""Turns: each event once, in order, whatever happens."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import update
from sqlalchemy.exc import OperationalError

from bot.inbox import Noted
from bot.secrets import Keyring, new_keyring
from bot.store import Store
from dialogue.prompt import Say
from handlers.context import Context
from handlers.incoming import Wrote
from handlers.router import Desk, Router, Says
from models.inbox import DONE, SET_ASIDE, Event, Inbox
from models.lane import Lane
from tests.events import AT_MS, applied, drained, event_of, note, said, turns, wrote


def desk_that(*answers: object) -> Desk:
    """Make a desk that echoes texts, but does what it is told at the word "poison"."""
    left = list(answers)
    router = Router()

    @router.on(Wrote)
    def echo(event: Wrote, _ctx: Context) -> Says:
        if event.text == "poison" and left:
            answer = left.pop(0)
            if isinstance(answer, Exception):
                raise answer
        return (Say(lines=(f"heard {event.text}",)),)

    return Desk(watchers=(), features=(router,))


def test_an_event_is_applied_once_however_often_it_is_delivered(
    store: Store, keys: Keyring
) -> None:
    note(store, keys, [wrote("hello"), wrote("hello")])
    note(store, keys, [wrote("hello")])

    assert drained(turns(store, keys, desk_that())) == 1
    assert applied(store) == ["lane-a-1"]


def test_events_of_one_body_are_applied_in_the_order_of_lines_clock(
    store: Store, keys: Keyring
) -> None:
    note(
        store, keys, [wrote("third", number=3), wrote("first", number=1), wrote("second", number=2)]
    )

    drained(turns(store, keys, desk_that()))

    assert applied(store) == ["lane-a-1", "lane-a-2", "lane-a-3"]


def test_four_threads_on_one_lane_apply_each_event_once_and_in_order(
    store: Store, keys: Keyring
) -> None:
    note(store, keys, [wrote(f"text {number}", number=number) for number in range(1, 101)])
    worker = turns(store, keys, desk_that())
    gate = threading.Barrier(4)

    def work() -> int:
        gate.wait(10)
        return drained(worker)

    with ThreadPoolExecutor(4) as pool:
        counts = [future.result() for future in [pool.submit(work) for _ in range(4)]]

    assert sum(counts) == 100
    assert applied(store) == [f"lane-a-{number}" for number in range(1, 101)]


def test_the_body_of_an_applied_event_is_gone(store: Store, keys: Keyring) -> None:
    note(store, keys, [wrote("a secret")])

    drained(turns(store, keys, desk_that()))

    event = event_of(store, "lane-a-1")
    assert (event.state, event.body_sealed) == (DONE, None)


def test_a_poisonous_event_is_set_aside_with_an_apology_and_the_lane_goes_on(
    store: Store, keys: Keyring
) -> None:
    note(store, keys, [wrote("poison", number=1), wrote("hello", number=2)])

    drained(turns(store, keys, desk_that(ValueError("a"), ValueError("b"))))

    event = event_of(store, "lane-a-1")
    assert (event.state, event.trouble) == (SET_ASIDE, "ValueError")
    assert event.body_sealed is not None
    assert "ขอโทษ" in said(store, "lane-a-1")
    assert said(store, "lane-a-2") == "heard hello"


def test_an_event_that_fails_once_is_tried_again(store: Store, keys: Keyring) -> None:
    note(store, keys, [wrote("poison")])

    drained(turns(store, keys, desk_that(ValueError("only once"))))

    assert event_of(store, "lane-a-1").state == DONE
    assert said(store, "lane-a-1") == "heard poison"


def test_a_fault_of_the_store_is_tried_three_times(store: Store, keys: Keyring) -> None:
    fault = OperationalError("statement", {}, Exception("the disk"))
    note(store, keys, [wrote("poison")])

    drained(turns(store, keys, desk_that(fault, fault)))

    assert event_of(store, "lane-a-1").state == DONE


def test_a_store_that_keeps_failing_leaves_the_event_undone(store: Store, keys: Keyring) -> None:
    fault = OperationalError("statement", {}, Exception("the disk"))
    note(store, keys, [wrote("poison")])
    worker = turns(store, keys, desk_that(fault, fault, fault))

    with pytest.raises(OperationalError):
        worker.apply_next("lane-a")

    assert drained(worker) == 1
    assert event_of(store, "lane-a-1").state == DONE


def test_an_event_that_killed_the_process_twice_is_set_aside_at_the_next_start(
    store: Store, keys: Keyring
) -> None:
    note(store, keys, [wrote("hello")])
    with store.writing() as session:
        head = Inbox(session).head("lane-a")
        assert head is not None
        head.tries = 2

    turns(store, keys, desk_that()).apply_next("lane-a", careful=True)

    assert event_of(store, "lane-a-1").state == SET_ASIDE


def test_a_careful_try_is_on_disk_before_it_is_made(store: Store, keys: Keyring) -> None:
    seen: list[int] = []
    router = Router()

    @router.on(Wrote)
    def look(event: Wrote, _ctx: Context) -> Says:
        seen.append(event_of(store, event.event_id).tries)
        return ()

    note(store, keys, [wrote("hello")])
    turns(store, keys, Desk(watchers=(), features=(router,))).apply_next("lane-a", careful=True)

    assert seen == [1]


def test_a_body_that_does_not_open_is_set_aside_in_silence(store: Store, keys: Keyring) -> None:
    note(store, new_keyring(["another key"]), [wrote("hello", number=1)])
    note(store, keys, [wrote("hello", number=2)])

    drained(turns(store, keys, desk_that()))

    assert event_of(store, "lane-a-1").state == SET_ASIDE
    assert event_of(store, "lane-a-2").state == DONE


def test_more_than_thirty_events_a_minute_get_one_sentence_then_silence(
    store: Store, keys: Keyring
) -> None:
    start = 1_764_046_800_000
    note(store, keys, [wrote("x", number=n, at_ms=start + n * 100) for n in range(1, 41)])

    drained(turns(store, keys, desk_that()))

    assert said(store, "lane-a-30") == "heard x"
    assert "1 นาที" in said(store, "lane-a-31")
    assert [said(store, f"lane-a-{n}") for n in range(32, 41)] == [""] * 9


@pytest.mark.parametrize("before", [30, 35], ids=["told to slow down", "in the midst"])
@pytest.mark.parametrize("words", ["ช่วยด้วย พ่อหมดสติ ปลุกไม่ตื่น", "ออกทันที"], ids=["danger", "way out"])
def test_what_may_not_wait_is_answered_in_a_burst(
    store: Store, keys: Keyring, words: str, before: int
) -> None:
    start = 1_764_046_800_000
    typed = [*["x"] * before, words, *["x"] * 2]
    events = [wrote(text, number=n, at_ms=start + n * 100) for n, text in enumerate(typed, start=1)]
    note(store, keys, events)

    drained(turns(store, keys, desk_that()))

    assert said(store, f"lane-a-{before + 1}") == f"heard {words}"
    assert said(store, f"lane-a-{before + 3}") == ""


def test_after_a_minute_of_burst_the_bot_answers_again(store: Store, keys: Keyring) -> None:
    start = 1_764_046_800_000
    note(store, keys, [wrote("x", number=n, at_ms=start + n) for n in range(1, 41)])
    note(store, keys, [wrote("again", number=41, at_ms=start + 61_000)])

    drained(turns(store, keys, desk_that()))

    assert said(store, "lane-a-41") == "heard again"


def test_an_event_of_our_own_does_not_make_a_text_come_before_its_question(
    store: Store, keys: Keyring
) -> None:
    router = Router()
    router.on(Wrote)(lambda _, ctx: (Say(lines=(ctx.freshness,)),))
    desk = Desk(watchers=(), features=(router,))
    fetched = {"type": "siao.fetched", "attachmentId": "5"}
    note(store, keys, [wrote("asked", number=1)])
    drained(turns(store, keys, desk))
    with store.writing() as session:
        session.execute(update(Lane).values(shown_ms=AT_MS + 2_000))

    own = Noted(
        event_id="own", lane="lane-a", at_ms=AT_MS + 9_000, body=json.dumps(fetched).encode()
    )
    note(store, keys, [own])
    drained(turns(store, keys, desk))
    note(store, keys, [wrote("typed meanwhile", number=2, at_ms=AT_MS + 8_000)])
    drained(turns(store, keys, desk))

    assert applied(store) == ["lane-a-1", "own", "lane-a-2"]
    assert said(store, "lane-a-2") == "answer"


def test_a_turn_is_thought_again_when_its_lane_has_moved_on(store: Store, keys: Keyring) -> None:
    thoughts: list[str] = []
    router = Router()

    @router.on(Wrote)
    def think(event: Wrote, _ctx: Context) -> Says:
        thoughts.append(event.text)
        if len(thoughts) == 1:
            drained(turns(store, keys, desk_that()))  # somebody else is faster
        return (Say(lines=("slow",)),)

    note(store, keys, [wrote("one", number=1), wrote("two", number=2)])
    turns(store, keys, Desk(watchers=(), features=(router,))).apply_next("lane-a")

    assert thoughts == ["one"]
    assert applied(store) == ["lane-a-1", "lane-a-2"]
    assert said(store, "lane-a-1") == "heard one"


def test_the_oldest_undone_event_is_told(store: Store, keys: Keyring) -> None:
    note(store, keys, [wrote("hello")])

    with store.thinking() as session:
        assert Inbox(session).oldest_undone() is not None
        assert Inbox(session).lanes_waiting() == ["lane-a"]
        assert [event.event_id for event in session.query(Event)] == ["lane-a-1"]
