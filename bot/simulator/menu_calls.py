"""The endpoints of rich menus: made, given a picture, shown to people, named."""

import re
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Final, TypeAlias

from bot.simulator.answers import NOT_FOUND, Answer, Call, refuse, refuse_details, refuse_property
from bot.simulator.checking.menus import check_menu, problem_of_picture
from bot.simulator.checking.parts import Part
from bot.simulator.menus import MOST_MENUS, RichMenu
from bot.simulator.world import World

Handler: TypeAlias = Callable[[World, Call], Answer | Awaitable[Answer]]

WITHOUT_JSON: Final = frozenset({"richmenu/content", "richmenu/usual", "richmenu/user"})
"""The endpoints whose bodies are pictures, or empty."""

_ALIAS: Final = re.compile(r"[a-z0-9_-]{1,32}")
_MOST_USERS: Final = 500


def create(world: World, call: Call) -> Answer:
    """Make a menu; it is seen once it has a picture and is linked."""
    details = tuple(check_menu(Part(fields=call.fields, path="")))
    if details:
        return refuse_details(details)
    if len(world.menus.all) >= MOST_MENUS:
        return refuse(HTTPStatus.BAD_REQUEST, "too many rich menus")
    menu_id = f"richmenu-{call.request_id.replace('-', '')}"
    world.menus.add(RichMenu(menu_id=menu_id, fields=call.fields))
    return Answer(fields={"richMenuId": menu_id})


def validate(_world: World, call: Call) -> Answer:
    """Check a menu without making it."""
    details = tuple(check_menu(Part(fields=call.fields, path="")))
    return refuse_details(details) if details else Answer()


def list_all(world: World, _call: Call) -> Answer:
    """List all menus."""
    return Answer(fields={"richmenus": [_told(menu) for menu in world.menus.all]})


def get(world: World, call: Call) -> Answer:
    """Tell what a menu is made of."""
    menu = world.menus.get(call.names["menu_id"])
    return Answer(fields=_told(menu)) if menu is not None else _unknown()


def delete(world: World, call: Call) -> Answer:
    """Delete a menu."""
    if world.menus.get(call.names["menu_id"]) is None:
        return _unknown()
    world.menus.drop(call.names["menu_id"])
    return Answer()


def upload(world: World, call: Call) -> Answer:
    """Give a menu its picture; once given it cannot be changed."""
    menu = world.menus.get(call.names["menu_id"])
    if menu is None:
        return _unknown()
    if menu.picture:
        return refuse(HTTPStatus.BAD_REQUEST, "An image has already been uploaded to the richmenu")
    media_type = call.headers.get("content-type", "")
    problem = problem_of_picture(call.body, media_type, menu.fields)
    if problem is not None:
        return refuse(HTTPStatus.BAD_REQUEST, problem)
    menu.picture, menu.media_type = call.body, media_type
    return Answer()


def download(world: World, call: Call) -> Answer:
    """Hand out the picture of a menu."""
    menu = world.menus.get(call.names["menu_id"])
    if menu is None or not menu.picture:
        return _unknown()
    return Answer(data=menu.picture, media_type=menu.media_type)


def set_usual(world: World, call: Call) -> Answer:
    """Show a menu to everyone who has none of their own."""
    if world.menus.get(call.names["menu_id"]) is None:
        return _unknown()
    world.menus.usual = call.names["menu_id"]
    return Answer()


def usual(world: World, _call: Call) -> Answer:
    """Tell which menu is the usual one."""
    if world.menus.usual is None:
        return _unknown()
    return Answer(fields={"richMenuId": world.menus.usual})


def unset_usual(world: World, _call: Call) -> Answer:
    """Have no usual menu."""
    world.menus.usual = None
    return Answer()


def link(world: World, call: Call) -> Answer:
    """Give someone a menu of their own."""
    if world.menus.get(call.names["menu_id"]) is None:
        return _unknown()
    if call.names["user_id"] not in world.contacts:
        return refuse(HTTPStatus.BAD_REQUEST, "The user hasn't added the bot as a friend")
    world.menus.link(call.names["user_id"], call.names["menu_id"])
    return Answer()


def linked(world: World, call: Call) -> Answer:
    """Tell which menu someone was given."""
    menu_id = world.menus.linked(call.names["user_id"])
    return _unknown() if menu_id is None else Answer(fields={"richMenuId": menu_id})


def unlink(world: World, call: Call) -> Answer:
    """Take someone's own menu away."""
    world.menus.unlink(call.names["user_id"])
    return Answer()


def link_many(world: World, call: Call) -> Answer:
    """Give a menu to many people; those who are not here are passed over."""
    users = _users(call)
    if users is None:
        return refuse_property("userIds")
    if world.menus.get(call.text("richMenuId")) is None:
        return _unknown()
    for user_id in users:
        world.menus.link(user_id, call.text("richMenuId"))
    return Answer(status=HTTPStatus.ACCEPTED)


def unlink_many(world: World, call: Call) -> Answer:
    """Take the menus of many people away."""
    users = _users(call)
    if users is None:
        return refuse_property("userIds")
    for user_id in users:
        world.menus.unlink(user_id)
    return Answer(status=HTTPStatus.ACCEPTED)


def name(world: World, call: Call) -> Answer:
    """Give a menu a new name, or an old name to another menu."""
    alias = call.names.get("alias") or call.text("richMenuAliasId")
    is_known = alias in world.menus.aliases
    if not _ALIAS.fullmatch(alias):
        return refuse_property("richMenuAliasId")
    if "alias" in call.names and not is_known:
        return _unknown()
    if "alias" not in call.names and is_known:
        return refuse(HTTPStatus.BAD_REQUEST, "conflict richmenu alias id")
    menu = world.menus.get(call.text("richMenuId"))
    if menu is None or not menu.picture:
        return refuse(HTTPStatus.BAD_REQUEST, "richmenu not found")
    world.menus.aliases[alias] = menu.menu_id
    return Answer()


def named(world: World, call: Call) -> Answer:
    """Tell which menu bears a name."""
    alias = call.names["alias"]
    if alias not in world.menus.aliases:
        return _unknown()
    return Answer(fields={"richMenuAliasId": alias, "richMenuId": world.menus.aliases[alias]})


def all_named(world: World, _call: Call) -> Answer:
    """List all names of menus."""
    aliases = [
        {"richMenuAliasId": alias, "richMenuId": menu_id}
        for alias, menu_id in world.menus.aliases.items()
    ]
    return Answer(fields={"aliases": aliases})


def unname(world: World, call: Call) -> Answer:
    """Take a name away."""
    if world.menus.aliases.pop(call.names["alias"], None) is None:
        return _unknown()
    return Answer()


ENDPOINTS: Final[tuple[tuple[str, str, str, Handler], ...]] = (
    ("POST", "/v2/bot/richmenu", "richmenu:create", create),
    ("POST", "/v2/bot/richmenu/validate", "richmenu/validate", validate),
    ("POST", "/v2/bot/richmenu/bulk/link", "richmenu/bulk", link_many),
    ("POST", "/v2/bot/richmenu/bulk/unlink", "richmenu/bulk", unlink_many),
    ("GET", "/v2/bot/richmenu/list", "richmenu/list", list_all),
    ("POST", "/v2/bot/richmenu/alias", "richmenu/alias", name),
    ("GET", "/v2/bot/richmenu/alias/list", "richmenu/alias", all_named),
    ("GET", "/v2/bot/richmenu/alias/{alias}", "richmenu/alias", named),
    ("POST", "/v2/bot/richmenu/alias/{alias}", "richmenu/alias", name),
    ("DELETE", "/v2/bot/richmenu/alias/{alias}", "richmenu/alias:delete", unname),
    ("POST", "/v2/bot/richmenu/{menu_id}/content", "richmenu/content", upload),
    ("GET", "/v2/bot/richmenu/{menu_id}/content", "richmenu/picture", download),
    ("GET", "/v2/bot/richmenu/{menu_id}", "richmenu", get),
    ("DELETE", "/v2/bot/richmenu/{menu_id}", "richmenu:delete", delete),
    ("GET", "/v2/bot/user/all/richmenu", "richmenu/usual", usual),
    ("DELETE", "/v2/bot/user/all/richmenu", "richmenu/usual", unset_usual),
    ("POST", "/v2/bot/user/all/richmenu/{menu_id}", "richmenu/usual", set_usual),
    ("GET", "/v2/bot/user/{user_id}/richmenu", "richmenu/user", linked),
    ("DELETE", "/v2/bot/user/{user_id}/richmenu", "richmenu/user", unlink),
    ("POST", "/v2/bot/user/{user_id}/richmenu/{menu_id}", "richmenu/user", link),
)
"""Method, path, the name under which faults and rates know it, and who answers."""


def _told(menu: RichMenu) -> dict[str, object]:
    return {"richMenuId": menu.menu_id, **menu.fields}


def _unknown() -> Answer:
    return refuse(HTTPStatus.NOT_FOUND, NOT_FOUND)


def _users(call: Call) -> list[str] | None:
    users = call.fields.get("userIds")
    if not isinstance(users, list) or not 1 <= len(users) <= _MOST_USERS:
        return None
    return [str(user) for user in users]
