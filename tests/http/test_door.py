"""The door: what is let in, what is sent away, and what is stored of it."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest
from sqlalchemy.exc import OperationalError

from bot.secrets import Keyring
from bot.simulator.signing import sign
from tests.failing import FailingStore
from tests.serving import Street, open_street


async def test_a_body_without_a_signature_is_sent_away(street: Street) -> None:
    body = street.body_of(street.text(street.someone(), "hello"))

    assert await street.post(body) == 401
    assert await street.noted() == []


async def test_a_wrong_signature_of_any_kind_is_sent_away(street: Street) -> None:
    body = street.body_of(street.text(street.someone(), "hello"))
    good = sign(body, street.house.world.channel.secret)
    wrong = [
        "",
        "AAAA",
        "ไทย",
        good.lower(),
        good.swapcase(),
        good[:-1],
        good + "=",
        good.rstrip("="),
        f"sha256={good}",
        sign(body, "another secret"),
    ]

    answers = {
        signature: (
            await street.house.client.post(
                "/webhook", content=body, headers=[(b"x-line-signature", signature.encode())]
            )
        ).status_code
        for signature in wrong
    }

    assert answers == dict.fromkeys(wrong, 401)
    assert await street.noted() == []


async def test_a_body_changed_by_one_letter_is_sent_away(street: Street) -> None:
    body = street.body_of(street.text(street.someone(), "hello"))
    signature = sign(body, street.house.world.channel.secret)

    assert await street.post(body.replace(b"hello", b"hellO"), x_line_signature=signature) == 401
    assert await street.noted() == []


async def test_the_case_of_the_headers_name_does_not_matter(street: Street) -> None:
    names = ["X-Line-Signature", "x-line-signature", "X-LINE-SIGNATURE"]
    for name in names:
        body = street.body_of(street.text(street.someone(), "hello"))
        headers = {name: sign(body, street.house.world.channel.secret)}
        answer = await street.house.client.post("/webhook", content=body, headers=headers)
        assert answer.status_code == 200

    assert len(await street.noted()) == 3


async def test_no_events_is_a_greeting_from_the_verify_button(street: Street) -> None:
    assert await street.courier.verify() == 200
    assert await street.post(b'{"events":[]}', signed="yes") == 200
    assert await street.noted() == []


async def test_a_body_over_two_megabytes_is_too_large(street: Street) -> None:
    body = b'{"events":[],"x":"' + b"y" * (2 * 1024 * 1024) + b'"}'

    assert await street.post(body, signed="yes") == 413


async def test_a_body_over_two_megabytes_in_pieces_is_too_large(street: Street) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(33):
            yield b"y" * 65_536

    try:
        answer = await street.house.client.post("/webhook", content=pieces())
    except httpx.WriteError:  # the door may close before the last piece
        return
    assert answer.status_code == 413


NO_WEBHOOKS = [
    b"",
    b"hello",
    b"{",
    b"[]",
    b"null",
    b'"events"',
    b"7",
    b"{}",
    b'{"events":null}',
    b'{"events":{}}',
    b'{"events":"all"}',
    b'{"destination":"x","events":[}',
    b'{"events":[]}' * 2,
    b"\xef\xbb\xbf" + b'{"events":[]}',
    '{"events":[]}'.encode("utf-16"),
    b'{"events":[],"x":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    b'{"events":[' + b'{"a":' * 50_000 + b"1" + b"}" * 50_000 + b"]}",
    b'{"events":[' + b"[" * 900 + b"]" * 900 + b"]}",
    b'{"events":[{"type":"\xff\xfe"}]}',
    b'{"events":[{"type":"\xed\xa0\x80"}]}',
    b'{"events":[],"n":' + b"9" * 10_000 + b"}",
]


async def test_what_is_no_webhook_is_sent_away(street: Street) -> None:
    answers = {body: await street.post(body, signed="yes") for body in NO_WEBHOOKS}

    let_in = [body[:40] for body, status in answers.items() if not 400 <= status < 500]
    assert let_in == []
    assert await street.noted() == []


async def test_a_body_for_somebody_else_is_counted_and_not_stored(street: Street) -> None:
    event = street.text(street.someone(), "hello")
    body = street.body_of(event, destination="U" + "f" * 32)

    assert await street.post(body, signed="yes") == 200
    assert await street.noted() == []
    assert street.house.app.webhook.counts["elsewhere"] == 1


async def test_a_caller_who_hangs_up_in_the_middle_is_nobodys_error(
    street: Street, caplog: pytest.LogCaptureFixture
) -> None:
    host, port = street.base.removeprefix("http://").split(":")
    _reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(b"POST /webhook HTTP/1.1\r\nHost: bot\r\nContent-Length: 500\r\n\r\n{")
    await writer.drain()
    assert await street.courier.verify() == 200  # by now the door has heard its beginning
    writer.close()
    await writer.wait_closed()

    assert await street.courier.verify() == 200
    assert await street.courier.send(street.text(street.someone(), "hello")) == 200
    assert [record.message for record in caplog.records if record.levelname == "ERROR"] == []


async def test_a_store_that_fails_is_told_to_line_and_redelivery_mends_it(
    database_url: str, keys: Keyring
) -> None:
    store = FailingStore.opened(database_url, keys)
    async with open_street(store, keys) as street:
        somsri = street.someone()
        event = street.text(somsri, "hello")

        store.fault = OperationalError("statement", {}, Exception("the disk is full"))
        assert await street.courier.send(event) == 503
        assert street.courier.undelivered == [event]

        store.fault = None
        assert await street.courier.redeliver_all() == [200]
        await street.house.settle()

        assert street.shown(somsri) == ["heard hello"]
        assert await street.outcomes() == ["sent"]
    store.close()


async def test_a_bad_row_does_not_take_its_neighbours_down(
    database_url: str, keys: Keyring
) -> None:
    store = FailingStore.opened(database_url, keys)
    async with open_street(store, keys) as street:
        somsri = street.someone()

        store.fault, store.times = OperationalError("statement", {}, Exception("once")), 1
        assert await street.courier.send(street.text(somsri, "hello")) == 200
        await street.house.settle()

        assert street.shown(somsri) == ["heard hello"]
    store.close()
