"""Groups: one greeting, one invitation to talk alone, and nothing kept."""

from bot.simulator.phone import Phone
from bot.simulator.sources import within
from models.inbox import Event
from tests.house import House


async def test_a_group_is_greeted_once_and_then_left_alone(house: House) -> None:
    phone = house.phone("malee")
    group = house.world.add_group("friends", phone.contact)
    talk = Phone(house.world, phone.contact, phone.courier, group=group)

    await talk.courier.send(talk.events.join(talk.source))
    await talk.type("วันนี้ไปเยี่ยมใคร")
    await talk.send_picture()
    await talk.send_place()

    (greeting,) = house.world.texts(group.chat_id)
    assert "เสี่ยว" in greeting
    assert "ສ່ຽວ" in greeting


async def test_a_bot_that_is_called_by_name_asks_to_be_written_to_alone(house: House) -> None:
    phone = house.phone("malee")
    group = house.world.add_group("friends", phone.contact)
    source = within(group, phone.contact)
    event = phone.events.text(source, "@Siao ช่วยด้วย")
    message = event["message"]
    assert isinstance(message, dict)
    message["mention"] = {"mentionees": [{"index": 0, "length": 5, "type": "user", "isSelf": True}]}

    await phone.courier.send(event)

    assert "ทักมาเป็นการส่วนตัว" in house.world.texts(group.chat_id)[0]


async def test_a_bot_that_is_called_to_a_danger_in_a_group_says_whom_to_call(
    house: House,
) -> None:
    phone = house.phone("malee")
    group = house.world.add_group("friends", phone.contact)
    source = within(group, phone.contact)
    event = phone.events.text(source, "@Siao ยายหมดสติ")
    message = event["message"]
    assert isinstance(message, dict)
    message["mention"] = {"mentionees": [{"index": 0, "length": 5, "type": "user", "isSelf": True}]}

    await phone.courier.send(event)
    await Phone(house.world, phone.contact, phone.courier, group=group).type("ยายหมดสติ")

    (answer,) = house.world.texts(group.chat_id)
    assert answer.startswith("ถ้ามีอันตรายถึงชีวิต โทร 1669")
    assert "ຖ້າມີອັນຕະລາຍເຖິງຊີວິດ ໂທ 1669" in answer
    assert "ทักมาเป็นการส่วนตัว" in answer


async def test_what_is_said_in_a_group_is_not_kept(house: House) -> None:
    phone = house.phone("malee")
    group = house.world.add_group("friends", phone.contact)

    await Phone(house.world, phone.contact, phone.courier, group=group).type("ความลับ")

    def bodies() -> list[bytes | None]:
        with house.store.thinking() as session:
            return [event.body_sealed for event in session.query(Event)]

    assert await house.apart(bodies) == [None]
