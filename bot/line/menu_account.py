"""The rich menus of the bot's account at LINE: made, shown to people, taken away."""

import json
from collections.abc import Sequence
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Final

from bot.line.account import AccountError, RefusedError, UnknownError, asked, library
from bot.line.menus import Menu

if TYPE_CHECKING:
    from linebot.v3.messaging.api.messaging_api import MessagingApi
    from linebot.v3.messaging.api.messaging_api_blob import MessagingApiBlob
    from linebot.v3.messaging.api_client import ApiClient

AT_ONCE: Final = 500  # spec, RichMenuBulkLinkRequest and RichMenuBulkUnlinkRequest: userIds

_SECONDS: Final = 5.0  # for each question
_PATIENCE: Final = 20.0  # for a picture
_THERE_ALREADY: Final = "already"  # reference, "Upload rich menu image": 400 for a second picture


class MenuAccount:
    """Asks LINE about menus, and for them; every question blocks for some seconds at most.

    Every method raises AccountError where LINE does not answer, or not as expected: BusyError when
    it was asked too often, UnknownError for a menu that is not there (any more), and RefusedError
    for what it does not take.
    """

    def __init__(self, *, base: str, data_base: str, token: str) -> None:
        self._base, self._data_base, self._token = base, data_base, token

    def all(self) -> dict[str, str]:
        """Tell which menus stand at LINE: their names, by their ids."""
        raw = asked(
            lambda: self._api.get_rich_menu_list_with_http_info(
                _preload_content=False, _request_timeout=_SECONDS
            )
        )
        return _names(raw.raw_data)

    def make(self, menu: Menu, name: str) -> str:
        """Make a menu, which is without a picture yet; give its id."""
        body = library().RichMenuRequest.from_dict(menu.as_line(name))
        told = asked(lambda: self._api.create_rich_menu(body, _request_timeout=_SECONDS))
        return str(told.rich_menu_id)

    def paint(self, menu_id: str, picture: bytes, media: str) -> None:
        """Give a menu its picture; one that has it already keeps it."""
        headers = {"Content-Type": media}
        try:
            asked(
                lambda: self._blob.set_rich_menu_image(
                    menu_id, picture, _headers=headers, _request_timeout=_PATIENCE
                )
            )
        except RefusedError as refused:
            if _THERE_ALREADY not in refused.said:
                raise

    def name(self, alias: str, menu_id: str) -> None:
        """Let a lasting name mean this menu from now on."""
        models = library()
        other = models.UpdateRichMenuAliasRequest(rich_menu_id=menu_id)
        new = models.CreateRichMenuAliasRequest(rich_menu_alias_id=alias, rich_menu_id=menu_id)
        try:
            asked(lambda: self._api.update_rich_menu_alias(alias, other, _request_timeout=_SECONDS))
        except (UnknownError, RefusedError):
            asked(lambda: self._api.create_rich_menu_alias(new, _request_timeout=_SECONDS))

    def usual(self) -> str | None:
        """Tell which menu is shown to whoever has none of their own; None where none is."""
        try:
            told = asked(lambda: self._api.get_default_rich_menu_id(_request_timeout=_SECONDS))
        except UnknownError:
            return None
        return str(told.rich_menu_id)

    def set_usual(self, menu_id: str) -> None:
        """Show a menu to whoever has none of their own."""
        asked(lambda: self._api.set_default_rich_menu(menu_id, _request_timeout=_SECONDS))

    def show(self, menu_id: str | None, users: Sequence[str]) -> None:
        """Show a menu to these people, AT_ONCE at most; None: the usual one."""
        models = library()
        if menu_id is None:
            away = models.RichMenuBulkUnlinkRequest(user_ids=list(users))
            asked(lambda: self._api.unlink_rich_menu_id_from_users(away, _request_timeout=_SECONDS))
            return
        link = models.RichMenuBulkLinkRequest(rich_menu_id=menu_id, user_ids=list(users))
        asked(lambda: self._api.link_rich_menu_id_to_users(link, _request_timeout=_SECONDS))

    def delete(self, menu_id: str) -> None:
        """Delete a menu, if it is there."""
        with suppress(UnknownError):
            asked(lambda: self._api.delete_rich_menu(menu_id, _request_timeout=_SECONDS))

    @cached_property
    def _api(self) -> "MessagingApi":
        api: MessagingApi = library().MessagingApi(_client(self._base, self._token))
        return api

    @cached_property
    def _blob(self) -> "MessagingApiBlob":
        api: MessagingApiBlob = library().MessagingApiBlob(_client(self._data_base, self._token))
        return api


def _client(host: str, token: str) -> "ApiClient":
    configuration = library().Configuration(host=host, access_token=token)
    configuration.retries = False
    client: ApiClient = library().ApiClient(configuration)
    return client


def _names(body: bytes | None) -> dict[str, str]:
    """Read a list of menus by ourselves: the library loses all of it to one odd menu.

    Raises:
        AccountError: when it is no list of menus.
    """
    try:
        told = json.loads(body or b"")["richmenus"]
        return {str(menu["richMenuId"]): str(menu.get("name", "")) for menu in told}
    except (ValueError, KeyError, TypeError, AttributeError) as odd:
        raise AccountError("LINE answered in a way that is not known") from odd
