"""The keeper of menus: everybody is shown the menu of their role and language, within seconds."""

import asyncio
import uuid
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final

import structlog
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from bot.clock import Clock
from bot.line.account import AccountError, RefusedError, UnknownError
from bot.line.menu_account import AT_ONCE, MenuAccount
from bot.menus.issuing import Issuer
from bot.menus.pictures import Drawn
from bot.menus.plans import menu_of
from bot.store import Store
from models.rich_menu import MenuDues, RichMenus, Waiting

_ALONE: Final = timedelta(minutes=1)  # for how long a keeper that works keeps others out
_LOOK_AGAIN: Final = timedelta(hours=6)  # menus can be deleted at LINE by others
_FIRST_REST: Final = timedelta(seconds=5)
_LONGEST_REST: Final = timedelta(minutes=15)
_AT_ONCE: Final = 1000  # dues that are looked at together

log = structlog.get_logger()


class NotAloneError(Exception):
    """Another keeper sees to the menus."""


class _Rest:
    """When something may be tried again that failed: later and later, until it does not."""

    def __init__(self) -> None:
        self._failures = 0
        self._until: datetime | None = None

    def is_over(self, now: datetime) -> bool:
        return self._until is None or now >= self._until

    def begin(self, now: datetime) -> None:
        pause = min(_FIRST_REST * 2 ** min(self._failures, 10), _LONGEST_REST)
        self._failures, self._until = self._failures + 1, now + pause

    def end(self) -> None:
        self._failures, self._until = 0, None


class MenuKeeper:
    """Sees to the menus at LINE; one that was just made looks at all of them first.

    Whatever fails here is tried again: no turn waits for it. With `is_demo` it sees to made-up
    people, who are on a pretend LINE, and else to all others.
    """

    def __init__(
        self,
        *,
        store: Store,
        account: MenuAccount,
        menus: Callable[[], Sequence[Drawn]],
        clock: Clock,
        is_demo: bool = False,
    ) -> None:
        self._store, self._account, self._clock = store, account, clock
        self._is_demo = is_demo
        self._me = uuid.uuid4().bytes
        self._issuer = Issuer(
            store=store,
            account=account,
            menus=menus,
            clock=clock,
            is_demo=is_demo,
            holds=self._hold,
        )
        self._looked_at: datetime | None = None
        self._issuing, self._showing = _Rest(), _Rest()

    async def pass_once(self) -> None:
        """Do what is due; the database and LINE are asked in a worker thread."""
        await asyncio.to_thread(self.work)

    def work(self) -> None:
        """Do what is due."""
        try:
            if self._is_time_to_look():
                self._try(self._issuing, self._look)
            if self._is_anybody_waiting():
                self._try(self._showing, self._show)
            elif self._issuing.is_over(self._clock()):
                self._try(self._issuing, self._issuer.clear_away)
        except NotAloneError:
            return
        except SQLAlchemyError as broken:
            log.warning("menus not looked at", why=type(broken).__name__)

    def _try(self, rest: _Rest, do: Callable[[], None]) -> None:
        try:
            do()
        except UnknownError as gone:  # it was deleted by others: all is looked at anew
            self._looked_at = None
            rest.begin(self._clock())
            log.warning("menu gone", why=str(gone))
        except AccountError as silent:
            rest.begin(self._clock())
            log.warning("menus not changed", why=str(silent))
        else:
            rest.end()

    def _is_time_to_look(self) -> bool:
        now = self._clock()
        is_due = self._looked_at is None or now - self._looked_at >= _LOOK_AGAIN
        return is_due and self._issuing.is_over(now)

    def _is_anybody_waiting(self) -> bool:
        with self._store.thinking() as session:
            is_empty = MenuDues(session).is_empty()
        return not is_empty and self._showing.is_over(self._clock())

    def _look(self) -> None:
        self._hold()
        self._issuer.issue()
        self._looked_at = self._clock()

    def _show(self) -> None:
        """Show all who wait their menus, LINE's most at once."""
        while True:
            self._hold()
            with self._store.thinking() as session:
                waiting = MenuDues(session).waiting(_AT_ONCE, is_demo=self._is_demo)
                made = RichMenus(session).all()
            done = 0
            for name, some in _by_menu(waiting).items():
                menu = made.get(name) if name else None
                if menu is not None and not menu.is_ready:
                    continue  # it is being made
                done += len(some)
                for first in range(0, len(some), AT_ONCE):
                    chunk = some[first : first + AT_ONCE]
                    self._shown(None if menu is None else menu.menu_id, chunk)
            if not done:
                return

    def _shown(self, menu_id: str | None, some: Sequence[Waiting]) -> None:
        """Let LINE show some people a menu; what it refuses of them is given up alone."""
        users = [one.line_id for one in some if one.line_id is not None]
        try:
            if users:
                self._hold()
                self._account.show(menu_id, users)
        except RefusedError as refused:
            if menu_id is not None and menu_id not in self._account.all():
                raise UnknownError(str(refused)) from refused
            if len(some) > 1:
                middle = len(some) // 2
                self._shown(menu_id, some[:middle])
                self._shown(menu_id, some[middle:])
                return
            log.warning("menu refused", contact=some[0].contact_id)
        with self._store.writing() as session:
            MenuDues(session).drop([due for one in some for due in one.dues])

    def _hold(self) -> None:
        """Keep other keepers out for a while.

        Raises:
            NotAloneError: when there is one already.
        """
        now = self._clock()
        try:
            with self._store.writing() as session:
                is_mine = RichMenus(session).claim(self._me, now, now + _ALONE)
        except IntegrityError as beaten:  # both were the first ever
            raise NotAloneError from beaten
        if not is_mine:
            raise NotAloneError


def _by_menu(waiting: Sequence[Waiting]) -> dict[str, list[Waiting]]:
    """Put those together who are shown the same; "" for nothing of their own."""
    found: dict[str, list[Waiting]] = {}
    for one in waiting:
        name = "" if one.language is None else menu_of(one.roles, one.language)
        found.setdefault(name, []).append(one)
    return found
