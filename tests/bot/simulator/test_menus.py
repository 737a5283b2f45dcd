import io
from typing import Any

import httpx
import pytest
from PIL import Image

from bot.simulator.buttons import Button
from bot.simulator.courier import Courier
from bot.simulator.people import Contact
from bot.simulator.phone import Phone
from bot.simulator.world import World
from tests.bot.simulator.bare_bot import Bot, Message, postback

pytestmark = pytest.mark.anyio

WHOLE = {"x": 0, "y": 0, "width": 800, "height": 540}


@pytest.fixture
def nok(world: World) -> Contact:
    return world.add_contact("nok")


def menu(**more: object) -> Message:
    return {
        "size": {"width": 800, "height": 540},
        "selected": True,
        "name": "a menu",
        "chatBarText": "เมนูผู้ดูแลที่นี่",  # 9 clusters in 17 letters
        "areas": [{"bounds": WHOLE, "action": postback("Help")}],
        **more,
    }


def picture(width: int = 800, height: int = 540, kind: str = "PNG") -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (width, height)).save(stream, kind)
    return stream.getvalue()


async def make(bot: Bot, **more: object) -> str:
    answer = await bot.http.post("/v2/bot/richmenu", json=menu(**more))
    assert answer.status_code == 200
    return str(answer.json()["richMenuId"])


async def upload(
    bot: Bot, menu_id: str, data: bytes, media_type: str = "image/png"
) -> httpx.Response:
    path, headers = f"/v2/bot/richmenu/{menu_id}/content", {"Content-Type": media_type}
    return await bot.http.post(path, content=data, headers=headers)


async def made(bot: Bot) -> str:
    """Make a menu with its picture."""
    menu_id = await make(bot)
    assert (await upload(bot, menu_id, picture())).status_code == 200
    return menu_id


def seen(world: World, contact: Contact) -> str | None:
    found = world.menus.seen_by(contact.user_id)
    return None if found is None else found.menu_id


async def test_a_menu_is_seen_once_it_has_a_picture_and_is_linked(
    world: World, bot: Bot, nok: Contact
) -> None:
    menu_id = await make(bot)
    await bot.http.post(f"/v2/bot/user/{nok.user_id}/richmenu/{menu_id}")
    assert seen(world, nok) is None

    await upload(bot, menu_id, picture())

    assert seen(world, nok) == menu_id
    told = await bot.http.get(f"/v2/bot/user/{nok.user_id}/richmenu")
    assert told.json() == {"richMenuId": menu_id}


async def test_ones_own_menu_goes_before_the_usual_one(
    world: World, bot: Bot, nok: Contact
) -> None:
    own, usual = await made(bot), await made(bot)
    await bot.http.post(f"/v2/bot/user/all/richmenu/{usual}")
    assert seen(world, nok) == usual

    await bot.http.post(f"/v2/bot/user/{nok.user_id}/richmenu/{own}")
    assert seen(world, nok) == own

    await bot.http.delete(f"/v2/bot/user/{nok.user_id}/richmenu")
    assert seen(world, nok) == usual

    await bot.http.delete("/v2/bot/user/all/richmenu")
    assert seen(world, nok) is None


async def test_many_are_given_a_menu_at_once(world: World, bot: Bot, nok: Contact) -> None:
    menu_id = await made(bot)
    body: dict[str, Any] = {"richMenuId": menu_id, "userIds": [nok.user_id]}

    assert (await bot.http.post("/v2/bot/richmenu/bulk/link", json=body)).status_code == 202
    assert seen(world, nok) == menu_id
    assert (await bot.http.post("/v2/bot/richmenu/bulk/unlink", json=body)).status_code == 202
    assert seen(world, nok) is None

    body["userIds"] = [nok.user_id] * 501
    assert (await bot.http.post("/v2/bot/richmenu/bulk/link", json=body)).status_code == 400


async def test_a_deleted_menu_is_gone_everywhere(world: World, bot: Bot, nok: Contact) -> None:
    menu_id = await made(bot)
    await bot.http.post(f"/v2/bot/user/{nok.user_id}/richmenu/{menu_id}")
    alias = {"richMenuAliasId": "first", "richMenuId": menu_id}
    await bot.http.post("/v2/bot/richmenu/alias", json=alias)

    await bot.http.delete(f"/v2/bot/richmenu/{menu_id}")

    assert seen(world, nok) is None
    assert (await bot.http.get("/v2/bot/richmenu/alias/first")).status_code == 404
    assert (await bot.http.get(f"/v2/bot/richmenu/{menu_id}")).status_code == 404
    assert (await bot.http.get("/v2/bot/richmenu/list")).json() == {"richmenus": []}


async def test_the_picture_of_a_menu_cannot_be_changed(bot: Bot) -> None:
    menu_id = await made(bot)

    assert (await upload(bot, menu_id, picture())).status_code == 400
    told = await bot.http.get(f"/v2/bot/richmenu/{menu_id}/content")
    assert told.content == picture()


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (picture(800, 541), "image/png"),
        (picture(), "image/jpeg"),
        (b"no picture", "image/png"),
        (b"x" * (1024 * 1024 + 1), "image/png"),
    ],
    ids=["another size", "another type", "unreadable", "too heavy"],
)
async def test_pictures_that_do_not_fit_are_refused(bot: Bot, data: bytes, media_type: str) -> None:
    assert (await upload(bot, await make(bot), data, media_type)).status_code == 400


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"chatBarText": "ก" * 15}, "chatBarText"),
        ({"name": ""}, "name"),
        ({"selected": None}, "selected"),
        ({"size": {"width": 799, "height": 400}}, "size.width"),
        ({"size": {"width": 800, "height": 249}}, "size.height"),
        ({"size": {"width": 800, "height": 560}}, "size.height"),
        ({"areas": [{"bounds": WHOLE, "action": postback("Help")}] * 21}, "areas"),
        ({"areas": [{"bounds": WHOLE, "action": {"type": "camera"}}]}, "areas[0].action.type"),
    ],
)
async def test_menus_beyond_the_limits_are_refused(
    bot: Bot, wrong: dict[str, object], where: str
) -> None:
    for path in ("/v2/bot/richmenu", "/v2/bot/richmenu/validate"):
        answer = await bot.http.post(path, json=menu(**wrong))

        assert answer.status_code == 400
        assert [detail["property"] for detail in answer.json()["details"]] == [where]


async def test_a_name_can_be_given_to_another_menu(bot: Bot) -> None:
    first, second = await made(bot), await made(bot)
    alias = {"richMenuAliasId": "volunteer-th", "richMenuId": first}
    assert (await bot.http.post("/v2/bot/richmenu/alias", json=alias)).status_code == 200
    assert (await bot.http.post("/v2/bot/richmenu/alias", json=alias)).status_code == 400

    path = "/v2/bot/richmenu/alias/volunteer-th"
    assert (await bot.http.post(path, json={"richMenuId": second})).status_code == 200

    assert (await bot.http.get(path)).json()["richMenuId"] == second
    assert (await bot.http.delete(path)).status_code == 200
    assert (await bot.http.get("/v2/bot/richmenu/alias/list")).json() == {"aliases": []}


@pytest.mark.parametrize("alias", ["", "Volunteer", "a" * 33, "a b"])
async def test_names_of_other_letters_are_refused(bot: Bot, alias: str) -> None:
    body = {"richMenuAliasId": alias, "richMenuId": await made(bot)}

    assert (await bot.http.post("/v2/bot/richmenu/alias", json=body)).status_code == 400


async def test_a_tab_of_a_menu_shows_the_menu_of_that_name(
    world: World, bot: Bot, nok: Contact
) -> None:
    phone = Phone(world, nok, Courier(world, bot.hear))
    other = await made(bot)
    alias = {"richMenuAliasId": "other", "richMenuId": other}
    await bot.http.post("/v2/bot/richmenu/alias", json=alias)

    for name, status in (("other", "SUCCESS"), ("gone", "RICHMENU_ALIAS_ID_NOTFOUND")):
        action = {"type": "richmenuswitch", "richMenuAliasId": name, "data": "tab"}
        await phone.press(Button(label="", action=action))

        told = bot.heard[-1]["postback"]
        assert told == {
            "data": "tab",
            "params": {"newRichMenuAliasId": name, "status": status},
        }
    assert seen(world, nok) == other
