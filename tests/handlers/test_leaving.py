"""Leaving: whoever is out has nothing left of the role, from that very turn on."""

from sqlalchemy import select

from models.draft import Draft
from models.organization import Memberships
from tests.assigned import give_people, people_of
from tests.handlers.marks import marks
from tests.handlers.members import invites, member, roles_of
from tests.handlers.test_team import forge
from tests.house import House


async def test_a_removed_volunteer_keeps_no_draft_and_no_people(house: House) -> None:
    coordinator = await member(house, "พี่นิด", ("coordinator", "3405"))
    volunteer = await member(house, "สมศรี")
    await house.apart(give_people, house, house.lane(volunteer), 2)
    await volunteer.type("แบบเล็ก")
    await volunteer.type("ยายคำ")

    await forge(coordinator, "team.removed", "สมศรี1")
    await volunteer.type("ยายคำ")

    assert "สิ้นสุดแล้ว" in house.heard(volunteer)[-3]
    assert await house.apart(roles_of, house, volunteer) == []
    assert await house.apart(people_of, house, house.lane(volunteer)) == 0
    assert await house.apart(people_of, house, None) == 2
    assert await house.apart(marks, house.store, "role") == [("removed", "role", "สมศรี1")]


async def test_removal_is_asked_first(house: House) -> None:
    coordinator = await member(house, "พี่นิด", ("coordinator", "3405"))
    volunteer = await member(house, "สมศรี")

    await forge(coordinator, "team.remove", "สมศรี1")

    assert await house.apart(roles_of, house, volunteer) == [("volunteer", "3405")]
    assert [button.label for button in coordinator.buttons()] == ["ใช่ นำออก", "ไม่ กลับไป"]


async def test_a_role_elsewhere_stays_with_its_people(house: House) -> None:
    coordinator = await member(house, "พี่นิด", ("coordinator", "3405"))
    volunteer = await member(house, "สมศรี", ("volunteer", "3405"), ("volunteer", "3401"))
    await house.apart(give_people, house, house.lane(volunteer), 2)
    await house.apart(give_people, house, house.lane(volunteer), 1, mark="ไกล", area="3401")
    await volunteer.type("แบบเล็ก")

    await forge(coordinator, "team.removed", "สมศรี1")
    await volunteer.type("ยายคำ")

    assert await house.apart(roles_of, house, volunteer) == [("volunteer", "3401")]
    assert await house.apart(people_of, house, house.lane(volunteer)) == 1
    assert "ส่งรูปบ้าน" in house.heard(volunteer)[-1]


async def test_a_removed_coordinator_leaves_no_open_code(house: House) -> None:
    chief = await member(house, "หัวหน้า", ("coordinator", "34"))
    coordinator = await member(house, "พี่นิด", ("coordinator", "3405"))
    await forge(coordinator, "team.invite", "mentor::3405")

    await forge(chief, "team.removed", "พี่นิด1")

    assert await house.apart(invites, house) == [("mentor", None, "3405", True)]
    await coordinator.type("ทีม")
    assert "ยังไม่เข้าใจ" in "\n".join(house.heard(coordinator))


async def test_nobody_removes_a_coordinator_of_a_wider_area_or_themselves(house: House) -> None:
    chief = await member(house, "หัวหน้า", ("coordinator", "34"))
    coordinator = await member(house, "พี่นิด", ("coordinator", "3405"))

    await forge(coordinator, "team.removed", "หัวหน้า1")
    await forge(coordinator, "team.removed", "พี่นิด1")

    assert await house.apart(roles_of, house, chief) == [("coordinator", "34")]
    assert await house.apart(roles_of, house, coordinator) == [("coordinator", "3405")]


async def test_the_buddy_of_whoever_goes_sees_the_own_people_alone(house: House) -> None:
    coordinator = await member(house, "พี่นิด", ("coordinator", "3405"))
    await member(house, "สมศรี")
    await member(house, "บุนมี", language="ລາວ")
    await forge(coordinator, "pair.make", "สมศรี1:บุนมี1")

    await forge(coordinator, "team.removed", "สมศรี1")
    await forge(coordinator, "team.one", "บุนมี1")

    assert "จับคู่เสี่ยว" in [button.label for button in coordinator.buttons()]


async def test_whoever_leaves_is_told_to_the_coordinators_of_the_area(house: House) -> None:
    coordinator = await member(house, "พี่นิด", ("coordinator", "3405"))
    elsewhere = await member(house, "คนไกล", ("coordinator", "41"))
    volunteer = await member(house, "สมศรี")

    await volunteer.type("ออกจากทีม")
    await volunteer.tap("ใช่ ออกจากทีม")
    await coordinator.type("เมนู")
    await elsewhere.type("เมนู")

    assert await house.apart(roles_of, house, volunteer) == []
    assert "สมศรี ออกจากทีมแล้ว" in "\n".join(house.heard(coordinator))
    assert "สมศรี" not in "\n".join(house.heard(elsewhere))


async def test_whoever_has_no_role_has_no_team_to_leave(house: House) -> None:
    phone = house.phone("มาลี")
    await phone.follow()
    await phone.tap("ไทย")

    await phone.type("ออกจากทีม")

    assert "ไม่ได้อยู่ในทีม" in house.heard(phone)[-1]


async def test_a_draft_that_outlived_the_role_is_erased_and_not_answered(house: House) -> None:
    volunteer = await member(house, "สมศรี")
    await volunteer.type("แบบเล็ก")

    def leave() -> None:
        with house.store.writing() as session:
            for one in Memberships(session).of(house.lane(volunteer)):
                one.left_at = house.watch()

    def drafts() -> list[Draft]:
        with house.store.thinking() as session:
            return list(session.scalars(select(Draft)))

    await house.apart(leave)
    await volunteer.type("ยายคำ")

    assert "ยังไม่เข้าใจ" in house.heard(volunteer)[-2]
    assert await house.apart(drafts) == []
