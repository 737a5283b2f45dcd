"""Needs to see to: a volunteer's own, and what nobody sees to for the coordinator."""

from bot.simulator.phone import Phone
from tests.handlers.needing import KHAM, need, put
from tests.handlers.pressing import press
from tests.house import House

HEAD = "ความต้องการที่ผู้ประสานงานดูแล:"


def labels(phone: Phone) -> list[str]:
    return [button.label for button in phone.buttons()]


async def test_a_coordinator_sees_what_no_volunteer_sees_to(house: House) -> None:
    chief = await house.volunteer("หัวหน้า", role="coordinator")
    volunteer = await house.volunteer()
    await house.apart(put, house.store)
    await house.apart(need, house.store, "n1")
    await house.apart(need, house.store, "n2", kind="right", urgency=9)
    await house.apart(need, house.store, "n3", kind="income")
    await press(volunteer, "need.owner", "n3.me")

    await chief.type("ความต้องการ")

    assert house.heard(chief)[-1].splitlines() == [
        HEAD,
        "1. ยายคำ · H-7: สิทธิรักษา · เร่งด่วนมาก",
        "2. ยายคำ · H-7: อาหาร · เร่งด่วน",
    ]
    await chief.press(chief.buttons()[0])
    assert "สิทธิรักษา · เร่งด่วนมาก" in house.heard(chief)[-1]


async def test_a_volunteer_sees_those_they_took_on(house: House) -> None:
    volunteer = await house.volunteer()
    await house.apart(put, house.store)
    await house.apart(need, house.store, "n1")
    await house.apart(need, house.store, "n2", kind="income")
    await press(volunteer, "need.owner", "n2.me")

    await volunteer.type("ຄວາມຕ້ອງການ")

    assert house.heard(volunteer)[-1].splitlines() == [
        "ความต้องการที่คุณดูแล:",
        "1. ยายคำ · H-7: รายได้ · เร่งด่วน",
    ]


async def test_long_lists_have_pages(house: House) -> None:
    chief = await house.volunteer("หัวหน้า", role="coordinator")
    await house.apart(put, house.store)
    for number in range(9):
        await house.apart(need, house.store, f"n{number}", kind="other")

    await chief.type("needs")
    assert len(labels(chief)) == 9
    await chief.tap("ดูต่อ")

    assert labels(chief) == ["8. ยายคำ · H-7", "9. ยายคำ · H-7", "เมนู"]


async def test_another_area_and_other_roles_see_none_of_it(house: House) -> None:
    await house.apart(put, house.store, area="3404")
    await house.apart(need, house.store, "n1", area="3404")
    chief = await house.volunteer("หัวหน้า", role="coordinator")
    reader = await house.volunteer("ผู้อ่าน", role="reader")

    await chief.type("ความต้องการ")
    await reader.type("ความต้องการ")
    await press(reader, "need.mine")

    assert "ไม่มีความต้องการที่รอดูแล" in house.heard(chief)[-1]
    assert all("ยายคำ" not in text for text in house.heard(reader))
    assert KHAM not in "".join(house.heard(reader))
