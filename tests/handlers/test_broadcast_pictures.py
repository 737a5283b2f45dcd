"""The picture of a broadcast: sent, shown, opened by its address alone, and gone with it."""

from collections.abc import AsyncIterator
from datetime import timedelta
from io import BytesIO

import httpx
import pytest
from PIL import Image
from sqlalchemy import func, select

from bot.broadcasting.sending import forget
from bot.secrets import Keyring
from bot.simulator.events import Event
from bot.simulator.phone import Phone
from bot.store import Store
from models.attachment import Attachment
from models.broadcast import Broadcast
from models.broadcast_picture import BroadcastPicture
from tests.handlers.members import member
from tests.house import House, open_house

SITE = "https://siao.example"


@pytest.fixture
async def seen(store: Store, keys: Keyring) -> AsyncIterator[House]:
    """Open a house that is reached from outside."""
    async with open_house(store, keys, public_url=SITE) as house:
        yield house


async def as_far_as_the_picture(house: House, *, lao: str = "") -> Phone:
    boss = await member(house, "บอส", ("coordinator", "3405"))
    await member(house, "อาสา")
    await boss.type("ประกาศ")
    await boss.tap("อาสาในพื้นที่")
    await boss.type("พรุ่งนี้ฉีดวัคซีน ตามรูป")
    if lao:
        await boss.type(lao)
    else:
        await boss.tap("ไม่มีข้อความลาว")
        await boss.tap("ไม่ส่งให้เขา")
    return boss


def address(phone: Phone) -> str:
    """Give the address of the picture that was shown last."""
    shown = [one for one in phone.shown() if one["type"] == "image"]
    assert shown[-1]["originalContentUrl"] == shown[-1]["previewImageUrl"]
    return str(shown[-1]["originalContentUrl"])


async def opened(house: House, where: str) -> httpx.Response:
    return await house.client.get(where.removeprefix(SITE))


def kept(house: House) -> tuple[int, int]:
    """Count the pictures of broadcasts, and what is being fetched for them."""
    with house.store.thinking() as session:
        tables = (BroadcastPicture, Attachment)
        pictures, files = (
            session.scalar(select(func.count()).select_from(table)) or 0 for table in tables
        )
        return pictures, files


def states(house: House) -> list[str]:
    with house.store.thinking() as session:
        return list(session.scalars(select(Broadcast.state)))


def message_id(event: Event) -> str:
    message = event["message"]
    assert isinstance(message, dict)
    return str(message["id"])


async def test_a_picture_is_shown_before_and_is_what_people_get(seen: House) -> None:
    boss = await as_far_as_the_picture(seen)
    assert "จะใส่รูปด้วยไหม" in seen.heard(boss)[-1]

    await boss.send_picture()
    assert "จะใส่ปุ่มด้วยไหม" in seen.heard(boss)[-1]
    await seen.fetch()
    await boss.tap("ดูตัวอย่าง")
    where = address(boss)
    await boss.tap("ส่ง")
    seen.watch.move(timedelta(minutes=6))
    await seen.push()

    [sent] = [one.body or {} for one in seen.world.asked("multicast")]
    image = {"type": "image", "originalContentUrl": where, "previewImageUrl": where}
    assert sent["messages"] == [{"type": "text", "text": "พรุ่งนี้ฉีดวัคซีน ตามรูป"}, image]
    answer = await opened(seen, where)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/jpeg")
    assert dict(Image.open(BytesIO(answer.content)).getexif()) == {}
    assert b"Pretend" not in answer.content
    assert await seen.apart(kept, seen) == (1, 0)


async def test_a_picture_stands_once_below_both_texts_and_above_the_buttons(seen: House) -> None:
    boss = await as_far_as_the_picture(seen, lao="ມື້ອື່ນສັກຢາ ຕາມຮູບ")
    await boss.send_picture()
    await seen.fetch()
    await boss.tap("ปุ่มเปิดเว็บ")
    await boss.type("https://example.org/vaccine")
    await boss.tap("ดูตัวอย่าง")

    last = boss.shown()[-5:]

    assert [one["type"] for one in last] == ["text", "text", "image", "flex", "text"]
    assert [one.get("text") for one in last[:2]] == ["พรุ่งนี้ฉีดวัคซีน ตามรูป", "ມື້ອື່ນສັກຢາ ຕາມຮູບ"]
    assert "ตอนนี้ยังไม่ได้ส่ง" in str(last[-1]["text"])
    await boss.tap("ส่ง")
    await boss.tap("ดูตัวอย่าง")
    assert boss.shown()[-5:-1] == last[:-1]


async def test_it_is_gone_with_its_broadcast_and_not_before(seen: House) -> None:
    boss = await as_far_as_the_picture(seen)
    await boss.send_picture()
    await seen.fetch()
    await boss.tap("ดูตัวอย่าง")
    where = address(boss)
    await boss.tap("ส่ง")
    seen.watch.move(timedelta(minutes=6))
    await seen.push()

    seen.watch.move(timedelta(days=29))
    await seen.apart(forget, seen.store, seen.watch)
    assert (await opened(seen, where)).status_code == 200
    seen.watch.move(timedelta(days=2))
    await seen.apart(forget, seen.store, seen.watch)

    assert (await opened(seen, where)).status_code == 404
    assert await seen.apart(kept, seen) == (0, 0)


async def test_a_picture_that_is_thrown_away_or_replaced_is_gone_at_once(seen: House) -> None:
    boss = await as_far_as_the_picture(seen)
    await boss.send_picture()
    await seen.fetch()
    await boss.tap("ดูตัวอย่าง")
    first = address(boss)

    await boss.tap("แก้")
    await boss.tap("รูป")
    assert "มีรูปแล้ว" in seen.heard(boss)[-1]
    await boss.send_picture()
    assert (await opened(seen, first)).status_code == 404
    await seen.fetch()
    await boss.tap("ดูตัวอย่าง")
    second = address(boss)
    assert (await opened(seen, second)).status_code == 200
    await boss.tap("ทิ้ง")

    assert (await opened(seen, second)).status_code == 404
    assert await seen.apart(kept, seen) == (0, 0)


async def test_nothing_is_sent_before_the_picture_is_here(seen: House) -> None:
    boss = await as_far_as_the_picture(seen)
    await boss.send_picture(preparing=99)
    await boss.tap("ดูตัวอย่าง")

    assert "รูปยังไม่พร้อม" in seen.heard(boss)[-1]
    assert "ส่ง" not in [button.label for button in boss.buttons()]
    await boss.tap("ไม่ใส่รูป")

    assert "ตอนนี้ยังไม่ได้ส่ง" in seen.heard(boss)[-1]
    assert "ส่ง" in [button.label for button in boss.buttons()]
    assert await seen.apart(kept, seen) == (0, 0)


async def test_what_is_no_picture_is_asked_for_again(seen: House) -> None:
    boss = await as_far_as_the_picture(seen)
    await boss.send_picture(b"no picture at all")
    await seen.fetch()

    await boss.type("ประกาศ")
    assert any("รูปของประกาศมาไม่ถึง" in text for text in seen.heard(boss)[-3:])
    await boss.tap("เขียนต่อ")

    assert "จะใส่รูปด้วยไหม" in seen.heard(boss)[-1]
    assert await seen.apart(kept, seen) == (0, 0)


async def test_without_an_address_it_is_said_and_the_broadcast_goes_on(
    lite: Store, keys: Keyring
) -> None:
    async with open_house(lite, keys) as house:
        boss = await as_far_as_the_picture(house)
        assert "จะใส่ปุ่มด้วยไหม" in house.heard(boss)[-1]

        await boss.send_picture()
        assert "ยังส่งรูปจากที่นี่ไม่ได้" in house.heard(boss)[-1]
        await boss.tap("ไปต่อโดยไม่มีรูป")

        assert "จะใส่ปุ่มด้วยไหม" in house.heard(boss)[-1]
        assert await house.apart(kept, house) == (0, 0)


async def test_taken_back_it_is_erased_and_what_would_show_it_is_stopped(seen: House) -> None:
    boss = await as_far_as_the_picture(seen)
    event = await boss.send_picture()
    await seen.fetch()
    await boss.tap("ดูตัวอย่าง")
    where = address(boss)
    await boss.tap("ส่ง")

    await boss.unsend(message_id(event))

    assert (await opened(seen, where)).status_code == 404
    assert await seen.apart(states, seen) == ["cancelled"]
    await boss.type("เมนู")
    assert any("ประกาศจึงถูกหยุด" in text for text in seen.heard(boss)[-5:])


async def test_what_is_written_on_shows_no_picture_that_was_taken_back(seen: House) -> None:
    boss = await as_far_as_the_picture(seen)
    event = await boss.send_picture()
    await seen.fetch()
    await boss.tap("ดูตัวอย่าง")
    await boss.tap("ส่ง")
    await boss.tap("หยุดไว้ก่อน")
    await boss.unsend(message_id(event))

    await boss.type("ประกาศ")
    await boss.tap("เขียนต่อ")

    assert [one["type"] for one in boss.shown()[-2:]] == ["text", "text"]
    assert "ตอนนี้ยังไม่ได้ส่ง" in seen.heard(boss)[-1]


async def test_how_to_choose_a_picture_is_said_to_who_types_the_label(seen: House) -> None:
    boss = await as_far_as_the_picture(seen)

    await boss.type("เลือกรูป")

    assert "โทรศัพท์จะเปิดคลังรูป" in seen.heard(boss)[-2]
    assert "จะใส่รูปด้วยไหม" in seen.heard(boss)[-1]


async def test_taken_back_while_it_is_fetched_it_is_left_out(seen: House) -> None:
    boss = await as_far_as_the_picture(seen)
    event = await boss.send_picture(preparing=99)

    await boss.unsend(message_id(event))
    await boss.tap("ดูตัวอย่าง")

    assert "ตอนนี้ยังไม่ได้ส่ง" in seen.heard(boss)[-1]
    assert await seen.apart(kept, seen) == (0, 0)


async def test_a_picture_outside_of_a_broadcast_is_none_of_it(seen: House) -> None:
    boss = await member(seen, "บอส", ("coordinator", "3405"))
    await boss.type("ประกาศ")

    await boss.send_picture()

    assert await seen.apart(kept, seen) == (0, 0)
