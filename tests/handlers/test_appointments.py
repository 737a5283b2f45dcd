"""Appointments: a day is kept after one tap, told of in time and once, and soon forgotten."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import func, select, update

from bot.periods import Periods
from bot.retention import Retention
from bot.secrets import Keyring
from bot.simulator.phone import Phone
from bot.store import Store
from models.appointment import Appointment
from models.outbox import Parked
from models.push import Push
from models.reminder import Reminder
from models.reminder_hours import ReminderHours
from tests.asking import bring_topics, understand
from tests.handlers.reminding import at, says, tick
from tests.house import BANGKOK, House, open_house
from tests.scanning import found

TOLD = "คุณมีนัด 10 ธันวาคม 2569 เวลา 09:00"
DAY = "2026-12-10t09:00"


@pytest.fixture
async def house(store: Store, keys: Keyring) -> AsyncIterator[House]:
    async with open_house(store, keys) as house:
        yield house


@pytest.fixture
async def quick(lite: Store, keys: Keyring) -> AsyncIterator[House]:
    async with open_house(lite, keys) as house:
        yield house


async def visitor(house: House, language: str = "ไทย") -> Phone:
    phone = house.phone("malee")
    await phone.follow()
    await phone.tap(language)
    return phone


async def arrange(phone: Phone, day: str = DAY, when: str = "วันก่อนและเช้าวันนัด") -> None:
    await phone.type("เตือนนัด")
    if "เพิ่มนัดอื่น" in [button.label for button in phone.buttons()]:
        await phone.tap("เพิ่มนัดอื่น")
    await phone.tap("นัดหมาย")
    await phone.tap("เลือกวันและเวลา" if "t" in day else "เลือกวัน", value=day)
    await phone.tap(when)
    await phone.tap("ยินยอม เตือนฉัน")


def count(store: Store, table: type[Appointment | Reminder | Parked | Push]) -> int:
    with store.thinking() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def steps(store: Store) -> dict[str, tuple[str | None, str]]:
    with store.thinking() as session:
        return {row.step: (row.outcome, row.reason) for row in session.scalars(select(Reminder))}


def told(house: House, phone: Phone, text: str = TOLD) -> int:
    return sum(text in heard for heard in house.heard(phone))


async def push(house: House) -> None:
    await tick(house)
    await house.push()
    await tick(house)


async def test_a_whole_appointment_is_asked_for_told_of_twice_and_stopped(house: House) -> None:
    phone = await visitor(house)
    await phone.type("เตือนนัด")
    await phone.tap("นัดหมาย")
    await phone.tap("เลือกวันและเวลา", value=DAY)
    await phone.tap("วันก่อนและเช้าวันนัด")
    asked = house.heard(phone)[-1]
    kept_before = await house.apart(count, house.store, Appointment)
    await phone.tap("ยินยอม เตือนฉัน")

    assert "12 ธันวาคม 2569" in asked  # until when it is kept
    assert kept_before == 0
    await at(house, 8, 9)
    await push(house)
    assert told(house, phone) == 1
    assert await house.apart(steps, house.store) == {
        "help": ("sent", ""),
        "before": (None, ""),
        "morning": (None, ""),
    }
    await phone.tap("ต้องการรถ / ล่าม")
    assert "มีคนช่วยหารถหรือล่ามให้ได้" in house.heard(phone)[-1]

    await at(house, 9, 11)
    assert TOLD in await says(house, phone, "เมนู")  # it rides, and costs nothing
    await at(house, 9, 16)
    await push(house)
    assert len(house.world.asked("push")) == 1

    await at(house, 10, 7, 59)
    await push(house)
    before_eight = told(house, phone)
    await at(house, 10, 8)
    for _ in range(2):
        await push(house)
    assert (before_eight, told(house, phone)) == (2, 3)

    await phone.tap("ไปแล้ว")
    assert "ลบนัดนี้" in house.heard(phone)[-1]
    assert await house.apart(count, house.store, Appointment) == 0
    assert await house.apart(count, house.store, Reminder) == 0


async def test_a_code_word_is_all_that_is_shown_in_lao(house: House, keys: Keyring) -> None:
    phone = await visitor(house, "ລາວ")
    await phone.type("ເຕືອນນັດ")
    await phone.tap("ວັກຊີນຂອງເດັກ")
    await phone.tap("ເລືອກມື້", value="2026-12-10")
    await phone.tap("ຕອນເຊົ້າມື້ນັດ")
    await phone.tap("ຍິນຍອມ ເຕືອນຂ້ອຍ")
    await phone.tap("ຄຳລັບ")
    await phone.type("ຕະຫຼາດໃຫຍ່")

    where = await house.apart(found, house.store, keys, "ຕະຫຼາດໃຫຍ່")
    assert [one.partition("|")[0] for one in where] == ["appointments"]
    await at(house, 10, 8)
    await push(house)
    notice = house.heard(phone)[-1]
    assert "ຮອດມື້ ຕະຫຼາດໃຫຍ່" in notice
    assert "ທັນວາ" not in notice
    assert "ວັກຊີນ" not in notice

    shown = await says(house, phone, "ຂໍ້ມູນຂອງຂ້ອຍ")
    assert "10 ທັນວາ 2026" in shown
    assert "12 ທັນວາ 2026" in shown
    await phone.tap("ນັດຂອງຂ້ອຍ")
    await phone.tap("ລຶບ")
    assert await house.apart(found, house.store, keys, "ຕະຫຼາດໃຫຍ່") == []


@pytest.mark.parametrize("end", ["erase", "block", "night"])
async def test_it_goes_with_everything_else(house: House, end: str) -> None:
    phone = await visitor(house)
    await arrange(phone)
    await at(house, 8, 1)
    if end == "erase":
        await phone.type("ลบข้อมูลของฉัน")
        await phone.tap("ลบเดี๋ยวนี้")
    elif end == "block":
        await phone.block()
    else:
        await at(house, 12)
        compiled = house.app.following.compiled
        night = Retention(
            store=house.store,
            clock=house.watch,
            zone=BANGKOK,
            compiled=compiled,
            periods=Periods(),
        )
        await house.apart(night.night)

    tables = (Appointment, Reminder, Parked)
    assert [await house.apart(count, house.store, table) for table in tables] == [0, 0, 0]


async def test_after_days_without_a_bot_each_hears_once(quick: House) -> None:
    phone = await visitor(quick)
    await arrange(phone)

    await at(quick, 10, 8, 30)
    for _ in range(2):
        await push(quick)

    assert told(quick, phone) == 1
    assert await quick.apart(steps, quick.store) == {
        "help": ("skipped", "overtaken"),
        "before": ("skipped", "overtaken"),
        "morning": ("sent", ""),
    }


async def test_what_is_over_is_told_to_nobody(quick: House) -> None:
    phone = await visitor(quick)
    await arrange(phone)

    await at(quick, 10, 9, 1)
    await push(quick)

    assert told(quick, phone) == 0
    assert set((await quick.apart(steps, quick.store)).values()) == {("skipped", "lapsed")}


async def test_what_was_moved_is_told_on_the_new_day_alone(quick: House) -> None:
    phone = await visitor(quick)
    await arrange(phone, when="เช้าวันนัด")
    await phone.type("นัดของฉัน")
    await phone.tap("เลื่อนวัน", value="2026-12-14t10:30")

    await at(quick, 10, 8)
    await push(quick)
    assert told(quick, phone, "คุณมีนัด") == 0
    await at(quick, 14, 8)
    await push(quick)
    assert told(quick, phone, "คุณมีนัด 14 ธันวาคม 2569 เวลา 10:30") == 1


async def test_hours_that_would_come_too_late_are_told_the_day_before(quick: House) -> None:
    phone = await visitor(quick)

    def choose() -> None:
        with quick.store.writing() as session:
            wish = ReminderHours(contact_id=quick.lane(phone), opens=16, closes=20, days_off="")
            session.add(wish)

    await quick.apart(choose)
    await arrange(phone, when="เช้าวันนัด")
    await at(quick, 9, 15, 59)
    await push(quick)
    early = told(quick, phone, "คุณมีนัด 10")
    await at(quick, 9, 16, 1)
    await push(quick)

    assert (early, told(quick, phone, "คุณมีนัด 10")) == (0, 1)
    shown = await says(quick, phone, "ข้อมูลของฉัน")
    assert "เวลาเตือนที่เลือกไว้: 16:00 ถึง 20:00" in shown


async def test_a_push_that_nobody_tried_is_called_back(quick: House) -> None:
    phone = await visitor(quick)
    await arrange(phone, when="เช้าวันนัด")
    await arrange(phone, day="2026-12-10", when="เช้าวันนัด")
    await at(quick, 10, 8)  # the push is made, and not tried yet
    assert await quick.apart(count, quick.store, Push) == 1
    ids = {hour: key for key, hour in await quick.apart(rows, quick.store)}
    await phone.type("นัดของฉัน")
    await phone.tap("ไปแล้ว")  # of the first card, that without an hour

    await at(quick, 10, 8, 5)
    await push(quick)

    [pushed] = [str(one.body) for one in quick.world.asked("push")]
    assert ids["09:00"] in pushed
    assert ids[""] not in pushed


def rows(store: Store) -> list[tuple[str, str]]:
    with store.thinking() as session:
        return [(row.id, row.due_time) for row in session.scalars(select(Appointment))]


async def test_nobody_else_can_touch_it(quick: House) -> None:
    phone = await visitor(quick)
    await arrange(phone)
    await phone.type("นัดของฉัน")
    other = quick.phone("other")
    await other.follow()
    await other.tap("ไทย")

    def give() -> None:
        with quick.store.writing() as session:
            session.execute(update(Appointment).values(contact_id=quick.lane(other)))

    await quick.apart(give)
    await phone.tap("ลบ")
    assert "ไม่ได้เก็บนัดนี้ไว้แล้ว" in quick.heard(phone)[-1]
    assert await quick.apart(count, quick.store, Appointment) == 1


async def test_what_was_asked_about_before_stands_nowhere_beside_it(
    store: Store, keys: Keyring
) -> None:
    async with open_house(store, keys, understand=understand) as house:
        await house.apart(bring_topics, store, house.watch())
        phone = await visitor(house)
        await phone.type("กลัวติดโรคจากแฟน")
        await phone.tap("เตือนนัด")
        await phone.tap("นัดหมาย")
        await phone.tap("เลือกวัน", value="2026-12-10")
        await phone.tap("เช้าวันนัด")
        await phone.tap("ยินยอม เตือนฉัน")
        await at(house, 10, 8)
        await push(house)

        assert await house.apart(rows, store) != []
        words = ("กลัวติดโรค", "เอชไอวี", "sti_hiv")
        where = await house.apart(found, store, keys, *words)
        of_people = ("contact", "appoint", "remind", "parked", "push", "inbox", "outbox", "lane")
        assert where != []  # the topics themselves
        assert [one for one in where if one.startswith(of_people)] == []
        [body] = [str(one.body) for one in house.world.asked("push")]
        assert [word for word in words if word in body] == []
        assert "มีข้อความถึงคุณ" in body
