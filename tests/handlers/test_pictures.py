"""Pictures: fetched, lost, taken back; and what waits for the next reply."""

from datetime import timedelta

from sqlalchemy import select

from bot.simulator.events import Event
from bot.simulator.phone import Phone
from models.attachment import Attachment
from models.draft import Draft
from models.submission import Submission
from tests.handlers.conftest import XFORM
from tests.house import House
from tests.talking import value_at


def attachments(house: House) -> list[tuple[str, str | None]]:
    with house.store.thinking() as session:
        return [(row.state, row.submission_id) for row in session.scalars(select(Attachment))]


def submission(house: House) -> Submission:
    with house.store.thinking() as session:
        return session.scalars(select(Submission)).one()


def draft_xml(house: House) -> str:
    with house.store.thinking() as session:
        return session.scalars(select(Draft)).one().xml or ""


async def at_the_picture(house: House) -> Phone:
    phone = await house.volunteer()
    await phone.type("small")
    await phone.type("ยายแดง")
    return phone


def message_id(event: Event) -> str:
    message = event["message"]
    assert isinstance(message, dict)
    return str(message["id"])


async def test_a_picture_is_fetched_and_the_form_goes_on_meanwhile(house: House) -> None:
    phone = await at_the_picture(house)

    await phone.send_picture()
    asked_next = house.heard(phone)[-1]
    await house.fetch()

    assert "สีอะไร" in asked_next
    assert await house.apart(attachments, house) == [("kept", None)]
    assert value_at(await house.apart(draft_xml, house), "/data/picture").endswith(".jpg")


async def test_a_submission_is_complete_only_when_its_picture_has_come(house: House) -> None:
    phone = await at_the_picture(house)
    await phone.send_picture()
    await phone.tap("แดง")
    before = (await house.apart(submission, house)).is_complete

    await house.fetch()

    after = await house.apart(submission, house)
    assert (before, after.is_complete) == (False, True)
    assert await house.apart(attachments, house) == [("kept", after.id)]


async def test_a_picture_that_is_gone_is_asked_for_again(house: House) -> None:
    phone = await at_the_picture(house)
    event = await phone.send_picture()
    house.world.contents.take_back(message_id(event))

    await house.fetch()
    await phone.tap("แดง")

    assert "ส่งรูปบ้าน" in house.heard(phone)[-1]


async def test_a_picture_lost_after_the_form_was_saved_is_told_with_the_next_reply(
    house: House,
) -> None:
    phone = await at_the_picture(house)
    event = await phone.send_picture()
    await phone.tap("แดง")
    house.world.contents.take_back(message_id(event))
    await house.fetch()
    heard = len(house.heard(phone))

    await phone.type("เมนู")

    first, *_ = house.heard(phone)[heard:]
    assert "มีรูปหรือไฟล์ที่มาไม่ถึงเรา" in first
    assert (await house.apart(submission, house)).is_complete


async def test_a_parked_notice_is_told_once(house: House) -> None:
    phone = await at_the_picture(house)
    event = await phone.send_picture()
    await phone.tap("แดง")
    house.world.contents.take_back(message_id(event))
    await house.fetch()

    await phone.type("เมนู")
    await phone.type("เมนู")

    told = [text for text in house.heard(phone) if "มาไม่ถึงเรา" in text]
    assert len(told) == 1


async def test_a_parked_notice_waits_while_a_form_is_open(house: House) -> None:
    phone = await at_the_picture(house)
    event = await phone.send_picture()
    await phone.tap("แดง")
    house.world.contents.take_back(message_id(event))
    await house.fetch()

    await phone.type("small")
    in_the_form = house.heard(phone)[-1:]
    await phone.type("ตาดำ")
    await phone.type("ข้าม")
    await phone.type("ข้าม")

    assert "มาไม่ถึงเรา" not in "".join(in_the_form)
    assert any("มาไม่ถึงเรา" in text for text in house.heard(phone)[-3:])


async def test_a_parked_notice_expires(house: House) -> None:
    phone = await at_the_picture(house)
    event = await phone.send_picture()
    await phone.tap("แดง")
    house.world.contents.take_back(message_id(event))
    await house.fetch()
    house.watch.move(timedelta(days=8))

    await phone.type("เมนู")

    assert not any("มาไม่ถึงเรา" in text for text in house.heard(phone))


async def test_an_unsent_picture_is_erased_and_asked_for_again(house: House) -> None:
    phone = await at_the_picture(house)
    event = await phone.send_picture()
    await house.fetch()

    await phone.unsend(message_id(event))
    await phone.tap("แดง")

    assert await house.apart(attachments, house) == []
    assert "ส่งรูปบ้าน" in house.heard(phone)[-1]


async def test_unsending_before_the_fetch_cancels_it(house: House) -> None:
    phone = await at_the_picture(house)
    event = await phone.send_picture()

    await phone.unsend(message_id(event))
    await house.fetch()

    assert await house.apart(attachments, house) == []
    assert house.world.asked("content") == []


async def test_unsending_something_else_changes_nothing(house: House) -> None:
    phone = await at_the_picture(house)

    await phone.unsend("12345")

    assert (await house.apart(draft_xml, house)).count("ยายแดง") == 1


async def test_another_picture_takes_the_place_of_the_first(house: House) -> None:
    phone = await at_the_picture(house)
    await phone.send_picture()
    await phone.type("ย้อน")
    await phone.send_picture()

    assert len(await house.apart(attachments, house)) == 1


async def test_a_cancelled_form_leaves_no_picture(house: House) -> None:
    phone = await at_the_picture(house)
    await phone.send_picture()
    await phone.type("ยกเลิก")

    await phone.type("ใช่")

    assert await house.apart(attachments, house) == []
    assert "ไม่ได้เก็บข้อมูลไว้" in house.heard(phone)[-1]


async def test_a_picture_that_is_not_kept_is_erased_with_the_draft(house: House) -> None:
    unkept = XFORM.replace('id="small"', 'id="unkept"').replace(
        'type="binary"', 'type="binary" xmlns:line="https://siao.example/line" line:keep="no"'
    )
    await house.apart(house.publish, "unkept", "ไม่เก็บ", unkept)
    phone = await house.volunteer()
    await phone.type("unkept")
    await phone.type("ยายแดง")
    await phone.send_picture()
    await house.fetch()

    await phone.tap("แดง")

    def kept() -> tuple[str, bool]:
        with house.store.thinking() as session:
            row = session.scalars(select(Submission)).one()
            return value_at(row.xml or "", "/data/picture"), row.is_complete

    assert await house.apart(kept) == ("", True)
    assert await house.apart(attachments, house) == []
