"""A month that is used up in the midst of a broadcast: who got it, who did not, and the rest."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from typing_extensions import override

from bot.broadcasting import freezing, sending
from bot.secrets import Keyring
from bot.simulator.phone import Phone
from bot.simulator.quota import Quota
from bot.store import Store
from models.broadcast import Broadcast, Broadcasts
from tests.handlers.members import member
from tests.house import House, open_house

_NAMES = ("ก", "ข", "ค", "ง", "จ", "ฉ", "ช")
_SAID = "พรุ่งนี้ฉีดวัคซีน"


@pytest.fixture
async def both(
    store: Store, keys: Keyring, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[House]:
    """Open a house on each database whose chunks are of two people, sent one after the other."""
    monkeypatch.setattr(freezing, "CHUNK", 2)
    monkeypatch.setattr(sending, "_AT_ONCE", 1)
    async with open_house(store, keys) as house:
        yield house


class FallingQuota(Quota):
    """A plan that lets so many through, and is then lowered, or used up by somebody else."""

    def __init__(self, limit: int, *, after: int, is_lowered: bool) -> None:
        super().__init__(limit)
        self._after, self._is_lowered = after, is_lowered

    @override
    def spend(self, people: int, *, now: datetime) -> None:
        """Count, and fall."""
        super().spend(people, now=now)
        if self.limit is not None and self.used(now) == self._after:
            if self._is_lowered:
                self.limit = self._after
            else:
                super().spend(self.limit - self._after, now=now)


@pytest.mark.parametrize("is_lowered", [True, False], ids=["lowered", "used elsewhere"])
async def test_when_the_month_ends_in_mid_send_the_rest_is_told_and_sent_when_it_is_raised(
    both: House, *, is_lowered: bool
) -> None:
    house = both
    boss = await member(house, "บอส", ("coordinator", "3405"))
    people = [await member(house, name) for name in _NAMES]
    house.world.quota = FallingQuota(300, after=4, is_lowered=is_lowered)
    await house.app.push_count().pass_once()
    await held(boss)
    assert any("ผู้รับ: 7 คน" in text for text in house.heard(boss))

    await send(house)
    await house.app.push_count().pass_once()

    assert await house.apart(outcomes, house) == [("sent", {"accepted": 4, "not_sent": 3})]
    assert sorted(got(house, one) for one in people) == [0, 0, 0, 1, 1, 1, 1]
    await boss.type("เมนู")
    said = "\n".join(house.heard(boss))
    assert "ไม่ได้ส่ง เพราะข้อความเดือนนี้หมด: 3" in said, said

    house.world.quota = Quota(None)
    await boss.tap("ส่งให้คนที่เหลือ")
    await house.settle()
    await send(house)

    assert await house.apart(outcomes, house) == [
        ("sent", {"accepted": 4, "not_sent": 3}),
        ("sent", {"accepted": 3}),
    ]
    assert [got(house, one) for one in people] == [1] * 7


async def held(boss: Phone) -> None:
    """Write a broadcast to the volunteers, and let it be held."""
    await boss.type("ประกาศ")
    await boss.tap("อาสาในพื้นที่")
    await boss.type(_SAID)
    await boss.type("ມື້ອື່ນສັກຢາ")
    await boss.tap("ดูตัวอย่าง")
    await boss.tap("ส่ง")


async def send(house: House) -> None:
    """Send what is held."""
    house.watch.move(timedelta(minutes=6))
    for _ in range(3):
        await house.app.outgoing.broadcast()
        await house.settle()


def got(house: House, phone: Phone) -> int:
    return sum(_SAID in text for text in house.heard(phone))


def outcomes(house: House) -> list[tuple[str, dict[str, int]]]:
    with house.store.thinking() as session:
        rows = session.scalars(select(Broadcast).order_by(Broadcast.made_at, Broadcast.held_until))
        return [(row.state, Broadcasts(session).progress(row.id)) for row in rows]
