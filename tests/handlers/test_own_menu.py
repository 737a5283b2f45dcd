"""One's own menu: a turn notes whose menu is due, and the right one is shown."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.holds import AllMine
from bot.secrets import Keyring
from bot.simulator.faults import Fault
from bot.simulator.phone import Phone
from bot.store import Store
from handlers.context import Context
from handlers.incoming import Wrote
from handlers.plain_menu import plain_menu
from handlers.router import Desk, Router, Says
from models.rich_menu import MenuDue, MenuDues
from tests.handlers.members import member
from tests.handlers.test_team import forge
from tests.house import House, open_house


@pytest.fixture
async def house(store: Store, keys: Keyring) -> AsyncIterator[House]:
    """Give a bot that shows menus only when it is told to."""
    async with open_house(store, keys, by_hand=AllMine()) as house:
        yield house


async def due(house: House) -> list[str]:
    """Tell whose menu is due."""

    def look() -> list[str]:
        with house.store.thinking() as session:
            return sorted(set(session.scalars(select(MenuDue.contact_id))))

    return await house.apart(look)


async def forget(house: House) -> None:
    """Take it that all who waited were shown their menus."""

    def drop() -> None:
        with house.store.writing() as session:
            MenuDues(session).drop(list(session.scalars(select(MenuDue.id))))

    await house.apart(drop)


def shown(house: House, phone: Phone) -> str | None:
    """Name the menu that a phone shows."""
    menu = house.world.menus.seen_by(phone.contact.user_id)
    return None if menu is None else str(menu.fields["name"]).split()[1]


async def test_whoever_chooses_a_language_is_shown_its_menu(house: House) -> None:
    phone = house.phone("ຄຳແພງ")
    await phone.follow()
    await forget(house)

    await phone.tap("ລາວ")

    assert await due(house) == [house.lane(phone)]


async def test_whoever_joins_is_shown_the_menu_of_the_role(house: House) -> None:
    phone = house.phone("สมศรี")
    await phone.follow()
    await phone.tap("ไทย")
    await forget(house)

    await phone.type(await house.apart(house.invite))

    assert await due(house) == [house.lane(phone)]


async def test_whoever_is_taken_out_is_shown_the_menu_of_a_visitor(house: House) -> None:
    coordinator = await member(house, "พี่นิด", ("coordinator", "3405"))
    volunteer = await member(house, "สมศรี")
    await forget(house)

    await forge(coordinator, "team.removed", "สมศรี1")

    assert await due(house) == [house.lane(volunteer)]


async def test_whoever_comes_back_is_shown_their_menu(house: House) -> None:
    phone = await house.volunteer()
    await phone.block()
    await forget(house)

    await phone.unblock()

    assert await due(house) == [house.lane(phone)]


async def test_what_changes_neither_role_nor_language_changes_no_menu(house: House) -> None:
    phone = await house.volunteer()
    await forget(house)

    await phone.type("เมนู")
    await phone.type("งานวันนี้")

    assert await due(house) == []


async def test_whoever_was_erased_waits_for_nothing_and_then_sees_the_menu_of_everyone(
    house: House,
) -> None:
    keeper = house.app.menu_keeper()
    phone = await house.volunteer()
    await keeper.pass_once()
    assert shown(house, phone) == "volunteer-th"
    await phone.type("ข้อมูลของฉัน")
    await phone.tap("ลบข้อมูลของฉัน")

    await phone.tap("ลบเดี๋ยวนี้")
    assert await due(house) == []
    await phone.type("สวัสดี")
    await keeper.pass_once()

    assert shown(house, phone) == "everyone"


async def test_roles_and_languages_lead_to_their_menus(house: House) -> None:
    keeper = house.app.menu_keeper()
    phone = house.phone("สมศรี")
    await phone.follow()
    await keeper.pass_once()
    assert shown(house, phone) == "everyone"

    await phone.tap("ไทย")
    await keeper.pass_once()
    assert shown(house, phone) == "visitor-th"
    await phone.type(await house.apart(house.invite))
    await keeper.pass_once()
    assert shown(house, phone) == "volunteer-th"
    await phone.type("ພາສາລາວ")
    await keeper.pass_once()
    assert shown(house, phone) == "volunteer-lo"


async def test_a_line_that_refuses_menus_hurts_no_turn(house: House) -> None:
    house.world.faults.add(Fault(kind="500", endpoint="richmenu/list", times=None))
    keeper = house.app.menu_keeper()

    phone = await house.volunteer()
    await keeper.pass_once()

    assert "รหัสถูกต้อง" in "\n".join(house.heard(phone))
    assert shown(house, phone) is None
    house.world.faults.clear()
    house.watch.move(timedelta(seconds=6))
    await keeper.pass_once()
    assert shown(house, phone) == "volunteer-th"


async def test_the_plain_menu_is_put_back_and_leaves_no_trace(store: Store, keys: Keyring) -> None:
    exits = Router()

    @exits.on(Wrote)
    def leave(_event: Wrote, ctx: Context) -> Says:
        plain_menu(ctx.someone.id, ctx)
        return ()

    desk = Desk(watchers=(), features=(exits,))
    async with open_house(store, keys, desk=desk, by_hand=AllMine()) as house:
        phone = house.phone("somebody")
        keeper = house.app.menu_keeper()
        await keeper.pass_once()
        house.world.menus.link(phone.contact.user_id, house.world.menus.all[3].menu_id)

        await phone.type("ออก")
        await keeper.pass_once()

        assert shown(house, phone) == "everyone"
        assert await due(house) == []


@pytest.mark.parametrize("role", [None, "volunteer", "coordinator"])
@pytest.mark.parametrize("language", ["ไทย", "ລາວ"])
async def test_every_button_of_every_menu_is_answered(
    lite: Store, keys: Keyring, role: str | None, language: str
) -> None:
    async with open_house(lite, keys, by_hand=AllMine()) as house:
        keeper = house.app.menu_keeper()
        phone = house.phone("สมศรี")
        await phone.follow()
        await phone.tap(language)
        if role is not None:
            await phone.type(await house.apart(house.invite, "ABCDE12345", role))
        await keeper.pass_once()
        menu = house.world.menus.seen_by(phone.contact.user_id)
        assert menu is not None
        areas = menu.fields["areas"]
        assert isinstance(areas, list)
        acts = [area["action"]["data"] for area in areas if area["action"]["type"] == "postback"]
        assert len(acts) >= 6

        for data in acts:
            seen = len(house.heard(phone))
            await phone.courier.send(phone.events.postback(phone.source, data))
            heard = "\n".join(house.heard(phone)[seen:])
            assert heard, data
            assert "ปุ่มนี้ไม่ใช้แล้ว" not in heard, data
            assert "ປຸ່ມນີ້" not in heard, data
