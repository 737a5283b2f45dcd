"""Odd events: each is stored, answered where it can be, and holds nobody up."""

import json

from bot.simulator.events import Event
from bot.simulator.sources import Source
from tests.serving import Street


async def test_what_is_no_event_is_passed_over(street: Street) -> None:
    event = street.text(street.someone(), "hello")
    body = json.dumps({"events": [None, 7, "text", [], [[]], True, event]}).encode()

    assert await street.post(body, signed="yes") == 200
    assert await street.noted() == [event["webhookEventId"]]


def oddly(event: Event, **changes: object) -> Event:
    return {**event, **changes}


ODDITIES: list[dict[str, object]] = [
    {"type": "somethingNew"},
    {"type": None},
    {"type": "message", "message": {"type": "hologram", "id": "1"}},
    {"type": "message", "message": None},
    {"type": "postback", "postback": {"data": 7}},
    {"type": "postback", "postback": {"data": "x", "params": {"date": "soon"}}},
    {"mode": "thinking"},
    {"timestamp": 1_764_046_800_000.5},
    {"timestamp": 1e300},
    {"timestamp": "yesterday"},
    {"timestamp": -1},
    {"webhookEventId": 7},
    {"webhookEventId": "x" * 5_000},
    {"webhookEventId": "รหัส"},
    {"deliveryContext": None},
    {"message": {"type": "text", "id": "1", "text": "NUL \x00 and half \ud800 a pair"}},
    {"message": {"type": "text", "id": "1", "text": "x", "\ud800\x00": "\udfff"}},
    {"message": {"type": "text", "id": 1e400, "text": ["x"]}},
    {"message": {"type": "image", "id": "1", "fileSize": 1e400}},
    {"message": {"type": "location", "id": "1", "latitude": "north", "longitude": 1e400}},
    {"big": 10**40},
]


async def test_an_odd_event_is_answered_and_holds_nobody_up(street: Street) -> None:
    people = [street.someone(f"odd {number}") for number in range(len(ODDITIES))]
    somchai = street.someone("somchai")
    odd = [
        oddly(street.text(person, "odd"), **changes)
        for person, changes in zip(people, ODDITIES, strict=True)
    ]
    body = json.dumps({"events": [*odd, street.text(somchai, "hello")]}).encode()

    assert await street.post(body, signed="yes") == 200
    await street.house.settle()

    unanswered = [
        changes
        for person, changes in zip(people, ODDITIES, strict=True)
        if len(street.shown(person)) != 1
    ]
    assert unanswered == []
    assert street.shown(somchai) == ["heard hello"]
    assert await street.outcomes() == ["sent"] * (len(ODDITIES) + 1)


NOBODY: list[object] = [
    None,
    "somebody",
    {},
    {"type": "user"},
    {"type": "user", "userId": 7},
    {"type": "square", "userId": "U1"},
    {"type": "group"},
]


async def test_an_event_from_nobody_known_is_stored_and_done(street: Street) -> None:
    somsri = street.someone()
    events = [oddly(street.text(somsri, "hello"), source=source) for source in NOBODY]
    body = json.dumps({"events": events}).encode()

    assert await street.post(body, signed="yes") == 200
    await street.house.settle()

    assert len(await street.outcomes()) == len(NOBODY)


async def test_an_event_without_an_id_is_applied_once_even_when_redelivered(
    street: Street,
) -> None:
    somsri = street.someone()
    event = street.text(somsri, "hello")
    del event["webhookEventId"]

    await street.courier.send(event, event)
    assert await street.courier.redeliver(event) == 200
    await street.house.settle()

    assert street.shown(somsri) == ["heard hello"]
    assert len(await street.noted()) == 1


async def test_nul_and_half_a_letter_are_replaced_and_the_rest_is_heard(street: Street) -> None:
    somsri = street.someone()
    event = street.text(somsri, "NUL \x00, half \ud83d, whole \U0001f600")
    body = json.dumps({"events": [event]}).encode()  # as \u escapes, the whole letter as a pair

    assert await street.post(body, signed="yes") == 200
    await street.house.settle()

    assert street.shown(somsri) == ["heard NUL \ufffd, half \ufffd, whole \U0001f600"]


async def test_events_of_our_own_kinds_do_not_come_from_outside(street: Street) -> None:
    source = Source(chat_id="", user_id=None, fields=None)
    event = street.events.make("siao.fetched", source, can_reply=False, more={})

    assert await street.courier.send(event) == 200
    assert await street.noted() == []
