"""The welcome: a greeting in both languages, and a language that can be changed at any time."""

from sqlalchemy import select

from models.contact import Contact
from tests.house import House


async def test_a_new_friend_is_greeted_in_both_languages(house: House) -> None:
    phone = house.phone("malee")

    await phone.follow()

    greeting, question = house.heard(phone)
    assert "สวัสดี" in greeting
    assert "ສະບາຍດີ" in greeting
    assert "1669" in greeting
    assert "อัตโนมัติ" in greeting
    assert [button.label for button in phone.buttons()] == ["ไทย", "ລາວ"]
    assert question.splitlines() == ["ต้องการใช้ภาษาอะไร", "ເຈົ້າຢາກໃຊ້ພາສາໃດ"]


async def test_whoever_has_not_chosen_is_asked_for_a_language_first(house: House) -> None:
    phone = house.phone("malee")

    await phone.type("สวัสดี")

    assert "ต้องการใช้ภาษาอะไร" in house.heard(phone)[-1]
    assert [button.label for button in phone.buttons()] == ["ไทย", "ລາວ", "โทร 1669"]


async def test_a_language_can_be_changed_by_its_name(house: House) -> None:
    phone = await house.volunteer()

    await phone.type("ລາວ")

    assert await house.apart(house.language_of, phone) == "lo"
    assert "ພາສາລາວ" in house.heard(phone)[-3]


async def test_a_language_is_asked_for_by_word_and_by_button(house: House) -> None:
    phone = await house.volunteer()

    await phone.type("language")
    by_word = house.heard(phone)[-1]
    await phone.type("เมนู")
    await phone.tap("แบบฟอร์มและอื่นๆ")
    await phone.tap("เปลี่ยนภาษา")

    assert house.heard(phone)[-1] == by_word
    assert "ພາສາ" in by_word


async def test_an_unknown_language_is_asked_again(house: House) -> None:
    phone = house.phone("malee")
    await phone.courier.send(phone.events.postback(phone.source, "a=lang&v=xx"))

    assert "ต้องการใช้ภาษาอะไร" in house.heard(phone)[-1]


async def test_someone_who_comes_back_is_known(house: House) -> None:
    phone = await house.volunteer()
    await phone.block()

    await phone.unblock()

    assert "ยินดีที่ได้พบคุณอีก" in house.heard(phone)[-1]


async def test_someone_who_leaves_is_noted_and_not_answered(house: House) -> None:
    phone = await house.volunteer()
    before = len(house.world.asked("reply"))

    await phone.block()

    def follows() -> bool:
        with house.store.thinking() as session:
            contact = session.scalars(select(Contact)).one()
            return contact.follows

    assert not await house.apart(follows)
    assert len(house.world.asked("reply")) == before


async def test_a_visitor_leaves_no_name_and_no_id_in_clear(house: House) -> None:
    phone = house.phone("malee")
    await phone.follow()

    def kept() -> Contact:
        with house.store.thinking() as session:
            return session.scalars(select(Contact)).one()

    contact = await house.apart(kept)
    assert phone.contact.user_id.encode() not in (contact.line_id_sealed or b"")
    assert phone.contact.user_id not in contact.id
