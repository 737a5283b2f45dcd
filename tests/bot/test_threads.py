"""Threads by the clock: what is gathered, who is not disturbed, what is erased and when."""

import base64
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import func, select

from bot.secrets import Keyring
from bot.store import Store
from models.draft import Draft
from models.note import PUSHED, Notes
from models.push import Push
from tests.handlers.writing import asker, coordinator, last, lines, taken, threads
from tests.house import House, open_house
from tests.scanning import found

HALF_A_MINUTE = timedelta(seconds=30)
TEN_MINUTES = timedelta(minutes=10)
THAI = "กระต่ายสีม่วงกินแตงโม"
LAO = "ກະຕ່າຍສີມ່ວງກິນໝາກໂມ"


@pytest.fixture
async def house(lite: Store, keys: Keyring) -> AsyncIterator[House]:
    async with open_house(lite, keys) as house:
        yield house


def spellings(*words: str) -> list[str]:
    """Give words as they may stand somewhere: plain, escaped in JSON, in base64."""
    return [
        form
        for word in words
        for form in (
            word,
            json.dumps(word)[1:-1],
            base64.b64encode(word.encode()).decode()[:-4],
        )
    ]


async def test_lines_are_one_push_half_a_minute_after_the_first(
    store: Store, keys: Keyring
) -> None:
    async with open_house(store, keys) as house:
        helper, phone = await coordinator(house), await asker(house)
        await taken(helper)
        await helper.type("หนึ่ง")
        await helper.type("สอง")  # five seconds later, in the time of the house
        house.watch.move(timedelta(seconds=19))
        await house.push()
        assert house.world.asked("push") == []

        house.watch.move(timedelta(seconds=1))
        await house.push()
        await house.push()

        (push,) = house.world.asked("push")
        assert push.retry_key is not None
        assert last(house, phone).splitlines() == ["หนึ่ง", "หนึ่ง", "สอง"]  # below the name


async def test_the_helper_is_pushed_to_once_in_ten_minutes(house: House) -> None:
    helper, phone = await coordinator(house), await asker(house)
    await taken(helper)
    await phone.type("ยังมีไข้")
    await phone.type("ควรทำอย่างไร")
    house.watch.move(TEN_MINUTES - timedelta(seconds=11))
    await house.push()
    assert house.world.asked("push") == []

    house.watch.move(timedelta(seconds=1))
    await house.push()

    assert last(house, helper).splitlines()[-2:] == ["ยังมีไข้", "ควรทำอย่างไร"]
    assert len(house.world.asked("push")) == 1


async def test_who_fills_in_a_form_is_not_disturbed_for_half_an_hour(house: House) -> None:
    helper, phone = await coordinator(house), await asker(house)
    await taken(helper)
    await phone.type("ยังมีไข้")
    await house.apart(_begin, house, house.lane(helper))

    house.watch.move(TEN_MINUTES)
    await house.push()
    assert house.world.asked("push") == []
    house.watch.move(timedelta(minutes=30))
    await house.push()

    assert len(house.world.asked("push")) == 1


async def test_a_refused_reply_lets_the_words_ride_on_the_next(lite: Store, keys: Keyring) -> None:
    async with open_house(lite, keys, judged=False) as house:
        helper, phone = await coordinator(house), await asker(house)
        await taken(helper)
        await phone.type("ยังอยู่ไหม")
        channel = house.world.channel
        house.world.channel = replace(channel, access_token="another")
        await helper.type("เมนู")
        house.world.channel = channel
        assert not any("ยังอยู่ไหม" in text for text in house.heard(helper))

        await helper.type("เมนู")

        assert sum("ยังอยู่ไหม" in text for text in house.heard(helper)) == 1


async def test_a_refused_reply_lets_the_answer_be_pushed_instead(
    store: Store, keys: Keyring
) -> None:
    async with open_house(store, keys, judged=False) as house:
        helper, phone = await coordinator(house), await asker(house)
        await taken(helper)
        await helper.type("ไปที่อำเภอ")
        channel = house.world.channel
        house.world.channel = replace(channel, access_token="another")
        await phone.type("ขอบคุณ")
        house.world.channel = channel
        await helper.type("จบ")
        assert not any("ไปที่อำเภอ" in text for text in house.heard(phone))

        house.watch.move(HALF_A_MINUTE)
        await house.push()
        await house.push()

        assert last(house, phone) == "ไปที่อำเภอ"
        assert len(house.world.asked("push")) == 1
        assert await house.apart(threads, house) == []


async def test_words_are_gone_from_everywhere_when_the_talk_is_over(
    store: Store,
    keys: Keyring,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    async with open_house(store, keys) as house:
        helper, phone = await coordinator(house), await asker(house)
        await phone.type(THAI)
        assert await house.apart(found, store, keys, *spellings(THAI))
        await taken(helper)
        await helper.type(LAO)
        house.watch.move(HALF_A_MINUTE)
        await house.push()
        assert LAO in last(house, phone)

        await helper.type("จบ")
        await phone.tap_old(3, "เปลี่ยนภาษา")
        await house.push()

        assert await house.apart(threads, house) == []
        assert await house.apart(found, store, keys, *spellings(THAI, LAO)) == []
    told = caplog.text + "".join(capsys.readouterr())
    assert not any(one in told for one in spellings(THAI, LAO))


async def test_while_it_lasts_words_stand_nowhere_in_the_open(store: Store, keys: Keyring) -> None:
    async with open_house(store, keys) as house:
        phone = await asker(house)
        await phone.type(THAI)

        where = await house.apart(found, store, keys, *spellings(THAI))

        assert {one.split("|")[0] for one in where} == {"thread_lines"}


async def test_what_nobody_read_is_erased_after_five_days(house: House) -> None:
    helper, phone = await coordinator(house), await asker(house)
    await taken(helper)
    await phone.type("ไม่มีใครอ่าน")
    house.app.outgoing.pusher = None
    await phone.type("จบ")
    await house.apart(_use_up, house)

    house.watch.move(timedelta(days=5) - timedelta(seconds=30))
    await house.push()
    assert len(await house.apart(lines, house)) == 1
    house.watch.move(timedelta(seconds=30))
    await house.push()

    assert await house.apart(lines, house) == []
    assert await house.apart(threads, house) == []


async def test_words_that_wait_for_a_reply_are_not_shown_after_a_day(
    lite: Store, keys: Keyring
) -> None:
    async with open_house(lite, keys, judged=False) as house:
        helper, phone = await coordinator(house), await asker(house)
        await taken(helper)
        await phone.type("ยังอยู่ไหม")
        channel = house.world.channel
        house.world.channel = replace(channel, access_token="another")
        await helper.type("เมนู")
        house.world.channel = channel

        house.watch.move(timedelta(days=1))
        await helper.type("เมนู")
        await house.push()  # nobody wrote for a day
        await house.push()
        await house.app.forget()

        assert not any("ยังอยู่ไหม" in text for text in house.heard(helper))
        assert await house.apart(found, house.store, house.keys, *spellings("ยังอยู่ไหม")) == []


async def test_who_asked_and_is_erased_leaves_no_word_with_the_helper(house: House) -> None:
    helper, phone = await coordinator(house), await asker(house)
    await taken(helper)
    await phone.type(THAI)
    house.watch.move(TEN_MINUTES)
    house.app.outgoing.pusher = None  # so that what is gathered is not sent
    await house.push()
    assert await house.apart(_pushes, house) == 1

    await phone.type("ลบข้อมูลของฉัน")
    await phone.tap("ลบเดี๋ยวนี้")

    assert await house.apart(_pushes, house) == 0
    assert await house.apart(found, house.store, house.keys, *spellings(THAI)) == []


async def test_the_icon_is_a_square_png(house: House) -> None:
    answer: httpx.Response = await house.client.get("/icon/person.png")

    assert answer.headers["content-type"] == "image/png"
    assert answer.content.startswith(b"\x89PNG")
    assert len(answer.content) < 1_000_000


async def test_with_a_public_address_the_role_has_an_icon(lite: Store, keys: Keyring) -> None:
    async with open_house(lite, keys, public_url="https://siao.example/") as house:
        helper = await coordinator(house)
        await asker(house)
        await taken(helper)
        await helper.type("สวัสดีค่ะ คุณแม่")
        house.watch.move(HALF_A_MINUTE)
        await house.push()

        (push,) = house.world.asked("push")
        assert push.body is not None
        messages = push.body["messages"]
        assert isinstance(messages, list)
        (message,) = messages
        assert message["sender"] == {
            "name": "ผู้ประสานงาน",
            "iconUrl": "https://siao.example/icon/person.png",
        }


def _begin(house: House, contact_id: str) -> None:
    """Let someone have a form open that they filled in just now."""
    with house.store.writing() as session:
        now = house.watch()
        session.add(Draft(id="d", contact_id=contact_id, started_at=now, touched_at=now))


def _use_up(house: House) -> None:
    """Let LINE have told that no message of this month is left."""
    with house.store.writing() as session:
        told = {"used": 300, "allowed": 300, "at": house.watch().isoformat()}
        Notes(session).put(PUSHED, json.dumps(told))


def _pushes(house: House) -> int:
    with house.store.thinking() as session:
        return session.scalar(select(func.count()).select_from(Push)) or 0
