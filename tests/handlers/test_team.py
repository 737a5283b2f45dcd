"""The team: who is listed, what may be done about them, and by whom alone."""

from bot.simulator.phone import Phone
from dialogue.tap import Tap
from tests.assigned import give_people, owed_by, people_of
from tests.handlers.conftest import XFORM
from tests.handlers.marks import marks
from tests.handlers.members import member, roles_of
from tests.house import House

EIGHT_Q = XFORM.replace(
    "<bind nodeset=",
    '<bind xmlns:line="https://siao.example/line" line:permission="8q" nodeset=',
    1,
).replace('id="small"', 'id="asks"')
GONE = "ไม่อยู่ในทีมของคุณแล้ว"


async def forge(phone: Phone, act: str, value: str) -> None:
    """Tap a button that was never offered to them."""
    data = Tap(act=act, value=value).data()
    await phone.courier.send(phone.events.postback(phone.source, data))


async def test_a_coordinator_lists_those_of_the_own_organisation_and_area(house: House) -> None:
    coordinator = await member(house, "พี่นิด", ("coordinator", "3405"))
    here = await member(house, "สมศรี")
    await member(house, "ไกล", ("volunteer", "4101"))
    await member(house, "คนอื่น", organization="สอง")
    await house.apart(give_people, house, house.lane(here), 2)

    await coordinator.type("ทีม")

    told = house.heard(coordinator)[-1]
    assert "สมศรี – อาสาสมัคร 3405: ดูแล 2 คน เลยกำหนด 2" in told
    assert "ไกล" not in told
    assert "คนอื่น" not in told


async def test_a_long_team_has_pages(house: House) -> None:
    coordinator = await member(house, "พี่นิด", ("coordinator", "34"))
    for number in range(6):
        await member(house, f"คน{number}", ("volunteer", f"340{number + 1}"))

    await coordinator.type("ทีม")
    first = house.heard(coordinator)[-1]
    await coordinator.tap("ชื่ออื่น")

    assert "คน3" in first
    assert "คน4" not in first
    assert "6. คน4" in house.heard(coordinator)[-1]
    assert "7. คน5" in house.heard(coordinator)[-1]


async def test_a_volunteer_is_told_that_only_coordinators_see_the_team(house: House) -> None:
    volunteer = await member(house, "สมศรี")

    await volunteer.type("ทีม")

    assert "เฉพาะผู้ประสานงาน" in house.heard(volunteer)[-1]


async def test_buttons_about_those_of_another_organisation_do_nothing(house: House) -> None:
    coordinator = await member(house, "พี่นิด", ("coordinator", "3405"))
    other = await member(house, "คนอื่น", organization="สอง")
    await house.apart(give_people, house, house.lane(other), 1)

    for act in ("team.one", "team.removed", "team.hand", "pair.with", "pair.end"):
        await forge(coordinator, act, "คนอื่น1")
        assert GONE in house.heard(coordinator)[-1], act
    await forge(coordinator, "team.hand.do", "คนอื่น1:all:พี่นิด1")

    assert await house.apart(roles_of, house, other) == [("volunteer", "3405")]
    assert await house.apart(people_of, house, house.lane(other)) == 1


async def test_a_permission_is_given_and_taken_by_a_coordinator_alone(house: House) -> None:
    await house.apart(house.publish, "asks", "แบบ 8Q", EIGHT_Q)
    coordinator = await member(house, "พี่นิด", ("coordinator", "3405"))
    volunteer = await member(house, "สมศรี")

    await forge(volunteer, "team.permit", "give:สมศรี1:8q")
    await volunteer.type("แบบ 8Q")
    assert "ใช้ได้เฉพาะ" in house.heard(volunteer)[-1]

    await forge(coordinator, "team.permit", "give:สมศรี1:8q")
    await forge(coordinator, "team.permit", "give:สมศรี1:8q")
    await volunteer.type("แบบ 8Q")
    assert "ชื่อเล่นอะไร" in house.heard(volunteer)[-1]

    await volunteer.type("ยกเลิก")
    await volunteer.tap("ใช่ ลบคำตอบ")
    await forge(coordinator, "team.permit", "take:สมศรี1:8q")
    await volunteer.type("แบบ 8Q")
    assert "ใช้ได้เฉพาะ" in house.heard(volunteer)[-1]
    assert await house.apart(marks, house.store, "role") == [("permitted", "role", "สมศรี1")] * 2


async def test_what_no_form_asks_for_cannot_be_permitted(house: House) -> None:
    coordinator = await member(house, "พี่นิด", ("coordinator", "3405"))
    await member(house, "สมศรี")

    await forge(coordinator, "team.permit", "give:สมศรี1:anything")

    assert await house.apart(marks, house.store, "role") == []


async def test_only_those_who_speak_the_other_language_are_offered_as_a_buddy(
    house: House,
) -> None:
    coordinator = await member(house, "พี่นิด", ("coordinator", "3405"))
    await member(house, "สมศรี")
    await member(house, "มานี")
    lao = await member(house, "บุนมี", language="ລາວ")

    await forge(coordinator, "pair.with", "สมศรี1")
    offered = [button.label for button in coordinator.buttons()]
    await forge(coordinator, "pair.make", "สมศรี1:มานี1")
    assert GONE in house.heard(coordinator)[-1]
    await coordinator.tap_old(-2, "บุนมี")
    await lao.type("ເມນູ")

    assert offered == ["บุนมี", "ย้อนกลับ"]
    assert "สมศรี กับ บุนมี เยี่ยมคู่กันแล้ว" in house.heard(coordinator)[-1]
    assert "ຢ້ຽມຢາມຄູ່ກັບ สมศรี" in "\n".join(house.heard(lao))


async def test_whoever_is_paired_is_not_offered_again(house: House) -> None:
    coordinator = await member(house, "พี่นิด", ("coordinator", "3405"))
    await member(house, "สมศรี")
    await member(house, "มานี")
    await member(house, "บุนมี", language="ລາວ")
    await forge(coordinator, "pair.make", "สมศรี1:บุนมี1")

    await forge(coordinator, "pair.with", "มานี1")

    assert "ยังไม่มีคนว่าง" in house.heard(coordinator)[-1]


async def test_one_home_is_handed_over_with_what_is_owed(house: House) -> None:
    coordinator = await member(house, "พี่นิด", ("coordinator", "3405"))
    giver, taker = await member(house, "สมศรี"), await member(house, "มานี")
    await house.apart(give_people, house, house.lane(giver), 2, mark="บ้านเหนือ")
    await house.apart(give_people, house, house.lane(giver), 1, mark="บ้านใต้")

    await forge(coordinator, "team.hand", "สมศรี1")
    await coordinator.tap("บ้านเหนือ (2)")
    await coordinator.tap("มานี")

    assert "มานี ดูแลเพิ่มอีก 2 คน" in house.heard(coordinator)[-1]
    assert await house.apart(people_of, house, house.lane(giver)) == 1
    assert await house.apart(owed_by, house, house.lane(taker)) == 2


async def test_people_outside_the_areas_of_the_taker_stay(house: House) -> None:
    coordinator = await member(house, "พี่นิด", ("coordinator", "34"))
    giver = await member(house, "สมศรี", ("volunteer", "34"))
    await member(house, "มานี", ("volunteer", "340501"))
    await house.apart(give_people, house, house.lane(giver), 1, mark="บ้านใน")
    await house.apart(give_people, house, house.lane(giver), 2, mark="บ้านนอก", area="3401")

    await forge(coordinator, "team.hand.do", "สมศรี1:all:มานี1")

    assert "ดูแลเพิ่มอีก 1 คน" in house.heard(coordinator)[-1]
    assert "จึงไม่ได้ส่งต่อ 2 คน" in house.heard(coordinator)[-1]
    assert await house.apart(people_of, house, house.lane(giver)) == 2


async def test_a_coordinator_gives_only_people_of_the_areas_they_coordinate(house: House) -> None:
    coordinator = await member(house, "พี่นิด", ("coordinator", "3405"), ("volunteer", "41"))
    await house.apart(give_people, house, None, 2, mark="บ้านนอก", area="410101")

    await forge(coordinator, "team.hand", "-")

    assert "ไม่มีคนที่จะส่งต่อ" in house.heard(coordinator)[-1]
