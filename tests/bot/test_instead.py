"""Parked words pushed instead: danger waits for nobody's next message."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from bot.instead import push_instead
from bot.secrets import Keyring
from bot.store import Store
from models.outbox import Parked, ParkedWords
from models.push import Push
from tests.house import open_house

FIT = "ยายชักเกร็ง ปลุกไม่ตื่น"
NOW = "บอกว่าอยู่ที่ไหน และเกิดอะไรขึ้น"
BEATEN = "ผัวตีฉันตอนนี้"


async def test_a_red_card_whose_reply_was_refused_is_pushed_once(
    store: Store, keys: Keyring
) -> None:
    async with open_house(store, keys, judged=False) as house:
        phone = await house.volunteer()
        channel = house.world.channel
        house.world.channel = replace(channel, access_token="another")
        await phone.type(FIT)
        house.world.channel = channel
        assert not any(NOW in text for text in house.heard(phone))

        await house.push()
        await house.push()

        assert len(house.world.asked("push")) == 1
        assert NOW in house.heard(phone)[-1]


async def test_a_red_card_that_arrived_is_not_pushed(lite: Store, keys: Keyring) -> None:
    async with open_house(lite, keys) as house:
        phone = await house.volunteer()
        await phone.type(FIT)

        await house.push()

        assert house.world.asked("push") == []


async def test_of_violence_nothing_is_pushed(lite: Store, keys: Keyring) -> None:
    async with open_house(lite, keys, judged=False) as house:
        phone = await house.volunteer()
        channel = house.world.channel
        house.world.channel = replace(channel, access_token="another")
        await phone.type(BEATEN)
        house.world.channel = channel

        await house.push()

        assert house.world.asked("push") == []


async def test_what_rides_on_a_reply_is_not_pushed_beside_it(store: Store, keys: Keyring) -> None:
    async with open_house(store, keys) as house:
        phone = await house.volunteer()
        now = house.watch()
        riding = Parked(
            id="p1",
            contact_id=house.lane(phone),
            subject="first:0",
            parked_at=now,
            expires_at=now + timedelta(days=1),
            rides_on="event",
            is_urgent=True,
        )

        def tried() -> tuple[list[str], list[str], list[str]]:
            with house.store.writing() as session:
                ParkedWords(session).replace(riding, "{}")
            with house.store.writing() as session:
                push_instead(session, "p1", asked_by=None, now=now)
            with house.store.thinking() as session:
                return (
                    ParkedWords(session).urgent(),
                    list(session.scalars(select(Parked.id))),
                    list(session.scalars(select(Push.id))),
                )

        assert await house.apart(tried) == ([], ["p1"], [])
