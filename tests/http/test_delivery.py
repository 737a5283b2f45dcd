"""Deliveries: an event once and in order, however LINE brings it."""

import asyncio
import threading

import pytest

from bot.secrets import Keyring
from bot.simulator.faults import Fault
from bot.store import Store
from tests.house import THINKING
from tests.serving import Street, open_street


async def test_a_text_is_answered_over_http(street: Street) -> None:
    somsri = street.someone()

    assert await street.courier.send(street.text(somsri, "hello")) == 200
    await street.house.settle()

    assert street.shown(somsri)[-1] == "heard hello"
    assert await street.outcomes() == ["sent"]


async def test_an_event_twice_in_one_body_is_applied_once(street: Street) -> None:
    event = street.text(street.someone(), "hello")

    assert await street.courier.send(event, event) == 200
    await street.house.settle()

    assert await street.noted() == [event["webhookEventId"]]
    assert await street.outcomes() == ["sent"]


async def test_the_same_body_twice_is_applied_once(street: Street) -> None:
    somsri = street.someone()

    assert await street.courier.send_twice(street.text(somsri, "hello")) == (200, 200)
    await street.house.settle()

    assert street.shown(somsri) == ["heard hello"]
    assert await street.outcomes() == ["sent"]


async def test_bodies_that_share_an_event_apply_it_once(street: Street) -> None:
    somsri = street.someone()
    one, two, three = (street.text(somsri, text) for text in ("one", "two", "three"))

    await street.courier.send(one, two)
    await street.courier.send(two, three)
    await street.house.settle()

    assert street.shown(somsri) == ["heard one", "heard two", "heard three"]


async def test_redelivery_while_line_hangs_says_nothing_twice(street: Street) -> None:
    somsri, world = street.someone(), street.house.world
    event = street.text(somsri, "hello")
    world.faults.add(Fault(kind="hang", endpoint="reply"))

    await street.courier.send(event)
    await world.faults.until_hanging(1)
    assert await street.courier.redeliver(event) == 200
    world.faults.release()
    await street.house.settle()

    assert street.shown(somsri) == ["heard hello"]
    assert await street.outcomes() == ["sent"]


async def test_redelivery_after_the_token_was_used_says_nothing(street: Street) -> None:
    somsri = street.someone()
    event = street.text(somsri, "hello")
    await street.courier.send(event)
    await street.house.settle()

    assert await street.courier.redeliver(event) == 200
    await street.house.settle()

    assert street.shown(somsri) == ["heard hello"]
    assert len(street.house.world.asked("reply")) == 1


async def test_a_body_that_overtook_another_is_applied_as_it_came(street: Street) -> None:
    somsri = street.someone()
    first = street.text(somsri, "first")
    street.house.watch.move(THINKING)
    second = street.text(somsri, "second")

    await street.courier.send(second)
    await street.house.settle()
    await street.courier.send(first)
    await street.house.settle()

    assert street.shown(somsri) == ["heard second", "heard first"]
    assert await street.outcomes() == ["sent", "sent"]


async def test_events_of_one_body_are_applied_by_lines_clock(street: Street) -> None:
    somsri = street.someone()
    first = street.text(somsri, "first")
    street.house.watch.move(THINKING)
    second = street.text(somsri, "second")

    await street.courier.send(second, first)
    await street.house.settle()

    assert street.shown(somsri) == ["heard first", "heard second"]


async def test_ten_events_of_five_people_in_one_body_reach_everyone_in_order(
    street: Street,
) -> None:
    people = [street.someone(f"person {number}") for number in range(5)]
    events = [street.text(person, text) for text in ("one", "two") for person in people]

    assert await street.courier.send(*events) == 200
    await street.house.settle()

    assert [street.shown(person) for person in people] == [["heard one", "heard two"]] * 5
    assert await street.outcomes() == ["sent"] * 10


async def test_two_quick_events_are_answered_in_order_each_with_its_own_token(
    street: Street,
) -> None:
    somsri, world = street.someone(), street.house.world
    one, two = street.text(somsri, "one"), street.text(somsri, "two")
    world.faults.add(Fault(kind="hang", endpoint="reply"))

    await street.courier.send(one)
    await world.faults.until_hanging(1)
    await street.courier.send(two)
    world.faults.release()
    await street.house.settle()

    assert street.shown(somsri) == ["heard one", "heard two"]
    tokens = [request.reply_token for request in world.asked("reply")]
    assert tokens == [one["replyToken"], two["replyToken"]]


async def test_more_than_thirty_events_a_minute_get_one_sentence_then_silence(
    street: Street,
) -> None:
    somsri = street.someone()

    await street.courier.send(*(street.text(somsri, f"text {n}") for n in range(1, 41)))
    await street.house.settle()

    shown = street.shown(somsri)
    assert shown[:30] == [f"heard text {n}" for n in range(1, 31)]
    assert len(shown) == 31
    assert "1 นาที" in shown[30]
    assert await street.outcomes() == ["sent"] * 31 + ["silent"] * 9


async def test_an_event_noted_by_a_bot_that_stopped_is_answered_by_the_next(
    store: Store, keys: Keyring
) -> None:
    async with open_street(store, keys) as street:
        street.house.app.drain = None  # the clockwork is down: the door notes and wakes nobody
        somsri = street.someone()
        event = street.text(somsri, "hello")
        assert await street.courier.send(event) == 200
        assert street.shown(somsri) == []

        async with street.house.app.running():
            assert street.house.app.drain is not None
            while await street.outcomes() != ["sent"]:  # the other clockwork may hold the lane yet
                await street.house.app.drain.sweep()
                await street.house.settle()

        assert street.shown(somsri) == ["heard hello"]
        assert await street.outcomes() == ["sent"]


async def test_line_need_not_wait_for_what_becomes_of_replies(
    street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    if street.house.store.is_sqlite:
        pytest.skip("SQLite has one writer")
    held, may_go_on = threading.Event(), threading.Event()

    def hold(*_: object) -> None:
        held.set()
        may_go_on.wait(30)

    monkeypatch.setattr("bot.outbox._TRY.store", hold)
    one, other = street.someone(), street.someone("kham")
    first = await street.post(street.body_of(street.text(one, "สวัสดี")), signed="yes")
    assert await asyncio.to_thread(held.wait, 30)

    try:
        async with asyncio.timeout(10):
            second = await street.post(street.body_of(street.text(other, "ສະບາຍດີ")), signed="yes")
    finally:
        may_go_on.set()

    assert (first, second) == (200, 200)
