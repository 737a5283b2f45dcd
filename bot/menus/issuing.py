"""Issuing menus: those that are to stand at LINE are made there, and the ones before deleted."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

import structlog

from bot.clock import Clock
from bot.line.account import BusyError
from bot.line.menu_account import MenuAccount
from bot.menus.pictures import MEDIA, Drawn
from bot.menus.plans import EVERYONE
from bot.store import Store
from models.rich_menu import MenuDues, RichMenu, RichMenus

OURS: Final = "siao "
"""How the names begin that LINE knows our menus by."""

_AN_HOUR: Final = timedelta(hours=1)
_MOST_AN_HOUR: Final = 80  # reference, "Rate limits": 100 to make and 100 to delete

log = structlog.get_logger()


class Pace:
    """Counts what LINE allows so often an hour."""

    def __init__(self, most: int = _MOST_AN_HOUR) -> None:
        self._most, self._times = most, deque[datetime]()

    def take(self, now: datetime) -> None:
        """Count once more.

        Raises:
            BusyError: when that would be too often.
        """
        while self._times and now - self._times[0] >= _AN_HOUR:
            self._times.popleft()
        if len(self._times) >= self._most:
            raise BusyError(f"menus were changed {self._most} times in an hour")
        self._times.append(now)


@dataclass(kw_only=True)
class Issuer:
    """Sees to it that the menus of `menus` stand at LINE; called in a worker thread.

    `menus` gives none where pictures cannot be drawn: what stands at LINE then stays as it is.
    `holds` is asked before each change, and raises when another one sees to the menus.
    """

    store: Store
    account: MenuAccount
    menus: Callable[[], Sequence[Drawn]]
    clock: Clock
    is_demo: bool
    holds: Callable[[], None]
    _left: list[str] = field(default_factory=list)
    _making: Pace = field(default_factory=Pace)
    _deleting: Pace = field(default_factory=Pace)

    def issue(self) -> None:
        """Make what does not stand there as it is to be; then everybody's menu is due.

        Raises:
            AccountError: when LINE does not do it.
        """
        wanted = self.menus()
        if not wanted:
            return
        at_line = self.account.all()
        rows = self._rows()

        ready, new = dict[str, str](), list[str]()
        for menu in wanted:
            row = rows.get(menu.name)
            if row is None or row.digest != menu.digest or row.menu_id not in at_line:
                row = self._made(menu)
            if not row.is_ready:
                self.account.paint(row.menu_id, menu.picture, MEDIA)
                self.account.name(menu.name, row.menu_id)
                new.append(menu.name)
            ready[menu.name] = row.menu_id
        if self.account.usual() != ready[EVERYONE]:
            self.account.set_usual(ready[EVERYONE])

        self._finish(ready, new)
        self._left = [
            menu_id
            for menu_id, name in at_line.items()
            if name.startswith(OURS) and menu_id not in ready.values()
        ]

    def clear_away(self) -> None:
        """Delete the menus that nobody is shown any more.

        Raises:
            AccountError: when LINE does not do it.
        """
        while self._left:
            self.holds()
            self._deleting.take(self.clock())
            self.account.delete(self._left[-1])
            log.info("menu deleted", menu=self._left.pop())

    def _rows(self) -> dict[str, RichMenu]:
        with self.store.thinking() as session:
            return RichMenus(session).all()

    def _made(self, menu: Drawn) -> RichMenu:
        self.holds()
        now = self.clock()
        self._making.take(now)
        menu_id = self.account.make(menu.menu, f"{OURS}{menu.name} {menu.digest[:12]}")
        row = RichMenu(
            name=menu.name, menu_id=menu_id, digest=menu.digest, made_at=now, is_ready=False
        )
        with self.store.writing() as session:
            RichMenus(session).put(row)
        log.info("menu made", name=menu.name, menu=menu_id)
        return row

    def _finish(self, ready: dict[str, str], new: list[str]) -> None:
        if not new:
            return
        with self.store.writing() as session:
            RichMenus(session).finish(ready)
            if new != [EVERYONE]:
                MenuDues(session).add_everybody(is_demo=self.is_demo)
