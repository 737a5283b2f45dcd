"""Needs in the chat: listed, changed, met and dropped, each within somebody's scope."""

from bot.simulator.phone import Phone
from tests.handlers.needing import KHAM, need, put, told, words_of
from tests.handlers.pressing import press
from tests.house import House

GONE = "เรื่องนี้ไม่อยู่ในรายการของคุณแล้ว ไม่มีอะไรเปลี่ยน"


async def ready(house: House, *kinds: str, words: str | None = None) -> Phone:
    """Let a volunteer have a person with a need of each kind, food where none is named."""
    phone = await house.volunteer()
    await house.apart(put, house.store)
    for number, kind in enumerate(kinds or ("food",), start=1):
        await house.apart(
            need,
            house.store,
            f"n{number}",
            kind=kind,
            urgency=9 if kind == "right" else 5,
            words=words if kind == "food" else None,
        )
    return phone


def labels(phone: Phone) -> list[str]:
    return [button.label for button in phone.buttons()]


async def test_the_most_urgent_stands_first_with_its_day_and_words(house: House) -> None:
    phone = await ready(house, "food", "right", words="ข้าวหมด")

    await press(phone, "need.list", KHAM)

    assert house.heard(phone)[-1].splitlines() == [
        "ความต้องการของ ยายคำ · H-7:",
        "1. สิทธิรักษา · เร่งด่วนมาก · ภายใน 2 ธันวาคม 2569",
        "2. อาหาร · เร่งด่วน · ภายใน 2 ธันวาคม 2569",
        "ข้าวหมด",
    ]
    assert labels(phone) == ["1. สิทธิรักษา", "2. อาหาร", "เพิ่มความต้องการ", "กลับไปที่คนนี้"]


async def test_long_lists_have_pages(house: House) -> None:
    phone = await ready(house, *["other"] * 8)

    await press(phone, "need.list", KHAM)
    assert len(labels(phone)) == 9
    await phone.tap("ดูต่อ")

    assert labels(phone)[:2] == ["7. อื่นๆ", "8. อื่นๆ"]
    await phone.tap("ดูจากข้อแรก")
    assert labels(phone)[0] == "1. อื่นๆ"


async def test_nobody_who_needs_nothing_is_a_dead_end(house: House) -> None:
    phone = await house.volunteer()
    await house.apart(put, house.store)

    await press(phone, "need.list", KHAM)

    assert "ยังไม่มีความต้องการของ ยายคำ · H-7 ที่บันทึกไว้" in house.heard(phone)[-1]
    assert labels(phone) == ["เพิ่มความต้องการ", "กลับไปที่คนนี้"]


async def test_a_need_is_met_with_what_helped(house: House) -> None:
    phone = await ready(house)

    await press(phone, "need.show", "n1")
    await phone.tap("ได้แล้ว")
    await phone.type("กองทุนตำบลให้ข้าวสาร")

    assert "บันทึกแล้วว่าได้ตามที่ต้องการ" in "\n".join(house.heard(phone)[-2:])
    assert await house.apart(told, house.store) == [("food", "person", 5, "met")]
    assert (await house.apart(words_of, house.store))["n1"] == (None, "กองทุนตำบลให้ข้าวสาร")


async def test_a_need_is_dropped_without_words_too(house: House) -> None:
    phone = await ready(house)

    await press(phone, "need.show", "n1")
    await phone.tap("ไม่ต้องการแล้ว")
    await phone.tap("ข้าม")

    assert await house.apart(told, house.store) == [("food", "person", 5, "dropped")]


async def test_skip_and_back_can_be_typed(house: House) -> None:
    phone = await ready(house)

    await press(phone, "need.met", "n1")
    await phone.type("ย้อน")
    assert await house.apart(told, house.store) == [("food", "person", 5, "open")]
    await press(phone, "need.met", "n1")
    await phone.type("ข้าม")

    assert await house.apart(told, house.store) == [("food", "person", 5, "met")]


async def test_words_with_a_number_are_asked_for_again(house: House) -> None:
    phone = await ready(house)

    await press(phone, "need.met", "n1")
    await phone.type("โทร 081 234 5678")
    await phone.type("ได้ข้าวสารแล้ว")

    assert (await house.apart(words_of, house.store))["n1"] == (None, "ได้ข้าวสารแล้ว")


async def test_urgency_and_day_are_changed(house: House) -> None:
    phone = await ready(house)

    await press(phone, "need.show", "n1")
    await phone.tap("เปลี่ยนความเร่งด่วน")
    await phone.tap("เร่งด่วนมาก")
    assert "อาหาร · เร่งด่วนมาก · ภายใน 26 พฤศจิกายน 2569" in house.heard(phone)[-1]
    await phone.tap("เลือกวันอื่น", value="2026-12-24")

    assert "ภายใน 24 ธันวาคม 2569" in house.heard(phone)[-1]
    assert await house.apart(told, house.store) == [("food", "person", 9, "open")]


async def test_the_menu_is_one_word_away_while_words_are_asked(house: House) -> None:
    phone = await ready(house)

    await press(phone, "need.met", "n1")
    await phone.type("เมนู")

    assert "บันทึกการเยี่ยมบ้าน" in house.heard(phone)[-1]
    assert await house.apart(told, house.store) == [("food", "person", 5, "open")]


async def test_a_closed_need_is_shown_as_closed(house: House) -> None:
    phone = await ready(house)
    await press(phone, "need.helped", "n1")

    await press(phone, "need.show", "n1")

    assert "เรื่องนี้ปิดแล้ว" in house.heard(phone)[-1]
    assert labels(phone) == ["กลับไปรายการ"]


async def test_another_area_sees_and_changes_nothing(house: House) -> None:
    phone = await house.volunteer()
    await house.apart(put, house.store, area="3404")
    await house.apart(need, house.store, area="3404")

    for act, value in (
        ("need.list", KHAM),
        ("need.show", "n1"),
        ("need.met", "n1"),
        ("need.helped", "n1"),
        ("need.gone", "n1"),
        ("need.set", "n1.9"),
        ("need.owed", "n1"),
        ("need.card", "n1.have"),
        ("need.add", KHAM),
        ("need.words", f"{KHAM}.food.person.9"),
        ("need.owner", "n1.me"),
        ("need.by", "n1"),
        ("need.month", "n1"),
        ("plan.list", KHAM),
        ("plan.add", KHAM),
        ("plan.need", "n1"),
        ("refer.new", KHAM),
        ("refer.need", "n1"),
        ("refer.reason", "n1"),
        ("refer.agree", f"{KHAM}.self"),
    ):
        await press(phone, act, value)
        assert house.heard(phone)[-1] == GONE, act

    assert await house.apart(told, house.store) == [("food", "person", 5, "open")]


async def test_the_people_of_another_volunteer_are_out_of_reach(house: House) -> None:
    phone = await house.volunteer()
    other = await house.volunteer("สมหมาย")
    await house.apart(put, house.store, assignee_id=house.lane(other))
    await house.apart(need, house.store)

    await press(phone, "need.show", "n1")
    assert house.heard(phone)[-1] == GONE

    await press(other, "need.show", "n1")
    assert "อาหาร" in house.heard(other)[-1]


async def test_practice_people_are_not_seen_by_real_volunteers(house: House) -> None:
    phone = await house.volunteer()
    await house.apart(put, house.store, is_demo=True)

    await press(phone, "need.list", KHAM)

    assert house.heard(phone)[-1] == GONE


async def test_a_reader_of_an_area_sees_nobody(house: House) -> None:
    phone = await house.volunteer(role="reader")
    await house.apart(put, house.store)

    await press(phone, "need.list", KHAM)

    assert house.heard(phone)[-1] == GONE


async def test_who_sees_to_it_is_told(house: House) -> None:
    phone = await ready(house)
    await press(phone, "need.show", "n1")
    assert "ผู้ประสานงานดูแลเรื่องนี้" in house.heard(phone)[-1]

    await press(phone, "need.owner", "n1.me")
    await press(phone, "need.show", "n1")

    assert "คุณดูแลเรื่องนี้" in house.heard(phone)[-1]
