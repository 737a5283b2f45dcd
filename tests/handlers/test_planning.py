"""The individual plan in the chat: from a need, in few taps, to its result."""

from bot.simulator.phone import Phone
from models.need import MET, Need
from models.plan import PlanItem
from tests.handlers.needing import KHAM, need, plan_of, put, rows, told, words_of
from tests.handlers.pressing import press
from tests.house import NOON, House


async def ready(house: House, *, words: str | None = "ข้าวหมด") -> Phone:
    phone = await house.volunteer()
    await house.apart(put, house.store)
    await house.apart(need, house.store, words=words)
    return phone


async def planned(phone: Phone) -> None:
    """Plan for the only need, done by the health centre until the day it is due."""
    await press(phone, "plan.list", KHAM)
    await phone.tap("วางแผนจากความต้องการ")
    await phone.tap("อาหาร")
    await phone.type("ขอข้าวสารจากกองทุน")
    await phone.tap("รพ.สต.")
    await phone.tap("ใช่")


async def test_a_line_is_planned_from_a_need(house: House) -> None:
    phone = await ready(house)

    await planned(phone)

    assert house.heard(phone)[-1].splitlines() == [
        "แผนของ ยายคำ · H-7",
        "1. ข้าวหมด",
        "ทำอะไร: ขอข้าวสารจากกองทุน",
        "ใคร: รพ.สต.",
        "ภายในวันที่ 2 ธันวาคม 2569",
        "สถานะ: วางแผนไว้",
    ]
    assert await house.apart(told, house.store) == [("food", "person", 5, "planned")]


async def test_a_result_that_meets_the_need_closes_it(house: House) -> None:
    phone = await ready(house)
    await planned(phone)

    await phone.tap("ผลของข้อ 1")
    await phone.tap("ได้ตามที่ต้องการ")
    await phone.type("ได้ข้าวสาร 2 ถุง")

    assert await house.apart(told, house.store) == [("food", "person", 5, "met")]
    assert (await house.apart(words_of, house.store))["n1"] == ("ข้าวหมด", "ได้ข้าวสาร 2 ถุง")
    assert await house.apart(plan_of, house.store) == [
        ("ข้าวหมด", "ขอข้าวสารจากกองทุน", "health_centre", "done", "ได้ข้าวสาร 2 ถุง")
    ]


async def test_an_old_button_does_not_take_the_words_of_a_result_away(house: House) -> None:
    phone = await ready(house)
    await planned(phone)
    (line,) = await house.apart(rows, house.store, PlanItem)
    await press(phone, "plan.came", f"{line.id}.met")
    await phone.type("ได้ข้าวสาร 2 ถุง")

    await press(phone, "plan.words", f"{line.id}.not")

    assert [one[3:] for one in await house.apart(plan_of, house.store)] == [
        ("done", "ได้ข้าวสาร 2 ถุง")
    ]


async def test_a_need_that_was_met_meanwhile_is_not_opened_by_a_plan(house: House) -> None:
    phone = await ready(house)
    await press(phone, "plan.need", "n1")

    def meet() -> None:
        with house.store.writing() as session:
            row = session.get_one(Need, "n1")
            row.status, row.closed_at = MET, NOON

    await house.apart(meet)
    await phone.type("ขอข้าวสารจากกองทุน")

    assert await house.apart(told, house.store) == [("food", "person", 5, "met")]
    assert await house.apart(plan_of, house.store) == []


async def test_a_result_that_did_not_help_leaves_the_need_open(house: House) -> None:
    phone = await ready(house)
    await planned(phone)

    await phone.tap("ผลของข้อ 1")
    await phone.tap("ยังไม่ได้ผล")
    await phone.tap("ข้าม")

    assert "ความต้องการนี้ยังอยู่" in house.heard(phone)[-2]
    assert await house.apart(told, house.store) == [("food", "person", 5, "planned")]
    assert [line[3:] for line in await house.apart(plan_of, house.store)] == [("done", None)]


async def test_a_need_without_words_is_named_by_its_kind(house: House) -> None:
    phone = await ready(house, words=None)

    await planned(phone)

    assert "1. อาหาร" in house.heard(phone)[-1]


async def test_the_day_may_be_another_or_none(house: House) -> None:
    phone = await ready(house)
    await planned(phone)
    (line,) = await house.apart(rows, house.store, PlanItem)

    await press(phone, "plan.who", f"{line.id}.family")
    await phone.tap("เลือกวันอื่น", value="2027-02-01")
    assert "ภายในวันที่ 1 กุมภาพันธ์ 2570" in house.heard(phone)[-1]
    assert "ใคร: ครอบครัว" in house.heard(phone)[-1]
    await press(phone, "plan.who", f"{line.id}.family")
    await phone.tap("ยังไม่รู้")

    assert "ภายในวันที่" not in house.heard(phone)[-1]


async def test_a_need_leads_to_the_plan_itself(house: House) -> None:
    phone = await ready(house)

    await press(phone, "need.show", "n1")
    await phone.tap("ใส่ในแผน")

    assert "จะทำอะไร เขียนสั้นๆ" in house.heard(phone)[-1]


async def test_where_nothing_is_needed_a_need_comes_first(house: House) -> None:
    phone = await house.volunteer()
    await house.apart(put, house.store)

    await press(phone, "plan.list", KHAM)
    await phone.tap("วางแผนจากความต้องการ")

    assert [button.label for button in phone.buttons()] == ["เพิ่มความต้องการ", "กลับไปที่แผน"]


async def test_words_that_may_not_be_kept_are_asked_for_again(house: House) -> None:
    phone = await ready(house)
    await press(phone, "plan.need", "n1")

    await phone.type("โทรหา 0812345678")
    assert "โดยไม่ใส่เลขบัตร" in house.heard(phone)[-2]
    await phone.type("ย้อน")

    assert "ยังไม่มีแผน" in house.heard(phone)[-1]
    assert await house.apart(plan_of, house.store) == []


async def test_a_long_plan_has_pages(house: House) -> None:
    phone = await ready(house)
    for number in range(6):
        await press(phone, "plan.need", "n1")
        await phone.type(f"ขั้นที่ {number}")

    await press(phone, "plan.list", KHAM)
    await phone.tap("ดูต่อ")

    assert "6. ข้าวหมด" in house.heard(phone)[-1]
    await phone.tap("ดูจากข้อแรก")
    assert "1. ข้าวหมด" in house.heard(phone)[-1]


async def test_the_plan_of_another_area_is_out_of_reach(house: House) -> None:
    phone = await ready(house)
    await planned(phone)
    (line,) = await house.apart(rows, house.store, PlanItem)
    stranger = await house.volunteer("สมหมาย", role="mentor")

    for act in ("plan.result", "plan.came", "plan.words"):
        await press(stranger, act, f"{line.id}.met")
        assert "ไม่มีอะไรเปลี่ยน" in house.heard(stranger)[-1]

    assert await house.apart(told, house.store) == [("food", "person", 5, "planned")]
