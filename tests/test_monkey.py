"""Someone who does anything at all: nothing breaks, and every event has its outcome."""

import random
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.secrets import Keyring
from bot.simulator.phone import Phone
from bot.store import Store
from models.inbox import DONE, Event
from models.outbox import Reply
from tests.house import House, open_house

WORDS = """
1 2 3 9 0 -1 99 ๑ ໒ ๙๙ 1,2 1.5 ข้าม ຂ້າມ ย้อน ກັບ หยุด ຢຸດ ทำต่อ ເຮັດຕໍ່ ทบทวน ยกเลิก ใช่ ไม่
ภาษา ไทย ລາວ เมนู ช่วยเหลือ บันทึก เสร็จ วันนี้ home_visit
"""
TEXTS = (
    *WORDS.split(),
    "ยายแดง",
    "ໂຮງໝໍ",
    "31/2/2569",
    "25/12/69",
    "๒๕ ธันวาคม ๒๕๖๙",
    "8:30",
    "😀" * 2_500,
    "\u202eกลับ\u200b\u200d\ufeff",
    "a\x00b\ud800c",
    " ",
    "<b>&amp;</b>",
    "=HYPERLINK(1)",
    "ก" * 5_000,
)
STEPS = 60


async def act(phone: Phone, house: House, dice: random.Random) -> None:
    """Do one thing."""
    buttons = phone.buttons()
    roll = dice.random()
    if roll < 0.5 and buttons:
        await phone.tap(dice.choice(buttons).label)
    elif roll < 0.78:
        await phone.type(dice.choice(TEXTS))
    elif roll < 0.86:
        shown = phone.shown()
        old = dice.randrange(len(shown)) if shown else None
        if old is not None and (labels := labels_of(phone, old)):
            await phone.tap_old(old, dice.choice(labels))
    elif roll < 0.96:
        doing = dice.choice(
            [phone.send_sticker, phone.send_picture, phone.send_voice, phone.send_place]
        )
        await doing()
    else:
        house.watch.move(timedelta(minutes=dice.choice([1, 40, 3_000])))


def labels_of(phone: Phone, index: int) -> list[str]:
    """List the labels of an old bubble's buttons."""
    message = phone.shown()[index]
    replies = message.get("quickReply", {})
    assert isinstance(replies, dict)
    return [item["action"]["label"] for item in replies.get("items", ())]


def standing(house: House) -> tuple[int, int, int]:
    """Count events that are not done, replies without an outcome, and replies not accepted."""
    with house.store.thinking() as session:
        undone = session.scalar(select(func.count()).where(Event.state != DONE))
        open_ = session.scalar(select(func.count()).where(Reply.outcome_at.is_(None)))
        bad = session.scalar(select(func.count()).where(Reply.state.not_in(["sent", "silent"])))
        return undone or 0, open_ or 0, bad or 0


@pytest.mark.parametrize("seed", range(6))
async def test_whatever_someone_does_nothing_breaks(
    seed: int, lite: Store, keys: Keyring, home_visit: str
) -> None:
    dice = random.Random(seed)  # noqa: S311  # a monkey, not a secret
    async with open_house(lite, keys) as house:
        await house.apart(house.publish, "home_visit", "เยี่ยมบ้าน · ຢ້ຽມບ້ານ", home_visit)
        phone = await house.volunteer(language=dice.choice(["ไทย", "ລາວ"]))
        await phone.type("home_visit")

        for _ in range(STEPS):
            await act(phone, house, dice)

        assert await house.apart(standing, house) == (0, 0, 0)
