"""The day's work in the chat: listed by home, done on paper, put off, not needed, by whom."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import select

from bot.secrets import Keyring
from bot.simulator.phone import Phone
from bot.store import Store
from models.follow_up import FollowUp
from models.rule import Rules
from models.visit import Visit
from tests.handlers.needing import KHAM, put
from tests.handlers.owing import BIRTH, TODAY, button, fill, move_to, owed, publish, settle
from tests.house import House, open_house


@pytest.fixture
async def house(lite: Store, keys: Keyring) -> AsyncIterator[House]:
    async with open_house(lite, keys) as house:
        await publish(house, BIRTH)
        await house.apart(settle, lite, "postpartum_7", "postpartum_15", "postpartum_42")
        yield house


@pytest.fixture
async def somsri(house: House) -> Phone:
    phone = await house.volunteer()
    await house.apart(put, house.store, assignee_id=house.lane(phone))
    await fill(phone, "postpartum", "ยายคำ", "15/11/2569", "30/11/2569")
    return phone


async def answer(house: House, phone: Phone, text: str) -> str:
    before = len(house.heard(phone))
    await phone.type(text)
    return "\n".join(house.heard(phone)[before:])


async def tapped(house: House, phone: Phone, label: str, value: str | None = None) -> str:
    before = len(house.heard(phone))
    await phone.tap(label, value=value)
    return "\n".join(house.heard(phone)[before:])


async def to_the_check(house: House, phone: Phone, number: str = "ข้อ 2") -> str:
    await phone.type("งานวันนี้")
    await phone.tap("ทำแล้ว/เลื่อน/ไม่ทำ")
    await phone.tap("ยายคำ · H-7")
    return await tapped(house, phone, number)


async def test_the_days_work_is_listed_by_home_and_leads_to_the_person(
    house: House, somsri: Phone
) -> None:
    words = await answer(house, somsri, "งานวันนี้")

    assert words == (
        "งานวันนี้: เลยกำหนด 0 ครบกำหนดวันนี้ 0 ใกล้ถึง 2\nบ้าน H-7\n"
        "ยายคำ – เยี่ยมตามที่นัดไว้ (27 พฤศจิกายน 2569 ถึง 30 พฤศจิกายน 2569)\n"
        "ยายคำ – เยี่ยมแม่หลังคลอด ภายใน 42 วัน (1 ธันวาคม 2569 ถึง 27 ธันวาคม 2569)"
    )
    assert [button.label for button in somsri.buttons()] == [
        *("ยายคำ · H-7", "ทำแล้ว/เลื่อน/ไม่ทำ", "เมนู"),
    ]


async def test_what_is_overdue_comes_first_and_tells_by_how_many_days(
    house: House, somsri: Phone
) -> None:
    move_to(house, 8)

    words = await answer(house, somsri, "ວຽກມື້ນີ້")

    assert "เลยกำหนด 1 ครบกำหนดวันนี้ 0 ใกล้ถึง 1" in words
    assert "เยี่ยมตามที่นัดไว้ (เลยกำหนด 3 วัน)" in words


async def test_it_is_said_plainly_that_nothing_is_owed_and_when_the_next_is(
    house: House, somsri: Phone
) -> None:
    move_to(house, 1)
    await fill(somsri, "postpartum", "ยายคำ", "15/11/2569", "20/12/2569")

    words = await answer(house, somsri, "today")
    assert "42 วัน" in words  # it opens within the week

    def give_away() -> None:
        with house.store.writing() as session:
            for row in session.scalars(select(FollowUp).where(FollowUp.rule != "next_visit")):
                row.status = "done"

    await house.apart(give_away)
    words = await answer(house, somsri, "งานของวันนี้")
    assert "วันนี้ไม่มีงานค้าง และใน 7 วันนี้ก็ไม่มี" in words
    assert "งานต่อไปเริ่มวันที่ 17 ธันวาคม 2569" in words


async def test_what_was_done_on_paper_is_noted_by_the_day_it_was_done(
    house: House, somsri: Phone
) -> None:
    move_to(house, 10)
    await to_the_check(house, somsri)

    told = await tapped(house, somsri, "ทำแล้ว จดในกระดาษ", "2026-12-03")

    assert "จดแล้วว่าทำเมื่อวันที่ 3 ธันวาคม 2569" in told
    assert (await house.apart(owed, house.store))["postpartum_42:2026-11-15"] == "done"

    def look() -> tuple[str, str, str]:
        with house.store.thinking() as session:
            row = session.scalars(select(FollowUp).where(FollowUp.rule == "postpartum_42")).one()
            visit = session.scalars(select(Visit).where(Visit.source == "paper")).one()
            assert row.closed_at is not None
            assert visit.person_id == KHAM
            return row.closed_how, row.closed_at.date().isoformat(), visit.status

    assert await house.apart(look) == ("paper", "2026-12-03", "done")


async def test_what_was_done_late_on_paper_counts_as_late(house: House, somsri: Phone) -> None:
    move_to(house, 10)
    await to_the_check(house, somsri, "ข้อ 1")

    told = await tapped(house, somsri, "ทำแล้ว จดในกระดาษ", "2026-12-04")

    assert "ช้าไป 4 วัน" in told


async def test_a_day_outside_of_its_days_is_not_taken(house: House, somsri: Phone) -> None:
    move_to(house, 10)
    await to_the_check(house, somsri)

    told = await tapped(house, somsri, "ทำแล้ว จดในกระดาษ", "2026-11-20")

    assert "อยู่นอกช่วง" in told
    assert (await house.apart(owed, house.store))["postpartum_42:2026-11-15"] == "open"


async def test_it_can_be_put_off_within_its_days(house: House, somsri: Phone) -> None:
    await to_the_check(house, somsri)

    told = await tapped(house, somsri, "เลื่อนไปวันอื่น", "2026-12-20")

    assert "เลื่อนไปวันที่ 20 ธันวาคม 2569" in told
    assert "42 วัน" not in await answer(house, somsri, "งานวันนี้")
    move_to(house, 20)
    assert "42 วัน (20 ธันวาคม 2569 ถึง 27 ธันวาคม 2569)" in await answer(house, somsri, "งานวันนี้")


async def test_what_is_not_needed_is_not_asked_again(house: House, somsri: Phone) -> None:
    await to_the_check(house, somsri)
    await somsri.tap("ไม่ต้องทำ")

    told = await tapped(house, somsri, "เจ้าตัวไม่ต้องการ")

    assert "จะไม่ถามเรื่องนี้อีก" in told
    await fill(somsri, "postpartum", "ยายคำ", "15/11/2569", "ข้าม")
    assert (await house.apart(owed, house.store))["postpartum_42:2026-11-15"] == "dropped"


async def test_an_old_button_changes_nothing(house: House, somsri: Phone) -> None:
    await to_the_check(house, somsri)
    await somsri.tap("ไม่ต้องทำ")
    await somsri.tap("เจ้าตัวไม่ต้องการ")

    await somsri.tap_old(-2, "เจ้าตัวไม่ต้องการ")

    assert "ไม่อยู่ในรายการของคุณแล้ว" in house.heard(somsri)[-1]


@pytest.mark.usefixtures("somsri")
async def test_a_stranger_sees_and_changes_nothing(house: House) -> None:
    mali = await house.volunteer("มะลิ")

    assert "ยายคำ" not in await answer(house, mali, "งานวันนี้")

    def ids() -> list[str]:
        with house.store.thinking() as session:
            return list(session.scalars(select(FollowUp.id)))

    for row_id in await house.apart(ids):
        for act in ("owed.one", "owed.skip", "owed.of"):
            await mali.press(button(act, row_id))
            assert "ไม่อยู่ในรายการของคุณแล้ว" in house.heard(mali)[-1]
        await mali.press(button("owed.why", f"{row_id}:declined"))
    await mali.press(button("owed.of", KHAM))
    assert "ยายคำ" not in house.heard(mali)[-1]
    assert "dropped" not in (await house.apart(owed, house.store)).values()


async def test_what_a_rule_asked_for_is_not_listed_when_it_is_off(
    house: House, somsri: Phone
) -> None:
    def switch() -> None:
        with house.store.writing() as session:
            Rules(session).switch("postpartum_42", "3405", TODAY, is_on=False)

    await house.apart(switch)

    assert "42 วัน" not in await answer(house, somsri, "งานวันนี้")
    await house.apart(house.app.following.round)
    assert (await house.apart(owed, house.store))["postpartum_42:2026-11-15"] == "dropped"
