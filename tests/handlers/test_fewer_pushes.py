"""LINE's plan falls: coordinators are told once, with their next reply, and never by a push."""

import asyncio
import threading
from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.line.account import Account
from bot.pushes import Change, PushCount
from bot.secrets import Keyring
from bot.simulator.phone import Phone
from bot.simulator.quota import Quota
from bot.store import Store
from dialogue.broadcasting.audience import Audience
from models.broadcast import APPROVING, HELD, Broadcast, Broadcasts
from models.outbox import Parked
from tests.handlers.members import member
from tests.house import House, open_house

ALARM = "LINE ให้ส่งข้อความแจ้งได้น้อยลง"
DAY = timedelta(days=1)  # it is the 25th of November


async def allows(house: House, limit: int | None, used: int = 0) -> None:
    """Let LINE's plan allow so many pushes, and let the bot ask for it."""
    house.world.quota = Quota(limit)
    house.world.quota.spend(used, now=house.watch())
    await house.app.push_count().pass_once()


async def says(house: House, phone: Phone) -> str:
    """Let somebody ask for the menu, and give back all that comes with it."""
    before = len(house.heard(phone))
    await phone.type("เมนู")
    return "\n".join(house.heard(phone)[before:])


async def boss(house: House, name: str = "บอส", language: str = "ไทย") -> Phone:
    return await member(house, name, ("coordinator", "3405"), language=language)


def broadcast(
    house: House, name: str, by: Phone, people: int, at: datetime, state: str = HELD
) -> None:
    with house.store.writing() as session:
        one = Broadcast(
            id=name,
            made_by=house.lane(by),
            title=name,
            audience=Audience(areas=("3405",)).to_json(),
            counted=people,
            state=state,
            made_at=house.watch(),
            held_until=at if state == HELD else None,
            starts_at=at,
        )
        Broadcasts(session).add(one, {"th": [{"type": "text", "text": name}]})


def parked(store: Store) -> list[str]:
    with store.thinking() as session:
        return sorted(session.scalars(select(Parked.contact_id)))


async def test_coordinators_are_told_once_each_in_their_language(house: House) -> None:
    anong, malee = await boss(house, "อนงค์"), await boss(house, "มาลี", "ລາວ")
    somsri = await member(house, "สมศรี")
    await allows(house, 35_000, used=190)

    await allows(house, 300, used=190)
    thai, lao = await says(house, anong), await says(house, malee)

    assert "เดิมส่งได้เดือนละ 35000 ข้อความ ตอนนี้ 300 เดือนนี้เหลือ 110" in thai
    assert "ประกาศอาจส่งไม่ได้" in thai
    assert "ให้ผู้ดูแลบัญชี LINE เปลี่ยนแพ็กเกจกลับ" in thai
    assert "ດຽວນີ້ 300 ເດືອນນີ້ເຫຼືອ 110" in lao
    for phone in (anong, somsri):
        assert ALARM not in await says(house, phone)
    assert house.world.asked("push") == []


async def test_the_same_fall_is_told_no_second_time(house: House) -> None:
    phone = await boss(house)
    await allows(house, 35_000)
    await allows(house, 300)
    await says(house, phone)

    for used in (10, 20):
        await allows(house, 300, used=used)

    assert ALARM not in await says(house, phone)


async def test_a_further_fall_is_told_too(house: House) -> None:
    phone = await boss(house)
    await allows(house, 35_000)
    await allows(house, 15_000)
    await says(house, phone)

    await allows(house, 300)

    assert "เดิมส่งได้เดือนละ 15000 ข้อความ ตอนนี้ 300" in await says(house, phone)


async def test_a_plan_without_a_limit_that_gets_one_has_fallen(house: House) -> None:
    phone = await boss(house)
    await allows(house, None)

    await allows(house, 300)

    assert "เดิมส่งได้ไม่จำกัด ตอนนี้ส่งได้เดือนละ 300 ข้อความ" in await says(house, phone)


async def test_what_was_put_right_before_anybody_heard_of_it_is_not_told(house: House) -> None:
    phone = await boss(house)
    for limit in (35_000, 300, 35_000):
        await allows(house, limit)

    assert ALARM not in await says(house, phone)


async def test_what_was_put_right_in_part_is_told_as_it_is(house: House) -> None:
    early, late = await boss(house, "เช้า"), await boss(house, "สาย")
    await allows(house, 35_000)
    await allows(house, 300)
    await says(house, early)

    await allows(house, 15_000)

    assert ALARM not in await says(house, early)
    assert "เดิมส่งได้เดือนละ 35000 ข้อความ ตอนนี้ 15000" in await says(house, late)


async def test_whoever_made_a_broadcast_that_will_not_fit_is_told_which(house: House) -> None:
    maker, other = await boss(house), await boss(house, "อื่น")
    soon, next_month = house.watch() + DAY, house.watch() + 10 * DAY
    for name, people, at, state in (
        ("ฉีดวัคซีน", 250, soon, HELD),  # 110 are left of this month beside the 30 kept
        ("ประชุม", 100, soon + DAY, HELD),
        ("ตรวจตา", 20, soon + 2 * DAY, APPROVING),  # only 10 are left behind the one before it
        ("ออกกำลัง", 270, next_month, HELD),  # all that the next one has
        ("งานบุญ", 1, next_month + DAY, HELD),
    ):
        await house.apart(broadcast, house, name, maker, people, at, state)
    await allows(house, 35_000)

    await allows(house, 300, used=160)
    told = await says(house, maker)

    assert [name for name in ("ฉีดวัคซีน", "ตรวจตา", "งานบุญ") if name in told] == [
        "ฉีดวัคซีน",
        "ตรวจตา",
        "งานบุญ",
    ]
    assert [name for name in ("ประชุม", "ออกกำลัง") if name in told] == []
    assert "(250 คน)" in told
    assert "ส่งพร้อมคำตอบ (ฟรี)" in told
    assert "ประกาศของคุณ" not in await says(house, other)
    assert house.world.asked("push") == []


async def test_two_clocks_that_see_it_at_once_tell_it_once(store: Store, keys: Keyring) -> None:
    async with open_house(store, keys) as house:
        phone = await boss(house)
        await allows(house, 35_000)
        house.world.quota = Quota(300)
        both = threading.Barrier(2)
        account = Account(base=house.app.channel.api_base, token=house.app.channel.token)

        def tell(session: Session, change: Change, now: datetime) -> None:
            with suppress(threading.BrokenBarrierError):
                both.wait(0.5)  # on SQLite the second one waits for the first to be written
            house.app.fewer_pushes.tell(session, change, now)

        clocks = [
            PushCount(store=store, account=account, clock=house.watch, tell=tell) for _ in range(2)
        ]
        await asyncio.gather(*(one.pass_once() for one in clocks))

        assert await house.apart(parked, store) == [house.lane(phone)]


async def test_a_crash_before_the_commit_leaves_it_to_be_told(lite: Store, keys: Keyring) -> None:
    async with open_house(lite, keys) as house:
        phone = await boss(house)
        await allows(house, 35_000)
        house.world.quota = Quota(300)
        account = Account(base=house.app.channel.api_base, token=house.app.channel.token)

        def die(session: Session, change: Change, now: datetime) -> None:
            house.app.fewer_pushes.tell(session, change, now)
            raise KeyboardInterrupt

        dying = PushCount(store=lite, account=account, clock=house.watch, tell=die)
        with pytest.raises(KeyboardInterrupt):
            await house.apart(dying._ask, house.watch())  # noqa: SLF001  # as its thread does
        assert await house.apart(parked, lite) == []
        await house.app.push_count().pass_once()

        assert ALARM in await says(house, phone)
        assert ALARM not in await says(house, phone)
