"""What is owed because of needs, cards and referrals, and what ends it."""

from datetime import date

from sqlalchemy import select

from bot.simulator.phone import Phone
from models.follow_up import FollowUp
from models.need import Need
from models.referral import Referral
from tests.handlers.needing import KHAM, put, rows
from tests.handlers.owing import owed, settle
from tests.handlers.pressing import press
from tests.house import House

PAPERS = ("paper_7", "paper_14", "paper_30")


async def ready(house: House, kind: str, urgency: int, *rules: str) -> tuple[Phone, str]:
    """Let a volunteer note a need of somebody, where these rules are on."""
    phone = await house.volunteer()
    await house.apart(settle, house.store, *rules)
    await house.apart(put, house.store)
    await press(phone, "need.words", f"{KHAM}.{kind}.person.{urgency}")
    (one,) = await house.apart(rows, house.store, Need)
    return phone, one.id


async def standing(house: House) -> dict[str, str]:
    """Tell how all stands by the code of its rule."""
    found = await house.apart(owed, house.store)
    return {subject.partition(":")[0]: status for subject, status in found.items()}


async def test_a_need_is_owed_until_it_is_met_and_not_after(house: House) -> None:
    phone, need = await ready(house, "food", 1, "need_1")
    assert await standing(house) == {"need_1": "open"}

    await press(phone, "need.helped", need)

    assert await standing(house) == {"need_1": "dropped"}


async def test_a_card_is_asked_for_three_times_until_it_is_in_hand(house: House) -> None:
    phone, need = await ready(house, "right", 5, *PAPERS)
    assert await standing(house) == dict.fromkeys(PAPERS, "open")

    await press(phone, "need.card", f"{need}.waiting")
    assert await standing(house) == dict.fromkeys(PAPERS, "open")
    await press(phone, "need.card", f"{need}.have")

    assert await standing(house) == dict.fromkeys(PAPERS, "dropped")


async def test_the_month_of_a_card_reminds_sixty_thirty_and_seven_days_before(
    house: House,
) -> None:
    phone, need = await ready(house, "right", 5, "card_60", "card_30", "card_7")

    await press(phone, "need.card", f"{need}.have")
    await phone.tap("เลือกเดือน", value="2027-05-20")

    def opens() -> dict[str, date]:
        with house.store.thinking() as session:
            found = session.scalars(select(FollowUp))
            return {one.rule: one.opens_on for one in found}

    assert await house.apart(opens) == {
        "card_60": date(2027, 3, 2),
        "card_30": date(2027, 4, 1),
        "card_7": date(2027, 4, 24),
    }


async def test_a_referral_is_owed_until_something_is_known_of_it(house: House) -> None:
    phone, need = await ready(house, "medicine", 5)
    await _sent(phone, need)
    assert await standing(house) == {"referral_3": "open"}

    (one,) = await house.apart(rows, house.store, Referral)
    await press(phone, "refer.unwilling", one.id)

    assert await standing(house) == {"referral_3": "dropped"}


async def test_what_is_stuck_is_the_coordinators_and_owed_by_no_volunteer(house: House) -> None:
    phone, need = await ready(house, "medicine", 5)
    await _sent(phone, need)
    (one,) = await house.apart(rows, house.store, Referral)

    for _ in range(2):
        await press(phone, "refer.notyet", one.id)
    assert await standing(house) == {"referral_3": "open"}
    await press(phone, "refer.notyet", one.id)

    assert await standing(house) == {"referral_3": "dropped"}


async def _sent(phone: Phone, need: str) -> None:
    await press(phone, "refer.need", need)
    await phone.tap("ยินยอมเอง")
    await phone.type("รพ.สต. บ้านโพน")


async def test_the_list_of_one_person_leads_to_each_answer(house: House) -> None:
    phone, need = await ready(house, "right", 9, "need_9", *PAPERS)
    await _sent(phone, need)

    def by_rule() -> dict[str, str]:
        with house.store.thinking() as session:
            return {one.rule: one.id for one in session.scalars(select(FollowUp))}

    found = await house.apart(by_rule)
    for rule, label in (
        ("referral_3", "ไปถึงแล้วหรือยัง"),
        ("paper_7", "ได้บัตรแล้วหรือยัง"),
        ("need_9", "ดูความต้องการ"),
    ):
        await press(phone, "owed.one", found[rule])
        assert phone.buttons()[0].label == label


async def test_a_day_without_work_still_names_the_needs_that_are_open(house: House) -> None:
    phone, need = await ready(house, "food", 9)

    await phone.type("งานวันนี้")
    assert "ความต้องการที่คุณดูแล" in house.heard(phone)[-1]
    await phone.tap("ความต้องการ")
    assert "อาหาร" in house.heard(phone)[-1]

    await press(phone, "need.helped", need)
    await phone.type("งานวันนี้")
    assert "ความต้องการ" not in [button.label for button in phone.buttons()]
