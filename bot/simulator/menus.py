"""Rich menus: what the account has, who sees which."""

from dataclasses import dataclass

from bot.simulator.people import Json

MOST_MENUS = 1000


@dataclass(slots=True, kw_only=True)
class RichMenu:
    """A menu under the chat; `fields` are those it was made of, its picture comes afterwards."""

    menu_id: str
    fields: Json
    picture: bytes = b""
    media_type: str = ""


class Menus:
    """The rich menus of one account: all of them, the usual one, those of single people."""

    def __init__(self) -> None:
        self._all: dict[str, RichMenu] = {}
        self._of_users: dict[str, str] = {}
        self.aliases: dict[str, str] = {}  # names of menus, which can be given to others
        self.usual: str | None = None

    @property
    def all(self) -> list[RichMenu]:
        """List all menus, oldest first."""
        return list(self._all.values())

    def add(self, menu: RichMenu) -> None:
        """Keep a new menu."""
        self._all[menu.menu_id] = menu

    def get(self, menu_id: str) -> RichMenu | None:
        """Find a menu."""
        return self._all.get(menu_id)

    def drop(self, menu_id: str) -> None:
        """Delete a menu; nobody sees it any more, and its aliases are gone."""
        del self._all[menu_id]
        self._of_users = {user: menu for user, menu in self._of_users.items() if menu != menu_id}
        self.aliases = {name: menu for name, menu in self.aliases.items() if menu != menu_id}
        if self.usual == menu_id:
            self.usual = None

    def link(self, user_id: str, menu_id: str) -> None:
        """Let someone see a menu of their own."""
        self._of_users[user_id] = menu_id

    def unlink(self, user_id: str) -> None:
        """Let someone see the usual menu again."""
        self._of_users.pop(user_id, None)

    def linked(self, user_id: str) -> str | None:
        """Name the menu that was given to someone; None when they see the usual one."""
        return self._of_users.get(user_id)

    def seen_by(self, user_id: str) -> RichMenu | None:
        """Find the menu that someone sees; one without a picture is not shown."""
        menu = self._all.get(self._of_users.get(user_id) or self.usual or "")
        return menu if menu is not None and menu.picture else None
