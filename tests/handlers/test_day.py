"""How an area stands today: numbers for coordinators alone."""

from datetime import timedelta

from bot.secrets import Keyring
from bot.store import Store
from models.need import Need
from models.visit import DONE, OPEN, Visit
from tests.handlers.needing import KHAM, put
from tests.house import NOON, open_house

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
