"""Inviting and being named: what a coordinator may give, and who hears of whoever comes."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.simulator.phone import Phone
from bot.simulator.sources import within
from handlers.codes import code_in
from models.contact import Contact
from models.invite import Invite
from models.note import ACCOUNT, Notes
from models.organization import Membership
from tests.handlers.members import invites, member, roles_of
from tests.handlers.test_team import forge
from tests.house import House


async def newcomer(house: House, name: str = "มาลี") -> Phone:
    phone = house.phone(name)
    await phone.follow()
    await phone.tap("ไทย")
    return phone


def code_of(house: House, phone: Phone) -> str:
    code = code_in(house.heard(phone)[-2])
    assert code is not None
    return code


async def test_an_invitation_is_a_message_to_pass_on_and_a_word_about_it(house: House) -> None:
    coordinator = await member(house, "พี่นิด", ("coordinator", "3405"))

    await forge(coordinator, "team.invite", "volunteer:caregiver:340501")

    pass_on, about = house.heard(coordinator)[-2:]
    assert "ขอเชิญ" in pass_on
    assert "ຂໍເຊີນ" in pass_on
    assert "https:" not in pass_on
    assert "ผู้ดูแลที่บ้าน" in about
    assert await house.apart(invites, house) == [("volunteer", "caregiver", "340501", False)]


async def test_an_invitation_has_a_link_where_the_account_is_known(house: House) -> None:
    coordinator = await member(house, "พี่นิด", ("coordinator", "3405"))

    def note() -> None:
        with house.store.writing() as session:
            Notes(session).put(ACCOUNT, "@siao")

    await house.apart(note)
    await forge(coordinator, "team.invite", "mentor::3405")

    code = code_of(house, coordinator)
    assert f"https://line.me/R/oaMessage/%40siao/?{code}" in house.heard(coordinator)[-2]


@pytest.mark.parametrize("value", ["volunteer:buddy:41", "volunteer:buddy:34", "volunteer:buddy:x"])
async def test_nobody_invites_into_an_area_that_is_not_theirs(house: House, value: str) -> None:
    coordinator = await member(house, "พี่นิด", ("coordinator", "3405"))

    await forge(coordinator, "team.invite", value)

    assert "สำหรับพื้นที่ไหน" in house.heard(coordinator)[-1]
    assert await house.apart(invites, house) == []


async def test_a_volunteer_invites_nobody(house: House) -> None:
    volunteer = await member(house, "สมศรี")

    await forge(volunteer, "team.invite", "volunteer:buddy:3405")
    await forge(volunteer, "team.invites", "")

    assert "เฉพาะผู้ประสานงาน" in house.heard(volunteer)[-1]
    assert await house.apart(invites, house) == []


async def test_the_code_of_a_coordinator_lasts_a_day(house: House) -> None:
    coordinator = await member(house, "พี่นิด", ("coordinator", "3405"))
    await forge(coordinator, "team.invite", "coordinator::3405")
    phone, code = await newcomer(house), code_of(house, coordinator)

    house.watch.move(timedelta(hours=25))
    await phone.type(code)

    assert await house.apart(roles_of, house, phone) == []


async def test_a_cancelled_code_is_refused(house: House) -> None:
    coordinator = await member(house, "พี่นิด", ("coordinator", "3405"))
    phone = await newcomer(house)
    await forge(coordinator, "team.invite", "reader::3405")
    code = code_of(house, coordinator)

    await forge(coordinator, "team.invites", "")
    assert "1. ผู้อ่านรายงาน พื้นที่ 3405" in house.heard(coordinator)[-1]
    await coordinator.tap("ยกเลิกรหัสที่ 1")
    await phone.type(code)

    assert "ไม่มีรหัสที่ยังไม่ได้ใช้" in house.heard(coordinator)[-1]
    assert await house.apart(roles_of, house, phone) == []


async def test_a_coordinator_of_another_organisation_cancels_nothing(house: House) -> None:
    coordinator = await member(house, "พี่นิด", ("coordinator", "3405"))
    other = await member(house, "คนอื่น", ("coordinator", "34"), organization="สอง")
    await forge(coordinator, "team.invite", "reader::3405")

    def ids() -> list[str]:
        with house.store.thinking() as session:
            return list(session.scalars(select(Invite.id)))

    (invite,) = await house.apart(ids)
    await forge(other, "team.uninvite", invite)

    assert await house.apart(invites, house) == [("reader", None, "3405", False)]


async def test_a_code_that_is_shown_to_a_group_together_with_the_name_is_used_up(
    house: House,
) -> None:
    coordinator = await member(house, "พี่นิด", ("coordinator", "3405"))
    await forge(coordinator, "team.invite", "reader::3405")
    phone, code = await newcomer(house), code_of(house, coordinator)
    group = house.world.add_group("friends", phone.contact)

    event = phone.events.text(within(group, phone.contact), f" {code}", mentions_bot=True)
    await phone.courier.send(event)

    assert await house.apart(invites, house) == [("reader", None, "3405", True)]


async def test_the_issuer_is_told_who_came_and_under_which_name(house: House) -> None:
    coordinator = await member(house, "พี่นิด", ("coordinator", "3405"))
    await forge(coordinator, "team.invite", "volunteer:buddy:3405")
    phone = await newcomer(house)

    await phone.type(code_of(house, coordinator))
    await phone.type("มาลี")
    await coordinator.type("เมนู")

    notices = [text for text in house.heard(coordinator) if "เข้าร่วมด้วยรหัสของคุณแล้ว" in text]
    assert len(notices) == 1
    assert "มาลี" in notices[0]


async def test_whoever_practises_cannot_use_the_code_of_one_who_works(house: House) -> None:
    coordinator = await member(house, "พี่นิด", ("coordinator", "3405"))
    await forge(coordinator, "team.invite", "volunteer:buddy:3405")
    phone, code = await newcomer(house), code_of(house, coordinator)

    def practise() -> None:
        with house.store.writing() as session:
            contact = session.get(Contact, house.lane(phone))
            assert contact is not None
            contact.is_demo = True

    await house.apart(practise)
    await phone.type(code)

    assert "รหัสไม่ถูกต้องหรือหมดอายุ" in house.heard(phone)[-1]


def names(house: House, phone: Phone) -> list[str | None]:
    with house.store.thinking() as session:
        mine = Membership.contact_id == house.lane(phone)
        rows = session.scalars(select(Membership).where(mine).order_by(Membership.joined_at))
        return [row.name for row in rows]


async def test_a_name_is_kept_for_the_next_role_and_changed_by_word(house: House) -> None:
    phone = await newcomer(house)
    await phone.type(await house.apart(house.invite, "ABCDE12345"))
    await phone.type("  มา ลี ")
    await phone.type(await house.apart(house.invite, "ABCDE54321", "volunteer", "3401"))
    assert await house.apart(names, house, phone) == ["มา ลี", "มา ลี"]

    await phone.type("เปลี่ยนชื่อ")
    await phone.type("ลี")

    assert await house.apart(names, house, phone) == ["ลี", "ลี"]


async def test_a_form_or_a_button_goes_before_the_name(house: House) -> None:
    phone = await newcomer(house)
    await phone.type(await house.apart(house.invite, "ABCDE12345"))

    await phone.type("แบบเล็ก")

    assert "ชื่อเล่นอะไร" in house.heard(phone)[-1]
    assert await house.apart(names, house, phone) == [None]


async def test_the_name_stands_nowhere_in_clear(house: House) -> None:
    phone = await newcomer(house)
    await phone.type(await house.apart(house.invite, "ABCDE12345"))
    await phone.type("มาลีลับ")

    def raw() -> bytes:
        with house.store.engine.connect() as connection:
            return repr(connection.exec_driver_sql("SELECT * FROM memberships").all()).encode()

    assert "มาลีลับ".encode() not in await house.apart(raw)
    assert await house.apart(names, house, phone) == ["มาลีลับ"]


async def test_a_reader_is_shown_the_report_and_no_form(house: House) -> None:
    reader = await member(house, "ผู้อ่าน", ("reader", "34"))

    await reader.type("เมนู")

    labels = [button.label for button in reader.buttons()]
    assert "รายงาน" in labels
    assert "แบบเล็ก" not in labels
