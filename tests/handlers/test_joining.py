"""Joining: one code, one person, one role; wrong codes tell nothing."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.simulator.phone import Phone
from models.invite import Invite
from models.organization import Membership
from tests.house import House

WRONG = "รหัสไม่ถูกต้องหรือหมดอายุ"


async def newcomer(house: House, name: str = "malee") -> Phone:
    phone = house.phone(name)
    await phone.follow()
    await phone.tap("ไทย")
    return phone


def roles(house: House) -> list[tuple[str, str, str]]:
    with house.store.thinking() as session:
        rows = session.scalars(select(Membership))
        return [(row.contact_id, row.role, row.area) for row in rows]


@pytest.mark.parametrize(
    "typed", ["ABCDE12345", "abcde 12345", "abcde-i2345", "เข้าร่วม ABCDE12345", "ABCDEI2345 "]
)
async def test_a_code_gives_its_role_however_it_is_typed(house: House, typed: str) -> None:
    phone = await newcomer(house)
    await house.apart(house.invite, "ABCDE12345")

    await phone.type(typed)

    assert await house.apart(roles, house) == [(house.lane(phone), "volunteer", "3405")]
    assert "คุณเข้าร่วมแล้ว" in "\n".join(house.heard(phone))


async def test_a_used_code_is_refused_in_the_words_for_a_wrong_one(house: House) -> None:
    first, second = await newcomer(house, "a"), await newcomer(house, "b")
    await house.apart(house.invite, "ABCDE12345")

    await first.type("ABCDE12345")
    await second.type("ABCDE12345")
    await second.type("ZZZZZ99999")

    used, wrong = house.heard(second)[-2:]
    assert used == wrong
    assert WRONG in used
    assert len(await house.apart(roles, house)) == 1


async def test_an_expired_code_is_refused(house: House) -> None:
    phone = await newcomer(house)
    await house.apart(house.invite, "ABCDE12345")
    house.watch.move(timedelta(days=8))

    await phone.type("ABCDE12345")

    assert WRONG in house.heard(phone)[-1]


async def test_after_five_wrong_codes_even_a_right_one_is_refused_for_an_hour(
    house: House,
) -> None:
    phone = await newcomer(house)
    await house.apart(house.invite, "ABCDE12345")
    for number in range(5):
        await phone.type(f"ZZZZZ0000{number}")

    await phone.type("ABCDE12345")
    refused = house.heard(phone)[-1]
    house.watch.move(timedelta(minutes=61))
    await phone.type("ABCDE12345")

    assert WRONG in refused
    assert len(await house.apart(roles, house)) == 1


async def test_a_code_shown_in_a_group_is_used_up_in_silence(house: House) -> None:
    phone = await newcomer(house)
    group = house.world.add_group("friends", phone.contact)
    talkative = Phone(house.world, phone.contact, phone.courier, group=group)
    await house.apart(house.invite, "ABCDE12345")

    await talkative.type("รหัสคือ ABCDE12345")
    await phone.type("ABCDE12345")

    assert house.world.shown(group.chat_id) == []
    assert WRONG in house.heard(phone)[-1]


@pytest.mark.parametrize("text", ["0812345678", "helloworld", "ขอบคุณมาก"])
async def test_a_phone_number_or_a_word_is_not_taken_for_a_code(house: House, text: str) -> None:
    phone = await newcomer(house)

    await phone.type(text)

    assert "ยังไม่เข้าใจ" in house.heard(phone)[-2]


async def test_the_same_role_twice_is_held_once(house: House) -> None:
    phone = await newcomer(house)
    await house.apart(house.invite, "ABCDE12345")
    await phone.type("ABCDE12345")

    def second() -> None:
        with house.store.writing() as session:
            one = session.scalars(select(Invite)).one()
            session.add(
                Invite(
                    id="second",
                    code_hash=house.keys.hashed("invite:FGHJK67890"),
                    role=one.role,
                    area=one.area,
                    organization_id=one.organization_id,
                    made_at=one.made_at,
                    expires_at=one.expires_at,
                )
            )

    await house.apart(second)
    await phone.type("FGHJK67890")

    assert len(await house.apart(roles, house)) == 1


async def test_a_code_before_the_language_is_taken_and_then_the_language_asked(
    house: House,
) -> None:
    phone = house.phone("malee")
    await house.apart(house.invite, "ABCDE12345")

    await phone.type("ABCDE12345")

    assert len(await house.apart(roles, house)) == 1
    assert [button.label for button in phone.buttons()] == ["ไทย", "ລາວ"]


async def test_who_joins_is_shown_what_they_may_do_now(house: House) -> None:
    phone = await newcomer(house)

    await phone.type(await house.apart(house.invite))

    assert "งานวันนี้" in [button.label for button in phone.buttons()]


async def test_a_text_answer_that_looks_like_a_code_is_an_answer(house: House) -> None:
    phone = await house.volunteer()
    await phone.type("small")

    await phone.type("AB12345678")

    assert "ส่งรูปบ้าน" in house.heard(phone)[-1]
