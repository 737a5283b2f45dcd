"""Arriving: what became of somebody who was sent, asked at most three times."""

from datetime import date, timedelta

from bot.simulator.phone import Phone
from handlers import arriving
from handlers.happened import PersonLeft
from models.referral import Referral
from tests.handlers.acting import Actor
from tests.handlers.needing import KHAM, need, put, rows, sent, told
from tests.handlers.pressing import press
from tests.handlers.test_referring import sends
from tests.house import House


async def ready(house: House) -> tuple[Phone, str]:
    phone = await house.volunteer()
    await house.apart(put, house.store)
    await house.apart(need, house.store, kind="medicine")
    await sends(phone)
    (one,) = await house.apart(rows, house.store, Referral)
    house.watch.move(timedelta(days=3))
    return phone, one.id


async def outcome(house: House) -> tuple[str, str | None]:
    ((_, _, status, told_of),) = await house.apart(sent, house.store)
    return status, told_of


async def test_who_got_there_may_have_their_need_met_with_one_tap(house: House) -> None:
    phone, referral = await ready(house)

    await press(phone, "refer.ask", referral)
    await phone.tap("ถึงแล้ว ได้ดูแลแล้ว")
    assert await outcome(house) == ("arrived", "served")
    await phone.tap("ได้แล้ว")
    await phone.tap("ข้าม")

    assert await house.apart(told, house.store) == [("medicine", "person", 5, "met")]


async def test_a_refusal_is_kept_with_its_reason_and_the_need_stays(house: House) -> None:
    phone, referral = await ready(house)

    await press(phone, "refer.ask", referral)
    await phone.tap("ถึงแล้ว แต่ไม่ได้ดูแล")
    await phone.tap("ดูต่อ")
    await phone.tap("ย้อนกลับ")
    await phone.tap("ถึงแล้ว แต่ไม่ได้ดูแล")
    await phone.tap("เอกสารไม่พร้อม")

    assert await outcome(house) == ("arrived", "refused:papers")
    assert "โทร 1330" in house.heard(phone)[-1]
    assert await house.apart(told, house.store) == [("medicine", "person", 5, "open")]
    await phone.tap("ส่งไปที่อื่น")
    assert "ส่งไปสถานพยาบาลไหน" in house.heard(phone)[-1]


async def test_not_yet_is_asked_again_after_three_days_and_at_most_three_times(
    house: House,
) -> None:
    phone, referral = await ready(house)

    await press(phone, "refer.ask", referral)
    await phone.tap("ยังไม่ได้ไป")
    assert "จะถามอีกครั้งวันที่ 1 ธันวาคม 2569" in house.heard(phone)[-1]
    (one,) = await house.apart(rows, house.store, Referral)
    assert (one.ask_on, one.asked) == (date(2026, 12, 1), 1)
    await press(phone, "refer.notyet", referral)
    await press(phone, "refer.notyet", referral)

    assert "ผู้ประสานงานจะดูต่อ" in house.heard(phone)[-1]
    assert await outcome(house) == ("stuck", None)


async def test_who_does_not_want_to_is_not_asked_again(house: House) -> None:
    phone, referral = await ready(house)

    await press(phone, "refer.ask", referral)
    await phone.tap("ไม่อยากไป")

    assert await outcome(house) == ("not_arrived", "unwilling")
    await press(phone, "refer.ask", referral)
    assert "ไม่มีอะไรเปลี่ยน" in house.heard(phone)[-1]


async def test_a_coordinator_sees_first_what_was_asked_three_times(house: House) -> None:
    phone, referral = await ready(house)
    for _ in range(3):
        await press(phone, "refer.notyet", referral)
    await sends(phone, "รพ. สิรินธร")
    chief = await house.volunteer("หัวหน้า", role="coordinator")

    await chief.type("ส่งต่อ")

    head, first, second = house.heard(chief)[-1].splitlines()
    assert head == "ส่งต่อแล้ว ยังไม่รู้ผล:"
    assert first == ("ยายคำ · H-7 → รพ.สต. บ้านโพน (25 พฤศจิกายน 2569) ถามแล้ว 3 ครั้ง โปรดช่วยดู")
    assert second == "ยายคำ · H-7 → รพ. สิรินธร (28 พฤศจิกายน 2569)"
    await chief.press(chief.buttons()[0])
    await chief.tap("ถึงแล้ว ได้ดูแลแล้ว")
    assert (await house.apart(sent, house.store))[0][2:] == ("arrived", "served")


async def test_a_volunteer_sees_those_they_sent_themselves(house: House) -> None:
    phone, _ = await ready(house)
    other = await house.volunteer("สมหมาย")

    await phone.type("ส่งต่อ")
    await other.type("ใบส่งต่อ")

    assert "ยายคำ" in house.heard(phone)[-1]
    assert house.heard(other)[-1] == "ไม่มีใครที่ส่งต่อแล้วยังไม่รู้ผล"


async def test_the_word_means_nothing_to_who_visits_nobody(house: House) -> None:
    phone = await house.volunteer(role="reader")
    await press(phone, "menu")  # and so gives no name

    await phone.type("ส่งต่อ")

    assert "ไม่เข้าใจ" in "\n".join(house.heard(phone)[-2:])


async def test_who_left_is_asked_for_no_more(house: House) -> None:
    phone, referral = await ready(house)
    await press(phone, "refer.need", "n1")

    # A person leaves through a feature of its own; here its word alone is heard.
    await house.apart(_leaves, house)

    assert [one[2:] for one in await house.apart(sent, house.store)] == [("closed", "left")]
    await press(phone, "refer.served", referral)
    assert "ไม่มีอะไรเปลี่ยน" in house.heard(phone)[-1]


def _leaves(house: House) -> None:
    actor = Actor(store=house.store, keys=house.keys, name="register", area="3405")
    left = PersonLeft(person_id=KHAM, status="died")
    actor.does(lambda ctx: arriving.after_person_left(left, ctx))


async def test_a_reason_that_there_is_not_is_asked_again(house: House) -> None:
    phone, referral = await ready(house)

    await press(phone, "refer.barrier", f"{referral}.rain")

    assert "เพราะอะไรจึงไม่ได้รับการดูแล" in house.heard(phone)[-1]


async def test_whether_they_got_there_is_asked_from_their_card(house: House) -> None:
    phone, referral = await ready(house)

    await press(phone, "visit.card", KHAM)
    await phone.tap("ไปถึงแล้วหรือยัง")
    await phone.tap("ถึงแล้ว ได้ดูแลแล้ว")
    assert await outcome(house) == ("arrived", "served")

    await press(phone, "visit.card", KHAM)
    assert "ไปถึงแล้วหรือยัง" not in [button.label for button in phone.buttons()]
    assert referral
