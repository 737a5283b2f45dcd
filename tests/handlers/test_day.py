"""How an area stands today: numbers for coordinators alone."""

from datetime import date, timedelta

from sqlalchemy import update

from bot.secrets import Keyring
from bot.simulator.quota import Quota
from bot.store import Store
from dialogue.broadcasting.audience import Audience
from models.broadcast import APPROVING, HELD, SENDING, SENT, Broadcast, BroadcastChunk, Broadcasts
from models.need import Need
from models.thread import Thread
from models.visit import DONE, OPEN, Visit
from tests.handlers.needing import KHAM, put
from tests.handlers.reminding import owe
from tests.handlers.talking_people import labels
from tests.handlers.writing import asker, coordinator
from tests.house import NOON, House, open_house

HOUR, DAY = timedelta(hours=1), timedelta(days=1)  # it is Wednesday, 12:00


def happened(store: Store) -> None:
    """Note visits and needs of two areas, of this week and of the Sunday before."""
    put(store)
    put(store, "far", area="9010")
    visits = (
        ("today", "340501", DONE, NOON - HOUR),
        ("monday", "3405", DONE, NOON - 2 * DAY),
        ("sunday", "340501", DONE, NOON - 3 * DAY),
        ("begun", "340501", OPEN, None),
        ("elsewhere", "9010", DONE, NOON - HOUR),
    )
    needs = (
        ("food", 9, KHAM, "340501", NOON - HOUR),
        ("home", 5, KHAM, "340501", NOON - DAY),
        ("work", 5, KHAM, "3405", NOON - 2 * DAY),
        ("old", 1, KHAM, "340501", NOON - 3 * DAY),
        ("there", 9, "far", "9010", NOON - HOUR),
    )
    with store.writing() as session:
        for name, area, status, ended_at in visits:
            begun = (ended_at or NOON) - HOUR
            row = Visit(id=name, area=area, status=status, started_at=begun, ended_at=ended_at)
            session.add(row)
        for name, urgency, person_id, area, found_at in needs:
            one = Need(
                id=name,
                person_id=person_id,
                area=area,
                kind="need",
                subject=name,
                urgency=urgency,
                found_at=found_at,
            )
            session.add(one)


async def test_a_coordinator_hears_how_the_own_area_stands(store: Store, keys: Keyring) -> None:
    async with open_house(store, keys) as house:
        await house.apart(happened, store)
        anong, malee = (
            await house.volunteer("อนงค์", role="coordinator"),
            await house.volunteer("มาลี", role="coordinator", language="ລາວ"),
        )

        await anong.type("วันนี้เป็นอย่างไร")
        await malee.type("ມື້ນີ້ເປັນແນວໃດ")

        said = house.heard(anong)[-1]
        assert "เยี่ยมวันนี้ 1 ครั้ง สัปดาห์นี้ 2 ครั้ง" in said
        assert "เร่งด่วนมาก 1 เร่งด่วน 2 อื่นๆ 0" in said
        said = house.heard(malee)[-1]
        assert "ຢ້ຽມຢາມມື້ນີ້ 1 ເທື່ອ ອາທິດນີ້ 2 ເທື່ອ" in said
        assert "ດ່ວນຫຼາຍ 1 ດ່ວນ 2 ອື່ນໆ 0" in said


async def test_a_volunteer_does_not(lite: Store, keys: Keyring) -> None:
    async with open_house(lite, keys) as house:
        somsri = await house.volunteer()

        await somsri.type("วันนี้เป็นอย่างไร")

        assert "เยี่ยมวันนี้" not in house.heard(somsri)[-1]


def are_in(store: Store, area: str) -> None:
    """Let all who wait be in an area."""
    with store.writing() as session:
        session.execute(update(Thread).values(area=area))


async def test_who_waits_comes_first_with_the_way_to_answer(store: Store, keys: Keyring) -> None:
    async with open_house(store, keys) as house:
        anong = await coordinator(house)
        far = await coordinator(house, "ไกล", area="9010")
        for name in ("หนึ่ง", "สอง"):
            await asker(house, name)
            house.watch.move(HOUR)
        await house.apart(are_in, store, "340501")

        await anong.type("วันนี้เป็นอย่างไร")
        said = house.heard(anong)[-1]
        await far.type("วันนี้เป็นอย่างไร")

        assert said.startswith("มีคนรอคำตอบ 2 คน คนแรกรอตั้งแต่ 25 พฤศจิกายน")
        assert "คนรอคำตอบ" not in house.heard(far)[-1]
        assert labels(anong)[0] == "คนรอ"
        assert labels(far)[0] != "คนรอ"
        await anong.tap("คนรอ")
        assert "คนเหล่านี้รอคำตอบ" in house.heard(anong)[-1]


def owed(store: Store, somsri: str, malee: str) -> None:
    """Let two volunteers of this area have something due on three days, and one of another area.

    It is the 25th: what was due before, and what is due next month, does not count.
    """
    put(store)
    put(store, "far", area="9010")
    for number, (day, who, area) in enumerate(
        (
            (26, somsri, "340501"),
            (26, somsri, "340502"),  # in the same digest
            (27, somsri, "340501"),
            (27, malee, "340501"),
            (24, malee, "340501"),
            (26, malee, "9010"),
        )
    ):
        owe(
            store,
            date(2026, 11, day),
            follow_up_id=f"f{number}",
            assignee_id=who,
            area=area,
            made_at=NOON,
        )
    owe(store, date(2026, 12, 1), follow_up_id="next", assignee_id=malee, made_at=NOON)


async def test_what_reminders_are_going_to_take_is_told_and_whether_there_is_room(
    store: Store, keys: Keyring
) -> None:
    async with open_house(store, keys, reserve=30) as house:
        anong, malee = (
            await house.volunteer("อนงค์", role="coordinator"),
            await house.volunteer("มาลี", role="coordinator", language="ລາວ"),
        )
        helpers = [await house.volunteer(name) for name in ("ก", "ข")]
        await house.apart(owed, store, *(house.lane(one) for one in helpers))
        said = []
        for used in (266, 267):  # 4 are needed everywhere, and 30 kept
            house.world.quota = Quota(300)
            house.world.quota.spend(used, now=house.watch())
            await house.app.push_count().pass_once()
            await anong.type("วันนี้เป็นอย่างไร")
            said.append(house.heard(anong)[-1])
        await malee.type("ມື້ນີ້ເປັນແນວໃດ")

        assert all("น่าจะใช้อีกราว 3 ข้อความ" in text for text in said)
        assert ["ข้อความอาจไม่พอ" in text for text in said] == [False, True]
        assert "ຄົງຈະໃຊ້ອີກປະມານ 3 ຂໍ້ຄວາມ" in house.heard(malee)[-1]


def broadcast(house: House, name: str, state: str, *, area: str = "3405", sent: int = 0) -> None:
    """Make a broadcast to 500 people, so many of whom have got it."""
    at = house.watch() + DAY
    with house.store.writing() as session:
        one = Broadcast(
            id=name,
            title=f"ถึงยายคำ {name}",
            audience=Audience(areas=(area,)).to_json(),
            counted=500,
            state=state,
            made_at=house.watch(),
            held_until=at if state == HELD else None,
            frozen_at=house.watch() if sent else None,
        )
        Broadcasts(session).add(one, {"th": [{"type": "text", "text": "สวัสดี"}]})
        session.flush()
        for number, (people, became) in enumerate(((sent, "accepted"), (500 - sent, "waiting"))):
            if sent:
                chunk = BroadcastChunk(
                    id=f"{name}{number}",
                    broadcast_id=name,
                    number=number,
                    language="th",
                    count=people,
                    state=became,
                    again_at=at,
                    outcome_at=house.watch() if became == "accepted" else None,
                )
                session.add(chunk)


async def test_broadcasts_on_their_way_are_told_in_numbers_with_the_way_to_stop_them(
    store: Store, keys: Keyring
) -> None:
    async with open_house(store, keys) as house:
        anong = await house.volunteer("อนงค์", role="coordinator")
        malee = await house.volunteer("มาลี", role="coordinator", language="ລາວ")
        for name, state, area in (
            ("over", SENT, "3405"),
            ("elsewhere", SENDING, "9010"),
            ("goes", SENDING, "3405"),
        ):
            await house.apart(broadcast, house, name, state, area=area, sent=120)

        await anong.type("วันนี้เป็นอย่างไร")
        said = house.heard(anong)[-1]
        assert "กำลังส่งประกาศ: ส่งแล้ว 120 จาก 500 คน" in said
        assert "ยายคำ" not in said
        await anong.tap("ดูหรือหยุดประกาศ")
        await anong.tap("หยุด")
        assert "ถูกหยุดแล้ว" in house.heard(anong)[-1]

        for name, state in (("second", APPROVING), ("later", HELD)):
            await house.apart(broadcast, house, name, state)
        await malee.type("ມື້ນີ້ເປັນແນວໃດ")
        said = house.heard(malee)[-1]
        assert "ປະກາດຫາ 500 ຄົນ ລໍຜູ້ປະສານງານອີກຄົນອະນຸມັດ" in said
        assert "ປະກາດຈະສົ່ງເວລາ 26 ພະຈິກ" in said
        assert "ປະກາດທັງໝົດ" in labels(malee)
